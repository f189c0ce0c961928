//! Decisions, and everything else that is said in a campaign. Entries are only ever added.

use super::{Item, ItemKind, Standing};
use crate::access::{RoleId, count};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Items that can be decided at once without a reason.
pub const MANY: usize = 25;
/// Longest reason, note or name, in characters.
const LONGEST: usize = 2_000;

/// What shall become of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "camelCase")]
pub enum Verdict {
    /// It stays.
    Keep,
    /// These roles take the place of the ones that are there, at the same place.
    Reduce {
        /// Exactly these.
        roles: Vec<RoleId>,
    },
    /// It goes.
    Revoke,
    /// Nobody knows yet.
    Unsure,
    /// Somebody else decides.
    HandOver {
        /// Who.
        to: String,
    },
}

impl Verdict {
    /// The words of all verdicts, in their order.
    pub const WORDS: [&'static str; 5] = ["keep", "reduce", "revoke", "unsure", "handOver"];

    /// The word of files and filters.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Reduce { .. } => "reduce",
            Self::Revoke => "revoke",
            Self::Unsure => "unsure",
            Self::HandOver { .. } => "handOver",
        }
    }

    /// Words to show.
    pub fn label(&self) -> &'static str {
        label_of(self.word())
    }

    /// Whether something has to be done at Wix.
    pub fn acts(&self) -> bool {
        matches!(self, Self::Reduce { .. } | Self::Revoke)
    }
}

/// Words to show for the word of a verdict; “Undecided” for any other.
pub(super) fn label_of(word: &str) -> &'static str {
    match word {
        "keep" => "Keep",
        "reduce" => "Reduce",
        "revoke" => "Revoke",
        "unsure" => "Unsure",
        "handOver" => "Hand over",
        _ => "Undecided",
    }
}

/// Something that is said in a campaign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "camelCase")]
pub enum Word {
    /// A decision about these items, by their numbers. More than one is a decision in bulk.
    Decided {
        /// Which.
        items: Vec<u32>,
        /// What.
        #[serde(flatten)]
        verdict: Verdict,
        /// Why; may be empty.
        #[serde(default)]
        reason: String,
    },
    /// A note on these items in the place of an earlier one; an empty one takes it away.
    Noted {
        /// Which.
        items: Vec<u32>,
        /// The note.
        note: String,
    },
    /// An earlier decision or note does not count.
    Undone {
        /// The number of its entry.
        entry: u64,
    },
    /// Nothing more is decided.
    Closed,
    /// It goes on.
    Reopened,
    /// A plan was made of the decisions.
    Planned {
        /// Its id.
        plan: String,
    },
    /// What was decided was looked up in a snapshot that was taken after the run.
    Proved {
        /// The snapshot.
        snapshot: String,
        /// Its time.
        #[serde(rename = "snapshotAt")]
        at: Timestamp,
    },
}

/// A word with its number, when it was said and by whom. Numbers ascend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// Its number among all entries of the ledger.
    pub number: u64,
    /// When.
    pub at: Timestamp,
    /// By whom; may be empty.
    pub by: String,
    /// What.
    pub word: Word,
}

/// Why something cannot be said.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No items.
    #[error("Nothing is selected. Select one or more entries first")]
    Nothing,
    /// An item that is not in the campaign, or twice.
    #[error("The review has no entry {0}, or it was named twice. Open the review again")]
    NoSuchItem(u32),
    /// Too many at once without a reason.
    #[error("A decision about more than {MANY} entries needs a reason. Say why")]
    NeedsReason,
    /// Invites and members have no roles to reduce.
    #[error("{0} cannot be reduced. Keep or revoke it")]
    CannotReduce(&'static str),
    /// No role is left, which would be a revocation.
    #[error("No role is left. Choose at least one, or revoke")]
    NoRole,
    /// Handed over to nobody.
    #[error("Nobody is named. Say to whom it is handed over")]
    ToNobody,
    /// The text is too long.
    #[error("The text has more than {LONGEST} characters. Shorten it")]
    TooLong,
    /// The campaign is finished.
    #[error("This review is finished. Reopen it to change something")]
    Closed,
    /// It was applied.
    #[error("This review was applied, so its decisions stand. Make a new one")]
    Applied,
    /// There is nothing to take back.
    #[error("There is nothing to undo")]
    NothingToUndo,
    /// It is in that state already.
    #[error("The review is in that state already")]
    AlreadySo,
}

