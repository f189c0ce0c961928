//! Access over time: who was counted in each snapshot.

use super::moments::moment;
use crate::access::SnapshotHead;
use crate::kit::text;
use crate::kit::trend::{Moment, Trend, trends};
use crate::model::short_in;
use crate::panes::Cx;
use crate::worker::protocol::SnapshotsList;
use egui::Ui;
use std::sync::Arc;

/// What the chart keeps between frames.
#[derive(Debug, Default)]
pub(super) struct Chart {
    made_for: Option<Arc<SnapshotsList>>,
    moments: Vec<Moment>,
    trends: Vec<Trend>,
    table: bool,
}

impl Chart {
    fn follow(&mut self, list: &Arc<SnapshotsList>) {
        let same = self.made_for.as_ref();
        if same.is_some_and(|known| Arc::ptr_eq(known, list)) {
            return;
        }
        self.made_for = Some(Arc::clone(list));
        // A snapshot that lacks the team counts nobody, which is not the same as no one.
        let counted = |h: &&SnapshotHead| h.figures.co_owners.is_some() || h.figures.people > 0;
        let all: Vec<&SnapshotHead> = list.all.iter().flatten().rev().filter(counted).collect();
        let ends = all.first().zip(all.last()).map(|(f, l)| (f.at, l.at));
        self.moments = all
            .iter()
            .map(|head| Moment {
                at: head.at.as_second() as f64,
                words: moment(head.at),
                short: ends.map_or_else(String::new, |ends| short_in(head.at, ends)),
            })
            .collect();
        let trend = |label: &str, of: &dyn Fn(&SnapshotHead) -> Option<u64>| Trend {
            label: label.to_owned(),
            values: all.iter().map(|h| of(h)).collect(),
        };
        self.trends = vec![
            trend("In the team", &|h| Some(h.figures.people)),
            trend("Co-owners", &|h| h.figures.co_owners),
            trend("Outsiders", &|h| h.figures.outsiders),
            trend("Open invites", &|h| h.figures.open_invites),
        ];
    }

    /// Draws it, if there is more than one moment.
    pub(super) fn show(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let Some(list) = &cx.model.snapshots else {
            return;
        };
        self.follow(list);
        if self.moments.len() < 2 {
            return;
        }
        ui.label(text::strong("Access over time"));
        text::paragraph(
            ui,
            text::small_muted(
                "One step for each snapshot, each line with a scale of its own. Outsiders have an \
                 address outside the owner’s domain; the owner counts as a co-owner.",
            ),
        );
        let (moments, all) = (&self.moments, &self.trends);
        trends(ui, "Access over time", moments, all, &mut self.table);
    }
}
