//! Views of a list: what was chosen in it, kept under a name; and what was chosen lately. They belong
//! to the profile: values are those of its account, and words that were typed may be names of people.

use super::{Listed, Listing, Parts};
use crate::index::Filter;
use crate::kit::button::{Button, IconButton};
use crate::kit::field::{Field, submitted};
use crate::kit::icons::Icon;
use crate::kit::table::{Sort, TableState};
use crate::kit::tokens::size;
use crate::kit::{a11y, text};
use crate::model::Model;
use crate::panes::Cx;
use crate::worker::protocol::{Frozen, Numbered as _};
use egui::{Align, Id, Layout, Popup, PopupCloseBehavior, Ui, vec2};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Filters that are remembered without a name.
const HISTORY: usize = 12;
/// Views with a name.
const NAMED: usize = 40;
/// Characters that a name has at the most.
const NAME: usize = 60;
/// Width of the list of views, in points.
const WIDTH: f32 = 280.0;

/// A view with a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Named {
    name: String,
    filter: Filter,
    /// Columns and order, where they were kept with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    look: Option<Look>,
}

/// Columns and order of a view. Widths stay as they are.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Look {
    /// The sheet that these are columns of.
    sheet: usize,
    hidden: BTreeSet<String>,
    sort: Option<Sort>,
}

impl Look {
    fn of(sheet: usize, table: &TableState) -> Self {
        Self {
            sheet,
            hidden: table.hidden.clone(),
            sort: table.sort.clone(),
        }
    }
}

/// The views of a list.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Views {
    named: Vec<Named>,
    history: Vec<Filter>,
    #[serde(skip)]
    typed: String,
    /// The list of views is to be opened.
    #[serde(skip)]
    pub(super) wanted: bool,
    /// Something is new in here and not kept yet.
    #[serde(skip)]
    pub(super) changed: bool,
}

/// What was done in the list of views.
enum Did {
    Show(Named),
    /// The filter alone, which was chosen lately.
    Again(Filter),
    Forget(usize),
    Keep(String),
}

impl Views {
    /// Whether nothing is kept.
    pub(super) fn is_empty(&self) -> bool {
        self.named.is_empty() && self.history.is_empty()
    }

    /// Remembers a filter that was answered and is not that of the moment before typing on.
    pub(super) fn follow(&mut self, answered: &Filter, now: &Filter) {
        if answered != now || answered.is_empty() || self.history.first() == Some(answered) {
            return;
        }
        // Typing on makes no entry for each letter.
        let typed_on = |old: &Filter| {
            old.chosen == answered.chosen
                && old.spans == answered.spans
                && (answered.text.starts_with(&old.text) || old.text.starts_with(&answered.text))
        };
        if self.history.first().is_some_and(typed_on) {
            self.history.remove(0);
        }
        self.history.retain(|old| old != answered);
        self.history.insert(0, answered.clone());
        self.history.truncate(HISTORY);
        self.changed = true;
    }

    fn keep(&mut self, name: String, filter: &Filter, look: Look) {
        let view = Named {
            name,
            filter: filter.clone(),
            look: Some(look),
        };
        // In its place, so that the order is that in which they were made.
        match self.named.iter_mut().find(|v| v.name == view.name) {
            Some(known) => *known = view,
            None => self.named.push(view),
        }
        self.typed.clear();
    }
}

/// Why a list has no views now; `None` if it has.
pub(super) fn none<P: Parts>(parts: &P, model: &Model) -> Option<String> {
    let any = parts
        .view(model)
        .is_some_and(|v| !v.table.rows().is_empty());
    let why = if model.session.is_none() {
        "Views belong to a profile: open one first"
    } else if !any {
        "There is nothing in this list yet"
    } else {
        return None;
    };
    Some(why.to_owned())
}

/// The button with the list of views below it.
pub(super) fn button<P: Parts>(list: &mut Listing<P::Table>, parts: &P, ui: &mut Ui, cx: &Cx<'_>) {
    if none(parts, cx.model).is_some() {
        return;
    }
    let button = if list.short() {
        IconButton::new(Icon::Views, "Views").framed().show(ui)
    } else {
        let first = ui.cursor().left() <= ui.max_rect().left() + 0.5;
        let button = Button::quiet("Views").menu();
        if first { button.flush() } else { button }.show(ui)
    };
    // The button may become another one while the list is open.
    let id = Id::unique(("views", parts.words().key()));
    if std::mem::take(&mut list.views.wanted) {
        Popup::open_id(ui.ctx(), id);
        button.request_focus();
    }
    let popup = Popup::menu(&button)
        .id(id)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let shown = popup.show(|ui| {
        ui.set_min_width(WIDTH);
        ui.set_max_width(WIDTH);
        let did = body(list, parts, ui);
        if did
            .as_ref()
            .is_some_and(|did| !matches!(did, Did::Forget(_)))
        {
            ui.close();
        }
        did
    });
    let Some(did) = shown.and_then(|s| s.inner) else {
        return;
    };
    let sheet = parts.sheet().min(1);
    match did {
        Did::Show(view) => {
            list.filter = view.filter;
            if let Some(look) = view.look.filter(|l| l.sheet == sheet) {
                let table = &mut list.sheets[sheet].table;
                (table.hidden, table.sort) = (look.hidden, look.sort);
            }
            list.focus.table = true;
        }
        Did::Again(filter) => {
            list.filter = filter;
            list.focus.table = true;
        }
        Did::Forget(at) => {
            list.views.named.remove(at);
        }
        Did::Keep(name) => {
            let look = Look::of(sheet, &list.sheets[sheet].table);
            list.views.keep(name, &list.filter, look);
        }
    }
    list.touch(ui);
}

