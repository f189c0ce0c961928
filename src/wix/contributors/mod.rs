//! Contributors of a site: who they are, their roles and locations, removing them (contract 6).

mod change;

pub use change::{
    ChangeLocations, ChangeRoles, LocationsChanged, MOST_LOCATIONS, Remove, RolesChanged,
};

use super::paging::UnreadRow;
use super::wire::contributors as wire;
use super::{Client, Level, WixError};
use crate::access::{AccountId, LocationId, RoleId, SiteId, UserId};

/// One contributor as Wix tells it: ids and nothing else (contract C1, "Notes").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContributorRow {
    /// The account.
    pub account: AccountId,
    /// User id of the account's owner.
    pub owner: Option<UserId>,
}

/// All contributors of one answer; the list has no pages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ContributorList {
    /// The contributors, in Wix's order.
    pub rows: Vec<ContributorRow>,
    /// Rows that could not be understood; while there are any, the list is incomplete.
    pub unread: Vec<UnreadRow>,
}

/// Contributors with any of these roles and at any of these locations; empty lists ask for nothing
/// (contract C1). Only newer servers know `locations`: where one does not, everybody comes. Whether
/// the site owner's own account is in the list is not documented.
///
/// # Errors
/// [`WixError`].
pub async fn query(
    client: &Client,
    site: &SiteId,
    roles: &[RoleId],
    locations: &[LocationId],
) -> Result<ContributorList, WixError> {
    let roles = roles
        .iter()
        .map(|id| ("filter.policyIds", id.as_str().to_owned()));
    let locations = locations
        .iter()
        .map(|id| ("filter.locationIds", id.as_str().to_owned()));
    let query = roles.chain(locations).collect();
    let level = Level::Site(site.clone());
    let (rows, unread) = client
        .get(
            "/roles-management/v2/contributors/query",
            query,
            level,
            wire::list,
        )
        .await?;
    Ok(ContributorList {
        rows: rows
            .into_iter()
            .map(|(account, owner)| ContributorRow { account, owner })
            .collect(),
        unread,
    })
}
