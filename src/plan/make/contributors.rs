//! Plans about contributors of sites (contract C2, C3, C4).

use super::contributor_lines::{removal, set_locations, set_roles, sorted};
use super::{Drawn, Observed};
use crate::access::{Contributor, LimitEffect, LocationId, OWNER, RoleId, SiteId};
use crate::plan::{
    Action, Contribution, ContributorChange, Line, LocationsWish, RolesWish, Skip, Wish, WishError,
};
use std::collections::{BTreeMap, BTreeSet};

/// What is wished of one.
#[derive(Clone, Copy, PartialEq)]
enum Change<'a> {
    Access {
        roles: Option<&'a RolesWish>,
        locations: Option<&'a LocationsWish>,
    },
    Remove,
}

/// Why somebody is left alone, and whether it is so already.
type Left = (String, bool);

pub(super) fn draw(seen: Observed<'_>, wish: &Wish) -> Result<Drawn, WishError> {
    let (all, roles);
    let wanted: Vec<(&Contribution, Change<'_>)> = match wish {
        Wish::SetContributorRoles { whom, roles: set } => {
            roles = RolesWish::Exactly(set.clone());
            all = whom;
            alike(all, Some(&roles))
        }
        Wish::ChangeContributorRoles { whom, give, take } => {
            let (give, take) = (give.clone(), take.clone());
            roles = RolesWish::Change { give, take };
            all = whom;
            alike(all, Some(&roles))
        }
        Wish::ChangeContributors { changes } => changes.iter().map(own).collect(),
        Wish::RemoveContributors { whom } => alike(whom, None),
        _ => return Err(WishError::Nobody),
    };
    check(seen, &wanted)?;
    let (mut lines, mut skipped) = (Vec::new(), Vec::new());
    let mut named: BTreeMap<&Contribution, Change<'_>> = BTreeMap::new();
    for (one, change) in &wanted {
        let left = match named.insert(one, *change) {
            None => draw_one(seen, one, *change, &mut lines),
            Some(before) if before == *change => continue,
            Some(before) => {
                named.insert(one, before);
                vec![left("Is named twice: the first entry counts")]
            }
        };
        skipped.extend(left.into_iter().map(|(reason, already_so)| Skip {
            site: Some(one.site.clone()),
            who: seen.sites.who(&one.account),
            reason,
            already_so,
        }));
    }
    Ok(Drawn {
        title: title(seen, &wanted, &lines),
        lines,
        skipped,
    })
}

fn alike<'a>(
    whom: &'a [Contribution],
    roles: Option<&'a RolesWish>,
) -> Vec<(&'a Contribution, Change<'a>)> {
    let change = match roles {
        None => Change::Remove,
        roles => Change::Access {
            roles,
            locations: None,
        },
    };
    whom.iter().map(|one| (one, change)).collect()
}

fn own(change: &ContributorChange) -> (&Contribution, Change<'_>) {
    let (roles, locations) = (change.roles.as_ref(), change.locations.as_ref());
    (&change.whom, Change::Access { roles, locations })
}

fn check(seen: Observed<'_>, wanted: &[(&Contribution, Change<'_>)]) -> Result<(), WishError> {
    let nothing = |change: &Change<'_>| match change {
        Change::Access { roles, locations } => {
            locations.is_none() && roles.is_none_or(RolesWish::is_empty)
        }
        Change::Remove => false,
    };
    if wanted.iter().all(|(_, change)| nothing(change)) {
        return Err(WishError::Nothing);
    }
    let given: BTreeSet<&RoleId> = wanted
        .iter()
        .filter_map(|(_, change)| match change {
            Change::Access { roles, .. } => *roles,
            Change::Remove => None,
        })
        .flat_map(RolesWish::given)
        .collect();
    given.into_iter().try_for_each(|r| check_role(seen, r))
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

fn left(reason: &str) -> Left {
    (reason.to_owned(), false)
}

/// Draws the lines of one contributor; gives what is left alone.
fn draw_one(
    seen: Observed<'_>,
    one: &Contribution,
    change: Change<'_>,
    lines: &mut Vec<Line>,
) -> Vec<Left> {
    let now = match standing(seen, one, change) {
        Ok(now) => now,
        Err(why) => return vec![why],
    };
    match change {
        Change::Remove => {
            lines.push(removal(seen, one, Some(now), "Selected for removal"));
            Vec::new()
        }
        Change::Access { roles, locations } => access(seen, one, now, (roles, locations), lines),
    }
}

/// The contributor, unless nothing can be changed about it.
fn standing<'a>(
    seen: Observed<'a>,
    one: &Contribution,
    change: Change<'_>,
) -> Result<&'a Contributor, Left> {
    if !seen.sites.contributors.contains_key(&one.site) {
        return Err(left("The contributors of this site have not been read"));
    }
    let Some(now) = seen.sites.contributor(&one.site, &one.account) else {
        let gone = change == Change::Remove;
        return Err(("Does not contribute to this site".to_owned(), gone));
    };
    let known = seen.directory.site(&one.site);
    if known.and_then(|s| s.owner.as_ref()) == Some(&one.account) {
        return Err(left("Owns this site"));
    }
    Ok(now)
}

