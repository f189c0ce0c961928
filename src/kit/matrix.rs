//! Counts in a grid of lines and columns, darker where there are more. Only the cells in sight are
//! drawn; the names of lines and columns stay where they are while the rest scrolls. One stop of
//! the Tab key, the arrow keys move in it.

use std::ops::Range;

use egui::accesskit::Role;
use egui::epaint::TextShape;
use egui::{
    Color32, CornerRadius, EventFilter, Key, Modifiers, Rect, Response, ScrollArea, Sense, Stroke,
    StrokeKind, Ui, UiBuilder, Vec2, pos2, vec2,
};

use super::tokens::{self, Tokens, size};
use super::{a11y, text};

/// Width of a cell.
const CELL: f32 = 44.0;
/// Height of a line.
const LINE: f32 = size::ROW;
/// Most height of the names of columns, which stand at a slant; less in a low window.
const HEAD: f32 = 128.0;
/// Their slant, in radians.
const SLANT: f32 = -0.9;

/// What is shown: names and counts, asked for as they come into sight.
pub trait Counts {
    /// What the grid shows.
    fn name(&self) -> String;
    /// Number of lines and columns.
    fn size(&self) -> (usize, usize);
    /// The name of a line.
    fn line(&self, line: usize) -> &str;
    /// The name of a column.
    fn column(&self, column: usize) -> &str;
    /// The count of a cell.
    fn count(&self, line: usize, column: usize) -> u32;
    /// The highest count of all cells.
    fn most(&self) -> u32;
    /// A cell in words.
    fn says(&self, line: usize, column: usize) -> String;
    /// Whether a line is selected.
    fn is_on(&self, line: usize) -> bool;
}

/// What the grid keeps between frames.
#[derive(Debug, Default)]
pub struct MatrixState {
    /// Line and column of the keyboard.
    pub cursor: (usize, usize),
    reveal: bool,
}

/// What was done in it.
#[derive(Debug)]
pub struct MatrixOut {
    /// The cell that was clicked, or on which Space or Enter was pressed.
    pub hit: Option<(usize, usize)>,
    /// What takes the keyboard.
    pub surface: Response,
}

struct Frame<'a> {
    counts: &'a dyn Counts,
    whole: Rect,
    names: f32,
    head: f32,
    t: &'a Tokens,
}

impl Frame<'_> {
    fn cells(&self) -> Rect {
        let min = pos2(self.whole.left() + self.names, self.whole.top() + self.head);
        Rect::from_min_max(min, self.whole.max.max(min))
    }
}

/// Draws it over all the room there is.
pub fn matrix(ui: &mut Ui, state: &mut MatrixState, counts: &dyn Counts) -> MatrixOut {
    let whole = ui.available_rect_before_wrap();
    let frame = Frame {
        counts,
        whole,
        names: (whole.width() * 0.3).clamp(110.0, 200.0),
        head: (whole.height() * 0.34).clamp(48.0, HEAD),
        t: tokens::of(ui.ctx()),
    };
    let surface = ui.interact(whole, ui.scope_id().with("matrix"), Sense::click());
    a11y::role(&surface, Role::Grid, &counts.name());
    let (lines, columns) = counts.size();
    let last = (lines.saturating_sub(1), columns.saturating_sub(1));
    state.cursor = (state.cursor.0.min(last.0), state.cursor.1.min(last.1));
    let focused = surface.has_focus();
    let mut pressed = false;
    if focused {
        let filter = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..Default::default()
        };
        ui.memory_mut(|m| m.set_focus_lock_filter(surface.id, filter));
        let page = (frame.cells().height() / LINE).floor().max(1.0) as usize;
        pressed = keyboard(ui, state, last, page);
    }
    let (offset, mut hit) = cells(ui, &frame, state, focused);
    edges(ui, &frame, offset);
    let some = lines > 0 && columns > 0;
    let spoken = if focused && some {
        counts.says(state.cursor.0, state.cursor.1)
    } else {
        String::new()
    };
    a11y::announce(ui, &spoken);
    if pressed && some {
        hit = Some(state.cursor);
    }
    if let Some(at) = hit {
        state.cursor = at;
        surface.request_focus();
    }
    ui.advance_cursor_after_rect(whole);
    MatrixOut { hit, surface }
}

