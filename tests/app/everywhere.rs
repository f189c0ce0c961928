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

pub(crate) fn command(screen: &mut Screen, words: &str) {
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

/// Opens the menu of columns. In a narrow window saving stands in the same menu.
fn press_columns(screen: &mut Screen) {
    let columns = screen.beginning(Role::Button, "Columns");
    screen.press(&columns);
}

fn team(screen: &mut Screen) {
    screen.chord(CTRL, Key::Num2);
    screen.until_there(Role::Grid, "People and invites");
    check(screen, "Team");
    press_columns(screen);
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

/// Goes to a list by the palette and looks at what every list has.
fn list(screen: &mut Screen, title: &str) {
    command(screen, &format!("go to {}", title.to_lowercase()));
    screen.until_there(Role::Heading, title);
    check(screen, title);
    press_columns(screen);
    check(screen, &format!("{title}: the menu of columns"));
    screen.key(Key::Escape);
    screen.press("Filters");
    check(screen, &format!("{title}: filters"));
    screen.press("Filters");
}

/// Opens a row in the inspector, and closes that where it lies over the table.
fn inspect(screen: &mut Screen, title: &str, row: &str) {
    screen.click(Role::Row, row);
    screen.key(Key::Enter);
    check(screen, &format!("{title}: inspector"));
    if screen.find(Role::Button, "Close inspector").is_some() {
        screen.press("Close inspector");
    }
}

/// Looks at the dialog that opens, and leaves it.
fn dialog(screen: &mut Screen, place: &str, buttons: &[&str]) {
    screen.until(place, |s| (!s.names(Role::Dialog).is_empty()).then_some(()));
    check_dialog(screen, place, buttons);
    screen.key(Key::Escape);
    screen.until(place, |s| s.names(Role::Dialog).is_empty().then_some(()));
}

pub(crate) const CTRL_SHIFT: egui::Modifiers = CTRL.plus(egui::Modifiers::SHIFT);

fn people(screen: &mut Screen) {
    list(screen, "People");
    screen.fill(Role::TextInput, "Search people", "mira");
    screen.until("two rows", |s| (rows(s).len() == 2).then_some(()));
    inspect(screen, "People", "Mira Okonjo");
    screen.chord(CTRL, Key::Delete);
    dialog(screen, "remove everywhere", &["Cancel", "Make the plan…"]);
    command(screen, "select all rows shown");
    check(screen, "People: two selected");
    // Where there is little room, everything that can be done stands in one menu.
    if screen.find(Role::Button, "Actions").is_some() {
        screen.press("Actions");
    }
    screen.press("These are one person…");
    dialog(screen, "one person", &["Cancel", "Yes, join them"]);
}

fn sites(screen: &mut Screen) {
    list(screen, "Sites");
    let first = rows(screen)[0].clone();
    inspect(screen, "Sites", &first);
    screen.chord(CTRL_SHIFT, Key::R);
    dialog(screen, "read contributors", &["Cancel"]);
}

fn contributors(screen: &mut Screen) {
    command(screen, "go to contributors");
    screen.until_says("No site has been read yet");
    check(screen, "Contributors: nothing read");
    screen.press("Read sites…");
    screen.until_there(Role::Dialog, "Read who contributes to which site");
    screen.until_there(Role::Button, "Read 3 sites");
    check_dialog(screen, "read sites", &["Cancel", "Read 3 sites"]);
    screen.press("Read 3 sites");
    screen.until("all sites", |s| {
        let job = s.model().last_job(protocol::JobKind::SyncSites)?;
        let view = s.model().access_view.as_ref()?;
        let whole = view.table.unread == 0 && !view.table.rows.is_empty();
        (!job.state.is_active() && whole).then_some(())
    });
    list(screen, "Contributors");
    let free = screen.model().access.clone().expect("contributors");
    let free = free.rows.iter().find(|r| !r.owns).expect("no owner");
    let row = format!("{}, {}", free.name, free.site_name);
    screen.fill(Role::TextInput, "Search contributors", &free.name);
    screen.until_there(Role::Row, &row);
    inspect(screen, "Contributors", &row);
    screen.chord(CTRL, Key::E);
    dialog(screen, "roles on sites", &["Cancel", "Make the plan…"]);
    screen.chord(CTRL, Key::N);
    dialog(screen, "name of an account", &["Cancel"]);
    for shape in ["By person", "Grid", "By site"] {
        screen.click(Role::RadioButton, shape);
        check(screen, shape);
    }
}

fn invites(screen: &mut Screen) {
    list(screen, "Invites");
    let first = rows(screen)[0].clone();
    inspect(screen, "Invites", &first);
    screen.chord(CTRL, Key::N);
    dialog(screen, "invite", &["Cancel"]);
    screen.chord(CTRL_SHIFT, Key::N);
    dialog(screen, "add site invites", &["Cancel"]);
}

fn roles(screen: &mut Screen) {
    list(screen, "Roles");
    let first = rows(screen)[0].clone();
    inspect(screen, "Roles", &first);
    command(screen, "select all rows shown");
    check(screen, "Roles: all selected");
}

/// A small account, every site of which can be read at once.
#[test]
fn every_list_with_its_dialogs_is_named_and_whole() {
    let wix = Wix::of(Size::S);
    for (size, zoom) in SIZES {
        // A folder of its own: no site was read in it.
        let setup = Setup::default();
        let options = Options {
            start: Start::Practice(Practice {
                size: protocol::Size::S,
                seed: 7,
            }),
            route: Some(Route::Team),
            zoom: Some(zoom),
            ..options()
        };
        let mut screen = Screen::sized(&setup, Some(&wix), size, options);
        screen.until("everything read", |s| {
            let m = s.model();
            let idle = m.jobs.iter().all(|j| !j.state.is_active());
            let shown = m.view.is_some() && m.people_view.is_some() && m.roles_view.is_some();
            (idle && shown).then_some(())
        });
        people(&mut screen);
        sites(&mut screen);
        contributors(&mut screen);
        invites(&mut screen);
        roles(&mut screen);
    }
}
