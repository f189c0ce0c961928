//! The table of sites: columns, and what stands in each cell.

use super::keys::Keys;
use crate::kit::badge;
use crate::kit::table::{Column, Rows, cell_label, cell_quiet};
use crate::kit::tone::Tone;
use crate::model::{age, exact, grouped};
use crate::worker::protocol::{SiteRow, SitesView};
use egui::{Align, Ui};
use jiff::Timestamp;

/// Names of the columns in saved views, in the order of the ranks of the table.
pub(super) const IDS: [&str; 7] = [
    "name",
    "folder",
    "state",
    "editor",
    "owner",
    "contributors",
    "read",
];

/// The columns.
pub(super) fn columns() -> Vec<Column> {
    let [name, folder, state, editor, owner, contributors, read] = IDS;
    vec![
        Column::new(name, "Name").width(220.0, 150.0).stretch(3.0),
        Column::new(folder, "Folder")
            .width(160.0, 100.0)
            .stretch(2.0)
            .priority(2),
        Column::new(state, "State").width(124.0, 112.0).priority(1),
        Column::new(editor, "Editor").width(104.0, 84.0).priority(5),
        Column::new(owner, "Owner")
            .width(150.0, 100.0)
            .stretch(1.0)
            .priority(4),
        Column::new(contributors, "People")
            .width(84.0, 76.0)
            .align(Align::Max)
            .priority(1),
        Column::new(read, "Read").width(124.0, 112.0),
    ]
}

/// The rows as they are filtered and sorted.
pub(super) struct Sites<'a> {
    pub(super) view: &'a SitesView,
    pub(super) keys: &'a Keys,
    pub(super) now: Timestamp,
}

impl Sites<'_> {
    fn row(&self, row: usize) -> Option<&SiteRow> {
        let row = self.view.view.rows.get(row)?;
        self.view.table.rows.get(*row as usize)
    }
}

impl Rows for Sites<'_> {
    fn len(&self) -> usize {
        self.view.view.rows.len()
    }

    fn key(&self, row: usize) -> u32 {
        let row = self.view.view.rows.get(row);
        row.map_or(u32::MAX, |r| self.keys.key(*r))
    }

    fn name(&self, row: usize) -> String {
        self.row(row).map(|r| r.name.clone()).unwrap_or_default()
    }

    fn cell(&self, ui: &mut Ui, row: usize, column: usize) {
        let Some(site) = self.row(row) else { return };
        match column {
            0 => {
                cell_label(ui, site.name.as_str());
            }
            2 if state_tone(site) != Tone::Neutral => {
                badge::badge(ui, site.state, state_tone(site));
            }
            6 => read(ui, site, self.now),
            _ => {
                cell_quiet(ui, self.cell_text(row, column));
            }
        }
    }

    fn cell_text(&self, row: usize, column: usize) -> String {
        let Some(row) = self.row(row) else {
            return String::new();
        };
        let or = |text: &str, other: &str| {
            let text = if text.is_empty() { other } else { text };
            text.to_owned()
        };
        match column {
            0 => row.name.clone(),
            1 => or(&row.folder, "No folder"),
            2 => row.state.to_owned(),
            3 => or(&row.editor(), "Not told"),
            4 => or(&row.owner, "Not told"),
            5 => grouped(row.contributors),
            _ => read_words(row, self.now),
        }
    }

    fn find(&self, key: u32) -> Option<usize> {
        let row = self.keys.row(key)?;
        self.view.view.rows.iter().position(|r| *r == row)
    }
}

/// Tone of a site's state.
pub(super) fn state_tone(row: &SiteRow) -> Tone {
    if row.site.trashed_at.is_some() {
        Tone::Warning
    } else if row.site.blocked == Some(true) {
        Tone::Danger
    } else {
        Tone::Neutral
    }
}

/// When its contributors were read, in words.
pub(super) fn read_words(row: &SiteRow, now: Timestamp) -> String {
    match (row.contributors, row.read) {
        (_, None) if row.outside => "Outside the key".to_owned(),
        (_, Some((at, true))) => age(at, now),
        (_, Some((at, false))) => format!("In part, {}", age(at, now)),
        (0, None) => "Nobody to read".to_owned(),
        (_, None) => "Never".to_owned(),
    }
}

fn read(ui: &mut Ui, row: &SiteRow, now: Timestamp) {
    let words = read_words(row, now);
    let response = match row.read {
        Some((_, false)) => badge::badge(ui, &words, Tone::Warning),
        _ => cell_quiet(ui, words),
    };
    if let Some((at, _)) = row.read {
        response.on_hover_text(exact(at));
    } else if row.outside {
        response.on_hover_text("This site is outside this key's sites");
    }
}
