//! What the panes offer beside their lists, and the longest list, by keys alone.

use crate::act::CTRL;
use crate::changes::read_again;
use crate::hands::Hands;
use crate::import::type_path;
use crate::members::{of_size, read_all};
use crate::members_change::without_limit;
use crate::screen::Screen;
use crate::support::{Setup, Wix};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;
use gatehouse::model::Route;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol;
use serde_json::json;

/// The team of the practice account, in front of somebody without a mouse.
fn practice(wix: &Wix) -> Screen {
    let mut screen = Screen::practice(&Setup::default(), wix);
    screen.set_hands(Hands::Keys);
    screen
}

fn shown(screen: &mut Screen, route: Route) {
    screen.until(&format!("{route:?}"), |s| {
        (s.model().shown() == route).then_some(())
    });
}

/// Saves what the dialog offers into this folder; gives what was written.
fn saved(screen: &mut Screen, folder: &tempfile::TempDir, name: &str) -> String {
    let dialog = screen.beginning(Role::Dialog, "Save");
    let file = folder.path().join(name);
    type_path(screen, &file);
    screen.until("a saved file", |_| file.exists().then_some(()));
    screen.until_gone(Role::Dialog, &dialog);
    std::fs::read_to_string(&file).expect("a text")
}

#[test]
fn f6_goes_through_the_parts_of_the_window_and_comes_back_to_the_row() {
    let wix = Wix::of(Size::S);
    let mut screen = practice(&wix);
    // With nothing selected it comes when it is asked for.
    screen.chord(CTRL, Key::I);
    let mut go = |held| {
        screen.chord(held, Key::F6);
        screen.at()
    };
    let on = Modifiers::NONE;
    // From nowhere it goes past the list of areas.
    assert_eq!(go(on).1, "Search the team");
    let row = go(on);
    assert_eq!(row.0, Role::Row);
    assert_eq!(go(on).1, "Inspector");
    assert_eq!(go(on), (Role::Button, "Search".to_owned()));
    assert!(go(on).1.starts_with("Profile "));
    assert_eq!(go(Modifiers::SHIFT), (Role::Button, "Search".to_owned()));
    assert!(go(on).1.starts_with("Profile "));
    assert_eq!(go(on).1, "Search the team");
    screen.key(Key::F6);
    screen.key(Key::ArrowDown);
    let second = screen.at();
    assert_ne!(second, row);
    for _ in 0..5 {
        screen.key(Key::F6);
    }
    assert_eq!(screen.at(), second, "back on the row that it left");
    // A dialog keeps the keyboard.
    screen.chord(CTRL, Key::N);
    let dialog = screen.beginning(Role::Dialog, "Invite");
    let before = screen.at();
    screen.key(Key::F6);
    assert_eq!(screen.at(), before, "in {dialog}");
}

/// What a mouse would be told while it rests on a button.
#[test]
fn why_a_button_is_blocked_shows_with_the_keyboard_on_it() {
    let wix = Wix::of(Size::S);
    let mut screen = practice(&wix);
    let (free, why) = screen.about(Role::Button, "Remove…");
    assert!(!free && !why.is_empty(), "{why}");
    let shown = |s: &Screen| s.names(Role::Label).contains(&why);
    assert!(!shown(&screen), "{why}");
    screen.reach(Role::Button, "Remove…");
    screen.settle();
    assert!(shown(&screen), "{why}");
    screen.key(Key::Tab);
    assert!(!shown(&screen), "{why}");
}

