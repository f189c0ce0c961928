//! The run is over: what came of it, line by line.

use super::lines::{self, Lines, OVER, look};
use super::{PlanDialog, detail};
use crate::kit::button::Button;
use crate::kit::modal::{Dialog, Did};
use crate::kit::notice::Note;
use crate::kit::tone::Tone;
use crate::kit::{a11y, badge, text};
use crate::model::{Ask, count, grouped};
use crate::panes::Cx;
use crate::plan::{Outcome, Receipt};
use crate::worker::protocol::{Command, RunView, SaveKind};
use egui::{Context, Ui, vec2};
use std::sync::Arc;

/// Draws the receipt.
pub(super) fn show(own: &mut PlanDialog, ctx: &Context, cx: &mut Cx<'_>, run: &Arc<RunView>) {
    let missing = run
        .receipt
        .is_none()
        .then_some("There is no receipt of this run");
    let left = left(run);
    let more = (left > 0).then(|| {
        let lines = if left == 1 { "line" } else { "lines" };
        let label = format!("Go on with {} {lines}…", grouped(left));
        Button::primary(label).enabled_or(cx.model.no_writing())
    });
    let mut dialog = Dialog::new("plan", run.plan.title.as_str()).enter(false);
    if let Some(more) = more {
        dialog = dialog.primary(more);
    }
    let dialog = dialog
        .cancel("Done")
        .other(Button::secondary("Save receipt…").enabled_or(missing))
        .other(Button::secondary("Save as CSV…").enabled_or(missing));
    let shown = dialog.show(ctx, |ui| body(own, ui, run));
    match (shown.did, &run.receipt) {
        (Did::Cancel, _) => cx.ask(Command::CloseRun),
        (Did::Primary, _) => cx.ask(Command::GoOn(run.run.clone())),
        (Did::Other(0), Some(receipt)) => {
            save(
                cx,
                receipt,
                SaveKind::ReceiptJson(Arc::clone(receipt)),
                "json",
            );
        }
        (Did::Other(_), Some(receipt)) => {
            save(
                cx,
                receipt,
                SaveKind::ReceiptCsv(Arc::clone(receipt)),
                "csv",
            );
        }
        _ => {}
    }
}

/// Lines of a run that ended early which were never sent, or were proved not done.
fn left(run: &RunView) -> usize {
    let early = run
        .receipt
        .as_ref()
        .is_some_and(|r| ["interrupted", "stopped", "cancelled"].contains(&r.how.as_str()));
    let open = |o: Outcome| matches!(o, Outcome::NotTried | Outcome::NotDone);
    let lines = run.results.iter().filter(|r| open(r.outcome)).count();
    if early { lines } else { 0 }
}

fn save(cx: &mut Cx<'_>, receipt: &Receipt, what: SaveKind, ending: &str) {
    let at = receipt.started.strftime("%Y-%m-%d-%H%M");
    cx.ask(Ask::Save {
        what: Box::new(what),
        name: format!("gatehouse-receipt-{at}.{ending}"),
    });
}

fn counts(run: &RunView) -> Vec<(Outcome, usize)> {
    let of = |o: Outcome| run.results.iter().filter(|r| r.outcome == o).count();
    let all = Outcome::ALL.into_iter().map(|o| (o, of(o)));
    all.filter(|(_, n)| *n > 0).collect()
}

fn body(own: &mut PlanDialog, ui: &mut Ui, run: &RunView) {
    let counts = counts(run);
    let sentence = match &run.receipt {
        Some(receipt) => receipt.sentence(),
        None => "The run has ended".to_owned(),
    };
    a11y::announce(ui, &sentence);
    ui.label(text::strong(text::capital(&sentence)));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for (outcome, n) in &counts {
            let (_, word, tone) = look(*outcome);
            badge::badge(
                ui,
                &format!("{} {}", grouped(*n), word.to_lowercase()),
                tone,
            );
        }
    });
    if run.receipt.as_ref().is_some_and(|r| r.how == "interrupted") {
        let words = "What had been sent was looked up again; nothing was sent since. Going on makes \
                     a new plan of the lines that are left.";
        Note::new(Tone::Info, words)
            .title("The program had ended in the middle of this run")
            .show(ui);
    }
    if let Some(trouble) = &run.trouble {
        Note::new(Tone::Danger, trouble.remedy.as_str())
            .title(trouble.sentence.as_str())
            .details(trouble.details.as_str())
            .show(ui);
    }
    if counts.iter().any(|(o, _)| *o == Outcome::Unknown) {
        let words = "The answer of Wix was lost on the way. It may or may not have happened, and it \
                     is not sent a second time. Read the account again later: the team shows what \
                     became of it.";
        Note::new(Tone::Warning, words)
            .title("What unknown means")
            .show(ui);
    }
    let list = Lines {
        plan: &run.plan,
        results: &run.results,
        cells: &OVER,
        phase: None,
        sending: 0..0,
    };
    lines::show(ui, &mut own.lines, &list);
    let chosen = own.lines.chosen();
    match chosen.and_then(|at| run.plan.lines.get(at).zip(run.results.get(at))) {
        Some((line, result)) => detail::result(ui, line, result),
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
