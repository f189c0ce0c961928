//! Fields: text, search, password, several lines, whole numbers. The label stands above and is
//! the accessible name; an error stands below and says what to do.

use std::borrow::Cow;

use egui::accesskit::{Action, Invalid, Role};
use egui::{
    Align, CornerRadius, Frame, Id, Key, KeyboardShortcut, Layout, Margin, Modifiers, Rect,
    Response, Sense, Shape, Stroke, StrokeKind, TextEdit, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::button::IconButton;
use super::icons::Icon;
use super::paint::Feel;
use super::tokens::{self, Tokens, size};
use super::{a11y, bidi, paint, shortcut, text};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Search,
    Password,
    Lines(usize),
}

/// A field over a text that the caller keeps.
#[must_use = "draw it with show"]
pub struct Field<'a> {
    kind: Kind,
    label: Cow<'a, str>,
    text: &'a mut String,
    above: bool,
    hint: Cow<'a, str>,
    help: Option<Cow<'a, str>>,
    error: Option<Cow<'a, str>>,
    blocked: Option<Cow<'a, str>>,
    keys: Option<KeyboardShortcut>,
    width: Option<f32>,
    limit: usize,
    focus: bool,
    salt: Option<Id>,
}

impl<'a> Field<'a> {
    fn new(kind: Kind, label: impl Into<Cow<'a, str>>, text: &'a mut String) -> Self {
        Self {
            kind,
            label: label.into(),
            text,
            above: kind != Kind::Search,
            hint: Cow::Borrowed(""),
            help: None,
            error: None,
            blocked: None,
            keys: None,
            width: None,
            limit: 10_000,
            focus: false,
            salt: None,
        }
    }

    /// One line of text.
    pub fn text(label: impl Into<Cow<'a, str>>, text: &'a mut String) -> Self {
        Self::new(Kind::Text, label, text)
    }

    /// A search: no label above, a clear button, Esc empties it.
    pub fn search(label: impl Into<Cow<'a, str>>, text: &'a mut String) -> Self {
        Self::new(Kind::Search, label, text)
    }

    /// A secret, shown as dots, with a button that shows it.
    pub fn password(label: impl Into<Cow<'a, str>>, text: &'a mut String) -> Self {
        Self::new(Kind::Password, label, text)
    }

    /// Several lines; `rows` is the height in lines.
    pub fn lines(label: impl Into<Cow<'a, str>>, text: &'a mut String, rows: usize) -> Self {
        Self::new(Kind::Lines(rows.max(1)), label, text)
    }

    /// The label is only spoken, for rows of controls.
    pub fn inline(mut self) -> Self {
        self.above = false;
        self
    }

    /// Words shown while it is empty.
    pub fn hint(mut self, hint: impl Into<Cow<'a, str>>) -> Self {
        self.hint = hint.into();
        self
    }

