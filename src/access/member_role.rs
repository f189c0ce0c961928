//! Roles of members of a site (site contract 4.1, 4.2). Not the roles of the account's team.

use super::RoleKey;
use serde::{Deserialize, Serialize};

/// A role that a member holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MemberRole {
    /// Its key.
    pub key: RoleKey,
    /// Its title; may be empty.
    pub title: String,
}

/// A role that members of a site can hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberRoleDefinition {
    /// Its id; not what is assigned.
    pub id: String,
    /// Its key: upper case, one of a kind on its site.
    pub key: RoleKey,
    /// Its title.
    pub title: String,
    /// Whether it is kept from blocked members. The documentation says two things about it.
    pub blockable: Option<bool>,
    /// Its revision, as Wix wrote it.
    pub revision: String,
}
