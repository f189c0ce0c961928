//! What lists of frozen tables have in common: search, facets, table, inspector, selection, and
//! what of it is kept. A pane says what its columns, cells and details are ([`Parts`]).

mod head;
mod rows;
mod show;

use crate::index::Filter;
use crate::kit::facets::FacetState;
use crate::kit::table::{Column, Selection, TableState};
use crate::model::{Ask, Model};
use crate::panes::side::Side;
use crate::panes::{Cx, PaneCommand};
use crate::worker::protocol::{Command, Frozen, Settings, TableView, ViewRequest};
use egui::Ui;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Seconds without a further change before it is kept.
const REST: f64 = 0.6;

/// A table whose rows have names of their own.
pub(in crate::panes) trait Listed: Frozen {
    /// Number of rows.
    fn count(&self) -> usize;
    /// What a row is known by while the table around it is replaced.
    fn id(&self, row: usize) -> &str;
    /// Name of a row, as it is read out.
    fn name(&self, row: usize) -> &str;
}

/// Words of a list.
#[derive(Debug, Clone, Copy)]
pub(in crate::panes) struct Words {
    /// Name of its state in the settings.
    pub(in crate::panes) key: &'static str,
    /// Title of the pane.
    pub(in crate::panes) title: &'static str,
    /// Name of the table.
    pub(in crate::panes) grid: &'static str,
    /// Name of the search field.
    pub(in crate::panes) search: &'static str,
    /// What the field finds.
    pub(in crate::panes) hint: &'static str,
    /// One and many.
    pub(in crate::panes) noun: (&'static str, &'static str),
}

