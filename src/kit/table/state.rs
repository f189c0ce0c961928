//! What a table remembers between frames.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Rows;

/// Which column orders the rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    /// [`super::Column::id`].
    pub column: String,
    /// Small to large, A to Z, old to new.
    pub ascending: bool,
}

/// What the owner has set up in a table, and where they are in it. The public part is worth
/// storing; the place in the table is not stored.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TableState {
    /// Widths set by hand, points by column id.
    pub widths: BTreeMap<String, f32>,
    /// Column ids that are switched off.
    pub hidden: BTreeSet<String>,
    /// The order of the rows; the pane does the sorting.
    pub sort: Option<Sort>,
    #[serde(skip)]
    pub(super) view: View,
}

/// A row that is remembered both by its number and by its key, to find it again after sorting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) row: usize,
    pub(super) key: u32,
}

/// The place in the table.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct View {
    /// Rows above the upper edge, with a fraction. 64 bits: in 32 bits a wheel step of less than
    /// a point vanishes beyond row 300,000.
    pub(super) position: f64,
    pub(super) cursor: Option<Mark>,
    pub(super) anchor: Option<Mark>,
    /// Row to bring into view in the next frame.
    pub(super) reveal: Option<usize>,
    /// Column whose content is measured in the next frame.
    pub(super) fit: Option<&'static str>,
    /// Which heading the Tab key reaches; the arrow keys change it.
    pub(super) heading: usize,
    /// Where the menu of a row was opened.
    pub(super) menu_at: egui::Pos2,
    /// The column under the mouse when it was.
    pub(super) menu_column: Option<usize>,
    /// Where the thumb was taken hold of, points from its top.
    pub(super) grab: f32,
}

impl TableState {
    /// Rows above the upper edge, with a fraction.
    pub fn position(&self) -> f64 {
        self.view.position
    }

    /// Puts the row `position` at the upper edge; too much stops at the end.
    pub fn set_position(&mut self, position: f64) {
        self.view.position = if position.is_finite() {
            position.max(0.0)
        } else {
            0.0
        };
    }

    /// The row of the keyboard, a number in the list as shown.
    pub fn cursor(&self) -> Option<usize> {
        self.view.cursor.map(|mark| mark.row)
    }

    /// Puts the keyboard on a row and brings it into view.
    pub fn set_cursor(&mut self, row: usize, rows: &dyn Rows) {
        if row < rows.len() {
            let mark = Mark {
                row,
                key: rows.key(row),
            };
            self.view.cursor = Some(mark);
            self.view.anchor = Some(mark);
            self.view.reveal = Some(row);
        }
    }

    /// Brings a row into view in the next frame, in the middle when it is out of sight.
    pub fn scroll_to_row(&mut self, row: usize) {
        self.view.reveal = Some(row);
    }

    /// Forgets the widths set by hand.
    pub fn reset_widths(&mut self) {
        self.widths.clear();
    }

    /// The sort direction of a column when the table is sorted by it.
    pub fn ascending(&self, column: &str) -> Option<bool> {
        let sort = self.sort.as_ref()?;
        (sort.column == column).then_some(sort.ascending)
    }

    /// Sorts by the column, or turns the order around when it already does.
    pub(super) fn sort_by(&mut self, column: &str) {
        let ascending = !self.ascending(column).unwrap_or(false);
        let column = column.to_owned();
        self.sort = Some(Sort { column, ascending });
    }
}

impl View {
    /// Finds cursor and anchor again when the rows have moved. Costs one key per mark as long as
    /// nothing has.
    pub(super) fn settle(&mut self, rows: &dyn Rows) {
        let len = rows.len();
        let find = |mark: Mark| {
            if mark.row < len && rows.key(mark.row) == mark.key {
                return Some(mark);
            }
            let row = rows.find(mark.key)?;
            (row < len).then_some(Mark { row, key: mark.key })
        };
        self.anchor = self.anchor.and_then(find);
        self.cursor = self.cursor.and_then(|mark| {
            find(mark).or_else(|| {
                let row = mark.row.min(len.checked_sub(1)?);
                Some(Mark {
                    row,
                    key: rows.key(row),
                })
            })
        });
    }

    /// Stops at both ends.
    pub(super) fn clamp(&mut self, len: usize, shown: f64) {
        let most = (len as f64 - shown).max(0.0);
        self.position = self.position.clamp(0.0, most);
    }

    /// Moves as little as needed to show the whole row; `far` puts a row that is out of sight in
    /// the middle.
    pub(super) fn show_row(&mut self, row: usize, shown: f64, far: bool) {
        let row = row as f64;
        let out = row + 1.0 <= self.position || row >= self.position + shown;
        if far && out {
            self.position = row + 0.5 - shown / 2.0;
        } else if row < self.position {
            self.position = row;
        } else if row + 1.0 > self.position + shown {
            self.position = row + 1.0 - shown;
        }
    }
}
