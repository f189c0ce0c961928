//! The table of contributors: a row for each account on each site.

use crate::kit::avatar;
use crate::kit::badge;
use crate::kit::table::{Column, cell_label, cell_quiet};
use crate::kit::tone::Tone;
use crate::panes::listing::badges;
use crate::worker::protocol::AccessRow;
use egui::Ui;

/// The columns, in the order of the ranks of the index.
pub(super) fn columns() -> Vec<Column> {
    vec![
        Column::new("name", "Name").width(180.0, 140.0).stretch(2.0),
        Column::new("email", "Address")
            .width(170.0, 110.0)
            .stretch(1.0)
            .priority(4),
        Column::new("site", "Site").width(170.0, 120.0).stretch(2.0),
        Column::new("roles", "Roles")
            .width(180.0, 130.0)
            .stretch(2.0),
        Column::new("locations", "Locations")
            .width(140.0, 104.0)
            .stretch(1.0)
            .priority(1),
        Column::new("from", "Name from")
            .width(120.0, 96.0)
            .priority(3),
        Column::new("look", "Look at")
            .width(150.0, 130.0)
            .priority(2),
    ]
}

/// Draws a cell.
pub(super) fn cell(ui: &mut Ui, row: &AccessRow, column: usize) {
    match column {
        0 => name(ui, row.account.as_str(), &row.name, &row.name_from),
        1 => quiet(ui, &row.email, "Not known"),
        2 => {
            cell_label(ui, row.site_name.as_str());
        }
        3 => badges(ui, &row.role_titles, row.no_roles, |_| Tone::Neutral),
        4 => locations(ui, row),
        5 => quiet(ui, &row.name_from, "Nobody tells"),
        _ => look(ui, row),
    }
}

/// The words of a cell.
pub(super) fn words(row: &AccessRow, column: usize) -> String {
    match column {
        0 => row.name.clone(),
        1 => row.email.clone(),
        2 => row.site_name.clone(),
        3 => row.role_titles.join(", "),
        4 => location_words(row),
        5 => row.name_from.clone(),
        _ => row.look_at().to_owned(),
    }
}

/// Picture and name; an account that nobody knows has no initials.
pub(super) fn name(ui: &mut Ui, id: &str, name: &str, from: &str) {
    ui.spacing_mut().item_spacing.x = 8.0;
    avatar::show(ui, face(from), id, name, 22.0);
    if from.is_empty() {
        cell_quiet(ui, name);
    } else {
        cell_label(ui, name);
    }
}

/// The picture of an account.
pub(super) fn face(from: &str) -> avatar::Kind {
    if from.is_empty() {
        avatar::Kind::Unknown
    } else {
        avatar::Kind::Person
    }
}

/// Quiet words, or others where there are none.
pub(super) fn quiet(ui: &mut Ui, words: &str, without: &str) {
    cell_quiet(ui, if words.is_empty() { without } else { words });
}

fn location_words(row: &AccessRow) -> String {
    if row.location_names.is_empty() {
        "Every location".to_owned()
    } else {
        row.location_names.join(", ")
    }
}

fn locations(ui: &mut Ui, row: &AccessRow) {
    if row.location_names.is_empty() {
        cell_quiet(ui, "Every location");
    } else {
        cell_label(ui, row.location_names.join(", "));
    }
}

fn look(ui: &mut Ui, row: &AccessRow) {
    let words = row.look_at();
    if words.is_empty() {
        return;
    }
    match &row.no_effect {
        Some(why) => {
            badge::badge(ui, words, Tone::Warning).on_hover_text(why.as_str());
        }
        None => {
            badge::badge(ui, words, Tone::Neutral);
        }
    }
}