    /// A line of help below.
    pub fn help(mut self, help: impl Into<Cow<'a, str>>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// What is wrong and what to do, in place of the help.
    pub fn error(mut self, error: Option<impl Into<Cow<'a, str>>>) -> Self {
        self.error = error.map(Into::into);
        self
    }

    /// Blocks the field when there is a reason, and shows that reason.
    pub fn enabled_or(mut self, reason: Option<impl Into<Cow<'a, str>>>) -> Self {
        self.blocked = reason.map(Into::into);
        self
    }

    /// The key that leads here, shown at the right while it is empty.
    pub fn keys(mut self, keys: KeyboardShortcut) -> Self {
        self.keys = Some(keys);
        self
    }

    /// Width in points; without it as wide as the place.
    pub fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    /// Longest text in characters.
    pub fn limit(mut self, limit: usize) -> Self {
        self.limit = limit;
        self
    }

    /// Moves the keyboard focus here in this frame.
    pub fn focus(mut self, now: bool) -> Self {
        self.focus = now;
        self
    }

    /// A fixed id, so that commands can move the focus here.
    pub fn id(mut self, id: Id) -> Self {
        self.salt = Some(id);
        self
    }

    /// Draws it. The response is that of the text: changed, focused, lost focus.
    pub fn show(self, ui: &mut Ui) -> Response {
        let width = self
            .width
            .unwrap_or_else(|| paint::room(ui))
            .min(paint::room(ui).max(64.0));
        let builder = UiBuilder::new().layout(Layout::top_down(Align::Min));
        ui.scope_builder(builder, |ui| {
            ui.set_max_width(width);
            ui.spacing_mut().item_spacing.y = 4.0;
            let label = self
                .above
                .then(|| text::paragraph(ui, text::small_muted(self.label.as_ref())).id);
            let read = self.read();
            let error = self.error.clone();
            let help = self.help.clone();
            let response = self.control(ui, width, label);
            if let Some(error) = error {
                error_line(ui, &error);
            } else if let Some(help) = help {
                text::paragraph(ui, text::small_muted(help));
            }
            if let Some(read) = read {
                let shown = text::paragraph(ui, text::small_muted(read));
                text::tip(shown, "As it reads");
            }
            response
        })
        .inner
    }

    /// The text once more where words run from right to left: while it is edited egui sets them in
    /// the order in which they are typed.
    fn read(&self) -> Option<String> {
        let typed = self.above && matches!(self.kind, Kind::Text | Kind::Lines(_));
        let text = self.text.trim();
        let turned = typed && text.contains(char::is_whitespace) && bidi::is_turned(text);
        turned.then(|| text.to_owned())
    }

    fn height(&self) -> f32 {
        match self.kind {
            Kind::Lines(rows) => rows as f32 * 18.0 + 12.0,
            _ => size::CONTROL,
        }
    }

    fn control(mut self, ui: &mut Ui, width: f32, label: Option<Id>) -> Response {
        let t = tokens::of(ui.ctx());
        let id = self
            .salt
            .unwrap_or_else(|| ui.make_persistent_id(("field", &*self.label)));
        let shown_id = id.with("shown");
        let mut shown = ui.data(|d| d.get_temp::<bool>(shown_id).unwrap_or(false));
        let (_, rect) = ui.allocate_space(vec2(width, self.height()));
        let back = ui.painter().add(Shape::Noop);
        let mut left = rect.left() + 10.0;
        if self.kind == Kind::Search {
            let place = Rect::from_center_size(pos2(left + 8.0, rect.center().y), vec2(16.0, 16.0));
            Icon::Search.paint(ui.painter(), place, t.muted);
            left += 22.0;
        }
        let right = self.right(ui, rect);
        let inner = Rect::from_min_max(pos2(left, rect.top()), pos2(right, rect.bottom()));
        let called = ui.input(|i| i.has_accesskit_action_request(id, Action::ScrollIntoView));
        let mut response = self.edit(ui, inner, id, shown);
        if called && matches!(self.kind, Kind::Lines(_)) {
            // Several lines scroll in themselves; what is around them has to follow too.
            ui.scroll_to_rect(rect, None);
        }
        if let Some(label) = label {
            response = response.labelled_by(label);
        } else {
            response = response.accessible_name(self.label.as_ref());
        }
        if let Some(error) = &self.error {
            a11y::describe(&response, error);
            ui.ctx()
                .accesskit_node_builder(response.id, |n| n.set_invalid(Invalid::True));
        }
        ui.painter().set(back, self.ground(rect, &response, t));
        let emptied = self.trailing(ui, rect, right, &mut shown);
        ui.data_mut(|d| d.insert_temp(shown_id, shown));
        let left_by_esc = self.kind == Kind::Search
            && response.lost_focus()
            && !self.text.is_empty()
            && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape));
        if emptied || left_by_esc {
            self.text.clear();
            response.mark_changed();
            response.request_focus();
        }
        if self.focus {
            response.request_focus();
        }
        paint::reason(response, self.blocked.as_deref())
    }

    /// Where the text ends: before the key, the clear button or the eye.
    fn right(&self, ui: &Ui, rect: Rect) -> f32 {
        let empty = self.text.is_empty();
        let taken = match self.kind {
            Kind::Password => 28.0,
            Kind::Search if !empty => 28.0,
            Kind::Lines(_) => 10.0,
            _ if empty => self.keys.as_ref().map_or(10.0, |keys| {
                let words = shortcut::words(ui.ctx(), keys);
                shortcut::cap_width(ui, &words) + 12.0
            }),
            _ => 10.0,
        };
        (rect.right() - taken).max(rect.left() + 24.0)
    }

    /// A blocked field can be reached, so that its reason is read; nothing can be typed.
    fn blocked(&self, ui: &Ui, inner: Rect, id: Id) -> Response {
        let t = tokens::of(ui.ctx());
        let role = match self.kind {
            Kind::Lines(_) => Role::MultilineTextInput,
            Kind::Password => Role::PasswordInput,
            _ => Role::TextInput,
        };
        let response = ui.interact(inner, id, Sense::focusable_noninteractive());
        let secret = self.kind == Kind::Password;
        let value = if secret { "" } else { self.text.as_str() };
        response.widget_info(|| WidgetInfo {
            current_text_value: Some(value.to_owned()),
            ..WidgetInfo::labeled(role, false, self.label.as_ref())
        });
        let words = if value.is_empty() {
            self.hint.as_ref()
        } else {
            value
        };
        let galley = text::line(ui, words, text::body_font(), t.muted, inner.width());
        let y = if matches!(self.kind, Kind::Lines(_)) {
            inner.top() + 6.0
        } else {
            inner.center().y - galley.size().y / 2.0
        };
        ui.painter().galley(pos2(inner.left(), y), galley, t.muted);
        response
    }

    fn edit(&mut self, ui: &mut Ui, inner: Rect, id: Id, shown: bool) -> Response {
        if self.blocked.is_some() {
            return self.blocked(ui, inner, id);
        }
        let lines = matches!(self.kind, Kind::Lines(_));
        let align = if lines { Align::Min } else { Align::Center };
        let layout = Layout::left_to_right(align);
        let mut child = ui.new_child(UiBuilder::new().max_rect(inner).layout(layout));
        if self.kind == Kind::Password && ui.memory(|m| m.has_focus(id)) {
            // Shown or not, a secret never goes to the clipboard.
            let takes = |e: &egui::Event| matches!(e, egui::Event::Copy | egui::Event::Cut);
            ui.input_mut(|i| i.events.retain(|e| !takes(e)));
        }
        let edit = match self.kind {
            Kind::Lines(rows) => TextEdit::multiline(self.text).desired_rows(rows),
            _ => TextEdit::singleline(self.text).align(egui::Align2::LEFT_CENTER),
        };
        let margin = if lines {
            Margin::symmetric(0, 6)
        } else {
            Margin::ZERO
        };
        let edit = edit
            .id(id)
            .frame(Frame::NONE.inner_margin(margin))
            .font(text::body_font())
            .hint_text(text::muted(self.hint.as_ref()).line_height(None))
            .password(self.kind == Kind::Password && !shown)
            .char_limit(self.limit)
            .desired_width(inner.width())
            .min_size(inner.size());
        if let Kind::Lines(_) = self.kind {
            return egui::ScrollArea::vertical()
                .id_salt(id)
                .max_height(inner.height())
                .show(&mut child, |ui| ui.add(edit))
                .inner;
        }
        child.add(edit)
    }

    fn ground(&self, rect: Rect, response: &Response, t: &Tokens) -> Shape {
        let blocked = self.blocked.is_some();
        let feel = Feel::of(response, blocked);
        let (width, line) = if feel.focus {
            (
                2.0,
                if self.error.is_some() {
                    t.danger
                } else {
                    t.accent
                },
            )
        } else if self.error.is_some() {
            (1.0, t.danger)
        } else if blocked {
            (1.0, t.border)
        } else if feel.hot {
            (1.0, t.text)
        } else {
            (1.0, t.strong)
        };
        let ground = if blocked { t.sunken } else { t.surface };
        egui::epaint::RectShape::new(
            rect,
            CornerRadius::same(size::RADIUS),
            ground,
            Stroke::new(width, line),
            StrokeKind::Inside,
        )
        .into()
    }

    /// The parts at the right end; true when the clear button was pressed.
    fn trailing(&self, ui: &mut Ui, rect: Rect, right: f32, shown: &mut bool) -> bool {
        let place =
            Rect::from_center_size(pos2(rect.right() - 15.0, rect.center().y), vec2(22.0, 22.0));
        let mut child = ui.new_child(UiBuilder::new().max_rect(place));
        match self.kind {
            Kind::Password => {
                let (icon, verb) = if *shown {
                    (Icon::Hide, "Hide")
                } else {
                    (Icon::Show, "Show")
                };
                let name = format!("{verb} {}", text::lower(&self.label));
                if IconButton::new(icon, name)
                    .small()
                    .show(&mut child)
                    .clicked()
                {
                    *shown = !*shown;
                }
            }
            Kind::Search if !self.text.is_empty() => {
                let name = format!("Clear {}", text::lower(&self.label));
                return IconButton::new(Icon::Close, name)
                    .small()
                    .show(&mut child)
                    .clicked();
            }
            Kind::Text | Kind::Search => {
                if let (Some(keys), true) = (&self.keys, self.text.is_empty()) {
                    let words = shortcut::words(ui.ctx(), keys);
                    let cap = Rect::from_min_max(
                        pos2(right + 2.0, rect.top()),
                        rect.max - vec2(8.0, 0.0),
                    );
                    shortcut::paint_cap(ui, cap, &words);
                }
            }
            Kind::Lines(_) => {}
        }
        false
    }
}

