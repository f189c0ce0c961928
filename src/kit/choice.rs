//! Choosing one of a few: segments for a view, tabs for parts of a page, a list that opens for
//! more than five.

use std::borrow::Cow;

use egui::{
    CornerRadius, Event, Key, Modifiers, Popup, PopupCloseBehavior, Rect, Response, Role,
    ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::icons::Icon;
use super::paint::{self, Feel};
use super::tokens::{self, size};
use super::{a11y, text};

/// Lines of an opened list that Page Up and Page Down go over.
const PAGE: usize = 8;

/// Two to five choices side by side; `name` is what is chosen. Gives true when it changed.
pub fn segmented<T: PartialEq + Clone>(
    ui: &mut Ui,
    name: &str,
    now: &mut T,
    choices: &[(T, &str)],
) -> bool {
    let t = tokens::of(ui.ctx());
    let mut changed = false;
    let builder = UiBuilder::new()
        .accessibility_role(Role::RadioGroup)
        .accessibility_label(name);
    ui.scope_builder(builder, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let back = ui.painter().add(egui::Shape::Noop);
            let mut whole = Rect::NOTHING;
            for (value, label) in choices {
                let on = now == value;
                let response = segment(ui, label, on);
                whole = whole.union(response.rect);
                if response.clicked() && !on {
                    *now = value.clone();
                    changed = true;
                }
            }
            let ground = egui::epaint::RectShape::new(
                whole,
                CornerRadius::same(size::RADIUS),
                t.sunken,
                Stroke::new(1.0, t.border),
                StrokeKind::Inside,
            );
            ui.painter().set(back, ground);
        });
    });
    changed
}

fn segment(ui: &mut Ui, label: &str, on: bool) -> Response {
    let t = tokens::of(ui.ctx());
    let galley = text::line(ui, label, text::strong_font(), t.text, f32::INFINITY);
    let wanted = vec2(galley.size().x + 24.0, size::CONTROL);
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), on, label));
    let feel = Feel::of(&response, false);
    let ink = if on || feel.hot { t.text } else { t.muted };
    let inner = rect.shrink(2.0);
    if on {
        let line = Stroke::new(1.0, t.border);
        ui.painter().rect(
            inner,
            CornerRadius::same(5),
            t.surface,
            line,
            StrokeKind::Inside,
        );
    } else if feel.hot {
        ui.painter()
            .rect_filled(inner, CornerRadius::same(5), t.hover);
    }
    if feel.focus {
        paint::ring(ui.painter(), rect, size::RADIUS, t);
    }
    let galley = text::line(ui, label, text::strong_font(), ink, f32::INFINITY);
    ui.painter()
        .galley(rect.center() - galley.size() / 2.0, galley, ink);
    response
}

/// Tabs with an optional count each; wraps when narrow. Gives true when it changed.
pub fn tabs<T: PartialEq + Clone>(
    ui: &mut Ui,
    name: &str,
    now: &mut T,
    choices: &[(T, &str, Option<u64>)],
) -> bool {
    let t = tokens::of(ui.ctx());
    let mut changed = false;
    let builder = UiBuilder::new()
        .accessibility_role(Role::TabList)
        .accessibility_label(name);
    let out = ui.scope_builder(builder, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(4.0, 0.0);
            for (value, label, count) in choices {
                if tab(ui, label, *count, now == value).clicked() && now != value {
                    *now = value.clone();
                    changed = true;
                }
            }
        });
    });
    let rect = out.response.rect;
    let right = rect.right().max(ui.max_rect().right());
    ui.painter().hline(
        rect.left()..=right,
        rect.bottom() - 0.5,
        Stroke::new(1.0, t.border),
    );
    changed
}

