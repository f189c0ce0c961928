//! The rail at the left: the profile on top, areas with counts, and what is at the bottom. Below a
//! certain width only icons are left, with their names on hover.

use egui::accesskit::Role;
use egui::{Align2, Color32, CornerRadius, Id, Rect, Response, Ui, WidgetInfo, pos2, vec2};

use super::icons::Icon;
use super::paint::{self, Feel};
use super::tokens::{self, size};
use super::{a11y, text};

/// Height of an entry.
const ENTRY: f32 = 30.0;
/// Height of the profile block.
const PROFILE: f32 = 44.0;
/// Side of the coloured square of a profile.
const SQUARE: f32 = 26.0;

/// Whether the rail folds to icons in a window of this width.
pub fn folds(width: f32) -> bool {
    width < size::FOLD_RAIL_BELOW
}

/// The coloured square of a profile with its initial.
pub fn square(ui: &Ui, rect: Rect, hue: u8, name: &str) {
    let t = tokens::of(ui.ctx());
    let ground = t.hues[usize::from(hue) % t.hues.len()];
    ui.painter()
        .rect_filled(rect, CornerRadius::same(size::RADIUS), ground);
    let initial: String = name
        .chars()
        .find(|c| c.is_alphanumeric())
        .into_iter()
        .collect();
    ui.painter().text(
        rect.center(),
        Align2::CENTER_CENTER,
        initial.to_uppercase(),
        text::strong_font(),
        t.on_hue,
    );
}

/// The block on top: colour, name and a line below. A button that opens a menu.
pub fn profile(ui: &mut Ui, folded: bool, hue: u8, name: &str, line: &str) -> Response {
    let t = tokens::of(ui.ctx());
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), PROFILE), egui::Sense::click());
    let spoken = format!("Profile {name}, {line}");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
    let feel = Feel::of(&response, false);
    ground(ui, rect, feel, false);
    let top_left = if folded {
        rect.center() - vec2(SQUARE, SQUARE) / 2.0
    } else {
        pos2(rect.left() + 8.0, rect.center().y - SQUARE / 2.0)
    };
    let place = Rect::from_min_size(top_left, vec2(SQUARE, SQUARE));
    square(ui, place, hue, name);
    if folded {
        return response.on_hover_text(spoken);
    }
    let left = place.right() + 8.0;
    let room = rect.right() - left - 22.0;
    let first = text::line(ui, name, text::strong_font(), t.text, room);
    let second = text::line(ui, line, text::caption_font(), t.muted, room);
    ui.painter()
        .galley(pos2(left, rect.top() + 5.0), first, t.text);
    ui.painter()
        .galley(pos2(left, rect.top() + 24.0), second, t.muted);
    let arrow =
        Rect::from_center_size(pos2(rect.right() - 14.0, rect.center().y), vec2(16.0, 16.0));
    Icon::Choose.paint(ui.painter(), arrow, t.muted);
    response.on_hover_text(spoken)
}

/// The caption of a group of entries.
pub fn caption(ui: &mut Ui, folded: bool, label: &str) {
    if folded {
        ui.add_space(size::GAP);
        return;
    }
    ui.add_space(size::GAP);
    ui.horizontal(|ui| {
        ui.add_space(10.0);
        ui.label(text::caption(label));
    });
    ui.add_space(2.0);
}

/// Scrolls to the entry of the area that is shown, once, and again when the window has another
/// height: else the rail stays where the owner put it.
fn come_into_sight(response: &Response, label: &str) {
    let id = Id::unique("area in the rail");
    let now = (label.to_owned(), response.ctx.content_rect().height());
    let known = response.ctx.data(|d| d.get_temp::<(String, f32)>(id));
    if known.as_ref() != Some(&now) {
        response.ctx.data_mut(|d| d.insert_temp(id, now));
        response.scroll_to_me(None);
    }
}

/// One area. `count` stands at the right; `alert` colours it as something to look at.
pub struct Entry<'a> {
    /// Its icon.
    pub icon: Icon,
    /// Its name.
    pub label: &'a str,
    /// A number beside it.
    pub count: Option<usize>,
    /// Whether the number asks for attention.
    pub alert: bool,
    /// Whether this area is shown.
    pub here: bool,
}

impl Entry<'_> {
    fn spoken(&self) -> String {
        match self.count {
            Some(n) => format!("{}, {}", self.label, text::count(n as u64)),
            None => self.label.to_owned(),
        }
    }

    /// Draws it.
    pub fn show(&self, ui: &mut Ui, folded: bool) -> Response {
        let t = tokens::of(ui.ctx());
        let (rect, response) =
            ui.allocate_exact_size(vec2(ui.available_width(), ENTRY), egui::Sense::click());
        let spoken = self.spoken();
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, self.here, &spoken));
        a11y::selected(&response, self.here);
        if self.here {
            come_into_sight(&response, self.label);
        }
        let feel = Feel::of(&response, false);
        ground(ui, rect, feel, self.here);
        let ink = if self.here { t.accent } else { t.text };
        let quiet = if self.here { t.accent } else { t.muted };
        let side = vec2(18.0, 18.0);
        if folded {
            self.icon.paint(
                ui.painter(),
                Rect::from_center_size(rect.center(), side),
                quiet,
            );
            if self.alert {
                let dot = pos2(rect.center().x + 10.0, rect.center().y - 9.0);
                ui.painter().circle_filled(dot, 3.5, t.danger);
            }
            return response.on_hover_text(spoken);
        }
        let icon = Rect::from_center_size(pos2(rect.left() + 19.0, rect.center().y), side);
        self.icon.paint(ui.painter(), icon, quiet);
        let mut room = rect.right() - icon.right() - 18.0;
        if let Some(count) = self.count {
            let number = text::count(count as u64);
            let colour = if self.alert { t.danger } else { quiet };
            let galley = text::line(ui, &number, text::small_font(), colour, 80.0);
            room -= galley.size().x + 8.0;
            let at = pos2(
                rect.right() - 10.0 - galley.size().x,
                rect.center().y - galley.size().y / 2.0,
            );
            ui.painter().galley(at, galley, colour);
        }
        let font = if self.here {
            text::strong_font()
        } else {
            text::body_font()
        };
        let galley = text::line(ui, self.label, font, ink, room);
        let at = pos2(icon.right() + 9.0, rect.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, ink);
        response
    }
}

fn ground(ui: &Ui, rect: Rect, feel: Feel, here: bool) {
    let t = tokens::of(ui.ctx());
    let colour = if here {
        t.selected
    } else if feel.hot {
        t.hover
    } else {
        Color32::TRANSPARENT
    };
    ui.painter()
        .rect_filled(rect, CornerRadius::same(size::RADIUS), colour);
    if feel.focus {
        paint::ring(ui.painter(), rect, size::RADIUS, t);
    }
}
