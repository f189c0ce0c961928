//! A list of boxes to tick, with a field to search it, that draws what is in sight only.

use crate::index::fold;
use crate::kit::field::Field;
use crate::kit::long;
use crate::kit::{text, toggle};
use egui::{ScrollArea, Ui};
use std::collections::BTreeSet;

/// Lists up to this long need no field.
const SHORT: usize = 12;
/// Height of a line.
const LINE: f32 = 24.0;

/// One box.
#[derive(Debug, Clone)]
pub(super) struct Tick<K> {
    pub(super) key: K,
    pub(super) label: String,
    /// Why it cannot be ticked.
    pub(super) blocked: Option<&'static str>,
}

/// The list.
#[derive(Debug)]
pub(super) struct Ticks<K> {
    all: Vec<(Tick<K>, String)>,
    text: String,
    what: &'static str,
}

impl<K: Ord + Clone> Ticks<K> {
    /// These boxes; `what` they are, such as "roles". What is blocked stands last.
    pub(super) fn new(what: &'static str, all: Vec<Tick<K>>) -> Self {
        let mut all: Vec<(Tick<K>, String)> = all
            .into_iter()
            .map(|tick| {
                let folded = fold(&tick.label).into_owned();
                (tick, folded)
            })
            .collect();
        all.sort_by(|(a, x), (b, y)| {
            let last = (a.blocked.is_some(), x).cmp(&(b.blocked.is_some(), y));
            last.then_with(|| a.key.cmp(&b.key))
        });
        Self {
            all,
            text: String::new(),
            what,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Draws it; true when something was ticked or not any more.
    pub(super) fn show(&mut self, ui: &mut Ui, chosen: &mut BTreeSet<K>) -> bool {
        if self.all.len() > SHORT {
            let label = format!("Search {} {}", self.all.len(), self.what);
            Field::search(label.clone(), &mut self.text)
                .hint(label)
                .limit(200)
                .show(ui);
        }
        let needle = fold(self.text.trim());
        let hits =
            |(_, folded): &&(Tick<K>, String)| needle.split(' ').all(|word| folded.contains(word));
        let found: Vec<&(Tick<K>, String)> = self.all.iter().filter(hits).collect();
        if found.is_empty() {
            ui.label(text::muted(format!("No {} with these words", self.what)));
            return false;
        }
        let mut changed = false;
        let area = ScrollArea::vertical()
            .id_salt(self.what)
            .max_height(long::height(ui, 9.0 * LINE));
        long::lines(ui, area, (LINE, found.len()), |ui, at| {
            let (tick, _) = found.get(at)?;
            let mut on = tick.blocked.is_none() && chosen.contains(&tick.key);
            let response = toggle::checkbox_or(ui, &mut on, &tick.label, tick.blocked);
            if response.changed() {
                changed = true;
                if on {
                    chosen.insert(tick.key.clone());
                } else {
                    chosen.remove(&tick.key);
                }
            }
            Some(response)
        });
        changed
    }
}
