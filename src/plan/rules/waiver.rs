//! Findings that an owner lets stand, with who said so, why, and until when.

use super::{Finding, Rule};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One finding that is let stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Waiver {
    /// The rule.
    pub rule: Rule,
    /// What it is about, as [`Finding::key`] has it.
    pub key: String,
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

    /// Whether it is about this finding.
    pub fn is_of(&self, finding: &Finding) -> bool {
        self.rule == finding.rule && self.key == finding.key
    }
}

/// Findings with the waiver that lets each stand; the newest waiver counts.
pub fn waive(
    findings: Vec<Finding>,
    waivers: &[Waiver],
    now: Timestamp,
) -> Vec<(Finding, Option<Waiver>)> {
    findings
        .into_iter()
        .map(|finding| {
            let of_it = waivers.iter().filter(|w| w.is_of(&finding));
            let newest = of_it.max_by_key(|w| w.at).filter(|w| w.counts(now));
            let newest = newest.cloned();
            (finding, newest)
        })
        .collect()
}
