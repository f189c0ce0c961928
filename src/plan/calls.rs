//! How the lines of a plan go out: several in one call where Wix takes that.

use super::{Action, Deed, Lane, Plan};
use crate::access::{BadgeId, RoleId, SiteId};
use std::collections::BTreeMap;

/// Most addresses in one call: of Create Invite (contract AI1). Bulk Invite of a site names no
/// number (SI1), so it gets no more either.
const INVITES_A_CALL: usize = 50;

/// Most members in one Bulk Delete Members, and in one bulk call of badges (site contract 1.4, 4.4).
const MEMBERS_A_CALL: usize = 100;

/// One call and the lines it carries out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The lines, counted from 0, in their order.
    pub lines: Vec<u32>,
    /// Calls of one lane go out one after the other.
    pub lane: Lane,
}

/// What the lines of one call have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shared<'a> {
    Invites {
        site: Option<&'a SiteId>,
        /// Every address of a site invite gets the same roles (contract SI1).
        roles: &'a [RoleId],
        language: Option<&'a str>,
    },
    Deletions {
        site: &'a SiteId,
    },
    /// Badges are given one kind at a time; they are taken by the ids of their assignments.
    Badges {
        site: &'a SiteId,
        give: Option<&'a BadgeId>,
    },
}

impl<'a> Shared<'a> {
    fn of(action: &'a Action) -> Option<Self> {
        match action {
            Action::InviteToAccount { language, .. } => Some(Self::Invites {
                site: None,
                roles: &[],
                language: language.as_deref(),
            }),
            Action::InviteToSite {
                site,
                roles,
                language,
                ..
            } => Some(Self::Invites {
                site: Some(site),
                roles,
                language: language.as_deref(),
            }),
            Action::Member(of) => match &of.deed {
                Deed::Delete => Some(Self::Deletions { site: &of.site }),
                Deed::GiveBadge { badge } => Some(Self::Badges {
                    site: &of.site,
                    give: Some(badge),
                }),
                Deed::TakeBadge { .. } => Some(Self::Badges {
                    site: &of.site,
                    give: None,
                }),
                _ => None,
            },
            Action::DeleteMember { site, .. } => Some(Self::Deletions { site }),
            _ => None,
        }
    }

    /// Most lines in one call.
    fn most(self) -> usize {
        match self {
            Self::Invites { .. } => INVITES_A_CALL,
            Self::Deletions { .. } | Self::Badges { .. } => MEMBERS_A_CALL,
        }
    }
}

/// Groups these lines of a plan into calls, in the order of the first line of each. Always the
/// same for the same lines.
pub fn calls(plan: &Plan, lines: impl IntoIterator<Item = usize>) -> Vec<Call> {
    let mut calls: Vec<Call> = Vec::new();
    // The call that still takes lines, by everything that one call has in common.
    let mut open: BTreeMap<Shared<'_>, usize> = BTreeMap::new();
    for at in lines {
        let Some((action, lane)) = plan
            .lines
            .get(at)
            .and_then(|l| Some((&l.action, l.action.lane()?)))
        else {
            continue;
        };
        if let Some(shared) = Shared::of(action) {
            let joined = open
                .get(&shared)
                .and_then(|i| calls.get_mut(*i))
                .filter(|call| call.lines.len() < shared.most());
            if let Some(call) = joined {
                call.lines.push(at as u32);
                continue;
            }
            open.insert(shared, calls.len());
        }
        calls.push(Call {
            lines: vec![at as u32],
            lane,
        });
    }
    calls
}
