//! The rows of a view by person and by site, computed once per answer of the worker.

use crate::worker::protocol::AccessView;

/// Persons and sites in the view.
#[derive(Debug, Default)]
pub(super) struct Grouped {
    /// Places of the persons in the table's list of persons, in the order of the view.
    pub(super) persons: Vec<u32>,
    /// Places of the sites in the table's list of sites.
    pub(super) sites: Vec<u32>,
    /// Which rows of the table are in the view.
    shown: Vec<bool>,
    /// Place of each person of the table in `persons`.
    place: Vec<Option<u32>>,
}

impl Grouped {
    /// Looks at every row of the view once.
    pub(super) fn of(view: &AccessView) -> Self {
        let persons = &view.table.persons;
        let mut shown = vec![false; view.table.rows.len()];
        let mut place = vec![None; persons.list.len()];
        let mut on = vec![false; persons.sites.len()];
        let mut found: Vec<u32> = Vec::new();
        for row in &view.view.rows {
            if let Some(slot) = shown.get_mut(*row as usize) {
                *slot = true;
            }
            if let Some(slot) = on.get_mut(persons.site_of_row(*row) as usize) {
                *slot = true;
            }
            let person = persons.of_row(*row);
            if let Some(slot) = place.get_mut(person as usize).filter(|s| s.is_none()) {
                *slot = Some(0);
                found.push(person);
            }
        }
        if view.request.order.is_none() {
            // The list stands by site; people stand by name.
            found.sort_unstable();
        }
        for (at, person) in (0_u32..).zip(&found) {
            if let Some(slot) = place.get_mut(*person as usize) {
                *slot = Some(at);
            }
        }
        let sites = (0_u32..).zip(&on).filter(|(_, on)| **on);
        Self {
            sites: sites.map(|(at, _)| at).collect(),
            persons: found,
            shown,
            place,
        }
    }

    /// Whether a row of the table is in the view.
    pub(super) fn shows(&self, row: u32) -> bool {
        self.shown.get(row as usize).copied().unwrap_or_default()
    }

    /// Where a person of the table stands in the view.
    pub(super) fn place(&self, person: u32) -> Option<u32> {
        self.place.get(person as usize).copied().flatten()
    }
}
