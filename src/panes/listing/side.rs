//! The facets beside every list and the chips above it, computed once per answer of the worker.

use crate::index::Filter;
use crate::kit::facets::{self, Entry, FacetEvent, FacetState, Group};
use crate::kit::tokens::size;
use crate::kit::{badge, button::link, text};
use crate::model::grouped;
use crate::worker::protocol::{Frozen, TableView};
use egui::{Frame, Margin, ScrollArea, Ui};
use std::sync::Arc;

/// Chips that are drawn; more are counted.
const CHIPS: usize = 6;

/// A chosen value as a chip shows it.
#[derive(Debug)]
struct Chip {
    group: String,
    value: String,
    words: String,
}

/// A group with the keys of the entries that are shown.
#[derive(Debug)]
struct Shown {
    key: String,
    label: String,
    keys: Vec<String>,
    entries: Vec<Entry>,
}

/// Groups and chips for one view and one filter.
#[derive(Debug)]
pub(in crate::panes) struct Side<T> {
    groups: Vec<Shown>,
    chips: Vec<Chip>,
    made_for: Option<(Arc<TableView<T>>, Filter)>,
}

impl<T> Default for Side<T> {
    fn default() -> Self {
        Self {
            groups: Vec::new(),
            chips: Vec::new(),
            made_for: None,
        }
    }
}

impl<T: Frozen> Side<T> {
    /// Computes everything again when the view or the choice is another one. Groups that the pane
    /// shows elsewhere get no facets.
    pub(in crate::panes) fn follow(
        &mut self,
        view: &Arc<TableView<T>>,
        filter: &Filter,
        elsewhere: &[&str],
    ) {
        let same = self
            .made_for
            .as_ref()
            .is_some_and(|(v, f)| Arc::ptr_eq(v, view) && f.chosen == filter.chosen);
        if same {
            return;
        }
        self.groups = groups(view, filter);
        self.groups.retain(|g| !elsewhere.contains(&g.key.as_str()));
        self.chips = chips(view, filter);
        self.made_for = Some((Arc::clone(view), filter.clone()));
    }

    /// One chip per chosen value; a click takes it off. True when the rest of them shall be shown.
    pub(in crate::panes) fn chips(&self, ui: &mut Ui, filter: &mut Filter) -> bool {
        let chosen = |c: &&Chip| filter.has(&c.group, &c.value);
        let chips: Vec<&Chip> = self.chips.iter().filter(chosen).collect();
        let mut off = None;
        for chip in chips.iter().take(CHIPS) {
            if badge::filter_chip(ui, &chip.words, None) {
                off = Some(*chip);
            }
        }
        let mut more = false;
        if chips.len() > CHIPS {
            let words = format!("and {} more", chips.len() - CHIPS);
            more = link(ui, &words).on_hover_text("Show the filters").clicked();
        }
        if !filter.is_empty() {
            // As high as the words and buttons beside it, so that all stand on one line.
            let middle = egui::Layout::left_to_right(egui::Align::Center);
            // A link is cut to the place that it is given.
            let ink = ui.visuals().text_color();
            let words = text::line(ui, "Clear", text::body_font(), ink, f32::INFINITY);
            let place = egui::vec2(words.size().x.ceil() + 8.0, size::CONTROL);
            let clear = ui.allocate_ui_with_layout(place, middle, |ui| link(ui, "Clear"));
            if clear.inner.clicked() {
                *filter = Filter::default();
            }
        }
        if let Some(chip) = off {
            filter.toggle(&chip.group, &chip.value);
        }
        more
    }

    /// Draws the facets into the place. True when a group was folded or unfolded.
    pub(in crate::panes) fn show(
        &self,
        ui: &mut Ui,
        filter: &mut Filter,
        state: &mut FacetState,
    ) -> bool {
        let stored = |s: &FacetState| (s.folded.clone(), s.expanded.clone());
        let before = stored(state);
        let area = ScrollArea::vertical().id_salt("facets").auto_shrink(false);
        let margin = Margin {
            left: 12,
            right: 8,
            top: 8,
            bottom: 12,
        };
        let event = area.show(ui, |ui| {
            Frame::new()
                .inner_margin(margin)
                .show(ui, |ui| {
                    let groups: Vec<Group<'_>> = self.groups.iter().map(as_group).collect();
                    facets::show(ui, &groups, state)
                })
                .inner
        });
        match event.inner {
            Some(FacetEvent::Toggle { group, entry }) => {
                if let Some(shown) = self.groups.get(group)
                    && let Some(value) = shown.keys.get(entry)
                {
                    filter.toggle(&shown.key, value);
                }
            }
            Some(FacetEvent::Clear { group }) => {
                if let Some(shown) = self.groups.get(group) {
                    filter.chosen.remove(&shown.key);
                }
            }
            None => {}
        }
        before != stored(state)
    }
}

/// `15 of 400 shown`; empty before the first answer.
pub(in crate::panes) fn found<T>(view: Option<&Arc<TableView<T>>>) -> String {
    let Some(view) = view else {
        return String::new();
    };
    let (shown, total) = (view.view.rows.len(), view.view.total as usize);
    if shown == total {
        format!("{} shown", grouped(total))
    } else {
        format!("{} of {} shown", grouped(shown), grouped(total))
    }
}

fn groups<T: Frozen>(view: &TableView<T>, filter: &Filter) -> Vec<Shown> {
    let all = view.table.index().facets().groups();
    let of = |(group, counts): (&crate::index::Group, &Vec<u32>)| {
        let mut shown = Shown {
            key: group.key.clone(),
            label: group.label.clone(),
            keys: Vec::new(),
            entries: Vec::new(),
        };
        for (value, count) in group.values.iter().zip(counts) {
            let on = filter.has(&group.key, &value.key);
            // Values that nobody has would only push the others away.
            if *count > 0 || on {
                let mut entry = Entry::new(value.label.as_str(), *count as usize);
                entry.on = on;
                shown.keys.push(value.key.clone());
                shown.entries.push(entry);
            }
        }
        shown
    };
    let shown = all.iter().zip(&view.view.counts).map(of);
    shown.filter(|g| !g.entries.is_empty()).collect()
}

fn chips<T: Frozen>(view: &TableView<T>, filter: &Filter) -> Vec<Chip> {
    let groups = view.table.index().facets().groups();
    let mut chips = Vec::new();
    for (key, values) in &filter.chosen {
        let group = groups.iter().find(|g| g.key == *key);
        for value in values {
            let known = group.and_then(|g| g.values.iter().find(|v| v.key == *value));
            let label = known.map_or(value.as_str(), |v| v.label.as_str());
            let title = group.map_or(key.as_str(), |g| g.label.as_str());
            chips.push(Chip {
                group: key.clone(),
                value: value.clone(),
                words: format!("{title}: {label}"),
            });
        }
    }
    chips
}

fn as_group(shown: &Shown) -> Group<'_> {
    Group {
        id: &shown.key,
        title: &shown.label,
        entries: &shown.entries,
    }
}
