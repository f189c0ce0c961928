//! Where everything stands: head, facets, table or grid, inspector; and what keys and clicks do.

use super::grid;
use super::persons::{self, People};
use super::picked::Deed;
use super::rows::{self, List};
use super::saved::Shape;
use super::{ContributorsPane, Panel, bits, head, inspector, panels, states};
use crate::kit::table::{Rows, Table, TableResponse};
use crate::kit::tokens::{self, size};
use crate::kit::{notice, text};
use crate::model::{Ask, count};
use crate::panes::Cx;
use crate::worker::protocol::AccessView;
use egui::{Frame, Key, Margin, Modifiers, Rect, Stroke, Ui, UiBuilder, pos2};
use std::sync::Arc;

/// Draws the pane.
pub(super) fn show(pane: &mut ContributorsPane, ui: &mut Ui, cx: &mut Cx<'_>) {
    let t = tokens::of(ui.ctx());
    let whole = ui.available_rect_before_wrap();
    ui.painter().rect_filled(whole, 0.0, t.surface);
    pane.docks = panels::docks(whole.width(), cx.model);
    let side = if whole.width() < 560.0 { 12 } else { 20 };
    ui.spacing_mut().item_spacing.y = 0.0;
    Frame::new()
        .inner_margin(Margin {
            left: side,
            right: side,
            top: 12,
            bottom: 8,
        })
        .show(ui, |ui| {
            head::show(pane, ui, cx);
            ui.add_space(2.0);
            states::banner(pane, ui, cx);
            gone_note(pane, ui);
        });
    let top = ui.cursor().top();
    ui.painter()
        .hline(whole.x_range(), top - 0.5, Stroke::new(1.0, t.border));
    let rect = Rect::from_min_max(pos2(whole.left(), top), whole.max);
    ui.advance_cursor_after_rect(rect);
    let Some(view) = cx.model.access_view.clone() else {
        states::without_view(pane, &mut part(ui, rect, "body"), cx);
        return;
    };
    if view.table.rows.is_empty() {
        states::nothing_read(pane, &mut part(ui, rect, "body"), cx, &view.table);
        return;
    }
    let whole = rect;
    let rect = panels::beside(pane, ui, rect);
    list(pane, &mut part(ui, rect, "table"), cx, &view);
    if pane.docks.inspector {
        // After the rows: that is also the way of the keyboard.
        let place = whole.with_min_x(whole.right() - size::INSPECTOR);
        inspector::show(pane, &mut part(ui, place, "inspector"), cx);
    }
    panels::over(pane, ui, rect, cx);
}

pub(super) fn part(ui: &mut Ui, rect: Rect, name: &str) -> Ui {
    let mut ui = ui.new_child(UiBuilder::new().id_salt(name).max_rect(rect));
    ui.shrink_clip_rect(rect);
    ui
}

fn gone_note(pane: &mut ContributorsPane, ui: &mut Ui) {
    if pane.gone == 0 {
        return;
    }
    let words = format!(
        "{} of the selection {} no longer there and not selected any more",
        count(pane.gone, "entry", "entries"),
        if pane.gone == 1 { "is" } else { "are" },
    );
    let note = notice::Note::new(crate::kit::tone::Tone::Info, words).closable();
    if note.show(ui).closed {
        pane.gone = 0;
    }
    ui.add_space(size::GAP_SMALL);
}

fn list(pane: &mut ContributorsPane, ui: &mut Ui, cx: &mut Cx<'_>, view: &Arc<AccessView>) {
    if view.view.rows.is_empty() {
        if states::no_hits(ui, &view.request.filter.text) {
            pane.clear_filters();
        }
        return;
    }
    match pane.saved.shape {
        Shape::Grid => grid::show(pane, ui, cx, view),
        Shape::Rows => {
            let rows = List {
                view,
                shown: &pane.grouped,
            };
            let columns = rows::columns();
            let table = Table::new("contributors", "Contributors", &columns);
            focus(&mut pane.focus_table, &table, ui);
            let out = table.show(ui, &mut pane.saved.table, &mut pane.selection, &rows);
            let opened = out.activated.map(|at| rows.key(at));
            after(pane, ui, cx, &out, opened);
        }
        Shape::Persons => {
            let rows = People {
                view,
                shown: &pane.grouped,
            };
            let columns = persons::columns();
            let table = Table::new("persons", "People who contribute", &columns);
            focus(&mut pane.focus_table, &table, ui);
            let out = table.show(ui, &mut pane.saved.persons, &mut pane.people, &rows);
            let opened = out.activated.map(|at| rows.key(at));
            after(pane, ui, cx, &out, opened);
        }
    }
}

fn focus(wanted: &mut bool, table: &Table<'_>, ui: &Ui) {
    if std::mem::take(wanted) {
        let id = table.focus_id(ui);
        ui.memory_mut(|m| m.request_focus(id));
    }
}

/// What clicks and keys in the table ask for.
fn after(
    pane: &mut ContributorsPane,
    ui: &Ui,
    cx: &mut Cx<'_>,
    out: &TableResponse,
    opened: Option<u32>,
) {
    if out.sort_changed || out.columns_changed {
        pane.saved.touch(ui.input(|i| i.time));
    }
    if out.selection_changed {
        pane.gone = 0;
        pane.pick(cx);
    }
    if let Some(key) = opened {
        open(pane, key, cx);
    }
    if out.copy {
        copy(pane, cx);
    }
    menu(pane, out, cx);
    if out.focused && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Delete)) {
        pane.begin(Deed::Remove, cx);
    }
}

/// Enter or a double click: the row alone, in the inspector.
pub(super) fn open(pane: &mut ContributorsPane, key: u32, cx: &mut Cx<'_>) {
    let selection = if pane.saved.shape == Shape::Persons {
        &mut pane.people
    } else {
        &mut pane.selection
    };
    if !selection.contains(key) {
        selection.clear();
        selection.insert(key);
        pane.pick(cx);
    }
    pane.open_panel(Panel::Inspector, cx);
    pane.inspector.focus = true;
}

/// The selection, a line each.
pub(super) fn copy(pane: &ContributorsPane, cx: &mut Cx<'_>) {
    let Some(table) = &pane.table else { return };
    let rows = pane.picked.rows.iter();
    let rows = rows.filter_map(|r| table.rows.get(*r as usize));
    let lines: Vec<String> = rows
        .map(|r| {
            let roles = r.role_titles.join(", ");
            [&r.name, &r.email, &r.site_name, &roles]
                .map(String::as_str)
                .join("\t")
        })
        .collect();
    if !lines.is_empty() {
        cx.ask(Ask::Copy(lines.join("\n")));
    }
}

fn menu(pane: &mut ContributorsPane, out: &TableResponse, cx: &mut Cx<'_>) {
    let mut chosen = None;
    let mut wants_copy = false;
    out.context_menu(|ui| {
        ui.label(text::caption(pane.picked.words()));
        for deed in Deed::ALL {
            let blocked = pane.picked.blocked(deed, cx.model);
            if bits::item(ui, deed.label(), blocked.as_deref()) {
                chosen = Some(deed);
            }
        }
        ui.separator();
        wants_copy = bits::item(ui, "Copy", None);
    });
    if let Some(deed) = chosen {
        pane.begin(deed, cx);
    }
    if wants_copy {
        copy(pane, cx);
    }
}
