//! A pane that breaks: a report in its place, and nothing is lost.

use crate::act::CTRL;
use crate::browse::rows;
use crate::screen::Screen;
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use gatehouse::model::Route;
use gatehouse::sandbox::Size;

const REPORT: &str = "This part of the window met an error";

#[test]
fn a_pane_that_breaks_shows_a_report_and_comes_back_as_it_was() {
    let wix = Wix::of(Size::S);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    let all = rows(&screen).len();
    screen.chord(CTRL, Key::F);
    screen.write("nora");
    screen.until("fewer rows", |s| (rows(s).len() < all).then_some(()));
    let before = rows(&screen);

    screen.harness.state_mut().break_pane(Some(Route::Team));
    screen.settle();
    screen.until_says(REPORT);
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

    screen.harness.state_mut().break_pane(None);
    screen.press("Show again");
    screen.until("the rows", |s| (rows(s) == before).then_some(()));
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
    screen.chord(CTRL, Key::F);
    screen.write("nora");
    screen.until("fewer rows", |s| (rows(s).len() < all.len()).then_some(()));

    screen.harness.state_mut().break_pane(Some(Route::Team));
    screen.settle();
    screen.until_says(REPORT);
    assert!(screen.names(Role::Button).iter().all(|n| n != "Begin anew"));
    // Nothing is done to a selection that cannot be seen.
    screen.chord(CTRL, Key::Delete);
    screen.until_says("Show this part of the window again first");
    assert!(screen.names(Role::Dialog).is_empty());

    screen.press("Show again");
    screen.until_there(Role::Button, "Begin anew");
    screen.harness.state_mut().break_pane(None);
    screen.press("Begin anew");
    screen.until("all rows", |s| (rows(s) == all).then_some(()));
    assert!(!screen.says("1 selected"));
    assert!(!screen.says(REPORT));
    // It is a pane like any other.
    screen.chord(CTRL, Key::F);
    screen.write("nora");
    screen.until("fewer rows", |s| (rows(s).len() < all.len()).then_some(()));
}
