//! What mouse, keyboard and screen reader do to cursor and selection. One place, so that all three
//! do the same.

use egui::Modifiers;

use super::state::Mark;
use super::{Rows, Selection, TableResponse, TableState};

/// Everything an action may change.
pub(super) struct Hands<'a> {
    pub(super) state: &'a mut TableState,
    pub(super) selection: &'a mut Selection,
    pub(super) rows: &'a dyn Rows,
    pub(super) out: &'a mut TableResponse,
}

impl Hands<'_> {
    fn mark(&self, row: usize) -> Mark {
        Mark {
            row,
            key: self.rows.key(row),
        }
    }

    /// Puts the keyboard on a row without selecting it.
    pub(super) fn put_cursor(&mut self, row: usize) {
        let mark = self.mark(row);
        self.out.cursor_changed |= self.state.view.cursor != Some(mark);
        self.state.view.cursor = Some(mark);
    }

    /// Goes to a row. Plain selects it alone; shift selects from the anchor to it, with ctrl on
    /// top of what is selected; ctrl only moves.
    pub(super) fn go(&mut self, row: usize, modifiers: Modifiers) {
        let before = self.state.view.cursor;
        self.put_cursor(row);
        if modifiers.shift {
            let anchor = self
                .state
                .view
                .anchor
                .or(before)
                .unwrap_or_else(|| self.mark(row));
            self.state.view.anchor = Some(anchor);
            if !modifiers.command {
                self.selection.clear();
            }
            let (low, high) = (anchor.row.min(row), anchor.row.max(row));
            self.rows.select(low..high + 1, self.selection);
            self.out.selection_changed = true;
        } else if !modifiers.command {
            self.only(row);
        }
    }

    /// A click: like going there, but with ctrl the row is added or taken out.
    pub(super) fn pick(&mut self, row: usize, modifiers: Modifiers) {
        if modifiers.command && !modifiers.shift {
            self.put_cursor(row);
            self.toggle(row);
        } else {
            self.go(row, modifiers);
        }
        self.out.clicked = Some(row);
    }

    /// Adds the row to the selection or takes it out; ranges start here from now on.
    pub(super) fn toggle(&mut self, row: usize) {
        let mark = self.mark(row);
        self.selection.toggle(mark.key);
        self.state.view.anchor = Some(mark);
        self.out.selection_changed = true;
    }

    /// A click with the other button: a row that is not selected becomes the only one.
    pub(super) fn ask_menu(&mut self, row: usize, at: egui::Pos2) {
        self.put_cursor(row);
        if !self.selection.contains(self.rows.key(row)) {
            self.only(row);
        }
        self.state.view.menu_at = at;
        self.state.view.menu_column = None;
        self.out.menu = Some(row);
    }

    /// Selects every row of the list as shown.
    pub(super) fn all(&mut self) {
        self.rows.select(0..self.rows.len(), self.selection);
        self.out.selection_changed = true;
    }

    /// Selects nothing.
    pub(super) fn none(&mut self) {
        self.selection.clear();
        self.out.selection_changed = true;
    }

    fn only(&mut self, row: usize) {
        let mark = self.mark(row);
        self.state.view.anchor = Some(mark);
        if !self.selection.is_only(mark.key) {
            self.selection.clear();
            self.selection.insert(mark.key);
            self.out.selection_changed = true;
        }
    }
}
