//! Where everything of a list stands: head, facets, table, inspector; and what keys and clicks do.

use super::rows::Shown;
use super::{Docks, Listed, Listing, Panel, Parts, head};
use crate::kit::button::{Button, IconButton};
use crate::kit::icons::Icon;
use crate::kit::state::{Kind, State, skeleton};
use crate::kit::table::{Table, TableResponse};
use crate::kit::tokens::{self, size};
use crate::kit::{a11y, text};
use crate::model::{Ask, Freshness, Model, age};
use crate::panes::Cx;
use crate::panes::team::bits;
use crate::worker::protocol::{Command, TableView};
use egui::{
    Frame, Key, Margin, Modifiers, Rect, ScrollArea, Sense, Stroke, Ui, UiBuilder, pos2, vec2,
};
use std::sync::Arc;

/// Narrowest table beside docked facets.
const TABLE_BESIDE_FACETS: f32 = 600.0;
/// Narrowest table beside a docked inspector.
const TABLE_BESIDE_INSPECTOR: f32 = 480.0;

impl<T: Listed> Listing<T> {
    /// Draws the list.
    pub(in crate::panes) fn show(
        &mut self,
        parts: &mut impl Parts<T>,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
    ) {
        self.follow(parts, cx.model);
        body(self, parts, ui, cx);
        if let Some(command) = self.due(parts, cx.model) {
            cx.ask(command);
        }
        self.keep(parts.words().key, ui, cx);
    }
}

fn body<T: Listed>(list: &mut Listing<T>, parts: &mut impl Parts<T>, ui: &mut Ui, cx: &mut Cx<'_>) {
    let t = tokens::of(ui.ctx());
    let whole = ui.available_rect_before_wrap();
    ui.painter().rect_filled(whole, 0.0, t.surface);
    list.docks = docks(whole.width(), cx.model);
    let side = if whole.width() < 560.0 { 12 } else { 20 };
    ui.spacing_mut().item_spacing.y = 0.0;
    let margin = Margin {
        left: side,
        right: side,
        top: 12,
        bottom: 8,
    };
    Frame::new().inner_margin(margin).show(ui, |ui| {
        head::show(list, parts, ui, cx);
        if parts.view(cx.model).is_some() {
            ui.add_space(2.0);
            banner(parts.words().noun.1, ui, cx);
            parts.banner(ui, cx);
        }
    });
    let top = ui.cursor().top();
    let line = Stroke::new(1.0, t.border);
    ui.painter().hline(whole.x_range(), top - 0.5, line);
    let rect = Rect::from_min_max(pos2(whole.left(), top), whole.max);
    ui.advance_cursor_after_rect(rect);
    let Some(view) = parts.view(cx.model).cloned() else {
        unread(&mut part(ui, rect, "body"), parts.words().noun.1, cx);
        return;
    };
    if view.table.count() == 0 {
        let sentence = format!("There are no {}", parts.words().noun.1);
        State::new(Kind::Empty, sentence).show(&mut part(ui, rect, "body"));
        return;
    }
    let whole = rect;
    let rect = beside(list, ui, rect);
    rows(list, parts, &mut part(ui, rect, "table"), cx, &view);
    if list.docks.inspector {
        let place = whole.with_min_x(whole.right() - size::INSPECTOR);
        inspector(list, parts, &mut part(ui, place, "inspector"), cx);
    }
    panels_over(list, parts, ui, rect, cx);
}

fn part(ui: &mut Ui, rect: Rect, name: &str) -> Ui {
    let mut ui = ui.new_child(UiBuilder::new().id_salt(name).max_rect(rect));
    ui.shrink_clip_rect(rect);
    ui
}

fn docks(width: f32, model: &Model) -> Docks {
    let settings = model.settings.as_deref();
    let inspector_fits = width - size::INSPECTOR >= TABLE_BESIDE_INSPECTOR;
    let inspector = inspector_fits && settings.is_none_or(|s| s.inspector);
    let taken = if inspector { size::INSPECTOR } else { 0.0 };
    let facets_fit = width - taken - size::FACETS >= TABLE_BESIDE_FACETS;
    Docks {
        facets: facets_fit && settings.is_none_or(|s| s.facets),
        facets_fit,
        inspector,
        inspector_fits,
        tight: width < 760.0,
    }
}

