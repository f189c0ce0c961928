//! Reading back: what a second look says about an action.

use super::Action;
use crate::access::TeamMember;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// Everything is as the action wanted it.
    AsPlanned,
    /// Nothing of it is there. Queries lag behind writes, so one such look proves nothing.
    NotYet,
    /// Some of it is there.
    Partly,
}

impl Finding {
    /// The finding in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::AsPlanned => "As planned",
            Self::NotYet => "Not there",
            Self::Partly => "Partly there",
        }
    }
}

/// Judges one action by what was read just now (`None`: the person is not in the team).
pub fn finding(action: &Action, now: Option<&TeamMember>) -> Finding {
    match action {
        Action::RemoveMember { .. } => {
            if now.is_none() {
                Finding::AsPlanned
            } else {
                Finding::NotYet
            }
        }
        Action::UpdateAssignments { add, remove, .. } => {
            let Some(member) = now else {
                return Finding::NotYet;
            };
            let added = add
                .iter()
                .filter(|w| member.assignments.iter().any(|a| a.gives(w)));
            let gone = remove
                .iter()
                .filter(|id| !member.assignments.iter().any(|a| a.id.as_ref() == Some(id)));
            let seen = added.count() + gone.count();
            if seen == add.len() + remove.len() {
                Finding::AsPlanned
            } else if seen == 0 {
                Finding::NotYet
            } else {
                Finding::Partly
            }
        }
    }
}
