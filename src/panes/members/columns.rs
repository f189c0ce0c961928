//! The table of members: columns, and what stands in each cell.

use crate::access::MemberStatus;
use crate::kit::badge;
use crate::kit::table::{Column, cell_quiet, cell_with_badges};
use crate::kit::tone::Tone;
use crate::model::{age, exact};
use crate::worker::protocol::{MemberColumn, MemberMark, MemberRow};
use egui::Ui;
use jiff::Timestamp;
use strum::IntoEnumIterator as _;

/// The columns, in the order of the ranks of the table.
pub(super) fn columns() -> Vec<Column> {
    let column = |c: MemberColumn| {
        let column = Column::new(c.id(), c.title());
        match c {
            MemberColumn::Name => column.width(190.0, 160.0).stretch(2.0),
            MemberColumn::Login => column.width(220.0, 186.0).stretch(2.0).priority(1),
            MemberColumn::Status => column.width(104.0, 96.0).priority(1),
            MemberColumn::Created => column.width(116.0, 110.0).priority(2),
            MemberColumn::LastLogin => column.width(116.0, 110.0).priority(3),
            MemberColumn::Nickname => column.width(130.0, 96.0).stretch(1.0).priority(4),
            MemberColumn::Privacy | MemberColumn::Activity => column.width(92.0, 80.0).priority(5),
            MemberColumn::Updated => column.width(116.0, 110.0).priority(6),
            _ => column.width(130.0, 96.0).priority(7),
        }
    };
    MemberColumn::iter().map(column).collect()
}

fn of(column: usize) -> Option<MemberColumn> {
    MemberColumn::iter().nth(column)
}

/// Tone of a status.
pub(super) fn tone(status: &MemberStatus) -> Tone {
    match status {
        MemberStatus::Pending => Tone::Warning,
        MemberStatus::Blocked => Tone::Danger,
        _ => Tone::Neutral,
    }
}

/// Draws a cell.
pub(super) fn cell(ui: &mut Ui, row: &MemberRow, column: usize, now: Timestamp) {
    match of(column) {
        Some(MemberColumn::Name) => {
            let marks = row
                .crew()
                .into_iter()
                .chain([MemberMark::WixUser, MemberMark::Found]);
            let marks = marks.filter(|mark| row.is(*mark));
            let badges: Vec<_> = marks.map(|m| (short(m), mark_tone(m), told(m))).collect();
            cell_with_badges(ui, &row.name(), &badges);
        }
        // The usual case is quiet, so that what stands out is seen.
        Some(MemberColumn::Status) if *row.status() != MemberStatus::Approved => {
            badge::badge(ui, row.text(MemberColumn::Status), tone(row.status()));
        }
        Some(MemberColumn::Activity) if row.is_muted() => {
            badge::badge(ui, "Muted", Tone::Warning);
        }
        Some(time) if row.time(time).is_some() => {
            let response = cell_quiet(ui, words(row, column, now));
            if let Some(at) = row.time(time) {
                response.on_hover_text(exact(at));
            }
        }
        _ => {
            cell_quiet(ui, words(row, column, now));
        }
    }
}

/// A mark in a word.
pub(super) fn short(mark: MemberMark) -> &'static str {
    match mark {
        MemberMark::Owner | MemberMark::OwnerAddress => "Owner",
        MemberMark::Contributor | MemberMark::ContributorAddress => "Contributor",
        MemberMark::Found => "At Wix",
        MemberMark::WixUser => "Wix user",
    }
}

/// What Wix itself says has colour, what only an address tells has none.
pub(super) fn mark_tone(mark: MemberMark) -> Tone {
    match mark {
        MemberMark::OwnerAddress | MemberMark::ContributorAddress | MemberMark::WixUser => {
            Tone::Neutral
        }
        _ => Tone::Info,
    }
}

/// A mark in a sentence, with how it is known.
pub(super) fn told(mark: MemberMark) -> &'static str {
    match mark {
        MemberMark::Owner => "Wix says that this is the member of the site’s owner",
        MemberMark::Contributor => "Wix says that this is the member of a contributor",
        MemberMark::OwnerAddress => {
            "Has the login address of the site’s owner. Wix does not say whose member it is"
        }
        MemberMark::ContributorAddress => {
            "Has the login address of a contributor. Wix does not say whose member it is"
        }
        MemberMark::Found => MemberMark::Found.label(),
        MemberMark::WixUser => {
            "Wix says that this is the member of a Wix user. What this user is to the site is not \
             known: reading its contributors may tell"
        }
    }
}

/// The words of a cell.
pub(super) fn words(row: &MemberRow, column: usize, now: Timestamp) -> String {
    let Some(column) = of(column) else {
        return String::new();
    };
    match column {
        MemberColumn::Name => row.name(),
        MemberColumn::Created | MemberColumn::Updated | MemberColumn::LastLogin => {
            let none = if column == MemberColumn::LastLogin {
                "Never"
            } else {
                "Not told"
            };
            let time = row.time(column);
            time.map_or_else(|| none.to_owned(), |at| age(at, now))
        }
        other => row.text(other).to_owned(),
    }
}
