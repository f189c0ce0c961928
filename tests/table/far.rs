//! Row 999,990 acts like row 10, and filtered lists are selected by key.

use egui::accesskit::Role;
use egui::{Key, Modifiers, Ui};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use gatehouse::kit::table::{Column, Rows, Selection, Table, TableState, cell_label, gallery};

use crate::support::{click, table};

#[test]
fn rows_stand_and_click_alike_at_both_ends() {
    for row in [10_u32, 999_980] {
        let mut harness = table(1_000_000);
        harness.state_mut().state.set_position(f64::from(row));
        harness.run();
        click(&mut harness, row + 2, Modifiers::NONE);
        assert_eq!(harness.state().selected(), [row + 2]);
        let name = format!("Person {}", row + 2);
        let node = harness.get_by_role_and_label(Role::Row, &name);
        let rect = node.rect();
        assert!((rect.top() - 94.0).abs() < 0.01, "{rect:?}");
        let place = node.accesskit_node().position_in_set();
        assert_eq!(place, Some(row as usize + 2));
        assert_eq!(harness.query_all_by_role(Role::Row).count(), 1 + 15);
    }
}

/// Every second record, last first, without a quick way to select.
struct Filtered(Vec<u32>);

impl Rows for Filtered {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn key(&self, row: usize) -> u32 {
        self.0[row]
    }

    fn name(&self, row: usize) -> String {
        format!("Person {}", self.0[row])
    }

    fn cell(&self, ui: &mut Ui, row: usize, column: usize) {
        cell_label(ui, self.cell_text(row, column));
    }

    fn cell_text(&self, row: usize, _: usize) -> String {
        self.0[row].to_string()
    }
}

#[test]
fn all_of_a_filtered_list_is_selected_by_key_whatever_the_order() {
    let list = Filtered((0..500_000).map(|row| 999_999 - row * 2).collect());
    let world = (list, TableState::default(), Selection::new());
    let columns = [Column::new("key", "Key")];
    let mut harness = Harness::builder().with_size([300.0, 200.0]).build_ui_state(
        move |ui, (list, state, selection): &mut (Filtered, TableState, Selection)| {
            Table::new("keys", "Keys", &columns).show(ui, state, selection, list);
        },
        world,
    );
    harness.key_press(Key::Tab);
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    let selection = &harness.state().2;
    assert_eq!(selection.len(), 500_000);
    assert!(selection.contains(999_999) && !selection.contains(999_998));
    harness.state_mut().0.0.reverse();
    harness.run();
    assert_eq!(harness.state().2.len(), 500_000);
    let row = harness.get_by_role_and_label(Role::Row, "Person 3");
    assert_eq!(row.accesskit_node().is_selected(), Some(true));
}

#[test]
fn the_demonstration_sorts() {
    let mut harness = Harness::new_ui(gallery);
    harness.run();
    harness
        .get_by_role_and_label(Role::ColumnHeader, "Sort by Sites")
        .click();
    harness.run();
    harness
        .get_by_role_and_label(Role::ColumnHeader, "Sort by Sites, ascending now")
        .click();
    harness.run();
    let first = harness.get_all_by_role(Role::Row).nth(1).unwrap();
    assert!(
        first
            .query_by_role_and_label(Role::Cell, "Sites: 37")
            .is_some()
    );
}
