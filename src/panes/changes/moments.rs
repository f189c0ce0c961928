//! Choosing the two moments.

use crate::access::SnapshotHead;
use crate::kit::choice::Select;
use crate::kit::text;
use crate::kit::tokens::size;
use crate::model::{age, day, exact, time_of_day};
use crate::panes::Cx;
use crate::worker::protocol::{CompareRequest, SnapshotsList, When};
use egui::{Align, Layout, Ui, vec2};
use jiff::Timestamp;

/// Two moments, as they were chosen.
#[derive(Debug)]
pub(super) struct Chosen {
    from: When,
    to: When,
    /// Compare although one of them is incomplete.
    pub(super) insist: bool,
}

impl Default for Chosen {
    fn default() -> Self {
        Self {
            from: When::Previous,
            to: When::Newest,
            insist: false,
        }
    }
}

impl Chosen {
    /// What the worker is asked.
    pub(super) fn request(&self) -> CompareRequest {
        CompareRequest {
            from: self.from.clone(),
            to: self.to.clone(),
            insist: self.insist,
        }
    }

    /// Whether it means other snapshots once there is a newer one.
    pub(super) fn moves(&self) -> bool {
        self.to == When::Newest || self.from == When::Previous
    }

    /// A moment that is not kept any more is chosen no longer.
    pub(super) fn follow(&mut self, list: &SnapshotsList) {
        let gone = |when: &When| match when {
            When::Id(id) => list.all.iter().flatten().all(|h| h.id != *id),
            When::LastVisit => visit(list).is_none(),
            _ => false,
        };
        if gone(&self.from) {
            self.from = When::Previous;
        }
        if gone(&self.to) {
            self.to = When::Newest;
        }
    }
}

/// The snapshot of the last visit, unless it is the newest: nothing changed since then.
fn visit(list: &SnapshotsList) -> Option<&SnapshotHead> {
    let all = list.all.as_ref().ok()?;
    let id = list.last_visit.as_ref()?;
    let at = all.iter().position(|h| h.id == *id)?;
    all.get(at).filter(|_| at > 0)
}

/// A moment in a few words: `20 Nov 2026, 14:03`.
pub(super) fn moment(at: Timestamp) -> String {
    format!("{}, {}", day(at), time_of_day(at))
}

fn named(head: &SnapshotHead) -> String {
    let mut words = moment(head.at);
    if !head.is_complete() {
        words.push_str(", incomplete");
    }
    words
}

/// Draws the line with both.
pub(super) fn show(chosen: &mut Chosen, ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(list) = cx.model.snapshots.clone() else {
        return;
    };
    let Ok(all) = &list.all else { return };
    let (Some(newest), Some(previous)) = (all.first(), all.get(1)) else {
        return;
    };
    let mut from = vec![(When::Previous, format!("Previous: {}", named(previous)))];
    if let Some(head) = visit(&list) {
        let words = format!("Your last visit: {}", named(head));
        from.push((When::LastVisit, words));
    }
    let mut to = vec![(When::Newest, format!("Newest: {}", named(newest)))];
    let each = || all.iter().map(|h| (When::Id(h.id.clone()), named(h)));
    from.extend(each());
    to.extend(each());
    let before = chosen.request();
    let wide = ((ui.available_width() - 150.0) / 2.0).clamp(120.0, 290.0);
    let taken = ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, size::GAP_SMALL);
        label(ui, "From");
        pick(ui, "From this moment", wide, &mut chosen.from, &from);
        label(ui, "to");
        pick(ui, "To this moment", wide, &mut chosen.to, &to);
        let shown = format!("taken {}", age(newest.at, cx.model.now));
        if chosen.to == When::Newest && ui.available_size_before_wrap().x > 110.0 {
            label(ui, &shown).on_hover_text(exact(newest.at));
        }
        list.taken.clone()
    });
    if chosen.request() != before {
        // Whoever insisted did so about those two.
        chosen.insist = false;
    }
    if let Some(Err(error)) = taken.inner {
        crate::kit::notice::Note::new(crate::kit::tone::Tone::Danger, error.remedy)
            .title(error.sentence)
            .show(ui);
    }
}

/// Words as high as the lists beside them.
fn label(ui: &mut Ui, words: &str) -> egui::Response {
    let middle = Layout::left_to_right(Align::Center);
    let place = vec2(0.0, size::CONTROL);
    ui.allocate_ui_with_layout(place, middle, |ui| ui.label(text::muted(words)))
        .inner
}

fn pick(ui: &mut Ui, name: &str, wide: f32, now: &mut When, all: &[(When, String)]) {
    Select::new(name).inline().width(wide).show(ui, now, all);
}
