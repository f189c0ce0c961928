//! Everything in a moment that can be reviewed, by what it is about and what is in it.

use super::{Item, Matter};
use crate::access::change::bare;
use crate::access::{
    Difference, Fact, InviteStatus, LocationId, MemberStatus, Moment, Reach, RoleId, Thing,
};
use std::collections::{BTreeMap, BTreeSet};

/// What a matter holds: two moments with the same content have it unchanged.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Content {
    /// Roles.
    pub roles: BTreeSet<RoleId>,
    /// Roles of an account invite with what they reach.
    pub grants: BTreeSet<(RoleId, Reach)>,
    /// Locations it is limited to.
    pub locations: BTreeSet<LocationId>,
    /// State of an invite.
    pub invite: Option<InviteStatus>,
    /// State of a member.
    pub member: Option<MemberStatus>,
}

/// Everything in a moment; members of sites only if wanted.
pub(super) fn of(moment: &Moment, members: bool) -> BTreeMap<Matter, Content> {
    let mut all: BTreeMap<Matter, Content> = BTreeMap::new();
    for member in moment.team.iter().flat_map(|t| &t.members) {
        for a in &member.assignments {
            let matter = Matter::Assignment(member.id.clone(), a.role.clone(), bare(&a.reach));
            let roles = BTreeSet::from([a.role.clone()]);
            all.insert(matter, with(|c| c.roles = roles));
        }
    }
    for invite in moment.team.iter().flat_map(|t| &t.invites) {
        let grants = invite.assignments.iter();
        let grants = grants.map(|a| (a.role.clone(), bare(&a.reach))).collect();
        let status = invite.status.clone();
        let content = with(|c| {
            c.grants = grants;
            c.invite = Some(status);
        });
        all.insert(Matter::AccountInvite(invite.id.clone()), content);
    }
    for invite in &moment.site_invites {
        let matter = Matter::SiteInvite(invite.site.clone(), invite.id.clone());
        let content = Content {
            roles: invite.roles.iter().cloned().collect(),
            locations: invite.locations.iter().cloned().collect(),
            invite: Some(invite.status.clone()),
            ..Content::default()
        };
        all.insert(matter, content);
    }
    for (site, list) in &moment.contributors {
        for one in list {
            let content = Content {
                roles: one.roles.iter().cloned().collect(),
                locations: one.locations.iter().cloned().collect(),
                ..Content::default()
            };
            let matter = Matter::Contributor(site.clone(), one.account.clone());
            all.insert(matter, content);
        }
    }
    if members {
        for (site, list) in &moment.members {
            for one in list {
                let status = one.status.clone();
                let matter = Matter::Member(site.clone(), one.id.clone());
                all.insert(matter, with(|c| c.member = Some(status)));
            }
        }
    }
    all
}

fn with(set: impl FnOnce(&mut Content)) -> Content {
    let mut content = Content::default();
    set(&mut content);
    content
}

/// Whether a moment would tell if this were there. Invites to sites are what this computer knows
/// of them, which every moment tells.
pub(super) fn knows(moment: &Moment, matter: &Matter) -> bool {
    match matter {
        Matter::Assignment(..) | Matter::AccountInvite(_) => moment.team.is_some(),
        Matter::Contributor(site, _) => moment.contributors.contains_key(site),
        Matter::SiteInvite(..) => true,
        Matter::Member(site, _) => moment.members.contains_key(site),
    }
}

/// What was otherwise with an item between two moments, as differences that tell our own lines
/// from the deeds of others.
pub fn differences(item: &Item, before: Option<&Content>, after: &Content) -> Vec<Difference> {
    let one = |thing, before, after| {
        vec![Difference {
            thing,
            before,
            after,
        }]
    };
    match &item.matter {
        Matter::Assignment(user, role, reach) => one(
            Thing::Grant(user.clone(), role.clone(), reach.clone()),
            None,
            Some(Fact::Grant(BTreeSet::new())),
        ),
        Matter::Contributor(site, account) => {
            let Some(before) = before else {
                let fact = |c: &Content| Fact::Contributor {
                    owner: None,
                    roles: c.roles.clone(),
                    locations: c.locations.clone(),
                };
                let thing = Thing::Contributor(site.clone(), account.clone());
                return one(thing, None, Some(fact(after)));
            };
            let changed = before.roles.symmetric_difference(&after.roles);
            let mut all: Vec<Difference> = changed
                .map(|role| Difference {
                    thing: Thing::ContributorRole(site.clone(), account.clone(), role.clone()),
                    before: before.roles.contains(role).then_some(Fact::ContributorRole),
                    after: after.roles.contains(role).then_some(Fact::ContributorRole),
                })
                .collect();
            if before.locations != after.locations {
                all.push(Difference {
                    thing: Thing::Limit(site.clone(), account.clone()),
                    before: Some(Fact::Limit(before.locations.clone())),
                    after: Some(Fact::Limit(after.locations.clone())),
                });
            }
            all
        }
        Matter::AccountInvite(invite) => {
            let fact = |c: &Content| Fact::Invite {
                email: item.address.clone(),
                status: status(c),
                grants: c.grants.clone(),
            };
            let thing = Thing::Invite(invite.clone());
            one(thing, before.map(fact), Some(fact(after)))
        }
        Matter::SiteInvite(site, invite) => {
            let fact = |c: &Content| Fact::SiteInvite {
                email: item.address.clone(),
                status: status(c),
                roles: c.roles.clone(),
                locations: c.locations.clone(),
            };
            let thing = Thing::SiteInvite(site.clone(), invite.clone());
            one(thing, before.map(fact), Some(fact(after)))
        }
        Matter::Member(site, member) => {
            let fact = |c: &Content| Fact::Member {
                name: item.name.clone(),
                login: item.address.clone(),
                status: c.member.clone().unwrap_or_default(),
            };
            let thing = Thing::Member(site.clone(), member.clone());
            one(thing, before.map(fact), Some(fact(after)))
        }
    }
}

fn status(content: &Content) -> InviteStatus {
    let untold = || InviteStatus::Other(String::new());
    content.invite.clone().unwrap_or_else(untold)
}
