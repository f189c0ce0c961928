//! Snapshots and what changed between two of them.

use super::ErrorCard;
use crate::access::{Retention, SnapshotHead, Thing, Weight};
use crate::journal::RunId;
use crate::sheet::{ChangeLine, ChangesDocument};
use jiff::Timestamp;
use serde::Serialize;
use std::sync::Arc;

/// The snapshots of the open profile.
#[derive(Debug, Clone, PartialEq)]
pub struct SnapshotsList {
    /// All of them, newest first, or why they could not be listed.
    pub all: Result<Vec<SnapshotHead>, ErrorCard>,
    /// How long they are kept.
    pub retention: Retention,
    /// Bytes of the file that they lie in.
    pub bytes: u64,
    /// The newest one that somebody saw in the window's last visit.
    pub last_visit: Option<String>,
    /// The one that was taken last because somebody asked, or why that did not work.
    pub taken: Option<Result<String, ErrorCard>>,
    /// Why what was asked last about them did not work.
    pub trouble: Option<ErrorCard>,
}

/// Which moment is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// The snapshot with this id, or the only one that begins with it.
    Id(String),
    /// The newest one that is not later than this.
    By(Timestamp),
    /// The newest one that somebody saw in the window's last visit.
    LastVisit,
    /// The newest one.
    Newest,
    /// The one before the newest.
    Previous,
}

/// Two moments to compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompareRequest {
    /// The earlier one.
    pub from: When,
    /// The later one.
    pub to: When,
    /// Compare even if one of them is incomplete.
    pub insist: bool,
}

/// Changes to put back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutBackRequest {
    /// The moments between which they were found.
    pub compare: CompareRequest,
    /// Which of them, by their keys.
    pub lines: Vec<String>,
}

/// Who made a difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "who", content = "run", rename_all = "camelCase")]
pub enum By {
    /// A line of one of our runs did exactly this.
    Us(RunId),
    /// A line of one of our runs may have; its answer was lost.
    PerhapsUs(RunId),
    /// Nobody: it ended by itself.
    Itself,
    /// Somebody else, or this program with another profile or on another computer.
    Others,
}

impl By {
    /// Words to show.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Us(_) => "By us",
            Self::PerhapsUs(_) => "Perhaps by us",
            Self::Itself => "By itself",
            Self::Others => "By others",
        }
    }
}

/// One difference in words.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangeRow {
    /// What tells it apart from every other, wherever the same moments are compared.
    pub key: String,
    /// What it does to access.
    pub weight: Weight,
    /// “People”, “Invites”, ….
    pub group: &'static str,
    /// One sentence.
    pub what: String,
    /// Whom or what it is about.
    pub who: String,
    /// The site, or “Account”.
    pub place: String,
    /// How it was; `None`: it was not there.
    pub before: Option<String>,
    /// How it is; `None`: it is not there any more.
    pub after: Option<String>,
    /// Who made it.
    pub by: By,
    /// The thing itself.
    pub thing: Thing,
}

impl ChangeRow {
    /// The run of ours that made it, or may have.
    pub fn run(&self) -> Option<&RunId> {
        match &self.by {
            By::Us(run) | By::PerhapsUs(run) => Some(run),
            By::Itself | By::Others => None,
        }
    }

    pub(super) fn line(&self) -> ChangeLine<'_> {
        ChangeLine {
            key: &self.key,
            weight: self.weight,
            kind: self.group,
            what: &self.what,
            who: &self.who,
            place: &self.place,
            before: self.before.as_deref(),
            after: self.after.as_deref(),
            by: self.by.label(),
            run: self.run().map(RunId::as_str),
        }
    }
}

/// What changed between two snapshots.
#[derive(Debug, Clone, PartialEq)]
pub struct Changes {
    /// The earlier one.
    pub from: SnapshotHead,
    /// The later one.
    pub to: SnapshotHead,
    /// Worst first.
    pub rows: Vec<ChangeRow>,
    /// What only one of them knew, one sentence each: nothing is said about that.
    pub untold: Vec<String>,
}

impl Changes {
    /// The same for files.
    pub fn document(&self) -> ChangesDocument<'_> {
        ChangesDocument {
            from: &self.from,
            to: &self.to,
            gaps: self.gaps(),
            lines: self.rows.iter().map(ChangeRow::line).collect(),
            untold: &self.untold,
        }
    }

    /// What is missing in one of the two, one sentence each: the report is incomplete then.
    pub fn gaps(&self) -> Vec<String> {
        let of = |head: &SnapshotHead| {
            let at = head.at.strftime("%-d %b %Y, %H:%M UTC");
            let sentence = |g: &String| format!("{at}: {g}");
            head.gaps.iter().map(sentence).collect::<Vec<_>>()
        };
        [of(&self.from), of(&self.to)].concat()
    }
}

/// How comparing stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum ChangesState {
    /// Nobody asked.
    #[default]
    None,
    /// It is under way.
    Working,
    /// It is done.
    Ready(Arc<Changes>),
    /// One of them is incomplete, and nobody insisted.
    Incomplete(ErrorCard),
    /// It did not work.
    Failed(ErrorCard),
}
