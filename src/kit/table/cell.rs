//! Texts inside cells.
//!
//! A cell is one centred line as high as the row. Texts go through here; anything with a ground,
//! such as a badge, takes an exact size, because a frame would grow to the height of the row.

use egui::{Response, RichText, Ui, WidgetText};

use crate::kit::script::{self, Fit};
use crate::kit::tokens;

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
