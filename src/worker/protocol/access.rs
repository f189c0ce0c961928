//! Access to sites as frozen tables: the sites, and every contributor of every site that was read.

use super::numbers::numbered;
use super::table::{Frozen, TableView};
use super::{DatasetInfo, ErrorCard, Numbered, Numbers, Persons};
use crate::access::{AccountId, Directory, Location, LocationId, RoleId, Site, SiteId};
use crate::index::Index;
use crate::plan::SiteAccess;
use jiff::Timestamp;
use std::sync::Arc;

/// A site with everything that is drawn, computed once.
#[derive(Debug, Clone, PartialEq)]
pub struct SiteRow {
    /// The site.
    pub site: Site,
    /// Name to show.
    pub name: String,
    /// Path of its folder; empty at the root.
    pub folder: String,
    /// Its state in a word: published, not published, in the trash, blocked.
    pub state: &'static str,
    /// Name of the account that owns it, or its id.
    pub owner: String,
    /// How many accounts contribute, as Query Sites tells it.
    pub contributors: usize,
    /// When its contributors were last read, and whether to the end.
    pub read: Option<(Timestamp, bool)>,
    /// When Wix refused to tell about it the last time, and its words; `None` once it could be
    /// read.
    pub refused: Option<(Timestamp, String)>,
    /// Its locations, as far as they were read.
    pub locations: Vec<Location>,
    /// Whether it is outside of the sites that the key was made for.
    pub outside: bool,
}

impl SiteRow {
    /// The editor as a word to show: Wix writes `EDITOR_X` and the like. Empty where it was not
    /// told.
    pub fn editor(&self) -> String {
        let word = self.site.editor.as_deref().unwrap_or_default();
        match word {
            "EDITORX" => return "Editor X".to_owned(),
            "ADI" => return word.to_owned(),
            _ => {}
        }
        let mut letters = word.chars();
        let first: String = letters
            .next()
            .into_iter()
            .flat_map(char::to_uppercase)
            .collect();
        let rest = letters.as_str().to_lowercase().replace('_', " ");
        format!("{first}{rest}")
    }
}

/// All sites, frozen.
#[derive(Debug, Clone)]
pub struct SitesTable {
    /// Rows in the order in which they were read.
    pub rows: Vec<SiteRow>,
    /// Search, facets and ranks over them.
    pub index: Index,
    /// Numbers that the rows keep in the tables that come after this one.
    pub numbers: Numbers<SiteId>,
    /// Sites that somebody contributes to.
    pub with: usize,
    /// When the sites were read and whether to the end.
    pub info: Option<DatasetInfo>,
}

impl Frozen for SitesTable {
    fn index(&self) -> &Index {
        &self.index
    }
}

numbered!(SitesTable, SiteRow, SiteId, |r| r.site.id.clone());

/// The sites as filtered and sorted.
pub type SitesView = TableView<SitesTable>;

/// One contributor on one site.
#[derive(Debug, Clone, PartialEq)]
pub struct AccessRow {
    /// The site.
    pub site: SiteId,
    /// Its name.
    pub site_name: String,
    /// The contributor's account.
    pub account: AccountId,
    /// Who that is; the id where nobody knows a name.
    pub name: String,
    /// Address; may be empty.
    pub email: String,
    /// Where the name comes from; empty where there is none.
    pub name_from: String,
    /// Whether the account owns the site.
    pub owns: bool,
    /// Roles on the site.
    pub roles: Vec<RoleId>,
    /// Their titles.
    pub role_titles: Vec<String>,
    /// What stands where there are none: that somebody has no role, or that nobody could ask.
    pub no_roles: &'static str,
    /// Locations that the roles are limited to.
    pub locations: Vec<LocationId>,
    /// Their names.
    pub location_names: Vec<String>,
    /// Why the location limit has no effect for these roles, if it has none.
    pub no_effect: Option<String>,
}

impl AccessRow {
    /// What tells it apart from every other row.
    pub fn key(&self) -> (SiteId, AccountId) {
        (self.site.clone(), self.account.clone())
    }

    /// What is odd about it, in a few words; empty if nothing is.
    pub fn look_at(&self) -> &'static str {
        match (&self.no_effect, self.owns) {
            (Some(_), _) => "Limit without effect",
            (None, true) => "Owns the site",
            (None, false) => "",
        }
    }
}

/// Every contributor of every site that was read, frozen.
#[derive(Debug, Clone)]
pub struct AccessTable {
    /// Rows by site and name.
    pub rows: Vec<AccessRow>,
    /// Search, facets and ranks over them.
    pub index: Index,
    /// The same by account.
    pub persons: Persons,
    /// Numbers that the rows keep in the tables that come after this one.
    pub numbers: Numbers<(SiteId, AccountId)>,
    /// What it was made from.
    pub access: Arc<SiteAccess>,
    /// Names of sites, folders and roles.
    pub directory: Arc<Directory>,
    /// Sites that were read to the end, that were read in part, and that nobody read yet although
    /// somebody contributes to them.
    pub read: usize,
    /// Sites whose last reading did not come to its end.
    pub incomplete: usize,
    /// Sites with contributors that nobody read yet.
    pub unread: usize,
    /// The oldest reading.
    pub oldest: Option<Timestamp>,
}

impl AccessTable {
    /// The row of an account on a site.
    pub fn row_of(&self, site: &SiteId, account: &AccountId) -> Option<u32> {
        self.numbers.row_of(&(site.clone(), account.clone()))
    }
}

impl Frozen for AccessTable {
    fn index(&self) -> &Index {
        &self.index
    }
}

impl Numbered for AccessTable {
    numbered!(in AccessRow, (SiteId, AccountId), AccessRow::key);

    /// Rows and accounts keep their numbers.
    fn after(mut self, before: Option<&Self>) -> Self {
        if let Some(before) = before {
            let keys = self.rows.iter().map(AccessRow::key);
            self.numbers = Numbers::new(Some(&before.numbers), keys);
            self.persons.number_after(&before.persons);
        }
        self
    }
}

/// The contributors as filtered and sorted.
pub type AccessView = TableView<AccessTable>;

/// What reading sites would take.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SiteSyncPlan {
    /// Sites that were asked about; none: what an interrupted reading has left, else all.
    pub wanted: Vec<SiteId>,
    /// Sites that would be read.
    pub sites: Vec<SiteId>,
    /// Sites that cost no call, since nobody contributes to them.
    pub empty: usize,
    /// Sites that are left out, since the key does not reach them.
    pub outside: usize,
    /// Whether these are the sites that an interrupted reading has left.
    pub resumes: bool,
    /// Sites that an interrupted reading has left, whatever was asked about.
    pub left: usize,
    /// Sites whose locations nobody has read yet; each location costs one call more.
    pub unknown: usize,
    /// Calls at least.
    pub calls: usize,
    /// Seconds at the present pace.
    pub seconds: u64,
    /// Why it cannot begin now.
    pub blocked: Option<ErrorCard>,
}
