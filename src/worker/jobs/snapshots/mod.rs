//! Snapshots: taking them, keeping as many as wanted, and comparing two.

mod compare;
mod put_back;
mod told;
mod words;

pub(in crate::worker) use compare::{Sent, by, compare, found, our_lines};
pub(in crate::worker) use put_back::put_back;

use super::super::cards::store_card;
use super::super::open::{LOCALE, Open, ending};
use super::super::protocol::{ErrorCard, SnapshotsList, Tone, Trouble};
use crate::access::{AFTER_PART, AFTER_READING, ASKED, Retention, SnapshotHead};
use crate::store::{ProfileStore, StoreError, Taking};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Key of how long snapshots are kept.
const RETENTION: &str = "snapshotRetention";
/// Key of the newest snapshot that somebody saw in the window, as the window's visit goes on.
const SEEN: &str = "snapshotSeen";
/// Key of the newest one that was seen when the visit that is under way, or was last, began.
const VISIT: &str = "snapshotLastVisit";

fn retention(store: &ProfileStore) -> Retention {
    // A setting that cannot be read any more is as good as none.
    let kept = store.ledger.value(RETENTION).unwrap_or_default();
    kept.unwrap_or_default()
}

/// Takes one at the end of a reading of the account. What could not be read is named in it.
pub(in crate::worker) async fn after_reading(open: &Open, gaps: &[(&'static str, ErrorCard)]) {
    // What is no part of a snapshot leaves no gap in it.
    let part = ["Team", "Roles", "Folders", "Sites"];
    let gaps = gaps
        .iter()
        .filter(|(label, _)| part.contains(label))
        .map(|(label, e)| format!("{label}: {}", e.sentence));
    by_itself(open, AFTER_READING, gaps.collect()).await;
}

/// Takes one at the end of a reading of sites, or of a site's members.
pub(in crate::worker) async fn after_part(open: &Open) {
    by_itself(open, AFTER_PART, Vec::new()).await;
}

async fn by_itself(open: &Open, why: &'static str, gaps: Vec<String>) {
    match take(open, why, gaps).await {
        Ok(head) => {
            tracing::debug!(id = head.id, complete = head.is_complete(), "snapshot");
            show(open, None, None).await;
        }
        Err(error) => {
            tracing::error!(%error, "no snapshot could be taken");
            let text = ErrorCard {
                sentence: format!("No snapshot was taken. {}", error.sentence),
                ..error
            };
            open.tell(Tone::Error, text).await;
        }
    }
}

/// Takes one because somebody asked, and shows the list.
pub(in crate::worker) async fn take_now(open: Arc<Open>) {
    let taken = match &open.busy {
        Some(busy) => Err(
            ErrorCard::new(busy.clone(), "Take the snapshot in the other window").of(Trouble::Busy),
        ),
        None => take(&open, ASKED, Vec::new()).await.map(|head| head.id),
    };
    show(&open, Some(taken), None).await;
}

/// Takes one, and lets go of those that need not be kept any longer.
pub(in crate::worker) async fn take(
    open: &Open,
    why: &'static str,
    gaps: Vec<String>,
) -> Result<SnapshotHead, ErrorCard> {
    let (id, at) = ((open.shared.ids)(), open.shared.now());
    let seen = open.shared.by_itself && !open.aside;
    let of_site_alone = open.is_app();
    let done = open.files.run(move |store| {
        let head = store.take_snapshot(Taking {
            id,
            at,
            why,
            locale: LOCALE,
            gaps,
            of_site_alone,
        })?;
        if seen {
            store.ledger.set_value(SEEN, &head.id)?;
        }
        let keep = retention(store);
        let held = held(store)?;
        store.snapshots.prune(keep, &held, at)?;
        Ok::<_, StoreError>(head)
    });
    done.await.map_err(ending)?.map_err(|e| store_card(&e))
}

/// Notes that the window is open again: what it showed last is what the last visit saw.
pub(in crate::worker) async fn begin_visit(open: &Open) {
    if open.busy.is_some() || open.shared.read_only {
        return;
    }
    let noted = open.files.run(|store| {
        if let Some(seen) = store.ledger.value::<String>(SEEN)? {
            store.ledger.set_value(VISIT, &seen)?;
        }
        if let Some(newest) = store.snapshots.list()?.first() {
            store.ledger.set_value(SEEN, &newest.id)?;
        }
        Ok::<_, StoreError>(())
    });
    if let Ok(Err(error)) = noted.await {
        tracing::error!(%error, "the visit could not be noted");
    }
}

/// The snapshot that the last visit saw: while the window is open the one it began with, else the
/// newest that it showed.
fn last_visit(store: &ProfileStore, in_window: bool) -> Option<String> {
    let key = if in_window { VISIT } else { SEEN };
    store.ledger.value(key).unwrap_or_default()
}

/// Those that visits began and ended with: they stay, so that it can be told what changed since.
fn held(store: &ProfileStore) -> Result<BTreeSet<String>, StoreError> {
    let mut held = store.ledger.snapshots_of_reviews()?;
    let of = |key| store.ledger.value::<String>(key).unwrap_or_default();
    held.extend([SEEN, VISIT].into_iter().filter_map(of));
    Ok(held)
}

/// Keeps for how long snapshots stay, and shows the list.
pub(in crate::worker) async fn keep(open: Arc<Open>, wanted: Retention) {
    let now = open.shared.now();
    let kept = open.files.run(move |store| {
        store.ledger.set_value(RETENTION, &wanted)?;
        let held = held(store)?;
        store.snapshots.prune(wanted, &held, now)
    });
    let kept = kept.await.map_err(ending);
    after(&open, kept.map(|done| done.map(|_| true))).await;
}

/// Keeps a snapshot whatever that says, or no longer, and shows the list.
pub(in crate::worker) async fn keep_one(open: Arc<Open>, id: String, kept: bool) {
    let done = open.files.run(move |store| store.snapshots.keep(&id, kept));
    after(&open, done.await.map_err(ending)).await;
}

/// Deletes a snapshot, and shows the list.
pub(in crate::worker) async fn delete(open: Arc<Open>, id: String) {
    let done = open.files.run(move |store| store.snapshots.delete(&id));
    after(&open, done.await.map_err(ending)).await;
}

/// Tells what went wrong, and shows the list.
async fn after(open: &Open, done: Result<Result<bool, StoreError>, ErrorCard>) {
    let trouble = match done {
        Ok(Ok(true)) => None,
        Ok(Ok(false)) => {
            let why = "This snapshot is not kept any more";
            Some(ErrorCard::new(why, "The list shows those that are"))
        }
        Ok(Err(error)) => Some(store_card(&error)),
        Err(error) => Some(error),
    };
    if let Some(error) = trouble.clone() {
        open.tell(Tone::Error, error).await;
    }
    show(open, None, trouble).await;
}

/// Shows the list.
pub(in crate::worker) async fn list(open: Arc<Open>) {
    show(&open, None, None).await;
}

async fn show(open: &Open, taken: Option<Result<String, ErrorCard>>, trouble: Option<ErrorCard>) {
    let in_window = open.shared.by_itself;
    let read = open.files.run(move |store| SnapshotsList {
        all: store.snapshots.list().map_err(|e| store_card(&e)),
        retention: retention(store),
        bytes: store.snapshots.bytes().unwrap_or_default(),
        last_visit: last_visit(store, in_window),
        taken,
        trouble,
    });
    let Ok(list) = read.await else { return };
    if open.shows() {
        compare::forget_gone(open, &list);
        open.shared.board.snapshots(Some(Arc::new(list)));
    }
}
