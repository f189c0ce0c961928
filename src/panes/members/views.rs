//! Filters with a name, and those that were used lately.

use crate::index::Filter;
use crate::kit::button::{Button, IconButton};
use crate::kit::field::{Field, submitted};
use crate::kit::icons::Icon;
use crate::kit::text;
use crate::panes::Cx;
use crate::panes::listing::{Listing, View};
use crate::worker::protocol::MembersTable;
use egui::{Popup, PopupCloseBehavior, Ui};
use serde::{Deserialize, Serialize};

/// Filters that are remembered without a name.
const HISTORY: usize = 12;
/// Filters with a name.
const NAMED: usize = 40;

/// A filter with a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Named {
    name: String,
    filter: Filter,
}

/// What is kept of filters.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Views {
    named: Vec<Named>,
    history: Vec<Filter>,
    #[serde(skip)]
    typed: String,
}

impl Views {
    /// Remembers a filter that was answered and is not that of the moment before typing on.
    pub(super) fn follow(&mut self, view: &View<MembersTable>, now: &Filter) {
        let filter = &view.request.filter;
        if filter != now || filter.is_empty() || self.history.first() == Some(filter) {
            return;
        }
        // Typing on makes no entry for each letter.
        let typed_on = |old: &Filter| {
            old.chosen == filter.chosen
                && old.spans == filter.spans
                && (filter.text.starts_with(&old.text) || old.text.starts_with(&filter.text))
        };
        if self.history.first().is_some_and(typed_on) {
            self.history.remove(0);
        }
        self.history.retain(|old| old != filter);
        self.history.insert(0, filter.clone());
        self.history.truncate(HISTORY);
    }

    /// The button with the list below it; true when something is to be kept.
    pub(super) fn button(
        &mut self,
        list: &mut Listing<MembersTable>,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
    ) -> bool {
        let table = cx.model.members.as_deref();
        let button = Button::quiet("Views").menu().show(ui);
        let popup = Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
        let mut changed = false;
        popup.show(|ui| {
            ui.set_min_width(280.0);
            changed = self.named(list, ui, table);
            ui.add_space(6.0);
            changed |= self.save(list, ui);
            if !self.history.is_empty() {
                ui.add_space(6.0);
                ui.label(text::caption("Used lately"));
                let chosen = self
                    .history
                    .iter()
                    .find(|f| line(ui, &words(f, table)))
                    .cloned();
                if let Some(filter) = chosen {
                    list.filter = filter;
                    ui.close();
                }
            }
        });
        changed
    }

    fn named(
        &mut self,
        list: &mut Listing<MembersTable>,
        ui: &mut Ui,
        table: Option<&MembersTable>,
    ) -> bool {
        ui.label(text::caption("Views"));
        if self.named.is_empty() {
            ui.label(text::muted("None is kept yet"));
        }
        let mut gone = None;
        for (at, view) in self.named.iter().enumerate() {
            ui.horizontal(|ui| {
                let cross = IconButton::new(Icon::Close, format!("Forget the view {}", view.name));
                if cross.small().show(ui).clicked() {
                    gone = Some(at);
                }
                let response = line_of(ui, &view.name);
                if response.on_hover_text(words(&view.filter, table)).clicked() {
                    list.filter = view.filter.clone();
                    ui.close();
                }
            });
        }
        if let Some(at) = gone {
            self.named.remove(at);
        }
        gone.is_some()
    }

    fn save(&mut self, list: &Listing<MembersTable>, ui: &mut Ui) -> bool {
        let field = Field::text("Name of a new view", &mut self.typed)
            .limit(60)
            .show(ui);
        let name = self.typed.trim().to_owned();
        let blocked = if list.filter.is_empty() {
            Some("Search or filter first")
        } else if name.is_empty() {
            Some("Type a name first")
        } else if self.named.len() == NAMED {
            Some("Forget a view first")
        } else {
            None
        };
        let button = Button::secondary("Keep what is chosen now").enabled_or(blocked);
        let pressed = button.show(ui).clicked() || submitted(&field);
        if !pressed || blocked.is_some() {
            return false;
        }
        self.named.retain(|v| v.name != name);
        self.named.push(Named {
            name,
            filter: list.filter.clone(),
        });
        self.typed.clear();
        true
    }
}

fn line_of(ui: &mut Ui, words: &str) -> egui::Response {
    ui.add(egui::Button::new(text::body(words)).frame(false).truncate())
}

fn line(ui: &mut Ui, words: &str) -> bool {
    line_of(ui, words).clicked()
}

/// A filter in words; values are named as `table` names them.
pub(super) fn words(filter: &Filter, table: Option<&MembersTable>) -> String {
    let mut parts = Vec::new();
    if !filter.text.trim().is_empty() {
        parts.push(filter.text.trim().to_owned());
    }
    let groups = table.map_or(&[][..], |t| t.index.facets().groups());
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
    for (key, label) in super::dates::KINDS {
        if let Some(span) = filter.spans.get(key) {
            parts.push(format!("{label} {}", super::dates::words(*span)));
        }
    }
    parts.join(", ")
}
