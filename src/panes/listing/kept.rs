//! What the owner has set up: columns, order, folded facets, open panels. Kept in the settings.

use super::{Listing, Parts};
use crate::kit::table::{Selection, TableState};
use crate::model::{Ask, Model};
use crate::panes::Cx;
use crate::worker::protocol::Settings;
use egui::Ui;
use serde::Serialize;
use std::collections::BTreeMap;

/// Seconds without a further change before it is kept.
const REST: f64 = 0.6;

/// One way in which a list shows its rows.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Widths, hidden columns, order.
    pub(super) table: TableState,
    /// Selected rows, by their numbers.
    pub(super) selection: Selection,
}

fn out_of<P: Parts>(parts: &P) -> String {
    format!("{}.out", parts.words().key())
}

fn facets_of<P: Parts>(parts: &P) -> String {
    format!("{}.facets", parts.words().key())
}

impl<T: super::Listed> Listing<T> {
    /// Takes over what was kept, once the settings are known.
    pub(super) fn load<P: Parts<Table = T>>(&mut self, parts: &mut P, model: &Model) {
        let Some(settings) = model.settings.as_ref().filter(|_| !self.loaded) else {
            return;
        };
        self.loaded = true;
        // A state that cannot be read is an old one: the table then starts as new.
        let of = |name: &str| settings.views.get(name).cloned();
        for (sheet, name) in self.sheets.iter_mut().zip(parts.words().kept) {
            if let Some(table) = of(name).and_then(|v| serde_json::from_value(v).ok()) {
                sheet.table = table;
            }
        }
        let facets = of(&facets_of(parts));
        if let Some(facets) = facets.and_then(|v| serde_json::from_value(v).ok()) {
            self.facets = facets;
        }
        let out = of(&out_of(parts));
        if let Some(out) = out.and_then(|v| serde_json::from_value(v).ok()) {
            self.out = out;
        }
        parts.load(&settings.views);
    }

    /// Asks to keep what was set up once nothing has changed for a moment.
    pub(super) fn keep<P: Parts<Table = T>>(&mut self, parts: &P, ui: &Ui, cx: &mut Cx<'_>) {
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
        for (sheet, name) in self.sheets.iter().zip(parts.words().kept) {
            put(&mut kept, name, &sheet.table);
        }
        put(&mut kept, &facets_of(parts), &self.facets);
        put(&mut kept, &out_of(parts), &self.out);
        parts.keep(&mut kept);
        change(cx, |settings| settings.views.extend(kept));
    }
}

/// Keeps a value under a name.
pub(in crate::panes) fn put(
    kept: &mut BTreeMap<String, serde_json::Value>,
    name: &str,
    value: &impl Serialize,
) {
    if let Ok(value) = serde_json::to_value(value) {
        kept.insert(name.to_owned(), value);
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
