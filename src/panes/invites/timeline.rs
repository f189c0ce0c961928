//! What ends when: days or weeks as columns, each of which narrows the list.

use super::InvitesPane;
use crate::index::Filter;
use crate::kit::choice::segmented;
use crate::kit::columns::{self, Col};
use crate::kit::text;
use crate::kit::tokens::size;
use crate::model::count;
use crate::worker::protocol::{InvitesView, invite_groups};
use egui::{Align, Layout, Ui, vec2};
use std::sync::Arc;

/// Height of the columns, in points.
const HEIGHT: f32 = 44.0;

#[derive(Debug, Clone)]
struct Bin {
    key: String,
    label: String,
    spoken: String,
    count: u64,
    on: bool,
    past: bool,
    tick: bool,
}

/// The columns for one view, one filter and one scale.
#[derive(Debug, Default)]
pub(super) struct Timeline {
    bins: Vec<Bin>,
    group: &'static str,
    made_for: Option<(Arc<InvitesView>, Filter, bool)>,
}

impl Timeline {
    /// Computes the columns again when the view, the choice or the scale is another one.
    pub(super) fn follow(&mut self, view: &Arc<InvitesView>, filter: &Filter, days: bool) {
        let same = |(v, f, d): &(Arc<InvitesView>, Filter, bool)| {
            Arc::ptr_eq(v, view) && f.chosen == filter.chosen && *d == days
        };
        if self.made_for.as_ref().is_some_and(same) {
            return;
        }
        self.group = if days {
            invite_groups::DAY
        } else {
            invite_groups::WEEK
        };
        self.bins = bins(view, filter, self.group);
        self.made_for = Some((Arc::clone(view), filter.clone(), days));
    }
}

fn bins(view: &InvitesView, filter: &Filter, group: &str) -> Vec<Bin> {
    let groups = view.table.index.facets().groups().iter();
    let mut counted = groups.zip(&view.view.counts);
    let Some((found, counts)) = counted.find(|(g, _)| g.key == group) else {
        return Vec::new();
    };
    let week = group == invite_groups::WEEK;
    let today = view.table.frozen.to_zoned(jiff::tz::TimeZone::system());
    let monday = i64::from(today.date().weekday().since(jiff::civil::Weekday::Monday));
    let from = today.date().saturating_sub(jiff::Span::new().days(monday));
    let bins = found.values.iter().zip(counts).enumerate();
    bins.map(|(at, (value, n))| {
        let invites = count(*n as usize, "invite", "invites");
        let past = match value.key.as_str() {
            "earlier" => true,
            "later" => false,
            key => week && key < from.to_string().as_str(),
        };
        let verb = if past { "ended" } else { "ends" };
        let spoken = match (week, value.key.as_str()) {
            (_, "earlier" | "later") => format!("{}: {invites}", value.label),
            (true, _) => format!("{verb} in the week of {}: {invites}", value.label),
            (false, _) => format!("{verb} on {}: {invites}", value.label),
        };
        Bin {
            key: value.key.clone(),
            label: value.label.clone(),
            spoken: text::capital(&spoken),
            count: u64::from(*n),
            on: filter.has(group, &value.key),
            past,
            tick: if week { at % 2 == 0 } else { at % 7 == 0 },
        }
    })
    .collect()
}

/// Draws the timeline.
pub(super) fn show(pane: &mut InvitesPane, ui: &mut Ui) {
    ui.horizontal(|ui| {
        ui.label(text::caption("What ends when"));
        let right = Layout::right_to_left(Align::Center);
        ui.with_layout(right, |ui| {
            let scales = [(false, "Weeks"), (true, "Days")];
            let before = pane.saved.days;
            ui.allocate_ui_with_layout(
                vec2(150.0, size::CONTROL),
                Layout::left_to_right(Align::Center),
                |ui| segmented(ui, "Scale of the timeline", &mut pane.saved.days, &scales),
            );
            if before != pane.saved.days {
                // What is not drawn any more must not narrow the list unseen.
                for group in [invite_groups::DAY, invite_groups::WEEK] {
                    pane.asking.filter.chosen.remove(group);
                }
            }
        });
    });
    let cols: Vec<Col<'_>> = pane
        .timeline
        .bins
        .iter()
        .map(|b| Col {
            below: if b.tick { &b.label } else { "" },
            count: b.count,
            spoken: &b.spoken,
            on: b.on,
            quiet: b.past,
        })
        .collect();
    let pressed = columns::columns(ui, "What ends when", &cols, HEIGHT);
    if let Some(bin) = pressed.and_then(|at| pane.timeline.bins.get(at)) {
        pane.asking.filter.toggle(pane.timeline.group, &bin.key);
    }
}
