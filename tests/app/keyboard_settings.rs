//! Every setting, and everything that is done to a profile, by keys alone.

use crate::act::CTRL;
use crate::hands::Hands;
use crate::import::type_path;
use crate::screen::{Screen, options};
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use gatehouse::app::{Options, Start};
use gatehouse::model::Route;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{self, JobKind, JobState, Practice, ProfileCard, ThemeWish};

/// The settings of the practice account, in front of somebody without a mouse.
fn settings(wix: &Wix) -> Screen {
    let options = Options {
        start: Start::Practice(Practice {
            size: protocol::Size::S,
            seed: 7,
        }),
        route: Some(Route::Settings),
        data_dir: "/home/nora/gatehouse".to_owned(),
        ..options()
    };
    let mut screen = Screen::open(&Setup::default(), Some(wix), options);
    screen.set_hands(Hands::Keys);
    screen.until_read();
    screen
}

fn kept(s: &Screen) -> protocol::Settings {
    let settings = s.model().settings.as_deref();
    settings.expect("settings").clone()
}

fn profile(s: &Screen) -> ProfileCard {
    let session = s.model().session.as_ref();
    session.expect("a session").profile.clone()
}

/// One of the switches.
type Which = fn(&protocol::Settings) -> bool;

#[test]
fn the_look_and_the_lock_are_set_by_keys() {
    let wix = Wix::of(Size::S);
    let mut screen = settings(&wix);
    screen.click(Role::RadioButton, "Dark");
    screen.until("the dark", |s| {
        (kept(s).theme == ThemeWish::Dark).then_some(())
    });
    let switches: [(&str, Which); 3] = [
        ("Show details at the right of tables", |s| s.inspector),
        ("Show filters at the left of tables", |s| s.facets),
        (
            "Tell when a long job ends while the window is not in front",
            |s| s.tell_ends,
        ),
    ];
    for (name, which) in switches {
        let before = which(&kept(&screen));
        screen.click(Role::Switch, name);
        screen.until(name, |s| (which(&kept(s)) != before).then_some(()));
    }
    screen.press("Larger text");
    screen.press("Larger text");
    screen.until_there(Role::Label, "120 %");
    screen.press("Smaller text");
    screen.until_there(Role::Label, "110 %");
    screen.press("Back to 100 %");
    screen.until_there(Role::Label, "100 %");
    screen.click(Role::RadioButton, "5 minutes");
    screen.until("a time", |s| (kept(s).lock_after == 5).then_some(()));
    screen.press("Lock now");
    screen.until_there(Role::Button, "Unlock");
    screen.press("Unlock");
    screen.until_there(Role::Heading, "Settings");
}

#[test]
fn pace_brakes_and_snapshots_are_set_by_keys() {
    let wix = Wix::of(Size::S);
    let mut screen = settings(&wix);
    screen.press("More: Calls a minute");
    screen.press("Undo changes of pace");
    screen.click(Role::Switch, "No limit");
    screen.press("Save pace");
    screen.until("no limit", |s| s.model().pace.limit.is_none().then_some(()));
    // A number is typed, or changed by arrows.
    let name = "Mails within 24 hours";
    screen.fill(Role::SpinButton, name, "");
    screen.chord(CTRL, Key::A);
    screen.write("75");
    screen.key(Key::Tab);
    screen.fill(
        Role::TextInput,
        "Find yourself by name or address",
        "whitlock",
    );
    let me = screen.beginning(Role::Button, "Nora Whitlock, ");
    screen.press(&me);
    screen.press("Save brakes");
    screen.until("brakes", |s| {
        let brakes = profile(s).brakes;
        (brakes.mails_per_day == 75 && brakes.own_user.is_some()).then_some(())
    });
    screen.press("Choose nobody");
    screen.press("Save brakes");
    screen.until("nobody", |s| {
        profile(s).brakes.own_user.is_none().then_some(())
    });
    let before = screen.until("snapshots", |s| s.model().snapshots.clone());
    screen.press("More: Newest that stay");
    screen.press("Save snapshots");
    screen.until("more snapshots", |s| {
        let now = s.model().snapshots.clone()?;
        (now.retention.newest > before.retention.newest).then_some(())
    });
}

#[test]
fn files_and_the_kit_are_reached_by_keys() {
    let wix = Wix::of(Size::S);
    let mut screen = settings(&wix);
    screen.reach(Role::Button, "Copy the path");
    assert_eq!(screen.copied(Key::Enter), "/home/nora/gatehouse");
    screen.press("Save a support bundle…");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("bundle.zip");
    let dialog = screen.beginning(Role::Dialog, "Save");
    type_path(&mut screen, &file);
    screen.until("a bundle", |_| file.exists().then_some(()));
    screen.until_gone(Role::Dialog, &dialog);
    let back = "Save a support bundle…".to_owned();
    assert_eq!(screen.at(), (Role::Button, back), "the keyboard is back");
    screen.press("Show the design kit");
    screen.until("the kit", |s| {
        (s.model().shown() == Route::Kit).then_some(())
    });
}

