//! Activity: jobs, runs, notices, the journal.

mod jobs;
mod journal;
mod notices;
mod progress;
mod runs;
#[cfg(test)]
mod tests;

use egui::{Frame, ScrollArea, Ui};
use jiff::Timestamp;

use super::Cx;
use crate::kit::button::Button;
use crate::kit::choice;
use crate::kit::icons::Icon;
use crate::kit::layout::{Head, margins, page};
use crate::kit::table::{Selection, TableState};
use crate::model::{Ask, count};
use crate::worker::protocol::{JobCard, LineForm, SaveKind};

/// Widest the lists get, in points.
const WIDEST: f32 = 1040.0;

/// A part of the pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Part {
    #[default]
    Jobs,
    Runs,
    Notices,
    Journal,
}

/// What happened.
#[derive(Debug, Default)]
pub struct ActivityPane {
    part: Part,
    journal: TableState,
    selection: Selection,
}

impl ActivityPane {
    /// Draws it.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.spacing_mut().item_spacing.y = 0.0;
        let active = cx.model.jobs.iter().filter(|j| j.state.is_active()).count();
        let unread = cx.model.activity.unread();
        let running = match active {
            0 => "No job is running".to_owned(),
            n => format!("{} running", count(n, "job is", "jobs are")),
        };
        let line = match unread {
            0 => running,
            n => format!("{running}, {} unread", count(n, "notice", "notices")),
        };
        let open = Button::secondary("Open plan…")
            .icon(Icon::Folder)
            .hint("Reads a plan that was saved and shows it; nothing is sent");
        let head = Head::new("Activity").line(line).bare();
        if head.buttons(ui, &[open]).is_some() {
            cx.ask(Ask::OpenPlan);
        }
        Frame::new()
            .inner_margin(margins(ui, 0, 0))
            .show(ui, |ui| self.tabs(ui, cx, unread));
        if self.part == Part::Journal {
            Frame::new()
                .inner_margin(margins(ui, 12, 12))
                .show(ui, |ui| {
                    journal::show(ui, cx, &mut self.journal, &mut self.selection);
                });
            return;
        }
        ScrollArea::vertical()
            .id_salt(self.part as u8)
            .auto_shrink(false)
            .show(ui, |ui| {
                page(ui, 16, WIDEST, |ui| match self.part {
                    Part::Jobs => jobs::show(ui, cx),
                    Part::Runs => runs::show(ui, cx),
                    Part::Notices => notices::show(ui, cx),
                    Part::Journal => {}
                });
            });
    }

    /// Shows the runs.
    pub fn show_runs(&mut self) {
        self.part = Part::Runs;
    }

    fn tabs(&mut self, ui: &mut Ui, cx: &Cx<'_>, unread: usize) {
        let activity = &cx.model.activity;
        let some = |n: usize| (n > 0).then_some(n as u64);
        let choices = [
            (Part::Jobs, "Jobs", some(cx.model.jobs.len())),
            (Part::Runs, "Runs", some(activity.runs.len())),
            (Part::Notices, "Notices", some(unread)),
            (Part::Journal, "Journal", some(activity.head.count as usize)),
        ];
        choice::tabs(ui, "Parts of the activity", &mut self.part, &choices);
    }
}

/// Buttons that save lines of a list: as CSV, and as JSON lines.
fn save_buttons() -> [Button<'static>; 2] {
    [
        Button::secondary("Save as CSV…")
            .icon(Icon::Download)
            .hint("A table for spreadsheets, all of it, and not only what is shown"),
        Button::secondary("Save as JSON lines…")
            .hint("One object a line for other programs, all of it, and not only what is shown"),
    ]
}

/// The form that the first or the second of these buttons saves.
fn form(button: usize) -> LineForm {
    match button {
        0 => LineForm::Csv,
        _ => LineForm::JsonLines,
    }
}

/// Asks for a place.
fn save(cx: &mut Cx<'_>, what: SaveKind, word: &str, button: usize) {
    let (day, ending) = (cx.model.now.strftime("%Y-%m-%d"), form(button).ending());
    cx.ask(Ask::Save {
        what: Box::new(what),
        name: format!("gatehouse-{word}-{day}.{ending}"),
    });
}

/// Progress of a running job with a button that cancels it; true when that was pressed.
pub(super) fn running(ui: &mut Ui, job: &JobCard, now: Timestamp) -> bool {
    jobs::running(ui, job, now)
}
