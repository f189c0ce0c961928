//! The crawl finds what is wrong: each fault is planted once.

use super::faults;
use super::keys;
use super::seen::Seen;
use egui::accesskit::Role;
use egui::{Sense, Ui, WidgetInfo, vec2};
use egui_kittest::Harness;
use gatehouse::kit::button::Button;
use gatehouse::kit::theme;

/// Everything that is found in a window with this in it.
fn found(add: fn(&mut Ui)) -> Vec<String> {
    let mut harness = Harness::builder()
        .with_size(vec2(400.0, 300.0))
        .with_context_setup(theme::install)
        .with_accessibility_check(false)
        .build_ui(add);
    harness.run_ok();
    let seen = Seen::of(&harness);
    let mut found = faults::of(&seen);
    let tour = keys::tour(&mut harness, &seen);
    found.extend(tour.dark.iter().cloned());
    let far = seen.controls();
    let far = far.filter(|c| c.needs_key && !tour.came_to(c));
    found.extend(far.map(|c| format!("no key leads to {c}")));
    found
}

fn one(add: fn(&mut Ui), words: &str) {
    let found = found(add);
    assert!(
        found.iter().any(|f| f.contains(words)),
        "{words}: {found:#?}"
    );
}

#[test]
fn good_controls_pass() {
    let good = found(|ui| {
        let _ = Button::primary("Go").show(ui);
        let _ = Button::secondary("Not now")
            .enabled_or(Some("Because"))
            .show(ui);
    });
    assert_eq!(good, Vec::<String>::new());
}

fn plain(ui: &mut Ui, sense: Sense, role: Role, name: &str) -> egui::Response {
    let (_, response) = ui.allocate_exact_size(vec2(60.0, 20.0), sense);
    response.widget_info(|| WidgetInfo::labeled(role, true, name));
    response
}

#[test]
fn a_control_without_a_name_is_found() {
    one(
        |ui| drop(plain(ui, Sense::click(), Role::Button, "")),
        "has no name",
    );
}

#[test]
fn a_control_without_a_role_is_found() {
    one(
        |ui| drop(ui.allocate_response(vec2(60.0, 20.0), Sense::click())),
        "has no role",
    );
    one(
        |ui| drop(plain(ui, Sense::click(), Role::Label, "Words")),
        "has no role",
    );
}

#[test]
fn what_takes_clicks_unheard_is_found() {
    one(
        |ui| drop(ui.allocate_response(vec2(60.0, 20.0), Sense::CLICK)),
        "not in the tree",
    );
}

#[test]
fn a_control_that_keys_do_not_reach_is_found() {
    one(
        |ui| drop(plain(ui, Sense::CLICK, Role::Button, "Go")),
        "no key leads to",
    );
}

#[test]
fn a_control_that_keys_do_not_press_is_found() {
    let add = |ui: &mut Ui| {
        drop(plain(
            ui,
            Sense::focusable_noninteractive(),
            Role::Button,
            "Go",
        ));
    };
    one(add, "Enter and Space do nothing");
}

#[test]
fn a_focus_that_nobody_sees_is_found() {
    one(
        |ui| drop(plain(ui, Sense::click(), Role::Button, "Go")),
        "nobody sees",
    );
}

#[test]
fn a_blocked_control_without_a_reason_is_found() {
    let add = |ui: &mut Ui| {
        ui.disable();
        drop(plain(ui, Sense::click(), Role::Button, "Go"));
    };
    one(add, "does not say why");
}

#[test]
fn two_of_one_name_are_found() {
    let add = |ui: &mut Ui| {
        for _ in 0..2 {
            let _ = Button::secondary("More").show(ui);
        }
    };
    one(add, "more than once");
}