/// Moves the cursor; true where the cell is meant.
fn keyboard(ui: &Ui, state: &mut MatrixState, last: (usize, usize), page: usize) -> bool {
    state.reveal |= walk(ui, &mut state.cursor, last, page);
    ui.input_mut(|i| {
        let mut pressed = |key: Key| i.consume_key(Modifiers::NONE, key);
        let space = pressed(Key::Space);
        pressed(Key::Enter) || space
    })
}

/// Moves a cursor, which is a line and a column, by the keys that a grid takes; true where it moved.
/// `last` is the farthest line and column, `page` the number of lines in sight.
pub fn walk(ui: &Ui, cursor: &mut (usize, usize), last: (usize, usize), page: usize) -> bool {
    let before = *cursor;
    ui.input_mut(|i| {
        let mut pressed = |key: Key| i.consume_key(Modifiers::NONE, key);
        let (line, column) = &mut *cursor;
        if pressed(Key::ArrowDown) {
            *line += 1;
        }
        if pressed(Key::ArrowUp) {
            *line = line.saturating_sub(1);
        }
        if pressed(Key::ArrowRight) {
            *column += 1;
        }
        if pressed(Key::ArrowLeft) {
            *column = column.saturating_sub(1);
        }
        if pressed(Key::PageDown) {
            *line += page;
        }
        if pressed(Key::PageUp) {
            *line = line.saturating_sub(page);
        }
        if pressed(Key::Home) {
            *column = 0;
        }
        if pressed(Key::End) {
            *column = last.1;
        }
    });
    *cursor = (cursor.0.min(last.0), cursor.1.min(last.1));
    *cursor != before
}

/// Numbers of the lines or columns of this size that a part of the content shows.
pub fn in_sight(from: f32, to: f32, each: f32, all: usize) -> Range<usize> {
    let first = (from / each).floor().max(0.0) as usize;
    let last = (to / each).ceil().max(0.0) as usize;
    first.min(all)..last.min(all)
}

/// Draws the cells in sight; gives how far they are scrolled, and the one that was clicked.
fn cells(
    ui: &mut Ui,
    frame: &Frame<'_>,
    state: &mut MatrixState,
    focused: bool,
) -> (Vec2, Option<(usize, usize)>) {
    let place = frame.cells();
    let (lines, columns) = frame.counts.size();
    let mut inner = ui.new_child(UiBuilder::new().id_salt("cells").max_rect(place));
    inner.shrink_clip_rect(place);
    let reveal = std::mem::take(&mut state.reveal);
    let (mut hit, mut offset) = (None, Vec2::ZERO);
    let area = ScrollArea::both().id_salt("matrix").auto_shrink(false);
    area.show_viewport(&mut inner, |ui, viewport| {
        ui.set_min_size(vec2(columns as f32 * CELL, lines as f32 * LINE));
        let origin = ui.max_rect().min;
        offset = viewport.min.to_vec2();
        let at = |line: usize, column: usize| {
            let min = origin + vec2(column as f32 * CELL, line as f32 * LINE);
            Rect::from_min_size(min, vec2(CELL, LINE))
        };
        for line in in_sight(viewport.top(), viewport.bottom(), LINE, lines) {
            for column in in_sight(viewport.left(), viewport.right(), CELL, columns) {
                let here = focused && state.cursor == (line, column);
                if cell(ui, frame, (line, column), at(line, column), here) {
                    hit = Some((line, column));
                }
            }
        }
        if reveal {
            ui.scroll_to_rect(at(state.cursor.0, state.cursor.1), None);
        }
    });
    (offset, hit)
}

fn cell(ui: &Ui, frame: &Frame<'_>, at: (usize, usize), rect: Rect, here: bool) -> bool {
    let (t, counts) = (frame.t, frame.counts);
    let response = ui.interact(rect, ui.scope_id().with(("cell", at)), Sense::CLICK);
    let says = counts.says(at.0, at.1);
    a11y::role(&response, Role::Cell, &says);
    a11y::selected(&response, counts.is_on(at.0));
    let count = counts.count(at.0, at.1);
    let (painter, box_) = (ui.painter(), rect.shrink(1.0));
    let round = CornerRadius::same(3);
    painter.rect_filled(box_, round, ground(t, count, counts.most()));
    if response.hovered() {
        let line = Stroke::new(1.0, t.accent);
        painter.rect_stroke(box_, round, line, StrokeKind::Inside);
    }
    if count > 0 {
        let words = text::count(count.into());
        let galley = text::line(ui, &words, text::small_font(), t.text, CELL);
        let corner = rect.center() - galley.size() / 2.0;
        painter.galley(corner, galley, t.text);
    }
    if here {
        let line = Stroke::new(2.0, t.accent);
        painter.rect_stroke(box_, round, line, StrokeKind::Inside);
    }
    response.on_hover_text(says).clicked()
}

