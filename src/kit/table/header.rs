//! The heading: names of the columns, sort, widths.

use egui::{
    CursorIcon, EventFilter, FontId, Key, Painter, Pos2, Rect, Response, RichText, Role, Sense,
    Stroke, StrokeKind, TextWrapMode, Ui, UiBuilder, WidgetInfo, WidgetText, pos2, vec2,
};

use super::column::{Placed, size_by_hand};
use super::frame::{Frame, PAD};
use super::hands::Hands;
use super::{Column, TableState};
use crate::kit::a11y;
use crate::kit::paint::Feel;

/// How far an arrow key moves an edge.
const KEY_STEP: f32 = 16.0;
/// Width of the strip on an edge that can be dragged.
const GRIP: f32 = 8.0;
/// Room for the arrow of the sort.
const ARROW: f32 = 14.0;

/// The name of a heading, as a screen reader says it.
fn spoken(column: &Column, ascending: Option<bool>) -> String {
    match (column.sortable, ascending) {
        (false, _) => column.title.clone(),
        (true, None) => format!("Sort by {}", column.title),
        (true, Some(true)) => format!("Sort by {}, ascending now", column.title),
        (true, Some(false)) => format!("Sort by {}, descending now", column.title),
    }
}

/// Draws the heading and does what is asked of it.
pub(super) fn show(grid: &mut Ui, frame: &Frame<'_>, hands: &mut Hands<'_>) {
    let tokens = frame.tokens;
    let builder = UiBuilder::new()
        .scope_id(frame.id.with("head"))
        .max_rect(frame.head)
        .accessibility_role(Role::Row)
        .accessibility_label("Columns");
    let mut ui = grid.new_child(builder);
    ui.shrink_clip_rect(frame.head);
    ui.painter().rect_filled(frame.head, 0.0, tokens.surface);
    let last = frame.placed.len().saturating_sub(1);
    hands.state.view.heading = hands.state.view.heading.min(last);
    for (at, placed) in frame.placed.iter().enumerate() {
        heading(&ui, frame, at, *placed, hands);
    }
    let line = Stroke::new(1.0, tokens.border);
    ui.painter()
        .hline(frame.head.x_range(), frame.head.bottom() - 0.5, line);
    // Grips come last: they lie on the headings.
    for (at, placed) in frame.placed.iter().enumerate() {
        let edge = frame.span(*placed).max;
        let free_end = edge < frame.body.right() - GRIP;
        if frame.columns[placed.index].resizable && (at < last || free_end) {
            grip(&ui, frame, at, edge, hands);
        }
    }
    ui.expand_to_include_rect(frame.head);
}

fn heading(ui: &Ui, frame: &Frame<'_>, at: usize, placed: Placed, hands: &mut Hands<'_>) {
    let column = &frame.columns[placed.index];
    let rect = Rect::from_x_y_ranges(frame.span(placed), frame.head.y_range());
    let id = frame.id.with(("head", column.id));
    // One stop for the Tab key in the whole heading; the arrow keys go on from there.
    let roving = at == hands.state.view.heading;
    let mut sense = if column.sortable {
        Sense::CLICK
    } else {
        Sense::HOVER
    };
    if roving || ui.memory(|memory| memory.has_focus(id)) {
        sense |= Sense::FOCUSABLE;
    }
    let response = ui.interact(rect, id, sense);
    if column.sortable && response.clicked() {
        hands.state.sort_by(column.id);
        hands.state.view.heading = at;
        hands.out.sort_changed = true;
    }
    let ascending = hands.state.ascending(column.id);
    response
        .widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, spoken(column, ascending)));
    if frame.heard {
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_column_index(at);
            if let Some(ascending) = ascending {
                use egui::accesskit::SortDirection::{Ascending, Descending};
                node.set_sort_direction(if ascending { Ascending } else { Descending });
            }
        });
    }
    if response.has_focus() {
        keys(ui, frame, at, placed, hands, &response);
    }
    paint(ui, frame, rect, column, ascending, &response);
}

fn keys(
    ui: &Ui,
    frame: &Frame<'_>,
    at: usize,
    placed: Placed,
    hands: &mut Hands<'_>,
    response: &Response,
) {
    let filter = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let pressed = |key| {
        ui.input_mut(|input| {
            (
                input.modifiers.command,
                input.consume_key(input.modifiers, key),
            )
        })
    };
    for (key, by) in [(Key::ArrowLeft, -1.0), (Key::ArrowRight, 1.0)] {
        let (command, pressed) = pressed(key);
        if !pressed {
            continue;
        }
        if command && frame.columns[placed.index].resizable {
            resize(frame, at, placed.width + by * KEY_STEP, hands);
        } else if !command {
            let last = frame.placed.len() - 1;
            let to = if by < 0.0 {
                at.saturating_sub(1)
            } else {
                (at + 1).min(last)
            };
            hands.state.view.heading = to;
            let column = &frame.columns[frame.placed[to].index];
            let id = frame.id.with(("head", column.id));
            ui.memory_mut(|memory| memory.request_focus(id));
        }
    }
    if pressed(Key::ArrowDown).1 {
        ui.memory_mut(|memory| memory.request_focus(frame.id));
    }
}

