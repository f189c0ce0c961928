//! The first minutes: a key that is wrong, a key that is right, the practice account.

use crate::act::CTRL;
use crate::screen::{Screen, options};
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use gatehouse::app::Options;
use gatehouse::sandbox::Size;

const WRONG: &str = "Wix says that the key is not valid";

#[test]
fn a_wrong_key_is_told_and_the_right_one_leads_to_the_team() {
    let wix = Wix::of(Size::S);
    let mut screen = Screen::open(&Setup::default(), None, options());
    screen.press("Connect an account…");
    screen.until_there(Role::Dialog, "Connect an account");
    let blocked = (false, "Paste a key first".to_owned());
    assert_eq!(screen.about(Role::Button, "Check and connect"), blocked);
    screen.click(Role::DisclosureTriangle, "Advanced");
    screen.fill(Role::TextInput, "Server", &wix.base_url());
    screen.fill(Role::PasswordInput, "API key", "IST.wrong");
    screen.press("Check and connect");
    screen.until_says(WRONG);
    let alert = screen.names(Role::Alert);
    assert!(alert.iter().any(|words| words.contains(WRONG)), "{alert:?}");
    assert!(screen.model().session.is_none());

    screen.click(Role::PasswordInput, "API key");
    screen.chord(CTRL, Key::A);
    screen.write(&wix.key("full"));
    screen.press("Check and connect");
    screen.until_there(Role::Dialog, "Northlight Studio is connected");
    for words in ["Team", "Sites", "Can be read", "Changing: "] {
        assert!(screen.says(words), "the table says “{words}”");
    }
    let typed = wix.key("full");
    assert!(!screen.dump().contains(&typed), "the key is shown nowhere");
    screen.press("Open the team");
    screen.until_read();
    screen.until_says("12 people, 10 invites · read just now, complete");
    screen.until_there(Role::Grid, "People and invites");
    screen.get(Role::Row, "Nora Whitlock");
}

#[test]
fn connecting_needs_no_mouse() {
    let wix = Wix::of(Size::S);
    let options = Options {
        base_url: Some(wix.base_url()),
        ..options()
    };
    let mut screen = Screen::open(&Setup::default(), None, options);
    screen.until("the profiles", |s| s.model().profiles.as_ref().map(|_| ()));
    screen.tab_to(Role::Button, "Connect an account…");
    screen.key(Key::Enter);
    assert_eq!(screen.at(), (Role::PasswordInput, "API key".to_owned()));
    screen.write(&wix.key("read-only"));
    screen.tab_to(Role::TextInput, "Name (optional)");
    screen.write("Looking only");
    screen.tab_to(Role::RadioButton, "Teal");
    screen.key(Key::Space);
    screen.tab_to(Role::CheckBox, "Start read only");
    screen.key(Key::Space);
    screen.tab_to(Role::Button, "Check and connect");
    screen.key(Key::Enter);
    screen.until_there(Role::Dialog, "Looking only is connected");
    screen.key(Key::Enter);
    screen.until_read();
    screen.until_there(Role::Row, "Nora Whitlock");
    let session = screen.model().session.clone().expect("a session");
    assert_eq!(
        (session.profile.colour, session.profile.read_only),
        (2, true)
    );
    screen.tab_to_rows();
    screen.key(Key::ArrowDown);
    let why = (
        false,
        "This profile is set to read only. Change it in Settings".to_owned(),
    );
    assert_eq!(screen.about(Role::Button, "Remove…"), why);
}

#[test]
fn escape_leaves_the_form_and_nothing_is_kept() {
    let wix = Wix::of(Size::S);
    let mut screen = Screen::open(&Setup::default(), None, options());
    screen.until_says("Accounts that you connect are listed here from then on");
    screen.tab_to(Role::Button, "Connect an account…");
    screen.key(Key::Enter);
    screen.write(&wix.key("full"));
    screen.key(Key::Escape);
    screen.until_gone(Role::Dialog, "Connect an account");
    assert_eq!(
        screen.at(),
        (Role::Button, "Connect an account…".to_owned()),
        "the keyboard is where it was"
    );
    screen.key(Key::Enter);
    let field = screen.get(Role::PasswordInput, "API key");
    assert_eq!(field.value().unwrap_or_default(), "");
    assert!(wix.log().is_empty(), "nobody was asked");
}

#[test]
fn the_practice_account_opens_from_the_welcome_screen() {
    let wix = Wix::of(Size::S);
    let mut screen = Screen::open(&Setup::default(), Some(&wix), options());
    screen.click(Role::RadioButton, "A studio with 12 people");
    screen.press("Open the practice account");
    screen.until_there(Role::Heading, "Overview");
    screen.until("everything read", |s| {
        s.model()
            .jobs
            .iter()
            .all(|j| !j.state.is_active())
            .then_some(())
    });
    screen.until_there(Role::Button, "Team, 12");
    screen.get(Role::Button, "Profile Northlight Studio, Practice account");
    screen.get(Role::Label, "Practice");
    screen.press("Team, 12");
    screen.until_there(Role::Row, "Nora Whitlock");
    screen.press("Profile Northlight Studio, Practice account");
    screen.press("Close this profile");
    screen.until_there(Role::Button, "Open Practice studio");
    screen.get(Role::Button, "Open the practice account");
}
