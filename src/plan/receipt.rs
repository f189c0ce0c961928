//! The receipt of a run.

use super::{LineResult, Outcome, Plan};
use crate::access::SiteId;
use crate::journal::{Head, RunId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What went over the wire for a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Traffic {
    /// Reads before the first write.
    pub check_reads: u32,
    /// Writes sent.
    pub writes: u32,
    /// Reads after the writes.
    pub back_reads: u32,
}

/// One line of a receipt: the plan's line and what it came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReceiptLine {
    /// Number in the plan, counted from 1.
    pub number: u32,
    /// The person.
    pub name: String,
    /// The person's address.
    pub email: String,
    /// The person's id in the plan. Receipts of older versions have none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who: String,
    /// The site, for what concerns one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<SiteId>,
    /// What was done or tried.
    pub action: String,
    /// Roles before.
    pub before: Vec<String>,
    /// Roles afterwards, as planned.
    pub after: Vec<String>,
    /// Why it was in the plan.
    #[serde(default)]
    pub reason: String,
    /// Whether no public call can tell afterwards: the answer alone counts.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unread: bool,
    /// Whether it can be taken back.
    pub take_back: String,
    /// The result.
    #[serde(flatten)]
    pub result: LineResult,
}

/// Proof of a run: line by line outcome, and where the journal stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    /// Version of this format: 2.
    pub format: u32,
    /// The run.
    pub run: RunId,
    /// Hash of the plan as it was confirmed.
    pub plan_hash: String,
    /// The plan's title.
    pub title: String,
    /// Name of the account.
    pub account_name: String,
    /// Id of the account.
    pub account: String,
    /// When it began.
    pub started: Timestamp,
    /// When it ended.
    pub ended: Timestamp,
    /// How it ended: `done`, `stopped`, `stale`, `held`, `cancelled` or `interrupted`.
    pub how: String,
    /// What went over the wire.
    pub traffic: Traffic,
    /// Line by line.
    pub lines: Vec<ReceiptLine>,
    /// Who was left alone, and why.
    pub skipped: Vec<super::Skip>,
    /// Where the journal stood when the run was over.
    pub journal: Head,
}

impl Receipt {
    /// The format this version writes.
    pub const FORMAT: u32 = 2;

    /// Joins the lines of a plan with their results.
    pub fn lines_of(plan: &Plan, results: &[LineResult]) -> Vec<ReceiptLine> {
        let text = |grants: &[super::Grant]| grants.iter().map(ToString::to_string).collect();
        plan.lines
            .iter()
            .zip(results)
            .enumerate()
            .map(|(i, (line, result))| ReceiptLine {
                number: i as u32 + 1,
                name: line.who.name.clone(),
                email: line.who.email.clone(),
                who: line.who.id.clone(),
                site: line.action.site().cloned(),
                action: line.action.label().to_owned(),
                before: text(&line.before),
                after: text(&line.after),
                reason: line.reason.clone(),
                unread: !line.action.can_be_read(),
                take_back: line.undo.label().to_owned(),
                result: result.clone(),
            })
            .collect()
    }

    /// Number of lines with this outcome.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.lines
            .iter()
            .filter(|l| l.result.outcome == outcome)
            .count()
    }

    /// Whether [`Self::sentence`] counts how many lines came to what, and tells nothing else.
    pub fn tells_counts(&self) -> bool {
        !matches!(self.how.as_str(), "stale" | "held")
            && Outcome::ALL.into_iter().any(|o| self.count(o) > 0)
    }

    /// One sentence that tells how it went.
    pub fn sentence(&self) -> String {
        match self.how.as_str() {
            "stale" => "Stopped before the first write: the account had changed".to_owned(),
            "held" => "Stopped before the first write: a brake holds the plan".to_owned(),
            _ => sentence(|o| self.count(o)),
        }
    }
}

fn sentence(count: impl Fn(Outcome) -> usize) -> String {
    let parts: Vec<String> = Outcome::ALL
        .into_iter()
        .rev()
        .filter_map(|o| match count(o) {
            0 => None,
            n => Some(format!("{n} {}", o.label().to_lowercase())),
        })
        .collect();
    if parts.is_empty() {
        "Nothing to do".to_owned()
    } else {
        parts.join(", ")
    }
}

/// One sentence that tells how far a run is.
pub fn sentence_of(results: &[LineResult]) -> String {
    sentence(|o| results.iter().filter(|r| r.outcome == o).count())
}