/// What a pane adds to its list.
pub(in crate::panes) trait Parts<T: Listed> {
    /// Its words.
    fn words(&self) -> Words;
    /// Its columns, in the order of the ranks of the table.
    fn columns(&self) -> Vec<Column>;
    /// Its table.
    fn table<'m>(&self, model: &'m Model) -> Option<&'m Arc<T>>;
    /// Its view.
    fn view<'m>(&self, model: &'m Model) -> Option<&'m Arc<TableView<T>>>;
    /// The command that asks for a view.
    fn request(&self, request: ViewRequest) -> Command;
    /// The line below the title.
    fn line(&self, model: &Model) -> String;
    /// Draws a cell.
    fn cell(&self, ui: &mut Ui, table: &T, row: usize, column: usize);
    /// The words of a cell.
    fn cell_text(&self, table: &T, row: usize, column: usize) -> String;
    /// Draws buttons at the right of the head; gives their width if only that is asked.
    fn buttons(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, rows: &[usize]);
    /// Draws a banner above the table, if something is to be said.
    fn banner(&mut self, ui: &mut Ui, cx: &mut Cx<'_>);
    /// Draws the details of the selected rows.
    fn inspector(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, table: &Arc<T>, rows: &[usize]);
    /// The Delete key on the selection.
    fn delete(&mut self, _cx: &mut Cx<'_>, _rows: &[usize]) {}
    /// Lines of the menu of the selection.
    fn menu(&mut self, _ui: &mut Ui, _cx: &mut Cx<'_>, _rows: &[usize]) {}
}

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
    tight: bool,
}

/// State of a list.
#[derive(Debug)]
pub(in crate::panes) struct Listing<T> {
    filter: Filter,
    sent: Option<ViewRequest>,
    sent_for: Option<Arc<T>>,
    seen: Option<Arc<TableView<T>>>,
    numbers: rows::Numbers<T>,
    selection: Selection,
    /// Rows of the selection in the table, in its order.
    picked: Vec<usize>,
    side: Side<T>,
    table: TableState,
    facets: FacetState,
    loaded: bool,
    changed: Option<f64>,
    docks: Docks,
    over: Option<Panel>,
    over_fresh: bool,
    focus_search: bool,
    focus_table: bool,
    profile: Option<crate::worker::protocol::ProfileId>,
    want: Option<String>,
}

impl<T> Default for Listing<T> {
    fn default() -> Self {
        Self {
            filter: Filter::default(),
            sent: None,
            sent_for: None,
            seen: None,
            numbers: rows::Numbers::default(),
            selection: Selection::default(),
            picked: Vec::new(),
            side: Side::default(),
            table: TableState::default(),
            facets: FacetState::default(),
            loaded: false,
            changed: None,
            docks: Docks::default(),
            over: None,
            over_fresh: false,
            focus_search: false,
            focus_table: false,
            profile: None,
            want: None,
        }
    }
}

impl<T: Listed> Listing<T> {
    /// Selected rows of the newest table.
    pub(in crate::panes) fn picked(&self) -> &[usize] {
        &self.picked
    }

    /// Selects the row with this id, alone, as soon as it is there.
    pub(in crate::panes) fn select(&mut self, id: &str) {
        self.want = Some(id.to_owned());
        self.seen = None;
    }

    /// Carries out what every list can do; true if it was one of these.
    pub(in crate::panes) fn command(
        &mut self,
        parts: &impl Parts<T>,
        command: PaneCommand,
        cx: &mut Cx<'_>,
    ) -> bool {
        match command {
            PaneCommand::Search => self.focus_search = true,
            PaneCommand::ClearFilters => self.filter = Filter::default(),
            PaneCommand::SelectAll => {
                if let Some(view) = parts.view(cx.model) {
                    let keys = view.view.rows.iter().map(|r| self.numbers.key(*r));
                    self.selection.extend(keys);
                    self.pick();
                }
            }
            PaneCommand::SelectNone => {
                self.selection.clear();
                self.pick();
            }
            PaneCommand::Facets => self.flip(Panel::Facets, cx),
            PaneCommand::Inspector => self.flip(Panel::Inspector, cx),
            _ => return false,
        }
        true
    }

    fn pick(&mut self) {
        let mut rows: Vec<usize> = self
            .selection
            .iter()
            .filter_map(|k| self.numbers.row(k))
            .map(|r| r as usize)
            .collect();
        rows.sort_unstable();
        self.picked = rows;
    }

    /// Takes in what has changed since the last frame.
    fn follow(&mut self, parts: &impl Parts<T>, model: &Model) {
        let profile = model.session.as_ref().map(|s| &s.profile.id);
        if self.profile.as_ref() != profile {
            let (table, facets, loaded) = (
                std::mem::take(&mut self.table),
                std::mem::take(&mut self.facets),
                self.loaded,
            );
            *self = Self {
                table,
                facets,
                loaded,
                profile: profile.cloned(),
                ..Self::default()
            };
        }
        self.load(parts.words().key, model);
        let Some(view) = parts.view(model) else {
            return;
        };
        self.side.follow(view, &self.filter, &[]);
        if self.seen.as_ref().is_some_and(|v| Arc::ptr_eq(v, view)) {
            return;
        }
        let other = self
            .seen
            .as_ref()
            .is_some_and(|v| v.request.filter != view.request.filter);
        if other {
            self.table.set_position(0.0);
        }
        self.numbers.follow(&view.table);
        let numbers = &self.numbers;
        self.selection.retain(|key| numbers.row(key).is_some());
        if let Some(key) = self.want.take().and_then(|id| self.numbers.of(&id)) {
            self.selection.clear();
            self.selection.insert(key);
        }
        self.seen = Some(Arc::clone(view));
        self.pick();
    }

    /// The view to ask for, if the worker does not know yet.
    fn due(&mut self, parts: &impl Parts<T>, model: &Model) -> Option<Command> {
        let table = parts.table(model)?;
        let order = self.table.sort.as_ref().and_then(|sort| {
            let columns = parts.columns();
            let column = columns.iter().position(|c| c.id == sort.column)?;
            Some((column, !sort.ascending))
        });
        let wanted = ViewRequest {
            filter: self.filter.clone(),
            order,
        };
        let same = self
            .sent_for
            .as_ref()
            .is_some_and(|t| Arc::ptr_eq(t, table));
        if same && self.sent.as_ref() == Some(&wanted) {
            return None;
        }
        self.sent_for = Some(Arc::clone(table));
        self.sent = Some(wanted.clone());
        Some(parts.request(wanted))
    }

    fn load(&mut self, key: &str, model: &Model) {
        let Some(settings) = model.settings.as_ref().filter(|_| !self.loaded) else {
            return;
        };
        self.loaded = true;
        let of = |name: String| settings.views.get(&name).cloned();
        if let Some(table) = of(key.to_owned()).and_then(|v| serde_json::from_value(v).ok()) {
            self.table = table;
        }
        let facets = of(format!("{key}.facets"));
        if let Some(facets) = facets.and_then(|v| serde_json::from_value(v).ok()) {
            self.facets = facets;
        }
    }

    fn touch(&mut self, ui: &Ui) {
        self.changed = Some(ui.input(|i| i.time));
    }

    /// Asks to keep what was set up once nothing has changed for a moment.
    fn keep(&mut self, key: &str, ui: &Ui, cx: &mut Cx<'_>) {
        let Some(since) = self.changed else { return };
        let (time, down) = ui.input(|i| (i.time, i.pointer.any_down()));
        let left = since + REST - time;
        if left > 0.0 || down {
            let wait = std::time::Duration::from_secs_f64(left.max(0.1));
            ui.ctx().request_repaint_after(wait);
            return;
        }
        self.changed = None;
        let mut kept = BTreeMap::new();
        if let Ok(value) = serde_json::to_value(&self.table) {
            kept.insert(key.to_owned(), value);
        }
        if let Ok(value) = serde_json::to_value(&self.facets) {
            kept.insert(format!("{key}.facets"), value);
        }
        change(cx, |settings| settings.views.extend(kept));
    }

    fn flip(&mut self, panel: Panel, cx: &mut Cx<'_>) {
        let fits = match panel {
            Panel::Facets => self.docks.facets_fit,
            Panel::Inspector => self.docks.inspector_fits,
        };
        if !fits {
            self.over = (self.over != Some(panel)).then_some(panel);
            self.over_fresh = true;
            return;
        }
        change(cx, |settings| match panel {
            Panel::Facets => settings.facets = !settings.facets,
            Panel::Inspector => settings.inspector = !settings.inspector,
        });
    }

    /// Opens a panel, docked where there is room and over the table where not.
    fn open_panel(&mut self, panel: Panel, cx: &mut Cx<'_>) {
        let docks = self.docks;
        let (fits, open) = match panel {
            Panel::Facets => (docks.facets_fit, docks.facets),
            Panel::Inspector => (docks.inspector_fits, docks.inspector),
        };
        if !fits {
            self.over = Some(panel);
            self.over_fresh = true;
        } else if !open {
            self.flip(panel, cx);
        }
    }
}

/// Asks the shell for other settings, if they are other ones.
fn change(cx: &mut Cx<'_>, with: impl FnOnce(&mut Settings)) {
    let Some(now) = cx.model.settings.as_deref() else {
        return;
    };
    let mut next = now.clone();
    with(&mut next);
    if next != *now {
        cx.ask(Ask::Settings(Box::new(next)));
    }
}
