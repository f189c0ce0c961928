//! Going away while a run is on: one question, and the run is kept.

use crate::act::CTRL;
use crate::change::tall;
use crate::runs::{paused, planned};
use crate::screen::{Screen, options};
use crate::support::{Setup, Wix};
use egui::accesskit::Role;
use egui::{Key, ViewportEvent, ViewportId};
use gatehouse::app::Options;
use gatehouse::model::Route;
use gatehouse::sandbox::Size;

/// Somebody closes the window.
fn close(screen: &mut Screen) {
    let input = screen.harness.input_mut();
    let window = input.viewports.entry(ViewportId::ROOT).or_default();
    window.events.push(ViewportEvent::Close);
    screen.harness.step();
    let input = screen.harness.input_mut();
    if let Some(window) = input.viewports.get_mut(&ViewportId::ROOT) {
        window.events.clear();
    }
    screen.settle();
}

#[test]
fn closing_the_window_asks_and_the_run_goes_on_at_the_next_start() {
    let wix = Wix::of(Size::L);
    let setup = Setup::default();
    let mut screen = tall(&setup, &wix);
    planned(&mut screen, &wix);
    paused(&mut screen, &wix);
    close(&mut screen);
    screen.until_there(Role::Dialog, "A run is paused");
    screen.until_says("one question asks whether the run shall go on");
    screen.key(Key::Escape);
    screen.until_gone(Role::Dialog, "A run is paused");
    screen.until_there(Role::Button, "Go on");
    close(&mut screen);
    screen.press("Close the window");
    screen.until_gone(Role::Dialog, "A run is paused");
    drop(screen);
    assert!(wix.writes().len() < 12, "the rest was left");

    let options = Options {
        route: Some(Route::Team),
        ..options()
    };
    let mut screen = Screen::open(&setup, Some(&wix), options);
    screen.until_there(Role::Button, "Not now");
    screen.press("Go on");
    screen.until_there(Role::Label, "12 done");
    assert_eq!(wix.writes().len(), 12, "nothing twice");
}

#[test]
fn closing_the_profile_or_opening_another_one_asks_the_same() {
    let wix = Wix::of(Size::L);
    let mut screen = tall(&Setup::default(), &wix);
    planned(&mut screen, &wix);
    paused(&mut screen, &wix);
    screen.press("Hide");
    screen.until_gone(Role::Button, "Hide");
    for command in ["close this profile", "open the small practice"] {
        screen.chord(CTRL, Key::K);
        screen.until_there(Role::Dialog, "Commands");
        screen.write(command);
        screen.key(Key::Enter);
        screen.until_there(Role::Dialog, "A run is paused");
        screen.press("Stay here");
        screen.until_gone(Role::Dialog, "A run is paused");
        assert!(screen.model().session.is_some());
    }
    screen.chord(CTRL, Key::K);
    screen.write("close this profile");
    screen.key(Key::Enter);
    screen.press("Close the profile");
    screen.until("no profile", |s| s.model().session.is_none().then_some(()));
}
