//! The run is over: what came of it, line by line.

use super::facts::RunFacts;
use super::lines::{self, Lines, look};
use super::{PlanDialog, detail};
use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::kit::modal::{Dialog, Did};
use crate::kit::notice::Note;
use crate::kit::tone::Tone;
use crate::kit::{a11y, badge, text};
use crate::model::{Ask, Model, count, grouped};
use crate::panes::Cx;
use crate::plan::{Outcome, Receipt};
use crate::worker::protocol::{Command, RunView, SaveKind};
use egui::{Context, Ui, vec2};
use std::sync::Arc;

/// Draws the receipt.
pub(super) fn show(
    own: &mut PlanDialog,
    ctx: &Context,
    cx: &mut Cx<'_>,
    run: &Arc<RunView>,
    facts: &RunFacts,
) {
    let missing = run
        .receipt
        .is_none()
        .then_some("There is no receipt of this run");
    let left = left(run, facts);
    let more = (left > 0).then(|| {
        let lines = if left == 1 { "line" } else { "lines" };
        let label = format!("Plan the {} {lines} left…", grouped(left));
        Button::primary(label)
            .hint("Makes a plan of them; nothing is sent before you confirm it")
            .enabled_or(cx.model.no_writing())
    });
    let mut dialog = Dialog::new("plan", run.plan.title.as_str()).enter(false);
    if let Some(more) = more {
        dialog = dialog.primary(more);
    }
    let dialog = dialog
        .cancel("Done")
        .other(take_back(cx.model, facts))
        .other(Button::secondary("Save receipt…").enabled_or(missing))
        .other(Button::secondary("Save as CSV…").enabled_or(missing));
    let shown = dialog.show(ctx, |ui| body(own, ui, cx, run, facts));
    match (shown.did, &run.receipt) {
        (Did::Cancel, _) => cx.ask(Command::CloseRun),
        (Did::Primary, _) => cx.ask(Command::GoOn(run.run.clone())),
        (Did::Other(0), _) => cx.ask(Command::Undo(run.run.clone())),
        (Did::Other(1), Some(receipt)) => {
            let what = SaveKind::ReceiptJson(Arc::clone(receipt));
            save(cx, receipt, what, "json");
        }
        (Did::Other(_), Some(receipt)) => {
            let what = SaveKind::ReceiptCsv(Arc::clone(receipt));
            save(cx, receipt, what, "csv");
        }
        _ => {}
    }
}

fn take_back(model: &Model, facts: &RunFacts) -> Button<'static> {
    let nothing = facts.back.nothing().map(str::to_owned);
    Button::secondary("Take back…")
        .icon(Icon::Undo)
        .hint("Makes a plan; what others changed since is left alone")
        .enabled_or(nothing.or_else(|| model.no_writing()))
}

/// Lines of a run that ended early which were never sent, or were proved not done.
fn left(run: &RunView, facts: &RunFacts) -> usize {
    let early = run
        .receipt
        .as_ref()
        .is_some_and(|r| ["interrupted", "stopped", "cancelled"].contains(&r.how.as_str()));
    if early { facts.left() } else { 0 }
}

fn save(cx: &mut Cx<'_>, receipt: &Receipt, what: SaveKind, ending: &str) {
    let at = receipt.started.strftime("%Y-%m-%d-%H%M");
    cx.ask(Ask::Save {
        what: Box::new(what),
        name: format!("gatehouse-receipt-{at}.{ending}"),
    });
}

/// How many lines came to what.
fn badges(ui: &mut Ui, facts: &RunFacts) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for (outcome, n) in &facts.counts {
            let (_, word, tone) = look(*outcome);
            let words = format!("{} {}", grouped(*n), word.to_lowercase());
            badge::badge(ui, &words, tone);
        }
    });
}

fn body(own: &mut PlanDialog, ui: &mut Ui, cx: &mut Cx<'_>, run: &RunView, facts: &RunFacts) {
    let sentence = match &run.receipt {
        Some(receipt) => receipt.sentence(),
        None => "The run has ended".to_owned(),
    };
    a11y::announce(ui, &sentence);
    // What the badges say needs no sentence besides.
    if run.receipt.as_ref().is_none_or(|r| !r.tells_counts()) {
        ui.label(text::strong(text::capital(&sentence)));
    }
    badges(ui, facts);
    if run.receipt.as_ref().is_some_and(|r| r.how == "interrupted") {
        let words = "What had been sent was looked up again. The lines that are left can become a \
                     plan of their own.";
        Note::new(Tone::Info, words)
            .title("It stood still and was ended by hand")
            .show(ui);
    }
    if let Some(trouble) = &run.trouble {
        let tone = if facts.held {
            Tone::Warning
        } else {
            Tone::Danger
        };
        Note::new(tone, trouble.remedy.as_str())
            .title(trouble.sentence.as_str())
            .details(trouble.details.as_str())
            .error()
            .show(ui);
    }
    if facts.count(Outcome::Unknown) > 0 {
        let words = "The answer of Wix was lost on the way. It may or may not have happened, and it \
                     is not sent a second time. Read the account again later: the team shows what \
                     became of it.";
        Note::new(Tone::Warning, words)
            .title("What unknown means")
            .show(ui);
    }
    if facts.back.nothing().is_none() {
        let words = format!("What was done can be taken back: {}", facts.back.words());
        text::paragraph(ui, text::muted(words));
    }
    lines::show(ui, &mut own.lines, &Lines::ended(run));
    let chosen = own.lines.chosen();
    match chosen.and_then(|at| run.plan.lines.get(at).zip(run.results.get(at))) {
        Some((line, result)) => detail::result(ui, cx, line, result),
        None => {
            ui.label(text::muted("Select a line to see everything about it"));
        }
    }
    traffic(ui, run);
}

fn traffic(ui: &mut Ui, run: &RunView) {
    let t = run.traffic;
    let reads = |n| count(n as usize, "read", "reads");
    let words = format!(
        "{} before, {}, {} afterwards",
        reads(t.check_reads),
        count(t.writes as usize, "write", "writes"),
        reads(t.back_reads)
    );
    text::paragraph(ui, text::small_muted(words));
}
