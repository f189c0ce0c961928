//! This account, the one above it and those below it, as a frozen table.

use super::numbers::numbered;
use super::table::{Frozen, TableView};
use super::{AccessTable, Numbers, ProfileId};
use crate::access::{Account, AccountId, AccountStatus};
use crate::index::{COLUMN, FacetsBuilder, Index, Rank, TextIndex, fold};
use crate::plan::AccountName;
use jiff::Timestamp;
use std::collections::BTreeMap;

/// Keys of the facet groups of accounts.
pub mod account_groups {
    /// This account, parent, child.
    pub const KIN: &str = "kin";
    /// Active, blocked, deleted.
    pub const STATE: &str = "state";
    /// Which key is used.
    pub const KEY: &str = "key";
    /// Whether it was read.
    pub const READ: &str = "read";
}

/// How an account stands to the one of the open profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kin {
    /// It is this one.
    Own,
    /// It stands above.
    Parent,
    /// It stands below.
    Child,
}

impl Kin {
    /// In a word or two.
    pub fn words(self) -> &'static str {
        match self {
            Self::Own => "This account",
            Self::Parent => "Parent",
            Self::Child => "Child",
        }
    }
}

/// Which key is used in an account, and whether Wix lets it. How the key of a parent addresses a
/// child is not documented (contract 1, "Parent/child"), so it is tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountKey {
    /// A key of the account's own.
    Own,
    /// The key of the account above, and nobody has tried it there.
    Untried,
    /// The key of the account above works.
    Works(Timestamp),
    /// Wix refused the key of the account above.
    Refused {
        /// When.
        at: Timestamp,
        /// What it said.
        answer: String,
    },
    /// It has to be given again.
    Missing,
}

impl AccountKey {
    /// In a few words.
    pub fn words(&self) -> &'static str {
        match self {
            Self::Own => "Its own key",
            Self::Untried => "Not tried yet",
            Self::Works(_) => "Parent’s key works",
            Self::Refused { .. } => "Parent’s key refused",
            Self::Missing => "Key is missing",
        }
    }
}

/// An account with everything that is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountRow {
    /// Its id.
    pub id: AccountId,
    /// How it stands to the open one.
    pub kin: Kin,
    /// Name to show: the owner's own, else what Wix told, else the id.
    pub name: String,
    /// The owner's own name for it.
    pub local: Option<String>,
    /// What Get Account told (contract A3).
    pub told: Option<Account>,
    /// When.
    pub told_at: Option<Timestamp>,
    /// What Get Account answered, if it told nothing.
    pub not_told: Option<String>,
    /// Name of the owner, where somebody's team tells it; else the user id; empty if not told.
    pub owner: String,
    /// Which key is used there.
    pub key: AccountKey,
    /// Its profile, if it has one here.
    pub profile: Option<ProfileId>,
    /// When its team was read last.
    pub read_at: Option<Timestamp>,
    /// Whether that reading came to its end.
    pub complete: bool,
    /// People of its team, once read.
    pub people: Option<u64>,
    /// Its sites, once read.
    pub sites: Option<u64>,
    /// Calls that reading it takes, by what is known of its size.
    pub calls: usize,
    /// Whether the list of child accounts told it last time (always so for the other kinds).
    pub listed: bool,
}

impl AccountRow {
    /// A name for an account of which nothing but the id is known.
    pub fn unnamed(id: &AccountId) -> String {
        let short: String = id.as_str().chars().take(8).collect();
        format!("Child account {short}")
    }

    /// Its state in a word; empty where nobody told it.
    pub fn state(&self) -> &str {
        match self.told.as_ref().map(|t| &t.status) {
            Some(AccountStatus::Active) => "Active",
            Some(AccountStatus::Blocked) => "Blocked",
            Some(AccountStatus::Deleted) => "Deleted",
            Some(AccountStatus::Other(word)) => word,
            Some(AccountStatus::Unknown) | None => "",
        }
    }

    /// Whether and how it was read, in a word or two.
    pub fn reading(&self) -> &'static str {
        match (self.read_at, self.complete) {
            (None, _) => "Never read",
            (Some(_), true) => "Read",
            (Some(_), false) => "Incomplete",
        }
    }
}

/// The accounts, frozen.
#[derive(Debug, Clone, Default)]
pub struct AccountsTable {
    /// Rows: this account, the one above it, those below it by name.
    pub rows: Vec<AccountRow>,
    /// Search, facets and ranks over them.
    pub index: Index,
    /// When the list of child accounts was read; `None`: never.
    pub listed_at: Option<Timestamp>,
    /// Why the list may not be whole.
    pub note: Option<String>,
    /// Numbers of the rows.
    pub numbers: Numbers<AccountId>,
}

impl AccountsTable {
    /// The child accounts.
    pub fn children(&self) -> impl Iterator<Item = &AccountRow> {
        self.rows.iter().filter(|r| r.kin == Kin::Child)
    }

    /// The account of the open profile.
    pub fn own(&self) -> Option<&AccountRow> {
        self.rows.iter().find(|r| r.kin == Kin::Own)
    }

