//! Choosing one of a few: segments for a view, tabs for parts of a page. For more than five there is
//! a list that opens ([`Select`]).

use egui::{
    CornerRadius, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2,
    vec2,
};

use super::paint::{self, Feel};
pub use super::select::Select;
use super::tokens::{self, size};
use super::{a11y, text};

/// Two to five choices side by side; `name` is what is chosen. Gives true when it changed.
pub fn segmented<T: PartialEq + Clone>(
    ui: &mut Ui,
    name: &str,
    now: &mut T,
    choices: &[(T, &str)],
) -> bool {
    let t = tokens::of(ui.ctx());
    let mut changed = false;
    let wide = |label: &str| text::line(ui, label, text::strong_font(), t.text, f32::INFINITY);
    let wide: f32 = choices.iter().map(|c| wide(c.1).size().x + 24.0).sum();
    let builder = UiBuilder::new()
        .accessibility_role(Role::RadioGroup)
        .accessibility_label(name);
    in_line(ui, vec2(wide, size::CONTROL), |ui| {
        ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let back = ui.painter().add(egui::Shape::Noop);
            let mut whole = Rect::NOTHING;
            for (value, label) in choices {
                let on = now == value;
                let response = segment(ui, label, on);
                whole = whole.union(response.rect);
                if response.clicked() && !on {
                    *now = value.clone();
                    changed = true;
                }
            }
            let ground = egui::epaint::RectShape::new(
                whole,
                CornerRadius::same(size::RADIUS),
                t.sunken,
                Stroke::new(1.0, t.border),
                StrokeKind::Inside,
            );
            ui.painter().set(back, ground);
        });
    });
    changed
}

fn segment(ui: &mut Ui, label: &str, on: bool) -> Response {
    let t = tokens::of(ui.ctx());
    let galley = text::line(ui, label, text::strong_font(), t.text, f32::INFINITY);
    let wanted = vec2(galley.size().x + 24.0, size::CONTROL);
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), on, label));
    let feel = Feel::of(&response, false);
    let ink = if on || feel.hot { t.text } else { t.muted };
    let inner = rect.shrink(2.0);
    if on {
        let line = Stroke::new(1.0, t.border);
        ui.painter().rect(
            inner,
            CornerRadius::same(5),
            t.surface,
            line,
            StrokeKind::Inside,
        );
    } else if feel.hot {
        ui.painter()
            .rect_filled(inner, CornerRadius::same(5), t.hover);
    }
    if feel.focus {
        paint::ring(ui.painter(), rect, size::RADIUS, t);
    }
    let galley = text::line(ui, label, text::strong_font(), ink, f32::INFINITY);
    ui.painter()
        .galley(rect.center() - galley.size() / 2.0, galley, ink);
    response
}

/// Tabs with an optional count each; wraps when narrow. Gives true when it changed.
pub fn tabs<T: PartialEq + Clone>(
    ui: &mut Ui,
    name: &str,
    now: &mut T,
    choices: &[(T, &str, Option<u64>)],
) -> bool {
    let t = tokens::of(ui.ctx());
    let mut changed = false;
    let builder = UiBuilder::new()
        .accessibility_role(Role::TabList)
        .accessibility_label(name);
    let mut each = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 0.0);
        for (value, label, count) in choices {
            if tab(ui, label, *count, now == value).clicked() && now != value {
                *now = value.clone();
                changed = true;
            }
        }
    };
    let wide = tabs_width(ui, choices.iter().map(|c| (c.1, c.2)));
    let out = if wide <= ui.available_width() {
        in_line(ui, vec2(wide, TAB), |ui| ui.scope_builder(builder, each))
    } else {
        let wrapped = |ui: &mut Ui| ui.horizontal_wrapped(&mut each).inner;
        ui.scope_builder(builder, wrapped)
    };
    let rect = out.response.rect;
    let right = rect.right().max(ui.max_rect().right());
    ui.painter().hline(
        rect.left()..=right,
        rect.bottom() - 0.5,
        Stroke::new(1.0, t.border),
    );
    changed
}

/// Height of a tab in points.
const TAB: f32 = 34.0;

/// A place of this size on a line, with what stands in it in the middle: a place that grows only
/// afterwards would hang below its neighbours.
fn in_line<R>(ui: &mut Ui, size: egui::Vec2, add: impl FnOnce(&mut Ui) -> R) -> R {
    let middle = egui::Layout::left_to_right(egui::Align::Center);
    ui.allocate_ui_with_layout(size, middle, |ui| {
        ui.set_min_height(size.y);
        add(ui)
    })
    .inner
}

/// Width that these tabs take on one line, in points.
pub fn tabs_width<'a>(ui: &Ui, all: impl Iterator<Item = (&'a str, Option<u64>)>) -> f32 {
    let t = tokens::of(ui.ctx());
    let wide = |words: &str, font| text::line(ui, words, font, t.muted, f32::INFINITY).size().x;
    let one = |(label, count): (&str, Option<u64>)| {
        let count = count.map(|n| wide(&text::count(n), text::small_font()) + 6.0);
        wide(label, text::strong_font()) + count.unwrap_or_default() + 16.0 + 4.0
    };
    all.map(one).sum()
}

fn tab(ui: &mut Ui, label: &str, count: Option<u64>, on: bool) -> Response {
    let t = tokens::of(ui.ctx());
    let number = count.map(text::count);
    let name = number
        .as_ref()
        .map_or_else(|| label.to_owned(), |n| format!("{label}, {n}"));
    let words = text::line(ui, label, text::strong_font(), t.muted, f32::INFINITY);
    let figure = number.map(|n| text::line(ui, &n, text::small_font(), t.muted, f32::INFINITY));
    let more = figure.as_ref().map_or(0.0, |f| f.size().x + 6.0);
    let wanted = vec2(words.size().x + more + 16.0, TAB);
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, ui.is_enabled(), on, &name));
    a11y::selected(&response, on);
    let feel = Feel::of(&response, false);
    let ink = if on || feel.hot { t.text } else { t.muted };
    let y = rect.center().y;
    let at = pos2(rect.left() + 8.0, y - words.size().y / 2.0);
    let end = at.x + words.size().x;
    ui.painter().galley_with_override_text_color(at, words, ink);
    if let Some(figure) = figure {
        ui.painter()
            .galley(pos2(end + 6.0, y - figure.size().y / 2.0), figure, t.muted);
    }
    if on {
        let line = Stroke::new(2.0, t.accent);
        ui.painter().hline(
            rect.left() + 8.0..=rect.right() - 8.0,
            rect.bottom() - 1.0,
            line,
        );
    }
    if feel.focus {
        paint::ring(ui.painter(), rect.shrink2(vec2(0.0, 3.0)), size::RADIUS, t);
    }
    response
}
