//! Running and recent jobs.

use egui::Ui;
use jiff::Timestamp;

use super::progress;
use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::kit::layout::{card, split};
use crate::kit::state::{Kind, State};
use crate::kit::text;
use crate::kit::tone::Tone;
use crate::model::{Ask, age, exact};
use crate::panes::plan::keys;
use crate::panes::{Cx, refused};
use crate::worker::protocol::{Command, JobCard, JobKind, JobState};

/// The list, newest first.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let jobs = std::sync::Arc::clone(&cx.model.jobs);
    if jobs.is_empty() {
        let state = State::new(Kind::Empty, "Nothing has run since the program started")
            .detail("Reading the account, checking the key and applying a plan show here")
            .action(Button::secondary("Read the account").enabled_or(cx.model.no_reading()));
        if state.show(ui).is_some() {
            cx.ask(Command::Sync);
        }
        return;
    }
    for job in jobs.iter() {
        ui.push_id(job.id.0, |ui| one(ui, cx, job));
    }
}

fn one(ui: &mut Ui, cx: &mut Cx<'_>, job: &JobCard) {
    let now = cx.model.now;
    card(ui, |ui| {
        if job.state.is_active() {
            title(ui, job, now);
            ui.add_space(4.0);
            if job.kind == JobKind::Apply {
                applying(ui, cx, job);
            } else if running(ui, job, now) {
                cx.ask(Command::Cancel(job.id));
            }
            return;
        }
        title(ui, job, now);
        match &job.state {
            JobState::Done(words) => {
                text::paragraph(ui, text::body(words.as_str()));
            }
            JobState::Cancelled(words) => {
                let words = if words.is_empty() { "Cancelled" } else { words };
                text::paragraph(ui, text::muted(words));
            }
            JobState::Failed(error) => {
                let mut note = refused::told(error);
                if job.kind == JobKind::Sync {
                    note = note
                        .action(Button::secondary("Read again").enabled_or(cx.model.no_reading()));
                }
                if note.show(ui).action.is_some() {
                    cx.ask(Command::Sync);
                }
            }
            JobState::Running | JobState::Paused | JobState::Stopping => {}
        }
    });
}

fn title(ui: &mut Ui, job: &JobCard, now: Timestamp) {
    let (icon, tone) = match job.state {
        JobState::Running | JobState::Stopping => (Icon::Run, Tone::Accent),
        JobState::Paused => (Icon::Pause, Tone::Warning),
        JobState::Done(_) => (Icon::Success, Tone::Success),
        JobState::Cancelled(_) => (Icon::Stop, Tone::Neutral),
        JobState::Failed(_) => (Icon::Error, Tone::Danger),
    };
    let t = crate::kit::tokens::of(ui.ctx());
    ui.horizontal(|ui| {
        icon.show(ui, 16.0, 18.0, tone.ink(t));
        ui.label(text::strong(job.kind.label()));
        let when = match job.ended {
            Some(ended) => format!("{} · took {}", age(ended, now), took(job.started, ended)),
            None => format!("started {}", age(job.started, now)),
        };
        text::ellipsis(ui, text::small_muted(when)).on_hover_text(exact(job.started));
    });
}

/// How long it took: `40 s`, `2 min 5 s`, `1 h 3 min`.
fn took(from: Timestamp, to: Timestamp) -> String {
    let seconds = to.duration_since(from).as_secs().max(0);
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, s) => format!("{s} s"),
        (0, m, 0) => format!("{m} min"),
        (0, m, s) => format!("{m} min {s} s"),
        (h, 0, _) => format!("{h} h"),
        (h, m, _) => format!("{h} h {m} min"),
    }
}

/// A plan on its way: it can stand still, and its lines can be seen.
fn applying(ui: &mut Ui, cx: &mut Cx<'_>, job: &JobCard) {
    let paused = job.state == JobState::Paused;
    let stopping = (job.state == JobState::Stopping).then_some("It stops at the next safe place");
    let pause = if paused {
        Button::secondary("Go on").icon(Icon::Run)
    } else {
        Button::secondary("Pause")
            .icon(Icon::Pause)
            .hint("Nothing new is sent until it goes on")
    };
    let buttons = [
        pause.keys(keys::PAUSE).enabled_or(stopping),
        Button::secondary("Stop")
            .keys(keys::STOP)
            .hint("Lines already sent stay; the rest is not tried")
            .enabled_or(stopping),
        Button::secondary("Show"),
    ];
    let now = cx.model.now;
    match split(ui, &buttons, |ui| progress::show(ui, job, now)) {
        Some(0) => cx.ask(Command::Pause(job.id, !paused)),
        Some(1) => cx.ask(Command::Cancel(job.id)),
        Some(_) => cx.ask(Ask::ShowUnderWay),
        None => {}
    }
}

/// Progress with a button that cancels; true when that was pressed.
pub(super) fn running(ui: &mut Ui, job: &JobCard, now: Timestamp) -> bool {
    let stopping = job.state == JobState::Stopping;
    let why = stopping.then_some("It stops at the next safe place");
    let cancel = Button::secondary("Cancel").enabled_or(why);
    split(ui, &[cancel], |ui| progress::show(ui, job, now)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;

    #[test]
    fn durations_read_as_people_say_them() {
        let at = Timestamp::UNIX_EPOCH;
        let after = |s| took(at, at + SignedDuration::from_secs(s));
        assert_eq!(after(40), "40 s");
        assert_eq!(after(125), "2 min 5 s");
        assert_eq!(after(3780), "1 h 3 min");
        assert_eq!(after(-5), "0 s", "a clock that was set back");
    }
}
