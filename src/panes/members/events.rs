//! What happened to members between readings: the dialog with the list, and one line of it.

use crate::access::{MemberEvent, MemberEventKind};
use crate::kit::badge;
use crate::kit::modal::{Dialog, Did};
use crate::kit::text;
use crate::kit::tokens::size;
use crate::kit::tone::Tone;
use crate::model::{age, exact, grouped};
use crate::panes::Cx;
use egui::{Context, ScrollArea, Ui};
use jiff::Timestamp;

/// The dialog.
#[derive(Debug, Default)]
pub(super) struct Events {
    closed: bool,
}

impl Events {
    /// Draws it; false when it was closed.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let Some(table) = cx.model.members.clone() else {
            return false;
        };
        let (changes, all) = &table.changes;
        let told = if (changes.len() as u64) < *all {
            format!("The newest {} of {}", changes.len(), grouped(*all as usize))
        } else {
            "Newest first".to_owned()
        };
        let dialog = Dialog::new("member changes", format!("Changes of {}", table.site_name))
            .subtitle(format!(
                "{told}. Wix pushes no events to a program, so these are told from the difference \
                 between two readings"
            ))
            .width(680.0)
            .cancel("Close");
        let now = cx.model.now;
        let shown = dialog.show(ctx, |ui| {
            let area = ScrollArea::vertical().id_salt("changes").max_height(420.0);
            area.show_rows(ui, size::ROW, changes.len(), |ui, rows| {
                for change in rows.filter_map(|at| changes.get(at)) {
                    line(ui, change, now);
                }
            });
        });
        self.closed = shown.did == Did::Cancel;
        !self.closed
    }
}

fn tone(kind: MemberEventKind) -> Tone {
    match kind {
        MemberEventKind::Created => Tone::Success,
        MemberEventKind::Deleted => Tone::Danger,
        MemberEventKind::Status => Tone::Warning,
        MemberEventKind::Updated | MemberEventKind::Slug => Tone::Neutral,
    }
}

/// What is otherwise, in words.
pub(super) fn what(change: &MemberEvent) -> String {
    match change.kind {
        MemberEventKind::Created => format!("as {}", text::lower(&change.new)),
        MemberEventKind::Deleted => format!("was {}", text::lower(&change.old)),
        MemberEventKind::Updated => change.old.clone(),
        MemberEventKind::Slug | MemberEventKind::Status => {
            let new = if change.new.is_empty() {
                "nothing"
            } else {
                &change.new
            };
            format!("{} → {new}", change.old)
        }
    }
}

/// When it happened, as far as readings tell.
fn when(change: &MemberEvent) -> String {
    match change.since {
        Some(since) => format!("Between {} and {}", exact(since), exact(change.at)),
        None => format!("Before {}", exact(change.at)),
    }
}

/// Draws one change on a line.
fn line(ui: &mut Ui, change: &MemberEvent, now: Timestamp) {
    ui.horizontal(|ui| {
        ui.set_height(size::ROW - ui.spacing().item_spacing.y);
        ui.spacing_mut().item_spacing.x = 8.0;
        badge::badge(ui, change.kind.label(), tone(change.kind));
        let width = (ui.available_width() * 0.34).max(80.0);
        ui.scope(|ui| {
            ui.set_max_width(width);
            text::ellipsis(ui, text::strong(change.name.as_str()));
        });
        let rest = ui.available_width() - 96.0;
        ui.scope(|ui| {
            ui.set_max_width(rest.max(60.0));
            text::ellipsis(ui, text::body(what(change)));
        });
        text::ellipsis(ui, text::muted(age(change.at, now))).on_hover_text(when(change));
    });
}

/// The same below each other, for narrow places.
pub(super) fn card(ui: &mut Ui, change: &MemberEvent) {
    ui.horizontal(|ui| {
        badge::badge(ui, change.kind.label(), tone(change.kind));
        text::ellipsis(ui, text::body(what(change)));
    });
    text::paragraph(ui, text::small_muted(when(change)));
}
