//! Filtering and sorting tables, off the window's thread. The newest request wins.

use super::super::files::blocking;
use super::super::protocol::{Frozen, TableView, ViewRequest};
use crate::index::{Found, Order};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

/// A frozen table, and what its pane wants to see of it.
pub(in crate::worker) struct Shelf<T> {
    /// The table, once there is one.
    pub(in crate::worker) table: watch::Sender<Option<Arc<T>>>,
    /// The newest request.
    pub(in crate::worker) request: watch::Sender<ViewRequest>,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self {
            table: watch::channel(None).0,
            request: watch::channel(ViewRequest::default()).0,
        }
    }
}

/// Answers the requests of one shelf until the profile is closed.
pub(in crate::worker) async fn run<T: Frozen>(
    mut tables: watch::Receiver<Option<Arc<T>>>,
    mut requests: watch::Receiver<ViewRequest>,
    closed: CancellationToken,
    show: impl Fn(Option<Arc<TableView<T>>>),
) {
    let newest = Arc::new(AtomicU64::new(0));
    let mut previous: Option<Found> = None;
    loop {
        let number = newest.fetch_add(1, Ordering::Relaxed) + 1;
        let request = requests.borrow_and_update().clone();
        let table = tables.borrow_and_update().clone();
        let (mark, found) = (Arc::clone(&newest), previous.take());
        let answer = async {
            let table = table?;
            blocking(move || {
                let order = request
                    .order
                    .map(|(column, descending)| Order { column, descending });
                let stale = || mark.load(Ordering::Relaxed) != number;
                let index = table.index();
                let view = index.view(&request.filter, order, found.as_ref(), &stale);
                view.ok().map(|view| TableView {
                    table,
                    request,
                    view,
                })
            })
            .await
            .ok()
            .flatten()
        };
        tokio::pin!(answer);
        let done = tokio::select! {
            view = &mut answer => Some(view),
            _ = requests.changed() => None,
            () = closed.cancelled() => return,
        };
        let Some(view) = done else {
            // The next round counts up, which cancels the work that is under way.
            continue;
        };
        previous = view.as_ref().map(|v| v.view.found.clone());
        if !closed.is_cancelled() {
            show(view.map(Arc::new));
        }
        tokio::select! {
            _ = requests.changed() => {}
            _ = tables.changed() => {}
            () = closed.cancelled() => return,
        }
    }
}
