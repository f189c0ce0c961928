//! Snapshots: what an account was at one moment, and how long that is kept.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How much a snapshot holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Figures {
    /// People in the team.
    pub people: u64,
    /// Invites to the account and to sites.
    pub invites: u64,
    /// Sites.
    pub sites: u64,
    /// Sites of which contributors are known.
    pub contributor_sites: u64,
    /// Contributors of them.
    pub contributors: u64,
    /// Sites of which members are known.
    pub member_sites: u64,
    /// Members of them.
    pub members: u64,
}

/// A snapshot without its parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SnapshotHead {
    /// Its id.
    pub id: String,
    /// When it was taken.
    pub at: Timestamp,
    /// Why, in a word of the caller.
    pub why: String,
    /// What is missing, one sentence each; none in a whole one.
    pub gaps: Vec<String>,
    /// How much it holds.
    pub figures: Figures,
}

impl SnapshotHead {
    /// Whether nothing of what belongs in it is missing.
    pub fn is_complete(&self) -> bool {
        self.gaps.is_empty()
    }
}

/// Which snapshots stay: the newest ones, and of older ones the last of each month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Retention {
    /// How many of the newest stay, at least 2.
    pub newest: u32,
    /// For how many days the last one of each month stays beyond these; 0: always.
    pub days: u32,
}

impl Default for Retention {
    fn default() -> Self {
        Self {
            newest: 60,
            days: 0,
        }
    }
}
