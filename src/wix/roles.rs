//! Roles (contract U2).

use super::paging::UnreadRow;
use super::wire::roles as wire;
use super::{Client, Level, WixError};
use crate::access::{AccountId, Role};

/// Which roles to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RoleLevel {
    /// All of them.
    #[default]
    All,
    /// Those for sites.
    Site,
    /// Those for the account.
    Account,
}

/// All roles of one answer; the list has no pages.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RoleList {
    /// Predefined roles, then custom ones.
    pub roles: Vec<Role>,
    /// Roles that could not be understood.
    pub unread: Vec<UnreadRow>,
}

/// Lists the roles with titles in a language such as `en` or `de` (contract U2).
///
/// # Errors
/// [`WixError`].
pub async fn list(
    client: &Client,
    account: &AccountId,
    locale: &str,
    level: RoleLevel,
) -> Result<RoleList, WixError> {
    let level = match level {
        RoleLevel::All => "ALL",
        RoleLevel::Site => "SITE_LEVEL",
        RoleLevel::Account => "ACCOUNT_LEVEL",
    };
    let query = vec![
        ("locale", locale.to_owned()),
        ("filter.roleLevel", level.to_owned()),
    ];
    let on_behalf = Level::Account(account.clone());
    let (roles, unread) = client
        .get("/roles-management/roles", query, on_behalf, wire::list)
        .await?;
    Ok(RoleList { roles, unread })
}
