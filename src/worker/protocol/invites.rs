//! Invites to the account and to sites in one frozen table.

use super::Numbers;
use super::numbers::numbered;
use super::table::{Frozen, TableView};
use crate::access::{AccountId, InviteId, InviteStatus, RoleId, SiteId};
use crate::index::Index;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::path::PathBuf;
use strum::EnumIter;

/// When each site invite was told last, or its id was noted.
pub type SiteTold = BTreeMap<(SiteId, InviteId), Timestamp>;

/// Which invite a row is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InviteKey {
    /// To the account.
    Account(InviteId),
    /// To a site.
    Site(SiteId, InviteId),
}

impl InviteKey {
    /// The invite's id.
    pub fn id(&self) -> &InviteId {
        match self {
            Self::Account(id) | Self::Site(_, id) => id,
        }
    }

    /// The site; `None` for the account.
    pub fn site(&self) -> Option<&SiteId> {
        match self {
            Self::Account(_) => None,
            Self::Site(site, _) => Some(site),
        }
    }

    /// What it is an invite to, in a word.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Account(_) => "Account",
            Self::Site(..) => "Site",
        }
    }
}

/// State of an invite when the table was frozen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
pub enum InviteState {
    /// Sent, not answered.
    Open,
    /// Ended by itself, or its end is past.
    Ended,
    /// An account contributes that nothing else explains. Wix does not tell it.
    Probably,
    /// Accepted.
    Accepted,
    /// Turned down.
    Declined,
    /// Revoked.
    Revoked,
    /// Nothing was told, or a word this version does not know.
    Unknown,
}

impl InviteState {
    /// From the told state.
    pub fn of(status: &InviteStatus) -> Self {
        match status {
            InviteStatus::Pending => Self::Open,
            InviteStatus::Expired => Self::Ended,
            InviteStatus::Used => Self::Accepted,
            InviteStatus::Declined => Self::Declined,
            InviteStatus::Deleted => Self::Revoked,
            InviteStatus::Other(_) => Self::Unknown,
        }
    }

    /// Key of its facet value.
    pub fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Ended => "ended",
            Self::Probably => "probably",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Revoked => "revoked",
            Self::Unknown => "unknown",
        }
    }

    /// A word to show.
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::Ended => "Ended",
            Self::Probably => "Probably accepted",
            Self::Accepted => "Accepted",
            Self::Declined => "Declined",
            Self::Revoked => "Revoked",
            Self::Unknown => "Not told",
        }
    }
}

/// An invite with everything that is drawn, computed once.
#[derive(Debug, Clone, PartialEq)]
pub struct InviteRow {
    /// Which invite.
    pub key: InviteKey,
    /// The address, else the id.
    pub name: String,
    /// Address; empty where only the id is known.
    pub email: String,
    /// Where it leads: whole account, a site, several sites.
    pub place: String,
    /// Roles that it gives.
    pub roles: Vec<RoleId>,
    /// Their titles, each once.
    pub role_titles: Vec<String>,
    /// Each role with its reach, in words.
    pub grants: Vec<(String, String)>,
    /// Locations that it is limited to.
    pub locations: Vec<String>,
    /// Its state, for site invites as last known.
    pub state: InviteState,
    /// Wix's own word where this version does not know it.
    pub word: String,
    /// Who probably accepted it, and when that account was first seen.
    pub probably: Option<(AccountId, String, Timestamp)>,
    /// Name of the account that accepted it, or its id.
    pub accepted_by: Option<String>,
    /// When it was made.
    pub sent: Option<Timestamp>,
    /// When it ends or ended by itself.
    pub ends: Option<Timestamp>,
    /// When Wix told this: for the account the last reading, for a site the last answer about this
    /// very invite; `None` if nothing was ever told.
    pub told: Option<Timestamp>,
    /// When the id of a site invite was noted, if nothing was ever told.
    pub noted: Option<Timestamp>,
    /// Link with which it is accepted.
    pub link: Option<String>,
}

/// All invites, frozen.
#[derive(Debug, Clone)]
pub struct InvitesTable {
    /// Rows: what ends first stands first, then what is over, the newest end first.
    pub rows: Vec<InviteRow>,
    /// Search, facets and ranks over them.
    pub index: Index,
    /// Numbers that the rows keep in the tables that come after this one.
    pub numbers: Numbers<InviteKey>,
    /// When it was frozen; states count from here.
    pub frozen: Timestamp,
    /// Invites to the account.
    pub account: usize,
    /// Invites to sites.
    pub site: usize,
}

impl Frozen for InvitesTable {
    fn index(&self) -> &Index {
        &self.index
    }
}

numbered!(InvitesTable, InviteRow, InviteKey, |r| r.key.clone());

/// The invites as filtered and sorted.
pub type InvitesView = TableView<InvitesTable>;

/// Site invites to keep, of which only the ids are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewInviteIds {
    /// These.
    Rows(Vec<(SiteId, InviteId)>),
    /// Those of a file, read as [`InviteIds`](crate::access::InviteIds) does.
    File {
        /// The file.
        path: PathBuf,
        /// The site of ids that stand alone.
        site: Option<SiteId>,
    },
}
