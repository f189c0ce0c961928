//! Where a campaign stands: its entries, read from the first to the last.

use super::decision::{label_of, told};
use super::{Entry, Verdict, Word};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// The decision that counts for an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// What.
    pub verdict: Verdict,
    /// Why; may be empty.
    pub reason: String,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// How many items were decided at once.
    pub together: u32,
    /// Its entry.
    pub entry: u64,
}

/// How many items have which verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// All items.
    pub all: u32,
    /// Kept.
    pub keep: u32,
    /// Reduced.
    pub reduce: u32,
    /// Revoked.
    pub revoke: u32,
    /// Nobody knows.
    pub unsure: u32,
    /// Handed over.
    pub hand_over: u32,
}

impl Counts {
    /// Items with a decision of any kind.
    pub fn decided(&self) -> u32 {
        self.keep + self.reduce + self.revoke + self.unsure + self.hand_over
    }

    /// Items without one.
    pub fn undecided(&self) -> u32 {
        self.all.saturating_sub(self.decided())
    }

    /// Items of which something is done at Wix.
    pub fn acts(&self) -> u32 {
        self.reduce + self.revoke
    }

    fn add(&mut self, verdict: &Verdict) {
        *match verdict {
            Verdict::Keep => &mut self.keep,
            Verdict::Reduce { .. } => &mut self.reduce,
            Verdict::Revoke => &mut self.revoke,
            Verdict::Unsure => &mut self.unsure,
            Verdict::HandOver { .. } => &mut self.hand_over,
        } += 1;
    }

    /// `1,109 keep, 21 reduce, 74 revoke`: what there is of each.
    pub fn words(&self) -> String {
        let all = [
            (self.keep, "keep"),
            (self.reduce, "reduce"),
            (self.revoke, "revoke"),
            (self.unsure, "unsure"),
            (self.hand_over, "handOver"),
        ];
        let some = all.into_iter().filter(|(n, _)| *n > 0);
        let words = some.map(|(n, word)| {
            let n = crate::access::grouped(n as usize);
            format!("{n} {}", label_of(word).to_lowercase())
        });
        words.collect::<Vec<_>>().join(", ")
    }
}

/// Where a campaign stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// The decision about each item, by its number.
    pub made: BTreeMap<u32, Made>,
    /// Notes on items.
    pub notes: BTreeMap<u32, String>,
    /// Entries that can be taken back, the newest last.
    pub undoable: Vec<u64>,
    /// The item that was decided last: where to go on.
    pub last: Option<u32>,
    /// What the newest entry that can be taken back said, in words.
    pub newest: Option<String>,
    /// Whether it is finished.
    pub closed: bool,
    /// The newest plan that was made of it, and when.
    pub plan: Option<(String, Timestamp)>,
    /// The snapshot in which was looked what became of it.
    pub proved: Option<(String, Timestamp)>,
}

impl Standing {
    /// Reads all entries, which ascend. What was undone counts nowhere, and the word before it
    /// counts again.
    pub fn of(entries: &[Entry]) -> Self {
        let mut undone = BTreeSet::new();
        for entry in entries {
            if let Word::Undone { entry } = &entry.word {
                undone.insert(*entry);
            }
        }
        let mut all = Self::default();
        for entry in entries.iter().filter(|e| !undone.contains(&e.number)) {
            all.hear(entry);
        }
        all
    }

    fn hear(&mut self, entry: &Entry) {
        match &entry.word {
            Word::Decided {
                items,
                verdict,
                reason,
            } => {
                for item in items {
                    let made = Made {
                        verdict: verdict.clone(),
                        reason: reason.clone(),
                        at: entry.at,
                        by: entry.by.clone(),
                        together: items.len() as u32,
                        entry: entry.number,
                    };
                    self.made.insert(*item, made);
                }
                self.last = items.last().copied();
                self.undoable.push(entry.number);
                self.newest = Some(told(verdict.word(), items.len()));
            }
            Word::Noted { items, note } => {
                for item in items {
                    if note.trim().is_empty() {
                        self.notes.remove(item);
                    } else {
                        self.notes.insert(*item, note.clone());
                    }
                }
                self.undoable.push(entry.number);
                self.newest = Some("Note".to_owned());
            }
            Word::Undone { .. } => {}
            Word::Closed => self.closed = true,
            Word::Reopened => self.closed = false,
            Word::Planned { plan } => self.plan = Some((plan.clone(), entry.at)),
            Word::Proved { snapshot, at } => self.proved = Some((snapshot.clone(), *at)),
        }
    }

    /// How many of so many items have which verdict.
    pub fn counts(&self, items: usize) -> Counts {
        let mut counts = Counts {
            all: items as u32,
            ..Counts::default()
        };
        for made in self.made.values() {
            counts.add(&made.verdict);
        }
        counts
    }
}
