//! What can be sent: one variant per kind of write.

use crate::access::{AssignmentId, NewAssignment, UserId};
use serde::{Deserialize, Serialize};

/// One write to Wix. Plain data; how it is sent is the worker's business.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "camelCase")]
pub enum Action {
    /// Adds and takes away roles of one team member (contract U3, a delta).
    UpdateAssignments {
        /// Whose roles.
        user: UserId,
        /// Roles to give.
        add: Vec<NewAssignment>,
        /// Assignments to take away, by the ids they had when the plan was made.
        remove: Vec<AssignmentId>,
    },
    /// Removes somebody from the team (contract U4).
    RemoveMember {
        /// Whom.
        user: UserId,
    },
}

/// The object an action changes: what is fingerprinted, read before and read back after.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum ObjectKey {
    /// A team member.
    Member(UserId),
}

impl From<ObjectKey> for String {
    fn from(key: ObjectKey) -> Self {
        match key {
            ObjectKey::Member(id) => format!("member:{id}"),
        }
    }
}

impl TryFrom<String> for ObjectKey {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match text.split_once(':') {
            Some(("member", id)) if !id.is_empty() => Ok(Self::Member(UserId::new(id))),
            _ => Err(format!(
                "“{text}” names no kind of object that this version knows"
            )),
        }
    }
}

impl Action {
    /// The object it changes.
    pub fn object(&self) -> ObjectKey {
        match self {
            Self::UpdateAssignments { user, .. } | Self::RemoveMember { user } => {
                ObjectKey::Member(user.clone())
            }
        }
    }

    /// What it does, in a few words, as the head of a table cell.
    pub fn label(&self) -> &'static str {
        match self {
            Self::UpdateAssignments { add, remove, .. } => {
                match (add.is_empty(), remove.is_empty()) {
                    (false, true) => "Give roles",
                    (true, false) => "Take roles away",
                    _ => "Change roles",
                }
            }
            Self::RemoveMember { .. } => "Remove from team",
        }
    }

    /// Whether somebody loses something by it.
    pub fn takes_away(&self) -> bool {
        match self {
            Self::UpdateAssignments { remove, .. } => !remove.is_empty(),
            Self::RemoveMember { .. } => true,
        }
    }
}
