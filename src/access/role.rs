//! Roles: predefined and custom.

use super::{Extra, Merge, RoleId, merge::keep_text};
use serde::{Deserialize, Serialize};

/// Role id of the account's or site's owner (contract 7). Cannot be given or taken away.
pub const OWNER: &str = "6601492336091027458";
/// Role id of Account Admin, the co-owner of an account (contract 7). Account level only.
pub const ACCOUNT_ADMIN: &str = "6642345101181663232";
/// Role id of Admin, the co-owner of one site (contract 7). Site level only.
pub const SITE_ADMIN: &str = "6732588207941061632";

/// At which level a role may **not** be given (`restrictFromLevel`, contract U2).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum RoleLimit {
    /// May be given everywhere, as far as Wix told.
    #[default]
    None,
    /// May not be given at site level.
    NotAtSite,
    /// May not be given at account level.
    NotAtAccount,
    /// A word this version does not know.
    Other(String),
}

/// A role as Get Roles Info describes it. What it permits inside is not public (contract 7).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Role {
    /// Its id.
    pub id: RoleId,
    /// Title in the locale that was asked for.
    pub title: String,
    /// Description in the same locale.
    pub description: String,
    /// Where it may not be given.
    pub limit: RoleLimit,
    /// Made by the account itself in the dashboard.
    pub custom: bool,
    /// Fields that this version does not know.
    #[serde(default, skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
}

impl Role {
    /// Whether it can be given at all: nobody can give the owner's role.
    pub fn can_be_given(&self) -> bool {
        self.id.as_str() != OWNER
    }

    /// Whether it can be given for the whole account.
    pub fn at_account(&self) -> bool {
        self.can_be_given() && self.limit != RoleLimit::NotAtAccount
    }

    /// Whether it can be given for a site or a folder of sites.
    pub fn at_site(&self) -> bool {
        self.can_be_given() && self.limit != RoleLimit::NotAtSite
    }
}

impl Merge for Role {
    fn merge(&mut self, newer: Self) {
        keep_text(&mut self.title, newer.title);
        keep_text(&mut self.description, newer.description);
        if newer.limit != RoleLimit::None {
            self.limit = newer.limit;
        }
        self.custom = newer.custom;
        self.extra.extend(newer.extra);
    }
}
