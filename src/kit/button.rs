//! Buttons: one primary in a pane, secondary ones, quiet ones, red only at the last step.

use std::borrow::Cow;

use egui::{
    Color32, FontId, KeyboardShortcut, Rect, Response, Role, Sense, Ui, Widget, WidgetInfo, pos2,
    vec2,
};

use super::icons::{self, Icon};
use super::paint::{self, Feel};
use super::tokens::{self, Tokens, size};
use super::{a11y, shortcut, text};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Primary,
    Secondary,
    Quiet,
    Danger,
}

/// A button with words. Its accessible name is its label.
#[derive(Debug, Clone)]
#[must_use = "draw it with show or ui.add"]
pub struct Button<'a> {
    kind: Kind,
    label: Cow<'a, str>,
    icon: Option<Icon>,
    menu: bool,
    keys: Option<KeyboardShortcut>,
    hint: Option<Cow<'a, str>>,
    blocked: Option<Cow<'a, str>>,
    wide: bool,
    flush: bool,
}

/// Room at the left and right of the words of a quiet button, in points.
const QUIET: f32 = 8.0;

impl<'a> Button<'a> {
    fn new(kind: Kind, label: impl Into<Cow<'a, str>>) -> Self {
        Self {
            kind,
            label: label.into(),
            icon: None,
            menu: false,
            keys: None,
            hint: None,
            blocked: None,
            wide: false,
            flush: false,
        }
    }

    /// The one first button of a pane or dialog.
    pub fn primary(label: impl Into<Cow<'a, str>>) -> Self {
        Self::new(Kind::Primary, label)
    }

    /// Any other button.
    pub fn secondary(label: impl Into<Cow<'a, str>>) -> Self {
        Self::new(Kind::Secondary, label)
    }

    /// A button without a line, for rows and notes.
    pub fn quiet(label: impl Into<Cow<'a, str>>) -> Self {
        Self::new(Kind::Quiet, label)
    }

    /// The last button before something is taken away. Never a first step.
    pub fn danger(label: impl Into<Cow<'a, str>>) -> Self {
        Self::new(Kind::Danger, label)
    }

    /// An icon before the label.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// A small arrow after the label: opens a menu.
    pub fn menu(mut self) -> Self {
        self.menu = true;
        self
    }

    /// The key that does the same, shown on hover.
    pub fn keys(mut self, keys: KeyboardShortcut) -> Self {
        self.keys = Some(keys);
        self
    }

