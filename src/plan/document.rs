//! The plan as a document.

use super::{Fingerprint, Line, ObjectKey, Skip};
use crate::access::AccountId;
use crate::journal::{Hash, RunId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How many people hold the whole account, before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoOwners {
    /// Owner and co-owners now.
    pub before: usize,
    /// Owner and co-owners afterwards.
    pub after: usize,
}

/// A plan: exactly what will be sent, and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// Version of this format: 1.
    pub format: u32,
    /// Id of this plan.
    pub id: String,
    /// The run whose remaining lines it carries on with, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continues: Option<RunId>,
    /// What it does, in one line.
    pub title: String,
    /// The account it is for.
    pub account: AccountId,
    /// When it was made.
    pub made_at: Timestamp,
    /// When the data it rests on was read.
    pub read_at: Option<Timestamp>,
    /// Whether that data was complete.
    pub complete: bool,
    /// People in the team when it was made.
    pub team_size: usize,
    /// Owner and co-owners, before and after.
    pub co_owners: CoOwners,
    /// What will be sent, line by line.
    pub lines: Vec<Line>,
    /// Who is left alone, and why.
    pub skipped: Vec<Skip>,
    /// State of every object when the plan was made.
    pub fingerprints: BTreeMap<ObjectKey, Fingerprint>,
}

/// Figures of a plan, shown before anything is confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// People it touches.
    pub people: usize,
    /// Writes that will leave.
    pub writes: usize,
    /// Reads at least: checking before and reading back after.
    pub reads: usize,
    /// Seconds at the given pace, for all of them.
    pub seconds: u64,
    /// Mails that Wix will send because of it.
    pub mails: usize,
    /// People who have no access afterwards.
    pub lose_all: usize,
}

impl Plan {
    /// The format this version writes.
    pub const FORMAT: u32 = 1;

    /// Hash of everything in it: what is confirmed is what is executed.
    ///
    /// # Errors
    /// A [`serde_json::Error`] if it cannot be written as JSON.
    pub fn hash(&self) -> Result<String, serde_json::Error> {
        Ok(Hash::of(&serde_json::to_vec(self)?).to_string())
    }

    /// Lines that go out with one call. Each kind of write so far takes a call of its own.
    pub fn calls(&self) -> impl Iterator<Item = Vec<u32>> + '_ {
        (0..self.lines.len() as u32).map(|line| vec![line])
    }

    /// Calls that reading `lines` people takes: one search each, or the whole list where that is
    /// less. `pages` is the number of pages the list had when it was last read.
    pub fn reads(&self, pages: usize) -> usize {
        self.fingerprints.len().min(pages.max(1))
    }

    /// The figures, at `per_minute` calls (`None`: as fast as it goes).
    pub fn summary(&self, per_minute: Option<u32>, pages: usize) -> Summary {
        let writes = self.calls().count();
        let reads = 2 * self.reads(pages);
        let calls = (writes + reads) as u64;
        let seconds = per_minute.map_or(0, |n| (calls * 60).div_ceil(u64::from(n.max(1))));
        Summary {
            people: self.fingerprints.len(),
            writes,
            reads,
            seconds,
            // Neither a role change nor a removal makes Wix write to the person (contract U3, U4
            // name no mail; help pages say that a change of role is not told).
            mails: 0,
            lose_all: self.lines.iter().filter(|l| l.ends_access()).count(),
        }
    }

    /// Lines about people who have no access afterwards.
    pub fn endings(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|l| l.ends_access())
    }
}
