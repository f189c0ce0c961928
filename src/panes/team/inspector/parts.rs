//! Lines of the inspector.

use super::sheet::{One, PlaceKind};
use crate::kit::button::{IconButton, link};
use crate::kit::icons::Icon;
use crate::kit::tokens;
use crate::kit::{a11y, text};
use crate::panes::Cx;
use egui::{Align, Label, Layout, Response, Sense, Stroke, Ui, vec2};

/// Width of the words before a value.
const KEY: f32 = 72.0;
/// Assignments that are drawn before the rest is asked for.
const FIRST: usize = 20;

/// A name and its value on one line.
pub(super) fn line(ui: &mut Ui, name: &str, value: &str) -> Response {
    ui.horizontal(|ui| {
        key(ui, KEY, name);
        ui.add(Label::new(text::body(value)).truncate())
    })
    .inner
}

/// A name and a number at the right.
pub(super) fn tally(ui: &mut Ui, name: &str, number: &str) {
    ui.horizontal(|ui| {
        let room = ui.available_width() - value_width(ui, number) - 8.0;
        key(ui, room.max(KEY), name);
        ui.label(text::body(number));
    });
}

fn key(ui: &mut Ui, width: f32, name: &str) {
    ui.allocate_ui_with_layout(vec2(width, 18.0), Layout::left_to_right(Align::Center), |ui| {
        ui.set_width(width);
        ui.add(Label::new(text::muted(name)).truncate());
    });
}

fn value_width(ui: &Ui, value: &str) -> f32 {
    let t = tokens::of(ui.ctx());
    text::line(ui, value, text::body_font(), t.text, f32::INFINITY).size().x + 1.0
}

/// A name, its value, and a button that copies it.
pub(super) fn copy_line(ui: &mut Ui, cx: &mut Cx<'_>, name: &str, value: &str) {
    ui.horizontal(|ui| {
        ui.set_min_height(22.0);
        key(ui, KEY, name);
        if value.is_empty() {
            ui.label(text::muted("Not told"));
            return;
        }
        let room = (ui.available_width() - 30.0).max(40.0);
        let width = value_width(ui, value).min(room);
        ui.allocate_ui_with_layout(vec2(width, 18.0), Layout::left_to_right(Align::Center), |ui| {
            ui.set_width(width);
            text::ellipsis(ui, text::body(value));
        });
        let button = IconButton::new(Icon::Copy, format!("Copy {}", name.to_lowercase())).small();
        if button.show(ui).clicked() {
            super::copy(cx, value);
        }
    });
}

/// Every assignment as a row.
pub(super) fn assignments(ui: &mut Ui, cx: &mut Cx<'_>, one: &One, all: &mut bool) {
    let n = one.held.len();
    let head = if n == 0 { "Assignments".to_owned() } else { format!("Assignments ({n})") };
    ui.label(text::caption(head));
    if n == 0 {
        text::paragraph(ui, text::muted("None: there is nothing this person can get into"));
    }
    let shown = if *all { n } else { n.min(FIRST) };
    for held in one.held.iter().take(shown) {
        let t = tokens::of(ui.ctx());
        ui.spacing_mut().item_spacing.y = 1.0;
        let ink = if held.top { t.warning } else { t.text };
        text::ellipsis(ui, text::strong(held.role.as_str()).color(ink));
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let icon = match held.kind {
                PlaceKind::Account => Icon::Building,
                PlaceKind::Site => Icon::Sites,
                PlaceKind::Folder => Icon::Folder,
                PlaceKind::Unknown => Icon::Help,
            };
            let (rect, _) = ui.allocate_exact_size(vec2(14.0, 16.0), Sense::hover());
            icon.paint_sized(ui.painter(), rect, 14.0, t.muted);
            let words = if held.reaches.is_empty() {
                held.place.clone()
            } else {
                format!("{}, {}", held.place, held.reaches)
            };
            text::ellipsis(ui, text::body(words));
        });
        if !held.holder.is_empty() {
            text::paragraph(ui, text::small(held.holder.as_str()).color(t.warning));
        }
        if !held.id.is_empty() {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                ui.add(Label::new(text::caption(format!("Assignment {}", held.id))).truncate());
                let name = format!("Copy the assignment id of {}, {}", held.role, held.place);
                if IconButton::new(Icon::Copy, name).small().show(ui).clicked() {
                    super::copy(cx, &held.id);
                }
            });
        }
        ui.add_space(3.0);
        let y = ui.cursor().top();
        ui.painter().hline(ui.max_rect().x_range(), y, Stroke::new(1.0, t.border));
        ui.add_space(5.0);
    }
    ui.spacing_mut().item_spacing.y = 6.0;
    if shown < n {
        let response = link(ui, &format!("Show all {n}"));
        a11y::describe(&response, "Assignments");
        if response.clicked() {
            *all = true;
        }
    }
}
