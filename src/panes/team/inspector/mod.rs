//! Everything about the selection, at the right.

mod invite;
mod parts;
mod sheet;

use super::Team;
use super::picked::Deed;
use crate::access::TeamEntry;
use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::kit::state::{Kind, State};
use crate::kit::tokens::size;
use crate::kit::tone::Tone;
use crate::kit::{avatar, badge, layout, text, toggle};
use crate::model::{Ask, count, day, exact, grouped};
use crate::panes::Cx;
use crate::panes::listing::Listing;
use crate::worker::protocol::{RowKind, TeamTable};
use egui::Ui;
use sheet::{One, Several, Sheet};
use std::sync::Arc;

/// What the inspector keeps between frames.
#[derive(Debug, Default)]
pub(super) struct Inspector {
    sheet: Sheet,
    made_for: Option<(Arc<TeamTable>, Vec<u32>)>,
    /// Show every assignment, not only the first ones.
    all: bool,
    unknown: bool,
}

impl Inspector {
    fn follow(&mut self, table: &Arc<TeamTable>, rows: &[u32]) {
        let same = self
            .made_for
            .as_ref()
            .is_some_and(|(t, r)| Arc::ptr_eq(t, table) && r == rows);
        if !same {
            self.sheet = Sheet::of(rows, table);
            self.made_for = Some((Arc::clone(table), rows.to_vec()));
            self.all = false;
            self.unknown = false;
        }
    }
}

/// Draws the details of the selection.
pub(super) fn show(
    own: &mut Team,
    list: &mut Listing<TeamTable>,
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    table: &Arc<TeamTable>,
) {
    // Taken out while it is drawn, so that its buttons can act on the pane.
    let mut shown = std::mem::take(&mut own.inspector);
    shown.follow(table, &list.picked().rows);
    let deed = match &shown.sheet {
        Sheet::Nothing => {
            nothing(ui);
            None
        }
        Sheet::One(one) => one_row(own, ui, cx, one, (&mut shown.all, &mut shown.unknown)),
        Sheet::Several(several) => several_rows(own, ui, cx, several),
    };
    own.inspector = shown;
    if let Some(deed) = deed {
        list.begin(own, deed, cx);
    }
}

fn nothing(ui: &mut Ui) {
    State::new(Kind::Empty, "Select somebody to see what they can do")
        .detail("Click a row, or move with the arrow keys. Ctrl and Shift select several.")
        .show(ui);
}

fn one_row(
    own: &Team,
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    one: &One,
    (all, unknown): (&mut bool, &mut bool),
) -> Option<usize> {
    let row = &one.row;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        avatar::show(ui, super::people::face(row.kind), &row.id, &row.name, 40.0);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            text::ellipsis(ui, text::heading(row.name.as_str()));
            match (&row.entry, row.kind) {
                (TeamEntry::Invite(_), _) => {
                    badge::badge(ui, &row.status, super::people::status_tone(row));
                }
                (_, RowKind::Person) => {
                    let words = if row.holds_account {
                        "Holds the whole account"
                    } else {
                        "In the team"
                    };
                    text::ellipsis(ui, text::small_muted(words));
                }
                (_, kind) => {
                    badge::badge(ui, super::people::kind_word(kind), Tone::Neutral);
                }
            }
        });
    });
    ui.add_space(6.0);
    if row.kind != RowKind::Person && row.kind != RowKind::Invite {
        text::paragraph(
            ui,
            text::muted("This is no person. What it may do is changed in the Wix dashboard."),
        );
    }
    copy_line(ui, cx, "Address", &row.email);
    if let TeamEntry::Invite(invite) = &row.entry {
        invite::facts(ui, cx, invite);
    } else {
        copy_line(ui, cx, "Id", &row.id);
        match row.joined {
            Some(at) => {
                layout::key_value(ui, "Joined", &day(at)).on_hover_text(exact(at));
            }
            None => {
                layout::key_value(ui, "Joined", "Wix does not tell");
            }
        }
    }
    ui.add_space(6.0);
    parts::assignments(ui, cx, one, all);
    if let TeamEntry::Invite(_) = &row.entry {
        invite::by_hand(ui);
    }
    if !one.unknown.is_empty() {
        ui.add_space(4.0);
        toggle::fold(ui, unknown, "Fields this version does not know");
        if *unknown {
            text::copyable(ui, text::code(one.unknown.as_str()));
        }
    }
    if row.kind == RowKind::Person {
        return deeds(own, ui, cx);
    }
    None
}

