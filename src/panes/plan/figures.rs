//! The figures of a plan, and where it comes from.

use super::facts::PlanFacts;
use crate::journal::RunId;
use crate::kit::{layout, text};
use crate::model::{Model, count, day, exact, grouped, time_of_day};
use crate::plan::{Plan, Summary};
use egui::{Ui, vec2};

/// Where the plan comes from: when what it rests on was read, what it takes back or carries on
/// with, and which filter chose its people.
pub(super) fn origin(ui: &mut Ui, plan: &Plan, model: &Model) {
    made_from(ui, plan, model);
    let run_words = |run: &RunId| {
        let card = model.activity.runs.iter().find(|r| r.run == *run);
        match card {
            Some(card) => format!("“{}”, begun {}", card.title, moment(card.started, model)),
            None => "an earlier run".to_owned(),
        }
    };
    if let Some(run) = &plan.undoes {
        let words = format!("It takes back {}.", run_words(run));
        text::paragraph(ui, text::body(words));
    }
    if let Some(run) = &plan.continues {
        let words = format!("It plans what is left of {}.", run_words(run));
        text::paragraph(ui, text::body(words));
    }
    if let Some(by) = &plan.selection {
        let words = format!(
            "Chosen by the filter “{}”: {} of {}",
            by.filter,
            grouped(by.matched),
            grouped(by.of)
        );
        text::paragraph(ui, text::body(words));
    }
}

fn made_from(ui: &mut Ui, plan: &Plan, model: &Model) {
    let rest = "If any of it has changed, nothing is sent.";
    let Some(at) = plan.read_at else {
        let words = format!("It is not known when this was read. {rest}");
        text::paragraph(ui, text::muted(words));
        return;
    };
    let words = format!("Made from what was read {}. {rest}", moment(at, model));
    text::paragraph(ui, text::muted(words)).on_hover_text(exact(at));
}

/// `at 14:02`, `on 3 May 2026 at 14:02`.
pub(super) fn moment(at: jiff::Timestamp, model: &Model) -> String {
    if day(at) == day(model.now) {
        format!("at {}", time_of_day(at))
    } else {
        format!("on {} at {}", day(at), time_of_day(at))
    }
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

/// Height of a window below which figures stand in a sentence, in points.
const LOW: f32 = 480.0;

/// What the plan costs, in a row that wraps. `days` is on how many of them mails go out, where they
/// go out in waves: then the pace tells nothing.
pub(super) fn show(
    ui: &mut Ui,
    plan: &Plan,
    facts: &PlanFacts,
    summary: &Summary,
    days: Option<usize>,
) {
    let word = |n: usize, one: &'static str, many: &'static str| if n == 1 { one } else { many };
    let mut all: Vec<(String, &str)> = Vec::new();
    if summary.people > 0 {
        let noun = facts.kinds.noun(summary.people);
        all.push((grouped(summary.people), noun));
    }
    if summary.writes > 0 {
        let writes = word(summary.writes, "writing call", "writing calls");
        all.push((grouped(summary.writes), writes));
        all.push((grouped(summary.reads), "reading calls at least"));
        match days {
            Some(n) => all.push((grouped(n), word(n, "day", "days"))),
            None => all.push((seconds(summary.seconds), "at today’s pace")),
        }
    }
    all.push((grouped(summary.mails), word(summary.mails, "mail", "mails")));
    match summary.seats {
        Some(0) => {}
        Some(n) => all.push((grouped(n), word(n, "seat", "seats"))),
        None => all.push(("Not told".to_owned(), "seats, by Wix")),
    }
    if summary.by_hand > 0 {
        all.push((grouped(summary.by_hand), "to do by hand"));
    }
    let owners = plan.co_owners;
    if owners.before != owners.after {
        let number = format!("{} → {}", owners.before, owners.after);
        all.push((number, "owners and co-owners"));
    } else if facts.kinds.touches_team() {
        all.push((grouped(owners.after), "owners and co-owners stay"));
    }
    if ui.ctx().content_rect().height() < LOW {
        // As one sentence: the lines of the plan are more than the figures about them.
        let words: Vec<String> = all.iter().map(|(n, name)| format!("{n} {name}")).collect();
        text::paragraph(ui, text::body(words.join(", ")));
        notes(ui, summary);
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(24.0, 6.0);
        for (number, name) in all {
            layout::figure(ui, &number, name);
        }
    });
    notes(ui, summary);
}

/// What the figures alone do not say.
fn notes(ui: &mut Ui, summary: &Summary) {
    if summary.seats.is_none() {
        let words = "Invited people who accept may take a seat. Wix tells no seats through its \
                     public calls, so they are not counted here.";
        text::paragraph(ui, text::small_muted(words));
    }
    if summary.by_hand > 0 {
        let things = count(summary.by_hand, "line is", "lines are");
        let words = format!(
            "{things} to be done by hand: nothing is sent for that, and it stands in the receipt."
        );
        text::paragraph(ui, text::small_muted(words));
    }
}
