//! Roles by site: how many people hold which role where.

use super::roles::RoleRow;
use crate::access::{RoleId, SiteId};
use crate::index::fold;
use std::collections::{BTreeMap, BTreeSet};

/// A place where roles count.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// The whole account: every site, and those to come.
    Account,
    /// One site: given there, or through a folder that it lies in. With its name to show, folded
    /// first, so that places are in the order of their names.
    Site(String, String, SiteId),
    /// A limit that this version does not know.
    Unclear,
}

impl Spot {
    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Self::Account => "Whole account",
            Self::Site(_, name, _) => name,
            Self::Unclear => "Not clear where",
        }
    }
}

/// How many people hold a role at a place; who is only invited does not count.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BySite {
    /// Places at which somebody holds a role: the account, the sites by name, what is not clear.
    pub spots: Vec<Spot>,
    /// For each row of the table its places with people, by their number.
    heads: Vec<Vec<(u32, u32)>>,
    /// Most people in a cell.
    pub most: u32,
}

impl BySite {
    /// How many people hold the role of this row at this place.
    pub fn count(&self, row: usize, spot: usize) -> u32 {
        let of = self.heads.get(row);
        let found = of.and_then(|all| {
            let at = all.binary_search_by_key(&(spot as u32), |(s, _)| *s).ok()?;
            all.get(at)
        });
        found.map_or(0, |(_, n)| *n)
    }

    /// The grid as lines of a file: a line for each of these rows, a column for each place.
    pub fn lines(&self, rows: &[RoleRow], shown: &[u32]) -> Vec<Vec<String>> {
        let mut head = vec!["Role".to_owned(), "Role id".to_owned()];
        head.extend(self.spots.iter().map(|s| s.name().to_owned()));
        let mut lines = vec![head];
        for at in shown {
            let at = *at as usize;
            let Some(row) = rows.get(at) else { continue };
            let mut line = vec![row.title.clone(), row.role.id.as_str().to_owned()];
            line.extend((0..self.spots.len()).map(|spot| self.count(at, spot).to_string()));
            lines.push(line);
        }
        lines
    }
}

/// Counts people, one after the other.
#[derive(Default)]
pub(super) struct Counting {
    /// The last person that was counted in a cell, and how many were.
    cells: BTreeMap<RoleId, BTreeMap<Spot, (usize, u32)>>,
}

impl Counting {
    /// The person with this number holds the role there.
    pub(super) fn add(&mut self, role: &RoleId, spot: Spot, person: usize) {
        if !self.cells.contains_key(role) {
            self.cells.insert(role.clone(), BTreeMap::new());
        }
        let Some(of) = self.cells.get_mut(role) else {
            return;
        };
        let cell = of.entry(spot).or_insert((usize::MAX, 0));
        // A role that somebody holds twice at a place is held by one person.
        if cell.0 != person {
            *cell = (person, cell.1 + 1);
        }
    }

    /// The grid for these rows.
    pub(super) fn finish(self, rows: &[RoleRow]) -> BySite {
        let spots: BTreeSet<&Spot> = self.cells.values().flat_map(BTreeMap::keys).collect();
        let places: BTreeMap<&Spot, u32> = spots.iter().copied().zip(0..).collect();
        let of = |row: &RoleRow| {
            let cells = self.cells.get(&row.role.id).into_iter().flatten();
            let cells = cells.filter_map(|(spot, (_, n))| Some((*places.get(spot)?, *n)));
            cells.collect::<Vec<_>>()
        };
        let heads: Vec<Vec<(u32, u32)>> = rows.iter().map(of).collect();
        BySite {
            most: heads.iter().flatten().map(|(_, n)| *n).max().unwrap_or(0),
            heads,
            spots: spots.into_iter().cloned().collect(),
        }
    }
}

/// The place of a site with this name.
pub(super) fn site(id: &SiteId, name: &str) -> Spot {
    Spot::Site(fold(name).into_owned(), name.to_owned(), id.clone())
}