#[test]
fn a_profile_is_changed_closed_opened_and_forgotten_by_keys() {
    let wix = Wix::of(Size::S);
    let mut screen = settings(&wix);
    screen.click(Role::Switch, "Read only");
    screen.until("read only", |s| profile(s).read_only.then_some(()));
    let name = profile(&screen).name;
    screen.press("Edit…");
    screen.until_there(Role::Dialog, &format!("Edit {name}"));
    assert_eq!(screen.at(), (Role::TextInput, "Name".to_owned()));
    screen.chord(CTRL, Key::A);
    screen.write("Rehearsal");
    screen.click(Role::RadioButton, "Olive");
    screen.click(Role::CheckBox, "Read only");
    screen.press("Save");
    screen.until("another name", |s| {
        let now = profile(s);
        (now.name == "Rehearsal" && now.colour == 7 && !now.read_only).then_some(())
    });
    screen.until_gone(Role::Dialog, &format!("Edit {name}"));
    assert_eq!(screen.at().1, "Edit…", "the keyboard is where it was");

    screen.press("Close the profile");
    screen.until_there(Role::Button, "Open Rehearsal");
    screen.press("Edit Rehearsal…");
    screen.until_there(Role::Dialog, "Edit Rehearsal");
    screen.chord(CTRL, Key::A);
    screen.write("Second try");
    screen.key(Key::Enter);
    screen.until_there(Role::Button, "Open Second try");
    screen.press("Open Second try");
    screen.until_there(Role::Button, "Team, 12");

    screen.chord(CTRL, Key::Comma);
    screen.press("Forget this profile…");
    screen.until_there(Role::Dialog, "Forget Second try?");
    let (free, why) = screen.about(Role::Button, "Forget Second try");
    assert_eq!((free, why.as_str()), (false, "Type “Second try” first"));
    screen.write("Second try");
    screen.press("Forget Second try");
    screen.until_says("Accounts that you connect are listed here from then on");
    assert!(screen.find(Role::Button, "Open Second try").is_none());
    // Something has the keyboard, and it leads on from here.
    screen.press("Connect an account…");
    screen.until_there(Role::Dialog, "Connect an account");
}

#[test]
fn a_profile_is_forgotten_from_the_start_by_keys() {
    let wix = Wix::of(Size::S);
    let mut screen = settings(&wix);
    screen.press("Profile Northlight Studio, Practice account");
    screen.press("Close this profile");
    let open = screen.beginning(Role::Button, "Open Practice ");
    let name = open.trim_start_matches("Open ").to_owned();
    screen.press(&format!("Forget {name}…"));
    screen.until_there(Role::Dialog, &format!("Forget {name}?"));
    screen.write(&name);
    screen.press(&format!("Forget {name}"));
    screen.until_gone(Role::Button, &open);
    screen.press("Open the practice account");
    screen.until_there(Role::Heading, "Overview");
}

#[test]
fn a_key_is_checked_and_given_again_by_keys() {
    let wix = Wix::of(Size::S);
    let options = Options {
        base_url: Some(wix.base_url()),
        ..options()
    };
    let mut screen = Screen::open(&Setup::default(), None, options);
    screen.set_hands(Hands::Keys);
    screen.press("Connect an account…");
    screen.fill(Role::PasswordInput, "API key", &wix.key("read-only"));
    screen.press("Check and connect");
    screen.until_there(Role::Dialog, "Northlight Studio is connected");
    screen.press("Open the team");
    screen.until_read();
    screen.chord(CTRL, Key::Comma);
    screen.press("Check what the key can do");
    screen.until("a check that is over", |s| {
        let job = s.model().last_job(JobKind::Check)?;
        matches!(job.state, JobState::Done(_)).then_some(())
    });
    screen.until_says("Can be read");
    screen.press("Give the key again…");
    screen.until_there(Role::Dialog, "Give the key of Northlight Studio again");
    assert_eq!(screen.at(), (Role::PasswordInput, "API key".to_owned()));
    screen.write(&wix.key("full"));
    screen.press("Check and keep the key");
    screen.until_gone(Role::Dialog, "Give the key of Northlight Studio again");
    let connected = wix.log().len();
    screen.chord(CTRL, Key::R);
    screen.until_read();
    assert!(wix.log().len() > connected);
}
