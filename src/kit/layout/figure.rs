//! Figures: a number that stands for itself with its name below.

use std::borrow::Cow;

use egui::{
    Align, CornerRadius, FontId, Label, Layout, Rect, Role, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

use crate::kit::paint::{self, Feel};
use crate::kit::tokens::{self, size};
use crate::kit::{text, theme};

/// Height of a tile in points.
const HEIGHT: f32 = 64.0;
/// Narrowest tile in points.
const LEAST: f32 = 112.0;

/// A number with its name below it, without a frame. Stands in a row that wraps.
pub fn figure(ui: &mut Ui, number: &str, name: &str) {
    let t = tokens::of(ui.ctx());
    let wide = |words: &str, font| text::line(ui, words, font, t.text, f32::INFINITY).size().x;
    let width = wide(number, number_font())
        .max(wide(name, text::small_font()))
        .ceil()
        + 1.0;
    let layout = Layout::top_down(Align::Min);
    ui.allocate_ui_with_layout(vec2(width, 42.0), layout, |ui| {
        ui.set_min_width(width);
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add(Label::new(text::figure(number)).extend());
        ui.add(Label::new(text::small_muted(name)).extend());
    });
}

fn number_font() -> FontId {
    FontId::new(20.0, theme::semibold())
}

/// A figure in a frame; one that leads somewhere is a button.
#[derive(Debug, Clone)]
pub struct Tile<'a> {
    /// Its name.
    pub name: Cow<'a, str>,
    /// The number; `None` while it is not known.
    pub number: Option<u64>,
    /// Where a click leads, shown on hover; without it the tile is no button.
    pub leads: Option<Cow<'a, str>>,
}

/// Tiles in as many rows as the width asks for, all equally wide; gives the number of the one that
/// was pressed.
pub fn tiles(ui: &mut Ui, all: &[Tile<'_>]) -> Option<usize> {
    let gap = size::GAP_SMALL;
    let room = ui.available_width();
    let across = across(
        all.len(),
        ((room + gap) / (LEAST + gap)).floor().max(1.0) as usize,
    );
    let width = (room - gap * (across as f32 - 1.0)) / across as f32;
    let mut pressed = None;
    for (row, chunk) in all.chunks(across).enumerate() {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = gap;
            for (at, tile) in chunk.iter().enumerate() {
                if one(ui, tile, width) {
                    pressed = Some(row * across + at);
                }
            }
        });
    }
    pressed
}

/// How many stand side by side: as many as fit, evenly over the rows.
fn across(n: usize, fit: usize) -> usize {
    let fit = fit.clamp(1, n.max(1));
    let rows = n.div_ceil(fit).max(1);
    n.div_ceil(rows).max(1)
}

fn one(ui: &mut Ui, tile: &Tile<'_>, width: f32) -> bool {
    let leads = tile.leads.is_some();
    let sense = if leads {
        Sense::click()
    } else {
        Sense::hover()
    };
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), sense);
    let number = tile.number.map(text::count);
    let told = number.as_deref().unwrap_or("not read yet");
    let role = if leads { Role::Button } else { Role::Label };
    let name = format!("{}: {told}", tile.name);
    response.widget_info(|| WidgetInfo::labeled(role, true, &name));
    paint_tile(
        ui,
        rect,
        tile,
        number.as_deref(),
        Feel::of(&response, false),
    );
    let response = match (&tile.leads, &number) {
        (Some(leads), _) if !leads.is_empty() => response.on_hover_text(leads.as_ref()),
        (_, None) => response.on_hover_text("Not read yet"),
        _ => response,
    };
    leads && response.clicked()
}

fn paint_tile(ui: &Ui, rect: Rect, tile: &Tile<'_>, number: Option<&str>, feel: Feel) {
    let t = tokens::of(ui.ctx());
    let leads = tile.leads.is_some();
    let (ground, line) = if leads && feel.hot {
        (t.hover, t.strong)
    } else {
        (t.surface, t.border)
    };
    let radius = CornerRadius::same(size::RADIUS_NOTE);
    let stroke = Stroke::new(1.0, line);
    ui.painter()
        .rect(rect, radius, ground, stroke, StrokeKind::Inside);
    if feel.focus {
        paint::ring(ui.painter(), rect, size::RADIUS_NOTE, t);
    }
    let room = rect.width() - 24.0;
    let ink = if number.is_some() { t.text } else { t.muted };
    let number = text::line(ui, number.unwrap_or("–"), number_font(), ink, room);
    let ink = if leads { t.accent } else { t.muted };
    let name = text::line(ui, &tile.name, text::small_font(), ink, room);
    let left = rect.left() + 12.0;
    let space = (rect.height() - number.size().y - name.size().y) / 2.0;
    let below = rect.top() + space + number.size().y;
    ui.painter()
        .galley(pos2(left, rect.top() + space), number, ink);
    ui.painter().galley(pos2(left, below), name, ink);
}

#[cfg(test)]
mod tests {
    use super::across;

    #[test]
    fn rows_of_tiles_have_no_hole_where_it_can_be_helped() {
        assert_eq!(across(6, 9), 6);
        assert_eq!(across(6, 5), 3);
        assert_eq!(across(6, 4), 3);
        assert_eq!(across(6, 2), 2);
        assert_eq!(across(6, 1), 1);
        assert_eq!(across(0, 4), 1);
        assert_eq!(across(5, 4), 3);
    }
}