fn tab(ui: &mut Ui, label: &str, count: Option<u64>, on: bool) -> Response {
    let t = tokens::of(ui.ctx());
    let number = count.map(text::count);
    let name = number
        .as_ref()
        .map_or_else(|| label.to_owned(), |n| format!("{label}, {n}"));
    let words = text::line(ui, label, text::strong_font(), t.muted, f32::INFINITY);
    let figure = number.map(|n| text::line(ui, &n, text::small_font(), t.muted, f32::INFINITY));
    let more = figure.as_ref().map_or(0.0, |f| f.size().x + 6.0);
    let wanted = vec2(words.size().x + more + 16.0, 34.0);
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, ui.is_enabled(), on, &name));
    a11y::selected(&response, on);
    let feel = Feel::of(&response, false);
    let ink = if on || feel.hot { t.text } else { t.muted };
    let y = rect.center().y;
    let at = pos2(rect.left() + 8.0, y - words.size().y / 2.0);
    let end = at.x + words.size().x;
    ui.painter().galley_with_override_text_color(at, words, ink);
    if let Some(figure) = figure {
        ui.painter()
            .galley(pos2(end + 6.0, y - figure.size().y / 2.0), figure, t.muted);
    }
    if on {
        let line = Stroke::new(2.0, t.accent);
        ui.painter().hline(
            rect.left() + 8.0..=rect.right() - 8.0,
            rect.bottom() - 1.0,
            line,
        );
    }
    if feel.focus {
        paint::ring(ui.painter(), rect.shrink2(vec2(0.0, 3.0)), size::RADIUS, t);
    }
    response
}

/// A list that opens: label above (or only spoken), the chosen value on the button.
#[derive(Debug)]
#[must_use = "draw it with show"]
pub struct Select<'a> {
    label: Cow<'a, str>,
    above: bool,
    width: Option<f32>,
    blocked: Option<Cow<'a, str>>,
}

impl<'a> Select<'a> {
    /// A select; the label stands above it.
    pub fn new(label: impl Into<Cow<'a, str>>) -> Self {
        Self {
            label: label.into(),
            above: true,
            width: None,
            blocked: None,
        }
    }

    /// The label is only spoken and shown on hover, for rows of controls.
    pub fn inline(mut self) -> Self {
        self.above = false;
        self
    }

    /// Width in points; without it as wide as the place.
    pub fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    /// Blocks it when there is a reason, and shows that reason.
    pub fn enabled_or(mut self, reason: Option<impl Into<Cow<'a, str>>>) -> Self {
        self.blocked = reason.map(Into::into);
        self
    }

    /// Draws it over `choices`; marks the response as changed when another one was chosen.
    pub fn show<T: PartialEq + Clone>(
        self,
        ui: &mut Ui,
        now: &mut T,
        choices: &[(T, &str)],
    ) -> Response {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            let label = self
                .above
                .then(|| text::paragraph(ui, text::small_muted(self.label.as_ref())).id);
            self.control(ui, now, choices, label)
        })
        .inner
    }

    fn control<T: PartialEq + Clone>(
        &self,
        ui: &mut Ui,
        now: &mut T,
        choices: &[(T, &str)],
        label: Option<egui::Id>,
    ) -> Response {
        let t = tokens::of(ui.ctx());
        let blocked = self.blocked.is_some();
        let shown = choices
            .iter()
            .find(|(v, _)| v == now)
            .map_or("Choose…", |(_, l)| *l);
        let room = paint::room(ui);
        let width = self.width.unwrap_or(room).min(room.max(64.0));
        let (rect, response) =
            ui.allocate_exact_size(vec2(width, size::CONTROL), paint::sense(blocked));
        let enabled = ui.is_enabled() && !blocked;
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::ComboBox, enabled, &self.label);
            info.current_text_value = Some(shown.to_owned());
            info
        });
        let feel = Feel::of(&response, blocked);
        let ground = if blocked {
            t.sunken
        } else if feel.hot {
            t.hover
        } else {
            t.surface
        };
        let line = if blocked {
            t.border
        } else if feel.hot {
            t.text
        } else {
            t.strong
        };
        paint::plate(ui.painter(), rect, ground, line);
        if feel.focus {
            paint::ring(ui.painter(), rect, size::RADIUS, t);
        }
        let ink = if blocked { t.muted } else { t.text };
        let galley = text::line(ui, shown, text::body_font(), ink, rect.width() - 38.0);
        let at = pos2(rect.left() + 10.0, rect.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, ink);
        let arrow = Rect::from_center_size(rect.right_center() - vec2(15.0, 0.0), vec2(16.0, 16.0));
        Icon::Collapse.paint(ui.painter(), arrow, t.muted);
        let mut response = match (&self.blocked, self.above) {
            (Some(why), _) => paint::reason(response, Some(why)),
            (None, false) => text::tip(response, self.label.as_ref()),
            (None, true) => response,
        };
        if let Some(label) = label {
            response = response.labelled_by(label);
        }
        if !blocked && list(&response, now, choices) {
            response.mark_changed();
        }
        response
    }
}

