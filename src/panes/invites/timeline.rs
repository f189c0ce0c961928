//! What ends when: days or weeks as columns, each of which narrows the list.

use crate::index::Filter;
use crate::kit::choice::segmented;
use crate::kit::columns::{self, Col};
use crate::kit::tokens::size;
use crate::kit::{badge, text};
use crate::model::count;
use crate::worker::protocol::{InvitesView, invite_groups};
use egui::Ui;
use std::sync::Arc;

/// Widest columns all together, in points: on a very wide screen they stay columns.
const WIDEST: f32 = 1_200.0;
/// Height of the columns, in points.
const HEIGHT: f32 = 44.0;
/// What stands in the place of columns that are all empty.
const NONE: &str = "None of these invites ends in this time";

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

/// A state that can be chosen with one click.
#[derive(Debug, Clone)]
struct Chip {
    key: String,
    label: String,
    count: u64,
    on: bool,
}

/// The columns for one view, one filter and one scale.
#[derive(Debug, Default)]
pub(super) struct Timeline {
    states: Vec<Chip>,
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
        self.states = chips(view, filter);
        self.bins = bins(view, filter, self.group);
        self.made_for = Some((Arc::clone(view), filter.clone(), days));
    }
}

fn chips(view: &InvitesView, filter: &Filter) -> Vec<Chip> {
    let groups = view.table.index.facets().groups().iter();
    let mut counted = groups.zip(&view.view.counts);
    let Some((found, counts)) = counted.find(|(g, _)| g.key == invite_groups::STATE) else {
        return Vec::new();
    };
    let chips = found.values.iter().zip(counts).map(|(value, n)| Chip {
        key: value.key.clone(),
        label: value.label.clone(),
        count: u64::from(*n),
        on: filter.has(invite_groups::STATE, &value.key),
    });
    chips.filter(|c| c.count > 0 || c.on).collect()
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

impl Timeline {
    /// States as chips, each of which narrows the list with one click.
    fn chips(&self, filter: &mut Filter, ui: &mut Ui) {
        let mut pressed = None;
        for chip in &self.states {
            if badge::toggle_chip(ui, &chip.label, Some(chip.count), chip.on).clicked() {
                pressed = Some(chip.key.as_str());
            }
        }
        if let Some(key) = pressed {
            filter.toggle(invite_groups::STATE, key);
        }
    }

    /// Draws the states.
    pub(super) fn states(&self, filter: &mut Filter, ui: &mut Ui) {
        ui.horizontal_wrapped(|ui| {
            ui.set_min_height(size::CONTROL);
            self.chips(filter, ui);
        });
    }

    /// Draws the columns. True when the scale is another one.
    pub(super) fn show(&self, filter: &mut Filter, days: &mut bool, ui: &mut Ui) -> bool {
        let mut changed = false;
        ui.horizontal(|ui| {
            ui.set_min_height(size::CONTROL);
            // As high as the switch beside it, so that both stand on one line.
            let middle = egui::Layout::left_to_right(egui::Align::Center);
            let room = egui::vec2(0.0, size::CONTROL);
            ui.allocate_ui_with_layout(room, middle, |ui| {
                ui.label(text::caption("What ends when"))
            });
            let scales = [(false, "Weeks"), (true, "Days")];
            if segmented(ui, "Scale of the timeline", days, &scales) {
                changed = true;
                // What is not drawn any more must not narrow the list unseen.
                for group in [invite_groups::DAY, invite_groups::WEEK] {
                    filter.chosen.remove(group);
                }
            }
        });
        let cols: Vec<Col<'_>> = self
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
        let pressed = ui.scope(|ui| {
            ui.set_max_width(ui.available_width().min(WIDEST));
            columns::columns(ui, "What ends when", &cols, HEIGHT, NONE)
        });
        let pressed = pressed.inner;
        if let Some(bin) = pressed.and_then(|at| self.bins.get(at)) {
            filter.toggle(self.group, &bin.key);
        }
        changed
    }
}
