//! The entries of a review as rows: columns, cells, and their words.

use super::super::words as told;
use crate::kit::table::{Column, cell_label, cell_quiet};
use crate::kit::{avatar, badge};
use crate::worker::protocol::ReviewRow;
use egui::Ui;
use jiff::Timestamp;

/// The columns, in the order of the ranks of the table.
pub(in crate::panes) fn columns() -> Vec<Column> {
    vec![
        Column::new("person", "Person")
            .width(190.0, 120.0)
            .stretch(2.0),
        Column::new("role", "Role").width(170.0, 110.0).stretch(1.5),
        Column::new("reach", "Reach")
            .width(150.0, 100.0)
            .stretch(1.0),
        Column::new("since", "Since at latest")
            .width(146.0, 132.0)
            .priority(3),
        Column::new("worth", "Worth knowing")
            .width(200.0, 110.0)
            .stretch(1.0)
            .priority(2),
        Column::new("decision", "Decision").width(112.0, 96.0),
    ]
}

/// Draws a cell.
pub(in crate::panes) fn draw(ui: &mut Ui, row: &ReviewRow, column: usize, now: Timestamp) {
    match column {
        0 => {
            ui.spacing_mut().item_spacing.x = 8.0;
            let kind = avatar::Kind::Person;
            avatar::show(ui, kind, row.item.matter.who(), &row.item.name, 22.0);
            cell_label(ui, row.item.name.as_str());
        }
        1 => {
            cell_label(ui, row.item.role_words());
        }
        5 if row.made.is_none() => {
            cell_quiet(ui, "–");
        }
        5 => {
            badge::badge(ui, row.decision(), told::tone(row));
        }
        _ => {
            cell_quiet(ui, words(row, column, now));
        }
    }
}

/// The words of a cell.
pub(in crate::panes) fn words(row: &ReviewRow, column: usize, now: Timestamp) -> String {
    match column {
        0 => row.item.name.clone(),
        1 => row.item.role_words(),
        2 => row.item.place.clone(),
        3 => told::since(&row.item.context, now),
        4 => row.worth.clone(),
        _ => told::decision(row),
    }
}

/// A row as a line of the clipboard.
pub(in crate::panes) fn copied(row: &ReviewRow) -> String {
    let item = &row.item;
    let parts = [
        item.name.as_str(),
        &item.address,
        &item.role_words(),
        &item.place,
        &told::decision(row),
    ];
    parts.join("\t")
}
