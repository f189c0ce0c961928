//! What the pane wants to see, and when the worker has to be told.

use super::list::COLUMNS;
use crate::index::Filter;
use crate::kit::table::TableState;
use crate::model::Model;
use crate::worker::protocol::{InvitesTable, ViewRequest};
use std::sync::Arc;

/// The filter, and the last request that was sent.
#[derive(Debug, Default)]
pub(super) struct Asking {
    /// Text and chosen values.
    pub(super) filter: Filter,
    sent: Option<ViewRequest>,
    table: Option<Arc<InvitesTable>>,
}

impl Asking {
    /// The request for this filter in the order of `state`.
    fn request(&self, state: &TableState) -> ViewRequest {
        let order = state.sort.as_ref().and_then(|sort| {
            let column = COLUMNS.iter().position(|c| *c == sort.column)?;
            Some((column, !sort.ascending))
        });
        ViewRequest {
            filter: self.filter.clone(),
            order,
        }
    }

    /// The request to send now; `None` while the worker already has it.
    pub(super) fn due(&mut self, model: &Model, state: &TableState) -> Option<ViewRequest> {
        let table = model.invites.as_ref()?;
        let wanted = self.request(state);
        let same = self.table.as_ref().is_some_and(|t| Arc::ptr_eq(t, table));
        if same && self.sent.as_ref() == Some(&wanted) {
            return None;
        }
        self.table = Some(Arc::clone(table));
        self.sent = Some(wanted.clone());
        let answered = model
            .invites_view
            .as_ref()
            .is_some_and(|v| Arc::ptr_eq(&v.table, table) && v.request == wanted);
        (!answered).then_some(wanted)
    }

    /// Forgets everything: another account is open.
    pub(super) fn reset(&mut self) {
        *self = Self::default();
    }
}
