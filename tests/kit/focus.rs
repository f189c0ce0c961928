//! The keyboard is never lost: what goes away leaves it to what follows, lists that open take it and
//! give it back, and F6 goes from part to part.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Popup, Rect, ScrollArea, Ui, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use gatehouse::kit::button::Button;
use gatehouse::kit::choice::Select;
use gatehouse::kit::field::Field;
use gatehouse::kit::{focus, long, toggle};

use crate::window;

/// Rows of buttons of which some go away.
#[derive(Default)]
struct Rows {
    /// Names of the buttons.
    names: Vec<&'static str>,
    pressed: Vec<&'static str>,
    /// Pressing one takes it away.
    goes: bool,
    typed: String,
}

fn rows(ui: &mut Ui, rows: &mut Rows) {
    let mut gone = None;
    for name in &rows.names {
        // Each is itself, whatever stands before it.
        let button = ui.push_id(name, |ui| Button::secondary(*name).show(ui));
        if button.inner.clicked() {
            rows.pressed.push(*name);
            gone = rows.goes.then_some(*name);
        }
    }
    rows.names.retain(|n| Some(*n) != gone);
    ui.push_id("field", |ui| Field::text("Name", &mut rows.typed).show(ui));
}

fn of(names: &[&'static str]) -> Harness<'static, Rows> {
    let state = Rows {
        names: names.to_vec(),
        goes: true,
        ..Rows::default()
    };
    window(state, rows)
}

fn press<S>(harness: &mut Harness<'_, S>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
}

/// The name of what has the keyboard.
fn at<S>(harness: &Harness<'_, S>) -> String {
    let mut all = harness.root().children_recursive();
    let node = all.find(|n| n.accesskit_node().is_focused());
    node.and_then(|n| n.accesskit_node().label())
        .unwrap_or_default()
}

#[test]
fn what_goes_away_leaves_the_keyboard_to_what_follows() {
    let mut harness = of(&["One", "Two", "Three"]);
    harness.get_by_label("Two").focus();
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(harness.state().pressed, ["Two"]);
    assert_eq!(at(&harness), "Three");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(
        at(&harness),
        "One",
        "letters that follow are not typed into a field"
    );
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(at(&harness), "Name", "unless it is the only one left");
}

#[test]
fn the_way_goes_on_where_something_stood_even_at_once() {
    let mut harness = of(&["One", "Two", "Three"]);
    harness.get_by_label("Two").focus();
    harness.run();
    harness.state_mut().names.remove(1);
    harness.step();
    harness.key_press(Key::Tab);
    harness.run();
    assert_eq!(at(&harness), "Three");
}

#[test]
fn who_lets_go_with_escape_goes_on_from_there() {
    let mut harness = of(&["One", "Two", "Three"]);
    for (held, next) in [(Modifiers::NONE, "Three"), (Modifiers::SHIFT, "One")] {
        harness.get_by_label("Two").focus();
        harness.run();
        press(&mut harness, Modifiers::NONE, Key::Escape);
        harness.run_steps(20);
        assert_eq!(at(&harness), "", "it stays let go");
        press(&mut harness, held, Key::Tab);
        assert_eq!(at(&harness), next);
    }
}

#[test]
fn a_click_that_takes_its_button_away_draws_no_ring_elsewhere() {
    let mut harness = of(&["One", "Two", "Three"]);
    harness.get_by_label("Two").click();
    harness.run_steps(20);
    assert_eq!(harness.state().pressed, ["Two"]);
    assert_eq!(at(&harness), "");
}

#[test]
fn a_field_that_was_left_with_enter_has_the_keyboard_again() {
    let mut harness = of(&["One"]);
    harness.get_by_label("Name").focus();
    harness.run();
    harness.event(Event::Text("Nora".to_owned()));
    press(&mut harness, Modifiers::NONE, Key::Enter);
    harness.run_steps(20);
    assert_eq!(at(&harness), "Name");
    assert_eq!(harness.state().typed, "Nora");
}

/// A list that opens, beside buttons.
#[derive(Default)]
struct Choice {
    now: usize,
    changed: usize,
}

const LETTERS: [&str; 12] = [
    "Amber",
    "Birch",
    "Cedar",
    "Dogwood",
    "Elm",
    "Fir",
    "Ginkgo",
    "Hazel",
    "Ivy",
    "Larch",
    "Oak",
    "Birchwood",
];

fn choice(ui: &mut Ui, choice: &mut Choice) {
    Button::secondary("Before").show(ui);
    let all: Vec<(usize, &str)> = LETTERS.into_iter().enumerate().collect();
    let select = Select::new("Tree").inline();
    choice.changed += usize::from(select.show(ui, &mut choice.now, &all).changed());
    Button::secondary("After").show(ui);
}

fn lines(harness: &Harness<'_, Choice>) -> usize {
    harness.query_all_by_role(Role::ListBoxOption).count()
}

#[test]
fn a_list_is_opened_gone_through_and_closed_by_keys() {
    let mut harness = window(Choice { now: 2, changed: 0 }, choice);
    let none = Modifiers::NONE;
    harness.get_by_role(Role::ComboBox).focus();
    harness.run();
    press(&mut harness, none, Key::Enter);
    assert_eq!(at(&harness), "Cedar", "it stands on what is chosen");
    for (key, there) in [
        (Key::ArrowDown, "Dogwood"),
        (Key::ArrowUp, "Cedar"),
        (Key::PageDown, "Oak"),
        (Key::PageUp, "Cedar"),
        (Key::End, "Birchwood"),
        (Key::Home, "Amber"),
    ] {
        press(&mut harness, none, key);
        assert_eq!(at(&harness), there, "{key:?}");
    }
    for there in ["Birch", "Birchwood", "Birch"] {
        harness.event(Event::Text("b".to_owned()));
        harness.run();
        assert_eq!(at(&harness), there);
    }
    press(&mut harness, none, Key::Enter);
    assert_eq!((harness.state().now, harness.state().changed), (1, 1));
    assert_eq!(lines(&harness), 0, "it closes");
    assert_eq!(at(&harness), "Tree", "and the keyboard is on its button");
}

const NUMBERED: usize = 300;

fn long_choice(ui: &mut Ui, choice: &mut Choice) {
    Button::secondary("Before").show(ui);
    let all: Vec<(usize, String)> = (0..NUMBERED).map(|n| (n, format!("Tree {n}"))).collect();
    let select = Select::new("Tree").inline();
    choice.changed += usize::from(select.show(ui, &mut choice.now, &all).changed());
    Button::secondary("After").show(ui);
}

#[test]
fn a_long_list_is_searched_and_draws_what_is_in_sight() {
    let mut harness = window(
        Choice {
            now: 200,
            changed: 0,
        },
        long_choice,
    );
    let none = Modifiers::NONE;
    harness.get_by_role(Role::ComboBox).focus();
    harness.run();
    press(&mut harness, none, Key::Enter);
    let shown = lines(&harness);
    assert!((5..40).contains(&shown), "{shown} lines");
    assert_eq!(at(&harness), "Tree 200", "it stands on what is chosen");
    press(&mut harness, none, Key::ArrowDown);
    assert_eq!(at(&harness), "Tree 201");
    press(&mut harness, none, Key::PageDown);
    assert_eq!(at(&harness), "Tree 209");
    harness.event(Event::Text("tree 29".to_owned()));
    harness.run();
    assert_eq!(lines(&harness), 13, "29, 129, 229, and 290 to 299");
    press(&mut harness, none, Key::ArrowUp);
    assert_eq!(at(&harness), "Tree 299", "from the first to the last");
    press(&mut harness, none, Key::Enter);
    assert_eq!((harness.state().now, harness.state().changed), (299, 1));
    assert_eq!(lines(&harness), 0, "it closes");
    assert_eq!(at(&harness), "Tree", "and the keyboard is on its button");
    // Nothing fits: Enter chooses nothing.
    press(&mut harness, none, Key::Enter);
    harness.event(Event::Text("oak".to_owned()));
    harness.run();
    harness.get_by_label("Nothing has these words");
    press(&mut harness, none, Key::Enter);
    assert_eq!((harness.state().now, harness.state().changed), (299, 1));
}

#[test]
fn a_list_that_is_left_gives_the_keyboard_back_and_changes_nothing() {
    let mut harness = window(Choice::default(), choice);
    harness.get_by_role(Role::ComboBox).focus();
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::Space);
    assert_eq!(lines(&harness), LETTERS.len());
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    harness.run_steps(20);
    assert_eq!(lines(&harness), 0);
    assert_eq!(at(&harness), "Tree");
    // What is chosen already closes it too.
    press(&mut harness, Modifiers::NONE, Key::Enter);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(lines(&harness), 0);
    assert_eq!((harness.state().now, harness.state().changed), (0, 0));
    press(&mut harness, Modifiers::NONE, Key::Tab);
    assert_eq!(at(&harness), "After");
}

/// Four hundred boxes of which ten are in sight, between two buttons.
#[derive(Default)]
struct Boxes {
    on: std::collections::BTreeSet<usize>,
}

fn boxes(ui: &mut Ui, boxes: &mut Boxes) {
    Button::secondary("Before").show(ui);
    let area = ScrollArea::vertical().max_height(240.0);
    long::lines(ui, area, (24.0, 400), |ui, at| {
        let mut on = boxes.on.contains(&at);
        let response = toggle::checkbox(ui, &mut on, &format!("Box {at}"));
        if response.changed() {
            boxes.on.insert(at);
        }
        Some(response)
    });
    Button::secondary("After").show(ui);
}

#[test]
fn a_long_list_is_gone_through_to_both_ends_and_left() {
    let mut harness = window(Boxes::default(), boxes);
    let (none, shift) = (Modifiers::NONE, Modifiers::SHIFT);
    harness.get_by_label("Before").focus();
    harness.run();
    let mut go = |held, key| {
        press(&mut harness, held, key);
        let name = at(&harness);
        assert!(!name.is_empty(), "nothing has the keyboard after {key:?}");
        // What has the keyboard is in sight.
        let node = harness.get_by_label(&name);
        let (top, bottom) = (node.rect().top(), node.rect().bottom());
        assert!(
            top >= 0.0 && bottom < 340.0,
            "{name} from {top} to {bottom}"
        );
        name
    };
    assert_eq!(go(none, Key::Tab), "Box 0");
    for n in 1..=25 {
        assert_eq!(go(none, Key::ArrowDown), format!("Box {n}"));
    }
    for n in (5..=24).rev() {
        assert_eq!(go(none, Key::ArrowUp), format!("Box {n}"));
    }
    assert_eq!(go(none, Key::PageDown), "Box 14");
    assert_eq!(go(none, Key::PageDown), "Box 23");
    assert_eq!(go(none, Key::PageUp), "Box 14");
    for n in 15..=30 {
        assert_eq!(go(none, Key::Tab), format!("Box {n}"));
    }
    for n in (16..=29).rev() {
        assert_eq!(go(shift, Key::Tab), format!("Box {n}"), "back as well");
    }
    assert_eq!(go(none, Key::End), "Box 399");
    assert_eq!(go(none, Key::ArrowDown), "Box 399");
    go(none, Key::Space);
    assert_eq!(go(none, Key::Tab), "After", "two keys lead out of it");
    assert_eq!(go(shift, Key::Tab), "Box 399");
    assert_eq!(go(none, Key::Home), "Box 0");
    go(none, Key::Space);
    assert_eq!(go(shift, Key::Tab), "Before");
    assert_eq!(harness.state().on.len(), 2);
    assert!(harness.state().on.contains(&399));
}

/// Three parts with two buttons each.
fn parts(ui: &mut Ui, _: &mut ()) {
    for (at, name) in ["left", "middle", "right"].into_iter().enumerate() {
        let left = 200.0 * at as f32;
        let rect = Rect::from_min_max(pos2(left, 0.0), pos2(left + 200.0, 200.0));
        let builder = egui::UiBuilder::new().id_salt(name).max_rect(rect);
        ui.scope_builder(builder, |ui| {
            focus::part(ui, name, rect);
            for n in 1..=2 {
                let button = Button::secondary(format!("{name} {n}")).show(ui);
                Popup::menu(&button).show(|ui| ui.label("Nothing"));
            }
        });
    }
}

#[test]
fn f6_goes_from_part_to_part_and_back_to_where_it_was() {
    let mut harness = window((), parts);
    let mut go = |held, key| {
        press(&mut harness, held, key);
        at(&harness)
    };
    let (none, shift) = (Modifiers::NONE, Modifiers::SHIFT);
    assert_eq!(go(none, Key::F6), "middle 1", "past the list of areas");
    assert_eq!(go(none, Key::Tab), "middle 2");
    assert_eq!(go(none, Key::F6), "right 1");
    assert_eq!(go(none, Key::F6), "left 1");
    assert_eq!(go(none, Key::F6), "middle 2", "where it was last");
    assert_eq!(go(shift, Key::F6), "left 1");
    assert_eq!(go(shift, Key::F6), "right 1");
}
