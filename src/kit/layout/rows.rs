//! Rows and cards inside a pane: a name with its value, words with buttons, a frame around both.

use egui::{Align, CornerRadius, Frame, Layout, Margin, Response, RichText, Stroke, Ui, vec2};

use crate::kit::button::{Button, IconButton, link_named};
use crate::kit::icons::Icon;
use crate::kit::text;
use crate::kit::tokens::{self, size};

/// Height of a row of a key and a value, in points.
const ROW: f32 = 24.0;
/// Narrowest room for a key, in points.
const KEY: f32 = 72.0;
/// Least room for words before buttons go below them, in points.
const LEAST: f32 = 240.0;

/// A name at the left, its value at the right, on one line. Both are cut where the room is short
/// and show whole on hover.
pub fn key_value(ui: &mut Ui, key: &str, value: &str) -> Response {
    pair(ui, key, text::body(value), value, 0.0, |_| ()).0
}

/// The same with a button that copies; true when it was pressed. A value that is not known is
/// empty.
pub fn key_value_copy(ui: &mut Ui, key: &str, value: &str) -> bool {
    if value.is_empty() {
        let unknown = "Not told";
        pair(ui, key, text::muted(unknown), unknown, 0.0, |_| ());
        return false;
    }
    let button = 22.0 + size::STEP;
    pair(ui, key, text::body(value), value, button, |ui| {
        let name = format!("Copy {}", text::lower(key));
        IconButton::new(Icon::Copy, name).small().show(ui).clicked()
    })
    .1
}

/// A name that can be pressed, and its value at the right; true when it was pressed.
pub fn key_value_link(ui: &mut Ui, key: &str, value: &str) -> bool {
    let name = format!("{key}: {value}");
    let left = |ui: &mut Ui| link_named(ui, key, &name);
    row(ui, left, text::body(value), value, 0.0, |_| ())
        .0
        .clicked()
}

/// Key, value and something `more` points wide after it.
fn pair<R>(
    ui: &mut Ui,
    key: &str,
    shown: RichText,
    value: &str,
    more: f32,
    after: impl FnOnce(&mut Ui) -> R,
) -> (Response, R) {
    let key = |ui: &mut Ui| text::ellipsis(ui, text::muted(key).line_height(None));
    let (_, value, after) = row(ui, key, shown, value, more, after);
    (value, after)
}

/// Anything at the left, a value at the right, and something `more` points wide after it.
fn row<L, R>(
    ui: &mut Ui,
    first: impl FnOnce(&mut Ui) -> L,
    shown: RichText,
    value: &str,
    more: f32,
    after: impl FnOnce(&mut Ui) -> R,
) -> (L, Response, R) {
    let t = tokens::of(ui.ctx());
    let whole = text::line(ui, value, text::body_font(), t.text, f32::INFINITY);
    let room = ui.available_width() - more - size::GAP_SMALL;
    let wanted = (whole.size().x.ceil() + 1.0).min((room - KEY).max(24.0));
    let left = (room - wanted).max(24.0);
    let layout = Layout::left_to_right(Align::Center);
    ui.horizontal(|ui| {
        ui.set_min_height(ROW);
        ui.spacing_mut().item_spacing.x = 0.0;
        let first = ui
            .allocate_ui_with_layout(vec2(left, ROW), layout, |ui| {
                ui.set_width(left);
                first(ui)
            })
            .inner;
        ui.add_space(size::GAP_SMALL);
        let shown = shown.line_height(None);
        let response = ui
            .allocate_ui_with_layout(vec2(wanted, ROW), layout, |ui| {
                ui.set_width(wanted);
                text::ellipsis(ui, shown)
            })
            .inner;
        if more > 0.0 {
            ui.add_space(size::STEP);
        }
        (first, response, after(ui))
    })
    .inner
}

/// A ground with a quiet line around it, without a margin.
pub fn frame(ui: &Ui) -> Frame {
    let t = tokens::of(ui.ctx());
    Frame::new()
        .fill(t.surface)
        .stroke(Stroke::new(1.0, t.border))
        .corner_radius(CornerRadius::same(size::RADIUS_NOTE))
}

/// A frame with a quiet line around it, as wide as the place.
pub fn card<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    frame(ui)
        .inner_margin(Margin::symmetric(14, 10))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = size::STEP;
            add(ui)
        })
        .inner
}

/// Height up to which words are a line or two, in points.
const TWO_LINES: f32 = 48.0;

/// Words at the left and buttons at the right, below each other where the room is short. Gives the
/// number of the button that was pressed.
pub fn split(ui: &mut Ui, all: &[Button<'_>], words: impl FnOnce(&mut Ui)) -> Option<usize> {
    let wanted: f32 = all.iter().map(|b| b.width(ui) + size::GAP_SMALL).sum();
    let room = ui.available_width() - wanted;
    if all.is_empty() {
        words(ui);
        return None;
    }
    if room < LEAST {
        words(ui);
        ui.add_space(size::STEP);
        return buttons(ui, all.to_vec());
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = size::GAP_SMALL;
        let layout = Layout::top_down(Align::Min);
        let shown = ui.allocate_ui_with_layout(vec2(room, 0.0), layout, |ui| {
            ui.set_width(room);
            words(ui);
        });
        // In the middle of a line or two; beside more, at the top.
        let high = Some(shown.response.rect.height()).filter(|h| *h <= TWO_LINES);
        let place = vec2(wanted, high.unwrap_or(size::CONTROL).max(size::CONTROL));
        let middle = Layout::left_to_right(Align::Center);
        ui.allocate_ui_with_layout(place, middle, |ui| {
            ui.set_min_height(place.y);
            press(ui, all.iter().cloned())
        })
        .inner
    })
    .inner
}

/// Buttons in as few lines as they need; where one alone does not fit, each as wide as the place.
/// Gives the number of the one that was pressed.
pub fn buttons(ui: &mut Ui, all: Vec<Button<'_>>) -> Option<usize> {
    let room = ui.available_width() + 0.5;
    let widest = all.iter().map(|b| b.width(ui)).fold(0.0, f32::max);
    let wanted: f32 = all.iter().map(|b| b.width(ui) + size::GAP_SMALL).sum();
    let gaps = |ui: &mut Ui| ui.spacing_mut().item_spacing = vec2(size::GAP_SMALL, size::GAP_SMALL);
    if wanted - size::GAP_SMALL > room && widest <= room {
        ui.horizontal_wrapped(|ui| {
            gaps(ui);
            press(ui, all.into_iter())
        })
        .inner
    } else if widest > room {
        ui.vertical(|ui| {
            gaps(ui);
            press(ui, all.into_iter().map(Button::wide))
        })
        .inner
    } else {
        ui.horizontal(|ui| {
            gaps(ui);
            press(ui, all.into_iter())
        })
        .inner
    }
}

fn press<'a>(ui: &mut Ui, all: impl Iterator<Item = Button<'a>>) -> Option<usize> {
    let mut pressed = None;
    for (at, button) in all.enumerate() {
        if button.show(ui).clicked() {
            pressed = Some(at);
        }
    }
    pressed
}
