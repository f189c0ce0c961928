//! The plan dialog: what will be sent, what holds it back, how it goes, and what came of it.
//!
//! One dialog for the whole way from wish to receipt, over every pane. It also asks, once after a
//! profile was opened, whether a run that stands still shall go on.

mod again;
mod brakes;
mod detail;
mod ending;
mod facts;
mod figures;
pub mod keys;
mod left;
mod lines;
mod over;
mod review;
mod running;
mod stale;
mod start;
#[cfg(test)]
mod tests;
mod waiting;
mod waves;

use crate::journal::RunId;
use crate::kit::table::{Selection, TableState};
use crate::model::{Ask, Dialog, Model};
use crate::panes::Cx;
use crate::plan::Wish;
use crate::worker::protocol::{
    Command, JobKind, PlanReview, PlanState, ReviewCommand, RunPhase, RunView,
};
use egui::Context;
use facts::{PlanFacts, RunFacts};
use std::sync::Arc;

/// Table of lines with what is selected in it.
#[derive(Debug, Default)]
struct LineTable {
    state: TableState,
    selection: Selection,
    /// Where the table was put to keep up with a run.
    kept_up: f64,
    /// What was copied in this frame.
    copied: Option<Ask>,
}

/// Lines above the first open one that stay in sight.
const ABOVE: usize = 3;

impl LineTable {
    fn first() -> Self {
        Self {
            selection: Selection::from_iter([0]),
            ..Self::default()
        }
    }

    /// Keeps the lines that are being sent in sight, unless somebody has scrolled or chosen a line.
    fn keep_up(&mut self, first_open: Option<usize>) {
        let moved = (self.state.position() - self.kept_up).abs() > 0.01;
        if let Some(first) = first_open
            && !moved
            && self.selection.is_empty()
        {
            self.kept_up = first.saturating_sub(ABOVE) as f64;
            self.state.set_position(self.kept_up);
        }
    }

    /// The line whose details are shown.
    fn chosen(&self) -> Option<usize> {
        self.selection.iter().next().map(|k| k as usize)
    }
}

/// What was asked for last: what a failure is a failure of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Asked {
    #[default]
    Plan,
    Open,
    Apply,
    Resume,
    Undo,
}

/// Whether this is the picture of a run that stands still and is only looked up, in the background:
/// nobody asked to see it.
fn is_looked_up(model: &Model, run: &RunView) -> bool {
    let job = model.jobs.iter().find(|j| j.id == run.job);
    !run.phase.is_end() && job.is_some_and(|j| j.kind == JobKind::Settle)
}

/// Whether this asks for a plan of something else than a wish of the window.
fn makes_another(command: &Command) -> bool {
    match command {
        Command::GoOn(_) | Command::PlanSheet { .. } | Command::PutBack(_) => true,
        Command::Reviews(command) => matches!(**command, ReviewCommand::Plan(_)),
        _ => false,
    }
}

/// The plan dialog. Draw it after the panes and their dialogs.
#[derive(Debug, Default)]
pub struct PlanDialog {
    /// The last wish that was asked for, until its plan is there.
    pending: Option<Wish>,
    /// The wish behind a plan, by the plan's id.
    wish: Option<(String, Wish)>,
    asked: Asked,
    /// The plan that is being made is not wanted any more.
    dropped: bool,
    /// The review that is shown; a new one starts with nothing typed.
    shown: Option<Arc<PlanReview>>,
    typed: brakes::Typed,
    /// The review that was confirmed: it is confirmed once.
    sent: Option<Arc<PlanReview>>,
    lines: LineTable,
    skipped_open: bool,
    plan_facts: Option<Arc<PlanFacts>>,
    run_facts: Option<Arc<RunFacts>>,
    /// The run whose lines are shown.
    run: Option<RunId>,
    /// The run that goes on without the dialog.
    hidden: Option<RunId>,
    /// The last picture of the run that is under way: it comes back after another one was looked
    /// at.
    under_way: Option<Arc<RunView>>,
    /// The run that shall be ended, once that is confirmed.
    ending: ending::Ending,
    start: start::Start,
}

impl PlanDialog {
    /// A new one that does not show this run by itself.
    pub fn without(run: Option<RunId>) -> Self {
        Self {
            hidden: run,
            ..Self::default()
        }
    }

    /// Draws the dialog if there is a plan or a run to show.
    pub fn ui(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        let asked = std::mem::take(cx.asks);
        self.note(&asked);
        *cx.asks = asked;
        let before = cx.asks.len();
        self.follow_under_way(cx.model);
        self.start.follow(cx, ctx.input(|i| i.time));
        self.show(ctx, cx);
        self.ending.show(ctx, cx);
        cx.asks.extend(self.lines.copied.take());
        let own: Vec<Ask> = cx.asks.iter().skip(before).cloned().collect();
        self.note(&own);
    }

    fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        let plan = Arc::clone(&cx.model.plan);
        if self.dropped && matches!(*plan, PlanState::Ready(_) | PlanState::Failed(_)) {
            // It came after somebody had turned away from it.
            self.dropped = false;
            cx.ask(Command::DropPlan);
            return;
        }
        let run = self.run_shown(cx.model);
        let done = run.as_ref().is_none_or(|r| r.phase.is_end());
        match (&*plan, run) {
            // Also over a run that is over or stands still: it was asked for from there.
            (PlanState::Making, _) if done => waiting::making(self, ctx, cx),
            (PlanState::Failed(error), _) if done => {
                self.start.over();
                waiting::failed(self.asked, ctx, cx, error);
            }
            (_, Some(run)) => self.show_run(ctx, cx, &run),
            (PlanState::Ready(ready), None) => {
                self.follow_plan(ready);
                review::show(self, ctx, cx, ready);
            }
            (_, None) => self.shown = None,
        }
    }

    fn show_run(&mut self, ctx: &Context, cx: &mut Cx<'_>, run: &Arc<RunView>) {
        self.follow_run(run);
        let plan = PlanFacts::follow(&mut self.plan_facts, &run.plan);
        let facts = RunFacts::follow(&mut self.run_facts, run, &plan, self.wish.as_ref());
        if self.start.is_answered(&run.run) {
            return;
        }
        if self.start.asks_about(&run.run) && run.phase == RunPhase::Left {
            start::show(self, ctx, cx, run, &facts);
        } else if !run.moved.is_empty() {
            stale::show(ctx, cx, run, &facts);
        } else if run.phase == RunPhase::Over || run.receipt.is_some() {
            over::show(self, ctx, cx, run, &facts);
        } else if run.phase == RunPhase::Left {
            left::show(self, ctx, cx, run, &facts);
        } else {
            running::show(self, ctx, cx, run, &facts);
        }
    }

    /// Reads along what is asked of the worker: remembers the wish behind a plan, and shows a run
    /// again that somebody asks for. The shell calls it with everything that was asked outside of
    /// [`Self::ui`].
    pub fn note(&mut self, asks: &[Ask]) {
        for ask in asks {
            let Ask::Worker(command) = ask else { continue };
            let asked = match &**command {
                Command::MakePlan(wish) => {
                    self.pending = Some(wish.clone());
                    Asked::Plan
                }
                other if makes_another(other) => Asked::Plan,
                Command::OpenPlan(_) => Asked::Open,
                Command::Undo(_) => Asked::Undo,
                Command::Apply { .. } => Asked::Apply,
                Command::Resume(run) => {
                    // It goes on before the eyes of whoever lets it go on.
                    if self.hidden.as_ref() == Some(run) {
                        self.hidden = None;
                    }
                    Asked::Resume
                }
                Command::ShowRun(run) => {
                    if self.hidden.as_ref() == Some(run) {
                        self.hidden = None;
                    }
                    continue;
                }
                _ => continue,
            };
            if matches!(asked, Asked::Open | Asked::Undo) || makes_another(command) {
                self.pending = None;
            }
            self.asked = asked;
            self.dropped = false;
        }
    }

    /// Opens one of the plan dialog's own questions; true if it is one of them.
    pub fn open_dialog(&mut self, dialog: &Dialog) -> bool {
        let Dialog::EndRun(run) = dialog else {
            return false;
        };
        self.ending.begin(run.clone());
        true
    }

    /// Shows a run again that was hidden.
    pub fn reveal(&mut self) {
        self.hidden = None;
    }

    /// Whether a run goes on, or is over, behind the hidden dialog.
    pub fn hides(&self, model: &Model) -> bool {
        let run = model.run.as_ref();
        run.is_some_and(|r| self.hidden.as_ref() == Some(&r.run))
    }

    /// Whether the dialog is drawn.
    pub fn is_open(&self, model: &Model) -> bool {
        self.run_shown(model).is_some() || *model.plan != PlanState::None || self.ending.is_open()
    }

    /// Keeps the picture of the run that is under way as long as its job works on it.
    fn follow_under_way(&mut self, model: &Model) {
        let goes_on = |r: &&Arc<RunView>| !r.phase.is_end() && !is_looked_up(model, r);
        if let Some(run) = model.run.as_ref().filter(goes_on) {
            self.under_way = Some(Arc::clone(run));
        }
        let works = |run: &Arc<RunView>| {
            let job = model.jobs.iter().find(|j| j.id == run.job);
            job.is_some_and(|j| j.state.is_active())
        };
        self.under_way = self.under_way.take().filter(works);
    }

    fn run_shown(&self, model: &Model) -> Option<Arc<RunView>> {
        let seen =
            |r: &&Arc<RunView>| self.hidden.as_ref() != Some(&r.run) && !is_looked_up(model, r);
        let shown = model.run.as_ref().filter(seen);
        let kept = || self.under_way.as_ref().filter(seen);
        shown.or_else(kept).cloned()
    }

    fn follow_run(&mut self, run: &RunView) {
        if self.run.as_ref() != Some(&run.run) {
            self.run = Some(run.run.clone());
            self.lines = LineTable::default();
        }
    }

    fn follow_plan(&mut self, ready: &Arc<PlanReview>) {
        let known = self.shown.as_ref().is_some_and(|s| Arc::ptr_eq(s, ready));
        if known {
            return;
        }
        // The same plan with newer figures keeps what was typed.
        let same = self
            .shown
            .as_ref()
            .is_some_and(|s| Arc::ptr_eq(&s.plan, &ready.plan));
        self.shown = Some(Arc::clone(ready));
        self.run = None;
        if same {
            return;
        }
        self.typed.clear();
        self.lines = LineTable::first();
        self.plan_facts = None;
        self.skipped_open = ready.plan.skipped.len() <= 5;
        let confirmed = self
            .sent
            .as_ref()
            .is_some_and(|s| Arc::ptr_eq(&s.plan, &ready.plan));
        if !confirmed && let Some(wish) = self.pending.take() {
            self.wish = Some((ready.plan.id.clone(), wish));
        }
    }
}
