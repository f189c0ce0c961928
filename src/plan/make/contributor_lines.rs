//! Lines about contributors of sites (contract C2, C3, C4).

use super::Observed;
use crate::access::{Contributor, LocationId, RoleId, SiteId};
use crate::plan::{Action, Contribution, Grant, Line, Undo};

pub(super) fn sorted<T: Ord>(mut all: Vec<T>) -> Vec<T> {
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
