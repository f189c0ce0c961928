//! What the owner has set up: shape of the list, columns, order, folded facets. Kept in the
//! settings.

use crate::kit::facets::FacetState;
use crate::kit::table::TableState;
use crate::model::{Ask, Model};
use crate::panes::Cx;
use crate::worker::protocol::Settings;
use serde::{Deserialize, Serialize};

/// Name of the tables' state in the settings.
const TABLE: &str = "contributors";
/// Name of the state of the list of persons.
const PERSONS: &str = "contributors.persons";
/// Name of the facets' state in the settings.
const FACETS: &str = "contributors.facets";
/// Name of the chosen shape.
const SHAPE: &str = "contributors.shape";
/// Seconds without a further change before it is kept.
const REST: f64 = 0.6;

/// How the contributors stand on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Shape {
    /// A row for each account on each site.
    #[default]
    Rows,
    /// A row for each account.
    Persons,
    /// Accounts down, sites across.
    Grid,
}

/// State that outlives the program.
#[derive(Debug, Default)]
pub(super) struct Saved {
    /// Rows by account and site: widths, hidden columns, order.
    pub(super) table: TableState,
    /// The same for persons.
    pub(super) persons: TableState,
    /// The grid has an order only.
    pub(super) grid: TableState,
    /// Which groups are folded.
    pub(super) facets: FacetState,
    /// What is shown.
    pub(super) shape: Shape,
    loaded: bool,
    changed: Option<f64>,
}

impl Saved {
    /// Takes over what was kept, once the settings are known.
    pub(super) fn load(&mut self, model: &Model) {
        let Some(settings) = model.settings.as_ref().filter(|_| !self.loaded) else {
            return;
        };
        self.loaded = true;
        // A state that cannot be read is an old one: the table then starts as new.
        let of = |name: &str| settings.views.get(name).cloned();
        if let Some(table) = of(TABLE).and_then(|v| serde_json::from_value(v).ok()) {
            self.table = table;
        }
        if let Some(table) = of(PERSONS).and_then(|v| serde_json::from_value(v).ok()) {
            self.persons = table;
        }
        if let Some(facets) = of(FACETS).and_then(|v| serde_json::from_value(v).ok()) {
            self.facets = facets;
        }
        if let Some(shape) = of(SHAPE).and_then(|v| serde_json::from_value(v).ok()) {
            self.shape = shape;
        }
    }

    /// The table that is shown.
    pub(super) fn shown(&mut self) -> &mut TableState {
        match self.shape {
            Shape::Rows => &mut self.table,
            Shape::Persons => &mut self.persons,
            Shape::Grid => &mut self.grid,
        }
    }

    /// Something changed at `time`, in seconds of the window's clock.
    pub(super) fn touch(&mut self, time: f64) {
        self.changed = Some(time);
    }

    /// Asks to keep it once nothing has changed for a moment.
    pub(super) fn keep(&mut self, ui: &egui::Ui, cx: &mut Cx<'_>) {
        let Some(since) = self.changed else { return };
        let (time, down) = ui.input(|i| (i.time, i.pointer.any_down()));
        let left = since + REST - time;
        if left > 0.0 || down {
            let wait = std::time::Duration::from_secs_f64(left.max(0.1));
            ui.ctx().request_repaint_after(wait);
            return;
        }
        self.changed = None;
        change(cx, |settings| {
            put(settings, TABLE, &self.table);
            put(settings, PERSONS, &self.persons);
            put(settings, FACETS, &self.facets);
            put(settings, SHAPE, &self.shape);
        });
    }
}

fn put(settings: &mut Settings, name: &str, value: &impl Serialize) {
    if let Ok(value) = serde_json::to_value(value) {
        settings.views.insert(name.to_owned(), value);
    }
}

/// Asks the shell for other settings, if they are other ones.
pub(super) fn change(cx: &mut Cx<'_>, with: impl FnOnce(&mut Settings)) {
    // Before the kept settings are known, nothing is written over them.
    let Some(now) = cx.model.settings.as_deref() else {
        return;
    };
    let mut next = now.clone();
    with(&mut next);
    if next != *now {
        cx.ask(Ask::Settings(Box::new(next)));
    }
}
