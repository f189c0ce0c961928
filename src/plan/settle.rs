//! Reading back: what a second look says about an action.

use super::{Action, Fingerprint, Seen};
use std::collections::BTreeSet;

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

fn all_or_none(yes: usize, of: usize) -> Finding {
    match yes {
        n if n == of => Finding::AsPlanned,
        0 => Finding::NotYet,
        _ => Finding::Partly,
    }
}

/// Judges a list that replaces another one; the order does not count.
fn replaced<T: Ord>(now: Option<&Vec<T>>, was: &[T], wanted: &[T]) -> Finding {
    let same = |a: &[T], b: &[T]| {
        let (a, b): (BTreeSet<&T>, BTreeSet<&T>) = (a.iter().collect(), b.iter().collect());
        a == b
    };
    match now {
        Some(now) if same(now, wanted) => Finding::AsPlanned,
        Some(now) if !same(now, was) => Finding::Partly,
        Some(_) | None => Finding::NotYet,
    }
}

/// Judges one action by what was read just now.
pub fn finding(action: &Action, now: &Seen) -> Finding {
    match action {
        Action::RemoveTeamMember { .. } | Action::RemoveContributor { .. } => {
            all_or_none(usize::from(now.is_absent()), 1)
        }
        Action::UpdateAssignments { add, remove, .. } => {
            let Some(member) = now.team_member() else {
                return Finding::NotYet;
            };
            let added = add
                .iter()
                .filter(|w| member.assignments.iter().any(|a| a.gives(w)));
            let gone = remove
                .iter()
                .filter(|id| !member.assignments.iter().any(|a| a.id.as_ref() == Some(id)));
            all_or_none(added.count() + gone.count(), add.len() + remove.len())
        }
        Action::InviteToAccount { give, .. } => {
            let wanted = Fingerprint::of_new(give);
            let mut open = now.open_invites();
            match open.next() {
                None => Finding::NotYet,
                Some(first) => {
                    let same = |held: &[_]| Fingerprint::of_held(held) == wanted;
                    let fits = same(&first.assignments) || open.any(|i| same(&i.assignments));
                    if fits {
                        Finding::AsPlanned
                    } else {
                        Finding::Partly
                    }
                }
            }
        }
        Action::CreateMember { .. } => all_or_none(usize::from(!now.members().is_empty()), 1),
        Action::DeleteMember { member, .. } => {
            let there = now.members().iter().any(|m| m.id == *member);
            all_or_none(usize::from(!there), 1)
        }
        Action::Member(of) => super::settle_member::finding(&of.deed, now),
        Action::Setting(of) => super::settle_setting::finding(&of.deed, now),
        Action::ChangeContributorRoles { was, roles, .. } => {
            replaced(now.contributor().map(|c| &c.roles), was, roles)
        }
        Action::ChangeContributorLocations { was, locations, .. } => {
            replaced(now.contributor().map(|c| &c.locations), was, locations)
        }
        Action::CreateAccount { was, .. } => match now {
            Seen::ChildAccounts(ids) => match ids.iter().filter(|id| !was.contains(id)).count() {
                0 => Finding::NotYet,
                1 => Finding::AsPlanned,
                // Whose the others are, the list does not tell.
                _ => Finding::Partly,
            },
            _ => Finding::NotYet,
        },
        // Nothing reads site invites: what stands here is known from the answers alone.
        Action::InviteToSite { .. }
        | Action::ResendSiteInvite { .. }
        | Action::RevokeSiteInvite { .. }
        | Action::ByHand { .. } => Finding::NotYet,
    }
}
