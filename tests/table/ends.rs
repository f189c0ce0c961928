//! Keys act alike at row 10 and at row 999,990 of a million: one row, one page, the end, and as many
//! rows selected as were gone over.

use egui::{Key, Modifiers};
use egui_kittest::Harness;

use crate::support::{World, press, table};

/// Rows of the list.
const ALL: usize = 1_000_000;
/// A page is all rows in sight but one.
const PAGE: usize = 14;
const CTRL: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;
const NONE: Modifiers = Modifiers::NONE;

/// The keyboard on this row, by keys alone: Tab into the table, Home or End, and arrows.
fn at(row: usize) -> Harness<'static, World> {
    let mut harness = table(ALL);
    press(&mut harness, NONE, Key::Tab);
    if row < ALL / 2 {
        press(&mut harness, NONE, Key::Home);
        for _ in 0..row {
            press(&mut harness, NONE, Key::ArrowDown);
        }
    } else {
        press(&mut harness, NONE, Key::End);
        for _ in row..ALL - 1 {
            press(&mut harness, NONE, Key::ArrowUp);
        }
    }
    stands(&harness, row, "at first");
    assert_eq!(harness.state().selected(), [key(row)]);
    harness
}

fn key(row: usize) -> u32 {
    u32::try_from(row).unwrap()
}

/// The keyboard is on this row, the row is in sight, and its ring is where the row is.
fn stands(harness: &Harness<'_, World>, row: usize, after: &str) {
    let world = harness.state();
    assert_eq!(world.state.cursor(), Some(row), "{after}");
    let visible = &world.visible;
    assert!(
        visible.contains(&row),
        "{row} is not in {visible:?} {after}"
    );
    assert_eq!(visible.len(), 15, "whole rows are in sight {after}");
}

/// Rows from here to there, both of them.
fn run(from: usize, to: usize) -> Vec<u32> {
    (key(from)..=key(to)).collect()
}

fn acts_alike(row: usize) {
    let mut harness = at(row);
    let mut go = |modifiers, key, to: usize| {
        press(&mut harness, modifiers, key);
        stands(&harness, to, &format!("after {modifiers:?} {key:?}"));
        harness.state().selected()
    };
    assert_eq!(go(NONE, Key::ArrowDown, row + 1), [key(row + 1)]);
    assert_eq!(go(NONE, Key::ArrowUp, row), [key(row)]);
    // Shift selects exactly as many as were gone over, and lets them go on the way back.
    assert_eq!(go(SHIFT, Key::ArrowDown, row + 1), run(row, row + 1));
    assert_eq!(go(SHIFT, Key::ArrowDown, row + 2), run(row, row + 2));
    assert_eq!(go(SHIFT, Key::ArrowUp, row + 1), run(row, row + 1));
    let back = row.saturating_sub(PAGE - 1);
    assert_eq!(go(SHIFT, Key::PageUp, back), run(back, row));
    // Ctrl only moves.
    let before = run(back, row);
    assert_eq!(go(CTRL, Key::ArrowDown, back + 1), before);
    assert_eq!(go(NONE, Key::ArrowUp, back), [key(back)]);
    assert_eq!(go(NONE, Key::End, ALL - 1), [key(ALL - 1)]);
    assert_eq!(go(NONE, Key::ArrowDown, ALL - 1), [key(ALL - 1)]);
    assert_eq!(go(NONE, Key::PageUp, ALL - 1 - PAGE), [key(ALL - 1 - PAGE)]);
    assert_eq!(go(NONE, Key::PageDown, ALL - 1), [key(ALL - 1)]);
    assert_eq!(go(NONE, Key::Home, 0), [0]);
    assert_eq!(go(NONE, Key::ArrowUp, 0), [0]);
    assert_eq!(go(NONE, Key::PageDown, PAGE), [key(PAGE)]);
    assert_eq!(go(NONE, Key::PageUp, 0), [0]);
}

#[test]
fn keys_act_at_row_10() {
    acts_alike(10);
}

#[test]
fn keys_one_row_at_row_999_990() {
    acts_alike(999_990);
}

/// A page on, where a whole page is left.
#[test]
fn a_page_is_as_many_rows_at_both_ends() {
    for row in [10, 999_970] {
        let mut harness = at_once(row);
        press(&mut harness, NONE, Key::PageDown);
        stands(&harness, row + PAGE, "a page on");
        press(&mut harness, SHIFT, Key::PageDown);
        assert_eq!(
            harness.state().selected(),
            run(row + PAGE, (row + 2 * PAGE).min(ALL - 1))
        );
        press(&mut harness, NONE, Key::PageUp);
        press(&mut harness, NONE, Key::PageUp);
        stands(
            &harness,
            (row + 2 * PAGE).min(ALL - 1) - 2 * PAGE,
            "two pages back",
        );
    }
}

/// The same by pages first, so that it is not far.
fn at_once(row: usize) -> Harness<'static, World> {
    let mut harness = at(if row < ALL / 2 { row } else { 999_990 });
    while harness.state().state.cursor().unwrap() > row {
        press(&mut harness, NONE, Key::ArrowUp);
    }
    stands(&harness, row, "by arrows");
    harness
}

#[test]
fn all_rows_between_the_ends_are_selected_by_two_keys() {
    let mut harness = at(999_990);
    press(&mut harness, SHIFT, Key::Home);
    assert_eq!(harness.state().selection.len(), 999_991);
    press(&mut harness, SHIFT, Key::End);
    assert_eq!(harness.state().selected(), run(999_990, ALL - 1));
    press(&mut harness, CTRL | SHIFT, Key::Home);
    assert_eq!(harness.state().selection.len(), ALL);
}
