//! Work that Wix does after it has answered (site contract 7.6).

use serde::{Deserialize, Serialize};

/// Where a job stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum JobStatus {
    /// The answer did not tell.
    #[default]
    Unknown,
    /// It has not begun.
    Initialized,
    /// It is under way.
    Processing,
    /// It came to its end; single items may have failed.
    Finished,
    /// It failed as a whole.
    Failed,
    /// A word this version does not know.
    Other(String),
}

impl JobStatus {
    /// From the wire's word.
    pub fn from_wire(word: &str) -> Self {
        match word {
            "" | "UNKNOWN" => Self::Unknown,
            "INITIALIZED" => Self::Initialized,
            "PROCESSING" => Self::Processing,
            "FINISHED" => Self::Finished,
            "FAILED" => Self::Failed,
            other => Self::Other(other.to_owned()),
        }
    }

    /// Whether nothing more happens in it.
    pub fn is_over(&self) -> bool {
        matches!(self, Self::Finished | Self::Failed)
    }
}

/// A job as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AsyncJob {
    /// Its id.
    pub id: String,
    /// Where it stands.
    pub status: JobStatus,
    /// Items that it is about, if Wix told.
    pub items: Option<u64>,
    /// Items that are done.
    pub succeeded: Option<u64>,
    /// Items that failed.
    pub failed: Option<u64>,
}
