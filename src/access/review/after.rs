//! What became of a decision, as a later moment tells it.

use super::stock::{self, Content};
use super::{Item, Matter, Verdict};
use crate::access::{InviteStatus, MemberStatus, Moment, RoleId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What became of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum After {
    /// What was revoked is gone.
    Gone,
    /// The roles are the ones that were decided.
    AsDecided,
    /// It is still as it was, or otherwise than decided.
    Still,
    /// The moment does not tell.
    Unknown,
}

impl After {
    /// Words to show.
    pub fn label(self) -> &'static str {
        match self {
            Self::Gone => "Gone",
            Self::AsDecided => "As decided",
            Self::Still => "Still there",
            Self::Unknown => "Not known",
        }
    }
}

/// Looks up in a moment what became of decisions, one answer each; only what had to be done has
/// one. `at` is when the moment was.
pub fn after<'a>(
    moment: &Moment,
    at: Timestamp,
    decided: impl Iterator<Item = (&'a Item, &'a Verdict)>,
) -> Vec<Option<After>> {
    let all = stock::of(moment, true);
    let of = |(item, verdict): (&Item, &Verdict)| match verdict {
        Verdict::Revoke => Some(revoked(moment, at, item, &all)),
        Verdict::Reduce { roles } => Some(reduced(moment, item, roles, &all)),
        Verdict::Keep | Verdict::Unsure | Verdict::HandOver { .. } => None,
    };
    decided.map(of).collect()
}

fn revoked(moment: &Moment, at: Timestamp, item: &Item, all: &BTreeMap<Matter, Content>) -> After {
    if !stock::knows(moment, &item.matter) {
        return After::Unknown;
    }
    let Some(content) = all.get(&item.matter) else {
        return After::Gone;
    };
    let open = match &item.matter {
        Matter::Assignment(..) | Matter::Contributor(..) => true,
        Matter::AccountInvite(id) => {
            let mut invites = moment.team.iter().flat_map(|t| &t.invites);
            let invite = invites.find(|i| i.id == *id);
            invite.is_some_and(|i| is_open(&i.status_at(at)))
        }
        Matter::SiteInvite(site, id) => {
            let mut invites = moment.site_invites.iter();
            let invite = invites.find(|i| (&i.site, &i.id) == (site, id));
            invite.is_some_and(|i| is_open(&i.status_at(at)))
        }
        Matter::Member(..) => content.member != Some(MemberStatus::Blocked),
    };
    if open { After::Still } else { After::Gone }
}

/// Whether it can be accepted; what was accepted did its work and is not gone either.
fn is_open(status: &InviteStatus) -> bool {
    !matches!(
        status,
        InviteStatus::Deleted | InviteStatus::Declined | InviteStatus::Expired
    )
}

fn reduced(
    moment: &Moment,
    item: &Item,
    roles: &[RoleId],
    all: &BTreeMap<Matter, Content>,
) -> After {
    if !stock::knows(moment, &item.matter) {
        return After::Unknown;
    }
    let so = match &item.matter {
        Matter::Assignment(user, role, reach) => {
            let held = |role: &RoleId| {
                all.contains_key(&Matter::Assignment(
                    user.clone(),
                    role.clone(),
                    reach.clone(),
                ))
            };
            roles.iter().all(held) && (roles.contains(role) || !held(role))
        }
        matter => all
            .get(matter)
            .is_some_and(|c| c.roles == roles.iter().cloned().collect::<BTreeSet<_>>()),
    };
    if so { After::AsDecided } else { After::Still }
}