/// From a wash to colour by the root, so that few are seen beside many; the text on it stays
/// readable in both looks.
fn ground(t: &Tokens, count: u32, most: u32) -> Color32 {
    if count == 0 {
        return t.sunken;
    }
    let share = (f64::from(count) / f64::from(most.max(1))).sqrt() as f32;
    t.surface.lerp_to_gamma(t.accent, 0.12 + 0.38 * share)
}

/// Draws the names at the left and above, which do not scroll away.
fn edges(ui: &mut Ui, frame: &Frame<'_>, offset: Vec2) {
    let (t, counts, cells) = (frame.t, frame.counts, frame.cells());
    let (lines, columns) = counts.size();
    // A name at a slant begins above its column and reaches over the ones to its right.
    let head = Rect::from_min_max(
        pos2(cells.left() - 8.0, frame.whole.top()),
        pos2(frame.whole.right(), cells.top()),
    );
    let mut above = ui.new_child(UiBuilder::new().id_salt("columns").max_rect(head));
    above.shrink_clip_rect(head);
    for column in in_sight(offset.x, offset.x + head.width(), CELL, columns) {
        let left = cells.left() + column as f32 * CELL - offset.x;
        let name = counts.column(column);
        let rect = Rect::from_min_max(
            pos2(left, cells.top() - 26.0),
            pos2(left + CELL, cells.top()),
        );
        let id = above.scope_id().with(("column", column));
        let response = above.interact(rect, id, Sense::hover());
        a11y::role(&response, Role::ColumnHeader, name);
        response.on_hover_text(name);
        let room = (frame.head - 16.0) / SLANT.sin().abs();
        let galley = text::line(&above, name, text::small_font(), t.muted, room);
        let foot = pos2(left + CELL * 0.3, cells.top() - 8.0);
        // The text turns around its upper left corner, so that it starts a line's height higher.
        let up = galley.size().y * vec2(SLANT.sin(), -SLANT.cos());
        above
            .painter()
            .add(TextShape::new(foot + up * 0.5, galley, t.muted).with_angle(SLANT));
    }
    let side = Rect::from_min_max(
        pos2(frame.whole.left(), cells.top()),
        pos2(cells.left(), frame.whole.bottom()),
    );
    let mut beside = ui.new_child(UiBuilder::new().id_salt("lines").max_rect(side));
    beside.shrink_clip_rect(side);
    for line in in_sight(offset.y, offset.y + side.height(), LINE, lines) {
        let top = side.top() + line as f32 * LINE - offset.y;
        let rect = Rect::from_min_size(pos2(side.left(), top), vec2(side.width(), LINE));
        let name = counts.line(line);
        if counts.is_on(line) {
            let ground = rect.shrink2(vec2(0.0, 1.0));
            let round = CornerRadius::same(3);
            beside.painter().rect_filled(ground, round, t.selected);
        }
        let id = beside.scope_id().with(("line", line));
        let response = beside.interact(rect, id, Sense::hover());
        a11y::role(&response, Role::RowHeader, name);
        let room = side.width() - 20.0;
        let galley = text::line(&beside, name, text::body_font(), t.text, room);
        let corner = pos2(rect.left() + 8.0, rect.center().y - galley.size().y / 2.0);
        beside.painter().galley(corner, galley, t.text);
        response.on_hover_text(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_in_sight_is_drawn() {
        assert_eq!(in_sight(0.0, 90.0, CELL, 10), 0..3);
        assert_eq!(in_sight(50.0, 90.0, CELL, 2), 1..2);
        assert_eq!(in_sight(5000.0, 5100.0, CELL, 4), 4..4);
    }

    #[test]
    fn more_people_are_darker_and_nobody_is_the_ground() {
        let t = &tokens::LIGHT;
        assert_eq!(ground(t, 0, 9), t.sunken);
        assert_ne!(ground(t, 1, 9), ground(t, 9, 9));
        assert_eq!(ground(t, 9, 9), ground(t, 4, 4));
    }
}