fn body<P: Parts>(list: &mut Listing<P::Table>, parts: &P, ui: &mut Ui) -> Option<Did> {
    ui.spacing_mut().item_spacing.y = 4.0;
    let table = list.table.clone();
    let said = |filter: &Filter| words(filter, table.as_deref(), parts.spans(filter));
    let mut did = None;
    ui.label(text::caption("Views"));
    if list.views.named.is_empty() {
        let none = "None is kept yet. A view holds search, filters, columns and their order";
        text::paragraph(ui, text::muted(none));
    }
    for (at, view) in list.views.named.iter().enumerate() {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            let place = vec2(ui.available_width() - size::CONTROL - 2.0, size::CONTROL);
            let line = |ui: &mut Ui| line(ui, &view.name, &said(&view.filter));
            let left = Layout::left_to_right(Align::Center);
            if ui.allocate_ui_with_layout(place, left, line).inner {
                did = Some(Did::Show(view.clone()));
            }
            let cross = IconButton::new(Icon::Close, format!("Forget the view {}", view.name));
            if cross.show(ui).clicked() {
                did = Some(Did::Forget(at));
            }
        });
    }
    ui.add_space(4.0);
    if let Some(name) = new(list, ui) {
        did = Some(Did::Keep(name));
    }
    if !list.views.history.is_empty() {
        ui.add_space(4.0);
        ui.label(text::caption("Used lately"));
        for filter in &list.views.history {
            let words = said(filter);
            if line(ui, &words, &words) {
                did = Some(Did::Again(filter.clone()));
            }
        }
    }
    did
}

/// The field for a new view; gives the name under which what is chosen now shall be kept.
fn new<T: Listed>(list: &mut Listing<T>, ui: &mut Ui) -> Option<String> {
    let views = &mut list.views;
    let field = Field::text("Name of a new view", &mut views.typed)
        .limit(NAME)
        .show(ui);
    let name = views.typed.trim().to_owned();
    let known = views.named.iter().any(|v| v.name == name);
    let blocked = if name.is_empty() {
        Some("Type a name first")
    } else if views.named.len() >= NAMED && !known {
        Some("Forget a view first: more than 40 are not kept")
    } else {
        None
    };
    let label = if known {
        "Keep what is chosen now in its place"
    } else {
        "Keep what is chosen now"
    };
    let button = Button::secondary(label).enabled_or(blocked);
    let pressed = button.show(ui).clicked() || submitted(&field);
    (pressed && blocked.is_none()).then_some(name)
}

/// A line that is pressed; `more` is what it would show.
fn line(ui: &mut Ui, words: &str, more: &str) -> bool {
    let response = Button::quiet(words).wide().show(ui);
    if more != words {
        a11y::describe(&response, more);
        return response.on_hover_text(more).clicked();
    }
    response.clicked()
}

/// A filter in words; values are named as `table` names them, `spans` are times in words.
pub(in crate::panes) fn words<T: Frozen>(
    filter: &Filter,
    table: Option<&T>,
    spans: Vec<String>,
) -> String {
    let mut parts = Vec::new();
    if !filter.text.trim().is_empty() {
        parts.push(filter.text.trim().to_owned());
    }
    let groups = table.map_or(&[][..], |t| t.index().facets().groups());
    for (key, values) in &filter.chosen {
        let group = groups.iter().find(|g| g.key == *key);
        let label = |value: &String| {
            let known = group.and_then(|g| g.values.iter().find(|v| v.key == *value));
            known.map_or_else(|| value.clone(), |v| v.label.clone())
        };
        let values: Vec<String> = values.iter().map(label).collect();
        let values = values.join(" or ");
        parts.push(match group {
            Some(group) => format!("{}: {values}", group.label),
            None => values,
        });
    }
    parts.extend(spans);
    if parts.is_empty() {
        return "Everything".to_owned();
    }
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Filter {
        Filter {
            text: text.to_owned(),
            ..Filter::default()
        }
    }

    #[test]
    fn typing_on_is_one_entry_and_an_old_one_comes_first_again() {
        let mut views = Views::default();
        for text in ["n", "no", "nora", "mira", "nora"] {
            views.follow(&typed(text), &typed(text));
        }
        assert_eq!(views.history, [typed("nora"), typed("mira")]);
        // An answer to what was asked before is not what is chosen.
        views.follow(&typed("mi"), &typed("mira"));
        views.follow(&Filter::default(), &Filter::default());
        assert_eq!(views.history.len(), 2);
        for n in 0..40 {
            let text = format!("{n} a");
            views.follow(&typed(&text), &typed(&text));
        }
        assert_eq!(views.history.len(), HISTORY);
    }

    #[test]
    fn a_view_with_a_known_name_takes_its_place_and_an_old_one_is_still_read() {
        let mut views = Views::default();
        for (name, text) in [("a", "one"), ("b", "two"), ("a", "three")] {
            views.keep(name.to_owned(), &typed(text), Look::default());
        }
        let kept: Vec<_> = views
            .named
            .iter()
            .map(|v| (&*v.name, &*v.filter.text))
            .collect();
        assert_eq!(kept, [("a", "three"), ("b", "two")]);
        let old = r#"{"named": [{"name": "a", "filter": {"text": "x"}}]}"#;
        let old: Views = serde_json::from_str(old).unwrap();
        assert_eq!(old.named[0].look, None);
    }
}
