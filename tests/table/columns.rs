//! Headings: sort, widths, folding.

use egui::accesskit::Role;
use egui::{Key, Modifiers, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use crate::support::{HEIGHT, World, press, table};

fn heading(harness: &Harness<'_, World>, name: &str) -> egui::Rect {
    harness
        .get_by_role_and_label(Role::ColumnHeader, name)
        .rect()
}

fn drag(harness: &mut Harness<'_, World>, from: f32, to: f32) {
    harness.hover_at(pos2(from, 15.0));
    harness.drag_at(pos2(from, 15.0));
    harness.run();
    // In two steps: a button that goes down and up at once is a click.
    for x in [f32::midpoint(from, to), to] {
        harness.hover_at(pos2(x, 15.0));
        harness.run();
    }
    harness.drop_at(pos2(to, 15.0));
    harness.run();
}

#[test]
fn a_click_on_a_heading_sorts_and_another_turns_it_around() {
    let mut harness = table(100);
    harness
        .get_by_role_and_label(Role::ColumnHeader, "Sort by Name")
        .click();
    harness.run();
    assert_eq!(harness.state().state.ascending("name"), Some(true));
    harness.run_steps(40);
    harness.get_by_label("Sort by Name, ascending now").click();
    harness.run();
    harness.get_by_label("Sort by Name, descending now");
    assert_eq!(harness.state().sorts, 2);
    harness.get_by_role_and_label(Role::Row, "Person 99");
    assert!(harness.query_by_label("Person 3").is_none());
    harness
        .get_by_role_and_label(Role::ColumnHeader, "Sort by Role")
        .click();
    harness.run();
    assert_eq!(harness.state().state.ascending("role"), Some(true));
    assert_eq!(harness.state().state.ascending("name"), None);
}

#[test]
fn an_edge_is_dragged_and_follows_the_pointer() {
    let mut harness = table(100);
    let before = heading(&harness, "Sort by Role");
    drag(&mut harness, before.right(), before.right() - 30.0);
    let after = heading(&harness, "Sort by Role");
    assert!(
        (after.right() - before.right() + 30.0).abs() < 1.0,
        "{before:?} {after:?}"
    );
    assert!(
        (after.left() - before.left()).abs() < 1.0,
        "the left edge stays"
    );
    assert!(harness.state().resizes > 0);
    assert_eq!(harness.state().sorts, 0, "a drag is no click");
    drag(&mut harness, after.right(), 0.0);
    let least = heading(&harness, "Sort by Role");
    assert!((least.width() - 100.0).abs() < 1.0, "{least:?}");
    harness.state_mut().state.reset_widths();
    harness.run();
    assert!((heading(&harness, "Sort by Role").width() - before.width()).abs() < 0.5);
}

#[test]
fn a_double_click_on_an_edge_fits_the_column() {
    let mut harness = table(100);
    let before = heading(&harness, "Sort by Name");
    let edge = pos2(before.right(), 15.0);
    harness.hover_at(edge);
    for _ in 0..2 {
        harness.drag_at(edge);
        harness.event(egui::Event::PointerButton {
            pos: edge,
            button: egui::PointerButton::Primary,
            pressed: false,
            modifiers: Modifiers::NONE,
        });
    }
    harness.run();
    let after = heading(&harness, "Sort by Name");
    assert!(
        after.width() < before.width() - 100.0,
        "{before:?} {after:?}"
    );
    assert!(after.width() >= 120.0);
}

#[test]
fn the_heading_is_worked_by_keys() {
    let mut harness = table(100);
    harness
        .get_by_role_and_label(Role::ColumnHeader, "Sort by Name")
        .focus();
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    assert!(harness.get_by_label("Sort by Role").is_focused());
    let before = heading(&harness, "Sort by Role").width();
    press(&mut harness, Modifiers::COMMAND, Key::ArrowLeft);
    let after = heading(&harness, "Sort by Role").width();
    assert!((before - after - 16.0).abs() < 1.0, "{before} {after}");
    press(&mut harness, Modifiers::NONE, Key::Space);
    assert_eq!(harness.state().state.ascending("role"), Some(true));
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    assert_eq!(harness.state().state.cursor(), Some(1));
}

#[test]
fn columns_fold_away_where_there_is_no_room_and_hide_when_asked() {
    let mut harness = table(100);
    assert_eq!(harness.state().folded, 0);
    harness.set_size(vec2(290.0, HEIGHT));
    harness.run();
    assert_eq!(harness.state().folded, 1);
    assert!(harness.query_by_label("Sort by Sites").is_none());
    harness.state_mut().state.hidden.insert("role".to_owned());
    harness.run();
    assert!(harness.query_by_label("Sort by Role").is_none());
    harness.get_by_label("Sort by Sites");
    assert_eq!(harness.state().folded, 0);
}
