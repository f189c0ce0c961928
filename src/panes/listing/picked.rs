//! Which rows are selected.

use super::Listed;
use crate::kit::table::Selection;
use crate::model::grouped;
use crate::worker::protocol::TableView;

/// The selected rows, computed when the selection or the table changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picked {
    /// Rows of the table, ascending.
    pub rows: Vec<u32>,
    /// Those that the filter hides.
    pub hidden: usize,
}

impl Picked {
    /// Looks at every selected row once.
    pub(in crate::panes) fn new<T: Listed>(selection: &Selection, view: &TableView<T>) -> Self {
        if selection.is_empty() {
            return Self::default();
        }
        let rows = view.table.numbers().rows(selection.iter());
        let all = view.table.rows().len();
        if view.view.rows.len() == all {
            return Self { rows, hidden: 0 };
        }
        let mut shown = vec![false; all];
        for row in &view.view.rows {
            if let Some(slot) = shown.get_mut(*row as usize) {
                *slot = true;
            }
        }
        let seen = |r: &&u32| shown.get(**r as usize).copied().unwrap_or_default();
        Self {
            hidden: rows.len() - rows.iter().filter(seen).count(),
            rows,
        }
    }

    /// The rows themselves.
    pub(in crate::panes) fn of<'a, T: Listed>(
        &'a self,
        table: &'a T,
    ) -> impl Iterator<Item = &'a T::Row> + Clone {
        let rows = table.rows();
        self.rows.iter().filter_map(|r| rows.get(*r as usize))
    }

    /// How many are selected.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// `3 selected, 1 not shown`; `nobody` for an empty selection.
    pub(in crate::panes) fn words(&self, nobody: &str) -> String {
        match (self.len(), self.hidden) {
            (0, _) => nobody.to_owned(),
            (n, 0) => format!("{} selected", grouped(n)),
            (1, 1) => "1 selected, not shown".to_owned(),
            (n, h) => format!("{} selected, {} not shown", grouped(n), grouped(h)),
        }
    }
}
