//! Badges tell, chips filter: words on a small ground.

use egui::{CornerRadius, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::icons::{self, Icon};
use super::paint::{self, Feel};
use super::script::{self, Fit};
use super::text;
use super::tokens::{self, Tokens};
use super::tone::Tone;

/// Height of a badge in points.
pub const BADGE: f32 = 20.0;
/// Height of a chip in points.
pub const CHIP: f32 = 24.0;

const PAD: f32 = 6.0;
/// Widest chip in points; longer words end in "…".
const WIDEST: f32 = 260.0;

/// Width of a badge with these words, in points.
pub fn width(ui: &Ui, words: &str) -> f32 {
    let t = tokens::of(ui.ctx());
    let galley = text::line(ui, words, text::small_font(), t.text, f32::INFINITY);
    (galley.size().x + 2.0 * PAD).ceil()
}

/// Words on a ground in the colour of their tone, cut to the room that is left and then whole on
/// hover. Does nothing when clicked.
pub fn badge(ui: &mut Ui, words: &str, tone: Tone) -> Response {
    let t = tokens::of(ui.ctx());
    let ink = tone.ink(t);
    let room = (paint::room(ui) - 2.0 * PAD).max(8.0);
    let galley = text::line(ui, words, text::small_font(), ink, room);
    let wanted = vec2((galley.size().x + 2.0 * PAD).ceil(), BADGE);
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    let cut = galley.elided;
    if ui.is_rect_visible(rect) {
        let painter = ui.painter();
        painter.rect_filled(rect, CornerRadius::same(4), tone.ground(t));
        let at = pos2(rect.left() + PAD, rect.center().y - galley.size().y / 2.0);
        painter.galley(at, galley, ink);
    }
    if cut {
        text::tip(response, words)
    } else {
        response
    }
}

/// An icon and words in the colour of a tone, without a ground.
pub fn state_word(ui: &mut Ui, icon: Icon, words: &str, tone: Tone) -> Response {
    let t = tokens::of(ui.ctx());
    let ink = match tone {
        Tone::Neutral => t.muted,
        tone => tone.ink(t),
    };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        icon.show(ui, icons::SIZE, icons::SIZE, ink);
        let words = text::body(words).color(ink).line_height(None);
        script::label(ui, words, Fit::Cut)
    })
    .inner
}

/// A chosen filter with a cross. A click takes it off: true then. `count` is how many it leaves.
pub fn filter_chip(ui: &mut Ui, words: &str, count: Option<u64>) -> bool {
    let chip = Chip::lay(ui, words, count, true);
    let (rect, response) = ui.allocate_exact_size(vec2(chip.width, CHIP), Sense::click());
    response.widget_info(|| {
        let name = format!("Remove filter {}", spoken(words, count));
        WidgetInfo::labeled(Role::Button, ui.is_enabled(), name)
    });
    chip.paint(ui, rect, Feel::of(&response, false), true);
    let hint = if chip.cut {
        format!("{words}\nTake this filter off")
    } else {
        "Take this filter off".to_owned()
    };
    text::tip(response, &hint).clicked()
}

/// A filter that can be switched on and off with one click; the caller switches.
pub fn toggle_chip(ui: &mut Ui, words: &str, count: Option<u64>, on: bool) -> Response {
    let chip = Chip::lay(ui, words, count, false);
    let (rect, response) = ui.allocate_exact_size(vec2(chip.width, CHIP), Sense::click());
    response.widget_info(|| {
        let name = spoken(words, count);
        WidgetInfo::selected(Role::Button, ui.is_enabled(), on, name)
    });
    chip.paint(ui, rect, Feel::of(&response, false), on);
    if chip.cut {
        text::tip(response, words)
    } else {
        response
    }
}

fn spoken(words: &str, count: Option<u64>) -> String {
    match count {
        Some(n) => format!("{words}, {}", text::count(n)),
        None => words.to_owned(),
    }
}

/// A chip that was measured and not painted yet.
struct Chip {
    words: std::sync::Arc<egui::Galley>,
    number: Option<std::sync::Arc<egui::Galley>>,
    cross: bool,
    width: f32,
    cut: bool,
}

impl Chip {
    fn lay(ui: &Ui, words: &str, count: Option<u64>, cross: bool) -> Self {
        let t = tokens::of(ui.ctx());
        let most = (ui.max_rect().width() - 52.0).clamp(48.0, WIDEST);
        let line = |words: &str, most| text::line(ui, words, text::small_font(), t.text, most);
        let words = line(words, most);
        let number = count.map(|n| line(&text::count(n), f32::INFINITY));
        let more = number.as_ref().map_or(0.0, |n| n.size().x + 6.0);
        let end = if cross { 28.0 } else { 10.0 };
        let width = (10.0 + words.size().x + more + end).ceil();
        Self {
            cut: words.elided,
            words,
            number,
            cross,
            width,
        }
    }

    fn paint(&self, ui: &Ui, rect: Rect, feel: Feel, on: bool) {
        let t = tokens::of(ui.ctx());
        let (ground, line, ink) = colours(t, feel, on);
        let painter = ui.painter();
        let radius = CornerRadius::same(12);
        let stroke = Stroke::new(1.0, line);
        painter.rect(rect, radius, ground, stroke, egui::StrokeKind::Inside);
        if feel.focus {
            paint::ring(painter, rect, 12, t);
        }
        let y = rect.center().y;
        let mut x = rect.left() + 10.0;
        let words = &self.words;
        let at = pos2(x, y - words.size().y / 2.0);
        painter.galley_with_override_text_color(at, words.clone(), ink);
        x += words.size().x;
        if let Some(number) = &self.number {
            let quiet = if on { ink } else { t.muted };
            let at = pos2(x + 6.0, y - number.size().y / 2.0);
            painter.galley_with_override_text_color(at, number.clone(), quiet);
        }
        if self.cross {
            let place = Rect::from_center_size(pos2(rect.right() - 15.0, y), vec2(14.0, 14.0));
            Icon::Close.paint_sized(painter, place, 14.0, ink);
        }
    }
}

fn colours(t: &Tokens, feel: Feel, on: bool) -> (egui::Color32, egui::Color32, egui::Color32) {
    match (on, feel.hot) {
        (true, hot) => {
            let line = paint::mix(t.accent, t.selected, if hot { 0.0 } else { 0.5 });
            (t.selected, line, t.accent)
        }
        (false, true) => (t.hover, t.strong, t.text),
        (false, false) => (t.surface, t.border, t.text),
    }
}
