//! The table of sites: columns, and what stands in each cell.

use crate::kit::table::{Column, cell_label, cell_quiet};
use crate::kit::tone::Tone;
use crate::kit::{badge, text};
use crate::model::{age, exact, grouped};
use crate::worker::protocol::SiteRow;
use egui::{Align, Ui};
use jiff::Timestamp;

/// What stands where Wix refused to tell who contributes.
const REFUSED: &str = "Refused";

/// The columns, in the order of the ranks of the table.
pub(super) fn columns() -> Vec<Column> {
    vec![
        Column::new("name", "Name").width(220.0, 150.0).stretch(3.0),
        Column::new("folder", "Folder")
            .width(160.0, 100.0)
            .stretch(2.0)
            .priority(2),
        Column::new("state", "State")
            .width(124.0, 112.0)
            .priority(1),
        Column::new("editor", "Editor")
            .width(104.0, 84.0)
            .priority(5),
        Column::new("owner", "Owner")
            .width(150.0, 100.0)
            .stretch(1.0)
            .priority(4),
        Column::new("contributors", "People")
            .width(84.0, 76.0)
            .align(Align::Max)
            .priority(1),
        Column::new("read", "Read").width(124.0, 112.0),
    ]
}

/// Draws a cell.
pub(super) fn cell(ui: &mut Ui, site: &SiteRow, column: usize, now: Timestamp) {
    match column {
        0 => {
            cell_label(ui, site.name.as_str());
        }
        2 if state_tone(site) != Tone::Neutral => {
            badge::badge(ui, site.state, state_tone(site));
        }
        6 => read(ui, site, now),
        _ => {
            cell_quiet(ui, words(site, column, now));
        }
    }
}

/// The words of a cell.
pub(super) fn words(row: &SiteRow, column: usize, now: Timestamp) -> String {
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
        _ if row.refused.is_some() => REFUSED.to_owned(),
        _ => text::capital(&read_words(row, now)),
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
    if let Some((at, words)) = &row.refused {
        let kept = match row.read {
            Some((read, _)) => format!("\nRead before that {}", exact(read)),
            None => String::new(),
        };
        let hover = format!("{words}\nRefused {}{kept}", exact(*at));
        badge::badge(ui, REFUSED, Tone::Warning).on_hover_text(hover);
        return;
    }
    let words = text::capital(&read_words(row, now));
    let response = match row.read {
        // When stands on hover: a badge that is cut off says neither.
        Some((_, false)) => badge::badge(ui, "In part", Tone::Warning),
        _ => cell_quiet(ui, words),
    };
    if let Some((at, _)) = row.read {
        response.on_hover_text(exact(at));
    } else if row.outside {
        response.on_hover_text("This site is outside this key’s sites");
    }
}
