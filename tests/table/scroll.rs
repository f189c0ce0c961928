//! Wheel, scroll bar, jumps, far down as well as at the top.

use egui::accesskit::Role;
use egui::{Event, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use crate::support::{HEIGHT, World, table};

fn wheel(harness: &mut Harness<'_, World>, points: f32) {
    harness.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, points),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    });
    harness.step();
}

#[test]
fn a_hundred_small_steps_of_the_wheel_add_up_far_down() {
    for start in [10.0, 900_000.0] {
        let mut harness = table(1_000_000);
        harness.hover_at(pos2(300.0, 200.0));
        harness.run();
        harness.state_mut().state.set_position(start);
        harness.run();
        for _ in 0..100 {
            wheel(&mut harness, -0.4);
        }
        harness.run_steps(60);
        let moved = (harness.state().state.position() - start) * 32.0;
        assert!((moved - 40.0).abs() < 0.5, "{moved} points at row {start}");
    }
}

#[test]
fn the_wheel_stops_at_both_ends() {
    let mut harness = table(100);
    harness.hover_at(pos2(300.0, 200.0));
    harness.run();
    for _ in 0..5 {
        wheel(&mut harness, 900.0);
    }
    harness.run_steps(60);
    assert!(harness.state().state.position().abs() < 1e-9);
    for _ in 0..12 {
        wheel(&mut harness, -900.0);
    }
    harness.run_steps(60);
    assert!((harness.state().state.position() - 85.0).abs() < 1e-9);
    assert_eq!(harness.state().visible, 85..100);
}

#[test]
fn the_bar_is_dragged_to_the_last_row() {
    let mut harness = table(1_000_000);
    let bar = harness
        .get_by_role_and_label(Role::ScrollBar, "Rows")
        .rect();
    let x = bar.center().x;
    harness.hover_at(pos2(x, bar.top() + 8.0));
    harness.drag_at(pos2(x, bar.top() + 8.0));
    harness.run();
    for y in [120.0, 300.0, HEIGHT - 4.0, HEIGHT + 200.0] {
        harness.hover_at(pos2(x, y));
        harness.run();
    }
    harness.drop_at(pos2(x, HEIGHT + 200.0));
    harness.run();
    assert_eq!(harness.state().visible, 999_985..1_000_000);
    harness.get_by_role_and_label(Role::Row, "Person 999999");
}

#[test]
fn a_click_beside_the_thumb_turns_a_page() {
    let mut harness = table(1_000);
    let bar = harness.get_by_role_and_label(Role::ScrollBar, "Rows");
    bar.click();
    harness.run();
    assert!((harness.state().state.position() - 14.0).abs() < 1e-9);
    harness
        .get_by_role_and_label(Role::ScrollBar, "Rows")
        .increment_accesskit();
    harness.run();
    assert!((harness.state().state.position() - 29.0).abs() < 1e-9);
}

#[test]
fn a_short_table_has_no_bar() {
    let harness = table(10);
    assert!(harness.query_by_role(Role::ScrollBar).is_none());
    assert_eq!(harness.state().visible, 0..10);
    assert_eq!(table(0).state().visible, 0..0);
}

#[test]
fn a_jump_brings_a_row_into_the_middle() {
    let mut harness = table(1_000_000);
    harness.state_mut().state.scroll_to_row(500_000);
    harness.run();
    let visible = harness.state().visible.clone();
    assert!(visible.contains(&500_000), "{visible:?}");
    assert!(
        500_000 - visible.start >= 6 && visible.end - 500_000 >= 6,
        "{visible:?}"
    );
    harness.state_mut().state.scroll_to_row(usize::MAX);
    harness.run();
    assert_eq!(harness.state().visible.end, 1_000_000);
}
