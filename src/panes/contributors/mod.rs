//! Contributors of all sites: find them by person, site, role and location, look at them, change
//! what they may do.

mod asking;
mod bits;
mod body;
mod dialogs;
mod grid;
mod grouped;
mod head;
mod inspector;
mod panels;
mod persons;
mod picked;
mod rows;
mod saved;
mod states;
#[cfg(test)]
mod tests;

use crate::kit::table::Selection;
use crate::panes::side::Side;
use crate::panes::{Cx, Pane, PaneCommand};
use crate::plan::Wish;
use crate::worker::protocol::{AccessTable, AccessView, Command, ProfileId};
use egui::{Context, Ui};
use grouped::Grouped;
use picked::{Deed, Picked};
use saved::Shape;
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
pub struct ContributorsPane {
    profile: Option<ProfileId>,
    asking: asking::Asking,
    saved: saved::Saved,
    /// Selected rows, by their numbers.
    selection: Selection,
    /// Selected accounts, by their numbers, in the list of persons.
    people: Selection,
    picked: Picked,
    /// The view and the shape that `picked` was computed for.
    picked_in: Option<(Arc<AccessView>, Shape)>,
    /// Selected rows that were not in the newest reading.
    gone: usize,
    table: Option<Arc<AccessTable>>,
    grouped: Grouped,
    grid: grid::Grid,
    side: Side<AccessTable>,
    inspector: inspector::Inspector,
    dialog: dialogs::Open,
    focus_search: bool,
    focus_table: bool,
    focus_filters: bool,
    docks: Docks,
    over: Option<Panel>,
    /// The panel was opened in this frame, by the very click that it sees.
    over_fresh: bool,
}

impl Pane for ContributorsPane {
    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.follow(cx);
        body::show(self, ui, cx);
        self.send(cx);
        self.saved.keep(ui, cx);
    }

    fn dialogs(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        dialogs::show(&mut self.dialog, ctx, cx);
    }

    fn has_dialog(&self) -> bool {
        !matches!(self.dialog, dialogs::Open::None)
    }

    fn command(&mut self, command: PaneCommand, cx: &mut Cx<'_>) {
        match command {
            PaneCommand::Search => self.focus_search = true,
            PaneCommand::ClearFilters => self.clear_filters(),
            PaneCommand::SelectAll => self.select_all(cx),
            PaneCommand::SelectNone => {
                self.selection.clear();
                self.people.clear();
                self.pick(cx);
            }
            PaneCommand::Facets => self.flip(Panel::Facets, cx),
            PaneCommand::Inspector => self.flip(Panel::Inspector, cx),
            other => {
                if let Some(deed) = Deed::of(other) {
                    self.begin(deed, cx);
                }
            }
        }
    }

    fn filter_by(&mut self, group: &str, value: &str) {
        self.clear_filters();
        self.asking.filter.toggle(group, value);
    }

    fn blocked(&self, command: PaneCommand, cx: &Cx<'_>) -> Option<String> {
        let deed = Deed::of(command)?;
        self.picked.blocked(deed, cx.model)
    }
}

impl ContributorsPane {
    fn clear_filters(&mut self) {
        self.asking.filter = crate::index::Filter::default();
    }

    fn select_all(&mut self, cx: &Cx<'_>) {
        let Some(view) = &cx.model.access_view else {
            return;
        };
        if self.saved.shape == Shape::Persons {
            let persons = &view.table.persons;
            let all = self.grouped.persons.iter();
            self.people.extend(all.map(|p| persons.numbers.number(*p)));
        } else {
            let numbers = &view.table.numbers;
            let all = view.view.rows.iter();
            self.selection.extend(all.map(|r| numbers.number(*r)));
        }
        self.pick(cx);
    }

    /// Begins what is to be done with the selection, if nothing stands against it.
    fn begin(&mut self, deed: Deed, cx: &mut Cx<'_>) {
        if self.picked.blocked(deed, cx.model).is_some() {
            return;
        }
        let Some(table) = self.table.clone() else {
            return;
        };
        match deed {
            Deed::Roles => self.dialog = dialogs::Open::roles(table, &self.picked.free),
            Deed::Locations => self.dialog = dialogs::Open::locations(table, &self.picked.free),
            Deed::Remove => {
                let whom = self.picked.whom(&table);
                cx.ask(Command::MakePlan(Wish::RemoveContributors { whom }));
            }
            Deed::Name => {
                if let Some(person) = self.picked.person(&table) {
                    self.dialog = dialogs::Open::name(person);
                }
            }
        }
    }

    /// Takes in what has changed since the last frame.
    fn follow(&mut self, cx: &mut Cx<'_>) {
        let profile = cx.model.session.as_ref().map(|s| &s.profile.id);
        if self.profile.as_ref() != profile {
            *self = Self {
                profile: profile.cloned(),
                saved: std::mem::take(&mut self.saved),
                ..Self::default()
            };
        }
        self.saved.load(cx.model);
        let Some(view) = cx.model.access_view.clone() else {
            return;
        };
        let same = self
            .table
            .as_ref()
            .is_some_and(|t| Arc::ptr_eq(t, &view.table));
        if !same {
            let before = self.selection.len();
            let table = &view.table;
            self.selection
                .retain(|number| table.numbers.row(number).is_some());
            self.people
                .retain(|number| table.persons.numbers.row(number).is_some());
            self.gone += before - self.selection.len();
            self.table = Some(Arc::clone(table));
        }
        self.side.follow(&view, &self.asking.filter, &[]);
        let known = self.picked_in.as_ref();
        if known.is_some_and(|(v, s)| Arc::ptr_eq(v, &view) && *s == self.saved.shape) {
            return;
        }
        if known.is_some_and(|(v, _)| v.request.filter != view.request.filter) {
            // Another list begins at its first row.
            self.saved.table.set_position(0.0);
            self.saved.persons.set_position(0.0);
            self.grid.restart();
        }
        self.grouped = Grouped::of(&view);
        self.pick(cx);
    }

    /// Computes the facts about the selection again.
    fn pick(&mut self, cx: &Cx<'_>) {
        let Some(view) = &cx.model.access_view else {
            return;
        };
        self.picked = match self.saved.shape {
            Shape::Persons => Picked::of_people(&self.people, &self.grouped, view),
            Shape::Rows | Shape::Grid => Picked::of_rows(&self.selection, &self.grouped, view),
        };
        self.picked_in = Some((Arc::clone(view), self.saved.shape));
    }

    /// Tells the worker what to show, if it does not know yet.
    fn send(&mut self, cx: &mut Cx<'_>) {
        if let Some(request) = self.asking.due(cx.model, &self.saved) {
            cx.ask(Command::ViewAccess(request));
        }
    }
}
