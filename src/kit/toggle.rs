//! Things that are on or off: check boxes, switches, radio buttons. The label is part of the
//! control and is its accessible name.

use egui::{
    CornerRadius, Pos2, Rect, Response, Role, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::icons::Icon;
use super::paint::{self, Feel};
use super::text;
use super::tokens::{self, Tokens};

/// Height of one line with a box and a label.
const LINE: f32 = 24.0;
const GAP: f32 = 8.0;

/// One line: a mark of `mark` points width and a label. Gives the place of the mark.
fn line(
    ui: &mut Ui,
    mark: f32,
    label: &str,
    blocked: Option<&str>,
    info: impl Fn(bool) -> WidgetInfo,
) -> (Rect, Response, Feel) {
    let t = tokens::of(ui.ctx());
    let room = paint::room(ui);
    let ink = if blocked.is_some() || !ui.is_enabled() {
        t.muted
    } else {
        t.text
    };
    let galley = text::line(
        ui,
        label,
        text::body_font(),
        ink,
        (room - mark - GAP).max(24.0),
    );
    let gap = if label.is_empty() { 0.0 } else { GAP };
    let wanted = vec2(mark + gap + galley.size().x, LINE);
    let (rect, response) = ui.allocate_exact_size(wanted, paint::sense(blocked.is_some()));
    let enabled = ui.is_enabled() && blocked.is_none();
    response.widget_info(|| info(enabled));
    let feel = Feel::of(&response, blocked.is_some());
    let place = Rect::from_min_size(pos2(rect.left(), rect.top()), vec2(mark, LINE));
    let at = pos2(
        rect.left() + mark + gap,
        rect.center().y - galley.size().y / 2.0,
    );
    let cut = galley.elided;
    ui.painter().galley(at, galley, ink);
    if feel.focus {
        paint::ring(ui.painter(), rect.expand2(vec2(4.0, 0.0)), 5, t);
    }
    let response = paint::reason(response, blocked);
    let response = if cut && blocked.is_none() {
        response.on_hover_text(label)
    } else {
        response
    };
    (place, response, feel)
}

/// A check box. Marks the response as changed when it was switched.
pub fn checkbox(ui: &mut Ui, on: &mut bool, label: &str) -> Response {
    checkbox_or(ui, on, label, None)
}

/// A check box that is blocked when there is a reason.
pub fn checkbox_or(ui: &mut Ui, on: &mut bool, label: &str, blocked: Option<&str>) -> Response {
    let state = if *on { Tick::On } else { Tick::Off };
    let mut response = tick(ui, state, label, blocked);
    if response.clicked() {
        *on = !*on;
        response.mark_changed();
    }
    response
}

/// The three states of a box over several things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tick {
    /// None of them.
    #[default]
    Off,
    /// Some of them.
    Some,
    /// All of them.
    On,
}

/// A box that shows a state and reports clicks; the caller decides what a click means.
pub fn tick(ui: &mut Ui, state: Tick, label: &str, blocked: Option<&str>) -> Response {
    let (place, response, feel) = line(ui, 16.0, label, blocked, |enabled| match state {
        Tick::Some => {
            let mut info = WidgetInfo::labeled(Role::CheckBox, enabled, label);
            info.selected = None;
            info
        }
        state => WidgetInfo::selected(Role::CheckBox, enabled, state == Tick::On, label),
    });
    let t = tokens::of(ui.ctx());
    paint_tick(
        ui,
        Rect::from_center_size(place.center(), vec2(16.0, 16.0)),
        state,
        feel,
        t,
    );
    response
}

fn paint_tick(ui: &Ui, rect: Rect, state: Tick, feel: Feel, t: &Tokens) {
    let (fill, edge) = match (state, feel.blocked) {
        (Tick::Off, false) => (if feel.hot { t.hover } else { t.surface }, t.strong),
        (Tick::Off, true) => (t.sunken, t.border),
        (_, false) => (
            paint::mix(t.accent, t.text, if feel.hot { 0.15 } else { 0.0 }),
            t.accent,
        ),
        (_, true) => (t.muted, t.muted),
    };
    let edge = if feel.hot && state == Tick::Off {
        t.text
    } else {
        edge
    };
    let painter = ui.painter();
    painter.rect(
        rect,
        CornerRadius::same(4),
        fill,
        Stroke::new(1.0, edge),
        StrokeKind::Inside,
    );
    let ink = if feel.blocked { t.surface } else { t.on_accent };
    let c = rect.center();
    match state {
        Tick::Off => {}
        Tick::Some => {
            painter.line_segment(
                [c - vec2(3.5, 0.0), c + vec2(3.5, 0.0)],
                Stroke::new(2.0, ink),
            );
        }
        Tick::On => {
            let points = vec![
                c + vec2(-3.8, 0.2),
                c + vec2(-1.2, 2.8),
                c + vec2(3.8, -2.6),
            ];
            painter.line(points, Stroke::new(2.0, ink));
        }
    }
}

