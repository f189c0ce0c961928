//! Before there is a plan: it is being made, or cannot be made.

use crate::kit::modal::{Dialog, Did};
use crate::kit::notice::Note;
use crate::kit::tone::Tone;
use crate::kit::{a11y, progress, text};
use crate::panes::Cx;
use crate::worker::protocol::{Command, ErrorCard};
use egui::Context;

pub(super) fn making(ctx: &Context, cx: &mut Cx<'_>) {
    let shown = Dialog::new("plan", "Making the plan").show(ctx, |ui| {
        let words = "Nothing is sent: it is worked out what would have to be sent";
        text::paragraph(ui, text::muted(words));
        a11y::announce(ui, "Making the plan");
        progress::bar(ui, "Making the plan", 0, None);
    });
    if shown.did == Did::Cancel {
        cx.ask(Command::DropPlan);
    }
}

pub(super) fn failed(ctx: &Context, cx: &mut Cx<'_>, error: &ErrorCard) {
    let dialog = Dialog::new("plan", "This cannot be planned").cancel("Close");
    let shown = dialog.show(ctx, |ui| {
        a11y::alert(ui, &error.sentence);
        Note::new(Tone::Danger, error.remedy.as_str())
            .title(error.sentence.as_str())
            .details(error.details.as_str())
            .show(ui);
        text::paragraph(ui, text::muted("Nothing was sent"));
    });
    if shown.did == Did::Cancel {
        cx.ask(Command::DropPlan);
    }
}
