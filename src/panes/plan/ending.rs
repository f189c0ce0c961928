//! Ending a run that stands still: asked before it is done.

use crate::journal::RunId;
use crate::kit::button::Button;
use crate::kit::modal::{Dialog, Did};
use crate::kit::text;
use crate::panes::Cx;
use crate::worker::protocol::Command;
use egui::Context;

/// The question, if it is open.
#[derive(Debug, Default)]
pub(super) struct Ending(Option<RunId>);

/// Why a run cannot be ended now; `None` if it can.
pub(super) fn blocked(cx: &Cx<'_>) -> Option<String> {
    cx.model.no_writing()
}

impl Ending {
    pub(super) fn begin(&mut self, run: RunId) {
        self.0 = Some(run);
    }

    pub(super) fn is_open(&self) -> bool {
        self.0.is_some()
    }

    /// Draws it over everything else.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        let Some(run) = self.0.clone() else { return };
        // It may have gone on, or ended, meanwhile.
        let gone = cx.model.activity.loaded && !stands_still(cx, &run);
        if gone {
            self.0 = None;
            return;
        }
        let shown = Dialog::new("end run", "End this run here?")
            .width(460.0)
            .primary(Button::primary("End it here").enabled_or(blocked(cx)))
            // It cannot be taken back, and Enter must not do what nobody has read.
            .enter(false)
            .cancel("Keep it")
            .show(ctx, |ui| {
                let words = "What was not tried stays untried, and a receipt is written. What was \
                             done stays done. The lines that are left can become a plan of their \
                             own later.";
                text::paragraph(ui, text::body(words));
            });
        match shown.did {
            Did::Primary => {
                self.0 = None;
                cx.ask(Command::EndRun(run));
            }
            Did::Cancel => self.0 = None,
            Did::Other(_) | Did::Nothing => {}
        }
    }
}

fn stands_still(cx: &Cx<'_>, run: &RunId) -> bool {
    let mut runs = cx.model.activity.runs.iter();
    runs.any(|r| r.run == *run && r.open)
}
