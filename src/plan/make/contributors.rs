//! Plans about contributors of sites (contract C2, C3, C4).

use super::{Drawn, Observed};
use crate::access::{Contributor, LimitEffect, LocationId, OWNER, RoleId, SiteId};
use crate::plan::{Action, Contribution, Grant, Line, Skip, Undo, Wish, WishError};
use std::collections::BTreeSet;

/// What is wished of each.
enum Change<'a> {
    Exactly(&'a [RoleId]),
    Delta(&'a [RoleId], &'a [RoleId]),
    Locations(&'a [LocationId]),
    Remove,
}

pub(super) fn draw(seen: Observed<'_>, wish: &Wish) -> Result<Drawn, WishError> {
    let (whom, change) = match wish {
        Wish::SetContributorRoles { whom, roles } => (whom, Change::Exactly(roles)),
        Wish::ChangeContributorRoles { whom, give, take } => (whom, Change::Delta(give, take)),
        Wish::SetContributorLocations { whom, locations } => (whom, Change::Locations(locations)),
        Wish::RemoveContributors { whom } => (whom, Change::Remove),
        _ => return Err(WishError::Nobody),
    };
    check(seen, &change)?;
    let (mut lines, mut skipped) = (Vec::new(), Vec::new());
    let mut named = BTreeSet::new();
    for one in whom.iter().filter(|w| named.insert(*w)) {
        match line_for(seen, one, &change) {
            Ok(line) => lines.push(line),
            Err((reason, already_so)) => skipped.push(Skip {
                who: seen.sites.who(&one.account),
                reason,
                already_so,
            }),
        }
    }
    Ok(Drawn {
        title: title(seen, whom, &lines, &change),
        lines,
        skipped,
    })
}

fn check(seen: Observed<'_>, change: &Change<'_>) -> Result<(), WishError> {
    let given = match change {
        Change::Exactly([]) | Change::Delta([], []) => return Err(WishError::Nothing),
        Change::Exactly(roles) | Change::Delta(roles, _) => *roles,
        Change::Locations(_) | Change::Remove => &[],
    };
    given.iter().try_for_each(|r| check_role(seen, r))
}

/// Whether a role may be given on a site.
pub(super) fn check_role(seen: Observed<'_>, role: &RoleId) -> Result<(), WishError> {
    if role.as_str() == OWNER {
        return Err(WishError::OwnerRole);
    }
    match seen.directory.role(role) {
        Some(known) if !known.at_site() => Err(WishError::NotAtSite(
            seen.directory.role_name(role).to_owned(),
        )),
        _ => Ok(()),
    }
}

fn line_for(
    seen: Observed<'_>,
    one: &Contribution,
    change: &Change<'_>,
) -> Result<Line, (String, bool)> {
    let left = |reason: &str| (reason.to_owned(), false);
    if !seen.sites.contributors.contains_key(&one.site) {
        return Err(left("The contributors of this site have not been read"));
    }
    let Some(now) = seen.sites.contributor(&one.site, &one.account) else {
        let gone = matches!(change, Change::Remove);
        return Err(("Does not contribute to this site".to_owned(), gone));
    };
    let owns = seen
        .directory
        .site(&one.site)
        .and_then(|s| s.owner.as_ref())
        == Some(&one.account);
    if owns {
        return Err(left("Owns this site"));
    }
    match change {
        Change::Remove => Ok(removal(seen, one, Some(now), "Selected for removal")),
        Change::Locations(wanted) => locations(seen, one, now, wanted),
        Change::Exactly(wanted) => roles(seen, one, now, wanted.to_vec()),
        Change::Delta(give, take) => {
            let mut wanted: Vec<RoleId> = now
                .roles
                .iter()
                .filter(|r| !take.contains(r) || give.contains(r))
                .cloned()
                .collect();
            wanted.extend(give.iter().cloned());
            roles(seen, one, now, wanted)
        }
    }
}

fn sorted<T: Ord>(mut all: Vec<T>) -> Vec<T> {
    all.sort();
    all.dedup();
    all
}

/// The line that sets these roles.
pub(in crate::plan) fn set_roles(
    seen: Observed<'_>,
    one: &Contribution,
    was: &[RoleId],
    roles: &[RoleId],
    reason: &str,
) -> Line {
    let was = sorted(was.to_vec());
    let action = Action::ChangeContributorRoles {
        site: one.site.clone(),
        account: one.account.clone(),
        was: was.clone(),
        roles: roles.to_owned(),
    };
    Line {
        before: role_grants(seen, &one.site, &was),
        after: role_grants(seen, &one.site, roles),
        ..Line::new(
            action,
            seen.sites.who(&one.account),
            reason,
            Undo::RolesBack { roles: was },
        )
    }
}

fn roles(
    seen: Observed<'_>,
    one: &Contribution,
    now: &Contributor,
    wanted: Vec<RoleId>,
) -> Result<Line, (String, bool)> {
    let (was, wanted) = (sorted(now.roles.clone()), sorted(wanted));
    if was == wanted {
        return Err(("Is already so".to_owned(), true));
    }
    if wanted.is_empty() {
        let words = "Would have no role left: remove the person from the site instead";
        return Err((words.to_owned(), false));
    }
    if was.iter().any(|r| r.as_str() == OWNER) {
        return Err(("Owns this site".to_owned(), false));
    }
    let mut reason = "Roles set for the selection".to_owned();
    if !now.locations.is_empty() {
        flag(seen, &wanted, &mut reason);
    }
    Ok(set_roles(seen, one, &was, &wanted, &reason))
}

/// Says in the line that a limit to locations does nothing for somebody with these roles.
fn flag(seen: Observed<'_>, roles: &[RoleId], reason: &mut String) {
    if let Some(why) = LimitEffect::why_nothing(seen.directory, roles) {
        reason.push_str(". The limit to locations has no effect: ");
        reason.push_str(&why);
    }
}

/// The line that sets these locations.
pub(in crate::plan) fn set_locations(
    seen: Observed<'_>,
    one: &Contribution,
    was: &[LocationId],
    locations: &[LocationId],
    reason: &str,
) -> Line {
    let was = sorted(was.to_vec());
    let action = Action::ChangeContributorLocations {
        site: one.site.clone(),
        account: one.account.clone(),
        was: was.clone(),
        locations: locations.to_owned(),
    };
    Line {
        before: location_grants(seen, &one.site, &was),
        after: location_grants(seen, &one.site, locations),
        ..Line::new(
            action,
            seen.sites.who(&one.account),
            reason,
            Undo::LocationsBack { locations: was },
        )
    }
}

fn locations(
    seen: Observed<'_>,
    one: &Contribution,
    now: &Contributor,
    wanted: &[LocationId],
) -> Result<Line, (String, bool)> {
    let (was, wanted) = (sorted(now.locations.clone()), sorted(wanted.to_vec()));
    if was == wanted {
        return Err(("Is already so".to_owned(), true));
    }
    let known = seen.sites.locations.get(&one.site);
    let foreign = |l: &&LocationId| !known.is_some_and(|all| all.iter().any(|k| k.id == **l));
    if let Some(other) = wanted.iter().find(foreign) {
        return Err((format!("The site has no location {other}"), false));
    }
    let mut reason = "Locations set for the selection".to_owned();
    if !wanted.is_empty() {
        flag(seen, &now.roles, &mut reason);
    }
    Ok(set_locations(seen, one, &was, &wanted, &reason))
}

/// The line that removes an account from a site.
pub(in crate::plan) fn removal(
    seen: Observed<'_>,
    one: &Contribution,
    now: Option<&Contributor>,
    reason: &str,
) -> Line {
    let action = Action::RemoveContributor {
        site: one.site.clone(),
        account: one.account.clone(),
    };
    let who = seen.sites.who(&one.account);
    let roles = now.map_or(&[][..], |c| &c.roles);
    let undo = if who.email.is_empty() {
        Undo::Never {
            why: "The person has to be invited again, and no address is known here".to_owned(),
        }
    } else {
        Undo::ByNewInvite { give: Vec::new() }
    };
    let mut before = role_grants(seen, &one.site, roles);
    if before.is_empty() {
        // Presence alone is known; it is access all the same.
        before.push(Grant {
            role: "Contributor".to_owned(),
            reach: seen.directory.site_name(&one.site).to_owned(),
        });
    }
    Line {
        before,
        ..Line::new(action, who, reason, undo)
    }
}

pub(in crate::plan) fn role_grants(
    seen: Observed<'_>,
    site: &SiteId,
    roles: &[RoleId],
) -> Vec<Grant> {
    let reach = seen.directory.site_name(site);
    let mut all: Vec<Grant> = roles
        .iter()
        .map(|r| Grant {
            role: seen.directory.role_name(r).to_owned(),
            reach: reach.to_owned(),
        })
        .collect();
    all.sort();
    all
}

fn location_grants(seen: Observed<'_>, site: &SiteId, locations: &[LocationId]) -> Vec<Grant> {
    let reach = seen.directory.site_name(site);
    let grant = |name: &str| Grant {
        role: name.to_owned(),
        reach: reach.to_owned(),
    };
    if locations.is_empty() {
        return vec![grant("Every location")];
    }
    let mut all: Vec<Grant> = locations
        .iter()
        .map(|l| grant(seen.sites.location_name(site, l)))
        .collect();
    all.sort();
    all
}

fn title(seen: Observed<'_>, whom: &[Contribution], lines: &[Line], change: &Change<'_>) -> String {
    let sites: BTreeSet<&SiteId> = whom.iter().map(|w| &w.site).collect();
    let people: BTreeSet<&str> = lines.iter().map(|l| l.who.id.as_str()).collect();
    let people = match (people.len(), lines.first()) {
        (0, _) => "nobody".to_owned(),
        (1, Some(line)) => line.who.name.clone(),
        (n, _) => format!("{n} contributors"),
    };
    let places = match (sites.len(), sites.first()) {
        (1, Some(site)) => seen.directory.site_name(site).to_owned(),
        (n, _) => format!("{n} sites"),
    };
    match change {
        Change::Exactly(_) => format!("Set the roles of {people} on {places}"),
        Change::Delta(..) => format!("Change the roles of {people} on {places}"),
        Change::Locations(_) => format!("Set the locations of {people} on {places}"),
        Change::Remove => format!("Remove {people} from {places}"),
    }
}
