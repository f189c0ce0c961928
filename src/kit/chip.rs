//! Chips that filter, and badges that only say something.

use egui::{
    Color32, CornerRadius, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2,
    vec2,
};

use super::icons::Icon;
use super::paint::{self, Feel};
use super::tokens;
use super::tone::Tone;
use super::{a11y, text};

/// Height of a chip in points.
pub const CHIP: f32 = 26.0;
/// Height of a badge in points.
pub const BADGE: f32 = 20.0;

/// What was done to a chip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ChipDid {
    /// The chip itself was pressed.
    pub pressed: bool,
    /// Its cross was pressed, or Delete while it had the focus.
    pub removed: bool,
}

/// A filter chip: off shows a name, on shows what it filters by and can be taken off.
#[derive(Debug, Clone, Copy)]
#[must_use = "draw it with show"]
pub struct Chip<'a> {
    label: &'a str,
    on: bool,
    count: Option<u64>,
    menu: bool,
}

impl<'a> Chip<'a> {
    /// A chip that is on ("Reach: Whole account") or off ("Role").
    pub fn new(label: &'a str, on: bool) -> Self {
        Self { label, on, count: None, menu: false }
    }

    /// How many it leaves.
    pub fn count(mut self, count: u64) -> Self {
        self.count = Some(count);
        self
    }

    /// A small arrow: opens a list.
    pub fn menu(mut self) -> Self {
        self.menu = true;
        self
    }

    /// Draws it.
    pub fn show(self, ui: &mut Ui) -> ChipDid {
        self.show_with(ui).1
    }

    /// Draws it and gives the response of the chip too, to hang a menu on.
    pub fn show_with(self, ui: &mut Ui) -> (Response, ChipDid) {
        let t = tokens::of(ui.ctx());
        let number = self.count.map(text::count);
        let name = number.as_ref().map_or_else(|| self.label.to_owned(), |n| format!("{}, {n}", self.label));
        let tail = if self.on || self.menu { 20.0 } else { 0.0 };
        let figure = number.map(|n| text::line(ui, &n, text::small_font(), t.muted, f32::INFINITY));
        let more = figure.as_ref().map_or(0.0, |f| f.size().x + 6.0);
        let room = (paint::room(ui).min(280.0) - 20.0 - tail - more).max(24.0);
        let words = text::line(ui, self.label, text::small_font(), t.text, room);
        let cut = words.elided;
        let wanted = vec2(20.0 + words.size().x + more + tail, CHIP);
        let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), self.on, &name));
        let feel = Feel::of(&response, false);
        let ink = self.ground(ui, rect, feel);
        let y = rect.center().y;
        let at = pos2(rect.left() + 10.0, y - words.size().y / 2.0);
        let end = at.x + words.size().x;
        ui.painter().galley_with_override_text_color(at, words, ink);
        if let Some(figure) = figure {
            let ink = if self.on { t.accent } else { t.muted };
            let at = pos2(end + 6.0, y - figure.size().y / 2.0);
            ui.painter().galley_with_override_text_color(at, figure, ink);
        }
        let mut did = ChipDid { pressed: response.clicked(), removed: false };
        let place = Rect::from_center_size(pos2(rect.right() - 15.0, y), vec2(16.0, 16.0));
        if self.on {
            did.removed = self.cross(ui, place, &response);
        } else if self.menu {
            Icon::Collapse.paint_sized(ui.painter(), place, 14.0, t.muted);
        }
        let response = if cut { response.on_hover_text(self.label) } else { response };
        (response, did)
    }

    fn ground(self, ui: &Ui, rect: Rect, feel: Feel) -> Color32 {
        let t = tokens::of(ui.ctx());
        let (fill, line, ink) = match (self.on, feel.hot) {
            (true, false) => (t.selected, t.accent, t.accent),
            (true, true) => (paint::mix(t.selected, t.accent, 0.12), t.accent, t.accent),
            (false, false) => (t.surface, t.border, t.text),
            (false, true) => (t.hover, t.strong, t.text),
        };
        let round = CornerRadius::same(13);
        ui.painter().rect(rect, round, fill, Stroke::new(1.0, line), StrokeKind::Inside);
        if feel.focus {
            paint::ring_around(ui.painter(), rect, 13, t);
        }
        ink
    }

    fn cross(self, ui: &Ui, place: Rect, chip: &Response) -> bool {
        let t = tokens::of(ui.ctx());
        let cross = ui.interact(place.expand(3.0), chip.id.with("cross"), Sense::click());
        let name = format!("Remove filter {}", self.label);
        cross.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &name));
        let feel = Feel::of(&cross, false);
        if feel.hot {
            ui.painter().circle_filled(place.center(), 8.0, paint::mix(t.selected, t.accent, 0.25));
        }
        if feel.focus {
            paint::ring(ui.painter(), place.expand(2.0), 10, t);
        }
        Icon::Close.paint_sized(ui.painter(), place, 14.0, t.accent);
        let by_key = chip.has_focus() && ui.input(|i| i.key_pressed(egui::Key::Delete));
        cross.clicked() || by_key
    }
}

