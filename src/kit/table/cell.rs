//! Texts inside cells.
//!
//! A cell is one centred line as high as the row. Texts go through here; anything with a ground,
//! such as a badge, takes an exact size, because a frame would grow to the height of the row.

use egui::{Response, RichText, Role, Sense, Ui, WidgetInfo, WidgetText};

use crate::kit::badge;
use crate::kit::script::{self, Fit};
use crate::kit::text;
use crate::kit::tokens::{self, size};
use crate::kit::tone::Tone;

/// A text in a cell: one line, ends in an ellipsis when the room is short and then shows whole on
/// hover. It is never selectable, so a click on it is a click on the row.
pub fn cell_label(ui: &mut Ui, text: impl Into<WidgetText>) -> Response {
    script::label(ui, text, Fit::Cut)
}

/// The same in the muted colour, for everything that is not the first thing one looks for.
pub fn cell_quiet(ui: &mut Ui, text: impl Into<String>) -> Response {
    let muted = tokens::of(ui.ctx()).muted;
    cell_label(ui, RichText::new(text).color(muted))
}

/// A text with badges after it, which stand whole: the text gives way. Each badge is its words, its
/// tone and what is told on hover.
pub fn cell_with_badges(ui: &mut Ui, words: &str, badges: &[(&str, Tone, &str)]) {
    if badges.is_empty() {
        cell_label(ui, words);
        return;
    }
    ui.spacing_mut().item_spacing.x = size::GAP_SMALL;
    let taken = badges
        .iter()
        .map(|(mark, ..)| badge::width(ui, mark) + size::GAP_SMALL);
    let room = (ui.available_width() - taken.sum::<f32>()).max(24.0);
    let ink = tokens::of(ui.ctx()).text;
    let galley = text::line(ui, words, text::body_font(), ink, room);
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    let cut = galley.elided;
    ui.painter().galley(rect.min, galley, ink);
    if cut {
        text::tip(response, words);
    }
    for (mark, tone, told) in badges {
        let shown = badge::badge(ui, mark, *tone);
        if !told.is_empty() {
            shown.on_hover_text(*told);
        }
    }
}
