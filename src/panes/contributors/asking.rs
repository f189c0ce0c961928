//! What the pane wants to see, and when the worker has to be told.

use super::saved::{Saved, Shape};
use super::{persons, rows};
use crate::index::Filter;
use crate::model::Model;
use crate::worker::protocol::{AccessTable, ViewRequest};
use std::sync::Arc;

/// The filter, and the last request that was sent.
#[derive(Debug, Default)]
pub(super) struct Asking {
    /// Text and chosen values.
    pub(super) filter: Filter,
    sent: Option<ViewRequest>,
    table: Option<Arc<AccessTable>>,
}

impl Asking {
    /// The request for this filter in the order of what is shown.
    fn request(&self, saved: &Saved) -> ViewRequest {
        let (state, ids): (_, &[&str]) = match saved.shape {
            Shape::Rows => (&saved.table, &rows::IDS),
            Shape::Persons => (&saved.persons, &persons::SORTED),
            Shape::Grid => (&saved.grid, &[]),
        };
        let order = state.sort.as_ref().and_then(|sort| {
            let column = ids.iter().position(|id| *id == sort.column)?;
            Some((column, !sort.ascending))
        });
        ViewRequest {
            filter: self.filter.clone(),
            order,
        }
    }

    /// The request to send now; `None` while the worker already has it.
    pub(super) fn due(&mut self, model: &Model, saved: &Saved) -> Option<ViewRequest> {
        let table = model.access.as_ref()?;
        let wanted = self.request(saved);
        let same = self.table.as_ref().is_some_and(|t| Arc::ptr_eq(t, table));
        if same && self.sent.as_ref() == Some(&wanted) {
            return None;
        }
        self.table = Some(Arc::clone(table));
        self.sent = Some(wanted.clone());
        let answered = model
            .access_view
            .as_ref()
            .is_some_and(|v| Arc::ptr_eq(&v.table, table) && v.request == wanted);
        (!answered).then_some(wanted)
    }
}