/// Draws the lines for roles and locations. Where both change, a limit that narrows stands before
/// the new roles and one that widens or ends after them: at no moment does somebody hold a new
/// role with a reach that was not asked for.
fn access(
    seen: Observed<'_>,
    one: &Contribution,
    now: &Contributor,
    (roles_wish, locations_wish): (Option<&RolesWish>, Option<&LocationsWish>),
    lines: &mut Vec<Line>,
) -> Vec<Left> {
    let mut leave: Vec<Left> = Vec::new();
    let mut keep = |part: Result<Line, Left>| match part {
        Ok(line) => Some(line),
        Err(why) => {
            leave.push(why);
            None
        }
    };
    let wanted = locations_wish.map(|w| w.at(seen.sites, &one.site));
    let wanted = match wanted.transpose() {
        Ok(wanted) => wanted,
        // New roles without the limit that was asked for would reach too far.
        Err(why) => return vec![(why, false)],
    };
    // A limit that stays is told at the line of the roles, another one at its own line.
    let stays = wanted
        .as_ref()
        .is_none_or(|(ids, _)| *ids == sorted(now.locations.clone()));
    let by_roles = roles_wish
        .filter(|wish| !wish.is_empty())
        .and_then(|wish| keep(roles(seen, one, now, &wish.after(&now.roles), stays)));
    let held = match &by_roles {
        Some(Line {
            action: Action::ChangeContributorRoles { roles, .. },
            ..
        }) => roles.as_slice(),
        _ => &now.roles,
    };
    let by_locations = wanted
        .and_then(|(wanted, beside)| keep(locations(seen, one, (now, held), &wanted, &beside)));
    let narrows = match &by_locations {
        Some(Line {
            action: Action::ChangeContributorLocations { was, locations, .. },
            ..
        }) => {
            !locations.is_empty() && (was.is_empty() || !was.iter().all(|l| locations.contains(l)))
        }
        _ => false,
    };
    if by_locations.is_some() || by_roles.is_some() {
        leave.retain(|(_, already_so)| !already_so);
    }
    leave.dedup();
    let both = [by_locations, by_roles];
    if narrows {
        lines.extend(both.into_iter().flatten());
    } else {
        lines.extend(both.into_iter().rev().flatten());
    }
    leave
}

fn roles(
    seen: Observed<'_>,
    one: &Contribution,
    now: &Contributor,
    wanted: &[RoleId],
    limit_stays: bool,
) -> Result<Line, Left> {
    let was = sorted(now.roles.clone());
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
    if limit_stays && !now.locations.is_empty() {
        flag(seen, wanted, &mut reason);
    }
    Ok(set_roles(seen, one, &was, wanted, &reason))
}

/// Says in the line that a limit to locations does nothing for somebody with these roles.
fn flag(seen: Observed<'_>, roles: &[RoleId], reason: &mut String) {
    if let Some(why) = LimitEffect::why_nothing(seen.directory, roles) {
        reason.push_str(". The limit to locations has no effect: ");
        reason.push_str(&why);
    }
}

/// `held` are the roles that the person holds when the limit is in force.
fn locations(
    seen: Observed<'_>,
    one: &Contribution,
    (now, held): (&Contributor, &[RoleId]),
    wanted: &[LocationId],
    beside: &str,
) -> Result<Line, Left> {
    let was = sorted(now.locations.clone());
    if was == wanted {
        return Err(("Is already so".to_owned(), true));
    }
    let mut reason = "Locations set for the selection".to_owned();
    if !beside.is_empty() {
        reason = format!("{reason}. {beside}");
    }
    if !wanted.is_empty() {
        flag(seen, held, &mut reason);
    }
    Ok(set_locations(seen, one, &was, wanted, &reason))
}

fn title(seen: Observed<'_>, wanted: &[(&Contribution, Change<'_>)], lines: &[Line]) -> String {
    let sites: BTreeSet<&SiteId> = wanted.iter().map(|(one, _)| &one.site).collect();
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
    let (mut exactly, mut delta, mut limits, mut remove) = (false, false, false, false);
    for (_, change) in wanted {
        match change {
            Change::Remove => remove = true,
            Change::Access { roles, locations } => {
                limits |= locations.is_some();
                exactly |= matches!(roles, Some(RolesWish::Exactly(_)));
                delta |= matches!(roles, Some(RolesWish::Change { .. }));
            }
        }
    }
    match (exactly || delta, limits) {
        _ if remove => format!("Remove {people} from {places}"),
        (true, true) => format!("Change roles and locations of {people} on {places}"),
        (false, true) => format!("Set the locations of {people} on {places}"),
        _ if delta => format!("Change the roles of {people} on {places}"),
        _ => format!("Set the roles of {people} on {places}"),
    }
}
