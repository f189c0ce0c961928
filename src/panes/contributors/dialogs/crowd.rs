//! Whom a dialog is about, as they were when it opened. The plan is made from what is known when
//! it is made, and its check looks again before anything is sent.

use crate::kit::text;
use crate::model::count;
use crate::plan::Contribution;
use crate::worker::protocol::{AccessRow, AccessTable};
use egui::Ui;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The rows.
#[derive(Debug)]
pub(super) struct Crowd {
    table: Arc<AccessTable>,
    rows: Vec<u32>,
    people: usize,
    sites: usize,
    names: String,
}

impl Crowd {
    pub(super) fn new(table: Arc<AccessTable>, rows: &[u32]) -> Self {
        let all = || rows.iter().filter_map(|r| table.rows.get(*r as usize));
        let people: BTreeMap<_, &str> = all().map(|r| (&r.account, r.name.as_str())).collect();
        let sites: BTreeSet<_> = all().map(|r| &r.site).collect();
        let names: Vec<&str> = people.values().take(5).copied().collect();
        let more = people.len().saturating_sub(names.len());
        let mut words = names.join(", ");
        if more > 0 {
            words = format!("{words} and {}", count(more, "more person", "more people"));
        }
        let (people, sites) = (people.len(), sites.len());
        Self {
            rows: rows.to_vec(),
            people,
            sites,
            names: words,
            table,
        }
    }

    /// The rows themselves.
    pub(super) fn rows(&self) -> impl Iterator<Item = &AccessRow> {
        let of = |r: &u32| self.table.rows.get(*r as usize);
        self.rows.iter().filter_map(of)
    }

    /// How many.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// What they were taken from.
    pub(super) fn table(&self) -> &AccessTable {
        &self.table
    }

    /// Whom a wish is about.
    pub(super) fn whom(&self) -> Vec<Contribution> {
        let one = |r: &AccessRow| Contribution {
            site: r.site.clone(),
            account: r.account.clone(),
        };
        self.rows().map(one).collect()
    }

    /// `12 people on 3 sites`.
    pub(super) fn words(&self) -> String {
        let people = count(self.people, "person", "people");
        match (self.sites, self.rows().next()) {
            (1, Some(row)) => format!("{people} on {}", row.site_name),
            (n, _) => format!("{people} on {}", count(n, "site", "sites")),
        }
    }

    /// Names, and how many there are.
    pub(super) fn show(&self, ui: &mut Ui) {
        ui.label(text::caption(self.words()));
        text::paragraph(ui, text::body(self.names.as_str()));
    }
}
