//! What the columns hold.

use super::Importing;
use crate::kit::choice::Select;
use crate::kit::notice::Note;
use crate::kit::text;
use crate::kit::tone::Tone;
use crate::sheet::Import;
use crate::sheet::map::{By, Field, Holds};
use crate::worker::protocol::SheetStep;
use egui::Ui;
use std::sync::Arc;
use strum::IntoEnumIterator as _;

/// Columns that are shown; files with more are tables of another kind.
const MOST: usize = 200;
/// Cells that are shown of each column.
const SAMPLES: usize = 3;

impl Importing {
    pub(super) fn no_problems(&self) -> Option<String> {
        let import = self.view.as_ref().and_then(|v| v.import.as_ref());
        let missing = import.map(|i| i.mapping.missing()).unwrap_or_default();
        if !missing.is_empty() {
            return Some(format!(
                "There must be a column with {}",
                missing.join(" and one with ")
            ));
        }
        let failed = self
            .now()
            .is_some_and(|v| matches!(v.step, SheetStep::Failed(_)));
        failed.then(|| "The file cannot be read".to_owned())
    }

    pub(super) fn columns(&mut self, ui: &mut Ui) {
        let import = self.view.as_ref().and_then(|v| v.import.clone());
        let Some(import) = import else { return };
        let mapping = &import.mapping;
        if mapping.exact {
            let words = "Every name is one of the template’s. There is nothing to do here";
            Note::new(Tone::Success, words).show(ui);
        }
        if !mapping.doubled.is_empty() {
            let names = mapping.doubled.join(", ");
            Note::new(
                Tone::Warning,
                "The first of them counts unless you say otherwise",
            )
            .title(format!("There more than once: {names}"))
            .show(ui);
        }
        for at in 0..mapping.columns.len().min(MOST) {
            self.column(ui, &import, at);
        }
        let more = mapping.columns.len().saturating_sub(MOST);
        if more > 0 {
            let words = format!("{more} more columns are read as guessed");
            text::paragraph(ui, text::muted(words));
        }
    }

    fn column(&mut self, ui: &mut Ui, import: &Arc<Import>, at: usize) {
        let Some(column) = import.mapping.columns.get(at) else {
            return;
        };
        let name = import.mapping.name(at);
        let mut now = column.holds.clone();
        let mut choices: Vec<(Option<Holds>, String)> = vec![(None, "Left out".to_owned())];
        let fields = Field::iter().filter(|f| self.kind.takes(*f));
        choices.extend(fields.map(|f| (Some(Holds::Field(f)), f.header().to_owned())));
        if let Some(Holds::Custom(key)) = &column.holds {
            choices.push((column.holds.clone(), key.clone()));
        }
        let choices: Vec<(Option<Holds>, &str)> = choices
            .iter()
            .map(|(h, words)| (h.clone(), words.as_str()))
            .collect();
        let how = match (&column.holds, column.by) {
            (None, _) => "",
            (_, By::Name) => "by its name",
            (_, By::Content) => "by what stands in it",
            (_, By::Memory) => "as in an earlier file",
            (_, By::Hand) => "as you said",
        };
        let header = import.guess.format.header.unwrap_or(0);
        let rows = import.top.iter().filter(|r| r.number > header);
        let cells: Vec<&str> = rows
            .map(|r| r.cell(at).trim())
            .filter(|c| !c.is_empty())
            .take(SAMPLES)
            .collect();
        let sample = if cells.is_empty() {
            "Empty in the first rows".to_owned()
        } else {
            cells.join(" · ")
        };
        let room = ui.available_width();
        let mut changed = false;
        ui.horizontal(|ui| {
            let left = (room * 0.55).max(room - 340.0);
            ui.allocate_ui(egui::vec2(left, 40.0), |ui| {
                ui.vertical(|ui| {
                    ui.set_width(left);
                    ui.spacing_mut().item_spacing.y = 2.0;
                    text::ellipsis(ui, text::strong(name.as_str()));
                    let words = if how.is_empty() {
                        sample
                    } else {
                        format!("{sample} · {how}")
                    };
                    text::ellipsis(ui, text::small_muted(words));
                });
            });
            let select = Select::new(format!("{name} holds")).inline();
            changed = select.show(ui, &mut now, &choices).changed();
        });
        if changed {
            self.say(|w| {
                // Another column that held it is left out now.
                w.columns.retain(|_, held| now.is_none() || *held != now);
                w.columns.insert(at, now);
            });
        }
    }
}
