//! A reading that is under way: how far it is, a way to stop it, and a dialog that shows both.

use super::{Cx, refused};
use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::kit::modal::{Dialog, Did};
use crate::kit::notice::Note;
use crate::kit::progress::Progress;
use crate::kit::text;
use crate::kit::tokens::size;
use crate::kit::tone::Tone;
use crate::model::until;
use crate::worker::protocol::{Command, JobCard, JobState};
use egui::{Context, Ui};

/// Stops the reading at the next safe place.
pub(in crate::panes) fn stop_button(job: &JobCard) -> Button<'static> {
    let stopping = job.state == JobState::Stopping;
    Button::secondary("Stop reading")
        .icon(Icon::Stop)
        .enabled_or(stopping.then_some("It stops after the call that is under way"))
}

/// Bar, figures, pace and end of a reading.
pub(in crate::panes) fn progress(ui: &mut Ui, job: &JobCard, cx: &Cx<'_>) {
    let known = &job.progress;
    let runs = job.state == JobState::Running;
    let step = if runs {
        known.step.as_str()
    } else {
        "Stopping at the next safe place"
    };
    let mut progress = Progress::new(job.kind.label())
        .step(step)
        .done(known.done, known.total)
        .per_minute(known.per_minute.filter(|_| runs).map(u64::from));
    if let Some(end) = known.ends_at.filter(|_| runs) {
        progress = progress.end(format!("done {}", until(end, cx.model.now)));
    }
    progress.show(ui);
}

/// What differs between the dialogs.
pub(in crate::panes) struct Words {
    /// Tells the dialog from others.
    pub(in crate::panes) id: &'static str,
    /// Its title.
    pub(in crate::panes) title: &'static str,
    /// What a person should know while it goes on.
    pub(in crate::panes) meanwhile: &'static str,
}

/// Draws the dialog of a reading that was begun; `refused` says what was not told although the
/// reading came to its end. False when the dialog was closed.
pub(in crate::panes) fn dialog(
    ctx: &Context,
    cx: &mut Cx<'_>,
    words: &Words,
    job: Option<&JobCard>,
    refused: Option<String>,
) -> bool {
    let active = job.filter(|j| j.state.is_active());
    let mut dialog = Dialog::new(words.id, words.title)
        .width(600.0)
        .cancel("Close");
    if let Some(job) = active {
        dialog = dialog
            .subtitle("It goes on when this is closed")
            .other(stop_button(job));
    }
    let shown = dialog.show(ctx, |ui| match job {
        None => {
            ui.label(text::muted("It begins"));
        }
        Some(job) => body(ui, cx, words, job, refused),
    });
    match shown.did {
        Did::Other(_) => {
            if let Some(job) = active {
                cx.ask(Command::Cancel(job.id));
            }
            true
        }
        Did::Cancel | Did::Primary => false,
        Did::Nothing => true,
    }
}

fn body(ui: &mut Ui, cx: &Cx<'_>, words: &Words, job: &JobCard, refused: Option<String>) {
    let note = match &job.state {
        JobState::Running | JobState::Paused | JobState::Stopping => {
            progress(ui, job, cx);
            ui.add_space(size::GAP_SMALL);
            text::paragraph(ui, text::muted(words.meanwhile));
            return;
        }
        JobState::Done(done) => match refused {
            None => Note::new(Tone::Success, done.clone()),
            Some(why) => Note::new(Tone::Warning, why).title(done.clone()),
        },
        JobState::Cancelled(done) => Note::new(Tone::Info, done.clone()),
        // Not on one line, as above a list: here is room for all of it.
        JobState::Failed(error) => refused::told(error),
    };
    note.show(ui);
}
