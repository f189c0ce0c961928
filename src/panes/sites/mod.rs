//! Sites, their locations, and which of them are read: find them, read who gets into them, open
//! one.

mod asking;
mod bits;
mod body;
mod columns;
mod head;
mod inspector;
mod keys;
mod reading;
mod saved;
mod scope;
mod sheet;
mod states;
#[cfg(test)]
mod tests;

pub(in crate::panes) use reading::minutes;

use crate::access::SiteId;
use crate::index::Filter;
use crate::kit::table::Selection;
use crate::model::Dialog;
use crate::panes::side::Side;
use crate::panes::{Cx, Pane, PaneCommand};
use crate::worker::protocol::{
    AccessTable, Command, JobId, JobKind, ProfileId, SitesTable, SitesView,
};
use egui::{Context, Ui};
use keys::Picked;
use std::sync::Arc;

/// A panel beside the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Panel {
    Facets,
    Inspector,
}

/// Which panels stand beside the table in this frame, and which would have room.
#[derive(Debug, Clone, Copy, Default)]
struct Docks {
    facets: bool,
    facets_fit: bool,
    inspector: bool,
    inspector_fits: bool,
    /// The title line has no room for more than the title.
    tight: bool,
}

/// The pane.
#[derive(Debug, Default)]
pub struct SitesPane {
    profile: Option<ProfileId>,
    asking: asking::Asking,
    keys: keys::Keys,
    saved: saved::Saved,
    selection: Selection,
    picked: Picked,
    /// The view that `picked` was computed for.
    picked_in: Option<Arc<SitesView>>,
    side: Side<SitesTable>,
    inspector: inspector::Inspector,
    dialog: Option<Box<reading::Reading>>,
    /// The reading after which the worker was asked what is left, and whether it ran.
    left_after: Option<(Option<JobId>, bool)>,
    focus_search: bool,
    focus_table: bool,
    focus_filters: bool,
    docks: Docks,
    over: Option<Panel>,
    /// The panel was opened in this frame, by the very click that it sees.
    over_fresh: bool,
}

impl Pane for SitesPane {
    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.follow(cx);
        body::show(self, ui, cx);
        self.send(cx);
        self.saved.keep(ui, cx);
    }

    fn dialogs(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        if let Some(dialog) = &mut self.dialog
            && !dialog.show(ctx, cx)
        {
            self.dialog = None;
        }
    }

    fn has_dialog(&self) -> bool {
        self.dialog.is_some()
    }

    fn open_dialog(&mut self, dialog: Dialog) -> Option<Dialog> {
        match dialog {
            Dialog::ReadSites(sites) => {
                let sites = if sites.is_empty() {
                    self.picked.sites.clone()
                } else {
                    sites
                };
                self.dialog = Some(Box::new(reading::Reading::new(sites)));
                None
            }
            other => Some(other),
        }
    }

    fn filter_by(&mut self, group: &str, value: &str) {
        self.clear_filters();
        self.asking.filter.toggle(group, value);
    }

    fn command(&mut self, command: PaneCommand, cx: &mut Cx<'_>) {
        match command {
            PaneCommand::Search => self.focus_search = true,
            PaneCommand::ClearFilters => self.clear_filters(),
            PaneCommand::SelectAll => {
                if let Some(view) = &cx.model.sites_view {
                    let rows = view.view.rows.iter();
                    self.selection.extend(rows.map(|r| self.keys.key(*r)));
                    self.pick(cx);
                }
            }
            PaneCommand::SelectNone => {
                self.selection.clear();
                self.pick(cx);
            }
            PaneCommand::Facets => self.flip(Panel::Facets, cx),
            PaneCommand::Inspector => self.flip(Panel::Inspector, cx),
            _ => {}
        }
    }

    fn blocked(&self, command: PaneCommand, _cx: &Cx<'_>) -> Option<String> {
        match command {
            PaneCommand::Search
            | PaneCommand::ClearFilters
            | PaneCommand::SelectAll
            | PaneCommand::SelectNone
            | PaneCommand::Facets
            | PaneCommand::Inspector => None,
            _ => Some("Sites are only looked at here; go to the list of people".to_owned()),
        }
    }
}

impl SitesPane {
    /// The sites that are selected.
    pub fn selected_sites(&self) -> &[SiteId] {
        &self.picked.sites
    }

    fn clear_filters(&mut self) {
        self.asking.filter = Filter::default();
    }

    /// Takes in what has changed since the last frame.
    fn follow(&mut self, cx: &mut Cx<'_>) {
        let profile = cx.model.session.as_ref().map(|s| &s.profile.id);
        if self.profile.as_ref() != profile {
            self.profile = profile.cloned();
            self.asking.reset();
            self.selection.clear();
            self.dialog = None;
            self.left_after = None;
        }
        self.saved.load(cx.model);
        self.ask_what_is_left(cx);
        let Some(view) = &cx.model.sites_view else {
            return;
        };
        if self.keys.follow(&view.table) {
            let keys = &self.keys;
            self.selection.retain(|key| keys.row(key).is_some());
        }
        self.side.follow(view, &self.asking.filter, &[]);
        let before = self.picked_in.clone();
        if before.as_ref().is_some_and(|v| Arc::ptr_eq(v, view)) {
            return;
        }
        if before.is_some_and(|v| v.request.filter != view.request.filter) {
            // Another list begins at its first row.
            self.saved.table.set_position(0.0);
        }
        self.pick(cx);
    }

    /// Asks once after each reading, and once at first, whether a reading has left something.
    fn ask_what_is_left(&mut self, cx: &mut Cx<'_>) {
        if cx.model.sites.is_none() || self.dialog.is_some() {
            return;
        }
        let last = cx.model.last_job(JobKind::SyncSites);
        let active = last.is_some_and(|job| job.state.is_active());
        let last = (last.map(|job| job.id), active);
        if self.left_after != Some(last) {
            self.left_after = Some(last);
            if !active {
                cx.ask(Command::PlanSiteSync(Vec::new()));
            }
        }
    }

    /// Computes the facts about the selection again.
    fn pick(&mut self, cx: &Cx<'_>) {
        if let Some(view) = &cx.model.sites_view {
            self.picked = Picked::of(&self.selection, &self.keys, view);
            self.picked_in = Some(Arc::clone(view));
        }
    }

    /// Tells the worker what to show, if it does not know yet.
    fn send(&mut self, cx: &mut Cx<'_>) {
        if let Some(request) = self.asking.due(cx.model, &self.saved.table) {
            cx.ask(Command::ViewSites(request));
        }
    }
}

/// The rows of one site in the table of contributors, found without going through all of them.
fn rows_of<'a>(
    table: &'a AccessTable,
    name: &str,
    site: &SiteId,
) -> &'a [crate::worker::protocol::AccessRow] {
    let name = crate::index::fold(name);
    // The order of the frozen rows: folded name of the site, then its id.
    let place = |row: &crate::worker::protocol::AccessRow| {
        let folded = crate::index::fold(&row.site_name);
        folded
            .as_ref()
            .cmp(name.as_ref())
            .then_with(|| row.site.cmp(site))
    };
    let from = table.rows.partition_point(|r| place(r).is_lt());
    let to = table.rows.partition_point(|r| place(r).is_le());
    table.rows.get(from..to).unwrap_or_default()
}
