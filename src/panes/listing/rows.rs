//! The rows of a list, with numbers that stay while the table around them is replaced.

use super::{Listed, Parts};
use crate::kit::table::Rows;
use crate::worker::protocol::TableView;
use egui::Ui;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Numbers of the rows of one table after the other.
#[derive(Debug)]
pub(super) struct Numbers<T> {
    known: BTreeMap<String, u32>,
    by_row: Vec<u32>,
    rows: Vec<Option<u32>>,
    table: Option<Arc<T>>,
}

impl<T> Default for Numbers<T> {
    fn default() -> Self {
        Self {
            known: BTreeMap::new(),
            by_row: Vec::new(),
            rows: Vec::new(),
            table: None,
        }
    }
}

impl<T: Listed> Numbers<T> {
    /// Takes over the rows of a table.
    pub(super) fn follow(&mut self, table: &Arc<T>) {
        if self.table.as_ref().is_some_and(|t| Arc::ptr_eq(t, table)) {
            return;
        }
        self.rows.fill(None);
        self.by_row.clear();
        for row in 0..table.count() {
            let next = self.rows.len() as u32;
            let key = *self.known.entry(table.id(row).to_owned()).or_insert(next);
            if key == next {
                self.rows.push(None);
            }
            if let Some(slot) = self.rows.get_mut(key as usize) {
                *slot = Some(row as u32);
            }
            self.by_row.push(key);
        }
        self.table = Some(Arc::clone(table));
    }

    /// Number of a row of the table.
    pub(super) fn key(&self, row: u32) -> u32 {
        self.by_row.get(row as usize).copied().unwrap_or(u32::MAX)
    }

    /// Row with this number, if it is still there.
    pub(super) fn row(&self, key: u32) -> Option<u32> {
        self.rows.get(key as usize).copied().flatten()
    }

    /// Number of the row with this id, if it is there.
    pub(super) fn of(&self, id: &str) -> Option<u32> {
        let key = *self.known.get(id)?;
        self.row(key).map(|_| key)
    }
}

/// The rows as they are filtered and sorted.
pub(super) struct Shown<'a, T, P> {
    pub(super) view: &'a TableView<T>,
    pub(super) numbers: &'a Numbers<T>,
    pub(super) parts: &'a P,
}

impl<T: Listed, P: Parts<T>> Shown<'_, T, P> {
    fn row(&self, row: usize) -> Option<usize> {
        self.view.view.rows.get(row).map(|r| *r as usize)
    }
}

impl<T: Listed, P: Parts<T>> Rows for Shown<'_, T, P> {
    fn len(&self) -> usize {
        self.view.view.rows.len()
    }

    fn key(&self, row: usize) -> u32 {
        let row = self.view.view.rows.get(row);
        row.map_or(u32::MAX, |r| self.numbers.key(*r))
    }

    fn name(&self, row: usize) -> String {
        let name = self.row(row).map(|r| self.view.table.name(r));
        name.unwrap_or_default().to_owned()
    }

    fn cell(&self, ui: &mut Ui, row: usize, column: usize) {
        if let Some(row) = self.row(row) {
            self.parts.cell(ui, &self.view.table, row, column);
        }
    }

    fn cell_text(&self, row: usize, column: usize) -> String {
        let words = |r| self.parts.cell_text(&self.view.table, r, column);
        self.row(row).map(words).unwrap_or_default()
    }

    fn find(&self, key: u32) -> Option<usize> {
        let row = self.numbers.row(key)?;
        self.view.view.rows.iter().position(|r| *r == row)
    }
}
