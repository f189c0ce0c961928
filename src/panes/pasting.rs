//! A field for addresses that are pasted in any form, and what was found in it.

use crate::access::Pasted;
use crate::kit::field::Field;
use crate::kit::notice::Note;
use crate::kit::tone::Tone;
use crate::kit::{a11y, text};
use crate::model::{count, grouped};
use egui::Ui;

/// Addresses and parts that are listed; more are counted.
const LISTED: usize = 5;
/// Longest text that can be pasted, in characters.
const LONGEST: usize = 400_000;

/// The field and what it holds.
#[derive(Debug)]
pub(in crate::panes) struct Pasting {
    /// What was typed or pasted.
    pub(in crate::panes) text: String,
    /// What the text holds, read once per change.
    pub(in crate::panes) pasted: Pasted,
    fresh: bool,
}

impl Default for Pasting {
    fn default() -> Self {
        Self {
            text: String::new(),
            pasted: Pasted::default(),
            fresh: true,
        }
    }
}

impl Pasting {
    /// Draws the field.
    pub(in crate::panes) fn show(&mut self, ui: &mut Ui, label: &str) {
        let fresh = std::mem::take(&mut self.fresh);
        let field = Field::lines(label, &mut self.text, 4)
            .help("One a line, or with commas, semicolons or blanks between; names are left out")
            .limit(LONGEST)
            .focus(fresh)
            .show(ui);
        if field.changed() {
            self.pasted = Pasted::of(&self.text);
        }
    }

    /// How many addresses were found, how many came twice, and what else is `known` of them: before
    /// anything else.
    pub(in crate::panes) fn counted(&self, ui: &mut Ui, known: Vec<String>) {
        if self.text.trim().is_empty() {
            return;
        }
        let found = count(self.pasted.found.len(), "address", "addresses");
        let mut words = vec![format!("{found} found")];
        if !self.pasted.doubles.is_empty() {
            let again = count(self.pasted.doubles.len(), "double", "doubles");
            words.push(format!("{again} left out"));
        }
        words.extend(known);
        let words = words.join(", ");
        a11y::announce(ui, &words);
        text::paragraph(ui, text::strong(words));
    }

    /// What is no address.
    pub(in crate::panes) fn wrong(&self, ui: &mut Ui) {
        let wrong = &self.pasted.wrong;
        if wrong.is_empty() {
            return;
        }
        let all: Vec<&str> = wrong.iter().map(String::as_str).collect();
        let title = count(wrong.len(), "part is no address", "parts are no address");
        Note::new(Tone::Warning, listed(&all))
            .title(format!("{title} and left out"))
            .show(ui);
    }
}

/// The first of them, and how many there are besides.
pub(in crate::panes) fn listed(all: &[&str]) -> String {
    let first = all.iter().take(LISTED).copied().collect::<Vec<_>>();
    let first = first.join(", ");
    match all.len().saturating_sub(LISTED) {
        0 => first,
        more => format!("{first} and {} more", grouped(more)),
    }
}
