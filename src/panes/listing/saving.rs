//! Saving rows of a list as a file: which rows, what a line is, which columns, for what program.
//! What was chosen is kept; where the file goes is asked afterwards.

use super::{Listed, Listing, Parts};
use crate::kit::button::Button;
use crate::kit::modal::{Dialog, Did};
use crate::kit::{layout, text, toggle};
use crate::model::{Ask, Model, count, grouped};
use crate::panes::Cx;
use crate::worker::protocol::{OutColumn, OutRows, OutSource, OutWish, SaveKind};
use egui::{Context, Ui};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Points that a column of check boxes takes.
const BOX: f32 = 200.0;

/// What was chosen last.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Kept {
    /// Ids of columns that are left out.
    off: BTreeSet<String>,
    /// A row is written as several lines.
    parts: bool,
    /// Without the mark by which spreadsheets know UTF-8.
    plain: bool,
}

/// The dialog.
#[derive(Debug)]
pub(super) struct Saving {
    /// What every row makes a line of: all that are shown, and the selection.
    shown: Arc<dyn OutSource>,
    picked: Option<Arc<dyn OutSource>>,
    /// Words about both.
    words: [String; 2],
    /// A row of this list, in a word.
    noun: &'static str,
    only_picked: bool,
    kept: Kept,
    /// Columns and number of lines of what is chosen now.
    ready: Option<((bool, bool), Vec<OutColumn>, u64)>,
}

impl Saving {
    fn source(&self) -> &Arc<dyn OutSource> {
        let picked = self.picked.as_ref().filter(|_| self.only_picked);
        picked.unwrap_or(&self.shown)
    }

    /// Looked at once for each choice, since some lists count their lines row by row.
    fn ready(&mut self) -> (Vec<OutColumn>, u64) {
        let parts = self.kept.parts && self.shown.parts().is_some();
        let of = (self.only_picked, parts);
        match &self.ready {
            Some((known, columns, lines)) if *known == of => (columns.clone(), *lines),
            _ => {
                let (columns, lines) = (self.source().columns(parts), self.source().lines(parts));
                self.ready = Some((of, columns.clone(), lines));
                (columns, lines)
            }
        }
    }

