//! Who is selected on which sites, and what can be done with them.

use super::grouped::Grouped;
use crate::access::{AccountId, SiteId};
use crate::kit::table::Selection;
use crate::model::{Model, count, grouped};
use crate::panes::PaneCommand;
use crate::panes::listing::Picked;
use crate::plan::Contribution;
use crate::worker::protocol::{AccessTable, PersonRow};
use std::collections::BTreeSet;

/// What can be done with a selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    /// Give, take or set roles.
    Roles,
    /// Limit to locations of the sites.
    Locations,
    /// Remove from the sites.
    Remove,
    /// Give the account a name of the owner's own.
    Name,
}

impl Deed {
    /// Every deed, in the order of the buttons.
    pub(super) const ALL: [Self; 4] = [Self::Roles, Self::Locations, Self::Remove, Self::Name];

    /// Words of its button.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Roles => "Change roles…",
            Self::Locations => "Locations…",
            Self::Remove => "Remove…",
            Self::Name => "Name…",
        }
    }

    /// What it does, in full.
    pub(super) fn hint(self) -> &'static str {
        match self {
            Self::Roles => "Change roles on the sites",
            Self::Locations => "Limit to locations of the sites",
            Self::Remove => "Remove from the sites",
            Self::Name => "Name this account",
        }
    }

    /// Its command.
    pub(super) fn command(self) -> PaneCommand {
        match self {
            Self::Roles => PaneCommand::ChangeRoles,
            Self::Locations => PaneCommand::SameAs,
            Self::Remove => PaneCommand::Remove,
            Self::Name => PaneCommand::Invite,
        }
    }

    /// Its place among all.
    pub(super) fn place(self) -> usize {
        self as usize
    }
}

/// Facts about the selection, computed when it or the table changes.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Chosen {
    /// Rows of the table.
    pub(super) rows: Vec<u32>,
    /// Those of them that can be changed: owners of sites cannot.
    pub(super) free: Vec<u32>,
    /// Accounts among them.
    pub(super) accounts: BTreeSet<AccountId>,
    /// Sites of the rows that can be changed.
    pub(super) sites: BTreeSet<SiteId>,
    /// Locations that these sites have.
    locations: usize,
}

/// Everything that is shown of the selected people.
pub(super) fn of_people(selection: &Selection, shown: &Grouped, table: &AccessTable) -> Picked {
    let persons = &table.persons;
    let chosen = selection.iter().filter_map(|n| persons.numbers.row(n));
    let of = |person: u32| persons.list.get(person as usize);
    let rows = chosen.filter_map(of).flat_map(|p| &p.rows).copied();
    let (mut rows, hidden): (Vec<u32>, Vec<u32>) = rows.partition(|r| shown.shows(*r));
    rows.sort_unstable();
    Picked {
        rows,
        hidden: hidden.len(),
    }
}

impl Chosen {
    /// Looks at every selected row once.
    pub(super) fn of(picked: &Picked, table: &AccessTable) -> Self {
        let mut chosen = Self {
            rows: picked.rows.clone(),
            ..Self::default()
        };
        for at in &picked.rows {
            let Some(row) = table.rows.get(*at as usize) else {
                continue;
            };
            chosen.accounts.insert(row.account.clone());
            if !row.owns {
                chosen.free.push(*at);
                chosen.sites.insert(row.site.clone());
            }
        }
        let of = |s: &SiteId| table.access.locations.get(s);
        chosen.locations = chosen.sites.iter().filter_map(of).map(Vec::len).sum();
        chosen
    }

    /// Whom a wish is about.
    pub(super) fn whom(&self, table: &AccessTable) -> Vec<Contribution> {
        contributions(table, &self.free)
    }

    /// The one account that is selected.
    pub(super) fn person<'a>(&self, table: &'a AccessTable) -> Option<&'a PersonRow> {
        match self.accounts.first() {
            Some(one) if self.accounts.len() == 1 => table.persons.person(one),
            _ => None,
        }
    }

    /// `3 selected, 1 of them not shown`.
    pub(super) fn words(&self, hidden: usize) -> String {
        let people = self.accounts.len();
        let on = match (self.rows.len(), people) {
            (0, _) => return "Nobody selected".to_owned(),
            (n, p) if n == p => format!("{} selected", grouped(n)),
            (n, p) => format!(
                "{} selected, {} entries",
                count(p, "person", "people"),
                grouped(n)
            ),
        };
        match hidden {
            0 => on,
            h => format!("{on}, {} not shown", grouped(h)),
        }
    }

    /// Why a deed cannot be begun; `None` if it can.
    pub(super) fn blocked(&self, deed: Deed, model: &Model) -> Option<String> {
        if self.rows.is_empty() {
            return Some("Select somebody first".to_owned());
        }
        if deed == Deed::Name {
            let many = self.accounts.len() > 1;
            return many.then(|| "Select one account to give it a name".to_owned());
        }
        if self.free.is_empty() {
            return Some("Who owns a site keeps every right on it".to_owned());
        }
        if deed == Deed::Locations && self.locations == 0 {
            let words = if self.sites.len() == 1 {
                "No location of this site is known"
            } else {
                "No location of these sites is known"
            };
            return Some(words.to_owned());
        }
        model.no_writing()
    }

    /// What a deed leaves out, to be said beside it.
    pub(super) fn left_out(&self) -> Option<String> {
        let left = self.rows.len() - self.free.len();
        (left > 0 && !self.free.is_empty()).then(|| {
            format!(
                "{} of the selection {} the owner of the site and stays",
                grouped(left),
                if left == 1 { "is" } else { "are" },
            )
        })
    }
}

/// Account and site of these rows.
pub(super) fn contributions(table: &AccessTable, rows: &[u32]) -> Vec<Contribution> {
    let all = rows.iter().filter_map(|r| table.rows.get(*r as usize));
    all.map(|r| Contribution {
        site: r.site.clone(),
        account: r.account.clone(),
    })
    .collect()
}
