//! Humans as a frozen table.

use super::Numbers;
use super::numbers::numbered;
use super::table::{Frozen, TableView};
use crate::access::{AccountId, Alike, Directory, Human, Known, Link, Mark, Team, UserId};
use crate::index::Index;
use crate::plan::{SiteAccess, Wish};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Keys of the facet groups of people.
pub mod people_groups {
    /// Kind of place: team, site, invite.
    pub const PLACE: &str = "place";
    /// Role.
    pub const ROLE: &str = "role";
    /// Site.
    pub const SITE: &str = "site";
    /// Domain of an address.
    pub const DOMAIN: &str = "domain";
    /// What is odd about them.
    pub const FLAG: &str = "flag";
}

/// Keys of what is odd about a human.
pub mod people_flags {
    /// Two or more addresses.
    pub const ADDRESSES: &str = "addresses";
    /// No address is of the domain of the account's owner.
    pub const OUTSIDE: &str = "outside";
    /// May be somebody else in the list.
    pub const ALIKE: &str = "alike";
    /// Nobody knows a name.
    pub const NAMELESS: &str = "nameless";
    /// Joined by a link that the owner confirmed.
    pub const LINKED: &str = "linked";
    /// On sites without being in the team.
    pub const NOT_IN_TEAM: &str = "notInTeam";
}

/// Where one human gets in, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Places {
    /// Rows in the team.
    pub team: usize,
    /// Sites on which an account contributes.
    pub sites: usize,
    /// Sites that an account owns.
    pub owned: usize,
    /// Open invites to the account.
    pub account_invites: usize,
    /// Open invites to sites.
    pub site_invites: usize,
    /// Invites that ended, of both kinds.
    pub ended: usize,
}

impl Places {
    /// Places where the human gets in or can get in.
    pub fn open(self) -> usize {
        self.team + self.sites + self.owned + self.account_invites + self.site_invites
    }
}

/// One human with everything that is drawn, computed once.
#[derive(Debug, Clone, PartialEq)]
pub struct PeopleRow {
    /// A key that stays while the human is the same.
    pub id: String,
    /// Name to show; an address or an id where nobody knows one.
    pub name: String,
    /// Whether a name is known.
    pub named: bool,
    /// Addresses.
    pub addresses: Vec<String>,
    /// Titles of all roles, each once.
    pub roles: Vec<String>,
    /// Where, counted.
    pub places: Places,
    /// Marks, joins and places.
    pub human: Human,
    /// Rows who may be the same human, with the hint.
    pub alike: Vec<(usize, Alike)>,
    /// What is odd, in words.
    pub flags: Vec<&'static str>,
}

impl PeopleRow {
    /// The mark under which the human is linked with others: the user, else the account, else an
    /// address.
    pub fn first_mark(&self) -> Option<&Mark> {
        self.human.marks.first()
    }

    /// The wish that takes the human out of every place. Members are looked for on these sites.
    pub fn removal(&self, look_on: Vec<crate::access::SiteId>) -> Wish {
        Wish::RemoveEverywhere {
            name: self.name.clone(),
            users: self.human.users().cloned().collect(),
            accounts: self.human.accounts().cloned().collect(),
            addresses: self.human.addresses().map(str::to_owned).collect(),
            look_on,
        }
    }

    /// The sites where the human is known: as a contributor, or by an invite.
    pub fn known_sites(&self) -> Vec<crate::access::SiteId> {
        use crate::access::Place;
        let sites = self.human.places.iter().filter_map(|p| match p {
            Place::Site { site, .. } => Some(site.clone()),
            Place::SiteInvite(invite) => Some(invite.site.clone()),
            _ => None,
        });
        let all: std::collections::BTreeSet<_> = sites.collect();
        all.into_iter().collect()
    }
}

/// Everybody, frozen.
#[derive(Debug, Clone)]
pub struct PeopleTable {
    /// Rows by name.
    pub rows: Vec<PeopleRow>,
    /// Search, facets and ranks over them.
    pub index: Index,
    /// When it was frozen: which invites had ended then.
    pub frozen: Timestamp,
    /// Numbers that the rows keep in the tables that come after this one.
    pub numbers: Numbers<String>,
    /// The team that they were found in.
    pub team: Arc<Team>,
    /// Names of roles, sites and folders.
    pub directory: Arc<Directory>,
    /// Contributors and site invites that they were found in.
    pub access: Arc<SiteAccess>,
    /// Account and owner of the account.
    pub owner: Option<(AccountId, UserId)>,
    /// What the owner confirmed.
    pub links: Vec<Link>,
    /// Accounts on sites of which nobody knows the user: one reading of one of their sites tells.
    pub unknown_accounts: usize,
    /// Row of each mark.
    pub by_mark: BTreeMap<Mark, usize>,
}

impl PeopleTable {
    /// What everybody was found in.
    pub fn known(&self) -> Known<'_> {
        Known {
            team: &self.team,
            directory: &self.directory,
            contributors: &self.access.contributors,
            invites: &self.access.invites,
            owner: self.owner.as_ref().map(|(a, u)| (a, u)),
            links: &self.links,
            now: self.frozen,
        }
    }
}

impl Frozen for PeopleTable {
    fn index(&self) -> &Index {
        &self.index
    }
}

numbered!(PeopleTable, PeopleRow, String, |r| r.id.clone());

/// Everybody, filtered and sorted.
pub type PeopleView = TableView<PeopleTable>;
