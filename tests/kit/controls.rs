//! Names, roles, reasons, and what clicks and keys do.

use egui::accesskit::Role;
use egui::{Key, Ui};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use gatehouse::kit::button::{Button, IconButton, link, link_out};
use gatehouse::kit::choice::{Select, segmented, tabs};
use gatehouse::kit::field::{Field, stepper, submitted};
use gatehouse::kit::icons::Icon;
use gatehouse::kit::toggle::{self, Tick};

use crate::{description, window};

const WHY: &str = "This profile is read only";

#[derive(Default)]
struct Form {
    name: String,
    search: String,
    key: String,
    number: u64,
    box_on: bool,
    switch_on: bool,
    size: u8,
    view: u8,
    tab: u8,
    role: u8,
    pressed: Vec<&'static str>,
}

fn form(ui: &mut Ui, form: &mut Form) {
    let mut note = |name, clicked: bool| {
        if clicked {
            form.pressed.push(name);
        }
    };
    note("save", Button::primary("Save").show(ui).clicked());
    note(
        "remove",
        Button::danger("Remove 3")
            .enabled_or(Some(WHY))
            .show(ui)
            .clicked(),
    );
    note(
        "copy",
        IconButton::new(Icon::Copy, "Copy the id")
            .show(ui)
            .clicked(),
    );
    let more = IconButton::new(Icon::More, "More").enabled_or(Some(WHY));
    note("more", more.show(ui).clicked());
    note("link", link(ui, "Show all").clicked());
    note("out", link_out(ui, "Wix API keys").clicked());
    note(
        "enter",
        submitted(&Field::text("Name", &mut form.name).show(ui)),
    );
    Field::search("Search the team", &mut form.search).show(ui);
    Field::password("API key", &mut form.key).show(ui);
    let mut fixed = "fixed".to_owned();
    Field::text("Account", &mut fixed)
        .enabled_or(Some(WHY))
        .show(ui);
    let mut wrong = "x".to_owned();
    let error = Some("Use an address");
    Field::text("Address", &mut wrong).error(error).show(ui);
    stepper(ui, "People", &mut form.number, 0..=3, 1, "");
    toggle::checkbox(ui, &mut form.box_on, "Folded");
    toggle::tick(ui, Tick::Some, "Some of them", None);
    toggle::switch(ui, &mut form.switch_on, "Read only");
    toggle::checkbox_or(ui, &mut false, "Blocked box", Some(WHY));
    toggle::radio_value(ui, &mut form.size, &1, "Large");
    segmented(ui, "View", &mut form.view, &[(0, "Compact"), (1, "Roomy")]);
    tabs(
        ui,
        "Parts",
        &mut form.tab,
        &[(0, "Open", Some(2)), (1, "Done", None)],
    );
    Select::new("Role").show(ui, &mut form.role, &[(0, "Editor"), (1, "Designer")]);
}

#[test]
fn every_control_has_its_role_and_name() {
    let harness = window(Form::default(), form);
    for (role, name) in [
        (Role::Button, "Save"),
        (Role::Button, "Remove 3"),
        (Role::Button, "Copy the id"),
        (Role::Button, "More"),
        (Role::Link, "Show all"),
        (Role::Link, "Wix API keys"),
        (Role::TextInput, "Name"),
        (Role::TextInput, "Search the team"),
        (Role::PasswordInput, "API key"),
        (Role::Button, "Show API key"),
        (Role::SpinButton, "People"),
        (Role::Button, "Less: People"),
        (Role::Button, "More: People"),
        (Role::CheckBox, "Folded"),
        (Role::CheckBox, "Some of them"),
        (Role::Switch, "Read only"),
        (Role::RadioButton, "Large"),
        (Role::RadioGroup, "View"),
        (Role::RadioButton, "Compact"),
        (Role::TabList, "Parts"),
        (Role::Tab, "Open, 2"),
        (Role::ComboBox, "Role"),
    ] {
        harness.get_by_role_and_label(role, name);
    }
}

#[test]
fn blocked_controls_say_why_and_do_nothing() {
    let mut harness = window(Form::default(), form);
    for (role, name) in [
        (Role::Button, "Remove 3"),
        (Role::Button, "More"),
        (Role::TextInput, "Account"),
        (Role::CheckBox, "Blocked box"),
    ] {
        let node = harness.get_by_role_and_label(role, name);
        let said = description(&node);
        assert!(said.contains(WHY), "{name} says {said:?}");
        assert!(
            node.accesskit_node().is_disabled(),
            "{name} is not disabled"
        );
        node.click();
    }
    harness.run();
    assert!(harness.state().pressed.is_empty());
    let less = harness.get_by_label("Less: People");
    assert_eq!(description(&less), "Less: People: 0 is the least");
}

