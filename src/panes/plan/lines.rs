//! Tables over the lines of a plan and of a run.

use super::LineTable;
use super::facts::{PlanFacts, RunFacts, Same};
use crate::kit::icons::Icon;
use crate::kit::table::{Column, Rows, Table, cell_label, cell_quiet};
use crate::kit::tone::Tone;
use crate::kit::{badge, text, tokens};
use crate::panes::copying;
use crate::plan::{Action, Grant, Line, LineResult, Outcome, Plan, Who};
use crate::worker::protocol::{RunPhase, RunView};
use egui::Ui;

/// Rows that are seen at once in an ordinary window, at most; a short window shows fewer.
const MOST: usize = 8;
/// Height of the heading of a table in points.
const HEAD: f32 = 30.0;

/// A cell of a table of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell {
    Who,
    What,
    Where,
    Before,
    After,
    /// What somebody has to do by hand.
    Task,
    TakeBack,
    State,
    Detail,
    RequestId,
    ReadBack,
}

/// Cells of a plan that is looked at.
pub(super) const REVIEW: [Cell; 6] = [
    Cell::Who,
    Cell::What,
    Cell::Where,
    Cell::Before,
    Cell::After,
    Cell::TakeBack,
];
/// Cells of a plan in which the same is done in every line: its title says what.
const REVIEW_SAME: [Cell; 5] = [
    Cell::Who,
    Cell::Where,
    Cell::Before,
    Cell::After,
    Cell::TakeBack,
];
/// Cells of a plan of which nothing is sent.
const REVIEW_BY_HAND: [Cell; 2] = [Cell::Who, Cell::Task];
/// Cells of a plan under way.
pub(super) const RUNNING: [Cell; 4] = [Cell::Who, Cell::What, Cell::Where, Cell::State];
/// Cells of a run that is over.
pub(super) const OVER: [Cell; 5] = [
    Cell::Who,
    Cell::State,
    Cell::Detail,
    Cell::ReadBack,
    Cell::RequestId,
];

impl Cell {
    fn column(self) -> Column {
        let new = |id, title: &str| Column::new(id, title).unsortable();
        match self {
            Self::Who => new("who", "Who").width(180.0, 112.0).stretch(2.0),
            Self::What => new("what", "What").width(140.0, 134.0).priority(3),
            Self::Where => new("where", "Where")
                .width(112.0, 84.0)
                .stretch(1.0)
                .priority(4),
            Self::Before => new("before", "Before").width(130.0, 84.0).stretch(2.0),
            Self::After => new("after", "After").width(116.0, 88.0).stretch(2.0),
            Self::Task => new("task", "To do").width(320.0, 120.0).stretch(4.0),
            Self::TakeBack => new("back", "Take back").width(100.0, 88.0).priority(5),
            Self::State => new("state", "State").width(136.0, 116.0),
            Self::Detail => new("detail", "What Wix said")
                .width(150.0, 96.0)
                .stretch(2.0)
                .priority(1),
            Self::RequestId => new("request", "Request id").width(96.0, 80.0).priority(4),
            Self::ReadBack => new("read", "Read again").width(110.0, 88.0).priority(3),
        }
    }
}

/// The lines, with their results where there are some.
pub(super) struct Lines<'a> {
    pub(super) plan: &'a Plan,
    pub(super) results: &'a [LineResult],
    pub(super) cells: &'a [Cell],
    /// What the run is doing; `None` before it and after it.
    pub(super) phase: Option<RunPhase>,
    /// What is known of the run as a whole, while it goes on.
    pub(super) run: Option<&'a RunFacts>,
}

impl<'a> Lines<'a> {
    /// The lines of a plan that nobody has sent.
    pub(super) fn planned(plan: &'a Plan, facts: &PlanFacts) -> Self {
        Self {
            plan,
            results: &[],
            cells: match facts.same {
                Same::Nothing => &REVIEW,
                Same::Action => &REVIEW_SAME,
                Same::ByHand => &REVIEW_BY_HAND,
            },
            phase: None,
            run: None,
        }
    }

    /// The lines of a run that nobody works on.
    pub(super) fn ended(run: &'a RunView) -> Self {
        Self {
            plan: &run.plan,
            results: &run.results,
            cells: &OVER,
            phase: None,
            run: None,
        }
    }

    fn state(&self, row: usize) -> Option<(Icon, &'static str, Tone)> {
        let result = self.results.get(row)?;
        let waits = result.outcome == Outcome::NotTried;
        let under_way = waits && self.run.is_some_and(|r| r.is_under_way(row));
        Some(match (self.phase, waits) {
            (Some(RunPhase::Checking), true) => (Icon::Clock, "Being checked", Tone::Neutral),
            (Some(_), true) if under_way => (Icon::Upload, "Being sent", Tone::Info),
            (Some(RunPhase::Sending | RunPhase::Paused | RunPhase::Waiting), true) => {
                (Icon::Clock, "Not tried yet", Tone::Neutral)
            }
            _ => look(result.outcome),
        })
    }

