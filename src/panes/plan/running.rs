//! The plan under way.

use super::PlanDialog;
use super::lines::{self, Lines, RUNNING};
use crate::kit::button::Button;
use crate::kit::modal::{Dialog, Did};
use crate::kit::{a11y, progress, text};
use crate::model::{Model, time_of_day, until};
use crate::panes::Cx;
use crate::plan::Outcome;
use crate::worker::protocol::{Command, JobCard, JobState, RunView};
use egui::{Context, Ui};
use std::sync::Arc;

fn job<'a>(model: &'a Model, run: &RunView) -> Option<&'a JobCard> {
    model.jobs.iter().find(|j| j.id == run.job)
}

/// Draws how far it is.
pub(super) fn show(own: &mut PlanDialog, ctx: &Context, cx: &mut Cx<'_>, run: &Arc<RunView>) {
    let stopping = job(cx.model, run).is_some_and(|j| j.state == JobState::Stopping);
    let stop = Button::secondary("Stop").hint("Lines already sent stay; the rest is not tried");
    let dialog = Dialog::new("plan", run.plan.title.as_str())
        .cancel("Hide")
        .other(stop.enabled_or(stopping.then_some("It stops at the next safe place")));
    let shown = dialog.show(ctx, |ui| body(own, ui, cx.model, run));
    match shown.did {
        Did::Cancel => own.hidden = Some(run.run.clone()),
        Did::Other(_) => cx.ask(Command::Cancel(run.job)),
        Did::Primary | Did::Nothing => {}
    }
}

fn body(own: &mut PlanDialog, ui: &mut Ui, model: &Model, run: &RunView) {
    let settled = run
        .results
        .iter()
        .filter(|r| r.outcome != Outcome::NotTried)
        .count();
    let card = job(model, run);
    let told = card.map(|c| &c.progress);
    let (done, total) = match told.and_then(|p| p.total.map(|t| (p.done, t))) {
        Some(both) => both,
        None => (settled as u64, run.plan.lines.len() as u64),
    };
    a11y::announce(ui, run.phase.label());
    let mut words = vec![format!(
        "{}: {} of {}",
        run.phase.label(),
        text::count(done),
        text::count(total)
    )];
    if let Some(rate) = told.and_then(|p| p.per_minute) {
        words.push(format!("{rate} a minute"));
    }
    if let Some(at) = told.and_then(|p| p.ends_at) {
        let (left, at) = (until(at, model.now), time_of_day(at));
        words.push(format!("done {left}, at {at}"));
    }
    ui.label(text::strong(words.join(" · ")));
    progress::bar(ui, run.phase.label(), done, Some(total));
    let stopping = card.is_some_and(|c| c.state == JobState::Stopping);
    let note = if stopping {
        "Stopping at the next safe place. Lines already sent stay; the rest is not tried."
    } else {
        "You can hide this: it goes on, and the status bar shows how far it is. \
         Stop leaves lines already sent as they are; the rest is not tried."
    };
    text::paragraph(ui, text::muted(note));
    let first = run
        .results
        .iter()
        .position(|r| r.outcome == Outcome::NotTried);
    let first = first.unwrap_or(run.results.len());
    let list = Lines {
        plan: &run.plan,
        results: &run.results,
        cells: &RUNNING,
        phase: Some(run.phase),
        // Writes go out in the order of the lines.
        sending: first..first + 1,
    };
    lines::show(ui, &mut own.lines, &list);
}
