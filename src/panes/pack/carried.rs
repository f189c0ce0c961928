//! The plan of the decisions, its receipt, and where both stand in the journal.

use crate::evidence::Pack;
use crate::kit::state::{Kind, State};
use crate::kit::{layout, text};
use crate::model::{Ask, exact, grouped};
use crate::panes::Cx;
use egui::Ui;

/// Most lines that are drawn; the pack has them all.
const MOST: usize = 500;

/// Draws it.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, pack: &Pack) {
    ui.spacing_mut().item_spacing.y = 8.0;
    let Some(carried) = &pack.carried else {
        State::new(Kind::Empty, "No plan of these decisions was carried out")
            .detail("When the pack was written nothing had been sent")
            .show(ui);
        return;
    };
    layout::key_value(ui, "Plan", &carried.plan.title);
    layout::key_value(ui, "Made", &exact(carried.plan.made_at));
    layout::key_value(ui, "Lines", &grouped(carried.plan.lines.len()));
    let Some(receipt) = &carried.receipt else {
        ui.label(text::muted("The run is not over: there is no receipt yet"));
        return;
    };
    layout::key_value(ui, "Came to", &receipt.sentence());
    layout::key_value(ui, "Began", &exact(receipt.started));
    layout::key_value(ui, "Ended", &exact(receipt.ended));
    for (name, value) in [
        ("Run", receipt.run.to_string()),
        ("Hash of the plan", receipt.plan_hash.clone()),
        ("Head of the journal", receipt.journal.hash.to_string()),
    ] {
        if layout::key_value_copy(ui, name, &value) {
            cx.ask(Ask::Copy(value));
        }
    }
    ui.add_space(8.0);
    layout::section(ui, "Lines", "");
    for line in receipt.lines.iter().take(MOST) {
        let result = &line.result;
        let mut words = vec![line.action.clone(), result.outcome.label().to_owned()];
        words.extend(result.detail.clone());
        words.extend(result.request_id.as_ref().map(|id| format!("request {id}")));
        words.extend(result.read_back.as_ref().map(|b| b.found.clone()));
        let name = format!("{}. {}", line.number, line.name);
        layout::key_value(ui, &name, &words.join(" · "));
    }
    if receipt.lines.len() > MOST {
        let more = grouped(receipt.lines.len() - MOST);
        let words = format!("And {more} more, in receipt.csv of the pack");
        ui.label(text::muted(words));
    }
}
