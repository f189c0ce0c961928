//! The rows of a list, and what several of their cells are made of.

use super::{Listed as _, Parts, Row};
use crate::kit::table::{Rows, cell_quiet};
use crate::kit::tone::Tone;
use crate::kit::{badge, text};
use crate::worker::protocol::{Numbered as _, TableView};
use egui::Ui;
use jiff::Timestamp;

/// The rows as they are filtered and sorted.
pub(in crate::panes) struct Shown<'a, P: Parts> {
    pub(in crate::panes) view: &'a TableView<P::Table>,
    pub(in crate::panes) parts: &'a P,
    pub(in crate::panes) now: Timestamp,
}

impl<P: Parts> Shown<'_, P> {
    fn row(&self, row: usize) -> Option<&Row<P>> {
        let row = self.view.view.rows.get(row)?;
        self.view.table.rows().get(*row as usize)
    }
}

impl<P: Parts> Rows for Shown<'_, P> {
    fn len(&self) -> usize {
        self.view.view.rows.len()
    }

    fn key(&self, row: usize) -> u32 {
        let row = self.view.view.rows.get(row);
        row.map_or(u32::MAX, |r| self.view.table.numbers().number(*r))
    }

    fn name(&self, row: usize) -> String {
        self.row(row).map(P::Table::name).unwrap_or_default()
    }

    fn cell(&self, ui: &mut Ui, row: usize, column: usize) {
        if let Some(row) = self.row(row) {
            self.parts.cell(ui, row, column, self.now);
        }
    }

    fn cell_text(&self, row: usize, column: usize) -> String {
        let words = |r| self.parts.cell_text(r, column, self.now);
        self.row(row).map(words).unwrap_or_default()
    }

    fn find(&self, key: u32) -> Option<usize> {
        let row = self.view.table.numbers().row(key)?;
        self.view.view.rows.iter().position(|r| *r == row)
    }
}

/// As many badges as there is room for, then how many more there are; `none` where there are none.
pub(in crate::panes) fn badges(
    ui: &mut Ui,
    titles: &[String],
    none: &str,
    tone: impl Fn(&str) -> Tone,
) {
    ui.spacing_mut().item_spacing.x = 4.0;
    if titles.is_empty() {
        cell_quiet(ui, none);
        return;
    }
    let whole = ui.max_rect();
    let mut room = ui.available_width();
    let mut drawn = 0;
    for (at, title) in titles.iter().enumerate() {
        let left = titles.len() - at - 1;
        let more = if left > 0 {
            badge::width(ui, &format!("+{left}")) + 4.0
        } else {
            0.0
        };
        let width = badge::width(ui, title);
        if at > 0 && width + more > room {
            break;
        }
        if at == 0 && width + more > room {
            // The first one is always there, cut if need be.
            let room = (room - more).max(24.0);
            ui.allocate_ui(egui::vec2(room, 20.0), |ui| {
                ui.set_max_width(room);
                badge::badge(ui, title, tone(title));
            });
        } else {
            badge::badge(ui, title, tone(title));
        }
        room -= width + 4.0;
        drawn += 1;
    }
    if drawn < titles.len() {
        badge::badge(ui, &format!("+{}", titles.len() - drawn), Tone::Neutral);
        let response = ui.interact(whole, ui.scope_id().with("all"), egui::Sense::hover());
        response.on_hover_ui(|ui| {
            for title in titles {
                text::paragraph(ui, text::body(title.as_str()));
            }
        });
    }
}
