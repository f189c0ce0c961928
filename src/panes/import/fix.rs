//! Correcting: one cell, all equal ones, the cells below, or by find and replace.

use super::Importing;
use crate::kit::button::Button;
use crate::kit::choice::Select;
use crate::kit::field::{Field, stepper, submitted};
use crate::kit::keys::{ctrl, ctrl_shift};
use crate::kit::{a11y, text, toggle};
use crate::model::{Way, count};
use crate::sheet::Import;
use crate::sheet::check::{Edit, Edits, Problem};
use egui::{Align, Key, KeyboardShortcut, Ui};

/// The key that takes the last correction back.
const UNDO: KeyboardShortcut = ctrl(Key::Z);
/// The key that makes it again.
const REDO: KeyboardShortcut = ctrl_shift(Key::Z);

/// Height of a label above a control, with the gap below it.
const LABEL: f32 = 20.0;

/// A cell that is being corrected.
#[derive(Debug)]
pub(super) struct Draft {
    row: u64,
    column: Option<usize>,
    label: String,
    says: String,
    remedy: &'static str,
    cell: String,
    suggestion: Option<String>,
    text: String,
    down: u64,
    fresh: bool,
}

impl Draft {
    pub(super) fn of(problem: &Problem, import: &Import) -> Self {
        let column = problem.column.map(|at| import.mapping.name(at));
        Self {
            row: problem.row,
            column: problem.column,
            label: column.map_or_else(
                || format!("Row {}", problem.row),
                |name| format!("Row {}, {name}", problem.row),
            ),
            says: text::capital(&problem.says),
            remedy: problem.class.remedy(),
            cell: problem.cell.clone(),
            suggestion: problem.suggestion.clone(),
            text: problem.cell.clone(),
            down: problem.row,
            fresh: true,
        }
    }

    fn cut(&self) -> bool {
        self.cell.ends_with('…')
    }

    /// Draws the form; gives the correction that was made.
    fn show(&mut self, ui: &mut Ui) -> Option<Edit> {
        text::paragraph(ui, text::body(format!("{}. {}", self.says, self.remedy)));
        let Some(column) = self.column else {
            let words = "This is about the whole row: correct it in the file, or leave it out";
            text::paragraph(ui, text::muted(words));
            return None;
        };
        let cut = self.cut();
        let cut = cut.then_some("The cell is too long to be corrected here");
        let fresh = std::mem::take(&mut self.fresh);
        let field = Field::text(self.label.clone(), &mut self.text)
            .enabled_or(cut)
            .focus(fresh && cut.is_none())
            .show(ui);
        if fresh {
            // In a low window the form lies below what is seen of the dialog.
            field.scroll_to_me(Some(Align::Center));
        }
        let same = (self.text == self.cell).then_some("Nothing is otherwise yet");
        let blocked = cut.or(same);
        let (row, text) = (self.row, self.text.clone());
        let one = || Edit::Cell {
            row,
            column,
            text: text.clone(),
        };
        let mut made = (submitted(&field) && blocked.is_none()).then(one);
        ui.horizontal_wrapped(|ui| {
            let button = Button::secondary("Correct this cell").enabled_or(blocked);
            if button.show(ui).clicked() {
                made = Some(one());
            }
            let empty = self.cell.trim().is_empty();
            let empty = empty.then_some("An empty cell has no equals: fill down instead");
            let button = Button::secondary("Correct all equal cells")
                .hint("Every cell of this column with the same text")
                .enabled_or(blocked.or(empty));
            if button.show(ui).clicked() {
                made = Some(Edit::Replace {
                    column: Some(column),
                    find: self.cell.trim().to_owned(),
                    with: self.text.clone(),
                    whole: true,
                });
            }
            if let Some(text) = &self.suggestion {
                let button = Button::secondary(format!("Use {text}"));
                if button.show(ui).clicked() {
                    made = Some(Edit::Cell {
                        row: self.row,
                        column,
                        text: text.clone(),
                    });
                }
            }
        });
        ui.horizontal_top(|ui| {
            let most = u64::from(u32::MAX);
            stepper(ui, "Down to row", &mut self.down, self.row..=most, 1, "");
            let none = (self.down <= self.row).then_some("Choose a row below");
            let button = Button::secondary("Fill down")
                .hint("The same text in this column, from this row to that one");
            let pressed = ui.vertical(|ui| {
                // On one line with the number, below the height of its label.
                ui.add_space(LABEL);
                button.enabled_or(cut.or(none)).show(ui).clicked()
            });
            if pressed.inner {
                made = Some(Edit::FillDown {
                    from: self.row,
                    to: self.down,
                    column,
                    text: self.text.clone(),
                });
            }
        });
        made
    }
}

