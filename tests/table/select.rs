//! Mouse, keyboard and screen reader on rows.

use egui::accesskit::{Role, Toggled};
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::support::{click, press, table};

const CTRL: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;
const NONE: Modifiers = Modifiers::NONE;

#[test]
fn clicks_select_one_several_or_a_run() {
    let mut harness = table(1_000);
    click(&mut harness, 3, NONE);
    assert_eq!(harness.state().selected(), [3]);
    click(&mut harness, 6, CTRL);
    assert_eq!(harness.state().selected(), [3, 6]);
    click(&mut harness, 3, CTRL);
    assert_eq!(harness.state().selected(), [6]);
    click(&mut harness, 8, NONE);
    click(&mut harness, 5, SHIFT);
    assert_eq!(harness.state().selected(), [5, 6, 7, 8]);
    click(&mut harness, 10, SHIFT);
    assert_eq!(
        harness.state().selected(),
        [8, 9, 10],
        "from the same anchor"
    );
    click(&mut harness, 1, CTRL);
    click(&mut harness, 2, CTRL | SHIFT);
    assert_eq!(harness.state().selected(), [1, 2, 8, 9, 10]);
}

#[test]
fn double_click_and_enter_open_and_the_other_button_asks_for_the_menu() {
    let mut harness = table(1_000);
    let row = harness.get_by_role_and_label(Role::Row, "Person 4");
    row.click();
    row.click();
    harness.run();
    assert_eq!(harness.state().opened, [4]);
    press(&mut harness, NONE, Key::Enter);
    assert_eq!(harness.state().opened, [4, 4]);
    harness
        .get_by_role_and_label(Role::Row, "Person 7")
        .click_secondary();
    harness.run();
    assert_eq!(harness.state().menus, [7]);
    assert_eq!(harness.state().selected(), [7]);
    harness.get_by_label("Menu of the rows");
}

#[test]
fn arrows_walk_and_shift_selects() {
    let mut harness = table(1_000);
    click(&mut harness, 3, NONE);
    press(&mut harness, NONE, Key::ArrowDown);
    assert_eq!(harness.state().selected(), [4]);
    press(&mut harness, SHIFT, Key::ArrowDown);
    press(&mut harness, SHIFT, Key::ArrowDown);
    assert_eq!(harness.state().selected(), [4, 5, 6]);
    press(&mut harness, SHIFT, Key::ArrowUp);
    assert_eq!(harness.state().selected(), [4, 5]);
    press(&mut harness, CTRL, Key::ArrowDown);
    press(&mut harness, CTRL, Key::ArrowDown);
    assert_eq!(harness.state().selected(), [4, 5], "ctrl only moves");
    assert_eq!(harness.state().state.cursor(), Some(7));
    press(&mut harness, NONE, Key::Space);
    assert_eq!(harness.state().selected(), [4, 5, 7]);
    press(&mut harness, NONE, Key::End);
    assert_eq!(harness.state().selected(), [999]);
    assert_eq!(harness.state().visible, 985..1_000);
    press(&mut harness, NONE, Key::ArrowDown);
    assert_eq!(harness.state().state.cursor(), Some(999));
    press(&mut harness, NONE, Key::PageUp);
    assert_eq!(
        harness.state().state.cursor(),
        Some(985),
        "a page is all rows in sight but one"
    );
    press(&mut harness, NONE, Key::Home);
    press(&mut harness, NONE, Key::ArrowUp);
    assert_eq!(harness.state().state.cursor(), Some(0));
    assert_eq!(harness.state().visible, 0..15);
}

#[test]
fn escape_selects_nothing_copy_is_told_and_letters_stay() {
    let mut harness = table(1_000);
    click(&mut harness, 3, NONE);
    harness.event(Event::Copy);
    harness.run();
    assert_eq!(harness.state().copies, 1);
    press(&mut harness, NONE, Key::K);
    assert_eq!(harness.state().selected(), [3]);
    press(&mut harness, NONE, Key::Escape);
    assert!(harness.state().selected().is_empty());
    press(&mut harness, SHIFT, Key::F10);
    assert_eq!(harness.state().menus, [3]);
}

#[test]
fn a_million_rows_are_selected_without_drawing_them() {
    let mut harness = table(1_000_000);
    click(&mut harness, 3, NONE);
    let list = &harness.state().list;
    list.cells.set(0);
    list.keys.set(0);
    press(&mut harness, CTRL, Key::A);
    assert_eq!(harness.state().selection.len(), 1_000_000);
    // Some frames of 15 or 16 rows with 3 cells each.
    let list = &harness.state().list;
    let (cells, keys) = (list.cells.get(), list.keys.get());
    assert!(
        cells > 0 && cells <= 20 * 16 * 3,
        "{cells} cells were drawn"
    );
    assert!(keys <= 20 * 16 * 12, "{keys} keys were asked for");
}

#[test]
fn the_work_of_a_frame_does_not_grow_with_the_rows() {
    let drawn = |len| {
        let mut harness = table(len);
        harness.run();
        harness.state().list.cells.set(0);
        harness.step();
        harness.state().list.cells.get()
    };
    let small = drawn(100);
    assert_eq!(small, 15 * 3);
    assert_eq!(drawn(1_000_000), small);
}

#[test]
fn the_keyboard_stays_on_its_record_when_the_order_changes() {
    let mut harness = table(1_000);
    click(&mut harness, 3, NONE);
    harness.state_mut().list.down = true;
    harness.run();
    assert_eq!(harness.state().state.cursor(), Some(996));
    assert_eq!(harness.state().selected(), [3]);
    harness.state_mut().list.len = 2;
    harness.run();
    assert_eq!(
        harness.state().state.cursor(),
        Some(1),
        "the record is gone: the last row"
    );
    harness.state_mut().list.len = 0;
    harness.run();
    assert_eq!(harness.state().state.cursor(), None);
}

#[test]
fn a_screen_reader_hears_a_grid_with_rows_and_cells() {
    let mut harness = table(1_000_000);
    click(&mut harness, 3, NONE);
    let grid = harness.get_by_role_and_label(Role::Grid, "People");
    let data = grid.accesskit_node();
    assert_eq!(data.data().row_count(), Some(1_000_000));
    assert_eq!(data.data().column_count(), Some(3));
    assert!(data.data().active_descendant().is_some());
    let row = harness.get_by_role_and_label(Role::Row, "Person 3");
    assert_eq!(row.accesskit_node().is_selected(), Some(true));
    assert_eq!(row.accesskit_node().data().toggled(), None::<Toggled>);
    harness.get_by_role_and_label(Role::Cell, "Role: Role 3");
    harness.get_by_role_and_label(Role::ColumnHeader, "Sort by Name");
    harness.get_by_role_and_label(Role::ScrollBar, "Rows");
    harness
        .get_by_role_and_label(Role::Row, "Person 9")
        .click_accesskit();
    harness.run();
    assert_eq!(harness.state().selected(), [9]);
    harness
        .get_by_role_and_label(Role::Row, "Person 11")
        .focus();
    harness.run();
    assert_eq!(harness.state().state.cursor(), Some(11));
}