#[test]
fn a_blocked_button_can_be_reached_and_shows_its_reason() {
    let mut harness = window(Form::default(), form);
    harness.get_by_label("Remove 3").focus();
    harness.run();
    assert!(harness.get_by_label("Remove 3").is_focused());
    harness.get_by_role_and_label(Role::Label, WHY);
    harness.key_press(Key::Enter);
    harness.run();
    assert!(harness.state().pressed.is_empty());
}

#[test]
fn an_error_belongs_to_its_field() {
    let harness = window(Form::default(), form);
    let field = harness.get_by_label("Address");
    assert_eq!(description(&field), "Use an address");
    assert!(field.accesskit_node().data().invalid().is_some());
    assert!(
        harness
            .get_by_label("Name")
            .accesskit_node()
            .data()
            .invalid()
            .is_none()
    );
}

#[test]
fn clicks_and_keys_press_buttons() {
    let mut harness = window(Form::default(), form);
    harness.get_by_label("Save").click();
    harness.run();
    harness.get_by_label("Copy the id").focus();
    harness.run();
    harness.key_press(Key::Space);
    harness.run();
    harness.get_by_label("Show all").focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().pressed, ["save", "copy", "link"]);
}

#[test]
fn fields_take_text_and_enter() {
    let mut harness = window(Form::default(), form);
    harness.get_by_label("Name").click();
    harness.run();
    harness.get_by_label("Name").type_text("Dana");
    harness.run();
    assert_eq!(harness.state().name, "Dana");
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().pressed, ["enter"]);
}

#[test]
fn a_search_is_emptied_by_its_cross_and_by_escape() {
    let mut harness = window(Form::default(), form);
    for by_key in [false, true] {
        assert!(harness.query_by_label("Clear search the team").is_none());
        harness.get_by_label("Search the team").click();
        harness.run();
        harness.get_by_label("Search the team").type_text("dana");
        harness.run();
        assert_eq!(harness.state().search, "dana");
        if by_key {
            harness.key_press(Key::Escape);
        } else {
            harness.get_by_label("Clear search the team").click();
        }
        harness.run();
        assert_eq!(harness.state().search, "");
        assert!(harness.get_by_label("Search the team").is_focused());
    }
}

#[test]
fn a_password_is_hidden_until_it_is_asked_for() {
    let mut harness = window(
        Form {
            key: "secret".to_owned(),
            ..Form::default()
        },
        form,
    );
    let shown = |role| harness.query_by_role_and_label(role, "API key").is_some();
    assert!(shown(Role::PasswordInput) && !shown(Role::TextInput));
    harness.get_by_label("Show API key").click();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "API key");
    harness.get_by_label("Hide API key").click();
    harness.run();
    harness.get_by_role_and_label(Role::PasswordInput, "API key");
}

#[test]
fn numbers_stop_at_both_ends() {
    let mut harness = window(Form::default(), form);
    for _ in 0..5 {
        harness.get_by_label("More: People").click();
        harness.run();
    }
    assert_eq!(harness.state().number, 3);
    let more = harness.get_by_label("More: People");
    assert_eq!(description(&more), "More: People: 3 is the most");
    harness.get_by_label("Less: People").click();
    harness.run();
    assert_eq!(harness.state().number, 2);
}

#[test]
fn toggles_and_choices_change() {
    let mut harness = window(Form::default(), form);
    for name in ["Folded", "Read only", "Large", "Roomy", "Done"] {
        harness.get_by_label(name).click();
        harness.run();
    }
    let state = harness.state();
    assert!(state.box_on && state.switch_on);
    assert_eq!((state.size, state.view, state.tab), (1, 1, 1));
}

#[test]
fn a_list_opens_and_one_is_chosen() {
    let mut harness = window(Form::default(), form);
    let list = harness.get_by_role_and_label(Role::ComboBox, "Role");
    assert_eq!(list.value().as_deref(), Some("Editor"));
    list.click();
    harness.run();
    harness
        .get_by_role_and_label(Role::ListBoxOption, "Designer")
        .click();
    harness.run();
    assert_eq!(harness.state().role, 1);
    assert!(
        harness.query_by_label("Designer").is_none(),
        "it closes again"
    );
}
