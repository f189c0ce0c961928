//! Choosing one of many: a list that opens, with a search where it is long.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use egui::{
    CornerRadius, Event, Id, Key, Modifiers, Popup, PopupCloseBehavior, Rect, Response, Role,
    ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};

use super::field::Field;
use super::icons::Icon;
use super::paint::{self, Feel};
use super::tokens::{self, size};
use super::{a11y, keys, text};

/// More choices than this are searched by typing.
const MANY: usize = 12;
/// Up to so many lines are all there for a screen reader; of more, those in sight are.
const WHOLE: usize = 100;
/// Height of a line.
const LINE: f32 = 28.0;
/// Narrowest list that is searched.
const WIDTH: f32 = 320.0;
/// Lines that a page key goes.
const PAGE: usize = 8;

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
    pub fn show<T: PartialEq + Clone, L: AsRef<str>>(
        self,
        ui: &mut Ui,
        now: &mut T,
        choices: &[(T, L)],
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

    fn control<T: PartialEq + Clone, L: AsRef<str>>(
        &self,
        ui: &mut Ui,
        now: &mut T,
        choices: &[(T, L)],
        label: Option<Id>,
    ) -> Response {
        let t = tokens::of(ui.ctx());
        let blocked = self.blocked.is_some();
        let shown = choices
            .iter()
            .find(|(v, _)| v == now)
            .map_or("Choose…", |(_, l)| l.as_ref());
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
        if !blocked && list(&response, &self.label, now, choices) {
            response.mark_changed();
        }
        response
    }
}

/// What is known of a list while it is open.
#[derive(Debug, Clone, Default)]
struct Opened {
    begun: bool,
    typed: String,
    /// Choices that have the typed words; made when these change.
    found: Arc<Vec<usize>>,
    made_for: Option<(String, usize)>,
    cursor: usize,
    /// The line under the cursor, for assistive programs.
    active: Option<Id>,
}

impl Opened {
    fn look_for<T, L: AsRef<str>>(&mut self, choices: &[(T, L)]) {
        let now = (self.typed.clone(), choices.len());
        if self.made_for.as_ref() == Some(&now) {
            return;
        }
        let words: Vec<String> = self
            .typed
            .split_whitespace()
            .map(str::to_lowercase)
            .collect();
        let has = |label: &str| {
            let label = label.to_lowercase();
            words.iter().all(|w| label.contains(w.as_str()))
        };
        let all = choices.iter().enumerate();
        let found = all.filter(|(_, (_, label))| words.is_empty() || has(label.as_ref()));
        self.found = Arc::new(found.map(|(n, _)| n).collect());
        self.made_for = Some(now);
    }

    /// Moves the cursor by the keys of a list; true when it moved.
    fn go(&mut self, ui: &Ui) -> bool {
        let key = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
        let last = self.found.len().saturating_sub(1);
        let at = self.cursor.min(last);
        let to = if key(Key::ArrowDown) {
            if at == last { 0 } else { at + 1 }
        } else if key(Key::ArrowUp) {
            at.checked_sub(1).unwrap_or(last)
        } else if key(Key::PageDown) {
            (at + PAGE).min(last)
        } else if key(Key::PageUp) {
            at.saturating_sub(PAGE)
        } else {
            at
        };
        let moved = to != self.cursor;
        self.cursor = to;
        moved
    }
}

/// The opened list; true when another value was chosen.
fn list<T: PartialEq + Clone, L: AsRef<str>>(
    button: &Response,
    name: &str,
    now: &mut T,
    choices: &[(T, L)],
) -> bool {
    let ctx = &button.ctx;
    let id = Popup::default_response_id(button);
    let known = id.with("opened");
    let was = ctx.data(|d| d.get_temp::<Opened>(known));
    a11y::expanded(button, Popup::is_id_open(ctx, id));
    let many = choices.len() > MANY;
    let mut opened = was.clone().unwrap_or_default();
    let mut chosen = None;
    let wide = if many {
        button.rect.width().max(WIDTH)
    } else {
        button.rect.width()
    };
    let shown = Popup::menu(button)
        .width(wide)
        // The search is clicked into, and a key that chooses is no click.
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.set_min_width(wide - 14.0);
            ui.spacing_mut().item_spacing.y = 0.0;
            chosen = if many {
                searched(ui, name, &mut opened, now, choices)
            } else {
                few(ui, &mut opened, now, choices)
            };
            if chosen.is_some() {
                ui.close();
            }
        });
    if let Some(shown) = &shown {
        // A press and its release in one frame raise a dialog and the list it opens alike, and then
        // the list comes up behind the dialog.
        ctx.move_to_top(shown.response.layer_id);
    }
    let open = shown.is_some() && Popup::is_id_open(ctx, id);
    if open {
        ctx.data_mut(|d| d.insert_temp(known, opened));
    } else if was.is_some() {
        ctx.data_mut(|d| d.remove_temp::<Opened>(known));
        // Whoever chose or gave up goes on where the list was opened.
        if chosen.is_some() || ctx.memory(|m| m.focused().is_none()) {
            button.request_focus();
        }
    }
    let Some(value) = chosen.map(|n| &choices[n].0).filter(|v| **v != *now) else {
        return false;
    };
    *now = value.clone();
    true
}

