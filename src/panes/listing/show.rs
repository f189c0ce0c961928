//! Where everything of a list stands: head, filters, table, inspector; and what keys and clicks do.

use super::panels::Docks;
use super::rows::Shown;
use super::{Listed, Listing, Opener, Parts, View, head, menu, panels, states};
use crate::kit::focus;
use crate::kit::notice::Note;
use crate::kit::table::{Rows, Table, TableResponse};
use crate::kit::text;
use crate::kit::tokens;
use crate::kit::tone::Tone;
use crate::model::count;
use crate::panes::{Cx, PaneCommand, copying};
use crate::worker::protocol::Numbered as _;
use egui::{Frame, Key, Margin, Modifiers, Rect, Stroke, Ui, UiBuilder, pos2};

impl<T: Listed> Listing<T> {
    /// Draws the list.
    pub(super) fn show<P: Parts<Table = T>>(
        &mut self,
        parts: &mut P,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
    ) {
        self.meet(parts, cx.model);
        parts.begin_frame(cx);
        self.follow(parts, cx.model);
        self.go_to_wanted(parts, cx);
        body(self, parts, ui, cx);
        if let Some(command) = self.due(parts, cx.model) {
            cx.ask(command);
        }
        self.keep(parts, ui, cx);
    }

    /// What clicks and keys in a table ask for; `opened` is the number of a row.
    pub(in crate::panes) fn after<P: Parts<Table = T>>(
        &mut self,
        parts: &mut P,
        ui: &Ui,
        cx: &mut Cx<'_>,
        out: &TableResponse,
        opened: Option<u32>,
    ) {
        if out.sort_changed || out.columns_changed {
            self.touch(ui);
        }
        if out.selection_changed {
            self.gone = 0;
            self.pick(parts, cx.model);
        }
        if let Some(number) = opened {
            self.open(parts, number, cx);
        }
        if out.copy {
            self.copy(parts, cx);
        }
        actions_menu(self, parts, out, cx);
        if out.focused {
            self.delete_key(parts, ui, cx);
        }
    }

    /// The Delete key on the selection.
    pub(in crate::panes) fn delete_key<P: Parts<Table = T>>(
        &mut self,
        parts: &mut P,
        ui: &Ui,
        cx: &mut Cx<'_>,
    ) {
        let deeds = parts.deeds(&self.picked, cx.model);
        let removal = |d: &super::Deed| d.command == Some(PaneCommand::Remove);
        let Some(at) = deeds.iter().position(removal) else {
            return;
        };
        if ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Delete)) {
            self.begin(parts, at, cx);
        }
    }

    /// Draws a table of this list with other rows than its own.
    pub(in crate::panes) fn table_of<P: Parts<Table = T>>(
        &mut self,
        parts: &P,
        ui: &mut Ui,
        (key, name): (&str, &str),
        rows: &impl Rows,
    ) -> (TableResponse, Option<u32>) {
        let columns = parts.columns();
        let table = Table::new(key, name, &columns);
        if self.take_focus(ui) {
            let id = table.focus_id(ui);
            ui.memory_mut(|m| m.request_focus(id));
        }
        let sheet = &mut self.sheets[parts.sheet().min(1)];
        let out = table.show(ui, &mut sheet.table, &mut sheet.selection, rows);
        let opened = out.activated.map(|at| rows.key(at));
        (out, opened)
    }
}

fn body<P: Parts>(list: &mut Listing<P::Table>, parts: &mut P, ui: &mut Ui, cx: &mut Cx<'_>) {
    let t = tokens::of(ui.ctx());
    let whole = ui.available_rect_before_wrap();
    ui.painter().rect_filled(whole, 0.0, t.surface);
    let openers = parts.openers(cx.model).len();
    let openers = openers - Opener::folded(openers);
    list.panels.met |= !list.picked.is_empty();
    let met = list.panels.met || parts.tells_of_all();
    list.panels.docks = Docks::of(whole.size(), openers, cx.model, met);
    let side = if whole.width() < 560.0 { 12 } else { 20 };
    ui.spacing_mut().item_spacing.y = 0.0;
    let margin = Margin {
        left: side,
        right: side,
        top: 12,
        bottom: 12,
    };
    Frame::new().inner_margin(margin).show(ui, |ui| {
        head::show(list, parts, ui, cx);
        if parts.view(cx.model).is_some() {
            parts.banner(ui, cx);
            gone_note(list, parts, ui);
            parts.above(list, ui, cx, whole.height());
        }
    });
    let top = ui.cursor().top();
    let line = Stroke::new(1.0, t.border);
    ui.painter().hline(whole.x_range(), top - 0.5, line);
    let whole = Rect::from_min_max(pos2(whole.left(), top), whole.max);
    ui.advance_cursor_after_rect(whole);
    let Some(view) = parts.view(cx.model).cloned() else {
        let known = parts.table(cx.model).is_some();
        parts.unread(&mut part(ui, whole, "body"), cx, known);
        return;
    };
    if view.table.rows().is_empty() {
        parts.nothing(&mut part(ui, whole, "body"), cx, &view.table);
        return;
    }
    let rect = panels::beside::<P>(list, ui, whole);
    focus::part(ui, "table", rect);
    let mut place = part(ui, rect, "table");
    if view.view.rows.is_empty() {
        if parts.all_hidden(&list.filter, &mut place, &view) {
            // It says what is hidden, and how that is shown.
        } else if states::no_hits(parts.words(), &mut place, &view.request.filter.text) {
            list.clear_filters();
        }
    } else {
        parts.rows(list, &mut place, cx, &view);
    }
    if list.panels.docks.inspector {
        // After the rows: that is also the way of the keyboard.
        let place = whole.with_min_x(whole.right() - list.panels.docks.inspector_width);
        focus::part(ui, "inspector", place);
        panels::inspector(list, parts, &mut part(ui, place, "inspector"), cx, &view);
    }
    panels::over(list, parts, ui, rect, cx, &view);
}

