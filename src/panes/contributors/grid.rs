//! Accounts down, sites across: who has which role where. Only the cells in sight are drawn.

use super::Contributors;
use super::grouped::Grouped;
use super::rows::face;
use crate::kit::matrix::{in_sight, walk};
use crate::kit::table::Selection;
use crate::kit::tokens::{self, Tokens, size};
use crate::kit::{a11y, avatar, text};
use crate::model::count;
use crate::panes::Cx;
use crate::panes::listing::{Listing, part};
use crate::worker::protocol::{AccessRow, AccessTable, AccessView};
use egui::accesskit::Role;
use egui::{
    Color32, CornerRadius, Key, Modifiers, Rect, Response, ScrollArea, Sense, Stroke, StrokeKind,
    Ui, UiBuilder, Vec2, pos2, vec2,
};
use std::sync::Arc;

/// Width of a site's column.
const CELL: f32 = 124.0;
/// Width of a cell up to which few sites share what is free, in points.
const WIDEST: f32 = 190.0;
/// Height of a line.
const LINE: f32 = size::ROW;

/// What the grid keeps between frames.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// Line and column of the keyboard.
    cursor: (usize, usize),
    /// Bring the cursor into sight.
    reveal: bool,
    start: bool,
}

impl Grid {
    /// Another list begins at its first line.
    pub(super) fn restart(&mut self) {
        *self = Self {
            start: true,
            ..Self::default()
        };
    }
}

/// What was clicked.
enum Hit {
    Cell(usize, usize),
    Person(usize),
    Site(usize),
}

/// Where everything stands in this frame.
struct Frame<'a> {
    table: &'a AccessTable,
    shown: &'a Grouped,
    persons: &'a [u32],
    sites: &'a [u32],
    names: f32,
    whole: Rect,
    t: &'a Tokens,
}

impl Frame<'_> {
    fn row(&self, line: usize, column: usize) -> Option<(u32, &AccessRow)> {
        let (person, site) = (self.persons.get(line)?, self.sites.get(column)?);
        let row = self.table.persons.row_at(*person, *site)?;
        // What the filter hides is not shown here either.
        if !self.shown.shows(row) {
            return None;
        }
        Some((row, self.table.rows.get(row as usize)?))
    }

    fn cells(&self) -> Rect {
        Rect::from_min_max(
            pos2(self.whole.left() + self.names, self.whole.top() + LINE),
            self.whole.max,
        )
    }

    /// Width of a cell: a few sites share the place, many scroll.
    fn cell(&self) -> f32 {
        let sites = self.sites.len().max(1) as f32;
        (self.cells().width() / sites).clamp(CELL, WIDEST).floor()
    }

    fn person(&self, line: usize) -> &str {
        let at = self.persons.get(line).map(|p| *p as usize);
        let person = at.and_then(|p| self.table.persons.list.get(p));
        person.map_or("", |p| p.name.as_str())
    }

    fn site(&self, column: usize) -> &str {
        let at = self.sites.get(column).map(|s| *s as usize);
        let site = at.and_then(|s| self.table.persons.sites.get(s));
        site.map_or("", |s| s.name.as_str())
    }

    fn says(&self, line: usize, column: usize) -> String {
        let (who, place) = (self.person(line), self.site(column));
        let Some((_, row)) = self.row(line, column) else {
            return format!("{who}, {place}: nothing shown");
        };
        let roles = row.role_titles.join(", ");
        let limit = if row.no_effect.is_some() {
            ", limit to locations without effect"
        } else if row.locations.is_empty() {
            ""
        } else {
            ", limited to locations"
        };
        format!("{who}, {place}: {roles}{limit}")
    }
}