/// Find and replace.
#[derive(Debug, Default)]
pub(super) struct Replace {
    open: bool,
    find: String,
    with: String,
    column: Option<usize>,
    whole: bool,
}

impl Replace {
    fn show(&mut self, ui: &mut Ui, import: &Import) -> Option<Edit> {
        let fold = toggle::fold(ui, &mut self.open, "Find and replace");
        if !self.open {
            return None;
        }
        if fold.changed() {
            fold.scroll_to_me(Some(Align::Min));
        }
        Field::text("Find", &mut self.find).show(ui);
        Field::text("Replace with", &mut self.with).show(ui);
        let names: Vec<String> = (0..import.mapping.columns.len())
            .map(|at| import.mapping.name(at))
            .collect();
        let mut choices = vec![(None, "Every column")];
        choices.extend(
            names
                .iter()
                .enumerate()
                .map(|(at, n)| (Some(at), n.as_str())),
        );
        Select::new("In").show(ui, &mut self.column, &choices);
        toggle::checkbox(ui, &mut self.whole, "Only where it is the whole cell");
        let none = self.find.is_empty().then_some("Type what to look for");
        let pressed = Button::secondary("Replace all").enabled_or(none).show(ui);
        pressed.clicked().then(|| Edit::Replace {
            column: self.column,
            find: self.find.clone(),
            with: self.with.clone(),
            whole: self.whole,
        })
    }
}

impl Importing {
    /// The form for the chosen cell, find and replace, and what was corrected so far.
    pub(super) fn corrections(&mut self, ui: &mut Ui, import: &Import) {
        let mut made = self.draft.as_mut().and_then(|d| d.show(ui));
        made = made.or(self.replace.show(ui, import));
        if let Some(edit) = made {
            self.draft = None;
            self.selection.clear();
            self.correct(|edits| edits.push(edit));
        }
        let all = self.wish.as_ref().map_or(0, |w| w.edits.steps().len());
        if all == 0 && self.steps.next().is_none() {
            return;
        }
        ui.horizontal_wrapped(|ui| {
            ui.label(text::muted(count(all, "correction", "corrections")));
            // In a field the keys are about what was typed there. The longer one comes first: it
            // counts as the other one, too.
            let typing = ui.ctx().text_edit_focused();
            let key = |keys| !typing && ui.input_mut(|i| i.consume_shortcut(keys));
            let (again, back) = (key(&REDO), key(&UNDO));
            let none = self.steps.last().is_none().then_some("Nothing to undo");
            let button = Button::quiet("Take the last one back").keys(UNDO);
            if button.enabled_or(none).show(ui).clicked() || back {
                self.step(Way::Back);
            }
            let none = self.steps.next().is_none();
            let none = none.then_some("Nothing was taken back");
            let button = Button::quiet("Make it again").keys(REDO);
            if button.enabled_or(none).show(ui).clicked() || again {
                self.step(Way::Again);
            }
            a11y::announce(ui, &self.stepped);
        });
    }

    /// Corrects something, in a way that can be taken back.
    pub(super) fn correct(&mut self, change: impl FnOnce(&mut Edits)) {
        let before = self.wish.as_ref().map_or(0, |w| w.edits.steps().len());
        self.say(|w| change(&mut w.edits));
        let made = self.wish.iter().flat_map(|w| w.edits.steps());
        for edit in made.skip(before) {
            self.steps.push(edit.clone());
        }
    }

    fn step(&mut self, way: Way) {
        let word = match way {
            Way::Back => self.steps.back().map(|_| "Taken back"),
            Way::Again => self.steps.again().map(|edit| {
                self.say(|w| w.edits.push(edit));
                "Made again"
            }),
        };
        let Some(word) = word else { return };
        if way == Way::Back {
            self.say(|w| {
                w.edits.pop();
            });
        }
        let left = self.wish.as_ref().map_or(0, |w| w.edits.steps().len());
        self.stepped = format!("{word}: {} now", count(left, "correction", "corrections"));
    }
}
