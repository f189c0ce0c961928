//! Everything about the selection, at the right.

mod invite;
mod parts;
mod sheet;

use super::picked::Deed;
use super::{TeamPane, body};
use crate::access::TeamEntry;
use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::kit::state::{Kind, State};
use crate::kit::tokens::size;
use crate::kit::tone::Tone;
use crate::kit::{a11y, avatar, badge, layout, text, toggle};
use crate::model::{Ask, count, day, exact, grouped};
use crate::panes::Cx;
use crate::worker::protocol::{RowKind, TeamTable};
use egui::{Frame, Margin, ScrollArea, Sense, Ui, vec2};
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
    /// Move the keyboard here in the next frame.
    pub(super) focus: bool,
}

impl Inspector {
    fn follow(&mut self, keys: &super::keys::Keys, picked: &super::picked::Picked) {
        let Some(table) = keys.table() else { return };
        let same = self
            .made_for
            .as_ref()
            .is_some_and(|(t, k)| Arc::ptr_eq(t, table) && *k == picked.keys);
        if !same {
            self.sheet = Sheet::of(picked, keys);
            self.made_for = Some((Arc::clone(table), picked.keys.clone()));
            self.all = false;
            self.unknown = false;
        }
    }
}

/// Draws the inspector into the place.
pub(super) fn show(pane: &mut TeamPane, ui: &mut Ui, cx: &mut Cx<'_>) {
    pane.inspector.follow(&pane.keys, &pane.picked);
    // Taken out while it is drawn, so that its buttons can act on the pane.
    let mut own = std::mem::take(&mut pane.inspector);
    let area = ScrollArea::vertical()
        .id_salt("inspector")
        .auto_shrink(false);
    area.show(ui, |ui| {
        Frame::new()
            .inner_margin(Margin {
                left: 16,
                right: 16,
                top: 14,
                bottom: 16,
            })
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
                focus_stop(ui, &mut own.focus);
                match &own.sheet {
                    Sheet::Nothing => nothing(ui),
                    Sheet::One(one) => {
                        one_row(pane, ui, cx, one, (&mut own.all, &mut own.unknown));
                    }
                    Sheet::Several(several) => several_rows(pane, ui, cx, several),
                }
            });
    });
    pane.inspector = own;
}

/// A place for the keyboard at the top of the inspector.
fn focus_stop(ui: &mut Ui, focus: &mut bool) {
    let rect = egui::Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), 1.0));
    let id = ui.scope_id().with("stop");
    let response = ui.interact(rect, id, Sense::focusable_noninteractive());
    a11y::role(&response, egui::accesskit::Role::Group, "Inspector");
    if std::mem::take(focus) {
        response.request_focus();
    }
}

fn nothing(ui: &mut Ui) {
    State::new(Kind::Empty, "Select somebody to see what they can do")
        .detail("Click a row, or move with the arrow keys. Ctrl and Shift select several.")
        .show(ui);
}

fn one_row(
    pane: &mut TeamPane,
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    one: &One,
    (all, unknown): (&mut bool, &mut bool),
) {
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
        deeds(pane, ui, cx);
    }
}

fn deeds(pane: &mut TeamPane, ui: &mut Ui, cx: &mut Cx<'_>) {
    ui.add_space(8.0);
    let blocked = |deed: Deed| pane.picked.blocked(deed, cx.model);
    let row = vec![
        Button::secondary("Change roles…")
            .icon(Icon::Edit)
            .enabled_or(blocked(Deed::ChangeRoles)),
        Button::secondary("Same access as…").enabled_or(blocked(Deed::SameAs)),
    ];
    let last = if pane.picked.len() == 1 {
        "Remove from team…".to_owned()
    } else {
        format!(
            "Remove {} from team…",
            count(pane.picked.people.len(), "person", "people")
        )
    };
    let last = vec![
        Button::secondary(last)
            .icon(Icon::RemovePerson)
            .enabled_or(blocked(Deed::Remove)),
    ];
    match layout::buttons(ui, row) {
        Some(0) => pane.begin(Deed::ChangeRoles, cx),
        Some(_) => pane.begin(Deed::SameAs, cx),
        None => {}
    }
    if layout::buttons(ui, last).is_some() {
        pane.begin(Deed::Remove, cx);
    }
}

fn several_rows(pane: &mut TeamPane, ui: &mut Ui, cx: &mut Cx<'_>, several: &Several) {
    let picked = &pane.picked;
    ui.label(text::heading(format!("{} selected", grouped(picked.len()))));
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
    let more = picked.len().saturating_sub(several.names.len());
    if more > 0 {
        ui.label(text::muted(format!("and {} more", grouped(more))));
    }
    if Button::quiet("Copy addresses")
        .icon(Icon::Copy)
        .show(ui)
        .clicked()
    {
        body::copy_addresses(pane, cx);
    }
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
    if let Some(words) = pane.picked.left_out() {
        ui.add_space(4.0);
        text::paragraph(ui, text::small_muted(words));
    }
    ui.add_space(size::STEP);
    deeds(pane, ui, cx);
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