/// Draws the grid and does what clicks and keys ask.
pub(super) fn show(
    own: &mut Contributors,
    list: &mut Listing<AccessTable>,
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    view: &Arc<AccessView>,
) {
    let whole = ui.available_rect_before_wrap();
    let mut grid = std::mem::take(&mut own.grid);
    let frame = Frame {
        table: &view.table,
        shown: &own.grouped,
        persons: &own.grouped.persons,
        sites: &own.grouped.sites,
        names: (whole.width() * 0.3).clamp(120.0, 220.0),
        whole,
        t: tokens::of(ui.ctx()),
    };
    let surface = ui.interact(whole, ui.scope_id().with("grid"), Sense::click());
    let name = format!(
        "Grid, {} by {}",
        count(frame.persons.len(), "person", "people"),
        count(frame.sites.len(), "site", "sites")
    );
    a11y::role(&surface, Role::Grid, &name);
    ui.ctx().accesskit_node_builder(surface.id, |node| {
        node.set_row_count(frame.persons.len());
        node.set_column_count(frame.sites.len());
        node.set_multiselectable();
    });
    if list.take_focus(ui) {
        surface.request_focus();
    }
    let (last_line, last_column) = (
        frame.persons.len().saturating_sub(1),
        frame.sites.len().saturating_sub(1),
    );
    grid.cursor.0 = grid.cursor.0.min(last_line);
    grid.cursor.1 = grid.cursor.1.min(last_column);
    let focused = surface.has_focus();
    let keys = if focused {
        keep_keys(ui, &surface);
        let page = (frame.cells().height() / LINE).floor().max(1.0) as usize;
        keyboard(ui, &mut grid, (last_line, last_column), page)
    } else {
        Keys::default()
    };
    let numbers = &view.table.numbers;
    let (offset, mut hit) = {
        let selection = list.selection(0);
        let on = |row: u32| selection.contains(numbers.number(row));
        cells(ui, &frame, &mut grid, &on, focused)
    };
    hit = hit.or(edges(ui, &frame, offset));
    let spoken = if focused {
        frame.says(grid.cursor.0, grid.cursor.1)
    } else {
        String::new()
    };
    a11y::announce(ui, &spoken);
    if keys.toggle || keys.open {
        hit = Some(Hit::Cell(grid.cursor.0, grid.cursor.1));
    }
    let rows = hit.as_ref().map(|hit| meant(&frame, hit));
    if let Some(Hit::Cell(line, column)) = hit {
        grid.cursor = (line, column);
    }
    own.grid = grid;
    if let Some(rows) = rows {
        surface.request_focus();
        let more = ui.input(|i| i.modifiers.command) || keys.toggle;
        let shown = rows.iter().filter(|r| own.grouped.shows(**r));
        let chosen: Vec<u32> = shown.map(|r| numbers.number(*r)).collect();
        select(list.selection(0), &chosen, more);
        list.pick(own, cx.model);
        if keys.open
            && let Some(row) = rows.first()
        {
            list.open(own, numbers.number(*row), cx);
        }
    }
    if focused {
        list.delete_key(own, ui, cx);
        if ui.input(|i| i.events.iter().any(|e| matches!(e, egui::Event::Copy))) {
            list.copy(own, cx);
        }
    }
}

/// The arrow keys move in the grid, not between controls.
fn keep_keys(ui: &Ui, surface: &Response) {
    let filter = egui::EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        ..Default::default()
    };
    ui.memory_mut(|m| m.set_focus_lock_filter(surface.id, filter));
}

#[derive(Default)]
struct Keys {
    toggle: bool,
    open: bool,
}

fn keyboard(ui: &Ui, grid: &mut Grid, last: (usize, usize), page: usize) -> Keys {
    grid.reveal |= walk(ui, &mut grid.cursor, last, page);
    ui.input_mut(|i| {
        let mut pressed = |key: Key| i.consume_key(Modifiers::NONE, key);
        Keys {
            toggle: pressed(Key::Space),
            open: pressed(Key::Enter),
        }
    })
}

