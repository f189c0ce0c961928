//! The table of people: columns, and what stands in each cell.

use crate::access::{ACCOUNT_ADMIN, InviteStatus, OWNER, RoleId, TeamEntry};
use crate::kit::table::{Column, cell_quiet, cell_with_badges};
use crate::kit::tone::Tone;
use crate::kit::{avatar, badge};
use crate::model::{day, exact};
use crate::panes::listing::badges;
use crate::worker::protocol::{self, RowKind, TeamRow, TeamTable};
use egui::Ui;
use jiff::Timestamp;

/// The columns, in the order of [`protocol::Column`].
pub(super) fn columns() -> Vec<Column> {
    use protocol::Column as C;
    let column = |c: C| Column::new(c.id(), c.title());
    // The narrowest widths add up to what is left beside the inspector in a window 1280 points wide.
    vec![
        column(C::Name).width(200.0, 152.0).stretch(2.0),
        column(C::Email)
            .width(200.0, 110.0)
            .stretch(2.0)
            .priority(3),
        column(C::Roles).width(190.0, 146.0).stretch(2.0),
        column(C::Reach)
            .width(128.0, 108.0)
            .stretch(1.0)
            .priority(2),
        column(C::Joined).width(116.0, 106.0).priority(4),
        column(C::Status).width(124.0, 114.0).priority(1),
    ]
}

/// Titles of the roles that hold the whole account, as the account's language has them.
#[derive(Debug, Default, Clone)]
pub(super) struct TopTitles([String; 2]);

impl TopTitles {
    /// Looks them up once per table.
    pub(super) fn of(table: &TeamTable) -> Self {
        let title = |id: &str| table.directory.role_name(&RoleId::new(id)).to_owned();
        Self([title(OWNER), title(ACCOUNT_ADMIN)])
    }

    fn tone(&self, row: &TeamRow, title: &str) -> Tone {
        if row.holds_account && self.0.iter().any(|t| t == title) {
            Tone::Warning
        } else {
            Tone::Neutral
        }
    }
}

/// Draws a cell.
pub(super) fn cell(ui: &mut Ui, row: &TeamRow, column: usize, top: &TopTitles, now: Timestamp) {
    match column {
        0 => name(ui, row),
        1 => quiet(ui, &row.email),
        2 => badges(ui, &row.roles, "No role", |title| top.tone(row, title)),
        3 => quiet(ui, &row.reach),
        4 => joined(ui, row, now),
        _ => status(ui, row),
    }
}

/// The words of a cell.
pub(super) fn words(row: &TeamRow, column: usize, now: Timestamp) -> String {
    match column {
        0 => row.name.clone(),
        1 => row.email.clone(),
        2 => row.roles.join(", "),
        3 => row.reach.clone(),
        4 => joined_words(row, now),
        _ => row.status.clone(),
    }
}

/// The picture of a row.
pub(super) fn face(kind: RowKind) -> avatar::Kind {
    match kind {
        RowKind::Person => avatar::Kind::Person,
        RowKind::Account => avatar::Kind::Account,
        RowKind::App => avatar::Kind::App,
        RowKind::Other => avatar::Kind::Unknown,
        RowKind::Invite => avatar::Kind::Envelope,
    }
}

/// The word for rows that are no people; empty for people.
pub(super) fn kind_word(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Person | RowKind::Invite => "",
        RowKind::Account => "Account",
        RowKind::App => "App",
        RowKind::Other => "Group",
    }
}

/// Tone of a state.
pub(super) fn status_tone(row: &TeamRow) -> Tone {
    match &row.entry {
        TeamEntry::Member(_) => Tone::Neutral,
        TeamEntry::Invite(i) => match i.status {
            InviteStatus::Pending => Tone::Info,
            InviteStatus::Expired => Tone::Warning,
            _ => Tone::Neutral,
        },
    }
}

fn name(ui: &mut Ui, row: &TeamRow) {
    ui.spacing_mut().item_spacing.x = 8.0;
    avatar::show(ui, face(row.kind), &row.id, &row.name, 22.0);
    let word = kind_word(row.kind);
    let badge = (word, Tone::Neutral, "");
    let badges = if word.is_empty() { &[][..] } else { &[badge] };
    cell_with_badges(ui, &row.name, badges);
}

fn quiet(ui: &mut Ui, words: &str) {
    if words.is_empty() {
        cell_quiet(ui, "Not told");
    } else {
        cell_quiet(ui, words);
    }
}

/// The day without the year while that is the present one.
pub(super) fn short_day(at: Timestamp, now: Timestamp) -> String {
    let (mut words, today) = (day(at), day(now));
    let year = |d: &str| d.rsplit_once(' ').map(|(_, y)| y.len());
    if let (Some(a), Some(b)) = (year(&words), year(&today))
        && words[words.len() - a..] == today[today.len() - b..]
    {
        words.truncate(words.len() - a - 1);
    }
    words
}

fn joined_words(row: &TeamRow, now: Timestamp) -> String {
    match (row.joined, row.kind) {
        (None, _) => "Not told".to_owned(),
        (Some(at), RowKind::Invite) => format!("Invited {}", short_day(at, now)),
        (Some(at), _) => day(at),
    }
}

fn joined(ui: &mut Ui, row: &TeamRow, now: Timestamp) {
    let response = cell_quiet(ui, joined_words(row, now));
    if let Some(at) = row.joined {
        response.on_hover_text(exact(at));
    }
}

fn status(ui: &mut Ui, row: &TeamRow) {
    if row.kind == RowKind::Invite {
        badge::badge(ui, &row.status, status_tone(row));
    } else {
        cell_quiet(ui, row.status.as_str());
    }
}
