//! One account with its facts, where they come from and how old they are; or several together.

use super::{Own, cells, deeds, dialogs};
use crate::kit::button::Button;
use crate::kit::notice::Note;
use crate::kit::tone::Tone;
use crate::kit::{badge, layout, text};
use crate::model::{Ask, age, count, day, exact, grouped};
use crate::panes::Cx;
use crate::worker::protocol::{AccountKey, AccountRow, AccountsTable, Kin};
use egui::Ui;
use std::sync::Arc;

/// One account.
pub(super) fn one(
    own: &mut Own,
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    table: &Arc<AccountsTable>,
    at: u32,
) {
    let Some(row) = table.rows.get(at as usize) else {
        return;
    };
    text::ellipsis(ui, text::heading(row.name.as_str()));
    badge::badge(ui, row.kin.words(), Tone::Info);
    ui.add_space(2.0);
    buttons(own, ui, cx, at);
    ui.add_space(4.0);
    key(ui, cx, row);
    facts(ui, cx, row);
}

fn buttons(own: &mut Own, ui: &mut Ui, cx: &mut Cx<'_>, at: u32) {
    let rows = [at];
    let Some(kin) = deeds::one(cx.model, &rows).map(|r| r.kin) else {
        return;
    };
    if kin == Kin::Own {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        let open =
            Button::primary("Open this account").enabled_or(deeds::no_opening(cx.model, &rows));
        if open
            .hint("Shows this account in the window")
            .show(ui)
            .clicked()
        {
            deeds::open(cx, &rows);
        }
        if kin == Kin::Child {
            let read = Button::secondary("Read…").enabled_or(deeds::no_reading(cx.model));
            if read.show(ui).clicked() {
                own.dialog = dialogs::Open::read(cx.model, &rows);
            }
        }
        if Button::secondary("Name…").show(ui).clicked() {
            own.dialog = dialogs::Open::name(cx.model, &rows);
        }
        if kin == Kin::Child {
            let key = Button::secondary("Give an own key…");
            if key
                .enabled_or(deeds::no_key(cx.model, &rows))
                .show(ui)
                .clicked()
            {
                let number = own.next();
                own.dialog = dialogs::Open::key(cx.model, &rows, number);
            }
        }
    });
}

/// Which key is used, and what Wix says to it.
fn key(ui: &mut Ui, cx: &Cx<'_>, row: &AccountRow) {
    if row.kin == Kin::Parent {
        return;
    }
    let now = cx.model.now;
    match &row.key {
        AccountKey::Refused { at, answer } => {
            Note::new(
                Tone::Warning,
                format!(
                    "Tried {}: {answer}. Give this account a key that its owner made there.",
                    age(*at, now)
                ),
            )
            .title("Wix does not let this account’s key act here")
            .show(ui);
        }
        AccountKey::Works(at) => {
            layout::key_value(ui, "Key", "Parent’s key works");
            layout::key_value(ui, "Tried", &text::capital(&age(*at, now)));
        }
        AccountKey::Untried if row.kin == Kin::Child => {
            layout::key_value(ui, "Key", "Not tried yet: this account’s key");
        }
        AccountKey::Untried => {
            layout::key_value(ui, "Key", "Of the account above");
        }
        other => {
            layout::key_value(ui, "Key", other.words());
        }
    }
}

fn facts(ui: &mut Ui, cx: &mut Cx<'_>, row: &AccountRow) {
    let now = cx.model.now;
    if layout::key_value_copy(ui, "Id", row.id.as_str()) {
        cx.ask(Ask::Copy(row.id.as_str().to_owned()));
    }
    if row.kin != Kin::Parent {
        let number = |n: Option<u64>| match n {
            Some(n) => grouped(n as usize),
            None => "Not read yet".to_owned(),
        };
        layout::key_value(ui, "People", &number(row.people));
        layout::key_value(ui, "Sites", &number(row.sites));
        let read = cells::words(row, 7, Some(now));
        let read = layout::key_value(ui, "Read", &read);
        if let Some(at) = row.read_at {
            read.on_hover_text(exact(at));
        }
    }
    if !row.listed {
        text::paragraph(
            ui,
            text::small_muted("Wix does not list this account among the child accounts any more."),
        );
    }
    ui.add_space(4.0);
    layout::rule(ui);
    ui.add_space(6.0);
    ui.label(text::caption("As Wix tells it"));
    let Some(told) = &row.told else {
        let words = match &row.not_told {
            Some(answer) => format!("Wix refused to tell them: {answer}"),
            None => "Nobody has asked yet. Reading its facts takes one call.".to_owned(),
        };
        text::paragraph(ui, text::muted(words));
        return;
    };
    let or = |text: &str| {
        if text.is_empty() {
            "Not told".to_owned()
        } else {
            text.to_owned()
        }
    };
    layout::key_value(ui, "Name", &or(&told.name));
    if !told.slug.is_empty() {
        layout::key_value(ui, "Short name", &told.slug);
    }
    layout::key_value(ui, "State", &or(row.state()));
    layout::key_value(ui, "Owner", &or(&row.owner));
    let team = match told.is_team {
        Some(true) => "Yes",
        Some(false) => "No",
        None => "Not told",
    };
    layout::key_value(ui, "Works as a team", team);
    layout::key_value(
        ui,
        "Co-branding",
        &or(told.co_branding.as_deref().unwrap_or("")),
    );
    layout::key_value(ui, "Website", &or(told.website.as_deref().unwrap_or("")));
    match &told.parent {
        Some(parent) => {
            let known = cx.model.accounts.iter().flat_map(|t| &t.rows);
            let known = known.into_iter().find(|r| r.id == *parent);
            let name = known.map_or(parent.as_str(), |r| r.name.as_str());
            layout::key_value(ui, "Parent", name);
        }
        None => {
            layout::key_value(ui, "Parent", "None");
        }
    }
    for (name, at) in [("Made", told.created_at), ("Changed", told.updated_at)] {
        if let Some(at) = at {
            layout::key_value(ui, name, &day(at)).on_hover_text(exact(at));
        }
    }
    let source = match row.told_at {
        Some(at) => format!("Told by Wix {}", age(at, now)),
        None => "Told by Wix".to_owned(),
    };
    let source = ui.label(text::small_muted(source));
    if let Some(at) = row.told_at {
        source.on_hover_text(exact(at));
    }
    if let Some(answer) = &row.not_told {
        text::paragraph(
            ui,
            text::small_muted(format!("The last time Wix answered: {answer}")),
        );
    }
}

/// Several accounts.
pub(super) fn several(ui: &mut Ui, table: &AccountsTable, rows: &[u32]) {
    ui.label(text::heading(format!("{} selected", grouped(rows.len()))));
    let all: Vec<&AccountRow> = rows
        .iter()
        .filter_map(|r| table.rows.get(*r as usize))
        .collect();
    let sum = |of: &dyn Fn(&AccountRow) -> Option<u64>| {
        let known: u64 = all.iter().filter_map(|r| of(r)).sum();
        let unread = all.iter().filter(|r| of(r).is_none()).count();
        if unread == 0 {
            grouped(known as usize)
        } else {
            let more = count(unread, "account not read", "accounts not read");
            format!("{}, {more}", grouped(known as usize))
        }
    };
    layout::key_value(ui, "People", &sum(&|r| r.people));
    layout::key_value(ui, "Sites", &sum(&|r| r.sites));
    for row in all.iter().take(12) {
        text::ellipsis(ui, text::body(row.name.as_str()));
    }
    if all.len() > 12 {
        let more = format!("and {} more", grouped(all.len() - 12));
        ui.label(text::muted(more));
    }
}