impl Word {
    /// Whether it can be said now. `applied`: a run of the campaign's plan was begun.
    ///
    /// # Errors
    /// Why not.
    pub fn check(
        &self,
        items: &[impl AsRef<Item>],
        standing: &Standing,
        applied: bool,
    ) -> Result<(), Refusal> {
        match self {
            Self::Planned { .. } | Self::Proved { .. } => return Ok(()),
            Self::Closed if standing.closed => return Err(Refusal::AlreadySo),
            Self::Reopened if !standing.closed => return Err(Refusal::AlreadySo),
            _ if applied => return Err(Refusal::Applied),
            Self::Closed | Self::Reopened => return Ok(()),
            _ if standing.closed => return Err(Refusal::Closed),
            _ => {}
        }
        match self {
            Self::Decided {
                items: named,
                verdict,
                reason,
            } => {
                known(named, items)?;
                short(reason)?;
                if named.len() > MANY && reason.trim().is_empty() {
                    return Err(Refusal::NeedsReason);
                }
                decidable(named, items, verdict)
            }
            Self::Noted { items: named, note } => {
                known(named, items)?;
                short(note)
            }
            Self::Undone { entry } if standing.undoable.last() != Some(entry) => {
                Err(Refusal::NothingToUndo)
            }
            _ => Ok(()),
        }
    }
}

fn short(text: &str) -> Result<(), Refusal> {
    if text.chars().count() > LONGEST {
        return Err(Refusal::TooLong);
    }
    Ok(())
}

fn known(named: &[u32], items: &[impl AsRef<Item>]) -> Result<(), Refusal> {
    if named.is_empty() {
        return Err(Refusal::Nothing);
    }
    let mut seen = std::collections::BTreeSet::new();
    for n in named {
        if *n as usize >= items.len() || !seen.insert(*n) {
            return Err(Refusal::NoSuchItem(*n));
        }
    }
    Ok(())
}

fn decidable(named: &[u32], items: &[impl AsRef<Item>], verdict: &Verdict) -> Result<(), Refusal> {
    match verdict {
        Verdict::Reduce { roles } => {
            let of = named.iter().filter_map(|n| items.get(*n as usize));
            for item in of.map(AsRef::as_ref) {
                if !item.matter.can_be_reduced() {
                    return Err(Refusal::CannotReduce(match item.kind() {
                        ItemKind::Members => "A site member",
                        _ => "An invite",
                    }));
                }
            }
            if roles.is_empty() {
                return Err(Refusal::NoRole);
            }
            Ok(())
        }
        Verdict::HandOver { to } => {
            short(to)?;
            if to.trim().is_empty() {
                return Err(Refusal::ToNobody);
            }
            Ok(())
        }
        Verdict::Keep | Verdict::Revoke | Verdict::Unsure => Ok(()),
    }
}

impl Refusal {
    /// What it says, as a sentence and what to do about it.
    pub fn parts(&self) -> (String, String) {
        let text = self.to_string();
        match text.split_once(". ") {
            Some((sentence, remedy)) => (sentence.to_owned(), remedy.to_owned()),
            None => (text, String::new()),
        }
    }
}

/// `Kept 12 entries`, for what is announced.
pub(super) fn told(word: &str, n: usize) -> String {
    format!("{}: {}", label_of(word), count(n, "entry", "entries"))
}
