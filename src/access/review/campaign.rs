//! A campaign: what is reviewed, by whom, on which snapshot.

use super::{ItemKind, Scope};
use crate::access::Figures;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the items were drawn from: the whole population, and what the scope took of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Drawn {
    /// How much the snapshot holds.
    pub figures: Figures,
    /// Everything of each kind that could have been reviewed.
    pub all: BTreeMap<ItemKind, u64>,
    /// What was taken of it.
    pub taken: BTreeMap<ItemKind, u64>,
    /// What the scope could not decide about, since it is not known long enough, and left out.
    pub untold: u64,
}

/// A review, apart from its items and from what was decided. It never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Campaign {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What is reviewed.
    pub scope: Scope,
    /// The snapshot it stands on.
    pub snapshot: String,
    /// When that was taken.
    pub snapshot_at: Timestamp,
    /// What was missing in it, one sentence each.
    pub gaps: Vec<String>,
    /// Who reviews.
    pub reviewer: String,
    /// When it was made.
    pub made: Timestamp,
    /// When it shall be finished.
    pub due: Option<Timestamp>,
    /// After how many days it is due again.
    pub repeat_days: Option<u32>,
    /// The campaign that it repeats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<String>,
    /// What its items were drawn from.
    pub drawn: Drawn,
}

impl Campaign {
    /// When the next one of a row that repeats is due: so many days after this one was made.
    pub fn next_due(&self) -> Option<Timestamp> {
        after_days(self.made, self.repeat_days?)
    }

    /// Whether the snapshot held everything that belongs in it.
    pub fn is_complete(&self) -> bool {
        self.gaps.is_empty()
    }
}

/// So many days later; nothing beyond the end of time.
pub(super) fn after_days(at: Timestamp, days: u32) -> Option<Timestamp> {
    at.checked_add(SignedDuration::from_hours(24 * i64::from(days)))
        .ok()
}
