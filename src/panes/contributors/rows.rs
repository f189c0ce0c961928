//! The table of contributors: a row for each account on each site.

use super::grouped::Grouped;
use crate::kit::avatar;
use crate::kit::table::{Column, Rows, cell_label, cell_quiet};
use crate::kit::tone::Tone;
use crate::kit::{badge, text};
use crate::worker::protocol::{AccessRow, AccessView};
use egui::Ui;

/// Ids of the columns, in the order of the ranks of the index.
pub(super) const IDS: [&str; 7] = [
    "name",
    "email",
    "site",
    "roles",
    "locations",
    "from",
    "look",
];

/// The columns.
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

/// The rows as they are filtered and sorted.
pub(super) struct List<'a> {
    pub(super) view: &'a AccessView,
    pub(super) shown: &'a Grouped,
}

impl List<'_> {
    fn row(&self, row: usize) -> Option<&AccessRow> {
        let row = self.view.view.rows.get(row)?;
        self.view.table.rows.get(*row as usize)
    }
}

impl Rows for List<'_> {
    fn len(&self) -> usize {
        self.view.view.rows.len()
    }

    fn key(&self, row: usize) -> u32 {
        let row = self.view.view.rows.get(row);
        row.map_or(u32::MAX, |r| self.view.table.numbers.number(*r))
    }

    fn name(&self, row: usize) -> String {
        self.row(row)
            .map(|r| format!("{}, {}", r.name, r.site_name))
            .unwrap_or_default()
    }

    fn cell(&self, ui: &mut Ui, row: usize, column: usize) {
        let Some(row) = self.row(row) else { return };
        match column {
            0 => name(ui, row.account.as_str(), &row.name, &row.name_from),
            1 => quiet(ui, &row.email, "Not known"),
            2 => {
                cell_label(ui, row.site_name.as_str());
            }
            3 => badges(ui, &row.role_titles, row.no_roles),
            4 => locations(ui, row),
            5 => quiet(ui, &row.name_from, "Nobody tells"),
            _ => look(ui, row),
        }
    }

    fn cell_text(&self, row: usize, column: usize) -> String {
        let Some(row) = self.row(row) else {
            return String::new();
        };
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

    fn find(&self, key: u32) -> Option<usize> {
        let row = self.view.table.numbers.row(key)?;
        if !self.shown.shows(row) {
            return None;
        }
        self.view.view.rows.iter().position(|r| *r == row)
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

/// As many badges as there is room for, then how many more there are.
pub(super) fn badges(ui: &mut Ui, titles: &[String], none: &str) {
    ui.spacing_mut().item_spacing.x = 4.0;
    if titles.is_empty() {
        cell_quiet(ui, none);
        return;
    }
    let whole = ui.max_rect();
    let mut room = ui.available_width();
    let mut drawn = 0;
    for (at, title) in titles.iter().enumerate() {
        let left = titles.len() - at - 1;
        let more = if left > 0 {
            badge::width(ui, &format!("+{left}")) + 4.0
        } else {
            0.0
        };
        let width = badge::width(ui, title);
        if at > 0 && width + more > room {
            break;
        }
        if at == 0 && width + more > room {
            // The first one is always there, cut if need be.
            let room = (room - more).max(24.0);
            ui.allocate_ui(egui::vec2(room, 20.0), |ui| {
                ui.set_max_width(room);
                badge::badge(ui, title, Tone::Neutral);
            });
        } else {
            badge::badge(ui, title, Tone::Neutral);
        }
        room -= width + 4.0;
        drawn += 1;
    }
    if drawn < titles.len() {
        badge::badge(ui, &format!("+{}", titles.len() - drawn), Tone::Neutral);
        let response = ui.interact(whole, ui.scope_id().with("all"), egui::Sense::hover());
        response.on_hover_ui(|ui| {
            for title in titles {
                ui.label(text::body(title.as_str()));
            }
        });
    }
}
