//! Choosing some of many by ticking them: roles, sites.

use crate::index::fold;
use crate::kit::field::Field;
use crate::kit::long;
use crate::kit::{text, toggle};
use egui::{ScrollArea, Ui};
use std::collections::BTreeSet;

/// Lists up to this long need no field.
const SHORT: usize = 10;
/// Height of a line.
const LINE: f32 = 24.0;

/// The list.
#[derive(Debug)]
pub(super) struct Pick<K> {
    what: &'static str,
    all: Vec<(K, String, String)>,
    text: String,
    /// What is ticked.
    pub(super) chosen: BTreeSet<K>,
}

impl<K: Ord + Clone> Pick<K> {
    /// These, sorted by their labels; `what` they are, such as “roles”.
    pub(super) fn new(what: &'static str, all: impl Iterator<Item = (K, String)>) -> Self {
        let folded = |(key, label): (K, String)| {
            let folded = fold(&label).into_owned();
            (key, label, folded)
        };
        let mut all: Vec<_> = all.map(folded).collect();
        all.sort_by(|a, b| a.2.cmp(&b.2));
        Self {
            what,
            all,
            text: String::new(),
            chosen: BTreeSet::new(),
        }
    }

    /// Draws the boxes.
    pub(super) fn show(&mut self, ui: &mut Ui, height: f32) {
        if self.all.is_empty() {
            ui.label(text::muted(format!("No {} are known", self.what)));
            return;
        }
        let name = format!("Search {}", self.what);
        if self.all.len() > SHORT {
            Field::search(name.clone(), &mut self.text)
                .hint(name)
                .limit(200)
                .show(ui);
        }
        let needle = fold(self.text.trim());
        let fits = |line: &&(K, String, String)| needle.split(' ').all(|w| line.2.contains(w));
        let found: Vec<_> = self.all.iter().filter(fits).collect();
        if found.is_empty() {
            ui.label(text::muted("Nothing with these words"));
        }
        let area = ScrollArea::vertical().id_salt(self.what).max_height(height);
        long::lines(ui, area, (LINE, found.len()), |ui, at| {
            let (key, label, _) = found.get(at)?;
            let mut on = self.chosen.contains(key);
            let response = toggle::checkbox(ui, &mut on, label);
            if response.changed() {
                if on {
                    self.chosen.insert(key.clone());
                } else {
                    self.chosen.remove(key);
                }
            }
            Some(response)
        });
    }
}
