//! Columns and cells of the findings.

use super::is_grave;
use crate::kit::badge;
use crate::kit::table::{Column, cell_label, cell_quiet};
use crate::kit::tone::Tone;
use crate::model::day;
use crate::plan::rules::{Rule, Waiver};
use crate::worker::protocol::FindingRow;
use egui::Ui;
use jiff::Timestamp;

/// The columns, in the order of the ranks of the table.
pub(super) fn columns() -> Vec<Column> {
    vec![
        Column::new("rule", "Rule").width(216.0, 188.0),
        Column::new("who", "Who or what")
            .width(210.0, 150.0)
            .stretch(1.0),
        Column::new("reason", "Why")
            .width(260.0, 180.0)
            .stretch(2.0)
            .priority(1),
        Column::new("remedy", "What puts it right")
            .width(180.0, 140.0)
            .stretch(1.0)
            .priority(2),
        Column::new("standing", "Standing")
            .width(150.0, 110.0)
            .priority(3),
    ]
}

/// Colour of a rule.
pub(super) fn tone(rule: Rule) -> Tone {
    if is_grave(rule) {
        Tone::Warning
    } else {
        Tone::Info
    }
}

/// Until when a waiver counts.
pub(super) fn until(waiver: &Waiver) -> String {
    match waiver.until {
        // It counts up to there: the day before is its last.
        Some(at) => format!("Waived to {}", day(last_moment(at))),
        None => "Waived".to_owned(),
    }
}

/// The last moment at which a waiver counts.
pub(super) fn last_moment(end: Timestamp) -> Timestamp {
    let second = jiff::SignedDuration::from_secs(1);
    end.checked_sub(second).unwrap_or(end)
}

/// The words of a cell.
pub(super) fn words(row: &FindingRow, column: usize) -> String {
    let f = &row.finding;
    match column {
        0 => f.rule.title().to_owned(),
        1 if f.more.is_empty() => f.who.clone(),
        1 => format!("{}, {}", f.who, f.more),
        2 => f.reason.clone(),
        3 => f.remedy.words().to_owned(),
        _ => row.waiver.as_ref().map_or_else(|| "Open".to_owned(), until),
    }
}

/// Draws a cell.
pub(super) fn cell(ui: &mut Ui, row: &FindingRow, column: usize, _: Timestamp) {
    match column {
        0 => {
            badge::badge(ui, row.finding.rule.title(), tone(row.finding.rule));
        }
        1 => {
            cell_label(ui, words(row, column));
        }
        4 if row.waiver.is_some() => {
            badge::badge(ui, &words(row, column), Tone::Neutral);
        }
        _ => {
            cell_quiet(ui, words(row, column));
        }
    }
}
