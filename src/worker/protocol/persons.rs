//! Contributors by account: each account once, with its rows on every site.

use super::{AccessRow, Numbers};
use crate::access::{AccountId, SiteId};
use crate::index::fold;
use std::collections::{BTreeMap, BTreeSet};

/// One account on all its sites.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonRow {
    /// The account.
    pub account: AccountId,
    /// Who that is; the id where nobody knows a name.
    pub name: String,
    /// Address; may be empty.
    pub email: String,
    /// Where the name comes from; empty where there is none.
    pub name_from: String,
    /// Its rows in the table of contributors, in the order of that table.
    pub rows: Vec<u32>,
    /// Titles of all roles that it holds anywhere, each once.
    pub roles: Vec<String>,
    /// What stands where there are none, as on its sites: no role, or that nobody could ask.
    pub no_roles: &'static str,
    /// Sites on which its limit to locations has no effect.
    pub no_effect: usize,
    /// Sites that it owns.
    pub owns: usize,
}

/// A site as a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteColumn {
    /// The site.
    pub id: SiteId,
    /// Its name.
    pub name: String,
}

/// Every account that contributes anywhere, by name, and every site that somebody contributes to.
#[derive(Debug, Clone, Default)]
pub struct Persons {
    /// The accounts.
    pub list: Vec<PersonRow>,
    /// The sites, in the order of the table.
    pub sites: Vec<SiteColumn>,
    /// Accounts whose name nobody tells.
    pub nameless: usize,
    /// Sites to which such an account contributes.
    pub nameless_sites: usize,
    /// Numbers that the accounts keep in the tables that come after.
    pub numbers: Numbers<AccountId>,
    of_row: Vec<u32>,
    site_of_row: Vec<u32>,
}

impl Persons {
    /// Groups the rows, which stand by site.
    pub fn of(rows: &[AccessRow]) -> Self {
        let mut by_account: BTreeMap<&AccountId, Vec<u32>> = BTreeMap::new();
        let mut sites: Vec<SiteColumn> = Vec::new();
        let mut site_of_row = Vec::with_capacity(rows.len());
        for (at, row) in (0_u32..).zip(rows) {
            by_account.entry(&row.account).or_default().push(at);
            if sites.last().is_none_or(|s| s.id != row.site) {
                sites.push(SiteColumn {
                    id: row.site.clone(),
                    name: row.site_name.clone(),
                });
            }
            site_of_row.push((sites.len() - 1) as u32);
        }
        let mut list: Vec<PersonRow> = by_account
            .into_values()
            .filter_map(|at| person(rows, at))
            .collect();
        // Ids of whom nobody knows come last.
        list.sort_by_cached_key(|p| {
            let nameless = p.name_from.is_empty();
            (nameless, fold(&p.name).into_owned(), p.account.clone())
        });
        let mut of_row = vec![0; rows.len()];
        for (number, person) in (0_u32..).zip(&list) {
            for row in &person.rows {
                if let Some(slot) = of_row.get_mut(*row as usize) {
                    *slot = number;
                }
            }
        }
        let numbers = Numbers::new(None, list.iter().map(|p| p.account.clone()));
        Self {
            nameless: list.iter().filter(|p| p.name_from.is_empty()).count(),
            nameless_sites: {
                let nameless = rows.iter().filter(|r| r.name_from.is_empty());
                nameless.map(|r| &r.site).collect::<BTreeSet<_>>().len()
            },
            list,
            sites,
            numbers,
            of_row,
            site_of_row,
        }
    }

    /// Numbers the accounts as `before` did.
    pub(super) fn number_after(&mut self, before: &Self) {
        let keys = self.list.iter().map(|p| p.account.clone());
        self.numbers = Numbers::new(Some(&before.numbers), keys);
    }

    /// Place in the list of whom a row is about.
    pub fn of_row(&self, row: u32) -> u32 {
        self.of_row.get(row as usize).copied().unwrap_or_default()
    }

    /// Place among the sites of a row's site.
    pub fn site_of_row(&self, row: u32) -> u32 {
        let site = self.site_of_row.get(row as usize);
        site.copied().unwrap_or_default()
    }

    /// The row of a person on a site, both by their places here.
    pub fn row_at(&self, person: u32, site: u32) -> Option<u32> {
        let rows = &self.list.get(person as usize)?.rows;
        let at = rows.binary_search_by_key(&site, |r| self.site_of_row(*r));
        at.ok().and_then(|at| rows.get(at)).copied()
    }

    /// The account with this id.
    pub fn person(&self, account: &AccountId) -> Option<&PersonRow> {
        self.list.get(self.numbers.row_of(account)? as usize)
    }
}

fn person(rows: &[AccessRow], at: Vec<u32>) -> Option<PersonRow> {
    let all = || at.iter().filter_map(|r| rows.get(*r as usize));
    let first = all().next()?;
    let roles: BTreeSet<&String> = all().flat_map(|r| &r.role_titles).collect();
    Some(PersonRow {
        account: first.account.clone(),
        name: first.name.clone(),
        email: first.email.clone(),
        name_from: first.name_from.clone(),
        roles: roles.into_iter().cloned().collect(),
        no_roles: first.no_roles,
        no_effect: all().filter(|r| r.no_effect.is_some()).count(),
        owns: all().filter(|r| r.owns).count(),
        rows: at,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(site: &str, account: &str, role: &str) -> AccessRow {
        AccessRow {
            no_roles: "No role",
            site: site.into(),
            site_name: site.to_owned(),
            account: account.into(),
            name: account.to_owned(),
            email: String::new(),
            name_from: String::new(),
            owns: false,
            roles: vec![role.into()],
            role_titles: vec![role.to_owned()],
            locations: Vec::new(),
            location_names: Vec::new(),
            no_effect: None,
        }
    }

    #[test]
    fn every_account_stands_once_with_its_rows_on_all_sites() {
        let rows = [
            row("a", "x", "Editor"),
            row("a", "y", "Writer"),
            row("b", "x", "Writer"),
            row("c", "y", "Writer"),
        ];
        let persons = Persons::of(&rows);
        let x = persons.person(&"x".into()).expect("x");
        assert_eq!((x.rows.as_slice(), x.roles.len()), (&[0, 2][..], 2));
        assert_eq!(x.no_roles, rows[0].no_roles, "as on the sites");
        assert_eq!(persons.sites.len(), 3);
        let at = |row: u32| (persons.of_row(row), persons.site_of_row(row));
        for row in 0..4 {
            let (person, site) = at(row);
            assert_eq!(persons.row_at(person, site), Some(row));
        }
        assert_eq!(persons.row_at(persons.of_row(0), 2), None, "x is not on c");
    }
}
