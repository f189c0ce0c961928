//! How the file is read: what was guessed, and its first rows.

use super::Importing;
use crate::kit::button::Button;
use crate::kit::choice::Select;
use crate::kit::notice::Note;
use crate::kit::progress::Progress;
use crate::kit::table::{Column, Rows, Selection, Table, cell_label};
use crate::kit::tone::Tone;
use crate::kit::{state, text};
use crate::panes::Cx;
use crate::sheet::Import;
use crate::sheet::read::{DELIMITERS, Encoding, Question, Row, delimiter_name};
use crate::worker::protocol::{Command, ErrorCard, SheetStep};
use egui::Ui;
use std::sync::Arc;

/// Ids of the columns that are shown; a file can have more.
const IDS: [&str; 16] = [
    "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9", "c10", "c11", "c12", "c13", "c14", "c15",
    "c16",
];

impl Importing {
    pub(super) fn no_columns(&self) -> Option<String> {
        let Some(view) = self.now() else {
            return Some("The file is being looked at".to_owned());
        };
        let why = match (&view.step, &view.import) {
            (SheetStep::Failed(_), _) => "The file cannot be read",
            (_, None) => "The file is being looked at",
            (_, Some(import)) if import.guess.question.is_some() => "Answer the question first",
            _ if self.kind.of_one_site() && self.site.is_none() => "Choose the site",
            _ => return None,
        };
        Some(why.to_owned())
    }

    pub(super) fn file(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.subject(ui, cx);
        self.going(ui, cx);
        let import = self.view.as_ref().and_then(|v| v.import.clone());
        let Some(import) = import else {
            if self.failed().is_none() {
                state::skeleton(ui, "Reading the first rows", 6);
            }
            return;
        };
        self.question(ui, &import);
        self.guessed(ui, &import);
        top(ui, self, &import);
    }

    pub(super) fn failed(&self) -> Option<&ErrorCard> {
        match &self.now()?.step {
            SheetStep::Failed(error) => Some(error),
            _ => None,
        }
    }

    /// How far reading is, or why it ended early.
    pub(super) fn going(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if let Some(error) = self.failed() {
            Note::new(Tone::Danger, error.remedy.clone())
                .title(error.sentence.clone())
                .show(ui);
            return;
        }
        let Some(view) = self.now() else { return };
        match &view.step {
            SheetStep::Going(step, bytes) => {
                let all = view.stamp.map(|s| s.bytes);
                // Short files are read before anybody could read this.
                if all.is_some_and(|all| all < 1 << 20) {
                    return;
                }
                let done = |bytes: u64| bytes >> 10;
                Progress::new("Reading the sheet")
                    .step(format!("{step}, in KB"))
                    .done(done(*bytes), all.map(done))
                    .show(ui);
                if Button::quiet("Stop").show(ui).clicked() {
                    cx.ask(Command::StopSheet);
                }
            }
            SheetStep::Stopped => {
                let note = Note::new(Tone::Warning, "Without all rows there is no plan")
                    .title("Reading was stopped")
                    .action(Button::secondary("Read it again"));
                if note.show(ui).action.is_some() {
                    self.say(|_| {});
                }
            }
            SheetStep::Done | SheetStep::Failed(_) => {}
        }
    }

    /// The one thing that nobody can tell from the file.
    fn question(&mut self, ui: &mut Ui, import: &Import) {
        let Some(question) = &import.guess.question else {
            return;
        };
        let mut note =
            Note::new(Tone::Warning, "Everything after it rests on this").title(question.words());
        let mut answers = Vec::new();
        match question {
            Question::Letters(all) => {
                for (encoding, sample) in all {
                    answers.push(format!("{}: {}", encoding.name(), sample.trim()));
                }
            }
            Question::Delimiter(all) => {
                answers.extend(all.iter().map(|d| text::capital(delimiter_name(*d))));
            }
            Question::Header => answers.extend(["Yes".to_owned(), "No".to_owned()]),
        }
        for answer in answers {
            note = note.action(Button::secondary(answer));
        }
        let Some(n) = note.show(ui).action else {
            return;
        };
        match question {
            Question::Letters(all) => {
                let chosen = all.get(n).map(|(e, _)| *e);
                self.say(|w| w.said.encoding = chosen);
            }
            Question::Delimiter(all) => {
                let chosen = all.get(n).copied();
                self.say(|w| w.said.delimiter = chosen);
            }
            Question::Header => self.say(|w| w.said.header = Some(n == 0)),
        }
    }

