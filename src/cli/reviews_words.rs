//! Reviews as texts and as JSON.

use super::end::{Failure, Report};
use super::text::{clean, line};
use crate::worker::protocol::{ReviewCard, ReviewRow, ReviewTable, ReviewsList};
use serde_json::{Value, json};

pub(super) fn entries(n: usize) -> String {
    crate::access::count(n, "entry", "entries")
}

fn card_words(text: &mut String, card: &ReviewCard) {
    let campaign = &card.campaign;
    let counts = &card.counts;
    let mut words = vec![
        card.stage.label().to_lowercase(),
        format!("{} of {} decided", counts.decided(), counts.all),
    ];
    let each = counts.words();
    if !each.is_empty() {
        words.push(each);
    }
    if let Some(due) = card.due() {
        words.push(format!("due {}", due.strftime("%Y-%m-%d")));
    }
    let head = format!("{}  {}", clean(&campaign.id), clean(&campaign.name));
    line(text, &format!("{head}  {}", words.join(", ")));
}

fn card_json(card: &ReviewCard) -> Value {
    let run = card.run.as_ref();
    json!({
        "review": card.campaign,
        "stage": card.stage.label(),
        "counts": card.counts,
        "undecided": card.counts.undecided(),
        "due": card.due(),
        "plan": card.plan.as_ref().map(|(plan, _)| plan),
        "run": run.map(|r| r.id.as_str()),
        "lookedAt": card.proved,
    })
}

pub(super) fn list_report(list: &ReviewsList) -> Result<Report, Failure> {
    let all = list.all.clone().map_err(Failure::from)?;
    let mut text = String::new();
    for card in &all {
        card_words(&mut text, card);
    }
    if all.is_empty() {
        line(&mut text, "No review yet: gatehouse reviews new NAME");
    }
    let rows: Vec<Value> = all.iter().map(card_json).collect();
    Ok(Report::new(text, json!({ "reviews": rows })))
}

pub(super) fn progress(table: &ReviewTable) -> Report {
    let mut text = String::new();
    card_words(&mut text, &table.card);
    Report::new(text, card_json(&table.card))
}

pub(super) fn shown(table: &ReviewTable, undecided: bool) -> Report {
    let mut text = String::new();
    card_words(&mut text, &table.card);
    for gap in &table.card.campaign.gaps {
        line(&mut text, &format!("    Incomplete: {}", clean(gap)));
    }
    let rows = || table.rows.iter().filter(|r| !undecided || r.made.is_none());
    for row in rows() {
        let item = &row.item;
        let mut words = vec![
            item.name.clone(),
            item.role_words(),
            item.place.clone(),
            row.decision().to_owned(),
        ];
        if !row.worth.is_empty() {
            words.insert(3, row.worth.clone());
        }
        if let Some(after) = row.after {
            words.push(after.label().to_lowercase());
        }
        let words = clean(&words.join(" | "));
        line(&mut text, &format!("{:>6}  {words}", row.number + 1));
    }
    let mut data = card_json(&table.card);
    data["entries"] = rows().map(row_json).collect();
    Report::new(text, data)
}

pub(super) fn row_json(row: &ReviewRow) -> Value {
    let made = row.made.as_ref();
    json!({
        "entry": row.number + 1,
        "item": row.item,
        "decision": made.map(|m| &m.verdict),
        "reason": made.map(|m| &m.reason),
        "by": made.map(|m| &m.by),
        "at": made.map(|m| m.at),
        "together": made.map(|m| m.together),
        "note": row.note,
        "after": row.after,
    })
}
