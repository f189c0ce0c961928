//! The plan before it is confirmed.

use super::lines::Lines;
use super::{PlanDialog, brakes, detail, lines};
use crate::kit::button::Button;
use crate::kit::modal::{Dialog, Did};
use crate::kit::notice::Note;
use crate::kit::state::{Kind, State};
use crate::kit::tone::Tone;
use crate::kit::{layout, text, toggle};
use crate::model::{Ask, Model, count, day, exact, grouped, time_of_day};
use crate::panes::Cx;
use crate::plan::{Action, Plan, Skip, Summary};
use crate::worker::protocol::{Command, JobKind, PlanReview, SaveKind};
use egui::{Context, ScrollArea, Ui, vec2};
use std::sync::Arc;

/// Draws the plan, and asks to carry it out when it is confirmed.
pub(super) fn show(own: &mut PlanDialog, ctx: &Context, cx: &mut Cx<'_>, ready: &Arc<PlanReview>) {
    let plan = &ready.plan;
    if plan.lines.is_empty() {
        nothing(ctx, cx, plan);
        return;
    }
    let blocked = blocked(own, cx.model, ready);
    let words = apply_words(plan);
    let takes = plan.lines.iter().any(|l| l.action.takes_away());
    let apply = if takes {
        Button::danger(words)
    } else {
        Button::primary(words)
    };
    let dialog = Dialog::new("plan", plan.title.as_str())
        .other(Button::secondary("Save plan…"))
        // The focus stands in the dialog, and Enter must not send what nobody has read.
        .enter(false)
        .primary(apply.enabled_or(blocked));
    let shown = dialog.show(ctx, |ui| body(own, ui, cx, ready));
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

/// Number and verb of the last button.
fn apply_words(plan: &Plan) -> String {
    let n = plan.lines.len();
    let removals = plan
        .lines
        .iter()
        .filter(|l| matches!(l.action, Action::RemoveTeamMember { .. }))
        .count();
    match removals {
        0 => format!("Change roles of {}", count(n, "person", "people")),
        r if r == n => format!("Remove {}", count(n, "person", "people")),
        _ => format!("Apply {}", count(n, "change", "changes")),
    }
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

fn body(own: &mut PlanDialog, ui: &mut Ui, cx: &Cx<'_>, ready: &Arc<PlanReview>) {
    let plan = &ready.plan;
    made_from(ui, plan, cx.model);
    if !plan.complete {
        let words = "The last reading did not come to its end: people or roles may be missing here";
        Note::new(Tone::Warning, words).show(ui);
    }
    figures(ui, plan, &ready.summary);
    brakes::show(ui, ready, &mut own.typed);
    lines::show(ui, &mut own.lines, &Lines::planned(plan));
    match own.lines.chosen().and_then(|at| plan.lines.get(at)) {
        Some(line) => detail::planned(ui, line),
        None => {
            ui.label(text::muted("Select a line to see what it takes and gives"));
        }
    }
    skipped(ui, &plan.skipped, &mut own.skipped_open);
}

fn made_from(ui: &mut Ui, plan: &Plan, model: &Model) {
    let rest = "If any of it has changed, nothing is sent.";
    let Some(at) = plan.read_at else {
        text::paragraph(
            ui,
            text::muted(format!("It is not known when this was read. {rest}")),
        );
        return;
    };
    let when = if day(at) == day(model.now) {
        format!("at {}", time_of_day(at))
    } else {
        format!("on {} at {}", day(at), time_of_day(at))
    };
    let words = format!("Made from what was read {when}. {rest}");
    text::paragraph(ui, text::muted(words)).on_hover_text(exact(at));
}

/// `about 7 s`.
fn seconds(n: u64) -> String {
    match n {
        0 => "at once".to_owned(),
        1..=99 => format!("about {n} s"),
        100..=5_999 => format!("about {} min", n.div_ceil(60)),
        _ => format!("about {} h", n.div_ceil(3_600)),
    }
}

fn figures(ui: &mut Ui, plan: &Plan, summary: &Summary) {
    let owners = plan.co_owners;
    let (stand, below) = if owners.before == owners.after {
        (grouped(owners.after), "owners and co-owners stay")
    } else {
        (
            format!("{} → {}", owners.before, owners.after),
            "owners and co-owners",
        )
    };
    let word = |n: usize, one: &'static str, many: &'static str| if n == 1 { one } else { many };
    let all = [
        (
            grouped(summary.people),
            word(summary.people, "person", "people"),
        ),
        (
            grouped(summary.writes),
            word(summary.writes, "write", "writes"),
        ),
        (grouped(summary.reads), "reads at least"),
        (seconds(summary.seconds), "at today’s pace"),
        (grouped(summary.mails), word(summary.mails, "mail", "mails")),
        (stand, below),
    ];
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(24.0, 6.0);
        for (number, name) in all {
            layout::figure(ui, &number, name);
        }
    });
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
fn nothing(ctx: &Context, cx: &mut Cx<'_>, plan: &Plan) {
    let dialog = Dialog::new("plan", plan.title.as_str()).cancel("Close");
    let shown = dialog.show(ctx, |ui| {
        let already = plan.skipped.iter().filter(|s| s.already_so).count();
        let detail = match (already, plan.skipped.len()) {
            (_, 0) => "The wish names nobody who is in the team".to_owned(),
            (a, n) if a == n => "Everything is already as you want it".to_owned(),
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
