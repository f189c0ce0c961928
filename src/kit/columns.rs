//! Columns side by side, for what happens when. Each one is a button that can be on, and says its
//! figure in words.

use egui::accesskit::Role as Node;
use egui::{CornerRadius, Rect, Response, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::paint::{self, Feel};
use super::tokens::{self, size};
use super::{a11y, text};

/// Height of the words below, in points.
const BELOW: f32 = 18.0;
/// Height of the figure above a column, in points.
const ABOVE: f32 = 15.0;
/// Narrowest column with a figure above it, in points.
const WITH_FIGURE: f32 = 14.0;

/// One column.
#[derive(Debug, Clone, Copy)]
pub struct Col<'a> {
    /// Words below it; empty for none.
    pub below: &'a str,
    /// How many.
    pub count: u64,
    /// The same for a screen reader and on hover, with what it is: "Ends on 3 May: 4 invites".
    pub spoken: &'a str,
    /// Whether it is chosen.
    pub on: bool,
    /// Drawn in the quiet colour, for what is over.
    pub quiet: bool,
}

/// Columns from left to right, the highest `height` points high; `name` is what all of them show.
/// Columns without anything can be pressed only while they are on; where none has anything, `empty`
/// says so in their place. Gives the number of the one that was pressed.
pub fn columns(
    ui: &mut Ui,
    name: &str,
    all: &[Col<'_>],
    height: f32,
    empty: &str,
) -> Option<usize> {
    let most = all.iter().map(|c| c.count).max().unwrap_or(0).max(1);
    let builder = UiBuilder::new()
        .accessibility_role(Node::List)
        .accessibility_label(name);
    ui.scope_builder(builder, |ui| {
        let wanted = vec2(ui.available_width(), ABOVE + height + BELOW);
        let (whole, _) = ui.allocate_exact_size(wanted, Sense::hover());
        let wide = whole.width() / all.len().max(1) as f32;
        let base = whole.top() + ABOVE + height;
        let line = egui::Stroke::new(1.0, tokens::of(ui.ctx()).border);
        ui.painter().hline(whole.x_range(), base + 0.5, line);
        if all.iter().all(|c| c.count == 0) {
            let middle = Rect::from_min_max(whole.min, pos2(whole.right(), base));
            ui.place(middle, egui::Label::new(text::small_muted(empty)));
        }
        let mut pressed = None;
        for (at, col) in all.iter().enumerate() {
            let left = whole.left() + wide * at as f32;
            let place = Rect::from_min_max(pos2(left, whole.top()), pos2(left + wide, base));
            let share = col.count as f64 / most as f64;
            if one(ui, at, col, place, height * share as f32).clicked() {
                pressed = Some(at);
            }
            below(ui, col.below, place, whole);
        }
        pressed
    })
    .inner
}

fn one(ui: &Ui, at: usize, col: &Col<'_>, place: Rect, high: f32) -> Response {
    let t = tokens::of(ui.ctx());
    let live = col.count > 0 || col.on;
    let sense = if live { Sense::click() } else { Sense::hover() };
    let response = ui.interact(place, ui.scope_id().with(("column", at)), sense);
    let role = if live { Role::Button } else { Role::Label };
    response.widget_info(|| WidgetInfo::labeled(role, true, col.spoken));
    if live {
        a11y::selected(&response, col.on);
        let feel = Feel::of(&response, false);
        let radius = CornerRadius::same(size::RADIUS);
        if col.on {
            ui.painter().rect_filled(place, radius, t.selected);
        } else if feel.hot {
            ui.painter().rect_filled(place, radius, t.hover);
        }
        if feel.focus {
            paint::ring(ui.painter(), place, size::RADIUS, t);
        }
    }
    if col.count > 0 {
        let side = (place.width() * 0.2).clamp(1.0, 8.0);
        let top = place.bottom() - high.max(2.0);
        let bar = Rect::from_min_max(
            pos2(place.left() + side, top),
            pos2(place.right() - side, place.bottom()),
        );
        let fill = if col.quiet { t.strong } else { t.accent };
        let radius = CornerRadius {
            nw: 2,
            ne: 2,
            sw: 0,
            se: 0,
        };
        ui.painter().rect_filled(bar, radius, fill);
        if place.width() >= WITH_FIGURE {
            let words = text::count(col.count);
            let figure = text::line(ui, &words, text::caption_font(), t.muted, f32::INFINITY);
            if figure.size().x <= place.width() + 2.0 {
                let x = place.center().x - figure.size().x / 2.0;
                let at = pos2(x, top - figure.size().y - 1.0);
                ui.painter().galley(at, figure, t.muted);
            }
        }
    }
    response.on_hover_text(col.spoken)
}

/// The words below a column, kept within the whole chart.
fn below(ui: &Ui, words: &str, place: Rect, whole: Rect) {
    if words.is_empty() {
        return;
    }
    let t = tokens::of(ui.ctx());
    let galley = text::line(ui, words, text::caption_font(), t.muted, f32::INFINITY);
    let wide = galley.size().x;
    let most = (whole.right() - wide).max(whole.left());
    let x = (place.center().x - wide / 2.0).clamp(whole.left(), most);
    ui.painter()
        .galley(pos2(x, place.bottom() + 3.0), galley, t.muted);
}
