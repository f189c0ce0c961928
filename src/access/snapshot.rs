//! Snapshots: what an account was at one moment, and how long that is kept.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How much a snapshot holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Figures {
    /// People in the team.
    pub people: u64,
    /// Owner and co-owners among them; `None` in snapshots of older versions.
    pub co_owners: Option<u64>,
    /// People whose address is outside the owner's domain; `None` in snapshots of older versions,
    /// and where the owner's address is not told.
    pub outsiders: Option<u64>,
    /// Invites that can be accepted; `None` in snapshots of older versions.
    pub open_invites: Option<u64>,
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
    /// Whether it stays, however long others are kept.
    #[serde(default)]
    pub kept: bool,
    /// Bytes in the file that no snapshot before it had; `None` where that was not noted.
    #[serde(default)]
    pub added: Option<u64>,
}

impl SnapshotHead {
    /// Whether nothing of what belongs in it is missing.
    pub fn is_complete(&self) -> bool {
        self.gaps.is_empty()
    }
}

/// Why a snapshot was taken, as the file has it: after a reading of the account.
pub const AFTER_READING: &str = "reading";
/// After a reading of sites or members alone. These count by themselves: as many of the newest stay.
pub const AFTER_PART: &str = "part";
/// Because somebody asked.
pub const ASKED: &str = "asked";

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
