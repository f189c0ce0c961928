//! Finding people, looking at them, selecting them.

use crate::act::CTRL;
use crate::screen::{Screen, options};
use crate::support::{Setup, Wix};
use egui::accesskit::{Role, SortDirection};
use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;
use gatehouse::app::{Options, Start};
use gatehouse::model::Route;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{self, Practice, RowKind};

/// Names of the rows on the screen, without the heading.
pub(crate) fn rows(screen: &Screen) -> Vec<String> {
    let mut names = screen.names(Role::Row);
    names.retain(|name| name != "Columns");
    names
}

/// Names of the rows that are selected.
pub(crate) fn selected(screen: &Screen) -> Vec<String> {
    let on = screen.nodes().filter(|n| {
        let n = n.accesskit_node();
        n.role() == Role::Row && n.is_selected() == Some(true)
    });
    on.map(|n| crate::tree::name(&n)).collect()
}

#[test]
fn search_facets_and_chips_narrow_the_list_and_clear_widens_it() {
    let wix = Wix::of(Size::L);
    let setup = Setup::default();
    let mut screen = Screen::practice(&setup, &wix);
    screen.until_says("400 shown");
    screen.fill(Role::TextInput, "Search the team", "whitlock");
    screen.until("fewer rows", |s| {
        let rows = rows(s);
        (rows.len() < 19
            && rows
                .iter()
                .all(|name| name.to_lowercase().contains("whitlock")))
        .then_some(())
    });
    screen.press("Clear search the team");
    screen.until("all rows", |s| s.find(Role::Label, "400 shown").map(|_| ()));

    screen.press("Filters");
    screen.click(Role::CheckBox, "Status: Invite open, 58");
    screen.until_says("58 of 400 shown");
    screen.click(Role::CheckBox, "Reach: Whole account, 35");
    screen.press("Close filters");
    screen.until_gone(Role::CheckBox, "Status: Invite open, 58");
    screen.get(Role::Button, "Filters, 2 chosen");
    screen.press("Remove filter Status: Invite open");
    screen.until_gone(Role::Button, "Remove filter Status: Invite open");
    screen.get(Role::Button, "Remove filter Reach: Whole account");
    screen.click(Role::Link, "Clear");
    screen.until("all rows", |s| s.find(Role::Label, "400 shown").map(|_| ()));
    assert!(
        screen
            .names(Role::Button)
            .iter()
            .all(|name| !name.starts_with("Remove filter"))
    );
    screen.fill(Role::TextInput, "Search the team", "nobody has this name");
    screen.until_says("No one matches “nobody has this name” with these filters");
    screen.press("Clear filters");
    screen.until_there(Role::Row, "Nora Whitlock");
}

#[test]
fn a_wide_window_has_facets_table_and_inspector_side_by_side() {
    let wix = Wix::of(Size::L);
    let options = Options {
        start: Start::Practice(Practice {
            size: protocol::Size::L,
            seed: 7,
        }),
        route: Some(Route::Team),
        ..options()
    };
    let setup = Setup::default();
    let mut screen = Screen::sized(&setup, Some(&wix), (1600.0, 1000.0), options);
    screen.until_read();
    screen.click(Role::CheckBox, "Status: Invite expired, 37");
    screen.until_says("37 of 400 shown");
    let first = rows(&screen)[0].clone();
    screen.click(Role::Row, &first);
    screen.until_says("Wix offers no public call to resend or revoke account invites");
    let blocked = (
        false,
        "Wix offers no public call to revoke account invites".to_owned(),
    );
    assert_eq!(screen.about(Role::Button, "Remove…"), blocked);
    screen.press("Clear Status");
    screen.until("all rows", |s| s.find(Role::Label, "400 shown").map(|_| ()));
}

#[test]
fn a_heading_sorts_and_sorts_the_other_way() {
    let wix = Wix::of(Size::L);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    let column = |s: &Screen| -> Vec<String> {
        let cells = s.names(Role::Cell).into_iter();
        cells
            .filter(|c| c.starts_with("Address: "))
            .map(|c| c.to_lowercase())
            .collect()
    };
    screen.click(Role::ColumnHeader, "Sort by Address");
    let up = screen.until("addresses from A to Z", |s| {
        let now = column(s);
        (now.len() > 10 && now.is_sorted()).then_some(now)
    });
    let name = "Sort by Address, ascending now";
    let heading = screen.get(Role::ColumnHeader, name).accesskit_node();
    assert_eq!(
        heading.data().sort_direction(),
        Some(SortDirection::Ascending)
    );
    screen.click(Role::ColumnHeader, name);
    screen.until("addresses from Z to A", |s| {
        let now = column(s);
        (now != up && now.iter().rev().is_sorted()).then_some(())
    });
    screen.get(Role::ColumnHeader, "Sort by Address, descending now");
}

#[test]
fn rows_are_selected_by_click_shift_ctrl_and_all_at_once() {
    let wix = Wix::of(Size::L);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    let names = rows(&screen);
    screen.click(Role::Row, &names[4]);
    assert_eq!(selected(&screen), names[4..5]);
    screen.get(Role::Label, "1 selected");
    screen.click_with(Role::Row, &names[8], Modifiers::SHIFT);
    assert_eq!(selected(&screen), names[4..9]);
    screen.click_with(Role::Row, &names[6], CTRL);
    assert_eq!(selected(&screen).len(), 4);
    screen.click_with(Role::Row, &names[1], CTRL);
    screen.get(Role::Label, "5 selected");
    screen.chord(CTRL, Key::A);
    screen.get(Role::Label, "400 selected");
    screen.key(Key::Escape);
    screen.get(Role::Label, "Nobody selected");
    screen.click(Role::Row, &names[0]);
    assert_eq!(selected(&screen), names[..1]);
}

#[test]
fn the_inspector_shows_what_an_app_holds_and_who_holds_it() {
    let wix = Wix::of(Size::L);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    let table = screen.model().team.clone().expect("a team");
    let of = |kind| {
        table
            .rows
            .iter()
            .find(|r| r.kind == kind)
            .expect("a row")
            .clone()
    };
    let app = of(RowKind::App);
    screen.click(Role::Row, &app.name);
    screen.until_says("This is no person.");
    screen.get(Role::Label, "App");
    let held = format!("Assignments ({})", app.roles.len());
    screen.get(Role::Label, &held);
    assert!(screen.says("Held by the app "), "{}", screen.dump());
    let copies = screen.names(Role::Button);
    assert!(
        copies
            .iter()
            .any(|b| b.starts_with("Copy the assignment id of ")),
        "{copies:?}"
    );
    let why = "Roles of apps and accounts are changed in the Wix dashboard".to_owned();
    assert_eq!(screen.about(Role::Button, "Change roles…"), (false, why));
    screen.click(Role::Row, &of(RowKind::Account).name);
    screen.until_says("Held by the account ");
}
