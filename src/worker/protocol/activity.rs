//! What happened: notices, runs, journal.

use super::ErrorCard;
use crate::journal::{Head, RunId};
use jiff::Timestamp;

/// Id of a notice in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoticeId(pub String);

/// How a notice sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    Info,
    /// Something was done.
    Success,
    /// Look at this.
    Warning,
    /// Something failed. Stays until it is read.
    Error,
}

impl Tone {
    /// The word that stands in the ledger.
    pub fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// From the word in the ledger; unknown words warn.
    pub fn from_word(word: &str) -> Self {
        [Self::Info, Self::Success, Self::Error]
            .into_iter()
            .find(|t| t.word() == word)
            .unwrap_or(Self::Warning)
    }
}

/// Something the program tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its id.
    pub id: NoticeId,
    /// When it was told.
    pub at: Timestamp,
    /// How it sounds.
    pub tone: Tone,
    /// What happened and what to do.
    pub text: ErrorCard,
    /// Whether it was read.
    pub read: bool,
}

/// A run as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunCard {
    /// The run.
    pub run: RunId,
    /// The plan's title.
    pub title: String,
    /// When it began.
    pub started: Timestamp,
    /// When it ended.
    pub ended: Option<Timestamp>,
    /// How it stands or ended, in a sentence.
    pub summary: String,
    /// Whether it stands still: it can go on as the same run.
    pub open: bool,
    /// Whether it ended early and lines are left: they can become a plan of their own.
    pub can_go_on: bool,
    /// Whether something was done that might be taken back.
    pub can_undo: bool,
}

impl RunCard {
    /// The run as a file has it.
    pub fn line(&self) -> crate::sheet::RunLine<'_> {
        crate::sheet::RunLine {
            run: self.run.as_str(),
            title: &self.title,
            started: self.started,
            ended: self.ended,
            open: self.open,
            summary: &self.summary,
        }
    }
}

/// A line of the journal as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalLine {
    /// Number in the file.
    pub seq: u64,
    /// When it was written.
    pub at: Timestamp,
    /// What it says, for people.
    pub text: String,
}

/// Everything the activity pane shows beside the jobs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Activity {
    /// Whether it was read; nothing is known before.
    pub loaded: bool,
    /// Newest first.
    pub notices: Vec<Notice>,
    /// Newest first.
    pub runs: Vec<RunCard>,
    /// The newest lines, newest first.
    pub journal: Vec<JournalLine>,
    /// Where the journal stands.
    pub head: Head,
}

impl Activity {
    /// Whether a warning or an error is among the notices that nobody has read.
    pub fn needs_attention(&self) -> bool {
        let mut unread = self.notices.iter().filter(|n| !n.read);
        unread.any(|n| matches!(n.tone, Tone::Warning | Tone::Error))
    }

    /// Notices that nobody has read.
    pub fn unread(&self) -> usize {
        self.notices.iter().filter(|n| !n.read).count()
    }
}
