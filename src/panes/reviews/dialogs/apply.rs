//! Before decisions become a plan: what they ask for, and what changed since the review's reading.

use super::super::ask;
use crate::access::Weight;
use crate::kit::button::Button;
use crate::kit::modal::{Dialog, Did};
use crate::kit::notice::Note;
use crate::kit::tone::Tone;
use crate::kit::{layout, text};
use crate::model::{Model, count, day, grouped, time_of_day};
use crate::panes::{Cx, refused};
use crate::worker::protocol::{
    Changes, Command, Connection, ReadingEnd, ReviewCommand, ReviewSince, ReviewTable,
};
use egui::{Context, ScrollArea, Ui};
use std::sync::Arc;

/// The dialog.
#[derive(Debug)]
pub(in crate::panes::reviews) struct Apply {
    review: String,
    /// The reading that was over when the changes were asked for.
    reading: Option<Arc<ReadingEnd>>,
    begun: bool,
}

impl Apply {
    pub(super) fn new(review: String) -> Self {
        Self {
            review,
            reading: None,
            begun: false,
        }
    }

    fn since<'m>(&self, model: &'m Model) -> Option<&'m ReviewSince> {
        let since = model.review_since.as_deref()?;
        (since.review == self.review).then_some(since)
    }

    /// Compares again when the account was read meanwhile.
    fn follow(&mut self, cx: &mut Cx<'_>) {
        let reading = cx.model.reading.clone();
        let same = match (&self.reading, &reading) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (None, None) => true,
            _ => false,
        };
        if self.begun && !same {
            ask(cx, ReviewCommand::Since(self.review.clone()));
        }
        self.begun = true;
        self.reading = reading;
    }

    /// Draws it; false when it was answered.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let Some(table) = cx.model.review.clone() else {
            return false;
        };
        self.follow(cx);
        let blocked = cx.model.no_writing().or_else(|| {
            let since = self.since(cx.model);
            let known = since.is_some_and(|s| s.changes.is_some());
            (!known).then(|| "What changed since is looked up first".to_owned())
        });
        let read = Button::secondary("Read the account again").enabled_or(cx.model.no_reading());
        let dialog = Dialog::new("apply review", "Apply the decisions")
            .subtitle(table.card.campaign.name.clone())
            .width(640.0)
            .other(read)
            .primary(Button::primary("Make the plan…").enabled_or(blocked));
        let shown = dialog.show(ctx, |ui| self.body(ui, cx.model, &table));
        match shown.did {
            Did::Primary => {
                ask(cx, ReviewCommand::Plan(self.review.clone()));
                false
            }
            Did::Other(_) => {
                cx.ask(Command::Sync);
                true
            }
            Did::Cancel => false,
            Did::Nothing => true,
        }
    }

    fn body(&self, ui: &mut Ui, model: &Model, table: &ReviewTable) {
        let counts = &table.card.counts;
        for (n, words) in [
            (counts.revoke, "Revoke"),
            (counts.reduce, "Reduce"),
            (counts.keep, "Keep, nothing is done"),
            (counts.unsure, "Unsure, nothing is done"),
            (counts.hand_over, "Handed over, nothing is done"),
            (counts.undecided(), "Undecided, nothing is done"),
        ] {
            if n > 0 {
                layout::key_value(ui, words, &grouped(n as usize));
            }
        }
        ui.add_space(6.0);
        if let Some(Connection::Offline(why)) = model.session.as_ref().map(|s| &s.connection) {
            let words = "There is no connection. The decisions are kept; apply them once you are \
                         online";
            Note::new(Tone::Info, words).details(why.as_str()).show(ui);
        }
        match self
            .since(model)
            .and_then(|s| Some((s, s.changes.as_ref()?)))
        {
            None => {
                ui.label(text::muted("Looking up what changed since…"));
            }
            Some((_, Err(error))) => {
                refused::told(error).show(ui);
                text::paragraph(
                    ui,
                    text::muted(
                        "The plan is checked against the account before anything is sent, all the \
                         same.",
                    ),
                );
            }
            Some((since, Ok(changes))) => changed(ui, since, changes),
        }
        text::paragraph(
            ui,
            text::muted("You see every line in the plan before anything is sent."),
        );
    }
}

fn changed(ui: &mut Ui, since: &ReviewSince, changes: &Changes) {
    let at = |h: &crate::access::SnapshotHead| format!("{}, {}", day(h.at), time_of_day(h.at));
    if changes.from.id == changes.to.id {
        let words = "The account has not been read since this review’s reading. Read it again to \
                     see what changed meanwhile";
        Note::new(Tone::Warning, words).show(ui);
        return;
    }
    let n = count(changes.rows.len(), "change", "changes");
    let words = format!("{n} between {} and {}", at(&changes.from), at(&changes.to));
    text::paragraph(ui, text::strong(words));
    if since.moved > 0 {
        let words = format!(
            "{} about something that changed since. The plan does what still is to be done",
            count(since.moved, "decision is", "decisions are")
        );
        Note::new(Tone::Warning, words).show(ui);
    }
    let gaps = changes.gaps();
    if !gaps.is_empty() {
        let words = "A reading is incomplete: what is missing may look like a change";
        Note::new(Tone::Warning, words)
            .details(gaps.join("\n"))
            .show(ui);
    }
    let area = ScrollArea::vertical().id_salt("since").max_height(220.0);
    area.auto_shrink([false, true]).show(ui, |ui| {
        for weight in Weight::ALL {
            let rows = changes.rows.iter().filter(|r| r.weight == weight);
            for (at, row) in rows.enumerate() {
                if at == 0 {
                    ui.label(text::caption(weight.label()));
                }
                let words = format!("{} ({})", row.what, row.by.label().to_lowercase());
                text::paragraph(ui, text::body(words));
            }
        }
    });
}
