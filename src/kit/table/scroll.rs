//! Wheel and scroll bar, on a position in rows with 64 bits.

use egui::accesskit::Action;
use egui::{Rect, Role, Sense, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::TableState;
use super::frame::Frame;

/// The thumb never gets shorter than this.
const THUMB_MIN: f32 = 28.0;

/// Moves by what the wheel or the trackpad did over the table, and takes it away from scroll
/// areas around it.
pub(super) fn wheel(ui: &Ui, frame: &Frame<'_>, state: &mut TableState, len: usize) {
    let whole = frame.head.union(frame.bar);
    if len as f64 <= frame.shown || !ui.rect_contains_pointer(whole) {
        return;
    }
    let delta = ui.input_mut(|input| std::mem::take(&mut input.smooth_scroll_delta.y));
    if delta != 0.0 {
        state.view.position -= f64::from(delta) / f64::from(frame.row_height);
        state.view.clamp(len, frame.shown);
    }
}

/// Draws the bar and lets it be dragged, clicked and read out.
pub(super) fn bar(ui: &Ui, frame: &Frame<'_>, state: &mut TableState, len: usize) {
    let most = len as f64 - frame.shown;
    if most <= 0.0 || frame.bar.width() <= 0.0 {
        return;
    }
    let track = frame.bar.shrink2(vec2(0.0, 2.0));
    let part = (frame.shown / len as f64) as f32;
    let thumb = (track.height() * part).max(THUMB_MIN).min(track.height());
    let travel = track.height() - thumb;
    let top_of = |position: f64| track.top() + travel * (position / most) as f32;

    let id = frame.id.with("bar");
    let response = ui.interact(frame.bar, id, Sense::CLICK | Sense::DRAG);
    if let Some(pointer) = response.interact_pointer_pos() {
        let top = top_of(state.view.position);
        let on_thumb = pointer.y >= top && pointer.y < top + thumb;
        if ui.input(|input| input.pointer.primary_pressed()) {
            // Beside the thumb: not taken hold of, a click there turns the page.
            state.view.grab = if on_thumb { pointer.y - top } else { f32::NAN };
        } else if response.clicked() && state.view.grab.is_nan() {
            let page = (frame.shown - 1.0).max(1.0);
            state.view.position += if pointer.y < top { -page } else { page };
        } else if response.dragged() && state.view.grab.is_finite() && travel > 0.0 {
            let top = pointer.y - state.view.grab - track.top();
            state.view.position = f64::from(top / travel) * most;
        }
    }
    let page = |action| ui.input(|input| input.num_accesskit_action_requests(id, action)) as f64;
    let pages = page(Action::Increment) - page(Action::Decrement);
    state.view.position += pages * frame.shown;
    state.view.clamp(len, frame.shown);

    if frame.heard {
        let position = state.view.position;
        response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, "Rows"));
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_orientation(egui::accesskit::Orientation::Vertical);
            node.set_numeric_value(position.floor());
            node.set_min_numeric_value(0.0);
            node.set_max_numeric_value(most.ceil());
            node.add_action(Action::Increment);
            node.add_action(Action::Decrement);
        });
    }
    let busy = response.hovered() || response.dragged();
    let width = if busy { 8.0 } else { 6.0 };
    let ink = if busy {
        frame.tokens.strong
    } else {
        frame.tokens.border
    };
    let min = pos2(track.center().x - width / 2.0, top_of(state.view.position));
    let rect = Rect::from_min_size(min, vec2(width, thumb));
    ui.painter().rect(
        rect,
        width / 2.0,
        ink,
        egui::Stroke::NONE,
        StrokeKind::Inside,
    );
}