    /// Every account that is known here, contributors among them, and what it is called.
    pub fn names(&self, access: Option<&AccessTable>) -> BTreeMap<AccountId, AccountName> {
        let mut all: BTreeMap<AccountId, AccountName> = BTreeMap::new();
        for row in self.children() {
            let own = row.local.as_ref().map_or("", |_| AccountName::OWN);
            let name = AccountName {
                name: row.local.clone().unwrap_or_else(|| row.name.clone()),
                email: String::new(),
                from: own.to_owned(),
            };
            all.insert(row.id.clone(), name);
        }
        let Some(access) = access else { return all };
        for row in &access.rows {
            all.entry(row.account.clone()).or_default();
        }
        for (id, name) in &access.access.names {
            let entry = all.entry(id.clone()).or_default();
            // The list of accounts knows better what children are called.
            if entry.name.is_empty() {
                entry.clone_from(name);
            } else {
                entry.email.clone_from(&name.email);
            }
        }
        all
    }

    /// Calls that reading these takes, each by what is known of its size.
    pub fn calls(&self, ids: &[AccountId]) -> usize {
        let wanted = self.rows.iter().filter(|r| ids.contains(&r.id));
        wanted.map(|r| r.calls).sum()
    }

    /// The account with this id or name. Gives the names that fit if it is not exactly one.
    ///
    /// # Errors
    /// The ids and names of those that fit; none if nothing does.
    pub fn find(&self, wanted: &str) -> Result<&AccountRow, Vec<String>> {
        let wanted = wanted.trim();
        if let Some(row) = self.rows.iter().find(|r| r.id.as_str() == wanted) {
            return Ok(row);
        }
        let folded = fold(wanted);
        let mut fits = self.rows.iter().filter(|r| fold(&r.name) == folded);
        match (fits.next(), fits.next()) {
            (Some(one), None) => Ok(one),
            (None, _) => Err(Vec::new()),
            (Some(a), Some(b)) => Err([a, b]
                .into_iter()
                .chain(fits)
                .map(|r| r.id.as_str().to_owned())
                .collect()),
        }
    }
}

numbered!(AccountsTable, AccountRow, AccountId, |r| r.id.clone());

impl Frozen for AccountsTable {
    fn index(&self) -> &Index {
        &self.index
    }
}

/// The accounts as filtered and sorted.
pub type AccountsView = TableView<AccountsTable>;

/// Makes the table.
pub fn freeze_accounts(
    mut rows: Vec<AccountRow>,
    listed_at: Option<Timestamp>,
    note: Option<String>,
) -> AccountsTable {
    rows.sort_by_cached_key(|r| (r.kin, fold(&r.name).into_owned(), r.id.clone()));
    AccountsTable {
        index: index(&rows),
        numbers: Numbers::new(None, rows.iter().map(|r| r.id.clone())),
        rows,
        listed_at,
        note,
    }
}

fn index(rows: &[AccountRow]) -> Index {
    let text = TextIndex::build(rows.iter().map(|r| {
        let told = r.told.as_ref();
        let slug = told.map_or("", |t| t.slug.as_str());
        let wix = told.map_or("", |t| t.name.as_str());
        let site = told.and_then(|t| t.website.as_deref()).unwrap_or("");
        [&r.name, wix, slug, site, &r.owner, r.id.as_str()].join(&COLUMN.to_string())
    }));
    let mut facets = FacetsBuilder::default();
    let kin = facets.group(account_groups::KIN, "Kind");
    let state = facets.group(account_groups::STATE, "State");
    let key = facets.group(account_groups::KEY, "Key");
    let read = facets.group(account_groups::READ, "Read");
    for row in rows {
        let mut values = vec![
            facets.value(kin, row.kin.words(), row.kin.words()),
            facets.value(key, row.key.words(), row.key.words()),
            facets.value(read, row.reading(), row.reading()),
        ];
        let word = if row.state().is_empty() {
            "Not told"
        } else {
            row.state()
        };
        values.push(facets.value(state, word, word));
        facets.row(&values);
    }
    let texts = |of: &dyn Fn(&AccountRow) -> String| {
        let all: Vec<String> = rows.iter().map(of).collect();
        let told = |t: &String| !t.is_empty();
        Rank::of_texts(all.iter().map(|t| Some(t.as_str()).filter(|_| told(t))))
    };
    let numbers = |of: &dyn Fn(&AccountRow) -> Option<u64>| {
        Rank::of(&rows.iter().map(of).collect::<Vec<_>>())
    };
    let ranks = vec![
        texts(&|r| r.name.clone()),
        Rank::of(&rows.iter().map(|r| Some(r.kin)).collect::<Vec<_>>()),
        texts(&|r| r.state().to_owned()),
        texts(&|r| r.owner.clone()),
        texts(&|r| r.key.words().to_owned()),
        numbers(&|r| r.people),
        numbers(&|r| r.sites),
        Rank::of(&rows.iter().map(|r| r.read_at).collect::<Vec<_>>()),
    ];
    Index::new(text, facets.finish(), ranks).unwrap_or_default()
}
