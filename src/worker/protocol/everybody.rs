//! Everybody in this account and in every child account that was read, as one frozen table: one
//! row per human and account.

use super::numbers::numbered;
use super::table::{Frozen, TableView};
use super::{Numbers, PeopleTable};
use crate::access::{AccountId, Mark, Place};
use crate::index::{COLUMN, FacetsBuilder, Index, Rank, TextIndex, fold};
use std::collections::{BTreeMap, BTreeSet};

/// Keys of the facet groups of everybody.
pub mod everybody_groups {
    /// The account.
    pub const ACCOUNT: &str = "account";
    /// Role.
    pub const ROLE: &str = "role";
    /// In one account or in several.
    pub const SPREAD: &str = "spread";
}

/// The people of one account.
#[derive(Debug, Clone, Copy)]
pub struct OfAccount<'a> {
    /// The account.
    pub id: &'a AccountId,
    /// Its name.
    pub name: &'a str,
    /// Its people.
    pub people: &'a PeopleTable,
}

/// One human in one account.
#[derive(Debug, Clone, PartialEq)]
pub struct EverybodyRow {
    /// A key that stays while human and account are the same.
    pub id: String,
    /// The account.
    pub account: AccountId,
    /// Its name.
    pub account_name: String,
    /// Name to show.
    pub name: String,
    /// Whether a name is known.
    pub named: bool,
    /// Addresses.
    pub addresses: Vec<String>,
    /// Titles of all roles there, each once.
    pub roles: Vec<String>,
    /// Names of the sites there on which the human is.
    pub sites: Vec<String>,
    /// In the team, or by which other ways, in words.
    pub ways: String,
    /// Rows with the same number stand for the same human: they have a user, an account or an
    /// address in common.
    pub who: usize,
    /// In how many accounts the human is.
    pub accounts: usize,
}

/// Everybody, frozen.
#[derive(Debug, Clone, Default)]
pub struct EverybodyTable {
    /// Rows by name, then by account; those without a name come last.
    pub rows: Vec<EverybodyRow>,
    /// Search, facets and ranks over them.
    pub index: Index,
    /// Accounts that were searched.
    pub searched: usize,
    /// Child accounts that were never read: nobody is known there.
    pub unread: usize,
    /// Numbers of the rows.
    pub numbers: Numbers<String>,
}

impl EverybodyTable {
    /// The rows of the same human.
    pub fn same(&self, row: usize) -> impl Iterator<Item = &EverybodyRow> {
        let who = self.rows.get(row).map(|r| r.who);
        self.rows.iter().filter(move |r| Some(r.who) == who)
    }
}

numbered!(EverybodyTable, EverybodyRow, String, |r| r.id.clone());

impl Frozen for EverybodyTable {
    fn index(&self) -> &Index {
        &self.index
    }
}

/// Everybody as filtered and sorted.
pub type EverybodyView = TableView<EverybodyTable>;

