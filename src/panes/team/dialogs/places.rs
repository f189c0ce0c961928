//! Choosing one site or one folder among thousands: a field and a list that draws what is in
//! sight only.

use crate::access::{Directory, FolderId, Reach, SiteId};
use crate::index::fold;
use crate::kit::button::link;
use crate::kit::field::Field;
use crate::kit::long;
use crate::kit::{text, toggle};
use crate::model::count;
use egui::{ScrollArea, Ui};

/// Lists up to this long need no field.
const SHORT: usize = 8;
/// Height of a line.
const LINE: f32 = 24.0;

#[derive(Debug, Clone)]
struct Place {
    reach: Reach,
    label: String,
    folded: String,
}

/// A list of places, one of which can be chosen.
#[derive(Debug, Default)]
pub(super) struct Places {
    what: &'static str,
    all: Vec<Place>,
    shown: Vec<usize>,
    text: String,
    searched: Option<String>,
    chosen: Option<usize>,
}

impl Places {
    /// Every site, by name.
    pub(super) fn sites(directory: &Directory) -> Self {
        let of = |id: &SiteId, label: &str| (Reach::site(id), label.to_owned());
        Self::new(
            "site",
            directory.sites().map(|s| of(&s.id, s.label())).collect(),
        )
    }

    /// Every folder, by path.
    pub(super) fn folders(directory: &Directory) -> Self {
        let of = |id: &FolderId| (Reach::folder(id), directory.folder_path(id));
        Self::new("folder", directory.folders().map(|f| of(&f.id)).collect())
    }

    fn new(what: &'static str, places: Vec<(Reach, String)>) -> Self {
        let place = |(reach, label): (Reach, String)| Place {
            reach,
            folded: fold(&label).into_owned(),
            label,
        };
        let mut all: Vec<Place> = places.into_iter().map(place).collect();
        all.sort_by(|a, b| a.folded.cmp(&b.folded).then_with(|| a.reach.cmp(&b.reach)));
        Self {
            what,
            all,
            ..Self::default()
        }
    }

    /// The chosen one.
    pub(super) fn reach(&self) -> Option<Reach> {
        self.chosen
            .and_then(|at| self.all.get(at))
            .map(|p| p.reach.clone())
    }

    /// Takes over what was chosen in an older list, if it is still there.
    pub(super) fn keep(mut self, older: &Self) -> Self {
        let reach = older.reach();
        self.chosen = reach.and_then(|r| self.all.iter().position(|p| p.reach == r));
        self.text.clone_from(&older.text);
        self
    }

    fn search(&mut self) {
        if self.searched.as_ref() == Some(&self.text) {
            return;
        }
        let needle = fold(self.text.trim());
        let hits = |p: &Place| needle.split(' ').all(|word| p.folded.contains(word));
        self.shown = (0..self.all.len())
            .filter(|&i| hits(&self.all[i]))
            .collect();
        self.searched = Some(self.text.clone());
    }

    /// Draws the field and the list, or the chosen place alone.
    pub(super) fn show(&mut self, ui: &mut Ui) {
        let what = self.what;
        if let Some(place) = self.chosen.and_then(|at| self.all.get(at)) {
            let label = place.label.clone();
            ui.horizontal(|ui| {
                let other = format!("Choose another {what}");
                let room = (ui.available_width() - 170.0).max(60.0);
                ui.scope(|ui| {
                    ui.set_max_width(room);
                    text::ellipsis(ui, text::strong(label));
                });
                if link(ui, &other).clicked() {
                    self.chosen = None;
                }
            });
            return;
        }
        if self.all.is_empty() {
            ui.label(text::muted(format!(
                "No {what} is known. Read the account first"
            )));
            return;
        }
        if self.all.len() > SHORT {
            let n = count(self.all.len(), what, &format!("{what}s"));
            Field::search(format!("Search {n}"), &mut self.text)
                .hint(format!("Search {n}"))
                .limit(200)
                .show(ui);
        }
        self.search();
        if self.shown.is_empty() {
            ui.label(text::muted(format!("No {what} with this name")));
        }
        let mut chosen = None;
        let area = ScrollArea::vertical()
            .id_salt(("places", what))
            .max_height(long::height(ui, 6.0 * LINE));
        long::lines(ui, area, (LINE, self.shown.len()), |ui, at| {
            let at = *self.shown.get(at)?;
            let response = toggle::radio(ui, false, &self.all.get(at)?.label, None);
            if response.clicked() {
                chosen = Some(at);
            }
            Some(response)
        });
        if chosen.is_some() {
            self.chosen = chosen;
        }
    }
}
