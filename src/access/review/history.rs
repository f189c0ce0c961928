//! What snapshots tell of an item: since when it is there, and when it last changed.

use super::Matter;
use super::stock::{self, Content};
use crate::access::Moment;
use jiff::Timestamp;

/// A change as two snapshots tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It is in all of them as it is now.
    NotSince(Timestamp),
    /// Between two of them.
    Between {
        /// The last one that has it otherwise.
        after: Timestamp,
        /// The first one that has it as it is.
        by: Timestamp,
        /// How it was; nothing: it was not there.
        before: Option<Content>,
    },
}

/// What is told of one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// The first snapshot that has it without a gap.
    pub seen: Timestamp,
    /// The last change.
    pub change: Change,
    /// What it holds now.
    pub now: Content,
}

#[derive(Debug)]
struct Track {
    matter: Matter,
    story: Story,
    /// Older snapshots can still tell more.
    open: bool,
}

/// Goes back through snapshots, from the one that is reviewed to the oldest.
#[derive(Debug)]
pub struct Tracker {
    tracks: Vec<Track>,
    members: bool,
}

impl Tracker {
    /// Starts with what is in the moment that is reviewed.
    pub fn new<'a>(
        at: Timestamp,
        moment: &Moment,
        matters: impl Iterator<Item = &'a Matter>,
        members: bool,
    ) -> Self {
        let mut all = stock::of(moment, members);
        let track = |matter: &Matter| Track {
            story: Story {
                seen: at,
                change: Change::NotSince(at),
                now: all.remove(matter).unwrap_or_default(),
            },
            matter: matter.clone(),
            open: true,
        };
        Self {
            tracks: matters.map(track).collect(),
            members,
        }
    }

    /// Looks into the next older one. One that does not know a matter says nothing about it.
    pub fn look(&mut self, at: Timestamp, moment: &Moment) {
        let all = stock::of(moment, self.members);
        for track in self.tracks.iter_mut().filter(|t| t.open) {
            if !stock::knows(moment, &track.matter) {
                continue;
            }
            let story = &mut track.story;
            let settled = matches!(story.change, Change::Between { .. });
            match all.get(&track.matter) {
                None => {
                    track.open = false;
                    if !settled {
                        story.change = Change::Between {
                            after: at,
                            by: story.seen,
                            before: None,
                        };
                    }
                }
                Some(content) => {
                    if !settled && *content == story.now {
                        story.change = Change::NotSince(at);
                    } else if !settled {
                        story.change = Change::Between {
                            after: at,
                            by: story.seen,
                            before: Some(content.clone()),
                        };
                    }
                    story.seen = at;
                }
            }
        }
    }

    /// Whether older ones tell nothing more.
    pub fn is_done(&self) -> bool {
        self.tracks.iter().all(|t| !t.open)
    }

    /// What was told, in the order of the matters.
    pub fn finish(self) -> Vec<Story> {
        self.tracks.into_iter().map(|t| t.story).collect()
    }
}
