//! Filtering and sorting the team, off the window's thread. The newest request wins.

use super::super::files::blocking;
use super::super::open::Open;
use super::super::protocol::TeamView;
use crate::index::{Found, Order};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Answers requests until the profile is closed.
pub(in crate::worker) async fn run(open: Arc<Open>) {
    let mut requests = open.request.subscribe();
    let mut tables = open.table.subscribe();
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
                let view = table
                    .index
                    .view(&request.filter, order, found.as_ref(), &stale);
                view.ok().map(|view| TeamView {
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
            () = open.closed.cancelled() => return,
        };
        let Some(view) = done else {
            // The next round counts up, which cancels the work that is under way.
            continue;
        };
        previous = view.as_ref().map(|v| v.view.found.clone());
        if !open.closed.is_cancelled() {
            open.shared.board.view(view.map(Arc::new));
        }
        tokio::select! {
            _ = requests.changed() => {}
            _ = tables.changed() => {}
            () = open.closed.cancelled() => return,
        }
    }
}