/// An error below a field: icon and words.
pub fn error_line(ui: &mut Ui, error: &str) {
    let t = tokens::of(ui.ctx());
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let (rect, _) = ui.allocate_exact_size(vec2(14.0, 16.0), Sense::hover());
        Icon::Error.paint_sized(ui.painter(), rect, 14.0, t.danger);
        text::paragraph(ui, text::small(error).color(t.danger));
    });
}

/// Was a one-line field left with Enter in this frame?
pub fn submitted(response: &Response) -> bool {
    response.lost_focus() && response.ctx.input(|i| i.key_pressed(Key::Enter))
}

/// A whole number with buttons for one less and one more; arrow keys work in the number too.
pub fn stepper(
    ui: &mut Ui,
    label: &str,
    value: &mut u64,
    range: std::ops::RangeInclusive<u64>,
    step: u64,
    unit: &str,
) -> Response {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        let id = ui.label(text::small_muted(label)).id;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let (low, high) = (*range.start(), *range.end());
            let at_low = (*value <= low).then(|| format!("{low} is the least"));
            let fewer = IconButton::new(Icon::Minus, format!("Less: {label}"));
            let less = fewer.framed().enabled_or(at_low).show(ui).clicked();
            // Arrow keys and assistive programs go by steps; dragging changes nothing.
            let held = ui.input(|i| i.pointer.any_down());
            let drag = egui::DragValue::new(value)
                .range(range)
                .speed(if held { 0.0 } else { step as f64 })
                .suffix(unit);
            let wanted = vec2(72.0, size::CONTROL);
            let mut response = ui.add_sized(wanted, drag).labelled_by(id);
            let at_high = (*value >= high).then(|| format!("{high} is the most"));
            let greater = IconButton::new(Icon::Add, format!("More: {label}"));
            let more = greater.framed().enabled_or(at_high).show(ui).clicked();
            if less {
                *value = value.saturating_sub(step).max(low);
                response.mark_changed();
            }
            if more {
                *value = value.saturating_add(step).min(high);
                response.mark_changed();
            }
            response
        })
        .inner
    })
    .inner
}
