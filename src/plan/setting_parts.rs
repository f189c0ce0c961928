//! The parts of settings that are about some members only: what one member tells about itself, and
//! for whom a field is (site contract 4.6, 4.7).

use crate::access::{AboutId, FieldTargets};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What is done to the text that a member tells about itself. The text is a rich document and is
/// kept whole, so that taking it back brings pictures and forms back too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum AboutDeed {
    /// Writes one for a member who has none.
    Write {
        /// The document.
        content: Value,
    },
    /// Sets it as a whole.
    Change {
        /// Which; only the run knows it if this takes a deletion back.
        id: AboutId,
        /// The revision that stood when the plan was made.
        revision: String,
        /// The document.
        content: Value,
    },
    /// Deletes it.
    Delete {
        /// Which.
        id: AboutId,
    },
}

/// For whom a field shall be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum AppliesDeed {
    /// For these, where it was for everybody.
    Limit {
        /// Whom.
        to: FieldTargets,
    },
    /// For these instead of those who are named now.
    Change {
        /// The revision that stood when the plan was made.
        revision: String,
        /// Whom.
        to: FieldTargets,
    },
    /// For everybody again.
    Everybody,
}

/// What somebody wants of the text that a member tells about itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum AboutWish {
    /// It has these words, in plain paragraphs.
    Words {
        /// One line for each paragraph.
        text: String,
        /// Also if pictures, links or forms are lost by that.
        insist: bool,
    },
    /// There is none.
    Gone,
}

impl AboutDeed {
    /// What it does, in a few words.
    pub(super) fn label(&self) -> &'static str {
        match self {
            Self::Write { .. } => "Write about text",
            Self::Change { .. } => "Change about text",
            Self::Delete { .. } => "Delete about text",
        }
    }

    /// What must be so when it is sent, in words.
    pub(super) fn needs(&self) -> &'static [&'static str] {
        match self {
            Self::Write { .. } => &["The member has no text about itself"],
            Self::Change { .. } | Self::Delete { .. } => &["The text is as it was"],
        }
    }

    /// How it is looked up afterwards, in words.
    pub(super) fn read_back(&self) -> &'static str {
        match self {
            Self::Write { .. } | Self::Change { .. } => "Query Abouts: the text of the member",
            Self::Delete { .. } => "Query Abouts: the member has no text",
        }
    }
}

impl AppliesDeed {
    /// What it does, in a few words.
    pub(super) fn label(&self) -> &'static str {
        match self {
            Self::Limit { .. } => "Limit field to some members",
            Self::Change { .. } => "Change whom a field is for",
            Self::Everybody => "Open field to everybody",
        }
    }

    /// What must be so when it is sent, in words.
    pub(super) fn needs(&self) -> &'static [&'static str] {
        match self {
            Self::Limit { .. } => &["The field is for everybody"],
            Self::Change { .. } | Self::Everybody => &["The field is for the same as it was"],
        }
    }

    /// How it is looked up afterwards, in words.
    pub(super) fn read_back(&self) -> &'static str {
        match self {
            Self::Limit { .. } | Self::Change { .. } => {
                "Custom field applications: those of the field"
            }
            Self::Everybody => "Custom field applications: the field has none",
        }
    }
}