/// A switch: takes effect at once, unlike a check box in a form.
pub fn switch(ui: &mut Ui, on: &mut bool, label: &str) -> Response {
    switch_or(ui, on, label, None)
}

/// A switch that is blocked when there is a reason.
pub fn switch_or(ui: &mut Ui, on: &mut bool, label: &str, blocked: Option<&str>) -> Response {
    let now = *on;
    let (place, mut response, feel) = line(ui, 30.0, label, blocked, |enabled| {
        WidgetInfo::selected(Role::Switch, enabled, now, label)
    });
    if response.clicked() {
        *on = !*on;
        response.mark_changed();
    }
    let t = tokens::of(ui.ctx());
    let along = ui.ctx().animate_bool(response.id, *on);
    let track = Rect::from_center_size(place.center(), vec2(30.0, 18.0));
    let off = if feel.blocked { t.border } else { t.strong };
    let lit = if feel.blocked { t.muted } else { t.accent };
    let fill = paint::mix(
        paint::mix(off, lit, along),
        t.text,
        if feel.hot { 0.15 } else { 0.0 },
    );
    ui.painter().rect_filled(track, CornerRadius::same(9), fill);
    let x = egui::lerp(track.left() + 9.0..=track.right() - 9.0, along);
    ui.painter()
        .circle_filled(pos2(x, track.center().y), 6.5, t.surface);
    response
}

/// One of several; `chosen` says whether it is this one.
pub fn radio(ui: &mut Ui, chosen: bool, label: &str, blocked: Option<&str>) -> Response {
    let (place, response, feel) = line(ui, 16.0, label, blocked, |enabled| {
        WidgetInfo::selected(Role::RadioButton, enabled, chosen, label)
    });
    let t = tokens::of(ui.ctx());
    let c: Pos2 = place.center();
    let edge = match (feel.blocked, chosen, feel.hot) {
        (true, ..) => t.border,
        (_, true, _) => t.accent,
        (_, _, true) => t.text,
        _ => t.strong,
    };
    let ground = if feel.hot { t.hover } else { t.surface };
    ui.painter().circle(
        c,
        7.5,
        ground,
        Stroke::new(if chosen { 2.0 } else { 1.0 }, edge),
    );
    if chosen {
        ui.painter().circle_filled(c, 4.0, edge);
    }
    response
}

/// A radio button for one value of a variable.
pub fn radio_value<T: PartialEq + Clone>(
    ui: &mut Ui,
    now: &mut T,
    value: &T,
    label: &str,
) -> Response {
    let mut response = radio(ui, now == value, label, None);
    if response.clicked() && now != value {
        *now = value.clone();
        response.mark_changed();
    }
    response
}

/// Width of [`fold`] with this label, in points.
pub fn fold_width(ui: &Ui, label: &str) -> f32 {
    let ink = tokens::of(ui.ctx()).text;
    let words = text::line(ui, label, text::body_font(), ink, f32::INFINITY);
    16.0 + GAP + words.size().x
}

/// A line that opens and closes something below it. The caller keeps `open`.
pub fn fold(ui: &mut Ui, open: &mut bool, label: &str) -> Response {
    let (place, mut response, feel) = line(ui, 16.0, label, None, |enabled| {
        WidgetInfo::labeled(Role::DisclosureTriangle, enabled, label)
    });
    if response.clicked() {
        *open = !*open;
        response.mark_changed();
    }
    super::a11y::expanded(&response, *open);
    let t = tokens::of(ui.ctx());
    let icon = if *open { Icon::Collapse } else { Icon::Expand };
    icon.paint(ui.painter(), place, if feel.hot { t.text } else { t.muted });
    response
}
