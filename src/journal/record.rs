//! What the journal says, entry by entry.

use super::{Hash, RequestHash};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One run of a plan (a UUID made by the caller).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RunId(String);

impl RunId {
    /// Takes the id as it is.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for RunId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A write that is about to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intent {
    /// The run it belongs to.
    pub run: RunId,
    /// Lines of the plan that this one call carries out, counted from 0.
    pub lines: Vec<u32>,
    /// HTTP method.
    pub method: String,
    /// Path on Wix's host.
    pub path: String,
    /// Hash of method, path, level and body; the permit covers exactly this request.
    pub request: RequestHash,
    /// One sentence for people.
    pub what: String,
}

/// One thing worth remembering.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Record {
    /// A plan was confirmed and its run begins.
    RunStarted {
        /// The run.
        run: RunId,
        /// The plan's title.
        title: String,
        /// Number of lines in the plan.
        lines: u32,
        /// Hash of the plan as it was confirmed.
        plan: String,
    },
    /// A call is about to be sent.
    Intent(Intent),
    /// What a line came to.
    Outcome {
        /// The run.
        run: RunId,
        /// The line, counted from 0.
        line: u32,
        /// One of the outcome words of `plan::Outcome`.
        outcome: String,
        /// Why, in Wix's words where they said something.
        detail: Option<String>,
        /// Wix's id of the request.
        request_id: Option<String>,
    },
    /// What reading the place again showed.
    ReadBack {
        /// The run.
        run: RunId,
        /// The line, counted from 0.
        line: u32,
        /// What was found, in words.
        found: String,
        /// Whether it is what the plan wanted.
        as_planned: bool,
    },
    /// The run stands still and may go on.
    RunPaused {
        /// The run.
        run: RunId,
        /// Why: `closed` (the profile), `outage` (nothing got through for too long) or `cut` (the
        /// program had ended in the middle).
        why: String,
    },
    /// A run that stood still goes on.
    RunResumed {
        /// The run.
        run: RunId,
    },
    /// The run is over; the words tell how.
    RunEnded {
        /// The run.
        run: RunId,
        /// `done`, `stopped`, `stale`, `held`, `cancelled` or `interrupted`.
        how: String,
    },
    /// The owner lifted a brake by typing a name.
    BrakeLifted {
        /// The run.
        run: RunId,
        /// The brake's name.
        brake: String,
        /// What was typed.
        typed: String,
    },
    /// A brake stopped a plan.
    BrakeHeld {
        /// The brake's name.
        brake: String,
        /// Its message.
        message: String,
    },
    /// The file's own history: a torn last record that was cut, for example.
    Repaired {
        /// What was found and done.
        note: String,
    },
}

impl Record {
    /// The run it belongs to, if it belongs to one.
    pub fn run(&self) -> Option<&RunId> {
        match self {
            Self::RunStarted { run, .. }
            | Self::Outcome { run, .. }
            | Self::ReadBack { run, .. }
            | Self::RunPaused { run, .. }
            | Self::RunResumed { run }
            | Self::RunEnded { run, .. }
            | Self::BrakeLifted { run, .. } => Some(run),
            Self::Intent(intent) => Some(&intent.run),
            Self::BrakeHeld { .. } | Self::Repaired { .. } => None,
        }
    }
}

/// A record at its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Number in the file, counted from 1.
    pub seq: u64,
    /// When it was written.
    pub at: Timestamp,
    /// Hash of the line before; zeros for the first.
    pub prev: Hash,
    /// What it says.
    pub record: Record,
}
