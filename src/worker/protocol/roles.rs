//! Roles as a frozen table, each with everybody who holds it anywhere.

use super::Numbers;
use super::numbers::numbered;
use super::roles_by_site::BySite;
use super::table::{Frozen, TableView};
use crate::access::{Mark, Role, RoleId, SiteId};
use crate::index::Index;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Keys of the facet groups of roles.
pub mod role_groups {
    /// Predefined or made by the account.
    pub const KIND: &str = "kind";
    /// Where it may be given.
    pub const LEVEL: &str = "level";
    /// Where somebody holds it.
    pub const HELD: &str = "held";
}

/// Where somebody holds a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Where {
    /// In the team.
    Team,
    /// As a contributor of a site.
    Site,
    /// By an open invite to the account, once it is accepted.
    AccountInvite,
    /// By an open invite to a site, once it is accepted.
    SiteInvite,
}

impl Where {
    /// In a word or two.
    pub fn words(self) -> &'static str {
        match self {
            Self::Team => "Team",
            Self::Site => "Contributor",
            Self::AccountInvite => "Account invite",
            Self::SiteInvite => "Site invite",
        }
    }
}

/// Somebody who holds a role somewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Holder {
    /// Name to show.
    pub name: String,
    /// Key of the human, see [`PeopleRow::id`](super::PeopleRow::id).
    pub person: String,
    /// The user, account or address that holds it.
    pub mark: Mark,
    /// Where.
    pub held: Where,
    /// The site, the folder, or the whole account.
    pub place: String,
}

/// A role with everything that is drawn, computed once.
#[derive(Debug, Clone, PartialEq)]
pub struct RoleRow {
    /// The role in the language of the table.
    pub role: Role,
    /// Title to show; the id where none is known.
    pub title: String,
    /// Where it may be given, in words.
    pub level: &'static str,
    /// Everybody who holds it, by place and name.
    pub holders: Vec<Holder>,
    /// Humans who hold it now, without those who are only invited, by their keys.
    pub people: BTreeSet<String>,
    /// Sites on which it counts for somebody.
    pub sites: BTreeSet<SiteId>,
    /// Whether somebody holds it with a limit that this version does not know.
    pub unclear: bool,
    /// Whether the list of roles has it; a role may be held that is not listed.
    pub listed: bool,
}

impl RoleRow {
    /// How many hold it at a kind of place.
    pub fn count(&self, held: Where) -> usize {
        self.holders.iter().filter(|h| h.held == held).count()
    }
}

/// All roles, frozen.
#[derive(Debug, Clone)]
pub struct RolesTable {
    /// Rows: predefined ones, then those made by the account, by title.
    pub rows: Vec<RoleRow>,
    /// How many people hold them where.
    pub by_site: BySite,
    /// Search, facets and ranks over them.
    pub index: Index,
    /// Numbers that the rows keep in the tables that come after this one.
    pub numbers: Numbers<RoleId>,
    /// Language of titles and descriptions.
    pub locale: String,
    /// Names by the key of the human.
    pub people: Arc<super::PeopleTable>,
}

impl Frozen for RolesTable {
    fn index(&self) -> &Index {
        &self.index
    }
}

numbered!(RolesTable, RoleRow, RoleId, |r| r.role.id.clone());

/// The roles as filtered and sorted.
pub type RolesView = TableView<RolesTable>;
