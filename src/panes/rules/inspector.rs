//! Everything about the selected findings, at the right.

use super::cells::{last_moment, tone};
use super::{PLAN, Rules, is_grave};
use crate::kit::notice::Note;
use crate::kit::tokens::size;
use crate::kit::tone::Tone;
use crate::kit::{badge, layout, text};
use crate::model::{count, day, exact, grouped};
use crate::panes::Cx;
use crate::panes::listing::{Listing, Parts as _};
use crate::plan::rules::{Remedy, Rule, Waiver};
use crate::worker::protocol::{FindingRow, RulesTable, rule_groups};
use egui::Ui;
use std::collections::BTreeMap;

/// Names of a selection of several that are listed; more are counted.
const NAMES: usize = 12;

/// Draws the details of the selection.
pub(super) fn show(
    own: &mut Rules,
    list: &mut Listing<RulesTable>,
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    table: &RulesTable,
) {
    let rows: Vec<&FindingRow> = list.picked().of(table).collect();
    match rows.as_slice() {
        [] => {
            if let Some(rule) = overview(ui, table) {
                list.only(rule_groups::RULE, rule.word());
                list.touch(ui);
            }
            return;
        }
        [row] => one(ui, row),
        rows => several(own, ui, rows),
    }
    ui.add_space(6.0);
    let deeds = own.deeds(list.picked(), cx.model);
    let mut begun = None;
    ui.horizontal_wrapped(|ui| {
        for (at, deed) in deeds.iter().enumerate() {
            // A button that can do nothing here would only be in the way of the others.
            let shown = at == PLAN || deed.blocked.is_none();
            if shown && deed.button().show(ui).clicked() {
                begun = Some(at);
            }
        }
    });
    if let Some(row) = rows.first().filter(|_| rows.len() == 1) {
        history(ui, row);
    }
    if let Some(at) = begun {
        list.begin(own, at, cx);
    }
}

/// Every rule with how many break it; gives the one that was pressed.
fn overview(ui: &mut Ui, table: &RulesTable) -> Option<Rule> {
    ui.label(text::heading("Rules"));
    text::paragraph(
        ui,
        text::muted(
            "Select a finding to see what would put it right, or press a rule to see its own.",
        ),
    );
    ui.add_space(4.0);
    let mut pressed = None;
    for (rule, open, waived) in table.per_rule() {
        let mut words = grouped(open);
        if waived > 0 {
            words = format!("{words}, {} waived", grouped(waived));
        }
        if open + waived == 0 {
            layout::key_value(ui, rule.title(), "None");
        } else if layout::key_value_link(ui, rule.title(), &words) {
            pressed = Some(rule);
        }
        let limit = table.house.rules.limit_words(rule, &table.home);
        if !limit.is_empty() {
            // Close to the rule that it belongs to.
            ui.add_space(-size::STEP);
            text::paragraph(ui, text::small_muted(text::capital(&limit)));
        }
    }
    for rule in &table.house.rules.off {
        layout::key_value(ui, rule.title(), "Off");
    }
    pressed
}

fn one(ui: &mut Ui, row: &FindingRow) {
    let f = &row.finding;
    text::paragraph(ui, text::heading(f.who.as_str()));
    badge::badge(ui, f.rule.title(), tone(f.rule));
    if !f.more.is_empty() {
        text::paragraph(ui, text::muted(f.more.as_str()));
    }
    ui.add_space(6.0);
    ui.label(text::caption("Why"));
    text::paragraph(ui, text::body(f.reason.as_str()));
    ui.add_space(6.0);
    let (title, words) = match &f.remedy {
        Remedy::Plan { label, .. } => ("What the plan would do", label),
        Remedy::ByHand(task) => ("What to do by hand", task),
    };
    ui.label(text::caption(title));
    text::paragraph(ui, text::body(words.as_str()));
    if let Some(waiver) = &row.waiver {
        ui.add_space(6.0);
        Note::new(Tone::Neutral, waiver.why.as_str())
            .title(said(waiver))
            .show(ui);
    }
}

/// Who waived something until when.
fn said(waiver: &Waiver) -> String {
    let by = if waiver.by.is_empty() {
        String::new()
    } else {
        format!(" by {}", waiver.by)
    };
    match waiver.until {
        _ if waiver.takes_back() => format!("Taken back{by} on {}", day(waiver.at)),
        Some(end) => format!("Waived{by} up to {}", day(last_moment(end))),
        None => format!("Waived{by} until taken back"),
    }
}

/// What was said about it before.
fn history(ui: &mut Ui, row: &FindingRow) {
    let now = row.waiver.as_ref();
    let before: Vec<&Waiver> = row.history.iter().filter(|w| Some(*w) != now).collect();
    if before.is_empty() {
        return;
    }
    ui.add_space(6.0);
    ui.label(text::caption("Said before"));
    for waiver in before.iter().rev() {
        text::paragraph(ui, text::body(said(waiver))).on_hover_text(exact(waiver.at));
        if !waiver.takes_back() {
            text::paragraph(ui, text::small_muted(waiver.why.as_str()));
        }
    }
}

fn several(own: &Rules, ui: &mut Ui, rows: &[&FindingRow]) {
    ui.label(text::heading(format!("{} selected", grouped(rows.len()))));
    let mut rules: BTreeMap<(bool, &str), usize> = BTreeMap::new();
    for row in rows {
        let rule = row.finding.rule;
        *rules.entry((!is_grave(rule), rule.title())).or_default() += 1;
    }
    for ((_, title), n) in rules {
        layout::key_value(ui, title, &grouped(n));
    }
    ui.add_space(4.0);
    for row in rows.iter().take(NAMES) {
        text::ellipsis(ui, text::body(row.finding.who.as_str()));
    }
    if rows.len() > NAMES {
        let more = format!("and {} more", grouped(rows.len() - NAMES));
        ui.label(text::muted(more));
    }
    ui.add_space(6.0);
    ui.label(text::caption("What the plan would do"));
    let outlook = own.chosen.outlook();
    let outlook = outlook.unwrap_or_else(|| "No plan puts these right".to_owned());
    text::paragraph(ui, text::body(outlook));
    if own.chosen.waived > 0 {
        let words = count(own.chosen.waived, "is waived", "are waived");
        text::paragraph(ui, text::muted(words));
    }
}
