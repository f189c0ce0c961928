//! How much a difference matters to somebody who guards an account.

use super::{Difference, Fact};
use crate::access::{ACCOUNT_ADMIN, InviteStatus, MemberStatus, OWNER, RoleId, SITE_ADMIN};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a difference does to access, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Weight {
    /// Somebody became owner or co-owner, or was invited to be.
    Top,
    /// Somebody can do more, or may be able to.
    More,
    /// Somebody can do less.
    Less,
    /// Access is as it was.
    Other,
}

impl Weight {
    /// Every weight, worst first.
    pub const ALL: [Self; 4] = [Self::Top, Self::More, Self::Less, Self::Other];

    /// Words to show.
    pub fn label(self) -> &'static str {
        match self {
            Self::Top => "New co-owners",
            Self::More => "More access",
            Self::Less => "Less access",
            Self::Other => "Other changes",
        }
    }
}

fn is_top(role: &RoleId) -> bool {
    [OWNER, ACCOUNT_ADMIN, SITE_ADMIN].contains(&role.as_str())
}

/// More where something was gained, less where something was only lost.
fn by<T: Ord>(was: &BTreeSet<T>, is: &BTreeSet<T>, top: impl Fn(&T) -> bool) -> Weight {
    let mut gained = is.difference(was).peekable();
    if gained.peek().is_some() {
        if gained.any(top) {
            Weight::Top
        } else {
            Weight::More
        }
    } else if was.len() > is.len() {
        Weight::Less
    } else {
        Weight::Other
    }
}

/// Whether an invite can be accepted.
fn is_open(status: &InviteStatus) -> bool {
    matches!(status, InviteStatus::Pending | InviteStatus::Other(_))
}

impl Difference {
    /// What it does to access. A role is judged by what Wix publishes of it; what a custom role
    /// permits is told nowhere (contract 7), so it counts as more access and never as the top.
    pub fn weight(&self) -> Weight {
        match (&self.before, &self.after) {
            (None, Some(now)) => self.appeared(now),
            (
                None | Some(Fact::Role { .. } | Fact::Folder { .. } | Fact::Location { .. }),
                None,
            ) => Weight::Other,
            (Some(Fact::Invite { status, .. } | Fact::SiteInvite { status, .. }), None)
                if !is_open(status) =>
            {
                Weight::Other
            }
            (Some(_), None) => Weight::Less,
            (Some(was), Some(now)) => changed(was, now),
        }
    }

    fn appeared(&self, now: &Fact) -> Weight {
        let none = BTreeSet::new();
        match now {
            Fact::Person { grants, .. } => {
                by(&BTreeSet::new(), grants, |g| is_top(&g.0)).min(Weight::More)
            }
            Fact::Invite { status, grants, .. } if is_open(status) => {
                by(&BTreeSet::new(), grants, |g| is_top(&g.0)).min(Weight::More)
            }
            Fact::SiteInvite { status, roles, .. } if is_open(status) => {
                by(&none, roles, is_top).min(Weight::More)
            }
            Fact::Contributor { roles, .. } => by(&none, roles, is_top).min(Weight::More),
            Fact::Grant(_) | Fact::ContributorRole => {
                let role = match &self.thing {
                    super::Thing::Grant(_, role, _) | super::Thing::ContributorRole(.., role) => {
                        Some(role)
                    }
                    _ => None,
                };
                if role.is_some_and(is_top) {
                    Weight::Top
                } else {
                    Weight::More
                }
            }
            Fact::Limit(_) => Weight::Less,
            Fact::Member { .. } => Weight::More,
            _ => Weight::Other,
        }
    }
}

fn changed(was: &Fact, now: &Fact) -> Weight {
    match (was, now) {
        (
            Fact::Invite {
                status: s,
                grants: g,
                ..
            },
            Fact::Invite { status, grants, .. },
        ) => of_invite((s, status), by(g, grants, |g| is_top(&g.0)), || {
            by(&BTreeSet::new(), grants, |g| is_top(&g.0))
        }),
        (
            Fact::SiteInvite {
                status: s,
                roles: r,
                ..
            },
            Fact::SiteInvite { status, roles, .. },
        ) => of_invite((s, status), by(r, roles, is_top), || {
            by(&BTreeSet::new(), roles, is_top)
        }),
        (Fact::Limit(was), Fact::Limit(now)) => match (was.is_empty(), now.is_empty()) {
            (true, _) => Weight::Less,
            (_, true) => Weight::More,
            _ => by(was, now, |_| false),
        },
        (Fact::Member { status: a, .. }, Fact::Member { status: b, .. }) if a != b => {
            match (a, b) {
                (_, MemberStatus::Approved) => Weight::More,
                (MemberStatus::Approved, _) => Weight::Less,
                _ => Weight::Other,
            }
        }
        // A site or folder in another place is reached by other people.
        (Fact::Site { folder: a, .. }, Fact::Site { folder: b, .. }) if a != b => Weight::More,
        (Fact::Folder { parent: a, .. }, Fact::Folder { parent: b, .. }) if a != b => Weight::More,
        _ => Weight::Other,
    }
}

fn of_invite(
    (was, now): (&InviteStatus, &InviteStatus),
    both: Weight,
    all: impl FnOnce() -> Weight,
) -> Weight {
    match (is_open(was), is_open(now)) {
        (true, true) => both,
        (false, true) => all().min(Weight::More),
        // Who accepted it shows as a person, or as a contributor.
        (true, false) if *now == InviteStatus::Used => Weight::Other,
        (true, false) => Weight::Less,
        (false, false) => Weight::Other,
    }
}
