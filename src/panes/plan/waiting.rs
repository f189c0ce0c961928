//! Before there is a plan: it is being made, or cannot be made.

use super::{Asked, PlanDialog};
use crate::kit::button::Button;
use crate::kit::modal::{Dialog, Did};
use crate::kit::{a11y, progress, text};
use crate::model::Ask;
use crate::panes::{Cx, refused};
use crate::worker::protocol::{Command, ErrorCard, JobKind};
use egui::Context;

pub(super) fn making(own: &mut PlanDialog, ctx: &Context, cx: &mut Cx<'_>) {
    let (title, words) = match own.asked {
        Asked::Open => (
            "Opening the plan",
            "It is read and checked; nothing is sent",
        ),
        Asked::Undo => (
            "Making the plan that takes it back",
            "Everything it was about is read again, so that what others changed since is left alone",
        ),
        Asked::Plan | Asked::Apply | Asked::Resume => (
            "Making the plan",
            "Nothing is sent: it is worked out what would have to be sent",
        ),
    };
    let job = cx.model.running(JobKind::LookUp);
    let told = job.map(|j| (j.id, j.progress.clone()));
    let shown = Dialog::new("plan", title).show(ctx, |ui| {
        text::paragraph(ui, text::muted(words));
        a11y::announce(ui, title);
        match &told {
            Some((_, p)) if p.total.is_some() => {
                progress::Progress::new(title)
                    .step(p.step.as_str())
                    .done(p.done, p.total)
                    .show(ui);
            }
            _ => {
                progress::bar(ui, title, 0, None);
            }
        }
    });
    if shown.did == Did::Cancel {
        if let Some((job, _)) = told {
            cx.ask(Command::Cancel(job));
        }
        own.dropped = true;
        cx.ask(Command::DropPlan);
    }
}

pub(super) fn failed(asked: Asked, ctx: &Context, cx: &mut Cx<'_>, error: &ErrorCard) {
    let title = match asked {
        Asked::Plan => "This cannot be planned",
        Asked::Open => "This plan cannot be opened",
        Asked::Apply => "This plan cannot be carried out",
        Asked::Resume => "The run cannot go on now",
        Asked::Undo => "This cannot be taken back now",
    };
    let mut dialog = Dialog::new("plan", title).cancel("Close");
    if asked == Asked::Open {
        dialog = dialog.primary(Button::primary("Choose another file…"));
    }
    let shown = dialog.show(ctx, |ui| {
        a11y::alert(ui, &error.sentence);
        refused::told(error).show(ui);
        let words = "Nothing was sent";
        if !error.remedy.contains(words) {
            text::paragraph(ui, text::muted(words));
        }
    });
    if matches!(shown.did, Did::Cancel | Did::Primary) {
        cx.ask(Command::DropPlan);
    }
    if shown.did == Did::Primary {
        cx.ask(Ask::OpenPlan);
    }
}
