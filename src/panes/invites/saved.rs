//! What the owner has set up: columns, order, folded facets, open panels. Kept in the settings.

use crate::kit::facets::FacetState;
use crate::kit::table::TableState;
use crate::model::{Ask, Model};
use crate::panes::Cx;
use crate::worker::protocol::Settings;
use serde::Serialize;

/// Name of the table's state in the settings.
const TABLE: &str = "invites";
/// Name of the facets' state in the settings.
const FACETS: &str = "invites.facets";
/// Name of the timeline's scale in the settings.
const DAYS: &str = "invites.days";
/// Seconds without a further change before it is kept.
const REST: f64 = 0.6;

/// State that outlives the program.
#[derive(Debug, Default)]
pub(super) struct Saved {
    /// Widths, hidden columns, order.
    pub(super) table: TableState,
    /// Which groups are folded.
    pub(super) facets: FacetState,
    /// Whether the timeline is shown by days.
    pub(super) days: bool,
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
        if let Some(facets) = of(FACETS).and_then(|v| serde_json::from_value(v).ok()) {
            self.facets = facets;
        }
        if let Some(days) = of(DAYS).and_then(|v| v.as_bool()) {
            self.days = days;
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
            put(settings, FACETS, &self.facets);
            put(settings, DAYS, &self.days);
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
