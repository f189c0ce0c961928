//! Changing contributors (contract C2, C3, C4).

use crate::access::{AccountId, AssignmentId, LocationId, OWNER, RoleId, SiteId};
use crate::wix::wire::contributors as wire;
use crate::wix::{BuildError, Level, Unread, Write, WriteRequest};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Most locations of one contributor (contract C3).
pub const MOST_LOCATIONS: usize = 20;

fn check(site: &SiteId, account: &AccountId) -> Result<(), BuildError> {
    if site.is_empty() {
        return Err(BuildError::Missing("the site id"));
    }
    if account.is_empty() {
        return Err(BuildError::Missing("the account id"));
    }
    Ok(())
}

/// The ids once each, in order, so that equal wishes are equal requests.
fn once<'a>(
    ids: impl Iterator<Item = &'a str>,
    missing: &'static str,
) -> Result<BTreeSet<&'a str>, BuildError> {
    let ids: BTreeSet<&str> = ids.collect();
    if ids.contains("") {
        return Err(BuildError::Missing(missing));
    }
    Ok(ids)
}

/// Replaces all roles of a contributor (contract C2). A child account that does not contribute yet
/// is added by it. The person gets no mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRoles {
    site: SiteId,
    body: Value,
}

/// What a change of roles answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RolesChanged {
    /// The roles held now with their assignments; `None` when the answer names none.
    pub roles: Option<Vec<(RoleId, Option<AssignmentId>)>>,
}

impl ChangeRoles {
    /// Gives this account these roles on this site, and takes all others away.
    ///
    /// # Errors
    /// [`BuildError`] if an id is missing, there is no role, or it is the owner's role. To take
    /// everything away use [`Remove`].
    pub fn new(site: SiteId, account: &AccountId, roles: &[RoleId]) -> Result<Self, BuildError> {
        check(&site, account)?;
        let roles = once(roles.iter().map(RoleId::as_str), "a role id")?;
        if roles.is_empty() {
            return Err(BuildError::Missing("a role"));
        }
        if roles.contains(OWNER) {
            return Err(BuildError::Wrong {
                field: "a role",
                must: "be another one than the owner's, which cannot be given",
            });
        }
        let roles: Vec<Value> = roles.iter().map(|id| json!({ "roleId": id })).collect();
        let body = json!({ "accountId": account.as_str(), "newRoles": roles });
        Ok(Self { site, body })
    }
}

impl Write for ChangeRoles {
    type Answer = RolesChanged;

    fn request(&self) -> WriteRequest {
        WriteRequest::new(
            "PUT",
            "/roles-management/contributor/change/role",
            Level::Site(self.site.clone()),
            &self.body,
        )
    }

    fn read(&self, body: &[u8]) -> Result<RolesChanged, Unread> {
        Ok(RolesChanged {
            roles: wire::roles(body)?,
        })
    }
}

/// Replaces the locations that a contributor is limited to (contract C3). Which permission it
/// takes, and what a list without locations does, is not documented: read the place again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeLocations {
    site: SiteId,
    body: Value,
}

/// What a change of locations answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LocationsChanged {
    /// The locations now; `None` when the answer names none (contract 11.7).
    pub locations: Option<Vec<LocationId>>,
}

impl ChangeLocations {
    /// Limits this account to these locations of this site.
    ///
    /// # Errors
    /// [`BuildError`] if an id is missing or there are more than [`MOST_LOCATIONS`].
    pub fn new(
        site: SiteId,
        account: &AccountId,
        locations: &[LocationId],
    ) -> Result<Self, BuildError> {
        check(&site, account)?;
        let locations = once(locations.iter().map(LocationId::as_str), "a location id")?;
        if locations.len() > MOST_LOCATIONS {
            return Err(BuildError::TooMany(MOST_LOCATIONS));
        }
        let body = json!({ "accountId": account.as_str(), "newLocations": locations });
        Ok(Self { site, body })
    }
}

impl Write for ChangeLocations {
    type Answer = LocationsChanged;

    fn request(&self) -> WriteRequest {
        WriteRequest::new(
            "PUT",
            "/roles-management/contributor/change/locations",
            Level::Site(self.site.clone()),
            &self.body,
        )
    }

    fn read(&self, body: &[u8]) -> Result<LocationsChanged, Unread> {
        Ok(LocationsChanged {
            locations: wire::locations(body)?,
        })
    }
}

/// Removes a contributor from a site (contract C4). One reading of the documentation has DELETE
/// instead of POST: after 404, 405 or 501 the error says so, and nothing else is tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remove {
    site: SiteId,
    body: Value,
}

impl Remove {
    /// Removes this account from this site.
    ///
    /// # Errors
    /// [`BuildError`] if an id is missing.
    pub fn new(site: SiteId, account: &AccountId) -> Result<Self, BuildError> {
        check(&site, account)?;
        let body = json!({ "accountId": account.as_str() });
        Ok(Self { site, body })
    }
}

impl Write for Remove {
    type Answer = ();

    fn request(&self) -> WriteRequest {
        WriteRequest::new(
            "POST",
            crate::wix::exchange::REMOVE_CONTRIBUTOR,
            Level::Site(self.site.clone()),
            &self.body,
        )
    }

    fn read(&self, body: &[u8]) -> Result<(), Unread> {
        crate::wix::wire::object(body).map(|_| ())
    }
}