/// A badge: a word on a ground of its tone. Not pressable.
pub fn badge(ui: &mut Ui, tone: Tone, label: &str) -> Response {
    let t = tokens::of(ui.ctx());
    let ink = tone.ink(t);
    let room = (paint::room(ui) - 14.0).max(16.0);
    let galley = text::line(ui, label, text::small_font(), ink, room);
    let cut = galley.elided;
    let wanted = vec2(galley.size().x + 14.0, BADGE);
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, label));
    paint_badge(ui, rect, tone, galley);
    if cut { response.on_hover_text(label) } else { response }
}

/// The width a badge with this label takes.
pub fn badge_width(ui: &Ui, label: &str) -> f32 {
    let t = tokens::of(ui.ctx());
    text::line(ui, label, text::small_font(), t.text, f32::INFINITY).size().x + 14.0
}

fn paint_badge(ui: &Ui, rect: Rect, tone: Tone, galley: std::sync::Arc<egui::Galley>) {
    let t = tokens::of(ui.ctx());
    ui.painter().rect_filled(rect, CornerRadius::same(4), tone.ground(t));
    let at = rect.center() - galley.size() / 2.0;
    ui.painter().galley(at, galley, tone.ink(t));
}

/// A dot and a word, as in the status bar.
pub fn dot(ui: &mut Ui, tone: Tone, label: &str) -> Response {
    let t = tokens::of(ui.ctx());
    let ink = tone.ink(t);
    let galley = text::line(ui, label, text::small_font(), ink, (paint::room(ui) - 14.0).max(16.0));
    let wanted = vec2(galley.size().x + 14.0, 18.0);
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, label));
    ui.painter().circle_filled(pos2(rect.left() + 4.5, rect.center().y), 4.5, ink);
    let at = pos2(rect.left() + 14.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, ink);
    response
}

/// Several badges on one line, with "+2" for those that do not fit; the whole list on hover.
pub fn badges(ui: &mut Ui, items: &[(Tone, &str)]) -> Response {
    let room = ui.available_width();
    let widths: Vec<f32> = items.iter().map(|(_, l)| badge_width(ui, l)).collect();
    let fit = fitting(&widths, room, 34.0, 4.0);
    let out = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (tone, label) in items.iter().take(fit) {
            badge(ui, *tone, label);
        }
        let left = items.len() - fit;
        if left > 0 {
            badge(ui, Tone::Neutral, &format!("+{left}"));
        }
    });
    let all = items.iter().map(|(_, l)| *l).collect::<Vec<_>>().join(", ");
    a11y::describe(&out.response, &all);
    if fit < items.len() { out.response.on_hover_text(all) } else { out.response }
}

/// How many of these widths fit into `room`, leaving `rest` when not all do; at least one.
fn fitting(widths: &[f32], room: f32, rest: f32, gap: f32) -> usize {
    let whole: f32 = widths.iter().map(|w| w + gap).sum::<f32>() - gap;
    if whole <= room {
        return widths.len();
    }
    let mut used = rest;
    let mut n = 0;
    for w in widths {
        used += w + gap;
        if used > room {
            break;
        }
        n += 1;
    }
    n.max(1).min(widths.len())
}

#[cfg(test)]
mod tests {
    use super::fitting;

    #[test]
    fn badges_that_do_not_fit_are_counted() {
        assert_eq!(fitting(&[40.0, 40.0], 84.0, 34.0, 4.0), 2);
        assert_eq!(fitting(&[40.0, 40.0], 80.0, 34.0, 4.0), 1);
        assert_eq!(fitting(&[90.0, 90.0], 20.0, 34.0, 4.0), 1);
        assert_eq!(fitting(&[], 20.0, 34.0, 4.0), 0);
    }
}
