//! What the owner has set up: columns, order, folded facets, open panels, views. Kept in the settings.

use super::{Listing, Parts};
use crate::index::Filter;
use crate::kit::table::{Selection, TableState};
use crate::model::{Ask, Model};
use crate::panes::Cx;
use crate::worker::protocol::{ProfileId, Settings};
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

/// What a list keeps for one profile: its names in the settings.
struct OfProfile {
    filter: String,
    views: String,
    own: String,
}

impl OfProfile {
    fn new<P: Parts>(parts: &P, profile: &ProfileId) -> Self {
        let key = parts.words().key();
        let name = |what: &str| Settings::of_profile(&format!("{key}.{what}"), profile);
        Self {
            filter: name("filter"),
            views: name("views"),
            own: name("own"),
        }
    }
}

/// What of a filter is kept: words that were typed belong to the moment.
fn lasting(filter: &Filter) -> Filter {
    Filter {
        text: String::new(),
        ..filter.clone()
    }
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

    /// Views of the profile, and its filters as they were left, unless somebody chose others meanwhile.
    pub(super) fn load_of_profile<P: Parts<Table = T>>(&mut self, parts: &mut P, model: &Model) {
        let profile = model.session.as_ref().map(|s| &s.profile.id);
        let Some((settings, profile)) = model.settings.as_ref().zip(profile) else {
            return;
        };
        if self.filtered.as_ref().is_some_and(|(of, _)| of == profile) {
            return;
        }
        let names = OfProfile::new(parts, profile);
        let of = |name: &str| settings.views.get(name).cloned();
        if let Some(own) = of(&names.own) {
            parts.load_of_profile(own);
        }
        let views = of(&names.views).and_then(|v| serde_json::from_value(v).ok());
        self.views = views.unwrap_or_default();
        let kept = of(&names.filter).and_then(|v| serde_json::from_value::<Filter>(v).ok());
        if let Some(kept) = kept.filter(|_| self.filter.is_empty() && self.reveal.is_none()) {
            self.filter = kept;
        }
        self.filtered = Some((profile.clone(), lasting(&self.filter)));
    }

    /// Another filter was chosen: worth keeping.
    fn note_filter(&mut self, ui: &Ui) {
        let now = lasting(&self.filter);
        if let Some((_, known)) = &mut self.filtered
            && *known != now
        {
            *known = now;
            self.touch(ui);
        }
    }

    /// Asks to keep what was set up once nothing has changed for a moment.
    pub(super) fn keep<P: Parts<Table = T>>(&mut self, parts: &P, ui: &Ui, cx: &mut Cx<'_>) {
        self.note_filter(ui);
        if std::mem::take(&mut self.views.changed) {
            self.touch(ui);
        }
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
        let mut gone = Vec::new();
        if let Some((profile, filter)) = &self.filtered {
            let names = OfProfile::new(parts, profile);
            if let Some(own) = parts.keep_of_profile() {
                kept.insert(names.own, own);
            }
            if filter.is_empty() {
                gone.push(names.filter);
            } else {
                put(&mut kept, &names.filter, filter);
            }
            if self.views.is_empty() {
                gone.push(names.views);
            } else {
                put(&mut kept, &names.views, &self.views);
            }
        }
        change(cx, |settings| {
            settings.views.extend(kept);
            settings.views.retain(|name, _| !gone.contains(name));
        });
    }
}

/// Asks to keep nothing of a list any more but its views: they are work of the owner's, and one of
/// them is shown only when somebody asks for it.
pub(super) fn forget<P: Parts>(parts: &P, cx: &mut Cx<'_>) {
    let session = cx.model.session.as_ref();
    let names = session.map(|s| OfProfile::new(parts, &s.profile.id));
    let of_profile = names.into_iter().flat_map(|n| [n.filter, n.own]);
    let mut own = BTreeMap::new();
    parts.keep(&mut own);
    let kept = parts.words().kept.iter().map(|name| (*name).to_owned());
    let gone: Vec<String> = kept
        .chain([facets_of(parts), out_of(parts)])
        .chain(of_profile)
        .chain(own.into_keys())
        .collect();
    change(cx, |settings| {
        settings.views.retain(|name, _| !gone.contains(name));
    });
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
