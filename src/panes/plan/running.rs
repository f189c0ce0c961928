//! The plan under way.

use super::facts::RunFacts;
use super::lines::{self, Lines, RUNNING};
use super::{PlanDialog, keys};
use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::kit::modal::{Dialog, Did};
use crate::kit::notice::Note;
use crate::kit::tone::Tone;
use crate::kit::{a11y, progress, text};
use crate::model::{Model, countdown, time_of_day, until};
use crate::panes::Cx;
use crate::worker::protocol::{Command, ErrorCard, JobCard, JobState, RunPhase, RunView, Waiting};
use egui::{Context, Ui};
use std::sync::Arc;
use std::time::Duration;

fn job<'a>(model: &'a Model, run: &RunView) -> Option<&'a JobCard> {
    model.jobs.iter().find(|j| j.id == run.job)
}

/// How it stands, from the phase and from what was asked of the job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    /// Pausing makes no sense now, for this reason.
    Steady(&'static str),
    Sending,
    Paused,
    Waiting,
    Stopping,
}

impl Stand {
    fn of(run: &RunView, job: Option<&JobCard>) -> Self {
        let state = job.map(|j| &j.state);
        match (state, run.phase) {
            (Some(JobState::Stopping), _) => Self::Stopping,
            (_, RunPhase::Checking) => Self::Steady("It can be paused once it sends"),
            (_, RunPhase::ReadingBack) => Self::Steady("Everything was sent already"),
            (Some(JobState::Paused), _) | (_, RunPhase::Paused) => Self::Paused,
            (_, RunPhase::Waiting) => Self::Waiting,
            _ => Self::Sending,
        }
    }

    fn pause_button(self) -> Button<'static> {
        match self {
            Self::Paused => Button::secondary("Go on")
                .icon(Icon::Run)
                .keys(keys::PAUSE)
                .hint("Sends the lines that were not tried yet"),
            other => Button::secondary("Pause")
                .icon(Icon::Pause)
                .keys(keys::PAUSE)
                .hint("Nothing new is sent until it goes on")
                .enabled_or(match other {
                    Self::Steady(why) => Some(why),
                    Self::Stopping => Some("It is being stopped"),
                    _ => None,
                }),
        }
    }

    fn words(self, phase: RunPhase) -> &'static str {
        match self {
            Self::Stopping => "Stopping",
            Self::Paused => RunPhase::Paused.label(),
            _ => phase.label(),
        }
    }

    fn note(self) -> &'static str {
        match self {
            Self::Stopping => {
                "Stopping at the next safe place. Lines already sent stay; the rest is not tried."
            }
            Self::Paused => {
                "Calls that were under way come to their end; nothing new is sent until it goes \
                 on. It also stands still while this is hidden."
            }
            _ => {
                "You can hide this: it goes on, and the status bar shows how far it is. Stop \
                 leaves lines already sent as they are; the rest is not tried."
            }
        }
    }
}

/// Draws how far it is.
pub(super) fn show(
    own: &mut PlanDialog,
    ctx: &Context,
    cx: &mut Cx<'_>,
    run: &Arc<RunView>,
    facts: &RunFacts,
) {
    let stand = Stand::of(run, job(cx.model, run));
    let stopping = stand == Stand::Stopping;
    let stop = Button::secondary("Stop")
        .icon(Icon::Stop)
        .keys(keys::STOP)
        .hint("Lines already sent stay; the rest is not tried")
        .enabled_or(stopping.then_some("It stops at the next safe place"));
    let dialog = Dialog::new("plan", run.plan.title.as_str())
        .cancel("Hide")
        .other(stand.pause_button())
        .other(stop);
    let shown = dialog.show(ctx, |ui| body(own, ui, cx.model, run, facts, stand));
    match shown.did {
        Did::Cancel => own.hidden = Some(run.run.clone()),
        Did::Other(0) => cx.ask(Command::Pause(run.job, stand != Stand::Paused)),
        Did::Other(_) => cx.ask(Command::Cancel(run.job)),
        Did::Primary | Did::Nothing => {}
    }
}

fn body(
    own: &mut PlanDialog,
    ui: &mut Ui,
    model: &Model,
    run: &RunView,
    facts: &RunFacts,
    stand: Stand,
) {
    let card = job(model, run);
    let told = card.map(|c| &c.progress);
    let (done, total) = match told.and_then(|p| p.total.map(|t| (p.done, t))) {
        Some(both) => both,
        None => (facts.settled() as u64, run.plan.lines.len() as u64),
    };
    let name = stand.words(run.phase);
    a11y::announce(ui, name);
    let mut words = vec![format!(
        "{name}: {} of {}",
        text::count(done),
        text::count(total)
    )];
    // Calls that are under way wait for their turn as well, where Wix asked for it.
    let held = model.pace.blocked_until.filter(|at| *at > model.now);
    let held = held.filter(|_| stand == Stand::Sending);
    // A pace that stands still, and an end that moves away, would tell nothing.
    if stand == Stand::Sending && held.is_none() {
        if let Some(rate) = told.and_then(|p| p.per_minute) {
            words.push(format!("{rate} a minute"));
        }
        if let Some(at) = told.and_then(|p| p.ends_at) {
            let (left, at) = (until(at, model.now), time_of_day(at));
            words.push(format!("done {left}, at {at}"));
        }
    }
    ui.label(text::strong(words.join(" · ")));
    progress::bar(ui, name, done, Some(total));
    if let Some(waiting) = run.waiting.as_ref().filter(|_| stand == Stand::Waiting) {
        waits(ui, model, waiting);
    }
    if let Some(until) = held {
        let why = ErrorCard::new("Wix asks to wait before the next calls", "");
        let until = Some(until);
        waits(
            ui,
            model,
            &Waiting {
                why,
                until,
                planned: false,
            },
        );
    }
    text::paragraph(ui, text::muted(stand.note()));
    let list = Lines {
        plan: &run.plan,
        results: &run.results,
        cells: &RUNNING,
        phase: Some(run.phase),
        // What waits for its turn is not being sent.
        run: held.is_none().then_some(facts),
    };
    own.lines.keep_up(facts.first_open());
    lines::show(ui, &mut own.lines, &list);
}

/// What is in the way, and when it is tried again.
fn waits(ui: &mut Ui, model: &Model, waiting: &Waiting) {
    let why = &waiting.why;
    if waiting.planned {
        // It is as the plan says: nothing is wrong. The clock of the plan says when.
        let detail = why.remedy.trim_end_matches('.');
        let words = format!("{detail}. You can leave the run and go on with it later.");
        Note::new(Tone::Info, words)
            .title(why.sentence.as_str())
            .show(ui);
        return;
    }
    let next = match waiting.until {
        Some(at) if at > model.now => {
            // Counting down, second by second.
            ui.ctx().request_repaint_after(Duration::from_secs(1));
            format!("It is tried again {}.", countdown(at, model.now))
        }
        Some(_) => "It is tried again now.".to_owned(),
        None => "It is tried again by itself.".to_owned(),
    };
    let words = match why.remedy.trim_end_matches('.') {
        "" => next,
        remedy => format!("{next} {remedy}."),
    };
    Note::new(Tone::Warning, words)
        .title(why.sentence.as_str())
        .details(why.details.as_str())
        .show(ui);
}
