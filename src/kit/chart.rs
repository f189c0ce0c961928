//! Small pictures of numbers. Each gives its numbers as words too.

use egui::{CornerRadius, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::text;
use super::tokens;
use super::tone::Tone;

/// One part of a chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Part<'a> {
    /// What it is.
    pub label: &'a str,
    /// How many.
    pub value: u64,
    /// How it is meant.
    pub tone: Tone,
}

impl<'a> Part<'a> {
    /// A part of a chart.
    pub fn new(label: &'a str, value: u64, tone: Tone) -> Self {
        Self { label, value, tone }
    }
}

fn spoken(name: &str, parts: &[Part<'_>]) -> String {
    let list: Vec<String> =
        parts.iter().map(|p| format!("{} {}", p.label, text::count(p.value))).collect();
    format!("{name}: {}", list.join(", "))
}

/// A list of bars: label, bar, number. Gives the number of the row that was pressed.
pub fn bars(ui: &mut Ui, name: &str, parts: &[Part<'_>]) -> Option<usize> {
    let t = tokens::of(ui.ctx());
    let most = parts.iter().map(|p| p.value).max().unwrap_or(0).max(1);
    let width = ui.available_width();
    let labels = (width * 0.42).clamp(60.0, 180.0);
    let mut pressed = None;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (i, part) in parts.iter().enumerate() {
            let (rect, response) = ui.allocate_exact_size(vec2(width, 26.0), Sense::click());
            let words = format!("{name}: {} {}", part.label, text::count(part.value));
            response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &words));
            let feel = super::paint::Feel::of(&response, false);
            if feel.hot {
                ui.painter().rect_filled(rect, CornerRadius::same(4), t.hover);
            }
            if feel.focus {
                super::paint::ring(ui.painter(), rect, 4, t);
            }
            bar_row(ui, rect.shrink2(vec2(4.0, 0.0)), labels, part, most);
            if response.clicked() {
                pressed = Some(i);
            }
            response.on_hover_text(format!("{}: {}", part.label, text::count(part.value)));
        }
    });
    pressed
}

fn bar_row(ui: &Ui, rect: Rect, labels: f32, part: &Part<'_>, most: u64) {
    let t = tokens::of(ui.ctx());
    let y = rect.center().y;
    let label = text::line(ui, part.label, text::body_font(), t.text, labels - 8.0);
    ui.painter().galley(pos2(rect.left(), y - label.size().y / 2.0), label, t.text);
    let number = text::count(part.value);
    let number = text::line(ui, &number, text::small_font(), t.muted, f32::INFINITY);
    let numbers = number.size().x.max(44.0);
    let at = pos2(rect.right() - number.size().x, y - number.size().y / 2.0);
    ui.painter().galley(at, number, t.muted);
    let left = rect.left() + labels;
    let room = (rect.right() - numbers - 8.0 - left).max(8.0);
    let whole = Rect::from_min_size(pos2(left, y - 3.0), vec2(room, 6.0));
    ui.painter().rect_filled(whole, CornerRadius::same(3), t.sunken);
    if part.value > 0 {
        let share = part.value as f32 / most as f32;
        let bar = Rect::from_min_size(whole.min, vec2((room * share).max(3.0), 6.0));
        let ink = if part.tone == Tone::Neutral { t.strong } else { part.tone.ink(t) };
        ui.painter().rect_filled(bar, CornerRadius::same(3), ink);
    }
}

/// One bar of several parts with a legend that wraps.
pub fn stacked(ui: &mut Ui, name: &str, parts: &[Part<'_>]) -> Response {
    let t = tokens::of(ui.ctx());
    let total: u64 = parts.iter().map(|p| p.value).sum();
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 10.0), Sense::hover());
    let words = spoken(name, parts);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &words));
    ui.painter().rect_filled(rect, CornerRadius::same(3), t.sunken);
    let shown: Vec<&Part<'_>> = parts.iter().filter(|p| p.value > 0).collect();
    let gaps = 2.0 * shown.len().saturating_sub(1) as f32;
    let mut x = rect.left();
    for part in &shown {
        let width = (rect.width() - gaps) * (part.value as f32 / total.max(1) as f32);
        let bar = Rect::from_min_size(pos2(x, rect.top()), vec2(width.max(1.0), rect.height()));
        ui.painter().rect_filled(bar, CornerRadius::same(3), ink(t, part.tone));
        x += width + 2.0;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(16.0, 4.0);
        for part in parts {
            legend(ui, part);
        }
    });
    response
}

fn ink(t: &tokens::Tokens, tone: Tone) -> egui::Color32 {
    if tone == Tone::Neutral { t.strong } else { tone.ink(t) }
}

fn legend(ui: &mut Ui, part: &Part<'_>) {
    let t = tokens::of(ui.ctx());
    let words = format!("{} {}", text::count(part.value), part.label);
    let galley = text::line(ui, &words, text::small_font(), t.muted, f32::INFINITY);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 14.0, 18.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
    let dot = Rect::from_center_size(pos2(rect.left() + 4.0, rect.center().y), vec2(8.0, 8.0));
    ui.painter().rect_filled(dot, CornerRadius::same(2), ink(t, part.tone));
    let at = pos2(rect.left() + 14.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, t.muted);
}

/// A line over time, oldest first, `height` points high; `name` says what it counts.
pub fn sparkline(ui: &mut Ui, name: &str, values: &[u64], height: f32) -> Response {
    let t = tokens::of(ui.ctx());
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let ends = match (values.first(), values.last()) {
        (Some(a), Some(b)) => format!("from {} to {}", text::count(*a), text::count(*b)),
        _ => "no values yet".to_owned(),
    };
    let words = format!("{name}: {ends}");
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &words));
    let base = rect.bottom() - 0.5;
    ui.painter().hline(rect.x_range(), base, Stroke::new(1.0, t.border));
    let most = values.iter().copied().max().unwrap_or(0).max(1) as f32;
    let step = rect.width() / values.len().saturating_sub(1).max(1) as f32;
    let points: Vec<egui::Pos2> = values
        .iter()
        .enumerate()
        .map(|(i, v)| {
            let up = (rect.height() - 6.0) * (*v as f32 / most);
            pos2(rect.left() + step * i as f32, base - 2.0 - up)
        })
        .collect();
    if let Some(last) = points.last() {
        ui.painter().circle_filled(*last - vec2(2.0, 0.0), 2.5, t.accent);
    }
    ui.painter().line(points, Stroke::new(1.5, t.accent));
    response.on_hover_text(words)
}
