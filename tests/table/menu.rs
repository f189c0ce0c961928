//! The menu of the selected rows, and who has the keyboard while it is open.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::support::{World, click, press, table};

const NONE: Modifiers = Modifiers::NONE;
const ITEM: &str = "Menu of the rows";

/// What a screen reader follows.
fn followed(harness: &Harness<'_, World>) -> Option<String> {
    let mut nodes = harness.query_all_by(|node| node.is_focused() && node.label().is_some());
    nodes.next()?.accesskit_node().label()
}

fn open(harness: &Harness<'_, World>) -> bool {
    harness
        .query_by_role_and_label(Role::Button, ITEM)
        .is_some()
}

#[test]
fn the_other_button_keeps_a_selection_it_stands_in() {
    let mut harness = table(100);
    click(&mut harness, 1, NONE);
    click(&mut harness, 3, Modifiers::SHIFT);
    harness
        .get_by_role_and_label(Role::Row, "Person 2")
        .click_secondary();
    harness.run();
    assert_eq!(harness.state().selected(), [1, 2, 3]);
    assert!(open(&harness));
    press(&mut harness, NONE, Key::Escape);
    assert!(!open(&harness));
    assert_eq!(
        harness.state().selected(),
        [1, 2, 3],
        "Escape was for the menu"
    );
    press(&mut harness, NONE, Key::Escape);
    assert!(
        harness.state().selected().is_empty(),
        "and this one for the table"
    );
}

#[test]
fn the_keyboard_goes_into_the_menu_and_comes_back() {
    let mut harness = table(100);
    click(&mut harness, 3, NONE);
    press(&mut harness, Modifiers::SHIFT, Key::F10);
    assert!(open(&harness));
    press(&mut harness, NONE, Key::ArrowDown);
    assert_eq!(followed(&harness).as_deref(), Some(ITEM));
    assert_eq!(
        harness.state().state.cursor(),
        Some(3),
        "the arrow was for the menu"
    );
    press(&mut harness, NONE, Key::Escape);
    assert!(!open(&harness));
    assert_eq!(followed(&harness).as_deref(), Some("Person 3"));
    press(&mut harness, NONE, Key::ArrowDown);
    assert_eq!(harness.state().selected(), [4]);
}

#[test]
fn the_tab_key_reaches_the_rows_then_the_heading() {
    let mut harness = table(100);
    press(&mut harness, NONE, Key::Tab);
    assert_eq!(followed(&harness).as_deref(), Some("Person 0"));
    assert!(
        harness.state().selected().is_empty(),
        "coming in selects nothing"
    );
    press(&mut harness, NONE, Key::Tab);
    assert_eq!(followed(&harness).as_deref(), Some("Sort by Name"));
    press(&mut harness, NONE, Key::ArrowDown);
    assert_eq!(followed(&harness).as_deref(), Some("Person 0"));
}

#[test]
fn nothing_is_done_without_the_focus() {
    let mut harness = table(100);
    press(&mut harness, NONE, Key::End);
    press(&mut harness, Modifiers::COMMAND, Key::A);
    harness.event(Event::Copy);
    harness.run();
    assert_eq!(harness.state().state.cursor(), None);
    assert!(harness.state().selected().is_empty());
    assert_eq!(harness.state().copies, 0);
}
