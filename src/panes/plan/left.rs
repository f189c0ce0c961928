//! A run that stands still: what is done, what is left, and how it goes on.

use super::facts::RunFacts;
use super::lines::{self, Lines};
use super::{PlanDialog, detail};
use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::kit::modal::{Dialog, Did};
use crate::kit::notice::Note;
use crate::kit::tone::Tone;
use crate::kit::{a11y, text};
use crate::panes::Cx;
use crate::plan::Outcome;
use crate::worker::protocol::{Command, RunView};
use egui::{Context, Ui};
use std::sync::Arc;

/// Draws it with its lines.
pub(super) fn show(
    own: &mut PlanDialog,
    ctx: &Context,
    cx: &mut Cx<'_>,
    run: &Arc<RunView>,
    facts: &RunFacts,
) {
    let go_on = Button::primary("Go on")
        .icon(Icon::Run)
        .hint("Looks first whether everything left is as it was; nothing is sent twice")
        .enabled_or(cx.model.no_going_on());
    let end = Button::secondary("End here…")
        .hint("What was not tried stays untried, and a receipt is written")
        .enabled_or(cx.model.no_going_on());
    let dialog = Dialog::new("plan", run.plan.title.as_str())
        .primary(go_on)
        .enter(false)
        .other(end)
        .cancel("Close");
    let shown = dialog.show(ctx, |ui| {
        words(ui, run, facts);
        lines::show(ui, &mut own.lines, &Lines::ended(run));
        let chosen = own.lines.chosen();
        match chosen.and_then(|at| run.plan.lines.get(at).zip(run.results.get(at))) {
            Some((line, result)) => detail::result(ui, cx, line, result),
            None => {
                ui.label(text::muted("Select a line to see everything about it"));
            }
        }
    });
    match shown.did {
        Did::Primary => cx.ask(Command::Resume(run.run.clone())),
        Did::Cancel => cx.ask(Command::CloseRun),
        Did::Other(_) => own.ending.begin(run.run.clone()),
        Did::Nothing => {}
    }
}

fn words(ui: &mut Ui, run: &RunView, facts: &RunFacts) {
    let sentence = format!("It stands still: {}", facts.sentence());
    a11y::announce(ui, &sentence);
    ui.label(text::strong(sentence));
    let trouble = run.trouble.as_ref();
    if let Some(trouble) = trouble.filter(|t| !t.sentence.is_empty()) {
        Note::new(Tone::Warning, trouble.remedy.as_str())
            .title(trouble.sentence.as_str())
            .details(trouble.details.as_str())
            .error()
            .show(ui);
    }
    text::paragraph(ui, text::muted(what_next(facts)));
}

/// What going on would do.
pub(super) fn what_next(facts: &RunFacts) -> String {
    let mut words =
        "What is done stays done. Going on looks first whether everything that is left \
                     is as it was, and sends only what was not tried."
            .to_owned();
    if facts.count(Outcome::Unknown) > 0 {
        words.push_str(" Unknown lines are looked up again and are never sent a second time.");
    }
    words
}