/// The opened list; true when another value was chosen. Who opened it by key stands on what is chosen
/// and is back on the button afterwards.
fn list<T: PartialEq + Clone>(button: &Response, now: &mut T, choices: &[(T, &str)]) -> bool {
    let mut changed = false;
    let id = Popup::default_response_id(button);
    let enters = id.with("enters");
    a11y::expanded(button, Popup::is_id_open(&button.ctx, id));
    if button.clicked() && button.has_focus() && !button.ctx.input(|i| i.pointer.any_released()) {
        button.ctx.data_mut(|d| d.insert_temp(enters, true));
    }
    Popup::menu(button)
        .width(button.rect.width())
        .close_behavior(PopupCloseBehavior::CloseOnClick)
        .show(|ui| {
            ui.set_min_width(button.rect.width() - 14.0);
            ui.spacing_mut().item_spacing.y = 0.0;
            ScrollArea::vertical()
                .max_height(ui.spacing().combo_height)
                .show(ui, |ui| {
                    let mut lines = Vec::new();
                    for (value, label) in choices {
                        let on = now == value;
                        let line = option(ui, label, on);
                        lines.push(line.id);
                        if line.clicked() {
                            changed = !on;
                            *now = value.clone();
                            ui.close();
                            if line.has_focus() {
                                button.request_focus();
                            }
                        }
                    }
                    // While egui measures a new list, its lines let go of the keyboard.
                    if !ui.is_sizing_pass() && ui.data_mut(|d| d.remove_temp(enters)) == Some(true)
                    {
                        let chosen = choices.iter().position(|(v, _)| v == now);
                        go(ui, lines.get(chosen.unwrap_or(0)));
                    }
                    leap(ui, &lines, choices.iter().map(|c| c.1));
                });
        });
    changed
}

fn go(ui: &Ui, line: Option<&egui::Id>) {
    if let Some(line) = line {
        ui.memory_mut(|m| m.request_focus(*line));
    }
}

/// From line to line egui goes by itself; here are the keys that go farther in an opened list.
fn leap<'a>(ui: &Ui, lines: &[egui::Id], labels: impl Iterator<Item = &'a str>) {
    let focused = ui.memory(egui::Memory::focused);
    let Some(at) = lines.iter().position(|l| Some(*l) == focused) else {
        return;
    };
    let last = lines.len() - 1;
    let keys = [
        (Key::Home, 0),
        (Key::End, last),
        (Key::PageUp, at.saturating_sub(PAGE)),
        (Key::PageDown, (at + PAGE).min(last)),
    ];
    let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    let mut to = keys
        .into_iter()
        .filter(|(key, _)| pressed(*key))
        .map(|k| k.1)
        .last();
    // A letter goes to the next line that begins with it.
    let typed = ui.input(|i| {
        let text = i.events.iter().find_map(|e| match e {
            Event::Text(text) if text != " " => Some(text.to_lowercase()),
            _ => None,
        });
        text.unwrap_or_default()
    });
    if !typed.is_empty() {
        let fits = labels.map(|l| l.to_lowercase().starts_with(&typed));
        let fits: Vec<bool> = fits.collect();
        let ways = (at + 1..lines.len()).chain(0..=at);
        to = { ways }.find(|n| fits.get(*n) == Some(&true)).or(to);
    }
    if let Some(to) = to {
        go(ui, lines.get(to));
    }
}

/// One line of an opened list.
fn option(ui: &mut Ui, label: &str, on: bool) -> Response {
    let t = tokens::of(ui.ctx());
    let galley = text::line(ui, label, text::body_font(), t.text, 480.0);
    let wanted = vec2((galley.size().x + 36.0).max(ui.available_width()), 28.0);
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, ui.is_enabled(), on, label));
    let feel = Feel::of(&response, false);
    if feel.hot {
        ui.painter()
            .rect_filled(rect, CornerRadius::same(5), t.hover);
    }
    if feel.focus {
        paint::ring(ui.painter(), rect, 5, t);
    }
    let at = pos2(rect.left() + 8.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, t.text);
    if on {
        let place = Rect::from_center_size(rect.right_center() - vec2(14.0, 0.0), vec2(16.0, 16.0));
        Icon::Check.paint(ui.painter(), place, t.accent);
    }
    response
}
