//! Answers to single questions, for whoever waits for one.

use super::{ErrorCard, RunCard};
use crate::journal::{Entry, Head};

/// What came of a reading of the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingEnd {
    /// Data sets that could not be read, each with the reason. The others were read.
    pub gaps: Vec<(&'static str, ErrorCard)>,
    /// Why the reading as a whole ended early, or did not begin.
    pub failed: Option<ErrorCard>,
}

/// Runs, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunsList {
    /// The runs, or why they could not be listed.
    pub runs: Result<Vec<RunCard>, ErrorCard>,
}

/// A part of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalPart {
    /// Number of the first entry that was asked for, counted from 1.
    pub from: u64,
    /// The entries from there on, or why they could not be read.
    pub entries: Result<Vec<Entry>, ErrorCard>,
    /// Where the journal stands.
    pub head: Head,
    /// Why the file cannot be read to its end, if it cannot.
    pub problem: Option<String>,
}