/// A place of its own, cut at its edges.
pub(in crate::panes) fn part(ui: &mut Ui, rect: Rect, name: &str) -> Ui {
    let mut ui = ui.new_child(UiBuilder::new().id_salt(name).max_rect(rect));
    ui.shrink_clip_rect(rect);
    ui
}

/// Selected rows that a new reading did not find are named, not dropped in silence.
fn gone_note<P: Parts>(list: &mut Listing<P::Table>, parts: &P, ui: &mut Ui) {
    if list.gone == 0 {
        return;
    }
    let words = parts.words();
    let (one, many) = words.noun;
    let said = format!(
        "{} of the selection {} no longer {} and not selected any more",
        count(list.gone, one, many),
        if list.gone == 1 { "is" } else { "are" },
        words.place,
    );
    if Note::new(Tone::Info, said).closable().show(ui).closed {
        list.gone = 0;
    }
}

/// Draws the rows as a table.
pub(super) fn table<P: Parts>(
    list: &mut Listing<P::Table>,
    parts: &mut P,
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    view: &View<P::Table>,
) {
    let words = parts.words();
    let (out, opened) = {
        let rows = Shown {
            view,
            parts: &*parts,
            now: cx.model.now,
        };
        list.table_of(parts, ui, (words.key(), words.grid), &rows)
    };
    list.after(parts, ui, cx, &out, opened);
}

/// The menu of the selection.
fn actions_menu<P: Parts>(
    list: &mut Listing<P::Table>,
    parts: &mut P,
    out: &TableResponse,
    cx: &mut Cx<'_>,
) {
    let mut chosen = None;
    let mut wants_copy = false;
    let mut wants_cell = None;
    out.context_menu(|ui| {
        let deeds = parts.deeds(&list.picked, cx.model);
        ui.label(text::caption(parts.selected(&list.picked)));
        let (only, both): (Vec<_>, Vec<_>) =
            deeds.iter().enumerate().partition(|(_, d)| d.menu_only);
        for (at, deed) in &both {
            if menu::item(ui, &deed.label, deed.blocked.as_deref()) {
                chosen = Some(*at);
            }
        }
        if !both.is_empty() {
            ui.separator();
        }
        for (at, deed) in &only {
            if menu::item(ui, &deed.label, deed.blocked.as_deref()) {
                chosen = Some(*at);
            }
        }
        let none = list.picked.is_empty().then_some("Nothing is selected");
        let label = match list.picked.len() {
            0 | 1 => "Copy row".to_owned(),
            n => format!("Copy {}", count(n, "row", "rows")),
        };
        wants_copy = menu::item(ui, &label, none);
        wants_cell = cells(list, parts, ui, out.menu_column);
    });
    if let Some(deed) = chosen {
        list.begin(parts, deed, cx);
    }
    if wants_copy {
        list.copy(parts, cx);
    }
    if let Some(column) = wants_cell {
        list.copy_cell(parts, column, cx);
    }
}

/// Lines of the menu that copy one cell: the one under the mouse, or any of them by keyboard.
fn cells<P: Parts>(
    list: &Listing<P::Table>,
    parts: &P,
    ui: &mut Ui,
    pointed: Option<usize>,
) -> Option<usize> {
    let (columns, sheet) = parts.copied();
    if list.cursor(parts).is_none() || sheet != parts.sheet() {
        return None;
    }
    let shown = copying::shown(&columns, &list.sheets[sheet.min(1)].table);
    let offered = shown
        .into_iter()
        .filter(|at| pointed.is_none_or(|p| p == *at));
    let mut wanted = None;
    for at in offered {
        let label = format!("Copy cell “{}”", columns[at].title);
        if menu::item(ui, &label, None) {
            wanted = Some(at);
        }
    }
    wanted
}
