//! Columns and cells of the list of people.

use crate::kit::table::{Column, cell_label, cell_quiet};
use crate::kit::tone::Tone;
use crate::kit::{avatar, badge};
use crate::model::grouped;
use crate::worker::protocol::{PeopleRow, flag_words, people_flags};
use egui::Ui;

/// The columns, in the order of the ranks.
pub(super) fn columns() -> Vec<Column> {
    vec![
        Column::new("name", "Name").width(210.0, 150.0).stretch(2.0),
        Column::new("addresses", "Addresses")
            .width(210.0, 120.0)
            .stretch(2.0)
            .priority(2),
        Column::new("places", "Places")
            .width(120.0, 84.0)
            .stretch(1.0),
        Column::new("roles", "Roles")
            .width(180.0, 110.0)
            .stretch(1.0)
            .priority(4),
        Column::new("flags", "Look at")
            .width(180.0, 120.0)
            .stretch(1.0)
            .priority(3),
    ]
}

pub(super) fn words(row: &PeopleRow, column: usize) -> String {
    match column {
        0 => row.name.clone(),
        1 => row.addresses.join(", "),
        2 => places(row),
        3 => row.roles.join(", "),
        _ => {
            let all: Vec<&str> = row.flags.iter().map(|f| flag_words(f)).collect();
            all.join(", ")
        }
    }
}

/// `23: team, 17 sites, 4 invites`.
fn places(row: &PeopleRow) -> String {
    let p = row.places;
    let mut kinds = Vec::new();
    if p.team > 0 {
        kinds.push("team".to_owned());
    }
    let sites = p.sites + p.owned;
    if sites > 0 {
        let word = if sites == 1 { "site" } else { "sites" };
        kinds.push(format!("{} {word}", grouped(sites)));
    }
    let invites = p.account_invites + p.site_invites;
    if invites > 0 {
        let word = if invites == 1 { "invite" } else { "invites" };
        kinds.push(format!("{} {word}", grouped(invites)));
    }
    match p.open() {
        0 => "0".to_owned(),
        n => format!("{}: {}", grouped(n), kinds.join(", ")),
    }
}

pub(super) fn cell(ui: &mut Ui, row: &PeopleRow, column: usize) {
    match column {
        0 => {
            ui.spacing_mut().item_spacing.x = 8.0;
            let kind = if row.named {
                avatar::Kind::Person
            } else if row.addresses.is_empty() {
                avatar::Kind::Account
            } else {
                avatar::Kind::Envelope
            };
            avatar::show(ui, kind, &row.id, &row.name, 22.0);
            cell_label(ui, row.name.as_str());
        }
        1 if row.addresses.is_empty() => {
            cell_quiet(ui, "Not told");
        }
        4 => flags(ui, row),
        _ => {
            cell_quiet(ui, words(row, column));
        }
    }
}

/// The tone of a flag.
pub(super) fn tone(flag: &str) -> Tone {
    match flag {
        people_flags::ALIKE | people_flags::OUTSIDE => Tone::Warning,
        people_flags::LINKED => Tone::Info,
        _ => Tone::Neutral,
    }
}

/// As many badges as there is room for, then how many more there are.
fn flags(ui: &mut Ui, row: &PeopleRow) {
    ui.spacing_mut().item_spacing.x = 4.0;
    let mut room = ui.available_width();
    for (at, flag) in row.flags.iter().enumerate() {
        let left = row.flags.len() - at - 1;
        let width = badge::width(ui, flag_words(flag));
        let more = badge::width(ui, "+9") + 4.0;
        if at > 0 && width + if left > 0 { more } else { 0.0 } > room {
            let whole = ui.max_rect();
            badge::badge(ui, &format!("+{}", left + 1), Tone::Neutral);
            let id = ui.scope_id().with("all flags");
            let hover = ui.interact(whole, id, egui::Sense::hover());
            hover.on_hover_text(words(row, 4));
            return;
        }
        badge::badge(ui, flag_words(flag), tone(flag));
        room -= width + 4.0;
    }
}
