//! Facets beside a list, computed once per answer of the worker.

use super::{Listed, Listing};
use crate::index::Filter;
use crate::kit::facets::{self, Entry, FacetEvent, Group};
use crate::worker::protocol::TableView;
use egui::{Frame, Margin, ScrollArea, Ui};
use std::sync::Arc;

/// A chosen value as a chip shows it.
#[derive(Debug, Clone)]
pub(super) struct Chip {
    pub(super) group: String,
    pub(super) value: String,
    pub(super) words: String,
}

#[derive(Debug)]
struct Shown {
    key: String,
    label: String,
    keys: Vec<String>,
    entries: Vec<Entry>,
}

/// Groups and chips for one view and one filter.
#[derive(Debug)]
pub(super) struct Side<T> {
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

impl<T: Listed> Side<T> {
    /// Computes everything again when the view or the choice is another one.
    pub(super) fn follow(&mut self, view: &Arc<TableView<T>>, filter: &Filter) {
        let same = self
            .made_for
            .as_ref()
            .is_some_and(|(v, f)| Arc::ptr_eq(v, view) && f.chosen == filter.chosen);
        if same {
            return;
        }
        self.groups = groups(view, filter);
        self.chips = chips(view, filter);
        self.made_for = Some((Arc::clone(view), filter.clone()));
    }

    /// One chip per chosen value.
    pub(super) fn chips(&self, filter: &Filter) -> Vec<Chip> {
        let chosen = |c: &&Chip| filter.has(&c.group, &c.value);
        self.chips.iter().filter(chosen).cloned().collect()
    }
}

fn groups<T: Listed>(view: &TableView<T>, filter: &Filter) -> Vec<Shown> {
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

fn chips<T: Listed>(view: &TableView<T>, filter: &Filter) -> Vec<Chip> {
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

/// Draws the facets into the place.
pub(super) fn show<T: Listed>(list: &mut Listing<T>, ui: &mut Ui) {
    let stored = |s: &facets::FacetState| (s.folded.clone(), s.expanded.clone());
    let before = stored(&list.facets);
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
                let groups: Vec<Group<'_>> = list.side.groups.iter().map(as_group).collect();
                facets::show(ui, &groups, &mut list.facets)
            })
            .inner
    });
    if before != stored(&list.facets) {
        list.touch(ui);
    }
    match event.inner {
        Some(FacetEvent::Toggle { group, entry }) => {
            if let Some(shown) = list.side.groups.get(group)
                && let Some(value) = shown.keys.get(entry)
            {
                list.filter.toggle(&shown.key, value);
            }
        }
        Some(FacetEvent::Clear { group }) => {
            if let Some(shown) = list.side.groups.get(group) {
                list.filter.chosen.remove(&shown.key);
            }
        }
        None => {}
    }
}

fn as_group(shown: &Shown) -> Group<'_> {
    Group {
        id: &shown.key,
        title: &shown.label,
        entries: &shown.entries,
    }
}
