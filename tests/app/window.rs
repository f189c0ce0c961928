//! What belongs to the window: commands by name, settings that are kept, runs that are shown again.

use crate::act::CTRL;
use crate::browse::rows;
use crate::screen::{Screen, options};
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::NodeT as _;
use gatehouse::app::Options;
use gatehouse::model::Route;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::ThemeWish;

#[test]
fn the_palette_finds_a_command_and_enter_does_it() {
    let wix = Wix::of(Size::S);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    screen.chord(CTRL, Key::K);
    screen.until_there(Role::Dialog, "Commands");
    let first = (Role::ListBoxOption, "Go to overview, Go".to_owned());
    assert_eq!(screen.at(), first, "the entry under the cursor is read out");
    let (free, why) = screen.about(Role::ListBoxOption, "Remove from team…, Team");
    assert_eq!((free, why.as_str()), (false, "Select somebody first"));
    screen.write("go act");
    assert_eq!(screen.names(Role::ListBoxOption), ["Go to activity, Go"]);
    screen.key(Key::Enter);
    screen.until_gone(Role::Dialog, "Commands");
    screen.until_there(Role::Heading, "Activity");
    screen.chord(CTRL, Key::K);
    screen.write("select all");
    let why = (false, "Go to a list first".to_owned());
    let entry = "Select all rows shown, View";
    assert_eq!(screen.about(Role::ListBoxOption, entry), why);
    screen.key(Key::Enter);
    screen.get(Role::Dialog, "Commands");
    screen.chord(CTRL, Key::A);
    screen.write("go");
    screen.key(Key::ArrowDown);
    screen.key(Key::Enter);
    screen.until_there(Role::Heading, "Team");
    screen.tab_to(Role::Button, "Commands");
    screen.key(Key::Enter);
    screen.until_there(Role::Dialog, "Commands");
    screen.key(Key::Tab);
    screen.key(Key::Tab);
    assert_eq!(
        screen.at().0,
        Role::ListBoxOption,
        "the keyboard stays inside"
    );
    screen.key(Key::Escape);
    screen.until_gone(Role::Dialog, "Commands");
    assert_eq!(
        screen.at(),
        (Role::Button, "Commands".to_owned()),
        "and goes back"
    );
}

#[test]
fn look_pace_and_brakes_are_kept_for_the_next_start() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    {
        let mut screen = Screen::practice(&setup, &wix);
        screen.chord(CTRL, Key::Comma);
        screen.until_there(Role::Heading, "Settings");
        screen.click(Role::RadioButton, "Dark");
        screen.press("Larger text");
        screen.press("More: Calls a minute");
        screen.press("Save pace");
        screen.press("More: Co-owners that have to stay");
        screen.press("Save brakes");
        screen.until("everything kept", |s| {
            let profile = &s.model().session.as_ref()?.profile;
            let settings = s.model().settings.as_ref()?;
            let kept = profile.pace.per_minute == 210
                && profile.brakes.co_owners == 3
                && settings.theme == ThemeWish::Dark
                && (settings.zoom - 1.1).abs() < 0.001;
            kept.then_some(())
        });
    }
    let options = Options {
        route: Some(Route::Settings),
        ..options()
    };
    let mut screen = Screen::open(&setup, Some(&wix), options);
    screen.until_there(Role::Heading, "Settings");
    screen.until_there(Role::Label, "110 %");
    assert_eq!(screen.harness.ctx.theme(), egui::Theme::Dark);
    assert!((screen.harness.ctx.zoom_factor() - 1.1).abs() < 0.001);
    let dark = screen.get(Role::RadioButton, "Dark").accesskit_node();
    assert_eq!(dark.toggled(), Some(egui::accesskit::Toggled::True));
    for (name, value) in [
        ("Calls a minute", 210.0),
        ("Co-owners that have to stay", 3.0),
    ] {
        let field = screen.get(Role::SpinButton, name).accesskit_node();
        assert_eq!(field.numeric_value(), Some(value), "{name}");
    }
    screen.chord(CTRL, Key::Num0);
    screen.until_there(Role::Label, "100 %");
}

