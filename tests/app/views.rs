//! Views: what was chosen in a list, kept under a name, for the profile alone.

use crate::act::CTRL;
use crate::browse::rows;
use crate::files::files;
use crate::screen::{Screen, options};
use crate::support::{Setup, Wix};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use gatehouse::app::Options;
use gatehouse::model::Route;
use gatehouse::sandbox::Size;

const VIEW: &str = "Invited by us";
const NEW: &str = "Name of a new view";

/// Opens the list of views by its keys.
fn views(screen: &mut Screen) {
    let keys = Modifiers {
        shift: true,
        ..CTRL
    };
    screen.chord(keys, Key::B);
    screen.until_there(Role::TextInput, NEW);
}

/// Whether these words stand anywhere on the disk.
fn on_disk(setup: &Setup, words: &str) -> bool {
    files(setup.dir.path()).into_iter().any(|path| {
        let bytes = std::fs::read(path).expect("a file");
        memchr::memmem::find(&bytes, words.as_bytes()).is_some()
    })
}

#[test]
fn a_view_is_kept_shown_again_after_a_new_start_and_goes_with_its_profile() {
    let wix = Wix::of(Size::L);
    let setup = Setup::default();
    let chosen = {
        let mut screen = Screen::practice(&setup, &wix);
        screen.until_says("400 shown");
        screen.click(Role::ColumnHeader, "Sort by Address");
        screen.press("Columns");
        screen.click(Role::CheckBox, "Joined");
        screen.key(Key::Escape);
        screen.press("Filters");
        screen.click(Role::CheckBox, "Status: Invite open, 58");
        screen.until_says("58 of 400 shown");
        screen.press("Close filters");
        let chosen = rows(&screen);
        views(&mut screen);
        screen.until_says("None is kept yet");
        let why = (false, "Type a name first".to_owned());
        assert_eq!(screen.about(Role::Button, "Keep what is chosen now"), why);
        screen.fill(Role::TextInput, NEW, VIEW);
        screen.key(Key::Enter);
        screen.until_gone(Role::TextInput, NEW);

        // Something else is looked at, in other columns.
        screen.click(Role::Link, "Clear");
        screen.until_says("400 shown");
        screen.press("Columns");
        screen.click(Role::CheckBox, "Joined");
        screen.key(Key::Escape);
        screen.click(Role::ColumnHeader, "Sort by Name");
        screen.fill(Role::TextInput, "Search the team", "whitlock");
        screen.until("a kept search", |s| {
            let mut all = s.model().settings.as_ref()?.views.values();
            let has = |v: &serde_json::Value| v.to_string().contains("whitlock");
            all.any(has).then_some(())
        });
        chosen
    };
    assert!(on_disk(&setup, VIEW));

    let options = Options {
        route: Some(Route::Team),
        ..options()
    };
    let mut screen = Screen::open(&setup, Some(&wix), options);
    screen.until_says("400 shown");
    screen.until_there(Role::ColumnHeader, "Sort by Joined");
    views(&mut screen);
    screen.press(VIEW);
    screen.until_says("58 of 400 shown");
    screen.until("the same rows", |s| (rows(s) == chosen).then_some(()));
    screen.until_there(Role::ColumnHeader, "Sort by Address, ascending now");
    assert!(screen.find(Role::ColumnHeader, "Sort by Joined").is_none());
    // What was chosen lately is there without a name.
    views(&mut screen);
    screen.press("whitlock");
    screen.until_says("of 400 shown");
    assert!(
        rows(&screen)
            .iter()
            .all(|r| r.to_lowercase().contains("whitlock"))
    );

    // Other lists have views of their own.
    screen.press("Sites, 40");
    screen.until_says("40 shown");
    views(&mut screen);
    screen.until_says("None is kept yet");
    screen.key(Key::Escape);

    screen.press("Profile Northlight Studio, Practice account");
    screen.press("Close this profile");
    let open = screen.beginning(Role::Button, "Open Practice ");
    let name = open.trim_start_matches("Open ").to_owned();
    screen.press(&format!("Forget {name}…"));
    screen.write(&name);
    screen.press(&format!("Forget {name}"));
    screen.until_gone(Role::Button, &open);
    screen.until("nothing of them", |_| {
        let left = [VIEW, "whitlock"].iter().any(|w| on_disk(&setup, w));
        (!left).then_some(())
    });
}

#[test]
fn a_view_is_replaced_under_its_name_and_forgotten() {
    let wix = Wix::of(Size::S);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    for text in ["mira", "nora"] {
        screen.chord(CTRL, Key::F);
        screen.chord(CTRL, Key::A);
        screen.write(text);
        screen.until_says("of 22 shown");
        views(&mut screen);
        screen.fill(Role::TextInput, NEW, "Somebody");
        screen.settle();
        let label = match text {
            "mira" => "Keep what is chosen now",
            _ => "Keep what is chosen now in its place",
        };
        screen.press(label);
        screen.until_gone(Role::TextInput, NEW);
    }
    screen.click(Role::Link, "Clear");
    screen.until_says("22 shown");
    views(&mut screen);
    screen.press("Somebody");
    screen.until_says("of 22 shown");
    assert!(
        rows(&screen)
            .iter()
            .all(|r| r.to_lowercase().contains("nora"))
    );
    views(&mut screen);
    screen.press("Forget the view Somebody");
    screen.until_says("None is kept yet");
    assert!(screen.find(Role::Button, "Somebody").is_none());
    screen.click(Role::Link, "Take back");
    screen.until_there(Role::Button, "Somebody");
    screen.press("Forget the view Somebody");
    screen.until_gone(Role::Button, "Somebody");
}