    /// Encoding, delimiter and names of columns: as guessed, or as somebody says.
    fn guessed(&mut self, ui: &mut Ui, import: &Arc<Import>) {
        let format = &import.guess.format;
        let Some(mut said) = self.wish.as_ref().map(|w| w.said) else {
            return;
        };
        let before = said;
        let guess = |said: bool, words: &str| {
            if said {
                "As guessed".to_owned()
            } else {
                format!("{words} (guessed)")
            }
        };
        let narrow = ui.available_width() < 560.0;
        let width = if narrow {
            ui.available_width()
        } else {
            (ui.available_width() - 16.0) / 3.0
        };
        let mut controls = |ui: &mut Ui| {
            let own = guess(said.encoding.is_some(), format.encoding.name());
            let mut all = vec![(None, own.as_str())];
            all.extend(Encoding::offered().map(|e| (Some(e), e.name())));
            let select = Select::new("Letters").width(width);
            select.show(ui, &mut said.encoding, &all);
            let own = guess(
                said.delimiter.is_some(),
                &text::capital(delimiter_name(format.delimiter)),
            );
            let names = DELIMITERS.map(|d| text::capital(delimiter_name(d)));
            let mut all = vec![(None, own.as_str())];
            all.extend(
                DELIMITERS
                    .iter()
                    .zip(&names)
                    .map(|(d, n)| (Some(*d), n.as_str())),
            );
            let select = Select::new("Between cells").width(width);
            select.show(ui, &mut said.delimiter, &all);
            let row = format
                .header
                .map_or_else(|| "None".to_owned(), |n| format!("Row {n}"));
            let own = guess(said.header.is_some(), &row);
            let all = [
                (None, own.as_str()),
                (Some(true), "The first row with names"),
                (Some(false), "No row"),
            ];
            let select = Select::new("Names of columns").width(width);
            select.show(ui, &mut said.header, &all);
        };
        if narrow {
            controls(ui);
        } else {
            ui.horizontal_top(controls);
        }
        if said != before {
            self.say(|w| {
                w.said = said;
                w.columns.clear();
            });
        }
    }
}

/// The first rows, as they stand in the file.
struct Top<'a> {
    rows: Vec<&'a Row>,
}

impl Rows for Top<'_> {
    fn len(&self) -> usize {
        self.rows.len()
    }

    fn key(&self, row: usize) -> u32 {
        row as u32
    }

    fn name(&self, row: usize) -> String {
        let number = self.rows.get(row).map_or(0, |r| r.number);
        format!("Row {number}")
    }

    fn cell(&self, ui: &mut Ui, row: usize, column: usize) {
        cell_label(ui, self.cell_text(row, column));
    }

    fn cell_text(&self, row: usize, column: usize) -> String {
        let Some(row) = self.rows.get(row) else {
            return String::new();
        };
        match column.checked_sub(1) {
            None => row.number.to_string(),
            Some(at) => row.cell(at).to_owned(),
        }
    }
}

fn top(ui: &mut Ui, own: &mut Importing, import: &Import) {
    let header = import.guess.format.header.unwrap_or(0);
    let rows = import.top.iter().filter(|r| r.number > header);
    let top = Top {
        rows: rows.collect(),
    };
    let all = import.mapping.columns.len();
    let mut columns = vec![Column::new("row", "Row").width(56.0, 48.0).unsortable()];
    for (at, id) in IDS.iter().enumerate().take(all) {
        let column = Column::new(id, import.mapping.name(at));
        columns.push(column.width(150.0, 90.0).stretch(1.0).unsortable());
    }
    let high = super::table::height(ui, top.rows.len(), 8);
    ui.label(text::caption("First rows"));
    Table::new("first rows", "First rows", &columns)
        .height(high)
        .show(ui, &mut own.table, &mut Selection::default(), &top);
    let more = all.saturating_sub(IDS.len());
    if more > 0 {
        let words = format!("And {more} more columns, which the next step shows");
        text::paragraph(ui, text::small_muted(words));
    }
}
