//! What all controls share: focus rings, states of a control, disabled reasons.

use std::cell::Cell;

use egui::{Color32, CornerRadius, Painter, Rect, Response, Sense, Stroke, StrokeKind, Ui};

use super::a11y;
use super::text;
use super::tokens::{Tokens, size};

/// Width of the focus ring in points.
pub(super) const RING: f32 = 2.0;

/// What pointer and keyboard do with a control in this frame.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Feel {
    pub(super) hot: bool,
    pub(super) down: bool,
    pub(super) focus: bool,
    pub(super) blocked: bool,
}

impl Feel {
    pub(super) fn of(response: &Response, blocked: bool) -> Self {
        let free = !blocked && response.enabled();
        let pose = POSE.get();
        let posed = |wanted| pose == Some(wanted);
        Self {
            hot: free && (response.hovered() || posed(Pose::Hot) || posed(Pose::Down)),
            down: free && (response.is_pointer_button_down_on() || posed(Pose::Down)),
            focus: response.has_focus() || posed(Pose::Focus),
            blocked: !free,
        }
    }
}

/// A state in which the kit's page shows a control, whatever pointer and keyboard do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pose {
    /// Under the pointer.
    Hot,
    /// Pressed.
    Down,
    /// With the keyboard.
    Focus,
}

thread_local! {
    /// Set only while the kit's page draws its samples. Not in egui's memory, where every control
    /// of every pane would have to look it up behind a lock.
    static POSE: Cell<Option<Pose>> = const { Cell::new(None) };
}

/// Draws controls in a state.
pub(super) fn posed<R>(pose: Option<Pose>, draw: impl FnOnce() -> R) -> R {
    let before = POSE.replace(pose);
    let drawn = draw();
    POSE.set(before);
    drawn
}

/// A blocked control can still be reached by keyboard, so that its reason can be read.
pub(super) fn sense(blocked: bool) -> Sense {
    if blocked {
        Sense::focusable_noninteractive()
    } else {
        Sense::click()
    }
}

/// Moves `a` towards `b` by `share` (0 to 1).
pub(super) fn mix(a: Color32, b: Color32, share: f32) -> Color32 {
    a.lerp_to_gamma(b, share)
}

/// A 2 point ring along the inner edge of a control.
pub(super) fn ring(painter: &Painter, rect: Rect, radius: u8, t: &Tokens) {
    painter.rect_stroke(
        rect,
        CornerRadius::same(radius),
        Stroke::new(RING, t.accent),
        StrokeKind::Inside,
    );
}

/// A 2 point ring around a control that is itself filled with the accent, with a gap of 1.
pub(super) fn ring_around(painter: &Painter, rect: Rect, radius: u8, t: &Tokens) {
    painter.rect_stroke(
        rect.expand(3.0),
        CornerRadius::same(radius.saturating_add(3)),
        Stroke::new(RING, t.accent),
        StrokeKind::Inside,
    );
}

/// Ground and line of a control.
pub(super) fn plate(painter: &Painter, rect: Rect, ground: Color32, line: Color32) {
    painter.rect(
        rect,
        CornerRadius::same(size::RADIUS),
        ground,
        Stroke::new(1.0, line),
        StrokeKind::Inside,
    );
}

/// Shows why a control is blocked: on hover, on keyboard focus, and to assistive programs.
pub(super) fn reason(response: Response, reason: Option<&str>) -> Response {
    let Some(reason) = reason else {
        return response;
    };
    a11y::describe(&response, reason);
    if response.has_focus() {
        response.show_tooltip_text(text::body(reason));
        return response;
    }
    response.on_hover_ui(|ui| {
        ui.set_max_width(ui.spacing().tooltip_width);
        ui.label(text::body(reason));
    })
}

/// The width a control may take in this place: what is left of the line, or a whole line where
/// lines wrap.
pub(super) fn room(ui: &Ui) -> f32 {
    if ui.layout().main_wrap {
        ui.max_rect().width()
    } else {
        ui.available_width()
    }
}
