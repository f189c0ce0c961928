//! Choosing several sites among thousands: a field and a list that draws what is in sight only.

use crate::access::{Directory, SiteId};
use crate::index::fold;
use crate::kit::button::link;
use crate::kit::field::Field;
use crate::kit::long;
use crate::kit::{text, toggle};
use crate::model::{count, grouped};
use egui::{ScrollArea, Ui};
use std::collections::BTreeSet;

/// Lists up to this long need no field.
const SHORT: usize = 8;
/// Height of a line.
const LINE: f32 = 24.0;

#[derive(Debug, Clone)]
struct Site {
    id: SiteId,
    label: String,
    folded: String,
}

/// A list of sites, any number of which can be chosen.
#[derive(Debug, Default)]
pub(in crate::panes) struct SiteSet {
    all: Vec<Site>,
    shown: Vec<usize>,
    text: String,
    searched: Option<String>,
    /// The chosen ones.
    pub(in crate::panes) chosen: BTreeSet<SiteId>,
}

impl SiteSet {
    /// Every site by name; what was chosen in an older list stays, if it is still there.
    pub(in crate::panes) fn of(directory: &Directory, older: Self) -> Self {
        let mut all: Vec<Site> = directory
            .sites()
            .map(|s| Site {
                id: s.id.clone(),
                label: s.label().to_owned(),
                folded: fold(s.label()).into_owned(),
            })
            .collect();
        all.sort_by(|a, b| a.folded.cmp(&b.folded).then_with(|| a.id.cmp(&b.id)));
        let mut chosen = older.chosen;
        chosen.retain(|id| all.iter().any(|s| s.id == *id));
        Self {
            all,
            text: older.text,
            chosen,
            ..Self::default()
        }
    }

    fn search(&mut self) {
        if self.searched.as_ref() == Some(&self.text) {
            return;
        }
        let needle = fold(self.text.trim());
        let hits = |s: &Site| needle.split(' ').all(|word| s.folded.contains(word));
        self.shown = (0..self.all.len())
            .filter(|&i| hits(&self.all[i]))
            .collect();
        self.searched = Some(self.text.clone());
    }

    /// Draws field and list.
    pub(in crate::panes) fn show(&mut self, ui: &mut Ui) {
        if self.all.is_empty() {
            ui.label(text::muted("No site is known. Read the account first"));
            return;
        }
        if self.all.len() > SHORT {
            let n = count(self.all.len(), "site", "sites");
            Field::search(format!("Search {n}"), &mut self.text)
                .hint(format!("Search {n}"))
                .limit(200)
                .show(ui);
        }
        self.search();
        if self.shown.is_empty() {
            ui.label(text::muted("No site with this name"));
        }
        let area = ScrollArea::vertical()
            .id_salt("sites")
            .max_height(long::height(ui, 5.0 * LINE));
        long::lines(ui, area, (LINE, self.shown.len()), |ui, at| {
            let site = self.shown.get(at).and_then(|at| self.all.get(*at))?;
            let mut on = self.chosen.contains(&site.id);
            let response = toggle::checkbox(ui, &mut on, &site.label);
            if response.changed() {
                if on {
                    self.chosen.insert(site.id.clone());
                } else {
                    self.chosen.remove(&site.id);
                }
            }
            Some(response)
        });
        if !self.chosen.is_empty() {
            ui.horizontal(|ui| {
                let words = format!("{} chosen", grouped(self.chosen.len()));
                ui.label(text::muted(words));
                if link(ui, "Choose none").clicked() {
                    self.chosen.clear();
                }
            });
        }
    }
}
