//! The plan dialog: what will be sent, what holds it back, how it goes, and what came of it.
//!
//! One dialog for the whole way from wish to receipt, over every pane.

mod again;
mod brakes;
mod detail;
mod lines;
mod over;
mod review;
mod running;
mod stale;
#[cfg(test)]
mod tests;
mod waiting;

use crate::journal::RunId;
use crate::kit::table::{Selection, TableState};
use crate::model::{Ask, Model};
use crate::panes::Cx;
use crate::plan::Wish;
use crate::worker::protocol::{Command, PlanReview, PlanState, RunPhase, RunView};
use egui::Context;
use std::sync::Arc;

/// Table of lines with what is selected in it.
#[derive(Debug, Default)]
struct LineTable {
    state: TableState,
    selection: Selection,
}

impl LineTable {
    fn first() -> Self {
        Self {
            selection: Selection::from_iter([0]),
            ..Self::default()
        }
    }

    /// The line whose details are shown.
    fn chosen(&self) -> Option<usize> {
        self.selection.iter().next().map(|k| k as usize)
    }
}

/// The plan dialog. Draw it after the panes and their dialogs.
#[derive(Debug, Default)]
pub struct PlanDialog {
    /// The last wish that was asked for, until its plan is there.
    pending: Option<Wish>,
    /// The wish behind a plan, by the plan's id.
    wish: Option<(String, Wish)>,
    /// The review that is shown; a new one starts with nothing typed.
    shown: Option<Arc<PlanReview>>,
    typed: brakes::Typed,
    /// The review that was confirmed: it is confirmed once.
    sent: Option<Arc<PlanReview>>,
    lines: LineTable,
    skipped_open: bool,
    /// The run whose lines are shown.
    run: Option<RunId>,
    /// The run that goes on without the dialog.
    hidden: Option<RunId>,
}

impl PlanDialog {
    /// Draws the dialog if there is a plan or a run to show.
    pub fn ui(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        let asked = std::mem::take(cx.asks);
        self.note(&asked);
        *cx.asks = asked;
        let before = cx.asks.len();
        if let Some(run) = self.run_shown(cx.model) {
            self.follow_run(&run);
            if !run.moved.is_empty() {
                stale::show(self, ctx, cx, &run);
            } else if run.phase == RunPhase::Over || run.receipt.is_some() {
                over::show(self, ctx, cx, &run);
            } else {
                running::show(self, ctx, cx, &run);
            }
        } else {
            match &*Arc::clone(&cx.model.plan) {
                PlanState::None => self.shown = None,
                PlanState::Making => waiting::making(ctx, cx),
                PlanState::Failed(error) => waiting::failed(ctx, cx, error),
                PlanState::Ready(ready) => {
                    self.follow_plan(ready);
                    review::show(self, ctx, cx, ready);
                }
            }
        }
        let own: Vec<Ask> = cx.asks.iter().skip(before).cloned().collect();
        self.note(&own);
    }

    /// Reads along what is asked of the worker: remembers the wish behind a plan, and shows a run
    /// again that somebody asks for. The shell calls it with everything that was asked outside of
    /// [`Self::ui`].
    pub fn note(&mut self, asks: &[Ask]) {
        for ask in asks {
            let Ask::Worker(command) = ask else { continue };
            match &**command {
                Command::MakePlan(wish) => self.pending = Some(wish.clone()),
                Command::GoOn(_) => self.pending = None,
                Command::ShowRun(run) if self.hidden.as_ref() == Some(run) => self.hidden = None,
                _ => {}
            }
        }
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
        self.run_shown(model).is_some() || *model.plan != PlanState::None
    }

    fn run_shown(&self, model: &Model) -> Option<Arc<RunView>> {
        model
            .run
            .as_ref()
            .filter(|r| self.hidden.as_ref() != Some(&r.run))
            .cloned()
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
