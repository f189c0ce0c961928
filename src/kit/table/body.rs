//! The rows that are on the screen, and no others.

use egui::accesskit::Action;
use egui::emath::GuiRounding as _;
use egui::{
    Align, Layout, Modifiers, Rect, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo,
    pos2, vec2,
};

use super::column::{Placed, size_by_hand};
use super::frame::{Frame, PAD};
use super::hands::Hands;
use super::header;

/// The room a cell gets while its whole content is measured.
const MEASURE: f32 = 2000.0;

/// Draws the rows in sight. The work depends on the height of the table only.
pub(super) fn show(grid: &mut Ui, frame: &Frame<'_>, hands: &mut Hands<'_>) {
    let clip = grid.clip_rect();
    grid.shrink_clip_rect(frame.body);
    let len = hands.rows.len();
    let position = hands.state.position();
    let first = position.floor() as usize;
    let end = ((position + frame.shown).ceil() as usize).min(len);
    hands.out.visible = first.min(end)..end;
    let measured = hands.state.view.fit.take();
    let mut widest = 0.0_f32;
    for row in hands.out.visible.clone() {
        let top = frame.row_top(row, position);
        let top = top.round_to_pixels(grid.pixels_per_point());
        widest = widest.max(one(grid, frame, row, top, measured, hands));
    }
    if let Some(id) = measured {
        fit(grid, frame, id, widest, hands);
    }
    if frame.focused {
        ring(grid, frame, hands);
    }
    blank(grid, frame, hands);
    grid.set_clip_rect(clip);
}

/// One row; returns the width of its measured cell, if there is one.
fn one(
    grid: &mut Ui,
    frame: &Frame<'_>,
    row: usize,
    top: f32,
    measured: Option<&str>,
    hands: &mut Hands<'_>,
) -> f32 {
    let tokens = frame.tokens;
    let rect = frame.row_rect(top);
    let key = hands.rows.key(row);
    let id = frame.id.with(("row", key));
    let response = grid.interact(rect, id, Sense::CLICK);
    let selected = hands.selection.contains(key);
    // The edge that two rows share belongs to the lower one.
    let own = rect.with_max_y(rect.bottom() - 0.01);
    let hovered = grid.rect_contains_pointer(own) && grid.ctx().dragged_id().is_none();
    let ground = match (selected, hovered) {
        (true, _) => Some(tokens.selected),
        (false, true) => Some(tokens.hover),
        (false, false) => None,
    };
    if let Some(ground) = ground {
        grid.painter().rect_filled(rect, 0.0, ground);
    }
    let line = Stroke::new(1.0, tokens.border);
    grid.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, line);
    if frame.heard {
        let rows = hands.rows;
        response.widget_info(|| WidgetInfo::labeled(Role::Row, true, rows.name(row)));
        grid.ctx().accesskit_node_builder(id, |node| {
            node.set_selected(selected);
            node.set_row_index(row);
            node.set_position_in_set(row);
            node.add_action(Action::Focus);
        });
    }
    let mut widest = 0.0_f32;
    for (at, placed) in frame.placed.iter().enumerate() {
        let measure = measured == Some(frame.columns[placed.index].id);
        let width = cell(grid, frame, (row, at), *placed, (id, rect), measure, hands);
        if measure {
            widest = widest.max(width);
        }
    }
    act(grid, frame, row, &response, hands);
    widest
}

/// One cell; returns the width of its content.
fn cell(
    grid: &mut Ui,
    frame: &Frame<'_>,
    (row, at): (usize, usize),
    placed: Placed,
    (row_id, row_rect): (egui::Id, Rect),
    measure: bool,
    hands: &Hands<'_>,
) -> f32 {
    let column = &frame.columns[placed.index];
    let pad = PAD.min(placed.width / 2.0);
    let whole = Rect::from_x_y_ranges(frame.span(placed), row_rect.y_range());
    let mut rect = whole.shrink2(vec2(pad, 0.0));
    let layout = match column.align {
        _ if measure => Layout::left_to_right(Align::Center),
        Align::Min => Layout::left_to_right(Align::Center),
        Align::Max => Layout::right_to_left(Align::Center),
        Align::Center => Layout::centered_and_justified(egui::Direction::LeftToRight),
    };
    if measure {
        rect.max.x = rect.min.x + MEASURE;
    }
    let mut builder = UiBuilder::new()
        .scope_id(row_id.with(column.id))
        .max_rect(rect)
        .layout(layout)
        .accessibility_parent(row_id)
        .accessibility_role(Role::Cell);
    if frame.heard {
        let text = hands.rows.cell_text(row, placed.index);
        builder = builder.accessibility_label(format!("{}: {text}", column.title));
    }
    let mut ui = grid.new_child(builder);
    ui.shrink_clip_rect(whole.shrink2(vec2(pad / 2.0, 0.0)));
    if frame.heard {
        let id = ui.unique_id();
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_row_index(row);
            node.set_column_index(at);
            node.set_bounds(egui::accesskit::Rect {
                x0: whole.left().into(),
                y0: whole.top().into(),
                x1: whole.right().into(),
                y1: whole.bottom().into(),
            });
        });
    }
    hands.rows.cell(&mut ui, row, placed.index);
    ui.min_rect().width()
}

