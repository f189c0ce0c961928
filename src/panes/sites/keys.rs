//! Numbers that sites keep while the table around them is replaced, and what is selected.

use crate::access::SiteId;
use crate::kit::table::Selection;
use crate::model::grouped;
use crate::worker::protocol::{SiteRow, SitesTable, SitesView};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Numbers of the rows of one table after the other.
#[derive(Debug, Default)]
pub(super) struct Keys {
    known: BTreeMap<SiteId, u32>,
    by_row: Vec<u32>,
    rows: Vec<Option<u32>>,
    table: Option<Arc<SitesTable>>,
    /// Sites that somebody contributes to.
    pub(super) with: usize,
}

impl Keys {
    /// Takes over the rows of `table`; true when it is another table than before.
    pub(super) fn follow(&mut self, table: &Arc<SitesTable>) -> bool {
        if self.table.as_ref().is_some_and(|t| Arc::ptr_eq(t, table)) {
            return false;
        }
        self.rows.fill(None);
        self.by_row.clear();
        self.with = 0;
        for (number, row) in table.rows.iter().enumerate() {
            let next = self.rows.len() as u32;
            let key = *self.known.entry(row.site.id.clone()).or_insert(next);
            if key == next {
                self.rows.push(None);
            }
            if let Some(slot) = self.rows.get_mut(key as usize) {
                *slot = Some(number as u32);
            }
            self.by_row.push(key);
            self.with += usize::from(row.contributors > 0);
        }
        self.table = Some(Arc::clone(table));
        true
    }

    /// The table that the numbers belong to.
    pub(super) fn table(&self) -> Option<&Arc<SitesTable>> {
        self.table.as_ref()
    }

    /// Number of a row of the table.
    pub(super) fn key(&self, row: u32) -> u32 {
        self.by_row.get(row as usize).copied().unwrap_or(u32::MAX)
    }

    /// Row with this number, if it is still there.
    pub(super) fn row(&self, key: u32) -> Option<u32> {
        self.rows.get(key as usize).copied().flatten()
    }

    /// The row itself.
    pub(super) fn entry(&self, key: u32) -> Option<&SiteRow> {
        let row = self.row(key)? as usize;
        self.table.as_ref()?.rows.get(row)
    }
}

/// Facts about the selection, computed when it or the table changes.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Picked {
    /// Numbers of the rows.
    pub(super) keys: Vec<u32>,
    /// The sites.
    pub(super) sites: Vec<SiteId>,
    /// Those that the filter hides.
    pub(super) hidden: usize,
}

impl Picked {
    /// Looks at every selected row once.
    pub(super) fn of(selection: &Selection, keys: &Keys, view: &SitesView) -> Self {
        let mut picked = Self::default();
        if selection.is_empty() {
            return picked;
        }
        let mut shown = vec![false; view.table.rows.len()];
        for row in &view.view.rows {
            if let Some(slot) = shown.get_mut(*row as usize) {
                *slot = true;
            }
        }
        for key in selection.iter() {
            let Some((row, entry)) = keys.row(key).zip(keys.entry(key)) else {
                continue;
            };
            picked.keys.push(key);
            picked.sites.push(entry.site.id.clone());
            let seen = shown.get(row as usize).copied().unwrap_or_default();
            picked.hidden += usize::from(!seen);
        }
        picked
    }

    /// `3 selected, 1 not shown`.
    pub(super) fn words(&self) -> String {
        match (self.keys.len(), self.hidden) {
            (0, _) => "No site selected".to_owned(),
            (n, 0) => format!("{} selected", grouped(n)),
            (1, 1) => "1 selected, not shown".to_owned(),
            (n, h) => format!("{} selected, {} not shown", grouped(n), grouped(h)),
        }
    }
}
