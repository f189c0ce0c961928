//! The list of persons: each account once, with the number of its sites.

use super::grouped::Grouped;
use super::rows::{name, quiet};
use crate::kit::badge;
use crate::kit::table::{Column, Rows, cell_quiet};
use crate::kit::tone::Tone;
use crate::model::{count, grouped};
use crate::panes::listing::badges;
use crate::worker::protocol::{AccessView, PersonRow};
use egui::Ui;

/// Ids of the columns that can be sorted by, in the order of the ranks of the index.
pub(super) const SORTED: [&str; 2] = ["name", "email"];

/// The columns.
pub(super) fn columns() -> Vec<Column> {
    vec![
        Column::new("name", "Name").width(200.0, 150.0).stretch(2.0),
        Column::new("email", "Address")
            .width(190.0, 110.0)
            .stretch(2.0)
            .priority(3),
        Column::new("sites", "Sites")
            .width(120.0, 96.0)
            .unsortable(),
        Column::new("roles", "Roles")
            .width(220.0, 140.0)
            .stretch(2.0)
            .unsortable(),
        Column::new("from", "Name from")
            .width(130.0, 96.0)
            .priority(2)
            .unsortable(),
        Column::new("look", "Look at")
            .width(170.0, 150.0)
            .priority(1)
            .unsortable(),
    ]
}

/// The persons of a view.
pub(super) struct People<'a> {
    pub(super) view: &'a AccessView,
    pub(super) shown: &'a Grouped,
}

impl People<'_> {
    fn person(&self, row: usize) -> Option<&PersonRow> {
        let at = self.shown.persons.get(row)?;
        self.view.table.persons.list.get(*at as usize)
    }

    fn sites(&self, person: &PersonRow) -> String {
        let all = person.rows.len();
        if self.view.view.rows.len() == self.view.table.rows.len() {
            return count(all, "site", "sites");
        }
        let shown = person.rows.iter().filter(|r| self.shown.shows(**r)).count();
        if shown == all {
            count(all, "site", "sites")
        } else {
            format!("{} of {} sites", grouped(shown), grouped(all))
        }
    }
}

/// What is odd about somebody, in a few words.
pub(super) fn look_at(person: &PersonRow) -> String {
    match (person.no_effect, person.owns) {
        (0, 0) => String::new(),
        (0, n) => format!("Owns {}", count(n, "site", "sites")),
        (1, _) => "Limit without effect".to_owned(),
        (n, _) => format!("{} limits without effect", grouped(n)),
    }
}

impl Rows for People<'_> {
    fn len(&self) -> usize {
        self.shown.persons.len()
    }

    fn key(&self, row: usize) -> u32 {
        let at = self.shown.persons.get(row);
        at.map_or(u32::MAX, |p| self.view.table.persons.numbers.number(*p))
    }

    fn name(&self, row: usize) -> String {
        self.person(row).map(|p| p.name.clone()).unwrap_or_default()
    }

    fn cell(&self, ui: &mut Ui, row: usize, column: usize) {
        let Some(person) = self.person(row) else {
            return;
        };
        match column {
            0 => name(ui, person.account.as_str(), &person.name, &person.name_from),
            1 => quiet(ui, &person.email, "Not known"),
            2 => {
                cell_quiet(ui, self.sites(person));
            }
            3 => badges(ui, &person.roles, person.no_roles, |_| Tone::Neutral),
            4 => quiet(ui, &person.name_from, "Nobody tells"),
            _ => {
                let words = look_at(person);
                if !words.is_empty() {
                    let tone = if person.no_effect > 0 {
                        Tone::Warning
                    } else {
                        Tone::Neutral
                    };
                    badge::badge(ui, &words, tone);
                }
            }
        }
    }

    fn cell_text(&self, row: usize, column: usize) -> String {
        let Some(person) = self.person(row) else {
            return String::new();
        };
        match column {
            0 => person.name.clone(),
            1 => person.email.clone(),
            2 => self.sites(person),
            3 => person.roles.join(", "),
            4 => person.name_from.clone(),
            _ => look_at(person),
        }
    }

    fn find(&self, key: u32) -> Option<usize> {
        let person = self.view.table.persons.numbers.row(key)?;
        self.shown.place(person).map(|at| at as usize)
    }
}