    fn words(&self, line: &Line, row: usize, cell: Cell) -> String {
        let result = self.results.get(row);
        let empty = String::new;
        match cell {
            Cell::Who => both(&line.who),
            Cell::What => line.action.label().to_owned(),
            Cell::Where => line.places(),
            Cell::Before | Cell::TakeBack if !line.action.is_sent() => "–".to_owned(),
            Cell::Before => grants(&line.before),
            Cell::After | Cell::Task => match &line.action {
                Action::ByHand { task, .. } => task.clone(),
                _ => grants(&line.after),
            },
            Cell::TakeBack => line.undo.label().to_owned(),
            Cell::State => self
                .state(row)
                .map_or_else(empty, |(_, word, _)| word.to_owned()),
            Cell::Detail => result.and_then(|r| r.detail.clone()).unwrap_or_default(),
            Cell::RequestId => result
                .and_then(|r| r.request_id.clone())
                .unwrap_or_default(),
            Cell::ReadBack => result
                .and_then(|r| r.read_back.as_ref())
                .map_or_else(empty, |b| b.found.clone()),
        }
    }
}

/// Icon, word and tone of an outcome.
pub(super) fn look(outcome: Outcome) -> (Icon, &'static str, Tone) {
    let (icon, tone) = match outcome {
        Outcome::Done => (Icon::Success, Tone::Success),
        Outcome::AlreadySo => (Icon::Check, Tone::Success),
        Outcome::Skipped => (Icon::Pause, Tone::Neutral),
        Outcome::Refused => (Icon::Refused, Tone::Danger),
        Outcome::Unknown => (Icon::Help, Tone::Warning),
        Outcome::NotDone => (Icon::Close, Tone::Danger),
        Outcome::ByHand => (Icon::Edit, Tone::Warning),
        Outcome::NotTried => (Icon::Minus, Tone::Neutral),
    };
    (icon, outcome.label(), tone)
}

/// What is left to whom everything is taken.
fn ended(line: &Line) -> &'static str {
    match line.action {
        _ if line.action.deletes().is_some() => "No member",
        _ => "No access",
    }
}

/// Name and address.
pub(super) fn both(who: &Who) -> String {
    if who.email.is_empty() || who.email == who.name {
        who.name.clone()
    } else {
        format!("{}, {}", who.name, who.email)
    }
}

/// Grants on one line; a dash where there are none.
fn grants(all: &[Grant]) -> String {
    if all.is_empty() {
        return "None".to_owned();
    }
    let words: Vec<String> = all.iter().map(ToString::to_string).collect();
    words.join(", ")
}

impl Rows for Lines<'_> {
    fn len(&self) -> usize {
        self.plan.lines.len()
    }

    fn key(&self, row: usize) -> u32 {
        row as u32
    }

    fn name(&self, row: usize) -> String {
        let line = self.plan.lines.get(row);
        line.map(|l| format!("{}: {}", l.who.name, l.action.label()))
            .unwrap_or_default()
    }

    fn cell(&self, ui: &mut Ui, row: usize, column: usize) {
        let Some((line, cell)) = self.plan.lines.get(row).zip(self.cells.get(column)) else {
            return;
        };
        match cell {
            Cell::Who => who(ui, &line.who),
            Cell::State => {
                if let Some((icon, word, tone)) = self.state(row) {
                    badge::state_word(ui, icon, word, tone);
                }
            }
            Cell::After if line.ends_access() => {
                let ink = tokens::of(ui.ctx()).danger;
                cell_label(ui, text::body(ended(line)).color(ink));
            }
            Cell::What => {
                cell_label(ui, line.action.label());
            }
            other => {
                cell_quiet(ui, self.words(line, row, *other));
            }
        }
    }

    fn cell_text(&self, row: usize, column: usize) -> String {
        match self.plan.lines.get(row).zip(self.cells.get(column)) {
            Some((line, Cell::After)) if line.ends_access() => ended(line).to_owned(),
            Some((line, cell)) => self.words(line, row, *cell),
            None => String::new(),
        }
    }

    fn find(&self, key: u32) -> Option<usize> {
        Some(key as usize)
    }
}

fn who(ui: &mut Ui, who: &Who) {
    ui.spacing_mut().item_spacing.x = 8.0;
    let t = tokens::of(ui.ctx());
    let room = ui.available_width();
    let galley = text::line(ui, &who.name, text::body_font(), t.text, room);
    let left = room - galley.size().x - 8.0;
    if left < 40.0 || who.email.is_empty() || who.email == who.name {
        let response = cell_label(ui, who.name.as_str());
        if !who.email.is_empty() && who.email != who.name {
            response.on_hover_text(both(who));
        }
        return;
    }
    cell_label(ui, who.name.as_str());
    cell_quiet(ui, who.email.as_str());
}

/// Draws the table as high as its lines, within the window.
pub(super) fn show(ui: &mut Ui, table: &mut LineTable, lines: &Lines<'_>) {
    let columns: Vec<Column> = lines.cells.iter().map(|c| c.column()).collect();
    let window = ui.ctx().content_rect().height();
    // A tall window shows more of them, and still leaves the dialog some air.
    let most = MOST as f32 + ((window - 900.0) / tokens::size::ROW / 2.0).max(0.0);
    let fitting = ((window - 380.0) / tokens::size::ROW)
        .clamp(3.0, most)
        .floor();
    let rows = (lines.len().max(1) as f32).min(fitting);
    let height = HEAD + rows * tokens::size::ROW;
    let out = Table::new("lines", "Lines of the plan", &columns)
        .height(height)
        .show(ui, &mut table.state, &mut table.selection, lines);
    if out.copy {
        table.copied = copying::table(&columns, &table.state, &table.selection, lines);
    }
}