/// Draws the cells in sight; gives how far they are scrolled.
fn cells(
    ui: &mut Ui,
    frame: &Frame<'_>,
    grid: &mut Grid,
    on: &dyn Fn(u32) -> bool,
    focused: bool,
) -> (Vec2, Option<Hit>) {
    let place = frame.cells();
    let mut inner = ui.new_child(UiBuilder::new().id_salt("cells").max_rect(place));
    let mut area = ScrollArea::both().id_salt("grid").auto_shrink(false);
    if std::mem::take(&mut grid.start) {
        area = area.scroll_offset(Vec2::ZERO);
    }
    let reveal = std::mem::take(&mut grid.reveal);
    let mut hit = None;
    let mut offset = Vec2::ZERO;
    area.show_viewport(&mut inner, |ui, viewport| {
        let content = vec2(
            frame.sites.len() as f32 * frame.cell(),
            frame.persons.len() as f32 * LINE,
        );
        ui.set_min_size(content);
        let origin = ui.max_rect().min;
        offset = viewport.min.to_vec2();
        let at = |line: usize, column: usize| {
            let min = origin + vec2(column as f32 * frame.cell(), line as f32 * LINE);
            Rect::from_min_size(min, vec2(frame.cell(), LINE))
        };
        let columns = in_sight(
            viewport.left(),
            viewport.right(),
            frame.cell(),
            frame.sites.len(),
        );
        let lines = in_sight(viewport.top(), viewport.bottom(), LINE, frame.persons.len());
        for line in lines {
            for column in columns.clone() {
                let rect = at(line, column);
                if cell(ui, frame, (line, column), rect, on) {
                    hit = Some(Hit::Cell(line, column));
                }
                if focused && grid.cursor == (line, column) {
                    ui.painter().rect_stroke(
                        rect.shrink(1.0),
                        CornerRadius::same(3),
                        Stroke::new(2.0, frame.t.accent),
                        StrokeKind::Inside,
                    );
                }
            }
        }
        if reveal {
            ui.scroll_to_rect(at(grid.cursor.0, grid.cursor.1), None);
        }
    });
    (offset, hit)
}

fn cell(
    ui: &Ui,
    frame: &Frame<'_>,
    (line, column): (usize, usize),
    rect: Rect,
    on: &dyn Fn(u32) -> bool,
) -> bool {
    let t = frame.t;
    let id = ui.scope_id().with(("cell", line, column));
    let response = ui.interact(rect, id, Sense::CLICK);
    a11y::role(&response, Role::Cell, &frame.says(line, column));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_row_index(line);
        node.set_column_index(column);
    });
    let painter = ui.painter();
    let found = frame.row(line, column);
    let chosen = found.is_some_and(|(row, _)| on(row));
    a11y::selected(&response, chosen);
    if chosen {
        painter.rect_filled(rect, 0.0, t.selected);
    } else if found.is_some() && response.hovered() {
        painter.rect_filled(rect, 0.0, t.hover);
    }
    let line_color = Stroke::new(1.0, t.border);
    painter.hline(rect.x_range(), rect.bottom() - 0.5, line_color);
    painter.vline(rect.right() - 0.5, rect.y_range(), line_color);
    if let Some((_, row)) = found {
        let first = row.role_titles.first().map_or(row.no_roles, String::as_str);
        let more = row.role_titles.len().saturating_sub(1);
        let words = if more == 0 {
            first.to_owned()
        } else {
            format!("{first} +{more}")
        };
        let ink = if row.no_effect.is_some() {
            t.warning
        } else {
            t.text
        };
        words_at(ui, &words, rect, ink);
        let hover = format!(
            "{}\n{}",
            frame.says(line, column),
            row.no_effect.as_deref().unwrap_or_default()
        );
        return response.on_hover_text(hover.trim()).clicked();
    }
    response.clicked()
}

fn words_at(ui: &Ui, words: &str, rect: Rect, ink: Color32) {
    let galley = text::line(ui, words, text::small_font(), ink, rect.width() - 16.0);
    let at = pos2(rect.left() + 8.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, ink);
}

