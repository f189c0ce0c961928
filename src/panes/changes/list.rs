//! The table of changes: columns, and what stands in each cell.

use crate::access::Weight;
use crate::kit::badge;
use crate::kit::table::{Column, cell_label, cell_quiet};
use crate::kit::tone::Tone;
use crate::worker::protocol::{By, ChangeRow};
use egui::Ui;

/// The columns, in the order of the ranks of the table.
pub(super) fn columns() -> Vec<Column> {
    // The narrowest widths add up to what is left beside the inspector in a window 1280 points wide.
    vec![
        Column::new("what", "Change")
            .width(330.0, 200.0)
            .stretch(4.0),
        Column::new("weight", "What it does").width(130.0, 122.0),
        Column::new("kind", "Kind")
            .width(130.0, 110.0)
            .stretch(1.0)
            .priority(3),
        Column::new("place", "Where")
            .width(130.0, 100.0)
            .stretch(1.0)
            .priority(2),
        Column::new("by", "Made by").width(110.0, 100.0),
    ]
}

/// What one change does, in a word or two.
pub(super) fn weight(weight: Weight) -> &'static str {
    match weight {
        Weight::Top => "New co-owner",
        Weight::More => "More access",
        Weight::Less => "Less access",
        Weight::Other => "Other",
    }
}

/// How it looks: the ground of a badge, never a button.
pub(super) fn tone(weight: Weight) -> Tone {
    match weight {
        Weight::Top => Tone::Danger,
        Weight::More => Tone::Warning,
        Weight::Less => Tone::Info,
        Weight::Other => Tone::Neutral,
    }
}

/// The words of a cell.
pub(super) fn words(row: &ChangeRow, column: usize) -> &str {
    match column {
        0 => &row.what,
        1 => weight(row.weight),
        2 => row.group,
        3 => &row.place,
        _ => row.by.label(),
    }
}

/// Draws a cell.
pub(super) fn cell(ui: &mut Ui, row: &ChangeRow, column: usize) {
    let said = words(row, column);
    match column {
        0 => {
            cell_label(ui, said);
        }
        1 => {
            badge::badge(ui, said, tone(row.weight));
        }
        4 if matches!(row.by, By::Us(_) | By::PerhapsUs(_)) => {
            badge::badge(ui, said, Tone::Info);
        }
        _ => {
            cell_quiet(ui, said);
        }
    }
}
