//! Columns of the accounts.

use crate::kit::table::{Column, cell_label, cell_quiet};
use crate::kit::tone::Tone;
use crate::kit::{badge, text};
use crate::model::{age, exact, grouped};
use crate::worker::protocol::{AccountKey, AccountRow, Kin};
use egui::Ui;
use jiff::Timestamp;

/// The columns, in the order of the ranks of the table.
pub(super) fn columns() -> Vec<Column> {
    let number = |id: &'static str, title: &str| {
        Column::new(id, title)
            .width(76.0, 64.0)
            .align(egui::Align::Max)
    };
    vec![
        Column::new("name", "Account")
            .width(220.0, 150.0)
            .stretch(2.0),
        Column::new("kin", "Kind").width(112.0, 96.0),
        Column::new("state", "State").width(90.0, 80.0).priority(3),
        Column::new("owner", "Owner")
            .width(160.0, 110.0)
            .stretch(1.0)
            .priority(4),
        Column::new("key", "Key").width(170.0, 130.0).priority(1),
        number("people", "People").priority(2),
        number("sites", "Sites").priority(2),
        Column::new("read", "Read").width(120.0, 96.0),
    ]
}

/// Draws a cell.
pub(super) fn cell(ui: &mut Ui, row: &AccountRow, column: usize, now: Option<Timestamp>) {
    let words = words(row, column, now);
    match column {
        0 => {
            cell_label(ui, words);
        }
        1 if row.kin == Kin::Own => {
            badge::badge(ui, &words, Tone::Info);
        }
        2 if matches!(words.as_str(), "Blocked" | "Deleted") => {
            badge::badge(ui, &words, Tone::Danger);
        }
        4 if key_tone(&row.key) != Tone::Neutral => {
            badge::badge(ui, &words, key_tone(&row.key));
        }
        7 => {
            let response = match (row.read_at, row.complete) {
                // When stands on hover: a badge that is cut off says neither.
                (Some(_), false) => badge::badge(ui, "In part", Tone::Warning),
                _ => cell_quiet(ui, words),
            };
            if let Some(at) = row.read_at {
                response.on_hover_text(exact(at));
            }
        }
        _ => {
            cell_quiet(ui, words);
        }
    }
}

/// How the key of an account stands.
pub(super) fn key_tone(key: &AccountKey) -> Tone {
    match key {
        AccountKey::Refused { .. } => Tone::Danger,
        AccountKey::Missing => Tone::Warning,
        AccountKey::Works(_) => Tone::Success,
        AccountKey::Own | AccountKey::Untried => Tone::Neutral,
    }
}

/// The words of a cell.
pub(super) fn words(row: &AccountRow, column: usize, now: Option<Timestamp>) -> String {
    let or = |text: &str, other: &str| if text.is_empty() { other } else { text }.to_owned();
    let number = |n: Option<u64>| n.map_or_else(|| "–".to_owned(), |n| grouped(n as usize));
    match column {
        0 => row.name.clone(),
        1 if !row.listed => "Child, not listed".to_owned(),
        1 => row.kin.words().to_owned(),
        2 => or(row.state(), "Not told"),
        3 => or(&row.owner, "Not told"),
        4 if row.kin == Kin::Parent => "Its own key".to_owned(),
        4 => row.key.words().to_owned(),
        5 => number(row.people),
        6 => number(row.sites),
        _ => match (row.kin, row.read_at, now) {
            (Kin::Parent, _, _) => "Open it to see".to_owned(),
            (_, None, _) => "Never".to_owned(),
            (_, Some(at), Some(now)) if row.complete => text::capital(&age(at, now)),
            (_, Some(at), Some(now)) => format!("In part, {}", age(at, now)),
            (_, Some(_), None) => String::new(),
        },
    }
}