/// Draws the docked facets; gives the room that they and the inspector leave for the table.
fn beside<T: Listed>(list: &mut Listing<T>, ui: &mut Ui, mut rect: Rect) -> Rect {
    let line = Stroke::new(1.0, tokens::of(ui.ctx()).border);
    if list.docks.facets {
        let place = rect.with_max_x(rect.left() + size::FACETS);
        facets(list, &mut part(ui, place, "facets"));
        ui.painter().vline(place.right(), rect.y_range(), line);
        rect.min.x = place.right() + 1.0;
    }
    if list.docks.inspector {
        let place = rect.with_min_x(rect.right() - size::INSPECTOR);
        ui.painter().vline(place.left(), rect.y_range(), line);
        rect.max.x = place.left() - 1.0;
    }
    let docked = match list.over {
        Some(Panel::Facets) => list.docks.facets_fit,
        Some(Panel::Inspector) => list.docks.inspector_fits,
        None => false,
    };
    if docked {
        list.over = None;
    }
    rect
}

fn inspector<T: Listed>(
    list: &mut Listing<T>,
    parts: &mut impl Parts<T>,
    ui: &mut Ui,
    cx: &mut Cx<'_>,
) {
    let Some(view) = parts.view(cx.model).cloned() else {
        return;
    };
    let area = ScrollArea::vertical()
        .id_salt("inspector")
        .auto_shrink(false);
    area.show(ui, |ui| {
        let frame = Frame::new().inner_margin(Margin {
            left: 16,
            right: 16,
            top: 14,
            bottom: 16,
        });
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
            let stop = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), 1.0));
            let id = ui.scope_id().with("stop");
            let response = ui.interact(stop, id, Sense::focusable_noninteractive());
            a11y::role(&response, egui::accesskit::Role::Group, "Inspector");
            parts.inspector(ui, cx, &view.table, &list.picked);
        });
    });
}

/// Draws the panel that lies over the table.
fn panels_over<T: Listed>(
    list: &mut Listing<T>,
    parts: &mut impl Parts<T>,
    ui: &Ui,
    rect: Rect,
    cx: &mut Cx<'_>,
) {
    let fresh = std::mem::take(&mut list.over_fresh);
    let Some(panel) = list.over else { return };
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
    let mouse = ui.input(|i| i.pointer.any_pressed() || i.pointer.any_released());
    let mut closed = false;
    let stays = bits::over(ui, name, place, |ui| {
        let frame = Frame::new().inner_margin(Margin {
            left: 16,
            right: 6,
            top: 4,
            bottom: 0,
        });
        frame.show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.label(text::strong(name));
                ui.add_space((ui.available_width() - size::CONTROL - 8.0).max(0.0));
                let close = format!("Close {}", name.to_lowercase());
                let cross = IconButton::new(Icon::Close, close).show(ui);
                if fresh && !mouse {
                    cross.request_focus();
                }
                closed = cross.clicked();
            });
        });
        match panel {
            Panel::Facets => facets(list, ui),
            Panel::Inspector => inspector(list, parts, ui, cx),
        }
    });
    if closed || !(stays || fresh) {
        list.over = None;
        list.focus_table |= !mouse;
    }
}

fn rows<T: Listed>(
    list: &mut Listing<T>,
    parts: &mut impl Parts<T>,
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    view: &Arc<TableView<T>>,
) {
    let words = parts.words();
    if view.view.rows.is_empty() {
        let typed = view.request.filter.text.trim();
        let sentence = if typed.is_empty() {
            "Nothing matches these filters".to_owned()
        } else {
            format!("Nothing matches “{typed}” with these filters")
        };
        let state = State::new(Kind::Empty, sentence).detail(words.hint);
        let state = state.action(Button::secondary("Clear filters"));
        if state.show(ui).is_some() {
            list.filter = crate::index::Filter::default();
        }
        return;
    }
    let columns = parts.columns();
    let table = Table::new(words.key, words.grid, &columns);
    if std::mem::take(&mut list.focus_table) {
        let id = table.focus_id(ui);
        ui.memory_mut(|m| m.request_focus(id));
    }
    let shown = Shown {
        view,
        numbers: &list.numbers,
        parts: &*parts,
    };
    let out = table.show(ui, &mut list.table, &mut list.selection, &shown);
    if out.sort_changed || out.columns_changed {
        list.touch(ui);
    }
    if out.selection_changed {
        list.pick();
    }
    if out.activated.is_some() {
        open(list, &out, view, cx);
    }
    let picked = list.picked.clone();
    if out.copy && !picked.is_empty() {
        let lines: Vec<&str> = picked.iter().map(|r| view.table.name(*r)).collect();
        cx.ask(Ask::Copy(lines.join("\n")));
    }
    out.context_menu(|ui| parts.menu(ui, cx, &picked));
    if out.focused && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Delete)) {
        parts.delete(cx, &picked);
    }
}

