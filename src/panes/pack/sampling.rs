//! Some entries, drawn by a number that is told: the same number draws the same ones anywhere.

use super::super::reviews::words;
use crate::evidence::{LINES, sample};
use crate::kit::button::Button;
use crate::kit::field::Field;
use crate::kit::{layout, text};
use crate::model::{Ask, count};
use crate::panes::Cx;
use egui::Ui;

/// The seed as it is typed.
#[derive(Debug)]
pub(super) struct Sampling {
    seed: String,
}

impl Default for Sampling {
    fn default() -> Self {
        Self {
            seed: "1".to_owned(),
        }
    }
}

impl Sampling {
    /// Draws it.
    pub(super) fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.spacing_mut().item_spacing.y = 8.0;
        let Some(table) = cx.model.pack_table.clone() else {
            return;
        };
        let seed: Option<u64> = self.seed.trim().parse().ok();
        let error = seed.is_none().then_some("Type a whole number, such as 7");
        Field::text("Seed", &mut self.seed)
            .help("Note it down: the same seed draws the same entries again")
            .error(error)
            .limit(20)
            .width(220.0)
            .show(ui);
        let Some(seed) = seed else { return };
        let of = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
        let drawn = sample(seed, of, LINES);
        let rows: Vec<_> = drawn
            .iter()
            .filter_map(|n| table.rows.get(*n as usize))
            .collect();
        let title = format!(
            "{} of {}, drawn by the seed {seed}",
            rows.len(),
            count(table.rows.len(), "entry", "entries")
        );
        layout::section(ui, &title, "");
        for row in &rows {
            let item = &row.item;
            let made = row.made.as_ref();
            let mut told = vec![item.role_words(), item.place.clone(), words::decision(row)];
            told.extend(made.map(|m| m.by.clone()).filter(|by| !by.is_empty()));
            told.extend(made.map(|m| m.reason.clone()).filter(|r| !r.is_empty()));
            let name = format!("{}. {}", row.number + 1, item.name);
            layout::key_value(ui, &name, &told.join(" · "));
        }
        if rows.is_empty() {
            ui.label(text::muted("There is no entry to draw"));
            return;
        }
        if Button::secondary("Copy the lines").show(ui).clicked() {
            let line = |r: &&&crate::worker::protocol::ReviewRow| {
                format!("{}\t{}", r.number + 1, super::entries::copied(r))
            };
            let lines: Vec<String> = rows.iter().map(|r| line(&r)).collect();
            cx.ask(Ask::Copy(lines.join("\n")));
        }
    }
}
