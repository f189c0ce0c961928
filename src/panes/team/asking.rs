//! What the pane wants to see, and when the worker has to be told.

use crate::index::Filter;
use crate::kit::table::TableState;
use crate::model::Model;
use crate::worker::protocol::{Column, TeamTable, ViewRequest};
use std::sync::Arc;
use strum::IntoEnumIterator as _;

/// The filter, and the last request that was sent.
#[derive(Debug, Default)]
pub(super) struct Asking {
    /// Text and chosen values.
    pub(super) filter: Filter,
    sent: Option<ViewRequest>,
    table: Option<Arc<TeamTable>>,
}

impl Asking {
    /// The request for this filter in the order of `state`.
    fn request(&self, state: &TableState) -> ViewRequest {
        let order = state.sort.as_ref().and_then(|sort| {
            let column = Column::iter().position(|c| c.id() == sort.column)?;
            Some((column, !sort.ascending))
        });
        ViewRequest {
            filter: self.filter.clone(),
            order,
        }
    }

    /// The request to send now; `None` while the worker already has it.
    pub(super) fn due(&mut self, model: &Model, state: &TableState) -> Option<ViewRequest> {
        let team = model.team.as_ref()?;
        let wanted = self.request(state);
        let same = self.table.as_ref().is_some_and(|t| Arc::ptr_eq(t, team));
        if same && self.sent.as_ref() == Some(&wanted) {
            return None;
        }
        self.table = Some(Arc::clone(team));
        self.sent = Some(wanted.clone());
        let answered = model
            .view
            .as_ref()
            .is_some_and(|v| Arc::ptr_eq(&v.table, team) && v.request == wanted);
        (!answered).then_some(wanted)
    }

    /// Forgets everything: another account is open.
    pub(super) fn reset(&mut self) {
        *self = Self::default();
    }
}