/// Makes the table. Work grows with the number of people in all accounts, so it runs off the
/// window's thread.
pub fn freeze_everybody(accounts: &[OfAccount<'_>], unread: usize) -> EverybodyTable {
    let mut groups = Groups::default();
    let mut rows = Vec::new();
    for of in accounts {
        for person in &of.people.rows {
            // Whoever is known by an invite that ended alone gets in nowhere.
            if person.places.open() == 0 {
                continue;
            }
            let who = groups.of(person.human.marks.iter());
            let mut sites = BTreeSet::new();
            for place in person.human.open_places() {
                match place {
                    Place::Site { site, .. } => {
                        sites.insert(of.people.directory.site_name(site).to_owned());
                    }
                    Place::SiteInvite(invite) => {
                        sites.insert(of.people.directory.site_name(&invite.site).to_owned());
                    }
                    Place::Team(_) | Place::AccountInvite(_) => {}
                }
            }
            rows.push(EverybodyRow {
                id: format!("{}|{}", of.id, person.id),
                account: of.id.clone(),
                account_name: of.name.to_owned(),
                name: person.name.clone(),
                named: person.named,
                addresses: person.addresses.clone(),
                roles: person.roles.clone(),
                sites: sites.into_iter().collect(),
                ways: ways(person),
                who,
                accounts: 0,
            });
        }
    }
    join(&mut rows, &mut groups);
    rows.sort_by_cached_key(|r| {
        let account = fold(&r.account_name).into_owned();
        let name = fold(&r.name).into_owned();
        (!r.named, name, r.who, account, r.id.clone())
    });
    EverybodyTable {
        index: index(&rows),
        numbers: Numbers::new(None, rows.iter().map(|r| r.id.clone())),
        rows,
        searched: accounts.len(),
        unread,
    }
}

fn ways(person: &super::PeopleRow) -> String {
    let places = person.places;
    let mut ways = Vec::new();
    if places.team > 0 {
        ways.push("team");
    }
    if places.sites > 0 {
        ways.push("contributor");
    }
    if places.owned > 0 {
        ways.push("owns sites");
    }
    if places.account_invites + places.site_invites > 0 {
        ways.push("invited");
    }
    ways.join(", ")
}

/// Numbers of humans over all accounts.
#[derive(Default)]
struct Groups {
    of_mark: BTreeMap<Mark, usize>,
    /// The number that each number became part of.
    parent: Vec<usize>,
}

impl Groups {
    fn root(&mut self, mut at: usize) -> usize {
        while let Some(up) = self.parent.get(at).copied().filter(|up| *up != at) {
            let next = self.parent.get(up).copied().unwrap_or(up);
            if let Some(slot) = self.parent.get_mut(at) {
                *slot = next;
            }
            at = up;
        }
        at
    }

    /// The number of whoever has one of these marks; those who had numbers of their own become one.
    fn of<'a>(&mut self, marks: impl Iterator<Item = &'a Mark>) -> usize {
        let new = self.parent.len();
        self.parent.push(new);
        let mut who = new;
        for mark in marks {
            match self.of_mark.get(mark).copied() {
                Some(known) => {
                    let known = self.root(known);
                    let (low, high) = (who.min(known), who.max(known));
                    if let Some(slot) = self.parent.get_mut(high) {
                        *slot = low;
                    }
                    who = low;
                }
                None => {
                    self.of_mark.insert(mark.clone(), new);
                }
            }
        }
        who
    }
}

/// Gives the final numbers, and counts accounts.
fn join(rows: &mut [EverybodyRow], groups: &mut Groups) {
    let mut accounts: BTreeMap<usize, BTreeSet<AccountId>> = BTreeMap::new();
    for row in rows.iter_mut() {
        row.who = groups.root(row.who);
        let of = accounts.entry(row.who).or_default();
        of.insert(row.account.clone());
    }
    for row in rows {
        row.accounts = accounts.get(&row.who).map_or(1, BTreeSet::len);
    }
}

fn index(rows: &[EverybodyRow]) -> Index {
    let text = TextIndex::build(rows.iter().map(|r| {
        [
            r.name.as_str(),
            &r.addresses.join(" "),
            &r.account_name,
            &r.roles.join(", "),
            &r.sites.join(", "),
            &r.id,
        ]
        .join(&COLUMN.to_string())
    }));
    let mut facets = FacetsBuilder::default();
    let spread = facets.group(everybody_groups::SPREAD, "In how many accounts");
    let account = facets.group(everybody_groups::ACCOUNT, "Account");
    let role = facets.group(everybody_groups::ROLE, "Role");
    for row in rows {
        let word = if row.accounts > 1 { "Several" } else { "One" };
        let mut values = vec![
            facets.value(spread, word, word),
            facets.value(account, row.account.as_str(), &row.account_name),
        ];
        values.extend(row.roles.iter().map(|r| facets.value(role, r, r)));
        facets.row(&values);
    }
    let texts = |of: &dyn Fn(&EverybodyRow) -> String| {
        let all: Vec<String> = rows.iter().map(of).collect();
        Rank::of_texts(
            all.iter()
                .map(|t| Some(t.as_str()).filter(|t| !t.is_empty())),
        )
    };
    let ranks = vec![
        texts(&|r| r.name.clone()),
        texts(&|r| r.addresses.join(" ")),
        texts(&|r| r.account_name.clone()),
        texts(&|r| r.roles.join(", ")),
        Rank::of(&rows.iter().map(|r| Some(r.sites.len())).collect::<Vec<_>>()),
        Rank::of(&rows.iter().map(|r| Some(r.accounts)).collect::<Vec<_>>()),
    ];
    Index::new(text, facets.finish(), ranks).unwrap_or_default()
}