fn paint(
    ui: &Ui,
    frame: &Frame<'_>,
    rect: Rect,
    column: &Column,
    ascending: Option<bool>,
    response: &Response,
) {
    let tokens = frame.tokens;
    let feel = Feel::of(response, false);
    if feel.hot && column.sortable {
        ui.painter().rect_filled(rect, 0.0, tokens.hover);
    }
    let inner = rect.shrink2(vec2(PAD.min(rect.width() / 2.0), 0.0));
    let arrow = if ascending.is_some() { ARROW } else { 0.0 };
    let ink = if ascending.is_some() {
        tokens.text
    } else {
        tokens.muted
    };
    let text = WidgetText::from(RichText::new(&column.title).color(ink));
    let room = (inner.width() - arrow).max(0.0);
    let wrap = Some(TextWrapMode::Truncate);
    let galley = text.into_galley(ui, wrap, room, FontId::proportional(12.0));
    let width = galley.size().x + arrow;
    let left = match column.align {
        egui::Align::Min => inner.left(),
        egui::Align::Center => inner.center().x - width / 2.0,
        egui::Align::Max => inner.right() - width,
    };
    let elided = galley.elided;
    let (end, top) = (
        left + galley.size().x,
        rect.center().y - galley.size().y / 2.0,
    );
    ui.painter().galley(pos2(left, top), galley, ink);
    if let Some(ascending) = ascending {
        sort_arrow(
            ui.painter(),
            pos2(end + 8.0, rect.center().y),
            ascending,
            ink,
        );
    }
    if feel.focus {
        let ring = Stroke::new(2.0, tokens.accent);
        ui.painter()
            .rect_stroke(rect.shrink(2.0), 4.0, ring, StrokeKind::Inside);
    }
    if elided {
        response.clone().on_hover_text(&column.title);
    }
}

fn sort_arrow(painter: &Painter, center: Pos2, ascending: bool, ink: egui::Color32) {
    let up = if ascending { -1.0 } else { 1.0 };
    let stroke = Stroke::new(1.2, ink);
    let tip = center + vec2(0.0, 4.0 * up);
    painter.line_segment([center - vec2(0.0, 4.0 * up), tip], stroke);
    for side in [-3.0, 3.0] {
        painter.line_segment([tip, tip + vec2(side, -3.0 * up)], stroke);
    }
}

fn grip(ui: &Ui, frame: &Frame<'_>, at: usize, edge: f32, hands: &mut Hands<'_>) {
    let placed = frame.placed[at];
    let column = &frame.columns[placed.index];
    let x = egui::Rangef::new(edge - GRIP / 2.0, edge + GRIP / 2.0);
    let rect = Rect::from_x_y_ranges(x, frame.head.y_range());
    let id = frame.id.with(("grip", column.id));
    let response = ui
        .interact(rect, id, Sense::CLICK | Sense::DRAG)
        .on_hover_and_drag_cursor(CursorIcon::ResizeHorizontal);
    if frame.heard {
        let name = format!("Width of {}", column.title);
        response.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, &name));
        a11y::describe(
            &response,
            "Ctrl with an arrow key on the heading does the same",
        );
    }
    if response.double_clicked() {
        hands.state.view.fit = Some(column.id);
        ui.ctx().request_repaint();
    } else if response.dragged()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        resize(frame, at, pointer.x - frame.span(placed).min, hands);
    }
    if response.hovered() || response.dragged() {
        let stroke = Stroke::new(2.0, frame.tokens.accent);
        ui.painter().vline(edge, rect.y_range().shrink(4.0), stroke);
    }
}

fn resize(frame: &Frame<'_>, at: usize, width: f32, hands: &mut Hands<'_>) {
    let state: &mut TableState = hands.state;
    let before = state.widths.clone();
    size_by_hand(
        frame.columns,
        &frame.placed,
        at,
        width,
        frame.body.width(),
        state,
    );
    // An edge that is held still changes nothing.
    hands.out.columns_changed |= state.widths != before;
}

/// The width a heading needs for its whole text.
pub(super) fn needed(ui: &Ui, column: &Column) -> f32 {
    let text = WidgetText::from(&column.title);
    let wrap = Some(TextWrapMode::Extend);
    let galley = text.into_galley(ui, wrap, f32::INFINITY, FontId::proportional(12.0));
    galley.size().x + ARROW
}
