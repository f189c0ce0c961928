//! The table of invites: columns, and what stands in each cell.

use crate::kit::table::{Column, cell_label, cell_quiet};
use crate::kit::tone::Tone;
use crate::kit::{avatar, badge};
use crate::model::{age, day, exact, until};
use crate::worker::protocol::{InviteRow, InviteState};
use egui::Ui;
use jiff::Timestamp;

/// The columns, in the order of the ranks of the table.
pub(super) fn columns() -> Vec<Column> {
    // The narrowest widths add up to what is left beside the inspector in a window 1280 points wide.
    vec![
        Column::new("address", "Address")
            .width(220.0, 150.0)
            .stretch(2.0),
        Column::new("state", "State").width(140.0, 134.0),
        Column::new("left", "Ends").width(112.0, 100.0),
        Column::new("where", "Where")
            .width(150.0, 104.0)
            .stretch(1.0)
            .priority(2),
        Column::new("roles", "Roles")
            .width(170.0, 110.0)
            .stretch(2.0)
            .priority(3),
        Column::new("kind", "To").width(76.0, 70.0).priority(4),
        Column::new("sent", "Sent").width(104.0, 96.0).priority(5),
    ]
}

/// Draws a cell.
pub(super) fn cell(ui: &mut Ui, row: &InviteRow, column: usize, now: Timestamp) {
    match column {
        0 => address(ui, row),
        1 => {
            badge::badge(ui, state_words(row), tone(row.state));
        }
        2 => left(ui, row, now),
        3 => quiet(ui, &row.place),
        4 => quiet(ui, &row.role_titles.join(", ")),
        5 => quiet(ui, row.key.kind()),
        _ => sent(ui, row),
    }
}

/// The words of a cell.
pub(super) fn words(row: &InviteRow, column: usize, now: Timestamp) -> String {
    match column {
        0 => row.name.clone(),
        1 => state_words(row).to_owned(),
        2 => left_words(row, now),
        3 => row.place.clone(),
        4 => row.role_titles.join(", "),
        5 => row.key.kind().to_owned(),
        _ => row.sent.map(day).unwrap_or_default(),
    }
}

/// The state in a word; Wix's own where this version does not know it.
pub(super) fn state_words(row: &InviteRow) -> &str {
    if row.state == InviteState::Unknown && !row.word.is_empty() {
        &row.word
    } else {
        row.state.label()
    }
}

/// Tone of a state.
pub(super) fn tone(state: InviteState) -> Tone {
    match state {
        InviteState::Open => Tone::Info,
        InviteState::Ended => Tone::Warning,
        InviteState::Accepted => Tone::Success,
        InviteState::Probably
        | InviteState::Declined
        | InviteState::Revoked
        | InviteState::Unknown => Tone::Neutral,
    }
}

fn address(ui: &mut Ui, row: &InviteRow) {
    ui.spacing_mut().item_spacing.x = 8.0;
    let id = row.key.id().as_str();
    avatar::show(ui, avatar::Kind::Envelope, id, &row.name, 22.0);
    if row.email.is_empty() {
        cell_quiet(ui, row.name.as_str()).on_hover_text("Only the id of this invite is known");
    } else {
        cell_label(ui, row.name.as_str());
    }
}

/// How long an invite can still be accepted, or since when no more.
pub(super) fn left_words(row: &InviteRow, now: Timestamp) -> String {
    match (row.state, row.ends) {
        (InviteState::Open | InviteState::Ended | InviteState::Unknown, Some(end)) => {
            if end > now {
                until(end, now)
            } else {
                age(end, now)
            }
        }
        (InviteState::Open | InviteState::Unknown, None) => "Not told".to_owned(),
        _ => "Over".to_owned(),
    }
}

fn left(ui: &mut Ui, row: &InviteRow, now: Timestamp) {
    let response = cell_quiet(ui, left_words(row, now));
    if let Some(end) = row.ends {
        response.on_hover_text(exact(end));
    }
}

fn quiet(ui: &mut Ui, words: &str) {
    cell_quiet(ui, if words.is_empty() { "Not told" } else { words });
}

fn sent(ui: &mut Ui, row: &InviteRow) {
    match row.sent {
        Some(at) => {
            cell_quiet(ui, day(at)).on_hover_text(exact(at));
        }
        None => quiet(ui, ""),
    }
}
