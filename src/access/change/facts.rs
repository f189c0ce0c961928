//! A moment as things and how they were.

use super::{Fact, Facts, Moment, Once, Thing, Untold};
use crate::access::{Assignment, Condition, Contributor, Location, Reach, RoleId, SiteId, Team};
use std::collections::{BTreeMap, BTreeSet};

/// A reach without the names that Wix tells with it, which may change.
pub(in crate::access) fn bare(reach: &Reach) -> Reach {
    match reach {
        Reach::Site { id, .. } => Reach::site(id),
        Reach::Conditions(all) => {
            let mut all: Vec<Condition> = all
                .iter()
                .map(|c| Condition {
                    value: None,
                    ..c.clone()
                })
                .collect();
            all.sort();
            all.dedup();
            Reach::Conditions(all)
        }
        other => other.clone(),
    }
}

fn grants(all: &[Assignment]) -> BTreeSet<(RoleId, Reach)> {
    let grants = all.iter().map(|a| (a.role.clone(), bare(&a.reach)));
    grants.collect()
}

/// What can be compared with the other moment: parts that both know.
pub(super) fn of(moment: &Moment, other: &Moment) -> Facts {
    let once = Once::of(moment, other);
    let mut facts = Facts::new();
    if let (Some(team), true) = (&moment.team, other.team.is_some()) {
        of_team(team, &mut facts);
    }
    for role in known(moment.roles.as_ref(), other.roles.is_some()) {
        let title = role.title.clone();
        facts.insert(Thing::Role(role.id.clone()), Fact::Role { title });
    }
    for site in known(moment.sites.as_ref(), other.sites.is_some()) {
        let fact = Fact::Site {
            name: site.label().to_owned(),
            folder: site.folder.clone(),
            trashed: site.trashed_at.is_some(),
        };
        facts.insert(Thing::Site(site.id.clone()), fact);
    }
    for folder in known(moment.folders.as_ref(), other.folders.is_some()) {
        let fact = Fact::Folder {
            name: folder.name.clone(),
            parent: folder.parent.clone(),
        };
        facts.insert(Thing::Folder(folder.id.clone()), fact);
    }
    for invite in &moment.site_invites {
        let fact = Fact::SiteInvite {
            email: invite.email.clone(),
            status: invite.status.clone(),
            roles: invite.roles.iter().cloned().collect(),
            locations: invite.locations.iter().cloned().collect(),
        };
        let thing = Thing::SiteInvite(invite.site.clone(), invite.id.clone());
        facts.insert(thing, fact);
    }
    // A site that came or went is one difference, whoever was on it.
    let both = |site: &SiteId| !once.sites.contains(site);
    for (site, all) in shared(&moment.contributors, &other.contributors) {
        let all = all.iter().filter(|_| both(site));
        all.for_each(|c| of_contributor(site, c, &mut facts));
    }
    for (site, all) in shared(&moment.locations, &other.locations) {
        let all = all.iter().filter(|_| both(site));
        all.for_each(|l| of_location(site, l, &mut facts));
    }
    facts
}

fn known<T>(mine: Option<&Vec<T>>, others: bool) -> &[T] {
    match mine {
        Some(mine) if others => mine,
        _ => &[],
    }
}

fn shared<'a, T>(
    mine: &'a BTreeMap<SiteId, T>,
    others: &'a BTreeMap<SiteId, T>,
) -> impl Iterator<Item = (&'a SiteId, &'a T)> {
    mine.iter().filter(|(site, _)| others.contains_key(*site))
}

fn of_team(team: &Team, facts: &mut Facts) {
    for person in &team.members {
        let fact = Fact::Person {
            name: person.display_name(),
            email: person.email.clone(),
            grants: grants(&person.assignments),
        };
        facts.insert(Thing::Person(person.id.clone()), fact);
        for held in &person.assignments {
            let thing = Thing::Grant(person.id.clone(), held.role.clone(), bare(&held.reach));
            let kept = facts.entry(thing).or_insert(Fact::Grant(BTreeSet::new()));
            if let (Fact::Grant(ids), Some(id)) = (kept, &held.id) {
                ids.insert(id.clone());
            }
        }
    }
    for invite in &team.invites {
        let fact = Fact::Invite {
            email: invite.email.clone(),
            status: invite.status.clone(),
            grants: grants(&invite.assignments),
        };
        facts.insert(Thing::Invite(invite.id.clone()), fact);
    }
}

fn of_contributor(site: &SiteId, who: &Contributor, facts: &mut Facts) {
    let (site, account) = (|| site.clone(), || who.account.clone());
    let locations: BTreeSet<_> = who.locations.iter().cloned().collect();
    for role in &who.roles {
        let thing = Thing::ContributorRole(site(), account(), role.clone());
        facts.insert(thing, Fact::ContributorRole);
    }
    let limit = Fact::Limit(locations.clone());
    facts.insert(Thing::Limit(site(), account()), limit);
    let fact = Fact::Contributor {
        owner: who.owner.clone(),
        roles: who.roles.iter().cloned().collect(),
        locations,
    };
    facts.insert(Thing::Contributor(site(), account()), fact);
}

fn of_location(site: &SiteId, location: &Location, facts: &mut Facts) {
    let fact = Fact::Location {
        name: location.label().to_owned(),
        archived: location.archived,
        default: location.default,
    };
    facts.insert(Thing::Location(site.clone(), location.id.clone()), fact);
}

/// What only one of the moments knew. A site that came or went tells that by itself.
pub(super) fn untold(before: &Moment, after: &Moment) -> Vec<Untold> {
    let mut all = Vec::new();
    let account = [
        ("Team", before.team.is_some(), after.team.is_some()),
        ("Roles", before.roles.is_some(), after.roles.is_some()),
        ("Sites", before.sites.is_some(), after.sites.is_some()),
        ("Folders", before.folders.is_some(), after.folders.is_some()),
    ];
    for (what, was, is) in account {
        if was != is {
            all.push(Untold {
                what,
                site: None,
                known_before: was,
            });
        }
    }
    let once = super::sites_once(before, after);
    let mut of_sites = |what, was: BTreeSet<&SiteId>, is: BTreeSet<&SiteId>| {
        for site in &was ^ &is {
            if !once.contains(site) {
                all.push(Untold {
                    what,
                    site: Some(site.clone()),
                    known_before: was.contains(site),
                });
            }
        }
    };
    of_sites(
        "Contributors",
        before.contributors.keys().collect(),
        after.contributors.keys().collect(),
    );
    of_sites(
        "Locations",
        before.locations.keys().collect(),
        after.locations.keys().collect(),
    );
    of_sites(
        "Site members",
        before.members.keys().collect(),
        after.members.keys().collect(),
    );
    all
}
