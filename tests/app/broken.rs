//! A pane that breaks: a report in its place, and nothing is lost.

use crate::act::CTRL;
use crate::browse::rows;
use crate::screen::Screen;
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::NodeT as _;
use gatehouse::app::Part;
use gatehouse::model::Route;
use gatehouse::sandbox::Size;

const REPORT: &str = "This part of the window met an error";

/// Searches for a name that fewer rows have.
fn narrow(screen: &mut Screen, all: usize) {
    screen.chord(CTRL, Key::F);
    screen.write("nora");
    screen.until("fewer rows", |s| (rows(s).len() < all).then_some(()));
}

/// Has a part of the window break; its report comes.
fn breaks(screen: &mut Screen, part: Part) {
    screen.harness.state_mut().break_part(Some(part));
    screen.settle();
    screen.until_says(REPORT);
}

#[test]
fn a_pane_that_breaks_shows_a_report_and_comes_back_as_it_was() {
    let wix = Wix::of(Size::S);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    let all = rows(&screen).len();
    narrow(&mut screen, all);
    let before = rows(&screen);
    screen.click(Role::Row, &before[0]);
    screen.until_says("1 selected");

    breaks(&mut screen, Part::Pane(Route::Team));
    assert!(rows(&screen).is_empty());
    // The rest of the window works.
    screen.chord(CTRL, Key::Num1);
    screen.until_there(Role::Heading, "Overview");
    screen.chord(CTRL, Key::Num2);
    screen.until_says(REPORT);
    screen.press("Show again");
    screen.until_says(REPORT);
    let shown = screen.dump();
    assert!(shown.contains("Copy details"), "{shown}");
    assert!(!shown.contains("Whitlock"), "{shown}");

    screen.harness.state_mut().break_part(None);
    screen.press("Show again");
    screen.until("the rows", |s| (rows(s) == before).then_some(()));
    screen.until_says("1 selected");
    assert!(!screen.says(REPORT));
}

#[test]
fn a_pane_that_breaks_again_and_again_begins_anew() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    let mut screen = Screen::practice(&setup, &wix);
    let all = rows(&screen);
    screen.click(Role::Row, &all[0]);
    screen.until_says("1 selected");
    narrow(&mut screen, all.len());

    breaks(&mut screen, Part::Pane(Route::Team));
    assert!(screen.names(Role::Button).iter().all(|n| n != "Begin anew"));
    // Nothing is done to a selection that cannot be seen.
    screen.chord(CTRL, Key::Delete);
    screen.until_says("Show this part of the window again first");
    assert!(screen.names(Role::Dialog).is_empty());

    screen.press("Show again");
    screen.until_there(Role::Button, "Begin anew");
    screen.harness.state_mut().break_part(None);
    screen.press("Begin anew");
    screen.until("all rows", |s| (rows(s) == all).then_some(()));
    assert!(!screen.says("1 selected"));
    assert!(!screen.says(REPORT));
    // It is a pane like any other.
    narrow(&mut screen, all.len());
}

#[test]
fn a_dialog_that_breaks_keeps_what_was_typed_and_goes_when_it_begins_anew() {
    let wix = Wix::of(Size::S);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    let form = "Invite to the account";
    screen.chord(CTRL, Key::N);
    screen.until_there(Role::Dialog, form);
    screen.fill(Role::MultilineTextInput, "Addresses", "pat@new.example");

    breaks(&mut screen, Part::Dialogs);
    assert!(screen.names(Role::Dialog).is_empty());
    let shown = screen.dump();
    assert!(!shown.contains("pat@new.example"), "{shown}");
    screen.harness.state_mut().break_part(None);
    screen.press("Show again");
    screen.until_there(Role::Dialog, form);
    let typed = screen.get(Role::MultilineTextInput, "Addresses");
    let typed = typed.accesskit_node().value();
    assert_eq!(typed.as_deref(), Some("pat@new.example"));

    // It breaks for good.
    breaks(&mut screen, Part::Dialogs);
    screen.until_there(Role::Button, "Begin anew");
    screen.harness.state_mut().break_part(None);
    screen.press("Begin anew");
    screen.until_gone(Role::Dialog, form);
    assert!(!screen.says(REPORT));
    screen.chord(CTRL, Key::N);
    screen.until_there(Role::Dialog, form);
    assert!(!screen.dump().contains("pat@new.example"), "it begins anew");
}
