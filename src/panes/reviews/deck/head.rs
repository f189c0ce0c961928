//! What stands above the entries: how far the review is, which entries are shown, what is special.

use super::super::{ask, words};
use crate::access::review::{After, Verdict};
use crate::kit::button::Button;
use crate::kit::choice::Select;
use crate::kit::icons::Icon;
use crate::kit::notice::Note;
use crate::kit::tokens::size;
use crate::kit::tone::Tone;
use crate::kit::{a11y, badge, progress as bar, text};
use crate::model::grouped;
use crate::panes::Cx;
use crate::panes::listing::Listing;
use crate::worker::protocol::{ReviewCommand, ReviewTable, Stage, review_groups as groups};
use egui::{Align, Layout, Ui, vec2};

/// What was pressed beside how far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pressed {
    Nothing,
    Back,
    Progress,
}

/// Least width for everything about how far it is, in points.
const NARROW: f32 = 420.0;

/// The way back, and how far it is.
pub(super) fn progress(ui: &mut Ui, cx: &Cx<'_>, said: &str) -> Pressed {
    let Some(table) = &cx.model.review else {
        return Pressed::Nothing;
    };
    let card = &table.card;
    a11y::announce(ui, said);
    let mut pressed = Pressed::Nothing;
    ui.horizontal(|ui| {
        ui.set_min_height(size::CONTROL);
        let button = Button::quiet("All reviews").icon(Icon::Back).flush();
        if button.show(ui).clicked() {
            pressed = Pressed::Back;
        }
        let chart = Button::quiet("Progress…").hint("What was decided when, and by whom");
        if chart.show(ui).clicked() {
            pressed = Pressed::Progress;
        }
        let decided = words::progress(card);
        let words = match card.counts.words() {
            // Where it is narrow the line of what is shown counts them too.
            none if none.is_empty() || ui.available_width() < NARROW => decided.clone(),
            some => format!("{decided}    {some}"),
        };
        let font = text::body_font();
        let ink = ui.visuals().text_color();
        let line = text::line(ui, &words, font, ink, f32::INFINITY);
        let room = ui.available_width();
        let width = (room - line.size().x - 16.0).max(80.0);
        ui.allocate_ui_with_layout(
            vec2(width, size::CONTROL),
            Layout::left_to_right(Align::Center),
            |ui| {
                ui.set_width(width);
                let (done, all) = (card.counts.decided(), card.counts.all);
                bar::bar(ui, &decided, done.into(), Some(all.into()));
            },
        );
        text::ellipsis(ui, text::muted(words));
    });
    pressed
}

/// One click shows entries with one decision, or without any.
pub(super) fn chips(list: &mut Listing<ReviewTable>, ui: &mut Ui, cx: &Cx<'_>) {
    let Some(table) = &cx.model.review else {
        return;
    };
    let counts = &table.card.counts;
    let shown = [
        (groups::UNDECIDED, "Undecided", counts.undecided()),
        (Verdict::WORDS[0], "Keep", counts.keep),
        (Verdict::WORDS[1], "Reduce", counts.reduce),
        (Verdict::WORDS[2], "Revoke", counts.revoke),
        (Verdict::WORDS[3], "Unsure", counts.unsure),
        (Verdict::WORDS[4], "Handed over", counts.hand_over),
    ];
    if list.short() {
        return choice(list, ui, counts.all, &shown);
    }
    for (value, label, n) in shown {
        let on = list.filter.has(groups::DECISION, value);
        if n == 0 && !on {
            continue;
        }
        if badge::toggle_chip(ui, label, Some(n.into()), on).clicked() {
            list.filter.toggle(groups::DECISION, value);
        }
    }
}

/// The same as a list that opens, where rows of chips would leave the entries no room.
fn choice(
    list: &mut Listing<ReviewTable>,
    ui: &mut Ui,
    all: u32,
    shown: &[(&'static str, &str, u32)],
) {
    let mut lines = vec![(None, format!("All · {}", grouped(all as usize)))];
    for (value, label, n) in shown {
        if *n > 0 || list.filter.has(groups::DECISION, value) {
            let words = format!("{label} · {}", grouped(*n as usize));
            lines.push((Some(*value), words));
        }
    }
    let now = shown.iter().map(|(value, ..)| *value);
    let mut now = now.filter(|v| list.filter.has(groups::DECISION, v));
    let mut chosen = now.next();
    let select = Select::new("Decision").inline().width(150.0);
    if select.show(ui, &mut chosen, &lines).changed() {
        list.filter.chosen.remove(groups::DECISION);
        if let Some(value) = chosen {
            list.filter.toggle(groups::DECISION, value);
        }
    }
}

/// What is special about the review.
pub(super) fn banner(ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(table) = cx.model.review.clone() else {
        return;
    };
    let card = &table.card;
    let id = || card.campaign.id.clone();
    if !card.campaign.is_complete() {
        let words = "The reading that this review stands on is incomplete: what is missing in it \
                     cannot be decided here";
        let details = card.campaign.gaps.join("\n");
        Note::new(Tone::Warning, words).details(details).show(ui);
    }
    match card.stage {
        Stage::Applied => applied(ui, cx, &table),
        Stage::Closed => {
            let words = "This review is finished: apply its decisions, or reopen it";
            Note::new(Tone::Info, words).show(ui);
        }
        Stage::New | Stage::Open if card.counts.all > 0 && card.counts.undecided() == 0 => {
            let finish = Button::secondary("Finish review");
            let note = Note::new(Tone::Success, "Everything is decided").action(finish);
            if note.show(ui).action.is_some() {
                let word = crate::access::review::Word::Closed;
                ask(cx, ReviewCommand::Say(id(), word));
            }
        }
        Stage::New | Stage::Open => {}
    }
}

/// What became of the decisions.
fn applied(ui: &mut Ui, cx: &mut Cx<'_>, table: &ReviewTable) {
    let card = &table.card;
    let count = |what| table.rows.iter().filter(|r| r.after == Some(what)).count();
    let (still, unknown) = (count(After::Still), count(After::Unknown));
    let told = [
        (count(After::Gone), "gone"),
        (count(After::AsDecided), "as decided"),
        (still, "still there"),
        (unknown, "not known"),
    ];
    let told: Vec<String> = told
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, words)| format!("{} {words}", grouped(n)))
        .collect();
    let again = Button::secondary("Look again").enabled_or(cx.model.no_writing());
    let (tone, words) = match card.proved {
        None => (
            Tone::Info,
            "This review was applied. Nobody has looked yet what became of it".to_owned(),
        ),
        Some(at) => {
            let tone = if still + unknown > 0 {
                Tone::Warning
            } else {
                Tone::Success
            };
            let words = format!(
                "Applied. As of {}, {}: {}",
                crate::model::day(at),
                crate::model::time_of_day(at),
                told.join(", ")
            );
            (tone, words)
        }
    };
    if Note::new(tone, words)
        .action(again)
        .show(ui)
        .action
        .is_some()
    {
        ask(cx, ReviewCommand::Prove(card.campaign.id.clone()));
    }
}