    /// Draws it; false when it was answered.
    fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let (columns, lines) = self.ready();
        let lines = usize::try_from(lines).unwrap_or(usize::MAX);
        let none = columns.iter().all(|c| self.kept.off.contains(&*c.id));
        let blocked = if none {
            Some("Choose at least one column")
        } else {
            (lines == 0).then_some("There is no row to save")
        };
        let label = format!("Save {}…", count(lines, "row", "rows"));
        let shown = Dialog::new("save rows", "Save rows as a file")
            .subtitle("It holds names and addresses of people: keep it where only you can read it")
            .width(680.0)
            .primary(Button::primary(label).enabled_or(blocked))
            .show(ctx, |ui| self.body(ui, &columns));
        match shown.did {
            Did::Primary => {
                let on = columns.into_iter().map(|c| c.id.into_owned());
                let source = Arc::clone(self.source());
                let word = source.word();
                let wish = OutWish {
                    parts: self.kept.parts && source.parts().is_some(),
                    columns: on.filter(|id| !self.kept.off.contains(id)).collect(),
                    mark: !self.kept.plain,
                    source,
                };
                let day = cx.model.now.strftime("%Y-%m-%d");
                cx.ask(Ask::Save {
                    what: Box::new(SaveKind::List(Box::new(wish))),
                    name: format!("gatehouse-{word}-{day}.csv"),
                });
                false
            }
            Did::Cancel => false,
            _ => true,
        }
    }

    fn body(&mut self, ui: &mut Ui, columns: &[OutColumn]) {
        ui.spacing_mut().item_spacing.y = 4.0;
        layout::section(ui, "Which rows", "");
        let nothing = self.picked.is_none().then_some("Nothing is selected");
        if toggle::radio(ui, !self.only_picked, &self.words[0], None).clicked() {
            self.only_picked = false;
        }
        if toggle::radio(ui, self.only_picked, &self.words[1], nothing).clicked() {
            self.only_picked = true;
        }
        if let Some(parts) = self.shown.parts() {
            layout::section(ui, "What a line is", "");
            let one = format!("One line for each {}", self.noun);
            toggle::radio_value(ui, &mut self.kept.parts, &false, &one);
            toggle::radio_value(ui, &mut self.kept.parts, &true, parts);
        }
        let on = columns.iter().filter(|c| !self.kept.off.contains(&*c.id));
        let beside = format!("{} of {}", grouped(on.count()), grouped(columns.len()));
        layout::section(ui, "Columns, in this order", &beside);
        self.columns(ui, columns);
        layout::section(ui, "For what", "");
        let choices = [
            (false, "A spreadsheet: UTF-8 with a mark at its beginning"),
            (true, "Another program: UTF-8 without a mark"),
        ];
        for (plain, label) in choices {
            toggle::radio_value(ui, &mut self.kept.plain, &plain, label);
        }
        ui.add_space(4.0);
        text::paragraph(
            ui,
            text::small_muted(
                "CSV with commas, in the order of the list. Times are in UTC. Cells that a \
                 spreadsheet would run as a formula begin with an apostrophe; an import takes it \
                 away again.",
            ),
        );
    }

    fn columns(&mut self, ui: &mut Ui, columns: &[OutColumn]) {
        let side = (ui.available_width() / BOX).floor().clamp(1.0, 3.0) as usize;
        let rows = columns.len().div_ceil(side);
        let width = ui.available_width() / side as f32;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            // Down first, so that the order can be read in one glance.
            for part in columns.chunks(rows.max(1)) {
                ui.vertical(|ui| {
                    ui.set_width(width);
                    for column in part {
                        self.column(ui, column);
                    }
                });
            }
        });
        ui.horizontal(|ui| {
            if Button::quiet("All columns").show(ui).clicked() {
                self.kept.off.clear();
            }
            if Button::quiet("No column").show(ui).clicked() {
                let all = columns.iter().map(|c| c.id.to_string());
                self.kept.off.extend(all);
            }
        });
    }

    fn column(&mut self, ui: &mut Ui, column: &OutColumn) {
        let mut on = !self.kept.off.contains(&*column.id);
        if toggle::checkbox(ui, &mut on, &column.title).changed() {
            if on {
                self.kept.off.remove(&*column.id);
            } else {
                self.kept.off.insert(column.id.to_string());
            }
        }
    }
}

impl<T: Listed> Listing<T> {
    /// Why no rows can be saved; `None` if some can.
    pub(super) fn no_saving<P: Parts<Table = T>>(
        &self,
        parts: &P,
        model: &Model,
    ) -> Option<String> {
        if let Some(why) = parts.no_saving() {
            return Some(why.to_owned());
        }
        let view = parts.view(model);
        let empty = view.is_none_or(|v| v.view.rows.is_empty()) && self.picked.is_empty();
        empty.then(|| "No row is shown".to_owned())
    }

    /// Opens the dialog, the selection first where there is one.
    pub(super) fn save_rows<P: Parts<Table = T>>(&mut self, parts: &P, model: &Model) {
        let Some(view) = parts.view(model).cloned() else {
            return;
        };
        let all = view.table.rows().len();
        let shown = view.view.rows.len();
        let words = if shown == all {
            format!("All {}", grouped(all))
        } else {
            format!("The {} of {} that are shown", grouped(shown), grouped(all))
        };
        let picked = (!self.picked.is_empty()).then(|| {
            let rows = OutRows::picked(Arc::clone(&view), self.picked.rows.clone());
            Arc::new(rows) as Arc<dyn OutSource>
        });
        self.saving = Some(Box::new(Saving {
            words: [
                words,
                format!("The selection: {}", self.picked.words("nothing")),
            ],
            noun: parts.words().noun.0,
            only_picked: picked.is_some(),
            picked,
            shown: Arc::new(OutRows::shown(view)),
            kept: self.out.clone(),
            ready: None,
        }));
    }

    /// Draws the dialog if it is open.
    pub(super) fn saving_dialog(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        let Some(mut saving) = self.saving.take() else {
            return;
        };
        let stays = saving.show(ctx, cx);
        if saving.kept != self.out {
            self.out = saving.kept.clone();
            self.changed = Some(ctx.input(|i| i.time));
        }
        if stays {
            self.saving = Some(saving);
        }
    }

    /// Whether it is open.
    pub(super) fn is_saving(&self) -> bool {
        self.saving.is_some()
    }
}
