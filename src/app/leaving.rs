//! Going away while a run is on: closing the window or the profile, opening another one.

use super::shell::Shell;
use crate::kit::button::Button;
use crate::kit::modal::{Dialog, Did};
use crate::kit::text;
use crate::model::{Model, grouped};
use crate::worker::protocol::{Command, JobCard, JobKind, JobState};
use egui::Context;

/// Where somebody wants to go while a run is on.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Leaving {
    /// Out of the program.
    Window,
    /// Out of the profile, by this command.
    Profile(Box<Command>),
}

/// Whether carrying this out closes the open profile.
fn leaves(command: &Command, model: &Model) -> bool {
    let open = model.session.as_ref().map(|s| &s.profile.id);
    match command {
        Command::OpenProfile(id) => open != Some(id),
        Command::ForgetProfile { profile, below } => {
            let session = model.session.as_ref();
            let above = session.and_then(|s| s.profile.parent.as_ref());
            open == Some(profile) || (*below && above == Some(profile))
        }
        Command::CloseProfile | Command::OpenPractice(_) | Command::Connect(_) => open.is_some(),
        _ => false,
    }
}

impl Shell {
    /// Hands a command to the worker; what would close the profile asks first while a run is on.
    pub(super) fn send(&mut self, command: Command) {
        let asks = leaves(&command, &self.model) && self.model.running(JobKind::Apply).is_some();
        if asks {
            self.leaving = Some(Leaving::Profile(Box::new(command)));
        } else {
            self.handle.send(command);
        }
    }

    /// Closing while a run is on asks first.
    pub(super) fn guard_close(&mut self, ctx: &Context) {
        let wanted = ctx.input(|i| i.viewport().close_requested());
        if wanted && !self.close_now && self.model.running(JobKind::Apply).is_some() {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.leaving = Some(Leaving::Window);
        }
    }

    /// Draws the question.
    pub(super) fn leaving_dialog(&mut self, ctx: &Context) {
        let Some(leaving) = self.leaving.clone() else {
            return;
        };
        let Some(job) = self.model.running(JobKind::Apply) else {
            // The run has ended meanwhile: what was wanted can be done without a question.
            self.leaving = None;
            if let Leaving::Profile(command) = leaving {
                self.handle.send(*command);
            }
            return;
        };
        let forgets =
            matches!(&leaving, Leaving::Profile(c) if matches!(**c, Command::ForgetProfile { .. }));
        let go = match &leaving {
            Leaving::Window => "Close the window",
            Leaving::Profile(_) if forgets => "Stop and forget",
            Leaving::Profile(command) => match **command {
                Command::CloseProfile => "Close the profile",
                _ => "Open the other one",
            },
        };
        let (title, words) = (title(job), words(forgets));
        let shown = Dialog::new("leaving", title)
            .primary(Button::primary(go))
            // Enter was meant for something else.
            .enter(false)
            .cancel("Stay here")
            .width(480.0)
            .show(ctx, |ui| {
                text::paragraph(ui, text::body(state(job)));
                text::paragraph(ui, text::body(words));
            });
        match shown.did {
            Did::Primary => {
                self.leaving = None;
                match leaving {
                    Leaving::Window => {
                        self.close_now = true;
                        ctx.send_viewport_cmd(egui::ViewportCommand::Close);
                    }
                    Leaving::Profile(command) => self.handle.send(*command),
                }
            }
            Did::Cancel => self.leaving = None,
            Did::Other(_) | Did::Nothing => {}
        }
    }
}

fn title(job: &JobCard) -> &'static str {
    match job.state {
        JobState::Paused => "A run is paused",
        _ => "A run is under way",
    }
}

/// `120 of 500 lines are done`.
fn state(job: &JobCard) -> String {
    let told = &job.progress;
    match told.total {
        Some(total) => format!(
            "{} of {} lines have their outcome.",
            grouped(told.done as usize),
            grouped(total as usize)
        ),
        None => "It has just begun.".to_owned(),
    }
}

fn words(forgets: bool) -> &'static str {
    if forgets {
        "Forgetting the profile stops the run for good: its journal and its receipts go too. What \
         was sent stays as it is at Wix."
    } else {
        "The run stops after the calls that are under way and is kept. What is done stays done and \
         nothing is sent twice. When this profile is opened the next time, one question asks \
         whether the run shall go on."
    }
}
