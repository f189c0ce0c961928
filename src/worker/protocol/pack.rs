//! Evidence packs: one that was written, and one that is looked at.

use super::{ErrorCard, ReviewTable, Stage};
use super::{ReviewCard, ReviewRun, freeze_review};
use crate::evidence::{Opened, Pack};
use std::path::PathBuf;
use std::sync::Arc;

/// What came of writing a pack.
#[derive(Debug, Clone, PartialEq)]
pub struct Packed {
    /// The review.
    pub review: String,
    /// Where it was to go.
    pub path: PathBuf,
    /// Its digest, and what is missing in it, one sentence each; or why it was not written.
    pub end: Result<(String, Vec<String>), ErrorCard>,
}

/// A pack that is looked at. It needs no profile, no key and no network.
#[derive(Debug, Clone)]
pub struct PackView {
    /// The file.
    pub path: PathBuf,
    /// What was found; nothing while it is being read.
    pub found: Option<Result<Arc<Opened>, ErrorCard>>,
}

/// The entries of a pack as a table, with what was decided about each.
pub fn freeze_pack(pack: &Pack) -> ReviewTable {
    let standing = pack.standing();
    let carried = pack.carried.as_ref();
    let receipt = carried.and_then(|c| c.receipt.as_ref());
    let stage = match (carried, standing.closed, pack.entries.is_empty()) {
        (Some(_), ..) => Stage::Applied,
        (None, true, _) => Stage::Closed,
        (None, false, true) => Stage::New,
        (None, false, false) => Stage::Open,
    };
    let card = ReviewCard {
        counts: standing.counts(pack.items.len()),
        stage,
        last: pack.entries.last().map(|e| e.at),
        plan: standing.plan.clone(),
        run: receipt.map(|r| ReviewRun {
            id: r.run.clone(),
            started: r.started,
            ended: Some(r.ended),
        }),
        proved: pack.after.as_ref().map(|a| a.at),
        next_due: None,
        campaign: Arc::new(pack.campaign.clone()),
    };
    let after = pack.after.as_ref().map(|a| a.found.clone());
    let after = after.unwrap_or_default();
    let said = (card, standing);
    freeze_review(
        said,
        &pack.items,
        &after,
        &pack.directory(),
        pack.campaign.made,
    )
}