/// A short list: the keyboard goes from line to line. Gives what was chosen.
fn few<T: PartialEq, L: AsRef<str>>(
    ui: &mut Ui,
    opened: &mut Opened,
    now: &T,
    choices: &[(T, L)],
) -> Option<usize> {
    let (mut chosen, mut lines) = (None, Vec::new());
    let start = choices.iter().position(|(v, _)| v == now).unwrap_or(0);
    ScrollArea::vertical()
        .max_height(ui.spacing().combo_height)
        .show(ui, |ui| {
            for (n, (value, label)) in choices.iter().enumerate() {
                let label = label.as_ref();
                let galley = text::line(ui, label, text::body_font(), egui::Color32::WHITE, 480.0);
                let wanted = vec2((galley.size().x + 36.0).max(ui.available_width()), LINE);
                let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
                option(ui, rect, &response, label, now == value);
                lines.push(response.id);
                if response.clicked() {
                    chosen = Some(n);
                }
            }
            // While egui measures a new list, its lines let go of the keyboard.
            if !ui.is_sizing_pass() && !std::mem::replace(&mut opened.begun, true) {
                go(ui, lines.get(start));
            }
            leap(ui, &lines, choices.iter().map(|c| c.1.as_ref()));
        });
    chosen
}

fn go(ui: &Ui, line: Option<&Id>) {
    if let Some(line) = line {
        ui.memory_mut(|m| m.request_focus(*line));
    }
}

/// From line to line egui goes by itself; here are the keys that go farther in a short list.
fn leap<'a>(ui: &Ui, lines: &[Id], labels: impl Iterator<Item = &'a str>) {
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
    let mut to = keys::pressed(ui, keys);
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

/// A long list: the keyboard stays in the search, the arrow keys move a cursor.
fn searched<T: PartialEq, L: AsRef<str>>(
    ui: &mut Ui,
    name: &str,
    opened: &mut Opened,
    now: &T,
    choices: &[(T, L)],
) -> Option<usize> {
    opened.look_for(choices);
    let mut jumped = false;
    if opened.begun {
        jumped = opened.go(ui);
    } else {
        let here = choices.iter().position(|(v, _)| v == now);
        opened.cursor = here.unwrap_or(0);
        jumped |= here.is_some();
    }
    let enter = |i: &mut egui::InputState| i.consume_key(Modifiers::NONE, Key::Enter);
    // The Enter that opened the list chooses nothing in it.
    let entered = ui.input_mut(enter) && opened.begun;
    let label = format!("Search {}", text::count(choices.len() as u64));
    let field = Field::search(format!("{name}: search"), &mut opened.typed)
        .inline()
        .hint(label)
        .focus(!opened.begun)
        .show(ui);
    if field.changed() {
        opened.look_for(choices);
        opened.cursor = 0;
        jumped = true;
    }
    opened.begun |= !ui.is_sizing_pass();
    ui.add_space(size::GAP_SMALL);
    if opened.found.is_empty() {
        ui.label(text::muted("Nothing has these words"));
        opened.active = None;
        return None;
    }
    let clicked = lines(ui, opened, now, choices, jumped);
    if let Some(active) = opened.active {
        ui.ctx().accesskit_node_builder(field.id, |node| {
            node.set_active_descendant(active.accesskit_id());
        });
    }
    let under = || opened.found.get(opened.cursor).copied();
    clicked.or_else(|| under().filter(|_| entered))
}

/// The lines that were found; gives the choice that was clicked.
fn lines<T: PartialEq, L: AsRef<str>>(
    ui: &mut Ui,
    opened: &mut Opened,
    now: &T,
    choices: &[(T, L)],
    jumped: bool,
) -> Option<usize> {
    let found = Arc::clone(&opened.found);
    let mut clicked = None;
    opened.active = None;
    ScrollArea::vertical()
        .max_height(ui.spacing().combo_height)
        .show_viewport(ui, |ui, sight| {
            let wide = ui.available_width();
            let top = ui.max_rect().min;
            let place = |n: usize| {
                Rect::from_min_size(pos2(top.x, top.y + LINE * n as f32), vec2(wide, LINE))
            };
            ui.set_height(LINE * found.len() as f32);
            for n in drawn(sight, found.len()) {
                let (value, label) = &choices[found[n]];
                let rect = place(n);
                let response = ui.interact(rect, ui.scope_id().with(found[n]), Sense::CLICK);
                option(ui, rect, &response, label.as_ref(), now == value);
                response.ctx.accesskit_node_builder(response.id, |node| {
                    node.set_position_in_set(n + 1);
                    node.set_size_of_set(found.len());
                });
                if n == opened.cursor {
                    opened.active = Some(response.id);
                    let t = tokens::of(ui.ctx());
                    paint::ring(ui.painter(), rect, 5, t);
                }
                if response.clicked() {
                    clicked = Some(found[n]);
                }
            }
            if jumped && !ui.is_sizing_pass() {
                ui.scroll_to_rect(place(opened.cursor), None);
            }
        });
    clicked
}

/// Lines that are drawn: all of a list that is not too long, else those in sight.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place in a list is neither negative nor large"
)]
fn drawn(sight: Rect, all: usize) -> Range<usize> {
    if all <= WHOLE {
        return 0..all;
    }
    let first = (sight.top() / LINE).floor().max(0.0) as usize;
    let last = (sight.bottom() / LINE).ceil().max(0.0) as usize;
    first.min(all)..last.min(all)
}

/// Paints one line of an opened list.
fn option(ui: &Ui, rect: Rect, response: &Response, label: &str, on: bool) {
    let t = tokens::of(ui.ctx());
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, ui.is_enabled(), on, label));
    let feel = Feel::of(response, false);
    if feel.hot {
        ui.painter()
            .rect_filled(rect, CornerRadius::same(5), t.hover);
    }
    if feel.focus {
        paint::ring(ui.painter(), rect, 5, t);
    }
    let galley = text::line(ui, label, text::body_font(), t.text, rect.width() - 36.0);
    let at = pos2(rect.left() + 8.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, t.text);
    if on {
        let place = Rect::from_center_size(rect.right_center() - vec2(14.0, 0.0), vec2(16.0, 16.0));
        Icon::Check.paint(ui.painter(), place, t.accent);
    }
}