#[test]
fn the_activity_is_gone_through_and_saved_by_keys() {
    let wix = Wix::of(Size::S);
    let mut screen = practice(&wix);
    let folder = tempfile::tempdir().expect("a folder");
    wix.fault(&json!({
        "match": {"path": "/team/search"}, "times": 50,
        "kind": {"status": 403, "body": {"message": "no more", "details": {}}},
    }));
    read_again(&mut screen);
    let activity = screen.beginning(Role::Button, "Activity");
    screen.press(&activity);
    let notices = screen.beginning(Role::Tab, "Notices, ");
    screen.click(Role::Tab, &notices);
    let unread = screen.model().activity.unread();
    assert!(unread > 0);
    screen.press("Mark as read");
    screen.until("one less", |s| {
        (s.model().activity.unread() == unread - 1).then_some(())
    });
    if unread > 1 {
        screen.press("Mark all as read");
    }
    screen.until("none", |s| (s.model().activity.unread() == 0).then_some(()));

    let jobs = screen.beginning(Role::Tab, "Jobs");
    screen.click(Role::Tab, &jobs);
    read_again(&mut screen);
    let journal = screen.beginning(Role::Tab, "Journal");
    screen.click(Role::Tab, &journal);
    if screen.model().activity.head.count == 0 {
        screen.until_says("The journal is empty");
        // A change writes it.
        screen.chord(CTRL, Key::Num2);
        screen.click(Role::Row, "Mira Okonjo");
        screen.press("Remove…");
        screen.press("Remove 1 person");
        screen.press("Done");
        screen.until_gone(Role::Button, "Done");
        let activity = screen.beginning(Role::Button, "Activity");
        screen.press(&activity);
        let journal = screen.beginning(Role::Tab, "Journal, ");
        screen.click(Role::Tab, &journal);
    }
    screen.until_there(Role::Grid, "Journal");
    screen.reach(Role::Button, "Copy head and count");
    let head = screen.model().activity.head;
    assert_eq!(
        screen.copied(Key::Enter),
        format!("{} {}", head.hash, head.count)
    );
    screen.press("Save as CSV…");
    let csv = saved(&mut screen, &folder, "journal.csv");
    screen.press("Save as JSON lines…");
    let lines = saved(&mut screen, &folder, "journal.jsonl");
    assert_eq!(lines.lines().count() as u64, head.count);
    assert_eq!(csv.lines().count() as u64, head.count + 1, "with titles");
}

#[test]
fn overview_and_help_lead_to_the_panes_by_keys() {
    let wix = Wix::of(Size::S);
    let mut screen = practice(&wix);
    screen.chord(CTRL, Key::Num1);
    screen.until_there(Role::Heading, "Overview");
    // Each thing that needs attention has a step, which a key takes.
    let steps = ["Show", "Look", "Review", "See", "Open", "Read"];
    let names = screen.names(Role::Button);
    let step = names
        .iter()
        .find(|n| steps.iter().any(|s| n.starts_with(s)));
    let step = step.unwrap_or_else(|| panic!("{names:?}")).clone();
    screen.press(&step);
    screen.key(Key::Escape);
    screen.press("Help");
    shown(&mut screen, Route::Help);
    let links = screen.names(Role::Link);
    assert!(links.len() > 2, "{links:?}");
    for link in links.iter().take(3) {
        screen.press("Help");
        shown(&mut screen, Route::Help);
        screen.click(Role::Link, link);
        screen.until("another pane", |s| {
            (s.model().shown() != Route::Help).then_some(())
        });
    }
    screen.press("Help");
    screen.press("All commands");
    screen.until_there(Role::Dialog, "Commands");
    screen.key(Key::Escape);
    screen.until_gone(Role::Dialog, "Commands");
    assert_eq!(screen.at().1, "All commands", "the keyboard is back");
}

/// The row that has the keyboard: its number, from 0.
fn place(screen: &Screen) -> usize {
    let row = screen.focused().expect("a row");
    let row = row.accesskit_node();
    assert_eq!(row.role(), Role::Row);
    row.position_in_set().expect("a place")
}

/// The members of the largest site that this build can read in a test's time; a million rows have a
/// test of their own, `table::ends`.
#[test]
fn members_are_gone_through_to_the_last_of_thirty_thousand() {
    let wix = Wix::of(Size::L);
    let mut screen = of_size(&wix, (1280.0, 800.0), protocol::Size::L);
    screen.set_hands(Hands::Keys);
    without_limit(&mut screen);
    read_all(&mut screen, &wix, "30,000");
    screen.tab_to_rows();
    let page = {
        screen.key(Key::Home);
        screen.key(Key::PageDown);
        place(&screen)
    };
    assert!(page > 5, "{page}");
    for from in [10, 29_990] {
        if from > page {
            screen.key(Key::End);
            assert_eq!(place(&screen), 29_999);
        } else {
            screen.key(Key::Home);
            assert_eq!(place(&screen), 0);
        }
        let key = if from > page {
            Key::ArrowUp
        } else {
            Key::ArrowDown
        };
        while place(&screen) != from {
            screen.key(key);
        }
        screen.key(Key::ArrowDown);
        assert_eq!(place(&screen), from + 1);
        screen.chord(Modifiers::SHIFT, Key::ArrowDown);
        screen.chord(Modifiers::SHIFT, Key::ArrowDown);
        screen.get(Role::Label, "3 selected");
        assert_eq!(place(&screen), from + 3);
        screen.key(Key::PageUp);
        assert_eq!(place(&screen), (from + 3).saturating_sub(page));
        screen.get(Role::Label, "1 selected");
        screen.key(Key::Escape);
    }
}
