//! The measures of one frame, shared by heading, rows and scroll bar.

use egui::{Id, Rect, pos2, vec2};

use super::column::Placed;
use super::{Column, Density};
use crate::kit::tokens::Tokens;

/// Height of the heading.
pub(super) const HEAD: f32 = 30.0;
/// Room for the scroll bar at the right, only when there is one.
pub(super) const BAR: f32 = 12.0;
/// Space left and right inside a cell.
pub(super) const PAD: f32 = 10.0;

/// Where everything is in this frame.
pub(super) struct Frame<'a> {
    pub(super) id: Id,
    pub(super) columns: &'a [Column],
    pub(super) placed: Vec<Placed>,
    pub(super) tokens: &'static Tokens,
    pub(super) row_height: f32,
    pub(super) head: Rect,
    pub(super) body: Rect,
    /// The strip of the scroll bar; without width when everything fits.
    pub(super) bar: Rect,
    /// Rows that fit into the body, with a fraction.
    pub(super) shown: f64,
    /// The keyboard is in the table.
    pub(super) focused: bool,
    /// A screen reader or a test is listening.
    pub(super) heard: bool,
}

impl Frame<'_> {
    /// Cuts the room of the table into heading, body and scroll bar.
    pub(super) fn cut(rect: Rect, density: Density, len: usize) -> (Rect, Rect, Rect, f64) {
        let body_top = (rect.top() + HEAD).min(rect.bottom());
        let height = rect.bottom() - body_top;
        let shown = f64::from(height / density.height());
        let bar = if len as f64 > shown {
            BAR.min(rect.width())
        } else {
            0.0
        };
        let right = rect.right() - bar;
        let head = Rect::from_min_max(rect.min, pos2(rect.right(), body_top));
        let body = Rect::from_min_max(pos2(rect.left(), body_top), pos2(right, rect.bottom()));
        let bar = Rect::from_min_max(pos2(right, body_top), rect.max);
        (head, body, bar, shown)
    }

    /// Upper edge of a row on the screen. The difference is taken in 64 bits, so it is as exact
    /// at row one million as at row ten.
    pub(super) fn row_top(&self, row: usize, position: f64) -> f32 {
        let below = (row as f64 - position) * f64::from(self.row_height);
        self.body.top() + below as f32
    }

    /// The whole width of a row.
    pub(super) fn row_rect(&self, top: f32) -> Rect {
        let size = vec2(self.body.width(), self.row_height);
        Rect::from_min_size(pos2(self.body.left(), top), size)
    }

    /// Left and right edge of a column on the screen.
    pub(super) fn span(&self, placed: Placed) -> egui::Rangef {
        let left = self.body.left() + placed.x;
        egui::Rangef::new(left, left + placed.width)
    }
}