/// Draws the buttons; gives the deed that was pressed, by its place in [`Deed::ALL`].
fn deeds(own: &Team, ui: &mut Ui, cx: &Cx<'_>) -> Option<usize> {
    ui.add_space(8.0);
    let blocked = |deed: Deed| own.chosen.blocked(deed, cx.model);
    let row = vec![
        Button::secondary("Change roles…")
            .icon(Icon::Edit)
            .enabled_or(blocked(Deed::ChangeRoles)),
        Button::secondary("Same access as…").enabled_or(blocked(Deed::SameAs)),
    ];
    let last = if own.chosen.len == 1 {
        "Remove from team…".to_owned()
    } else {
        format!(
            "Remove {} from team…",
            count(own.chosen.people.len(), "person", "people")
        )
    };
    let last = vec![
        Button::secondary(last)
            .icon(Icon::RemovePerson)
            .enabled_or(blocked(Deed::Remove)),
    ];
    let first = layout::buttons(ui, row);
    let last = layout::buttons(ui, last).map(|_| 2);
    first.or(last)
}

fn several_rows(own: &Team, ui: &mut Ui, cx: &mut Cx<'_>, several: &Several) -> Option<usize> {
    let picked = &own.chosen;
    ui.label(text::heading(format!("{} selected", grouped(picked.len))));
    let mut kinds = vec![count(picked.people.len(), "person", "people")];
    for (n, one, many) in [
        (picked.invites, "invite", "invites"),
        (picked.others, "other", "others"),
    ] {
        if n > 0 {
            kinds.push(count(n, one, many));
        }
    }
    text::paragraph(ui, text::muted(kinds.join(", ")));
    ui.add_space(4.0);
    for name in &several.names {
        text::ellipsis(ui, text::body(name.as_str()));
    }
    let more = picked.len.saturating_sub(several.names.len());
    if more > 0 {
        ui.label(text::muted(format!("and {} more", grouped(more))));
    }
    let copies = Button::quiet("Copy addresses").icon(Icon::Copy).flush();
    let copies = copies.show(ui).clicked();
    ui.add_space(6.0);
    ui.label(text::caption("Roles that all of them hold"));
    if several.common.is_empty() {
        ui.label(text::muted("None"));
    }
    for title in &several.common {
        text::ellipsis(ui, text::body(title.as_str()));
    }
    if !several.some.is_empty() {
        ui.add_space(6.0);
        ui.label(text::caption("Roles that some of them hold"));
        for (title, n) in several.some.iter().take(12) {
            layout::key_value(ui, title, &grouped(*n));
        }
        if several.some.len() > 12 {
            ui.label(text::muted(format!("and {} more", several.some.len() - 12)));
        }
    }
    if let Some(words) = picked.left_out() {
        ui.add_space(4.0);
        text::paragraph(ui, text::small_muted(words));
    }
    ui.add_space(size::STEP);
    if copies {
        return Some(super::COPY);
    }
    deeds(own, ui, cx)
}

/// A value with a button that copies it.
fn copy_line(ui: &mut Ui, cx: &mut Cx<'_>, name: &str, value: &str) {
    if layout::key_value_copy(ui, name, value) {
        copy(cx, value);
    }
}

/// Puts a text on the clipboard.
fn copy(cx: &mut Cx<'_>, words: &str) {
    cx.ask(Ask::Copy(words.to_owned()));
}
