//! Contributors of a site, also called collaborators (contract 6): accounts that may work on it.

use super::{AccountId, LocationId, RoleId, UserId};
use serde::{Deserialize, Serialize};

/// One account that contributes to one site. Query Site Contributors tells ids alone; roles are
/// found by asking once per role, locations by asking once per location (contract C1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Contributor {
    /// The contributor's account.
    pub account: AccountId,
    /// The user who owns that account, where Wix told it.
    pub owner: Option<UserId>,
    /// Roles on this site, sorted. Only as whole as the reading behind it.
    pub roles: Vec<RoleId>,
    /// Locations that the roles are limited to, sorted; empty means every location, as far as was
    /// asked.
    pub locations: Vec<LocationId>,
}