#[test]
fn columns_and_order_are_kept_for_the_next_start() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    let before = {
        let mut screen = Screen::practice(&setup, &wix);
        screen.click(Role::ColumnHeader, "Sort by Name");
        screen.press("Columns");
        screen.click(Role::CheckBox, "Joined");
        screen.key(Key::Escape);
        screen.until_gone(Role::ColumnHeader, "Sort by Joined");
        screen.until("kept columns", |s| {
            let views = &s.model().settings.as_ref()?.views;
            views
                .get("team")?
                .to_string()
                .contains("joined")
                .then_some(())
        });
        screen.until_there(Role::ColumnHeader, "Sort by Name, ascending now");
        rows(&screen)
    };
    let options = Options {
        route: Some(Route::Team),
        ..options()
    };
    let mut screen = Screen::open(&setup, Some(&wix), options);
    screen.until("the same order", |s| (rows(s) == before).then_some(()));
    screen.until_there(Role::ColumnHeader, "Sort by Name, ascending now");
    assert!(screen.find(Role::ColumnHeader, "Sort by Joined").is_none());
}

#[test]
fn activity_lists_runs_and_shows_one_again() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    let mut screen = Screen::practice(&setup, &wix);
    screen.chord(CTRL, Key::Num3);
    screen.click(Role::Tab, "Runs");
    screen.until_says("No plan was applied yet");
    screen.press("Open the team");
    screen.fill(Role::TextInput, "Search the team", "mira");
    screen.until_says("2 of 22 shown");
    screen.click(Role::Row, "Mira Okonjo");
    screen.press("Remove…");
    screen.press("Remove 1 person");
    screen.press("Done");
    screen.until_gone(Role::Button, "Done");
    screen.press("Activity");
    screen.click(Role::Tab, "Runs, 1");
    screen.until_says("1 done");
    screen.press("Show");
    screen.until_there(Role::Button, "Save receipt…");
    screen.get(Role::Label, "1 done");
    assert_eq!(rows(&screen).len(), 1, "the line of the run");
    screen.press("Done");
    screen.until_gone(Role::Button, "Done");
    let journal = screen.beginning(Role::Tab, "Journal, ");
    screen.click(Role::Tab, &journal);
    screen.until_there(Role::Grid, "Journal");
    let text = screen.names(Role::Row);
    assert!(text.len() > 3, "{text:?}");
    assert_eq!(wix.writes().len(), 1);
}

#[test]
fn the_inspector_leaves_its_room_to_the_table_until_it_has_something_to_tell() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    let mut screen = Screen::practice(&setup, &wix);
    let wide = |s: &Screen| {
        let status = s.get(Role::ColumnHeader, "Sort by Status");
        status.rect().right() > 1_000.0
    };
    assert!(wide(&screen), "nothing is selected");
    screen.tab_to_rows();
    screen.key(Key::Space);
    screen.until_says("1 selected");
    assert!(!wide(&screen), "somebody is");
    screen.key(Key::ArrowDown);
    screen.key(Key::Escape);
    screen.settle();
    assert!(!wide(&screen), "what stood there stays");

    // The owner's choice is kept, and none of it is needed to have it otherwise.
    screen.chord(CTRL, Key::I);
    assert!(wide(&screen));
    let kept = |s: &Screen| s.model().settings.as_ref().is_some_and(|s| s.inspector);
    assert!(!kept(&screen));
    screen.chord(CTRL, Key::I);
    assert!(kept(&screen) && !wide(&screen));
    drop(screen);
    let mut screen = Screen::practice(&setup, &wix);
    assert!(wide(&screen));
    screen.chord(CTRL, Key::I);
    assert!(kept(&screen), "it was asked for already");
    assert!(!wide(&screen));
    screen.until_says("Select somebody to see what they can do");
}