    /// More words, shown on hover.
    pub fn hint(mut self, hint: impl Into<Cow<'a, str>>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Blocks the button when there is a reason, and shows that reason.
    pub fn enabled_or(mut self, reason: Option<impl Into<Cow<'a, str>>>) -> Self {
        self.blocked = reason.map(Into::into);
        self
    }

    /// As wide as the place it stands in.
    pub fn wide(mut self) -> Self {
        self.wide = true;
        self
    }

    /// A quiet one that stands alone below words: its own words begin where those do, and its
    /// ground reaches out to the left.
    pub fn flush(mut self) -> Self {
        self.flush = true;
        self
    }

    /// Is there a reason not to press it?
    pub fn is_blocked(&self) -> bool {
        self.blocked.is_some()
    }

    /// Is this the red one?
    pub fn is_danger(&self) -> bool {
        self.kind == Kind::Danger
    }

    /// The width it wants, in points.
    pub fn width(&self, ui: &Ui) -> f32 {
        let t = tokens::of(ui.ctx());
        let words = text::line(ui, &self.label, text::strong_font(), t.text, f32::INFINITY);
        (words.size().x + self.extra()).ceil()
    }

    fn extra(&self) -> f32 {
        let pad = if self.kind == Kind::Quiet {
            QUIET
        } else {
            12.0
        };
        let icon = if self.icon.is_some() {
            icons::SIZE + 6.0
        } else {
            0.0
        };
        let menu = if self.menu { icons::SIZE + 2.0 } else { 0.0 };
        pad * 2.0 + icon + menu
    }

    /// Draws it.
    pub fn show(self, ui: &mut Ui) -> Response {
        let t = tokens::of(ui.ctx());
        let blocked = self.blocked.is_some();
        let room = paint::room(ui);
        let wanted = if self.wide {
            room
        } else {
            self.width(ui).min(room.max(40.0))
        };
        let out = if self.flush { QUIET } else { 0.0 };
        let (rect, response) =
            ui.allocate_exact_size(vec2(wanted - out, size::CONTROL), paint::sense(blocked));
        let enabled = ui.is_enabled() && !blocked;
        response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, &self.label));
        let feel = Feel::of(&response, blocked);
        if ui.is_rect_visible(rect) {
            let rect = rect.with_min_x(rect.left() - out);
            self.paint(ui, rect, feel, t);
        }
        self.explain(response)
    }

    fn paint(&self, ui: &Ui, rect: Rect, feel: Feel, t: &Tokens) {
        let ink = self.ground(ui, rect, feel, t);
        let width = rect.width() - self.extra();
        let galley = text::line(ui, &self.label, text::strong_font(), ink, width);
        let whole = galley.size().x + self.extra();
        let pad = if self.kind == Kind::Quiet {
            QUIET
        } else {
            12.0
        };
        // A quiet one that is wide is a line of a menu, and those begin at the left.
        let shift = if self.wide && self.kind == Kind::Quiet {
            0.0
        } else {
            ((rect.width() - whole) / 2.0).max(0.0)
        };
        let mut x = rect.left() + shift + pad;
        let y = rect.center().y;
        if let Some(icon) = self.icon {
            let place = Rect::from_min_size(pos2(x, y - 8.0), vec2(icons::SIZE, icons::SIZE));
            icon.paint(ui.painter(), place, ink);
            x += icons::SIZE + 6.0;
        }
        let end = x + galley.size().x;
        ui.painter()
            .galley(pos2(x, y - galley.size().y / 2.0), galley, ink);
        if self.menu {
            let place = Rect::from_min_size(pos2(end + 2.0, y - 8.0), vec2(16.0, 16.0));
            Icon::Collapse.paint(ui.painter(), place, ink);
        }
    }

    /// Paints ground, line and ring; gives the colour of the words.
    fn ground(&self, ui: &Ui, rect: Rect, feel: Feel, t: &Tokens) -> Color32 {
        let painter = ui.painter();
        let (fill, on) = match self.kind {
            Kind::Primary => (t.accent, t.on_accent),
            Kind::Danger => (t.danger, t.on_danger),
            Kind::Secondary | Kind::Quiet => return self.calm(ui, rect, feel, t),
        };
        if feel.blocked {
            paint::plate(painter, rect, t.sunken, t.border);
        } else {
            let share = if feel.down {
                0.3
            } else if feel.hot {
                0.15
            } else {
                0.0
            };
            let fill = paint::mix(fill, t.text, share);
            paint::plate(painter, rect, fill, fill);
        }
        if feel.focus {
            paint::ring_around(painter, rect, size::RADIUS, t);
        }
        if feel.blocked { t.muted } else { on }
    }

    fn calm(&self, ui: &Ui, rect: Rect, feel: Feel, t: &Tokens) -> Color32 {
        let painter = ui.painter();
        let quiet = self.kind == Kind::Quiet;
        let ground = if feel.down {
            t.selected
        } else if feel.hot {
            t.hover
        } else if quiet {
            Color32::TRANSPARENT
        } else if feel.blocked {
            t.sunken
        } else {
            t.surface
        };
        let line = if quiet {
            Color32::TRANSPARENT
        } else if feel.hot {
            t.strong
        } else {
            t.border
        };
        paint::plate(painter, rect, ground, line);
        if feel.focus {
            paint::ring(painter, rect, size::RADIUS, t);
        }
        if feel.blocked { t.muted } else { t.text }
    }

    fn explain(self, response: Response) -> Response {
        if self.blocked.is_some() {
            return paint::reason(response, self.blocked.as_deref());
        }
        hint(response, self.hint.as_deref(), self.keys.as_ref())
    }
}

impl Widget for Button<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        self.show(ui)
    }
}

/// Shows words and a key on hover, and gives the words to assistive programs.
pub(super) fn hint(
    response: Response,
    words: Option<&str>,
    keys: Option<&KeyboardShortcut>,
) -> Response {
    if let Some(words) = words {
        a11y::describe(&response, words);
    }
    on_hover(response, words, keys)
}

/// Shows words and a key on hover.
fn on_hover(response: Response, words: Option<&str>, keys: Option<&KeyboardShortcut>) -> Response {
    if words.is_none() && keys.is_none() {
        return response;
    }
    response.on_hover_ui(|ui| {
        ui.set_max_width(ui.spacing().tooltip_width);
        ui.horizontal(|ui| {
            if let Some(words) = words {
                ui.label(text::body(words));
            }
            if let Some(keys) = keys {
                let keys = shortcut::words(ui.ctx(), keys);
                shortcut::keycap(ui, &keys, "");
            }
        });
    })
}

/// A square button with an icon only. Its name is shown on hover.
#[derive(Debug, Clone)]
#[must_use = "draw it with show or ui.add"]
pub struct IconButton<'a> {
    icon: Icon,
    name: Cow<'a, str>,
    keys: Option<KeyboardShortcut>,
    blocked: Option<Cow<'a, str>>,
    on: Option<bool>,
    framed: bool,
    side: f32,
}

