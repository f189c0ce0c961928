//! The lines of a plan.

use super::Action;
use crate::access::NewAssignment;
use serde::{Deserialize, Serialize};

/// Whom a line is about, as people know them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Who {
    /// The id, for machines.
    pub id: String,
    /// Name to show.
    pub name: String,
    /// Address; may be empty.
    pub email: String,
}

/// A role and its reach in words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Grant {
    /// The role's title.
    pub role: String,
    /// What it reaches.
    pub reach: String,
}

impl std::fmt::Display for Grant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({})", self.role, self.reach)
    }
}

/// Whether and how a finished line can be taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "undo", rename_all = "camelCase")]
pub enum Undo {
    /// By another plan that gives and takes these roles.
    Reversible {
        /// Roles to give back.
        give: Vec<NewAssignment>,
        /// Roles to take away again.
        take: Vec<NewAssignment>,
    },
    /// Only by inviting the person again.
    ByNewInvite,
}

impl Undo {
    /// A few words for a table cell.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Reversible { .. } => "Yes",
            Self::ByNewInvite => "By new invite",
        }
    }
}

/// One line: one action on one object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What will be sent.
    #[serde(flatten)]
    pub action: Action,
    /// Whom it is about.
    pub who: Who,
    /// Why it is in the plan.
    pub reason: String,
    /// What the person may do now.
    pub before: Vec<Grant>,
    /// What the person may do afterwards; empty means no access is left.
    pub after: Vec<Grant>,
    /// Whether the person holds the whole account now (owner or co-owner).
    pub holds_before: bool,
    /// Whether the person holds the whole account afterwards.
    pub holds_after: bool,
    /// How it could be taken back.
    pub undo: Undo,
}

impl Line {
    /// Grants that go away.
    pub fn lost(&self) -> impl Iterator<Item = &Grant> {
        self.before.iter().filter(|g| !self.after.contains(g))
    }

    /// Grants that come.
    pub fn gained(&self) -> impl Iterator<Item = &Grant> {
        self.after.iter().filter(|g| !self.before.contains(g))
    }

    /// Where it takes effect, in words.
    pub fn places(&self) -> String {
        let mut places: Vec<&str> = self
            .lost()
            .chain(self.gained())
            .map(|g| g.reach.as_str())
            .collect();
        places.sort_unstable();
        places.dedup();
        match places.as_slice() {
            [] => "Team".to_owned(),
            [one] => (*one).to_owned(),
            [one, two] => format!("{one}, {two}"),
            [one, rest @ ..] => format!("{one} and {} more", rest.len()),
        }
    }

    /// Whether the person has no access at all afterwards.
    pub fn ends_access(&self) -> bool {
        self.after.is_empty() && (!self.before.is_empty() || self.action.takes_away())
    }
}

/// Somebody whom the wish named and the plan leaves alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skip {
    /// Whom.
    pub who: Who,
    /// Why.
    pub reason: String,
    /// Whether everything is already as wished (else a rule stands against it).
    pub already_so: bool,
}