/// Enter or a double click: the row alone, in the inspector.
fn open<T: Listed>(
    list: &mut Listing<T>,
    out: &TableResponse,
    view: &TableView<T>,
    cx: &mut Cx<'_>,
) {
    let row = out.activated.and_then(|r| view.view.rows.get(r));
    if let Some(row) = row {
        let key = list.numbers.key(*row);
        if !list.selection.contains(key) {
            list.selection.clear();
            list.selection.insert(key);
            list.pick();
        }
    }
    list.open_panel(Panel::Inspector, cx);
}

/// The whole body while nothing was ever read.
fn unread(ui: &mut Ui, many: &str, cx: &mut Cx<'_>) {
    let read = Button::primary("Read the account").icon(Icon::Refresh);
    let read = read.enabled_or(cx.model.no_reading());
    let reading = cx.model.team.is_some();
    let state = match cx.model.freshness("Team") {
        Freshness::Reading => return loading(ui, "The account is being read", many),
        _ if reading => return loading(ui, "Getting the list ready", many),
        Freshness::Failed(error) => State::new(Kind::Error, error.sentence)
            .detail(error.remedy)
            .technical(error.details)
            .action(read),
        Freshness::Offline(why) => State::new(
            Kind::Offline,
            "The account was never read, and there is no connection",
        )
        .detail(why),
        _ => State::new(Kind::Empty, "The account has not been read yet")
            .detail("Reading changes nothing at Wix. Afterwards everything here works offline.")
            .action(read),
    };
    if state.show(ui).is_some() {
        cx.ask(Command::Sync);
    }
}

fn loading(ui: &mut Ui, words: &str, many: &str) {
    let frame = Frame::new().inner_margin(Margin::symmetric(20, 12));
    frame.show(ui, |ui| {
        ui.label(text::muted(words));
        a11y::announce(ui, words);
        ui.add_space(size::GAP_SMALL);
        let rows = (ui.available_height() / size::ROW).floor().clamp(3.0, 14.0) as usize;
        skeleton(ui, &format!("Waiting for {many}"), rows);
    });
}

/// A line above rows that are kept but not as they should be.
fn banner(many: &str, ui: &mut Ui, cx: &mut Cx<'_>) {
    let model = cx.model;
    let of = match model.team_remote().read_at {
        Some(at) => format!("Shown is what was read {}", age(at, model.now)),
        None => "Shown is what was kept".to_owned(),
    };
    let again = Button::secondary("Read again").enabled_or(model.no_reading());
    let state = match model.freshness("Team") {
        Freshness::Reading => State::new(Kind::Loading, "The account is being read")
            .detail("The list stays until it is done"),
        Freshness::Stale => State::new(Kind::Stale, of)
            .detail("Read it again before you change something")
            .action(again),
        Freshness::Incomplete(note) => State::new(Kind::Incomplete, note)
            .detail(format!("Some {many} may be missing here"))
            .action(again),
        Freshness::Offline(why) => State::new(Kind::Offline, why).detail(of),
        Freshness::Failed(error) => State::new(Kind::Error, error.sentence)
            .detail(of)
            .action(again),
        Freshness::Fresh | Freshness::Unread => return,
    };
    if state.banner(ui).is_some() {
        cx.ask(Command::Sync);
    }
    ui.add_space(size::GAP_SMALL);
}

/// The facets beside the list.
fn facets<T: Listed>(list: &mut Listing<T>, ui: &mut Ui) {
    if list.side.show(ui, &mut list.filter, &mut list.facets) {
        list.touch(ui);
    }
}
