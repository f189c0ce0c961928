//! What shall be different for one contributor on one site: roles, locations, or both.

use super::SiteAccess;
use crate::access::{AccountId, Location, LocationId, RoleId, SiteId};
use serde::{Deserialize, Serialize};

/// Most locations that Wix takes for one contributor (contract C3).
pub const MOST_LOCATIONS: usize = 20;

/// One account on one site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Contribution {
    /// The site.
    pub site: SiteId,
    /// The contributor's account.
    pub account: AccountId,
}

/// What shall become of the roles of one contributor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RolesWish {
    /// Exactly these; every other one goes away.
    Exactly(Vec<RoleId>),
    /// Some more and some fewer; the others stay.
    Change {
        /// Roles to give.
        give: Vec<RoleId>,
        /// Roles to take away.
        take: Vec<RoleId>,
    },
}

impl RolesWish {
    /// Roles that are given.
    pub fn given(&self) -> &[RoleId] {
        match self {
            Self::Exactly(roles) | Self::Change { give: roles, .. } => roles,
        }
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Exactly(roles) => roles.is_empty(),
            Self::Change { give, take } => give.is_empty() && take.is_empty(),
        }
    }

    /// Every role afterwards of somebody who holds these now, sorted.
    pub fn after(&self, now: &[RoleId]) -> Vec<RoleId> {
        let mut roles = match self {
            Self::Exactly(roles) => roles.clone(),
            Self::Change { give, take } => {
                let stay = now.iter().filter(|r| !take.contains(r)).cloned();
                stay.chain(give.iter().cloned()).collect()
            }
        };
        roles.sort();
        roles.dedup();
        roles
    }
}

/// What one contributor shall be limited to. The list replaces the one before; an empty one ends
/// the limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum LocationsWish {
    /// Exactly these locations of the site.
    These(Vec<LocationId>),
    /// The locations of the site that have these names. Ids belong to one site each; names make
    /// the same wish for many sites.
    Named(Vec<String>),
}

/// What names mean on one site.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NamedLocations {
    /// Locations with one of the names, sorted.
    pub found: Vec<LocationId>,
    /// Names that no location of the site has that is in use.
    pub missing: Vec<String>,
    /// Names that several locations of the site have.
    pub several: Vec<String>,
}

/// The form in which names are compared.
fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

impl NamedLocations {
    /// Looks the names up among the locations of a site, in any case. Archived locations do not
    /// count: Wix refuses them (contract C3).
    pub fn of(locations: &[Location], names: &[String]) -> Self {
        let mut all = Self::default();
        for name in names {
            let wanted = folded(name);
            let mut fits = locations
                .iter()
                .filter(|l| l.archived != Some(true) && folded(l.label()) == wanted);
            match (fits.next(), fits.next()) {
                (None, _) => all.missing.push(name.clone()),
                (Some(one), None) => all.found.push(one.id.clone()),
                (Some(_), Some(_)) => all.several.push(name.clone()),
            }
        }
        all.found.sort();
        all.found.dedup();
        all
    }
}

impl LocationsWish {
    /// Whether the limit ends.
    pub fn ends_the_limit(&self) -> bool {
        match self {
            Self::These(all) => all.is_empty(),
            Self::Named(names) => names.is_empty(),
        }
    }

    /// The locations of this site that are meant, sorted, and what else is to be said about them.
    ///
    /// # Errors
    /// Why the site cannot have them, in words.
    pub(super) fn at(
        &self,
        access: &SiteAccess,
        site: &SiteId,
    ) -> Result<(Vec<LocationId>, String), String> {
        let known = access.locations.get(site).map_or(&[][..], Vec::as_slice);
        let (mut wanted, mut beside) = (Vec::new(), String::new());
        match self {
            Self::These(all) => wanted.clone_from(all),
            Self::Named(names) => {
                let named = NamedLocations::of(known, names);
                if let Some(name) = named.several.first() {
                    return Err(format!("Several locations of the site are called “{name}”"));
                }
                let missing: Vec<String> = named.missing.iter().map(|n| format!("“{n}”")).collect();
                if !missing.is_empty() {
                    beside = format!("The site has no location {}", missing.join(", "));
                    if named.found.is_empty() {
                        return Err(beside);
                    }
                }
                wanted = named.found;
            }
        }
        wanted.sort();
        wanted.dedup();
        for id in &wanted {
            match known.iter().find(|l| l.id == *id) {
                None => return Err(format!("The site has no location {id}")),
                Some(l) if l.archived == Some(true) => {
                    return Err(format!("The location {} is archived", l.label()));
                }
                Some(_) => {}
            }
        }
        if wanted.len() > MOST_LOCATIONS {
            return Err(format!(
                "Wix takes at most {MOST_LOCATIONS} locations for a person; {} are asked for",
                wanted.len()
            ));
        }
        Ok((wanted, beside))
    }
}

/// What shall be different for one contributor; what is `None` stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContributorChange {
    /// Whose.
    pub whom: Contribution,
    /// Roles.
    pub roles: Option<RolesWish>,
    /// Locations.
    pub locations: Option<LocationsWish>,
}
