//! Everything about the selection, at the right; without one, the whole comparison.

use super::{Changes, deeds, list as cells, states};
use crate::access::Thing;
use crate::kit::button::link;
use crate::kit::{badge, layout, text};
use crate::model::{Ask, Route, count, exact, grouped};
use crate::panes::Cx;
use crate::panes::listing::Listing;
use crate::worker::protocol::{By, ChangeRow, ChangesTable, Command};
use egui::Ui;

/// Changes of a selection that are listed; more are counted.
const FIRST: usize = 12;

/// Draws the details of the selection.
pub(super) fn show(
    own: &mut Changes,
    list: &mut Listing<ChangesTable>,
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    table: &ChangesTable,
) {
    let begin = {
        let rows: Vec<&ChangeRow> = list.picked().of(table).collect();
        match rows.as_slice() {
            [] => {
                whole(own, ui, cx, table);
                false
            }
            [row] => one(own, ui, cx, row),
            rows => several(own, ui, cx, rows),
        }
    };
    if begin {
        list.begin(own, 0, cx);
    }
}

fn whole(own: &mut Changes, ui: &mut Ui, cx: &Cx<'_>, table: &ChangesTable) {
    text::paragraph(
        ui,
        text::muted("Select a change to see how it was and is. Ctrl and Shift select several."),
    );
    ui.add_space(6.0);
    states::not_compared(ui, &table.of);
    ui.add_space(6.0);
    own.chart.show(ui, cx);
}

fn button(own: &Changes, ui: &mut Ui, cx: &Cx<'_>) -> bool {
    ui.add_space(4.0);
    let deed = deeds::put_back(&own.picked, cx.model);
    layout::buttons(ui, vec![deed.button()]).is_some()
}

fn one(own: &Changes, ui: &mut Ui, cx: &mut Cx<'_>, row: &ChangeRow) -> bool {
    text::paragraph(ui, text::heading(row.what.as_str()));
    badge::badge(ui, cells::weight(row.weight), cells::tone(row.weight));
    ui.add_space(6.0);
    layout::key_value(ui, "Who", &row.who);
    layout::key_value(ui, "Where", &row.place);
    layout::key_value(ui, "Kind", row.group);
    state(ui, "Before", row.before.as_deref(), "It was not there");
    state(
        ui,
        "After",
        row.after.as_deref(),
        "It is not there any more",
    );
    ui.add_space(6.0);
    by(ui, cx, row);
    events(ui, cx, row);
    if layout::key_value_copy(ui, "Name of the change", &row.key) {
        cx.ask(Ask::Copy(row.key.clone()));
    }
    button(own, ui, cx)
}

fn state(ui: &mut Ui, label: &str, state: Option<&str>, none: &str) {
    // Further from what is above than from what it names.
    ui.add_space(4.0);
    ui.label(text::caption(label));
    match state {
        Some(state) if !state.is_empty() => text::paragraph(ui, text::body(state)),
        _ => text::paragraph(ui, text::muted(none)),
    };
}

/// Who did it, with the way to the receipt.
fn by(ui: &mut Ui, cx: &mut Cx<'_>, row: &ChangeRow) {
    ui.label(text::caption(row.by.label()));
    let words = match &row.by {
        By::Us(_) => "A line of one of your runs did exactly this.",
        By::PerhapsUs(_) => "A line of one of your runs may have done it: its answer was lost.",
        By::Itself => "Nobody did it: it ended by itself.",
        By::Others => {
            "Somebody in the Wix dashboard, another program, or Gatehouse on another computer. Wix \
             does not tell who."
        }
    };
    text::paragraph(ui, text::muted(words));
    let Some(run) = row.run() else { return };
    let activity = &cx.model.activity;
    if let Some(card) = activity.runs.iter().find(|c| c.run == *run) {
        text::paragraph(ui, text::body(card.title.as_str()))
            .on_hover_text(exact(card.ended.unwrap_or(card.started)));
    }
    if link(ui, "Show the receipt in Activity").clicked() {
        cx.ask(Ask::Go(Route::Activity));
        cx.ask(Command::ShowRun(run.clone()));
    }
}

/// The way to everything that was told of a member.
fn events(ui: &mut Ui, cx: &mut Cx<'_>, row: &ChangeRow) {
    let (Thing::Member(site, _) | Thing::MemberFields(site, _) | Thing::MemberPage(site, _)) =
        &row.thing
    else {
        return;
    };
    let to = link(ui, "Go to the members of this site");
    if to
        .on_hover_text("“Changes…” there shows everything that readings told")
        .clicked()
    {
        cx.ask(Command::OpenMembers(Some(site.clone())));
        cx.ask(Ask::Go(Route::Members));
    }
}

fn several(own: &Changes, ui: &mut Ui, cx: &Cx<'_>, rows: &[&ChangeRow]) -> bool {
    ui.label(text::heading(format!("{} selected", grouped(rows.len()))));
    if let Some(left) = own.picked.left_out() {
        text::paragraph(ui, text::muted(left));
    }
    ui.add_space(4.0);
    for row in rows.iter().take(FIRST) {
        text::ellipsis(ui, text::body(row.what.as_str()));
    }
    let more = rows.len().saturating_sub(FIRST);
    if more > 0 {
        let words = format!("and {}", count(more, "more", "more"));
        ui.label(text::muted(words));
    }
    button(own, ui, cx)
}
