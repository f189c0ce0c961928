//! The plan before it is confirmed.

use super::facts::PlanFacts;
use super::lines::Lines;
use super::{PlanDialog, brakes, detail, figures, lines, waves};
use crate::kit::button::Button;
use crate::kit::modal::{Dialog, Did};
use crate::kit::notice::Note;
use crate::kit::state::{Kind, State};
use crate::kit::tone::Tone;
use crate::kit::{text, toggle};
use crate::model::{Ask, Model, grouped};
use crate::panes::Cx;
use crate::plan::{Plan, Skip};
use crate::worker::protocol::{Command, JobKind, PlanReview, SaveKind};
use egui::{Context, ScrollArea, Ui};
use std::sync::Arc;

/// Draws the plan, and asks to carry it out when it is confirmed.
pub(super) fn show(own: &mut PlanDialog, ctx: &Context, cx: &mut Cx<'_>, ready: &Arc<PlanReview>) {
    let plan = &ready.plan;
    let facts = PlanFacts::follow(&mut own.plan_facts, plan);
    if plan.lines.is_empty() {
        nothing(ctx, cx, plan, &facts);
        return;
    }
    let blocked = blocked(own, cx.model, ready);
    let words = facts.kinds.words();
    let apply = if facts.takes_away {
        Button::danger(words)
    } else {
        Button::primary(words)
    };
    let dialog = Dialog::new("plan", plan.title.as_str())
        .other(Button::secondary("Save plan…"))
        // The focus stands in the dialog, and Enter must not send what nobody has read.
        .enter(false)
        .primary(apply.enabled_or(blocked));
    let shown = dialog.show(ctx, |ui| body(own, ui, cx, ready, &facts));
    match shown.did {
        Did::Primary => {
            own.sent = Some(Arc::clone(ready));
            cx.ask(Command::Apply {
                plan: Arc::clone(plan),
                lifts: brakes::lifts(ready, &own.typed),
            });
        }
        Did::Cancel => cx.ask(Command::DropPlan),
        Did::Other(_) => save(cx, plan),
        Did::Nothing => {}
    }
}

fn save(cx: &mut Cx<'_>, plan: &Arc<Plan>) {
    cx.ask(Ask::Save {
        what: Box::new(SaveKind::Plan(Arc::clone(plan))),
        name: format!(
            "gatehouse-plan-{}.json",
            plan.made_at.strftime("%Y-%m-%d-%H%M")
        ),
    });
}

/// Why the plan cannot be sent now.
fn blocked(own: &PlanDialog, model: &Model, ready: &Arc<PlanReview>) -> Option<String> {
    if own.sent.as_ref().is_some_and(|s| Arc::ptr_eq(s, ready)) {
        return Some("It is being started".to_owned());
    }
    if let Some(why) = &ready.no_writing {
        return Some(why.clone());
    }
    if let Some(why) = model.no_writing() {
        return Some(why);
    }
    if model.running(JobKind::Apply).is_some() {
        return Some("Another plan is being applied".to_owned());
    }
    let lifts = brakes::lifts(ready, &own.typed);
    let held = crate::plan::brakes::held(ready.brakes.clone(), &lifts);
    let name = &held.first()?.type_name;
    Some(match held.len() {
        1 => format!("Held back: type “{name}” to go on"),
        n => format!("Held back by {n} brakes: type “{name}” at each"),
    })
}

fn body(
    own: &mut PlanDialog,
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    ready: &Arc<PlanReview>,
    facts: &PlanFacts,
) {
    let plan = &ready.plan;
    figures::origin(ui, plan, cx.model);
    if !plan.complete {
        let words = "The last reading did not come to its end: people or roles may be missing here";
        Note::new(Tone::Warning, words).show(ui);
    }
    let forecast = ready.forecast.as_ref();
    let days = waves::days(plan, forecast);
    figures::show(ui, plan, facts, &ready.summary, days);
    waves::show(ui, plan, forecast);
    brakes::show(ui, ready, &mut own.typed);
    lines::show(ui, &mut own.lines, &Lines::planned(plan, facts));
    match own
        .lines
        .chosen()
        .and_then(|at| Some((at, plan.lines.get(at)?)))
    {
        Some((at, line)) => detail::planned(ui, cx, line, facts.place(at)),
        None => {
            ui.label(text::muted("Select a line to see everything about it"));
        }
    }
    skipped(ui, &plan.skipped, &mut own.skipped_open);
}

fn skipped(ui: &mut Ui, all: &[Skip], open: &mut bool) {
    if all.is_empty() {
        return;
    }
    toggle::fold(ui, open, &format!("{} left alone", grouped(all.len())));
    if *open {
        skip_list(ui, all);
    }
}

fn skip_list(ui: &mut Ui, all: &[Skip]) {
    let area = ScrollArea::vertical().id_salt("skipped").max_height(144.0);
    ui.spacing_mut().item_spacing.y = 2.0;
    area.auto_shrink([false, true])
        .show_rows(ui, 18.0, all.len(), |ui, range| {
            for skip in all.iter().skip(range.start).take(range.len()) {
                let words = format!("{}: {}", skip.who.name, skip.reason);
                text::ellipsis(ui, text::body(words));
            }
        });
}

/// A plan without lines: calm, and with the reasons.
fn nothing(ctx: &Context, cx: &mut Cx<'_>, plan: &Plan, facts: &PlanFacts) {
    let dialog = Dialog::new("plan", plan.title.as_str()).cancel("Close");
    let shown = dialog.show(ctx, |ui| {
        let (already, all) = (facts.already, plan.skipped.len());
        let detail = match (already, all) {
            (_, 0) => "The wish names nobody who is in the team".to_owned(),
            (a, n) if a == n && plan.undoes.is_some() => {
                "Everything is as it was before the run".to_owned()
            }
            (a, n) if a == n => "Everything is already as you want it".to_owned(),
            (0, _) if plan.undoes.is_some() => "Nothing of it can be taken back".to_owned(),
            (0, _) => "A rule stands against every one of them".to_owned(),
            (a, n) => format!("{a} already so, a rule stands against {}", n - a),
        };
        State::new(Kind::Empty, "Nothing to do")
            .detail(detail)
            .show(ui);
        skip_list(ui, &plan.skipped);
    });
    if shown.did == Did::Cancel {
        cx.ask(Command::DropPlan);
    }
}
