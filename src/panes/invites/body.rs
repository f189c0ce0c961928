//! Where everything stands: head, facets, table, inspector; and what keys and clicks do.

use super::list::{self, List};
use super::picked::{DEEDS, label};
use super::{Docks, InvitesPane, Panel, head, inspector, no_inviting, states, timeline};
use crate::kit::button::IconButton;
use crate::kit::icons::Icon;
use crate::kit::table::{Table, TableResponse};
use crate::kit::text;
use crate::kit::tokens::{self, size};
use crate::model::{Ask, Model};
use crate::panes::Cx;
use crate::panes::team::bits;
use crate::plan::Tend;
use crate::worker::protocol::InvitesView;
use egui::{Frame, Key, Margin, Modifiers, Rect, Stroke, Ui, UiBuilder, pos2};
use std::sync::Arc;

/// Narrowest table beside docked facets.
const TABLE_BESIDE_FACETS: f32 = 600.0;
/// Narrowest table beside a docked inspector.
const TABLE_BESIDE_INSPECTOR: f32 = 480.0;

/// Lowest pane that has room for the chips of states above its table; the filters have them too.
const CHIPS_FROM: f32 = 360.0;
/// Lowest pane that has room for the timeline above its table.
const TIMELINE_FROM: f32 = 600.0;

/// Draws the pane.
pub(super) fn show(pane: &mut InvitesPane, ui: &mut Ui, cx: &mut Cx<'_>) {
    let t = tokens::of(ui.ctx());
    let whole = ui.available_rect_before_wrap();
    ui.painter().rect_filled(whole, 0.0, t.surface);
    pane.docks = docks(whole.size(), cx.model);
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
            if cx.model.invites_view.is_some() {
                ui.add_space(2.0);
                states::banner(ui, cx);
                if has_rows(cx) && whole.height() >= CHIPS_FROM {
                    timeline::show(pane, ui);
                }
            }
        });
    let top = ui.cursor().top();
    ui.painter()
        .hline(whole.x_range(), top - 0.5, Stroke::new(1.0, t.border));
    let rect = Rect::from_min_max(pos2(whole.left(), top), whole.max);
    ui.advance_cursor_after_rect(rect);
    let Some(view) = cx.model.invites_view.clone() else {
        let mut ui = part(ui, rect, "body");
        if cx.model.invites.is_some() {
            states::loading(&mut ui, "Getting the list ready");
        } else {
            states::unread(&mut ui, cx);
        }
        return;
    };
    if view.table.rows.is_empty() {
        let blocked = no_inviting(cx.model);
        if states::nothing(&mut part(ui, rect, "body"), blocked) {
            pane.invite(cx);
        }
        return;
    }
    let whole = rect;
    let rect = beside(pane, ui, rect);
    let mut table = part(ui, rect, "table");
    rows(pane, &mut table, cx, &view);
    if pane.docks.inspector {
        // After the rows: that is also the way of the keyboard.
        let place = whole.with_min_x(whole.right() - size::INSPECTOR);
        inspector::show(pane, &mut part(ui, place, "inspector"), cx);
    }
    panels_over(pane, ui, rect, cx);
}

fn part(ui: &mut Ui, rect: Rect, name: &str) -> Ui {
    let mut ui = ui.new_child(UiBuilder::new().id_salt(name).max_rect(rect));
    ui.shrink_clip_rect(rect);
    ui
}

/// Which panels have room beside the table: the inspector comes first, the facets fold away.
fn docks(room: egui::Vec2, model: &Model) -> Docks {
    let width = room.x;
    let settings = model.settings.as_deref();
    let wanted = settings.is_none_or(|s| s.inspector);
    let inspector_fits = width - size::INSPECTOR >= TABLE_BESIDE_INSPECTOR;
    let inspector = wanted && inspector_fits;
    let taken = if inspector { size::INSPECTOR } else { 0.0 };
    let facets_fit = width - taken - size::FACETS >= TABLE_BESIDE_FACETS;
    Docks {
        facets: facets_fit && settings.is_none_or(|s| s.facets),
        facets_fit,
        inspector,
        inspector_fits,
        tight: width < 860.0,
        timeline: room.y >= TIMELINE_FROM,
    }
}

/// Draws the docked facets; gives the room that they and the inspector leave for the table.
fn beside(pane: &mut InvitesPane, ui: &mut Ui, mut rect: Rect) -> Rect {
    let line = Stroke::new(1.0, tokens::of(ui.ctx()).border);
    if pane.docks.facets {
        let place = rect.with_max_x(rect.left() + size::FACETS);
        facets(pane, &mut part(ui, place, "facets"));
        ui.painter().vline(place.right(), rect.y_range(), line);
        rect.min.x = place.right() + 1.0;
        if pane.over == Some(Panel::Facets) {
            pane.over = None;
        }
    }
    if pane.docks.inspector {
        let place = rect.with_min_x(rect.right() - size::INSPECTOR);
        ui.painter().vline(place.left(), rect.y_range(), line);
        rect.max.x = place.left() - 1.0;
        if pane.over == Some(Panel::Inspector) {
            pane.over = None;
        }
    }
    rect
}

