//! What is otherwise between two moments: each thing that can differ, and what it was and became.
//!
//! A thing that is there only once takes what hangs on it along: somebody who left is one
//! difference, not one for each role. What one of the moments never knew is no difference; it is
//! named beside them.

mod facts;
mod weight;

pub(in crate::access) use facts::bare;
pub use weight::Weight;

use super::{
    AccountId, AssignmentId, FolderId, InviteId, InviteStatus, LocationId, MemberId, MemberLine,
    MemberStatus, Moment, Reach, RoleId, SiteId, UserId,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A thing that can be there or not, and be so or otherwise.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Thing {
    /// Somebody in the team.
    Person(UserId),
    /// A role that somebody holds at a reach (without the names that Wix tells with it).
    Grant(UserId, RoleId, Reach),
    /// An invite to the account.
    Invite(InviteId),
    /// An invite to a site.
    SiteInvite(SiteId, InviteId),
    /// A contributor of a site.
    Contributor(SiteId, AccountId),
    /// A role of a contributor.
    ContributorRole(SiteId, AccountId, RoleId),
    /// The locations that a contributor is limited to.
    Limit(SiteId, AccountId),
    /// A location of a site.
    Location(SiteId, LocationId),
    /// A member of a site.
    Member(SiteId, MemberId),
    /// What the profile of a member says. Told by readings, not by snapshots.
    MemberFields(SiteId, MemberId),
    /// The address of a member's page. Told by readings, not by snapshots.
    MemberPage(SiteId, MemberId),
    /// A site.
    Site(SiteId),
    /// A folder of sites.
    Folder(FolderId),
    /// A role that can be given.
    Role(RoleId),
}

impl Thing {
    /// The site it belongs to.
    pub fn site(&self) -> Option<&SiteId> {
        match self {
            Self::SiteInvite(site, _)
            | Self::Contributor(site, _)
            | Self::ContributorRole(site, ..)
            | Self::Limit(site, _)
            | Self::Location(site, _)
            | Self::Member(site, _)
            | Self::MemberFields(site, _)
            | Self::MemberPage(site, _)
            | Self::Site(site) => Some(site),
            _ => None,
        }
    }

    /// Where reports put it.
    pub fn group(&self) -> &'static str {
        match self {
            Self::Person(_) => "People",
            Self::Grant(..) => "Roles and reach",
            Self::Invite(_) | Self::SiteInvite(..) => "Invites",
            Self::Contributor(..) | Self::ContributorRole(..) => "Contributors",
            Self::Limit(..) => "Limits to locations",
            Self::Location(..) => "Locations",
            Self::Member(..) | Self::MemberFields(..) | Self::MemberPage(..) => "Site members",
            Self::Site(_) | Self::Folder(_) => "Sites and folders",
            Self::Role(_) => "Roles that can be given",
        }
    }
}

/// How a thing was.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// Somebody in the team.
    Person {
        /// Name to show.
        name: String,
        /// Login address.
        email: String,
        /// What they hold; told by itself where they are there both times.
        grants: BTreeSet<(RoleId, Reach)>,
    },
    /// A role that is held, by one or more assignments. A new id alone is no difference.
    Grant(BTreeSet<AssignmentId>),
    /// An invite to the account.
    Invite {
        /// The address.
        email: String,
        /// Its state.
        status: InviteStatus,
        /// What it gives.
        grants: BTreeSet<(RoleId, Reach)>,
    },
    /// An invite to a site.
    SiteInvite {
        /// The address.
        email: String,
        /// Its state.
        status: InviteStatus,
        /// Roles it gives.
        roles: BTreeSet<RoleId>,
        /// Locations it is limited to.
        locations: BTreeSet<LocationId>,
    },
    /// A contributor; roles and limit are told by themselves where it is there both times.
    Contributor {
        /// The user behind the account, where Wix told it.
        owner: Option<UserId>,
        /// Roles.
        roles: BTreeSet<RoleId>,
        /// Limit.
        locations: BTreeSet<LocationId>,
    },
    /// A role of a contributor.
    ContributorRole,
    /// The locations that a contributor is limited to; none means no limit.
    Limit(BTreeSet<LocationId>),
    /// A location.
    Location {
        /// Its name.
        name: String,
        /// Whether it is archived, where Wix told it.
        archived: Option<bool>,
        /// Whether it is the default one, where Wix told it.
        default: Option<bool>,
    },
    /// A member of a site.
    Member {
        /// Name to show.
        name: String,
        /// Login address.
        login: String,
        /// Whether it may log in.
        status: MemberStatus,
    },
    /// What a reading told of a member's profile.
    Told {
        /// Name to show.
        name: String,
        /// What: names of fields, or an address.
        text: String,
    },
    /// A site.
    Site {
        /// Its name.
        name: String,
        /// The folder it lies in.
        folder: Option<FolderId>,
        /// Whether it is in the trash.
        trashed: bool,
    },
    /// A folder.
    Folder {
        /// Its name.
        name: String,
        /// The folder it lies in.
        parent: Option<FolderId>,
    },
    /// A role that can be given.
    Role {
        /// Its title.
        title: String,
    },
}

impl Fact {
    /// Whether nobody would call it changed.
    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Grant(_), Self::Grant(_))
            | (Self::Contributor { .. }, Self::Contributor { .. }) => true,
            (
                Self::Person { name, email, .. },
                Self::Person {
                    name: n, email: e, ..
                },
            ) => (name, email) == (n, e),
            _ => self == other,
        }
    }
}

