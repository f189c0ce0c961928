//! The team as a frozen table.

use super::numbers::numbered;
use super::{DatasetInfo, Numbers};
use crate::access::{Directory, Team, TeamEntry};
use crate::index::{Filter, Index};
use jiff::Timestamp;
use std::sync::Arc;

/// Keys of the facet groups.
pub mod groups {
    /// Role.
    pub const ROLE: &str = "role";
    /// Kind of reach: whole account, sites, folders.
    pub const REACH: &str = "reach";
    /// Site that an assignment is limited to.
    pub const SITE: &str = "site";
    /// Folder that an assignment is limited to.
    pub const FOLDER: &str = "folder";
    /// Active, or the state of an invite.
    pub const STATUS: &str = "status";
    /// Domain of the address.
    pub const DOMAIN: &str = "domain";
}

/// Columns of the team table, in their order; also the order of its ranks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::EnumIter)]
pub enum Column {
    /// Name.
    Name,
    /// Address.
    Email,
    /// Roles.
    Roles,
    /// What they reach.
    Reach,
    /// When the person joined or the invite was made.
    Joined,
    /// Active, or the state of the invite.
    Status,
}

impl Column {
    /// Its name in saved views.
    pub fn id(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Email => "email",
            Self::Roles => "roles",
            Self::Reach => "reach",
            Self::Joined => "joined",
            Self::Status => "status",
        }
    }

    /// Its title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Email => "Address",
            Self::Roles => "Roles",
            Self::Reach => "Reach",
            Self::Joined => "Joined",
            Self::Status => "Status",
        }
    }
}

/// What a row stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// A person in the team.
    Person,
    /// A whole account.
    Account,
    /// An app.
    App,
    /// A group or something this version does not know.
    Other,
    /// An account invite.
    Invite,
}

/// A row with everything that is drawn, computed once.
#[derive(Debug, Clone, PartialEq)]
pub struct TeamRow {
    /// The member or invite behind it.
    pub entry: TeamEntry,
    /// What it stands for.
    pub kind: RowKind,
    /// Id of the user or invite.
    pub id: String,
    /// Name to show; for invites the address.
    pub name: String,
    /// Address.
    pub email: String,
    /// Titles of the roles, each once; co-owners first.
    pub roles: Vec<String>,
    /// Whether one of them holds the whole account.
    pub holds_account: bool,
    /// What they reach, in a few words.
    pub reach: String,
    /// When the person joined, or the invite was made.
    pub joined: Option<Timestamp>,
    /// Active, or the state of the invite.
    pub status: String,
}

impl TeamRow {
    /// What tells it apart from every other row: invites have ids of their own.
    pub fn key(&self) -> (bool, String) {
        (self.kind == RowKind::Invite, self.id.clone())
    }
}

/// The team, frozen: rows, index, and what it was made from.
#[derive(Debug, Clone)]
pub struct TeamTable {
    /// Rows in the order in which they were read: people, then invites.
    pub rows: Vec<TeamRow>,
    /// Search, facets and ranks over them.
    pub index: Arc<Index>,
    /// Numbers that the rows keep in the tables that come after this one.
    pub numbers: Numbers<(bool, String)>,
    /// The team itself.
    pub team: Arc<Team>,
    /// Names of roles, sites and folders.
    pub directory: Arc<Directory>,
    /// When it was read and whether to the end.
    pub info: Option<DatasetInfo>,
}

/// What a pane wants to see of its table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ViewRequest {
    /// Text and chosen facets.
    pub filter: Filter,
    /// Column to sort by and whether the largest comes first; `None`: as read.
    pub order: Option<(usize, bool)>,
}

/// A frozen table that can be searched, filtered and sorted.
pub trait Frozen: Send + Sync + 'static {
    /// Search, facets and ranks over its rows.
    fn index(&self) -> &Index;
}

impl Frozen for TeamTable {
    fn index(&self) -> &Index {
        &self.index
    }
}

numbered!(TeamTable, TeamRow, (bool, String), TeamRow::key);

/// The answer to a [`ViewRequest`].
#[derive(Debug)]
pub struct TableView<T> {
    /// The table it belongs to.
    pub table: Arc<T>,
    /// What was asked.
    pub request: ViewRequest,
    /// Rows in their order, counts, and what the text found.
    pub view: crate::index::View,
}

/// The team as filtered and sorted.
pub type TeamView = TableView<TeamTable>;