/// Draws names at the left and sites above, which do not scroll away.
fn edges(ui: &mut Ui, frame: &Frame<'_>, offset: Vec2) -> Option<Hit> {
    let mut hit = None;
    let cells = frame.cells();
    let t = frame.t;
    let line = Stroke::new(1.0, t.border);
    let head = Rect::from_min_max(
        pos2(cells.left(), frame.whole.top()),
        pos2(frame.whole.right(), cells.top()),
    );
    let above = part(ui, head, "sites");
    above.painter().rect_filled(head, 0.0, t.surface);
    let shown = in_sight(
        offset.x,
        offset.x + head.width(),
        frame.cell(),
        frame.sites.len(),
    );
    for column in shown {
        let min = pos2(
            head.left() + column as f32 * frame.cell() - offset.x,
            head.top(),
        );
        let rect = Rect::from_min_size(min, vec2(frame.cell(), LINE));
        let id = above.scope_id().with(("site", column));
        let name = frame.site(column);
        let response = above.interact(rect, id, Sense::click());
        a11y::role(&response, Role::ColumnHeader, name);
        if response.hovered() {
            above.painter().rect_filled(rect, 0.0, t.hover);
        }
        words_at(&above, name, rect, t.muted);
        ring(&above, &response, t);
        let said = format!("{name}\nClick to select everybody on it");
        if response.on_hover_text(said).clicked() {
            hit = Some(Hit::Site(column));
        }
    }
    let left = Rect::from_min_max(
        pos2(frame.whole.left(), cells.top()),
        pos2(cells.left(), frame.whole.bottom()),
    );
    let mut beside = part(ui, left, "names");
    beside.painter().rect_filled(left, 0.0, t.surface);
    let shown = in_sight(
        offset.y,
        offset.y + left.height(),
        LINE,
        frame.persons.len(),
    );
    for person in shown {
        let min = pos2(left.left(), left.top() + person as f32 * LINE - offset.y);
        let rect = Rect::from_min_size(min, vec2(left.width(), LINE));
        if name_line(&mut beside, frame, person, rect) {
            hit = Some(Hit::Person(person));
        }
    }
    ui.painter()
        .hline(frame.whole.x_range(), cells.top() - 0.5, line);
    ui.painter()
        .vline(cells.left() - 0.5, frame.whole.y_range(), line);
    hit
}

fn name_line(ui: &mut Ui, frame: &Frame<'_>, at: usize, rect: Rect) -> bool {
    let t = frame.t;
    let place = frame.persons.get(at).map(|p| *p as usize);
    let Some(person) = place.and_then(|p| frame.table.persons.list.get(p)) else {
        return false;
    };
    let response = ui.interact(rect, ui.scope_id().with(("person", at)), Sense::click());
    a11y::role(&response, Role::RowHeader, &person.name);
    if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, t.hover);
    }
    let face_at =
        Rect::from_center_size(pos2(rect.left() + 23.0, rect.center().y), Vec2::splat(22.0));
    let kind = face(&person.name_from);
    avatar::paint(ui, face_at, kind, person.account.as_str(), &person.name);
    let room = rect.with_min_x(face_at.right());
    let ink = if person.name_from.is_empty() {
        t.muted
    } else {
        t.text
    };
    words_at(ui, &person.name, room, ink);
    ui.painter().hline(
        rect.x_range(),
        rect.bottom() - 0.5,
        Stroke::new(1.0, t.border),
    );
    ring(ui, &response, t);
    let said = format!(
        "{}\nClick to select every site of this person that is shown",
        person.name
    );
    response.on_hover_text(said).clicked()
}

/// Shows that the keyboard is on a name.
fn ring(ui: &Ui, response: &Response, t: &Tokens) {
    if response.has_focus() {
        let (rect, line) = (response.rect.shrink(1.0), Stroke::new(2.0, t.accent));
        let corner = CornerRadius::same(3);
        ui.painter()
            .rect_stroke(rect, corner, line, StrokeKind::Inside);
    }
}

/// The rows that a click means.
fn meant(frame: &Frame<'_>, hit: &Hit) -> Vec<u32> {
    match hit {
        Hit::Cell(line, column) => frame.row(*line, *column).into_iter().map(|r| r.0).collect(),
        Hit::Person(line) => (0..frame.sites.len())
            .filter_map(|column| frame.row(*line, column))
            .map(|r| r.0)
            .collect(),
        Hit::Site(column) => (0..frame.persons.len())
            .filter_map(|line| frame.row(line, *column))
            .map(|r| r.0)
            .collect(),
    }
}

/// Selects these and no others, or, with `more`, besides the others.
fn select(selection: &mut Selection, chosen: &[u32], more: bool) {
    if !more {
        selection.clear();
        selection.extend(chosen.iter().copied());
        return;
    }
    let all = chosen.iter().all(|n| selection.contains(*n));
    for number in chosen {
        if all {
            selection.remove(*number);
        } else {
            selection.insert(*number);
        }
    }
}
