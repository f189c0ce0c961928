//! Numbers that rows keep while the table around them is replaced.
//!
//! A new reading freezes a new table in which the same invite may stand in another row. Selection
//! and keyboard remember numbers; so numbers belong to ids, and stay with them.

use crate::worker::protocol::{InviteKey, InviteRow, InvitesTable};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Numbers of the rows of one table after the other.
#[derive(Debug, Default)]
pub(super) struct Keys {
    known: BTreeMap<String, u32>,
    by_row: Vec<u32>,
    rows: Vec<Option<u32>>,
    table: Option<Arc<InvitesTable>>,
}

impl Keys {
    /// Takes over the rows of `table`; true when it is another table than before.
    pub(super) fn follow(&mut self, table: &Arc<InvitesTable>) -> bool {
        if self.table.as_ref().is_some_and(|t| Arc::ptr_eq(t, table)) {
            return false;
        }
        self.rows.fill(None);
        self.by_row.clear();
        for (number, row) in table.rows.iter().enumerate() {
            let key = self.key_for(row, number as u32);
            self.by_row.push(key);
        }
        self.table = Some(Arc::clone(table));
        true
    }

    fn key_for(&mut self, row: &InviteRow, number: u32) -> u32 {
        let mut name = match &row.key {
            InviteKey::Account(id) => format!("a:{id}"),
            InviteKey::Site(site, id) => format!("s:{site}:{id}"),
        };
        loop {
            let next = self.rows.len() as u32;
            let key = *self.known.entry(name.clone()).or_insert(next);
            if key == next {
                self.rows.push(None);
            }
            if let Some(slot) = self.rows.get_mut(key as usize).filter(|s| s.is_none()) {
                *slot = Some(number);
                return key;
            }
            // Two rows with one id: the second gets a number of its own.
            name.push('+');
        }
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
    pub(super) fn entry(&self, key: u32) -> Option<&InviteRow> {
        let row = self.row(key)? as usize;
        self.table.as_ref()?.rows.get(row)
    }
}
