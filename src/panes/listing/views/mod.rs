//! Views of a list: what was chosen in it, kept under a name; and what was chosen lately. They belong
//! to the profile: values are those of its account, and words that were typed may be names of people.

mod popup;

pub(super) use popup::button;

use super::Parts;
use crate::index::Filter;
use crate::kit::table::{Sort, TableState};
use crate::model::Model;
use crate::worker::protocol::{Frozen, Numbered as _};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Filters that are remembered without a name.
const HISTORY: usize = 12;
/// Views with a name.
const NAMED: usize = 40;
/// Characters that a name has at the most.
const NAME: usize = 60;

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
    /// The view that was forgotten last, and its place; until something else is done.
    #[serde(skip)]
    gone: Option<(usize, Named)>,
    /// The list of views is to be opened.
    #[serde(skip)]
    pub(super) wanted: bool,
    /// Something is new in here and not kept yet.
    #[serde(skip)]
    pub(super) changed: bool,
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
