//! What happened while files were opened that the owner should know.

use super::Problem;
use std::path::PathBuf;

/// Something worth a notice. The text says it in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// A damaged cache was replaced by an empty one.
    CacheRebuilt {
        /// What was wrong with it.
        reason: String,
        /// Where the damaged file is now.
        kept: PathBuf,
    },
    /// The cache could not be read by a reader that changes nothing.
    CacheSkipped {
        /// What was wrong.
        reason: String,
    },
    /// The file of snapshots is damaged. It stays as it is and is not used.
    SnapshotsDamaged {
        /// What was wrong with it.
        reason: String,
        /// Where it is.
        place: PathBuf,
    },
    /// The last line of the journal was not finished and was cut off.
    JournalCut {
        /// Where its bytes are now.
        saved: PathBuf,
        /// How many they were.
        bytes: u64,
    },
    /// A line of the journal is not as it was written.
    JournalBroken {
        /// The file.
        place: PathBuf,
        /// The line and what is wrong with it.
        problem: Problem,
    },
    /// A file or folder was open to other users and was closed.
    ModeRepaired {
        /// The file or folder.
        place: PathBuf,
    },
    /// The daily copy of the ledger could not be made.
    BackupFailed {
        /// What was wrong.
        reason: String,
    },
}

impl std::fmt::Display for Told {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::CacheRebuilt { reason, kept } => write!(
                f,
                "The local copy of what Wix told was damaged ({reason}) and starts empty. \
                 Nothing of your own is lost; the damaged file is {}",
                kept.display()
            ),
            Self::CacheSkipped { reason } => write!(
                f,
                "The local copy of what Wix told could not be read and is left out: {reason}"
            ),
            Self::SnapshotsDamaged { reason, place } => write!(
                f,
                "The snapshots in {} are damaged ({reason}). Nothing is compared and none is \
                 taken until the file is put back from a copy or moved away",
                place.display()
            ),
            Self::JournalCut { saved, bytes } => write!(
                f,
                "The program was cut off while it wrote the journal. The unfinished line \
                 ({bytes} bytes) was moved to {}. A write whose outcome is missing counts as unknown",
                saved.display()
            ),
            Self::JournalBroken { place, problem } => write!(
                f,
                "The journal {} is damaged in {problem}. It can be read up to there, and \
                 nothing can be sent with this profile until the file is put back from a copy \
                 or moved away",
                place.display()
            ),
            Self::ModeRepaired { place } => write!(
                f,
                "{} could be read by other users of this computer and is private now",
                place.display()
            ),
            Self::BackupFailed { reason } => {
                write!(
                    f,
                    "The daily copy of the ledger could not be made: {reason}"
                )
            }
        }
    }
}
