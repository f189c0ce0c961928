//! Every pane and dialog in every look and size: drawn without a panic, and nothing in it that can
//! be used is without a name, without a role, or cut off at the side.

use crate::act::CTRL;
use crate::browse::rows;
use crate::screen::{Screen, options};
use crate::support::{Setup, Wix};
use crate::tree::name;
use egui::Key;
use egui::accesskit::{Action, Role};
use egui_kittest::kittest::NodeT as _;
use gatehouse::app::{Options, Start};
use gatehouse::model::Route;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{self, Practice, ThemeWish};

/// Width and height in pixels, and text size.
const SIZES: [((f32, f32), f32); 3] = [
    ((512.0, 320.0), 1.0),
    ((1024.0, 640.0), 1.0),
    ((1024.0, 640.0), 2.0),
];

/// What stands wrong on the screen, if anything.
pub(crate) fn check(screen: &mut Screen, place: &str) {
    screen.settle();
    let window = screen.harness.ctx.content_rect();
    let mut wrong = Vec::new();
    for node in screen.nodes() {
        let it = node.accesskit_node();
        let usable = [Action::Focus, Action::Click]
            .into_iter()
            .any(|a| it.data().supports_action(a));
        if it.is_hidden() || !usable {
            continue;
        }
        let (role, words, rect) = (it.role(), name(&node), node.rect());
        // The bars of scrolling areas are egui's; the keyboard does not stop at them.
        if words.trim().is_empty() && role != Role::ScrollBar {
            wrong.push(format!("{role:?} at {rect:?} has no name"));
        }
        if matches!(role, Role::Unknown | Role::GenericContainer) {
            wrong.push(format!("“{words}” at {rect:?} has no role"));
        }
        if rect.left() < window.left() - 1.0 || rect.right() > window.right() + 1.0 {
            wrong.push(format!("{role:?} “{words}” is cut off: {rect:?}"));
        }
    }
    assert!(wrong.is_empty(), "{place}, {window:?}: {wrong:#?}");
}

/// Whether the last buttons of a dialog are on the screen.
fn check_dialog(screen: &mut Screen, place: &str, buttons: &[&str]) {
    check(screen, place);
    let window = screen.harness.ctx.content_rect();
    for button in buttons {
        let rect = screen.get(Role::Button, button).rect();
        assert!(
            window.contains_rect(rect),
            "{place}: “{button}” is at {rect:?} in {window:?}"
        );
    }
}

fn command(screen: &mut Screen, words: &str) {
    screen.chord(CTRL, Key::K);
    screen.write(words);
    check_dialog(screen, "palette", &[]);
    screen.key(Key::Enter);
    screen.until_gone(Role::Dialog, "Commands");
}

fn panes(screen: &mut Screen) {
    for (key, title) in [
        (Key::Num1, "Overview"),
        (Key::Num3, "Activity"),
        (Key::Comma, "Settings"),
    ] {
        screen.chord(CTRL, key);
        screen.until_there(Role::Heading, title);
        check(screen, title);
        if title == "Activity" {
            for part in ["Jobs", "Runs", "Notices", "Journal"] {
                let tab = screen.beginning(Role::Tab, part);
                screen.click(Role::Tab, &tab);
                check(screen, part);
            }
        }
    }
    command(screen, "design kit");
    screen.until("the kit", |s| {
        (s.model().shown() == Route::Kit).then_some(())
    });
    check(screen, "Design kit");
}

fn team(screen: &mut Screen) {
    screen.chord(CTRL, Key::Num2);
    screen.until_there(Role::Grid, "People and invites");
    check(screen, "Team");
    screen.press("Columns");
    check(screen, "the menu of columns");
    screen.key(Key::Escape);
    screen.press("Filters");
    check(screen, "filters");
    screen.press("Filters");
    let somebody = rows(screen)[4].clone();
    screen.click(Role::Row, &somebody);
    screen.key(Key::Enter);
    screen.until_says("Assignments (");
    check(screen, "inspector");
    if screen.find(Role::Button, "Close inspector").is_some() {
        screen.press("Close inspector");
    }
    screen.chord(CTRL, Key::E);
    screen.until_there(Role::Dialog, "Change roles of 1 person");
    for what in ["Give roles", "Take roles away", "Set exactly"] {
        screen.click(Role::RadioButton, what);
        check_dialog(screen, what, &["Cancel", "Make the plan…"]);
    }
    screen.click(Role::RadioButton, "Site");
    check_dialog(screen, "sites", &["Cancel", "Make the plan…"]);
    screen.key(Key::Escape);
    screen.until_gone(Role::Dialog, "Change roles of 1 person");
    screen.chord(CTRL, Key::Delete);
    screen.until_there(Role::Button, "Remove 1 person");
    check_dialog(screen, "plan", &["Cancel", "Remove 1 person", "Save plan…"]);
    screen.press("Save plan…");
    check_dialog(screen, "saving", &["Cancel", "Save", "Browse…"]);
    screen.key(Key::Escape);
    screen.until_gone(Role::Dialog, "Save the plan");
    screen.press("Cancel");
    screen.until_gone(Role::Button, "Remove 1 person");
}

fn welcome(screen: &mut Screen) {
    command(screen, "close this profile");
    screen.until_there(Role::Button, "Open the practice account");
    check(screen, "Welcome");
    screen.press("Connect an account…");
    check_dialog(screen, "connect", &["Cancel", "Check and connect"]);
    screen.click(Role::DisclosureTriangle, "Advanced");
    check_dialog(screen, "connect", &["Cancel", "Check and connect"]);
    screen.key(Key::Escape);
}

fn tour(theme: ThemeWish) {
    let wix = Wix::of(Size::L);
    let setup = Setup::default();
    for (size, zoom) in SIZES {
        let options = Options {
            start: Start::Practice(Practice {
                size: protocol::Size::L,
                seed: 7,
            }),
            route: Some(Route::Overview),
            theme: Some(theme),
            zoom: Some(zoom),
            ..options()
        };
        let mut screen = Screen::sized(&setup, Some(&wix), size, options);
        screen.until("everything read", |s| {
            let idle = s.model().jobs.iter().all(|j| !j.state.is_active());
            (idle && s.model().view.is_some()).then_some(())
        });
        let points = screen.harness.ctx.content_rect().size() * zoom;
        assert_eq!((points.x, points.y), size);
        panes(&mut screen);
        team(&mut screen);
        welcome(&mut screen);
    }
}

#[test]
fn everything_is_named_and_whole_in_the_light() {
    tour(ThemeWish::Light);
}

#[test]
fn everything_is_named_and_whole_in_the_dark() {
    tour(ThemeWish::Dark);
}