/// Draws the panel that lies over the table.
fn panels_over(pane: &mut InvitesPane, ui: &Ui, rect: Rect, cx: &mut Cx<'_>) {
    let fresh = std::mem::take(&mut pane.over_fresh);
    let Some(panel) = pane.over else { return };
    let (name, place) = match panel {
        Panel::Facets => {
            let width = (size::FACETS + 60.0).min(rect.width());
            ("Filters", rect.with_max_x(rect.left() + width))
        }
        Panel::Inspector => {
            let width = size::INSPECTOR.min(rect.width());
            ("Inspector", rect.with_min_x(rect.right() - width))
        }
    };
    // Who came or leaves by keyboard is taken along; a mouse leaves the keyboard where it is.
    let mouse = ui.input(|i| i.pointer.any_pressed() || i.pointer.any_released());
    let enter = fresh && !mouse && !pane.focus_inspector;
    let mut closed = false;
    let stays = bits::over(ui, name, place, |ui| {
        Frame::new()
            .inner_margin(Margin {
                left: 16,
                right: 6,
                top: 4,
                bottom: 0,
            })
            .show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.label(text::strong(name));
                    ui.add_space((ui.available_width() - size::CONTROL - 8.0).max(0.0));
                    let cross =
                        IconButton::new(Icon::Close, format!("Close {}", name.to_lowercase()))
                            .show(ui);
                    if enter {
                        cross.request_focus();
                    }
                    closed = cross.clicked();
                });
            });
        match panel {
            Panel::Facets => facets(pane, ui),
            Panel::Inspector => inspector::show(pane, ui, cx),
        }
    });
    if closed || !(stays || fresh) {
        pane.over = None;
        match panel {
            _ if mouse => {}
            Panel::Facets => pane.focus_filters = true,
            Panel::Inspector => pane.focus_table = true,
        }
    }
}

/// Whether there is any invite at all.
fn has_rows(cx: &Cx<'_>) -> bool {
    let view = cx.model.invites_view.as_ref();
    view.is_some_and(|v| !v.table.rows.is_empty())
}

fn rows(pane: &mut InvitesPane, ui: &mut Ui, cx: &mut Cx<'_>, view: &Arc<InvitesView>) {
    if view.view.rows.is_empty() {
        if states::no_hits(ui, &view.request.filter.text) {
            pane.clear_filters();
        }
        return;
    }
    let columns = list::columns();
    let list = List {
        view,
        keys: &pane.keys,
        now: cx.model.now,
    };
    let table = Table::new("invites", "Invites", &columns);
    if std::mem::take(&mut pane.focus_table) {
        let id = table.focus_id(ui);
        ui.memory_mut(|m| m.request_focus(id));
    }
    let out = table.show(ui, &mut pane.saved.table, &mut pane.selection, &list);
    if out.sort_changed || out.columns_changed {
        pane.saved.touch(ui.input(|i| i.time));
    }
    if out.selection_changed {
        pane.pick(cx);
    }
    if out.activated.is_some() {
        open(pane, &out, view, cx);
    }
    if out.copy {
        copy(pane, cx);
    }
    menu(pane, &out, cx);
    if out.focused && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Delete)) {
        pane.begin(Tend::Revoke, cx);
    }
}

/// Enter or a double click: the row alone, in the inspector.
fn open(pane: &mut InvitesPane, out: &TableResponse, view: &InvitesView, cx: &mut Cx<'_>) {
    let row = out.activated.and_then(|r| view.view.rows.get(r));
    if let Some(row) = row {
        let key = pane.keys.key(*row);
        if !pane.selection.contains(key) {
            pane.selection.clear();
            pane.selection.insert(key);
            pane.pick(cx);
        }
    }
    pane.open_panel(Panel::Inspector, cx);
    pane.focus_inspector = true;
}

/// The rows of the selection, a line each.
fn copy(pane: &InvitesPane, cx: &mut Cx<'_>) {
    let rows = pane.picked.keys.iter().filter_map(|k| pane.keys.entry(*k));
    let lines: Vec<String> = rows
        .map(|r| format!("{}\t{}\t{}", r.name, r.state.label(), r.place))
        .collect();
    if !lines.is_empty() {
        cx.ask(Ask::Copy(lines.join("\n")));
    }
}

/// The addresses of the selection, for the menu and the inspector.
pub(super) fn copy_addresses(pane: &InvitesPane, cx: &mut Cx<'_>) {
    let rows = pane.picked.keys.iter().filter_map(|k| pane.keys.entry(*k));
    let all: Vec<&str> = rows
        .map(|r| r.email.as_str())
        .filter(|e| !e.is_empty())
        .collect();
    if !all.is_empty() {
        cx.ask(Ask::Copy(all.join("\n")));
    }
}

fn menu(pane: &mut InvitesPane, out: &TableResponse, cx: &mut Cx<'_>) {
    let (mut chosen, mut links, mut addresses) = (None, false, false);
    out.context_menu(|ui| {
        ui.label(text::caption(pane.picked.words()));
        for how in DEEDS {
            let blocked = pane.picked.blocked(how, cx.model);
            if bits::item(ui, label(how), blocked.as_deref()) {
                chosen = Some(how);
            }
        }
        ui.separator();
        let several = pane.picked.len() > 1;
        let words = if several {
            "Copy accept links"
        } else {
            "Copy accept link"
        };
        links = bits::item(ui, words, pane.picked.no_links().as_deref());
        let words = if several {
            "Copy addresses"
        } else {
            "Copy address"
        };
        addresses = bits::item(ui, words, None);
    });
    if let Some(how) = chosen {
        pane.begin(how, cx);
    }
    if links {
        pane.copy_links(cx);
    }
    if addresses {
        copy_addresses(pane, cx);
    }
}

/// The facets beside the table.
fn facets(pane: &mut InvitesPane, ui: &mut Ui) {
    let filter = &mut pane.asking.filter;
    if pane.side.show(ui, filter, &mut pane.saved.facets) {
        pane.saved.touch(ui.input(|i| i.time));
    }
}
