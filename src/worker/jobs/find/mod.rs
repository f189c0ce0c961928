//! Looking for something in everything that is kept, off the window's thread. The newest text wins;
//! nothing is asked of Wix.

mod members;
mod tables;

use super::super::files::blocking;
use super::super::open::Open;
use super::super::protocol::{FoundAll, FoundGroup, FoundKind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Shortest text for which the members of all sites are looked through: one letter finds nearly all
/// of them.
const LONG_ENOUGH: usize = 2;

/// Answers what is typed until the profile is closed.
pub(in crate::worker) async fn run(open: Arc<Open>) {
    let mut typed = open.find.subscribe();
    let newest = Arc::new(AtomicU64::new(0));
    let mut others = members::Others::default();
    let locations = tables::Locations::default();
    loop {
        let number = newest.fetch_add(1, Ordering::Relaxed) + 1;
        let text = typed.borrow_and_update().clone();
        let stale = {
            let newest = Arc::clone(&newest);
            move || newest.load(Ordering::Relaxed) != number
        };
        tokio::select! {
            () = answer(&open, &text, stale, &locations, &mut others) => {
                tokio::select! {
                    changed = typed.changed() => if changed.is_err() { return },
                    () = open.closed.cancelled() => return,
                }
            }
            // The next round counts up, which ends the work that is under way.
            changed = typed.changed() => if changed.is_err() { return },
            () = open.closed.cancelled() => return,
        }
    }
}

/// Puts the answer on the board: first what tables hold, then with the members of other sites.
async fn answer(
    open: &Arc<Open>,
    text: &str,
    stale: impl Fn() -> bool + Clone + Send + 'static,
    locations: &tables::Locations,
    others: &mut members::Others,
) {
    if text.trim().is_empty() {
        return open.shared.board.found(None);
    }
    let tables = tables::Tables::of(open, locations);
    let (wanted, cancel) = (text.to_owned(), stale.clone());
    let found = blocking(move || tables.find(&wanted, &cancel)).await;
    let Ok(Some(groups)) = found else { return };
    let looked = text.trim().chars().count() >= LONG_ENOUGH;
    let mut all = FoundAll {
        text: text.to_owned(),
        groups,
        going_on: looked && others.is_due(open),
        left: 0,
    };
    put(open, &all);
    if !looked {
        return;
    }
    let Some((more, left)) = others.find(open, text, stale).await else {
        return;
    };
    all.going_on = false;
    all.left = left;
    all.groups = joined(all.groups, more);
    put(open, &all);
}

/// Members of the site that is looked at come before those of others.
fn joined(mut groups: Vec<FoundGroup>, more: FoundGroup) -> Vec<FoundGroup> {
    if more.total == 0 {
        return groups;
    }
    if let Some(known) = groups.iter_mut().find(|g| g.kind == FoundKind::Member) {
        known.total += more.total;
        known.rows.extend(more.rows);
        known.rows.truncate(tables::MOST);
    } else {
        groups.push(more);
        groups.sort_by_key(|g| g.kind);
    }
    groups
}

fn put(open: &Open, all: &FoundAll) {
    if !open.closed.is_cancelled() {
        open.shared.board.found(Some(Arc::new(all.clone())));
    }
}
