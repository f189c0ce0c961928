//! Everything that has to be known to decide about an entry, and the decisions as buttons.

use super::super::words;
use super::{Deck, keys};
use crate::access::review::{Item, ItemKind};
use crate::kit::state::{Kind, State};
use crate::kit::tone::Tone;
use crate::kit::{avatar, badge, layout, shortcut, text};
use crate::model::{Ask, age, count, day, grouped};
use crate::panes::Cx;
use crate::panes::listing::Picked;
use crate::worker::protocol::{ReviewRow, ReviewTable};
use egui::Ui;

/// The keys of the rows, each with what it does.
const LEGEND: [(&str, &str); 9] = [
    ("K", "keep"),
    ("E", "reduce"),
    ("R", "revoke"),
    ("U", "unsure"),
    ("H", "hand over"),
    ("N", "note"),
    ("Z", "undo"),
    ("J", "next"),
    ("Shift", "asks why"),
];

/// Draws it; gives the number of the deed whose button was pressed.
pub(super) fn show(
    deck: &Deck,
    picked: &Picked,
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    table: &ReviewTable,
) -> Option<usize> {
    let rows: Vec<&ReviewRow> = picked
        .rows
        .iter()
        .filter_map(|r| table.rows.get(*r as usize))
        .collect();
    match rows.as_slice() {
        [] => {
            State::new(Kind::Empty, "Select an entry to decide about it")
                .detail(
                    "K keeps, E reduces, R revokes, U is unsure, H hands over, N notes, Z takes \
                     back, J goes to the next undecided one. With Shift, K, R and U ask for a \
                     reason. Space selects several.",
                )
                .show(ui);
            return None;
        }
        [row] => one(ui, cx, row),
        several => many(ui, several),
    }
    ui.add_space(8.0);
    buttons(ui, deck, picked, cx)
}

fn buttons(ui: &mut Ui, deck: &Deck, picked: &Picked, cx: &Cx<'_>) -> Option<usize> {
    let deeds = keys::deeds(picked, deck.no_reducing, cx.model);
    let mut pressed = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 6.0);
        for (at, deed) in deeds.iter().enumerate() {
            if deed.button().show(ui).clicked() {
                pressed = Some(at);
            }
        }
    });
    ui.add_space(6.0);
    legend(ui);
    pressed
}

/// What the keys do.
fn legend(ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(4.0, 6.0);
        for (key, does) in LEGEND {
            // A key stays on the line of its word.
            let pair = shortcut::keycap_width(ui, key, does);
            ui.allocate_ui(egui::vec2(pair, 20.0), |ui| {
                ui.horizontal(|ui| shortcut::keycap(ui, key, does));
            });
            ui.add_space(4.0);
        }
    });
}

/// One entry with everything that is known of it.
pub(in crate::panes) fn one(ui: &mut Ui, cx: &mut Cx<'_>, row: &ReviewRow) {
    let item = &row.item;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        avatar::show(
            ui,
            avatar::Kind::Person,
            item.matter.who(),
            &item.name,
            40.0,
        );
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            text::ellipsis(ui, text::heading(item.name.as_str()));
            text::ellipsis(ui, text::small_muted(kind(item)));
        });
    });
    if !item.worth.is_empty() {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(4.0, 4.0);
            for worth in &item.worth {
                badge::badge(ui, &worth.words(cx.model.now), Tone::Warning);
            }
        });
    }
    if !item.address.is_empty() && layout::key_value_copy(ui, "Address", &item.address) {
        cx.ask(Ask::Copy(item.address.clone()));
    }
    if layout::key_value_copy(ui, "Id", item.matter.who()) {
        cx.ask(Ask::Copy(item.matter.who().to_owned()));
    }
    facts(ui, cx, item);
    decision(ui, cx, row);
}

fn kind(item: &Item) -> String {
    match (item.kind(), item.state.is_empty()) {
        (ItemKind::Team, _) => "Role in the team".to_owned(),
        (ItemKind::Contributors, _) => "Contributor of a site".to_owned(),
        (ItemKind::Invites, true) => "Invite".to_owned(),
        (ItemKind::Members, true) => "Member of a site".to_owned(),
        (ItemKind::Invites, false) => item.state.clone(),
        (ItemKind::Members, false) => format!("Member of a site, {}", item.state.to_lowercase()),
    }
}

fn facts(ui: &mut Ui, cx: &Cx<'_>, item: &Item) {
    let (context, now) = (&item.context, cx.model.now);
    layout::key_value(ui, "Role", &item.role_words());
    layout::key_value(ui, "Reach", &item.place);
    if item.kind() == ItemKind::Team || item.kind() == ItemKind::Invites {
        layout::key_value(ui, "Sites reached", &words::sites(context));
    }
    if !item.locations.is_empty() {
        layout::key_value(ui, "Only at", &item.locations.join(", "));
    }
    if let Some(at) = context.joined {
        layout::key_value(ui, "In the team since", &day(at));
    }
    if let Some(at) = context.sent {
        layout::key_value(ui, "Invite made", &day(at));
    }
    let seen = context.seen.map_or_else(|| words::UNKNOWN.to_owned(), day);
    layout::key_value(ui, "There at latest since", &seen);
    layout::key_value(ui, "Last change", &words::changed(context));
    match item.kind() {
        ItemKind::Members => {
            layout::key_value(ui, "Last login", &words::login(context.login, now));
        }
        ItemKind::Team | ItemKind::Contributors => {
            let places = count(context.elsewhere as usize, "other place", "other places");
            layout::key_value(ui, "Same role elsewhere", &places);
            let others = count(context.here as usize, "other", "others");
            layout::key_value(ui, "Same role here", &others);
        }
        ItemKind::Invites => {}
    }
}

fn decision(ui: &mut Ui, cx: &Cx<'_>, row: &ReviewRow) {
    ui.add_space(4.0);
    layout::key_value(ui, "Decision", &words::decision(row));
    if let Some(made) = &row.made {
        let who = if made.by.is_empty() {
            age(made.at, cx.model.now)
        } else {
            format!("{}, {}", made.by, age(made.at, cx.model.now))
        };
        layout::key_value(ui, "Decided", &who);
        if made.together > 1 {
            let words = format!("{} at once", grouped(made.together as usize));
            layout::key_value(ui, "In bulk", &words);
        }
        if !made.reason.is_empty() {
            text::paragraph(ui, text::body(made.reason.as_str()));
        }
    }
    if let Some(after) = row.after {
        layout::key_value(ui, "After the run", after.label());
    }
    if !row.note.is_empty() {
        ui.label(text::caption("Note"));
        text::paragraph(ui, text::body(row.note.as_str()));
    }
}

/// Several entries together.
pub(in crate::panes) fn many(ui: &mut Ui, rows: &[&ReviewRow]) {
    ui.label(text::heading(format!("{} selected", grouped(rows.len()))));
    let undecided = rows.iter().filter(|r| r.made.is_none()).count();
    layout::key_value(ui, "Undecided", &grouped(undecided));
    for row in rows.iter().take(10) {
        text::ellipsis(ui, text::body(row.item.name.as_str()));
        let words = format!("{}, {}", row.item.role_words(), row.item.place);
        text::ellipsis(ui, text::small_muted(words));
    }
    if rows.len() > 10 {
        let more = format!("and {} more", grouped(rows.len() - 10));
        ui.label(text::muted(more));
    }
    let limit = crate::access::review::MANY;
    if rows.len() > limit {
        let words = format!("A decision about more than {limit} needs a reason.");
        text::paragraph(ui, text::muted(words));
    }
}