impl<'a> IconButton<'a> {
    /// A quiet icon button; `name` is what it does.
    pub fn new(icon: Icon, name: impl Into<Cow<'a, str>>) -> Self {
        Self {
            icon,
            name: name.into(),
            keys: None,
            blocked: None,
            on: None,
            framed: false,
            side: size::CONTROL,
        }
    }

    /// With a line around it, to stand beside other buttons.
    pub fn framed(mut self) -> Self {
        self.framed = true;
        self
    }

    /// 22 points instead of 30, for rows and fields.
    pub fn small(mut self) -> Self {
        self.side = 22.0;
        self
    }

    /// A button that stays pressed.
    pub fn on(mut self, on: bool) -> Self {
        self.on = Some(on);
        self
    }

    /// The key that does the same.
    pub fn keys(mut self, keys: KeyboardShortcut) -> Self {
        self.keys = Some(keys);
        self
    }

    /// Blocks the button when there is a reason, and shows that reason.
    pub fn enabled_or(mut self, reason: Option<impl Into<Cow<'a, str>>>) -> Self {
        self.blocked = reason.map(Into::into);
        self
    }

    /// Draws it.
    pub fn show(self, ui: &mut Ui) -> Response {
        let t = tokens::of(ui.ctx());
        let blocked = self.blocked.is_some();
        let (rect, response) =
            ui.allocate_exact_size(vec2(self.side, self.side), paint::sense(blocked));
        let enabled = ui.is_enabled() && !blocked;
        response.widget_info(|| match self.on {
            Some(on) => WidgetInfo::selected(Role::Button, enabled, on, &self.name),
            None => WidgetInfo::labeled(Role::Button, enabled, &self.name),
        });
        let feel = Feel::of(&response, blocked);
        if ui.is_rect_visible(rect) {
            self.paint(ui, rect, feel, t);
        }
        if blocked {
            let why = self.blocked.as_deref().unwrap_or_default();
            return paint::reason(response, Some(&format!("{}: {why}", self.name)));
        }
        // Assistive programs know the name already.
        on_hover(response, Some(&self.name), self.keys.as_ref())
    }

    fn paint(&self, ui: &Ui, rect: Rect, feel: Feel, t: &Tokens) {
        let on = self.on == Some(true);
        let ground = if on || feel.down {
            t.selected
        } else if feel.hot {
            t.hover
        } else {
            Color32::TRANSPARENT
        };
        let line = match (self.framed, feel.hot) {
            (false, _) => Color32::TRANSPARENT,
            (true, true) => t.strong,
            (true, false) => t.border,
        };
        paint::plate(ui.painter(), rect, ground, line);
        if feel.focus {
            paint::ring(ui.painter(), rect, size::RADIUS, t);
        }
        let ink = if feel.blocked {
            paint::mix(t.muted, t.surface, 0.2)
        } else if on {
            t.accent
        } else if feel.hot {
            t.text
        } else {
            t.muted
        };
        self.icon.paint(ui.painter(), rect, ink);
    }
}

impl Widget for IconButton<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        self.show(ui)
    }
}

/// Words that lead somewhere inside the program.
pub fn link(ui: &mut Ui, label: &str) -> Response {
    link_with(ui, (label, label), text::body_font(), None)
}

/// The same with another name for a screen reader, which tells what stands beside it.
pub fn link_named(ui: &mut Ui, label: &str, name: &str) -> Response {
    link_with(ui, (label, name), text::body_font(), None)
}

/// Words that lead out of the program; the caller opens the address.
pub fn link_out(ui: &mut Ui, label: &str) -> Response {
    link_with(ui, (label, label), text::body_font(), Some(Icon::External))
}

fn link_with(
    ui: &mut Ui,
    (label, name): (&str, &str),
    font: FontId,
    icon: Option<Icon>,
) -> Response {
    let t = tokens::of(ui.ctx());
    let extra = if icon.is_some() { 18.0 } else { 0.0 };
    let galley = text::line(
        ui,
        label,
        font,
        t.accent,
        (paint::room(ui) - extra).max(24.0),
    );
    let wanted = vec2(galley.size().x + extra, galley.size().y.max(18.0));
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, ui.is_enabled(), name));
    if ui.is_rect_visible(rect) {
        let feel = Feel::of(&response, false);
        let at = pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
        let end = at.x + galley.size().x;
        if feel.hot {
            let stroke = egui::Stroke::new(1.0, t.accent);
            ui.painter()
                .hline(at.x..=end, at.y + galley.size().y - 1.0, stroke);
        }
        if feel.focus {
            paint::ring(ui.painter(), rect.expand2(vec2(3.0, 1.0)), 4, t);
        }
        ui.painter().galley(at, galley, t.accent);
        if let Some(icon) = icon {
            let place =
                Rect::from_min_size(pos2(end + 3.0, rect.center().y - 7.0), vec2(14.0, 14.0));
            icon.paint_sized(ui.painter(), place, 14.0, t.accent);
        }
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}
