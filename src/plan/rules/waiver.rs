//! Findings that an owner lets stand, with who said so, why, and until when.

use super::{Finding, FindingId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One word about one finding. They are only added: the last about a finding counts, and one that
/// has ended takes those before it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Waiver {
    /// The finding.
    #[serde(flatten)]
    pub finding: FindingId,
    /// Whom it was about by name when it was waived, for the list of waivers.
    pub who: String,
    /// Who said so.
    pub by: String,
    /// Why.
    pub why: String,
    /// When that was said.
    pub at: Timestamp,
    /// When it ends; `None`: it stands until it is taken back.
    pub until: Option<Timestamp>,
}

impl Waiver {
    /// Whether it counts at a moment.
    pub fn counts(&self, now: Timestamp) -> bool {
        self.until.is_none_or(|until| now < until)
    }

    /// Whether it takes an earlier one back: it ended as it began.
    pub fn takes_back(&self) -> bool {
        self.until.is_some_and(|until| until <= self.at)
    }
}

/// Findings with the waiver that lets each stand. Of the words about a finding the last one counts:
/// they come in the order in which they were said, whatever the clock was set to.
pub fn waive(
    findings: Vec<Finding>,
    waivers: &[Waiver],
    now: Timestamp,
) -> Vec<(Finding, Option<Waiver>)> {
    let last: BTreeMap<&FindingId, &Waiver> = waivers.iter().map(|w| (&w.finding, w)).collect();
    findings
        .into_iter()
        .map(|finding| {
            let waiver = last.get(&finding.id()).filter(|w| w.counts(now));
            let waiver = waiver.map(|w| (*w).clone());
            (finding, waiver)
        })
        .collect()
}
