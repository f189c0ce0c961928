//! Names and states of data sets.

use crate::access::{
    Account, AccountId, ChildAccount, Contributor, Folder, Location, MemberAbout, MemberHeld,
    MemberId, Role, Site, SiteId, Team, UserMember,
};
use jiff::Timestamp;
use std::marker::PhantomData;

/// A data set and what its pages are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set<P: ?Sized> {
    name: String,
    page: PhantomData<fn(&P)>,
}

impl<P: ?Sized> Set<P> {
    fn named(name: String) -> Self {
        Self {
            name,
            page: PhantomData,
        }
    }

    /// Its name in the file.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Set<Team> {
    /// Members and account invites (contract U1).
    pub fn team() -> Self {
        Self::named("team".to_owned())
    }
}

impl Set<[Role]> {
    /// Roles with titles in this locale (contract U2).
    pub fn roles(locale: &str) -> Self {
        Self::named(format!("roles:{locale}"))
    }
}

impl Set<[Site]> {
    /// Sites of the account (contract S1).
    pub fn sites() -> Self {
        Self::named("sites".to_owned())
    }
}

impl Set<[Folder]> {
    /// Folders of sites (contract F1).
    pub fn folders() -> Self {
        Self::named("folders".to_owned())
    }
}

/// Start of the names of what was read about contributors; the site's id follows.
pub(super) const CONTRIBUTORS: &str = "contributors:";
/// Start of the names of what was read about locations; the site's id follows.
pub(super) const LOCATIONS: &str = "locations:";

impl Set<[Contributor]> {
    /// Contributors of one site with roles and locations (contract C1).
    pub fn contributors(site: &SiteId) -> Self {
        Self::named(format!("{CONTRIBUTORS}{site}"))
    }
}

impl Set<[Location]> {
    /// Locations of one site (contract L1).
    pub fn locations(site: &SiteId) -> Self {
        Self::named(format!("{LOCATIONS}{site}"))
    }
}

impl Set<[MemberAbout]> {
    /// What one member tells about itself (site contract 4.7): one row, or none.
    pub fn about(site: &SiteId, member: &MemberId) -> Self {
        Self::named(format!("about:{site}:{member}"))
    }
}

impl Set<[MemberHeld]> {
    /// What one member holds (site contract 4.1, 4.4): one row.
    pub fn held(site: &SiteId, member: &MemberId) -> Self {
        Self::named(format!("held:{site}:{member}"))
    }
}

impl Set<[UserMember]> {
    /// Members of one site who are Wix users (site contract 4.9).
    pub fn user_members(site: &SiteId) -> Self {
        Self::named(format!("userMembers:{site}"))
    }
}

impl Set<Account> {
    /// The account itself (contract A3).
    pub fn account() -> Self {
        Self::named("account".to_owned())
    }
}

impl Set<Account> {
    /// Another account, as its parent may read it (contract A3).
    pub fn account_of(id: &AccountId) -> Self {
        Self::named(format!("account:{id}"))
    }
}

impl Set<[ChildAccount]> {
    /// Accounts below this one (contract A4).
    pub fn children() -> Self {
        Self::named("children".to_owned())
    }
}

/// How old and how whole a data set is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatasetMeta {
    /// Its name.
    pub name: String,
    /// When the newest of it was read.
    pub read_at: Timestamp,
    /// Whether everything in it comes from one reading that reached the end.
    pub complete: bool,
    /// When it was last whole.
    pub last_complete: Option<Timestamp>,
    /// Number of rows now.
    pub rows: u64,
    /// Number of pages of the last reading that told anything.
    pub pages: u32,
    /// One sentence on what is missing.
    pub note: Option<String>,
}

/// How a reading ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// When.
    pub at: Timestamp,
    /// Whether the last page was reached: then rows that it did not tell are gone.
    pub complete: bool,
    /// One sentence on what is missing.
    pub note: Option<String>,
}

impl End {
    /// The last page was read.
    pub fn complete(at: Timestamp) -> Self {
        Self {
            at,
            complete: true,
            note: None,
        }
    }

    /// It stopped on the way.
    pub fn cut_off(at: Timestamp, note: impl Into<String>) -> Self {
        Self {
            at,
            complete: false,
            note: Some(note.into()),
        }
    }
}
