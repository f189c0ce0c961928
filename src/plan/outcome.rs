//! What lines came to.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The end of a line. A lost answer is neither a failure nor a success.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// Wix confirmed it, or reading afterwards showed it.
    Done,
    /// It was so before; nothing was sent.
    AlreadySo,
    /// A rule stood against it; nothing was sent.
    Skipped,
    /// Wix refused it.
    Refused,
    /// It was sent and the answer was lost; reading has not settled it yet.
    Unknown,
    /// It was sent, the answer was lost, and repeated reading shows that it did not happen.
    NotDone,
    /// No public call exists; somebody has to do it by hand.
    ByHand,
    /// It was not sent.
    NotTried,
}

impl Outcome {
    /// Every outcome, worst first.
    pub const ALL: [Self; 8] = [
        Self::Unknown,
        Self::Refused,
        Self::NotDone,
        Self::NotTried,
        Self::ByHand,
        Self::Skipped,
        Self::AlreadySo,
        Self::Done,
    ];

    /// A word to show.
    pub fn label(self) -> &'static str {
        match self {
            Self::Done => "Done",
            Self::AlreadySo => "Already so",
            Self::Skipped => "Skipped by rule",
            Self::Refused => "Refused",
            Self::Unknown => "Unknown",
            Self::NotDone => "Not done",
            Self::ByHand => "By hand",
            Self::NotTried => "Not tried",
        }
    }

    /// The word that stands in journal, ledger and files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::AlreadySo => "alreadySo",
            Self::Skipped => "skipped",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
            Self::NotDone => "notDone",
            Self::ByHand => "byHand",
            Self::NotTried => "notTried",
        }
    }

    /// Whether a line that came to this can be sent: it was not tried, or reading proved that it
    /// was not done.
    pub fn is_left(self) -> bool {
        matches!(self, Self::NotTried | Self::NotDone)
    }

    /// Whether a call for it went out, as far as is known.
    pub fn went_out(self) -> bool {
        matches!(
            self,
            Self::Done | Self::Refused | Self::Unknown | Self::NotDone
        )
    }

    /// From the word in a file.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.word() == word)
    }
}

/// What reading the place again showed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReadBack {
    /// When it was read.
    pub at: Timestamp,
    /// Whether it is what the plan wanted.
    pub as_planned: bool,
    /// What was found, in words.
    pub found: String,
}

/// The state of one line of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LineResult {
    /// What it came to so far.
    pub outcome: Outcome,
    /// Why, in Wix's words where they said something.
    pub detail: Option<String>,
    /// Wix's id of the request.
    pub request_id: Option<String>,
    /// When the outcome was known.
    pub at: Option<Timestamp>,
    /// What reading it again showed.
    pub read_back: Option<ReadBack>,
    /// Id of what was made: an invite or a member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made: Option<String>,
}

impl LineResult {
    /// A line that was not sent.
    pub fn not_tried() -> Self {
        Self {
            outcome: Outcome::NotTried,
            detail: None,
            request_id: None,
            at: None,
            read_back: None,
            made: None,
        }
    }

    /// A line that was not sent, because of this.
    pub fn unsent(outcome: Outcome, why: impl Into<String>, at: Timestamp) -> Self {
        Self {
            outcome,
            detail: Some(why.into()),
            at: Some(at),
            ..Self::not_tried()
        }
    }
}