/// One thing that is otherwise. At least one side is there.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// What.
    pub thing: Thing,
    /// How it was; `None`: it was not there.
    pub before: Option<Fact>,
    /// How it became; `None`: it is gone.
    pub after: Option<Fact>,
}

impl Difference {
    /// The same seen from the later moment.
    #[must_use]
    pub fn turned(self) -> Self {
        Self {
            before: self.after,
            after: self.before,
            ..self
        }
    }
}

/// Something that only one of the moments knew, so that nobody can tell what changed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Untold {
    /// What: “Team”, “Contributors”, ….
    pub what: &'static str,
    /// Of which site; `None`: of the account.
    pub site: Option<SiteId>,
    /// Whether the earlier moment is the one that knew it.
    pub known_before: bool,
}

/// What comparing two moments found, things in their order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Comparison {
    /// What is otherwise.
    pub differences: Vec<Difference>,
    /// What cannot be compared.
    pub untold: Vec<Untold>,
}

/// Compares two moments. Turning both around turns every difference around and changes nothing
/// else. Parts that are the same may be left out of both.
pub fn compare(before: &Moment, after: &Moment) -> Comparison {
    let mut found = Comparison {
        untold: facts::untold(before, after),
        differences: Vec::new(),
    };
    let once = Once::of(before, after);
    let (mut old, mut new) = (
        facts::of(before, after).into_iter().peekable(),
        facts::of(after, before).into_iter().peekable(),
    );
    loop {
        let order = match (old.peek(), new.peek()) {
            (None, None) => break,
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some((a, _)), Some((b, _))) => a.cmp(b),
        };
        let left = order.is_le().then(|| old.next()).flatten();
        let right = order.is_ge().then(|| new.next()).flatten();
        let thing = left.as_ref().or(right.as_ref()).map(|(t, _)| t.clone());
        let (left, right) = (left.map(|(_, f)| f), right.map(|(_, f)| f));
        let same = matches!((&left, &right), (Some(a), Some(b)) if a.same(b));
        if let Some(thing) = thing.filter(|t| !same && !once.takes_along(t)) {
            found.differences.push(Difference {
                thing,
                before: left,
                after: right,
            });
        }
    }
    for (site, old) in &before.members {
        if let Some(new) = after.members.get(site) {
            members(site, old, new, &mut found.differences);
        }
    }
    found
}

/// Members come by the hundred thousand, so they are walked through in step instead of filed.
fn members(site: &SiteId, old: &[MemberLine], new: &[MemberLine], out: &mut Vec<Difference>) {
    let sorted = |all: &[MemberLine]| {
        let mut ids: Vec<usize> = (0..all.len()).collect();
        ids.sort_by(|a, b| all[*a].id.cmp(&all[*b].id));
        ids
    };
    let fact = |m: &MemberLine| Fact::Member {
        name: m.name.clone(),
        login: m.login.clone(),
        status: m.status.clone(),
    };
    let (olds, news) = (sorted(old), sorted(new));
    let (mut i, mut j) = (0, 0);
    loop {
        let was = olds.get(i).map(|at| &old[*at]);
        let is = news.get(j).map(|at| &new[*at]);
        let (left, right) = match (was, is) {
            (None, None) => break,
            (Some(was), Some(is)) => match was.id.cmp(&is.id) {
                std::cmp::Ordering::Less => (Some(was), None),
                std::cmp::Ordering::Equal => (Some(was), Some(is)),
                std::cmp::Ordering::Greater => (None, Some(is)),
            },
            one => one,
        };
        i += usize::from(left.is_some());
        j += usize::from(right.is_some());
        if left == right {
            continue;
        }
        if let Some(one) = left.or(right) {
            out.push(Difference {
                thing: Thing::Member(site.clone(), one.id.clone()),
                before: left.map(fact),
                after: right.map(fact),
            });
        }
    }
}

/// Things that were there only one of the times.
struct Once {
    persons: BTreeSet<UserId>,
    sites: BTreeSet<SiteId>,
    contributors: BTreeSet<(SiteId, AccountId)>,
}

impl Once {
    fn of(a: &Moment, b: &Moment) -> Self {
        let persons = |m: &Moment| -> BTreeSet<UserId> {
            let team = m.team.iter().flat_map(|t| &t.members);
            team.map(|p| p.id.clone()).collect()
        };
        let contributors = |m: &Moment| -> BTreeSet<(SiteId, AccountId)> {
            let all = m.contributors.iter();
            all.flat_map(|(s, c)| c.iter().map(|c| (s.clone(), c.account.clone())))
                .collect()
        };
        Self {
            persons: &persons(a) ^ &persons(b),
            sites: sites_once(a, b),
            contributors: &contributors(a) ^ &contributors(b),
        }
    }

    /// Whether a thing is told by the one it hangs on.
    fn takes_along(&self, thing: &Thing) -> bool {
        match thing {
            Thing::Grant(user, ..) => self.persons.contains(user),
            Thing::ContributorRole(site, account, _) | Thing::Limit(site, account) => {
                self.contributors.contains(&(site.clone(), account.clone()))
            }
            _ => false,
        }
    }
}

/// Sites that came or went between two moments that both know their sites.
fn sites_once(a: &Moment, b: &Moment) -> BTreeSet<SiteId> {
    let (Some(a), Some(b)) = (&a.sites, &b.sites) else {
        return BTreeSet::new();
    };
    let ids =
        |all: &[super::Site]| -> BTreeSet<SiteId> { all.iter().map(|s| s.id.clone()).collect() };
    &ids(a) ^ &ids(b)
}

type Facts = BTreeMap<Thing, Fact>;

#[cfg(test)]
mod tests;
