//! The question after a profile was opened: a run stands still, shall it go on?
//!
//! It is asked once per opening, about the newest run that stands still, and only after what had
//! been sent was looked up: then its figures are right.

use super::facts::RunFacts;
use super::{PlanDialog, ending, left};
use crate::journal::RunId;
use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::kit::modal::{Dialog, Did};
use crate::kit::{a11y, text};
use crate::model::{Model, count};
use crate::panes::Cx;
use crate::worker::protocol::{Command, JobId, JobKind, PlanState, ProfileId, RunPhase, RunView};
use egui::Context;
use std::sync::Arc;

/// Seconds for which an answered question keeps the screen free.
const PATIENCE: f64 = 1.5;

#[derive(Debug, Default, PartialEq)]
enum Stage {
    /// It is not known yet whether there is something to ask.
    #[default]
    Waits,
    /// The run was asked for; the question shows as soon as it is there.
    About(RunId),
    /// Answered at this second of the window; the run is about to change.
    Answered(RunId, f64),
    /// Answered, or there was nothing to ask.
    Over,
}

/// Where the question stands.
#[derive(Debug, Default)]
pub(super) struct Start {
    profile: Option<ProfileId>,
    stage: Stage,
    /// The newest job before the profile was opened.
    before: Option<JobId>,
    newest: Option<JobId>,
}

impl Start {
    /// Takes in what changed, and asks for the run that the question is about.
    pub(super) fn follow(&mut self, cx: &mut Cx<'_>, now: f64) {
        let model = cx.model;
        let open = model.session.as_ref().map(|s| &s.profile.id);
        if self.profile.as_ref() != open {
            self.profile = open.cloned();
            self.stage = Stage::Waits;
            self.before = self.newest;
        }
        self.newest = model.jobs.iter().map(|j| j.id).max().max(self.newest);
        self.settle(cx, now);
        if open.is_none() || self.stage != Stage::Waits || !self.looked_up(model) {
            return;
        }
        let first = model.activity.runs.iter().find(|r| r.open);
        let Some(run) = first.map(|r| r.run.clone()) else {
            self.stage = Stage::Over;
            return;
        };
        if model.no_writing().is_some() {
            // Nothing could be answered. Overview and activity show the run.
            self.stage = Stage::Over;
            return;
        }
        let free = model.run.is_none() && *model.plan == PlanState::None;
        if free {
            self.stage = Stage::About(run.clone());
            cx.ask(Command::ShowRun(run));
        }
    }

    /// Lets go of a question whose run has changed.
    fn settle(&mut self, cx: &mut Cx<'_>, now: f64) {
        let model = cx.model;
        let shown = model.run.as_ref();
        let phase = |run: &RunId| shown.filter(|r| r.run == *run).map(|r| r.phase);
        match &self.stage {
            Stage::Answered(run, at) => {
                let still = phase(run) == Some(RunPhase::Left) && now - at < PATIENCE;
                if !still {
                    self.stage = Stage::Over;
                }
            }
            // It came to its end while it was looked up: there is nothing to ask.
            Stage::About(run) if phase(run).is_some_and(|p| p != RunPhase::Left) => {
                self.stage = Stage::Over;
                cx.ask(Command::CloseRun);
            }
            _ => {}
        }
    }

    /// Whether the run was answered for and is about to change: nothing is drawn meanwhile.
    pub(super) fn is_answered(&self, run: &RunId) -> bool {
        matches!(&self.stage, Stage::Answered(about, _) if about == run)
    }

    /// Whether what was cut off has been looked up: the worker does that first, and then reads the
    /// account.
    fn looked_up(&self, model: &Model) -> bool {
        let reads = |kind| {
            let mut jobs = model.jobs.iter().filter(|j| Some(j.id) > self.before);
            jobs.any(|j| j.kind == kind)
        };
        model.activity.loaded
            && reads(JobKind::Sync)
            && model.running(JobKind::Settle).is_none()
            && model.running(JobKind::Apply).is_none()
    }

    /// Whether the question about this run is open.
    pub(super) fn asks_about(&self, run: &RunId) -> bool {
        matches!(&self.stage, Stage::About(about) if about == run)
    }

    /// Somebody answered.
    fn answered(&mut self, run: &RunId, ctx: &Context) {
        self.stage = Stage::Answered(run.clone(), ctx.input(|i| i.time));
        ctx.request_repaint_after(std::time::Duration::from_secs_f64(PATIENCE));
    }

    /// It is no question any more.
    pub(super) fn over(&mut self) {
        self.stage = Stage::Over;
    }
}

/// Draws the question.
pub(super) fn show(
    own: &mut PlanDialog,
    ctx: &Context,
    cx: &mut Cx<'_>,
    run: &Arc<RunView>,
    facts: &RunFacts,
) {
    let others = cx.model.activity.runs.iter().filter(|r| r.open).count();
    let others = others.saturating_sub(1);
    let title = format!("“{}” was interrupted", run.plan.title);
    let end = Button::secondary("End it here")
        .hint("What was not tried stays untried, and a receipt is written")
        .enabled_or(ending::blocked(cx));
    let go_on = Button::primary("Go on")
        .icon(Icon::Run)
        .hint("Looks first whether everything left is as it was; nothing is sent twice")
        .enabled_or(left::blocked(cx.model));
    // A key that was meant for something else must send nothing and end nothing: Enter does
    // nothing by itself, Esc means “Not now”.
    let dialog = Dialog::new("start", title)
        .width(520.0)
        .other(end)
        .cancel("Not now")
        .primary(go_on)
        .enter(false);
    let shown = dialog.show(ctx, |ui| {
        let sentence = text::capital(&facts.sentence());
        a11y::alert(ui, &sentence);
        text::paragraph(ui, text::strong(sentence.as_str()));
        text::paragraph(ui, text::body(left::what_next(facts)));
        let mut later = "Not now leaves it as it stands; it is under Activity.".to_owned();
        if others > 0 {
            let more = count(others, "more run stands", "more runs stand");
            later.push_str(&format!(" {more} still there."));
        }
        text::paragraph(ui, text::muted(later));
    });
    match shown.did {
        Did::Primary => {
            own.start.answered(&run.run, ctx);
            cx.ask(Command::Resume(run.run.clone()));
        }
        Did::Cancel => {
            own.start.answered(&run.run, ctx);
            cx.ask(Command::CloseRun);
        }
        Did::Other(_) => {
            own.start.answered(&run.run, ctx);
            cx.ask(Command::EndRun(run.run.clone()));
        }
        Did::Nothing => {}
    }
}
