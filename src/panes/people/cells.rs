//! Columns and cells of the list of people.

use crate::kit::avatar;
use crate::kit::table::{Column, cell_label, cell_quiet};
use crate::kit::text;
use crate::kit::tone::Tone;
use crate::model::grouped;
use crate::panes::listing::badges;
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

/// `Team`, `4 sites`; where there are several sorts, how many places that is: `23: team, 17 sites`.
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
    match kinds.as_slice() {
        [] => "None".to_owned(),
        [one] => text::capital(one),
        several => format!("{}: {}", grouped(p.open()), several.join(", ")),
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

fn flags(ui: &mut Ui, row: &PeopleRow) {
    let titles: Vec<String> = row.flags.iter().map(|f| flag_words(f).to_owned()).collect();
    badges(ui, &titles, "", |title| {
        let flag = row.flags.iter().find(|f| flag_words(f) == title);
        flag.map_or(Tone::Neutral, |f| tone(f))
    });
}
