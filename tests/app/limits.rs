//! When not everything can be done: no network, a profile that only reads, errors.

use crate::browse::rows;
use crate::screen::{Screen, options};
use crate::support::{Setup, Wix};
use egui::accesskit::Role;
use gatehouse::app::Options;
use gatehouse::model::Route;
use gatehouse::sandbox::Size;
use serde_json::json;

#[test]
fn offline_shows_the_same_people_and_says_why_nothing_can_be_changed() {
    let wix = Wix::of(Size::L);
    let setup = Setup::default();
    let before = {
        let screen = Screen::practice(&setup, &wix);
        rows(&screen)
    };
    let asked = wix.log().len();
    let offline = Setup {
        offline: true,
        ..setup
    };
    let mut screen = Screen::open(&offline, Some(&wix), team());
    screen.until_there(Role::Grid, "People and invites");
    screen.until("the same people", |s| {
        (!rows(s).is_empty() && before.starts_with(&rows(s))).then_some(())
    });
    screen.get(Role::Label, "Offline");
    let why = "Working offline: the program was started with --offline";
    screen.until_says(why);
    let blocked = (false, why.to_owned());
    screen.click(Role::Row, &before[10]);
    for name in ["Change roles…", "Same access as…", "Remove…"] {
        assert_eq!(screen.about(Role::Button, name), blocked, "{name}");
    }
    let (free, words) = screen.about(Role::Button, "Read the account again");
    assert!(!free && words.contains(why), "{words}");
    screen.until_says("Assignments (");
    assert_eq!(wix.log().len(), asked, "no call went out");
}

#[test]
fn a_profile_set_to_read_only_blocks_every_change_until_it_is_switched_off() {
    let wix = Wix::of(Size::L);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    let somebody = rows(&screen)[10].clone();
    screen.click(Role::Row, &somebody);
    assert!(screen.about(Role::Button, "Remove…").0);
    screen.press("Settings");
    screen.click(Role::Switch, "Read only");
    let why = "This profile is set to read only. Change it in Settings";
    screen.until("no writing", |s| s.model().no_writing().map(|_| ()));
    assert!(!screen.says(why), "the switch itself says it");
    screen.press("Team, 260");
    let blocked = (false, why.to_owned());
    for name in [
        "Change roles…",
        "Same access as…",
        "Remove…",
        "Remove from team…",
    ] {
        assert_eq!(screen.about(Role::Button, name), blocked, "{name}");
    }
    screen.click(Role::Row, &somebody);
    screen.key(egui::Key::Delete);
    assert!(
        screen.names(Role::Dialog).is_empty(),
        "{:?}",
        screen.names(Role::Dialog)
    );
    screen.press("Settings");
    screen.click(Role::Switch, "Read only");
    screen.until("writing", |s| {
        s.model().no_writing().is_none().then_some(())
    });
    screen.press("Team, 260");
    assert!(screen.about(Role::Button, "Remove…").0);
}

#[test]
fn an_error_stays_until_it_was_read() {
    let wix = Wix::of(Size::S);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    let before = rows(&screen);
    wix.fault(&json!({
        "match": {}, "times": 500, "kind": "cutBefore",
    }));
    screen.press("Read the account again");
    screen.until_there(Role::Button, "Dismiss");
    let told = screen.names(Role::Alert);
    assert!(!told.is_empty(), "{}", screen.dump());
    // A quarter of a second each: far longer than good news stays.
    screen.harness.run_steps(80);
    screen.get(Role::Button, "Dismiss");
    assert!(before.starts_with(&rows(&screen)), "the people stay");
    screen.get(Role::Button, "Activity, 1");
    screen.press("Dismiss");
    screen.until_gone(Role::Button, "Dismiss");
    screen.until_there(Role::Button, "Activity");
    screen.press("Activity");
    screen.click(Role::Tab, "Notices");
    screen.until_says("All of them were read");
}

fn team() -> Options {
    Options {
        route: Some(Route::Team),
        ..options()
    }
}
