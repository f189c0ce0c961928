//! Access reviews: the list, the one that is open, and what is asked about them.

use super::numbers::numbered;
use super::{Changes, ErrorCard, Frozen, Numbers, TableView};
use crate::access::SnapshotHead;
use crate::access::review::{After, Campaign, Counts, Item, Made, Scope, Standing, Tally, Word};
use crate::index::Index;
use crate::journal::RunId;
use jiff::Timestamp;
use std::sync::Arc;

/// Keys of the facet groups.
pub mod review_groups {
    /// The decision.
    pub const DECISION: &str = "decision";
    /// Team, contributors, invites, members.
    pub const KIND: &str = "kind";
    /// Role.
    pub const ROLE: &str = "role";
    /// What it reaches.
    pub const PLACE: &str = "place";
    /// What is worth knowing.
    pub const WORTH: &str = "worth";
    /// Domain of the address.
    pub const DOMAIN: &str = "domain";
    /// What became of the decision.
    pub const AFTER: &str = "after";
    /// The value of what has no decision yet.
    pub const UNDECIDED: &str = "undecided";
}

/// How far a review is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Nothing was said yet; it can be deleted.
    New,
    /// It is being decided.
    Open,
    /// It is finished, and can be reopened.
    Closed,
    /// A run of its plan was begun; its decisions stand.
    Applied,
}

impl Stage {
    /// Words to show.
    pub fn label(self) -> &'static str {
        match self {
            Self::New => "New",
            Self::Open => "Open",
            Self::Closed => "Finished",
            Self::Applied => "Applied",
        }
    }
}

/// The run of a review's plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewRun {
    /// The run.
    pub id: RunId,
    /// When it began.
    pub started: Timestamp,
    /// When it ended; `None` while it has not.
    pub ended: Option<Timestamp>,
}

/// A review in the list.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewCard {
    /// The review.
    pub campaign: Arc<Campaign>,
    /// How many of its entries have which decision.
    pub counts: Counts,
    /// How far it is.
    pub stage: Stage,
    /// When something was said in it last.
    pub last: Option<Timestamp>,
    /// The newest plan that was made of it, and when.
    pub plan: Option<(String, Timestamp)>,
    /// The run of that plan.
    pub run: Option<ReviewRun>,
    /// When it was looked up what became of the decisions.
    pub proved: Option<Timestamp>,
    /// When it is due again, where no later one repeats it.
    pub next_due: Option<Timestamp>,
}

impl ReviewCard {
    /// Whether its run is over and nobody has looked yet what became of the decisions.
    pub fn wants_proof(&self) -> bool {
        self.proved.is_none() && self.run.as_ref().is_some_and(|r| r.ended.is_some())
    }

    /// Why no decision can be made; `None` if one can.
    pub fn locked(&self) -> Option<String> {
        let why = match self.stage {
            Stage::New | Stage::Open => return None,
            Stage::Closed => "This review is finished. Reopen it to change something",
            Stage::Applied => "This review was applied, so its decisions stand",
        };
        Some(why.to_owned())
    }

    /// When it asks for something next: to be finished, or to be repeated.
    pub fn due(&self) -> Option<Timestamp> {
        match self.stage {
            Stage::New | Stage::Open => self.campaign.due.or(self.next_due),
            Stage::Closed | Stage::Applied => self.next_due,
        }
    }
}

/// All reviews of the open profile.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewsList {
    /// Newest first, or why they could not be listed.
    pub all: Result<Vec<ReviewCard>, ErrorCard>,
    /// Domains of the house: those that were given last, else the most common one of the team.
    pub domains: Vec<String>,
    /// Who works with the program; may be empty.
    pub person: String,
}

/// One entry of the review that is open.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewRow {
    /// Its number in the review.
    pub number: u32,
    /// What it is about.
    pub item: Arc<Item>,
    /// The decision that counts.
    pub made: Option<Made>,
    /// A note; may be empty.
    pub note: String,
    /// Titles of the roles that a decision leaves; only where it reduces.
    pub reduced_to: Vec<String>,
    /// What became of the decision.
    pub after: Option<After>,
    /// What is worth knowing, in words.
    pub worth: String,
}

impl ReviewRow {
    /// Words of the decision.
    pub fn decision(&self) -> &'static str {
        self.made
            .as_ref()
            .map_or("Undecided", |m| m.verdict.label())
    }
}

/// The review that is open, frozen.
#[derive(Debug, Clone)]
pub struct ReviewTable {
    /// Its entries, in their order.
    pub rows: Vec<ReviewRow>,
    /// Search, facets and ranks over them.
    pub index: Arc<Index>,
    /// Numbers of the rows: their numbers in the review.
    pub numbers: Numbers<u32>,
    /// The review.
    pub card: ReviewCard,
    /// Where it stands.
    pub standing: Standing,
}

impl Frozen for ReviewTable {
    fn index(&self) -> &Index {
        &self.index
    }
}

numbered!(ReviewTable, ReviewRow, u32, |row: &ReviewRow| row.number);

/// The review as filtered and sorted.
pub type ReviewView = TableView<ReviewTable>;

/// How many entries a scope would take of the newest snapshot.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewDraft {
    /// The scope that was asked for.
    pub scope: Scope,
    /// The snapshot and the numbers, or why there are none; nothing while it is being counted.
    pub found: Option<Result<(SnapshotHead, Tally), ErrorCard>>,
}

/// A review to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewReview {
    /// Its name.
    pub name: String,
    /// What is reviewed.
    pub scope: Scope,
    /// Who reviews.
    pub reviewer: String,
    /// In how many days it shall be finished.
    pub due_days: Option<u32>,
    /// After how many days it is due again.
    pub repeat_days: Option<u32>,
}

/// What changed since the snapshot that a review stands on.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewSince {
    /// The review.
    pub review: String,
    /// What changed, or why nobody can tell; nothing while it is being compared.
    pub changes: Option<Result<Arc<Changes>, ErrorCard>>,
    /// Decisions that ask for something and are about something that changed.
    pub moved: usize,
}

/// What is asked about reviews.
#[derive(Debug, Clone, PartialEq)]
pub enum ReviewCommand {
    /// List them.
    List,
    /// Count what a scope would take.
    Draft(Scope),
    /// Make one of the newest snapshot, and open it.
    Make(NewReview),
    /// Open one; `None` closes the one that is open.
    Open(Option<String>),
    /// Say something in one: decide, note, finish, reopen.
    Say(String, Word),
    /// Take back what was said last.
    Undo(String),
    /// Make the same again of the newest snapshot, and open it.
    Repeat(String),
    /// Delete one in which nothing was said.
    Delete(String),
    /// Compare its snapshot with the newest one.
    Since(String),
    /// Make a plan of its decisions.
    Plan(String),
    /// Look up what became of its decisions, in a snapshot that is taken now.
    Prove(String),
}

/// What came of the last thing that was asked about reviews.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewSaid {
    /// The review; empty where there is none.
    pub review: String,
    /// A sentence, or why it did not work.
    pub end: Result<String, ErrorCard>,
}
