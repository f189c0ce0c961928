//! What is told outside of the window when a long job ends.

use crate::act::CTRL;
use crate::screen::{Screen, options};
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use gatehouse::app::{Notification, Options, Start};
use gatehouse::model::Route;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{self, Practice};
use std::sync::{Arc, Mutex};

/// The switch in the settings.
const SWITCH: &str = "Also tell it in a notification of the system, without names";

type Told = Arc<Mutex<Vec<Notification>>>;

/// The practice account, read by a worker whose clock makes every job a long one.
fn slow_clock(wix: &Wix) -> (Screen, Told) {
    let told = Told::default();
    let takes = Arc::clone(&told);
    let options = Options {
        start: Start::Practice(Practice {
            size: protocol::Size::S,
            seed: 7,
        }),
        route: Some(Route::Team),
        notify: Arc::new(move |n| takes.lock().expect("notifications").push(n)),
        ..options()
    };
    let setup = Setup {
        tick: 1_000,
        ..Setup::default()
    };
    let mut screen = Screen::open(&setup, Some(wix), options);
    screen.until_read();
    (screen, told)
}

fn titles(told: &Told) -> Vec<String> {
    let told = told.lock().expect("notifications");
    told.iter().map(|n| n.title.clone()).collect()
}

/// Waits until the account was read once more; these keys are pressed in the same moment.
fn read_again(screen: &mut Screen, keys: &[Key]) {
    let newest = |s: &Screen| s.model().jobs.iter().map(|j| j.id).max();
    let before = newest(screen);
    for key in [&[Key::R], keys].concat() {
        screen.harness.key_press_modifiers(CTRL, key);
    }
    screen.until("the end of a reading", |s| {
        let over = s.model().jobs.iter().all(|j| !j.state.is_active());
        (over && newest(s) > before).then_some(())
    });
    screen.settle();
}

#[test]
fn the_system_is_told_while_the_window_is_not_in_front() {
    let wix = Wix::of(Size::S);
    let (mut screen, told) = slow_clock(&wix);
    screen.harness.input_mut().focused = false;
    read_again(&mut screen, &[]);
    let first = titles(&told);
    assert_eq!(first.len(), 1, "{first:?}");
    assert!(
        first[0].starts_with("“Read the account” is done after "),
        "{first:?}"
    );
    screen.until_says(&first[0]);

    read_again(&mut screen, &[]);
    assert_eq!(titles(&told).len(), 2);
    screen.harness.input_mut().focused = true;
    read_again(&mut screen, &[]);
    assert_eq!(titles(&told).len(), 2, "somebody looks at it");
}

#[test]
fn behind_the_lock_only_the_end_is_told() {
    let wix = Wix::of(Size::S);
    let (mut screen, told) = slow_clock(&wix);
    screen.harness.input_mut().focused = false;
    read_again(&mut screen, &[Key::L]);
    screen.get(Role::Button, "Unlock");
    let told = told.lock().expect("notifications");
    let hidden = Notification {
        title: "A long job has ended".to_owned(),
        body: "Gatehouse is locked".to_owned(),
    };
    assert_eq!(*told, [hidden]);
}

#[test]
fn a_switch_leaves_the_system_in_peace() {
    let wix = Wix::of(Size::S);
    let (mut screen, told) = slow_clock(&wix);
    screen.chord(CTRL, Key::Comma);
    screen.click(Role::Switch, SWITCH);
    screen.harness.input_mut().focused = false;
    read_again(&mut screen, &[]);
    assert!(titles(&told).is_empty());
    screen.until_says("“Read the account” is done after ");

    let whole = "Tell when a long job ends while the window is not in front";
    screen.harness.input_mut().focused = true;
    screen.click(Role::Switch, whole);
    let why = "Long jobs are not told of".to_owned();
    assert_eq!(screen.about(Role::Switch, SWITCH), (false, why));
}
