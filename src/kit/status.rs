//! The status bar at the bottom: short facts at the left, what runs and keys at the right.

use egui::accesskit::Role;
use egui::{Align, Layout, Response, Sense, Ui, WidgetInfo, pos2, vec2};

use super::paint::{self, Feel};
use super::shortcut;
use super::text;
use super::tokens::{self, size};
use super::tone::Tone;

/// Least room for a word that is cut; with less it is left out, in points.
const LEAST: f32 = 26.0;

/// A dot with a word: how something stands. Where not even a word fits it is left out.
pub fn dot(ui: &mut Ui, tone: Tone, label: &str, more: &str) -> Response {
    let t = tokens::of(ui.ctx());
    let ink = tone.ink(t);
    let room = ui.available_width() - 14.0;
    if room < LEAST {
        return ui.allocate_response(egui::Vec2::ZERO, Sense::hover());
    }
    let galley = text::line(ui, label, text::small_font(), ink, room);
    let wide = vec2(galley.size().x + 14.0, size::STATUS - 4.0);
    let (rect, response) = ui.allocate_exact_size(wide, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, label));
    ui.painter()
        .circle_filled(pos2(rect.left() + 4.0, rect.center().y), 4.0, ink);
    let at = pos2(rect.left() + 14.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, ink);
    if more.is_empty() {
        response
    } else {
        response.on_hover_text(more)
    }
}

/// A quiet fact. Where not even a word of it fits it is left out.
pub fn fact(ui: &mut Ui, label: &str, more: &str) -> Response {
    if ui.available_width() < 40.0 {
        return ui.allocate_response(egui::Vec2::ZERO, Sense::hover());
    }
    let response = text::ellipsis(ui, text::small_muted(label));
    if more.is_empty() {
        response
    } else {
        response.on_hover_text(more)
    }
}

/// Width of a window from which the buttons of the bar have words beside their keys, in points.
const WORDS_FROM: f32 = 640.0;

/// A quiet button in the bar, with the key that does the same. In a narrow window the key stands
/// alone, and its words show on hover.
pub fn key_button(ui: &mut Ui, label: &str, keys: Option<&egui::KeyboardShortcut>) -> Response {
    let t = tokens::of(ui.ctx());
    let words = keys.map(|k| shortcut::words(ui.ctx(), k));
    let cap = words
        .as_deref()
        .map_or(0.0, |w| shortcut::cap_width(ui, w) + 6.0);
    let alone = cap > 0.0 && ui.ctx().content_rect().width() < WORDS_FROM;
    let galley = text::line(ui, label, text::small_font(), t.muted, 320.0);
    let beside = if alone { -6.0 } else { galley.size().x };
    let wide = vec2(beside + cap + 12.0, size::STATUS - 4.0);
    let (rect, response) = ui.allocate_exact_size(wide, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
    let feel = Feel::of(&response, false);
    if feel.hot {
        ui.painter().rect_filled(rect, size::RADIUS, t.hover);
    }
    if feel.focus {
        paint::ring(ui.painter(), rect, size::RADIUS, t);
    }
    if let Some(words) = &words {
        let place = egui::Rect::from_min_size(
            pos2(rect.left() + 6.0, rect.top()),
            vec2(cap - 6.0, rect.height()),
        );
        shortcut::paint_cap(ui, place, words);
    }
    if alone {
        return response.on_hover_text(label);
    }
    let at = pos2(
        rect.left() + 6.0 + cap,
        rect.center().y - galley.size().y / 2.0,
    );
    ui.painter().galley(at, galley, t.muted);
    response
}

/// Lays the bar out: `left` from the left, `right` from the right.
pub fn bar(ui: &mut Ui, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    let height = size::STATUS - 4.0;
    ui.spacing_mut().item_spacing.x = 16.0;
    ui.allocate_ui_with_layout(
        vec2(ui.available_width(), height),
        Layout::right_to_left(Align::Center),
        |ui| {
            right(ui);
            ui.with_layout(Layout::left_to_right(Align::Center), left);
        },
    );
}
