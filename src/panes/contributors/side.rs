//! Facets beside the table, computed once per answer of the worker.

use super::ContributorsPane;
use crate::index::Filter;
use crate::kit::facets::{self, Entry, FacetEvent, Group};
use crate::worker::protocol::AccessView;
use egui::{Frame, Margin, ScrollArea, Ui};
use std::sync::Arc;

/// A chosen value as a chip shows it.
#[derive(Debug, Clone)]
pub(super) struct Chip {
    pub(super) group: String,
    pub(super) value: String,
    pub(super) words: String,
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
#[derive(Debug, Default)]
pub(super) struct Side {
    groups: Vec<Shown>,
    chips: Vec<Chip>,
    made_for: Option<(Arc<AccessView>, Filter)>,
}

impl Side {
    /// Computes everything again when the view or the choice is another one.
    pub(super) fn follow(&mut self, view: &Arc<AccessView>, filter: &Filter) {
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

fn groups(view: &AccessView, filter: &Filter) -> Vec<Shown> {
    let all = view.table.index.facets().groups();
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

fn chips(view: &AccessView, filter: &Filter) -> Vec<Chip> {
    let groups = view.table.index.facets().groups();
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
pub(super) fn show(pane: &mut ContributorsPane, ui: &mut Ui) {
    let before = pane.saved.facets.clone();
    let event = ScrollArea::vertical()
        .id_salt("facets")
        .auto_shrink(false)
        .show(ui, |ui| {
            let frame = Frame::new().inner_margin(Margin {
                left: 12,
                right: 8,
                top: 8,
                bottom: 12,
            });
            frame
                .show(ui, |ui| {
                    let groups: Vec<Group<'_>> = pane.side.groups.iter().map(as_group).collect();
                    facets::show(ui, &groups, &mut pane.saved.facets)
                })
                .inner
        });
    let stored = |s: &facets::FacetState| (s.folded.clone(), s.expanded.clone());
    if stored(&before) != stored(&pane.saved.facets) {
        pane.saved.touch(ui.input(|i| i.time));
    }
    match event.inner {
        Some(FacetEvent::Toggle { group, entry }) => {
            if let Some(shown) = pane.side.groups.get(group)
                && let Some(value) = shown.keys.get(entry)
            {
                pane.asking.filter.toggle(&shown.key, value);
            }
        }
        Some(FacetEvent::Clear { group }) => {
            if let Some(shown) = pane.side.groups.get(group) {
                pane.asking.filter.chosen.remove(&shown.key);
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