/// Clicks of every kind on a row.
fn act(grid: &Ui, frame: &Frame<'_>, row: usize, response: &egui::Response, hands: &mut Hands<'_>) {
    let focus = || grid.memory_mut(|memory| memory.request_focus(frame.id));
    // Only while the button goes down: later the focus may have been given to something else.
    let pressed = grid.input(|input| input.pointer.any_pressed());
    if pressed && response.is_pointer_button_down_on() && !frame.focused {
        focus();
    }
    if response.double_clicked() {
        hands.put_cursor(row);
        hands.out.activated = Some(row);
        focus();
    } else if response.clicked() {
        let by_mouse = response.clicked_by(egui::PointerButton::Primary)
            && response.interact_pointer_pos().is_some();
        let modifiers = grid.input(|input| input.modifiers);
        hands.pick(row, if by_mouse { modifiers } else { Modifiers::NONE });
        focus();
    } else if response.secondary_clicked() {
        let at = response
            .interact_pointer_pos()
            .unwrap_or(response.rect.left_bottom());
        hands.ask_menu(row, at);
        let under = |p: &&Placed| frame.span(**p).contains(at.x);
        let column = frame.placed.iter().find(under).map(|p| p.index);
        hands.state.view.menu_column = column;
        focus();
    } else if frame.heard
        && grid.input(|input| input.has_accesskit_action_request(response.id, Action::Focus))
    {
        hands.put_cursor(row);
        focus();
    }
}

/// A double click on an edge: the column becomes as wide as what it shows now.
fn fit(grid: &Ui, frame: &Frame<'_>, id: &str, widest: f32, hands: &mut Hands<'_>) {
    let at = frame
        .placed
        .iter()
        .position(|p| frame.columns[p.index].id == id);
    let Some(at) = at else {
        return;
    };
    let column = &frame.columns[frame.placed[at].index];
    let width = widest.max(header::needed(grid, column)) + 2.0 * PAD;
    let room = frame.body.width();
    size_by_hand(
        frame.columns,
        &frame.placed,
        at,
        width.ceil(),
        room,
        hands.state,
    );
    hands.out.columns_changed = true;
    // The frame in which the cells were measured is never shown.
    grid.ctx().request_discard("a table column was measured");
}

/// The ring of the keyboard: around the cursor row, or around the body when there is none.
fn ring(grid: &Ui, frame: &Frame<'_>, hands: &Hands<'_>) {
    let rect = match hands.state.cursor() {
        Some(row) if hands.out.visible.contains(&row) => {
            frame.row_rect(frame.row_top(row, hands.state.position()))
        }
        Some(_) => return,
        None => frame.body,
    };
    let stroke = Stroke::new(2.0, frame.tokens.accent);
    let rect = rect.shrink2(vec2(1.0, 0.0));
    grid.painter()
        .rect_stroke(rect, 4.0, stroke, StrokeKind::Inside);
}

/// A click on the empty ground below the last row selects nothing.
fn blank(grid: &Ui, frame: &Frame<'_>, hands: &mut Hands<'_>) {
    let bottom = frame.row_top(hands.out.visible.end, hands.state.position());
    if bottom >= frame.body.bottom() {
        return;
    }
    let rect = Rect::from_min_max(pos2(frame.body.left(), bottom), frame.body.max);
    let response = grid.interact(rect, frame.id.with("blank"), Sense::CLICK);
    if response.clicked() {
        if !hands.selection.is_empty() {
            hands.none();
        }
        grid.memory_mut(|memory| memory.request_focus(frame.id));
    }
}
