//! Small drawn parts: badges, chips, avatars, panels over the table.

use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::kit::tokens::{self, size};
use crate::kit::tone::Tone;
use crate::kit::{a11y, text};
use crate::worker::protocol::RowKind;
use egui::{
    Area, CornerRadius, Frame, Id, Order, Rect, Response, Role, Sense, Shadow, Stroke, StrokeKind,
    Ui, WidgetInfo, pos2, vec2,
};

const BADGE: f32 = 20.0;
const BADGE_PAD: f32 = 6.0;

/// Width of a badge with these words.
pub(in crate::panes) fn badge_width(ui: &Ui, words: &str) -> f32 {
    let t = tokens::of(ui.ctx());
    let galley = text::line(ui, words, text::small_font(), t.text, f32::INFINITY);
    (galley.size().x + 2.0 * BADGE_PAD).ceil()
}

/// Words on a ground in the colour of their tone, cut to the room that is left.
pub(in crate::panes) fn badge(ui: &mut Ui, words: &str, tone: Tone) -> Response {
    let t = tokens::of(ui.ctx());
    let ink = tone.ink(t);
    let room = (ui.available_width() - 2.0 * BADGE_PAD).max(8.0);
    let galley = text::line(ui, words, text::small_font(), ink, room);
    let wanted = vec2((galley.size().x + 2.0 * BADGE_PAD).ceil(), BADGE);
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    let painter = ui.painter();
    painter.rect_filled(rect, CornerRadius::same(4), tone.ground(t));
    let at = pos2(rect.left() + BADGE_PAD, rect.center().y - galley.size().y / 2.0);
    let cut = galley.elided;
    painter.galley(at, galley, ink);
    if cut { response.on_hover_text(words) } else { response }
}

/// An icon and words in the colour of a tone.
pub(in crate::panes) fn state_word(ui: &mut Ui, icon: Icon, words: &str, tone: Tone) {
    let t = tokens::of(ui.ctx());
    let ink = if tone == Tone::Neutral { t.muted } else { tone.ink(t) };
    let (rect, _) = ui.allocate_exact_size(vec2(16.0, 16.0), Sense::hover());
    icon.paint(ui.painter(), rect, ink);
    ui.spacing_mut().item_spacing.x = 6.0;
    ui.add(egui::Label::new(text::body(words).color(ink)).selectable(false).truncate());
}

/// A chosen filter with a cross; true when it is taken off.
pub(super) fn chip(ui: &mut Ui, words: &str) -> bool {
    let t = tokens::of(ui.ctx());
    let most = (ui.max_rect().width() - 44.0).clamp(48.0, 260.0);
    let galley = text::line(ui, words, text::small_font(), t.accent, most);
    let wanted = vec2(galley.size().x + 38.0, 24.0);
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Button, ui.is_enabled(), format!("Remove filter {words}"))
    });
    let line = if response.hovered() { t.accent } else { t.border };
    let stroke = Stroke::new(if response.has_focus() { 2.0 } else { 1.0 }, line);
    let stroke = if response.has_focus() { Stroke::new(2.0, t.accent) } else { stroke };
    let painter = ui.painter();
    painter.rect(rect, CornerRadius::same(12), t.selected, stroke, StrokeKind::Inside);
    let at = pos2(rect.left() + 10.0, rect.center().y - galley.size().y / 2.0);
    let cross = Rect::from_center_size(pos2(rect.right() - 14.0, rect.center().y), vec2(14.0, 14.0));
    painter.galley(at, galley, t.accent);
    Icon::Close.paint_sized(painter, cross, 14.0, t.accent);
    response.on_hover_text("Take this filter off").clicked()
}

/// The picture of a row: initials for people, a sign for everything else.
pub(super) fn avatar(ui: &mut Ui, kind: RowKind, id: &str, name: &str, side: f32) {
    let t = tokens::of(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
    let (center, radius) = (rect.center(), side / 2.0);
    let sign = match kind {
        RowKind::Person => None,
        RowKind::Account => Some(Icon::Building),
        RowKind::App => Some(Icon::App),
        RowKind::Other => Some(Icon::Help),
        RowKind::Invite => Some(Icon::Invites),
    };
    if let Some(icon) = sign {
        ui.painter().circle_filled(center, radius, t.sunken);
        icon.paint_sized(ui.painter(), rect, side * 0.6, t.muted);
        return;
    }
    let hue = hue(id) % t.hues.len();
    ui.painter().circle_filled(center, radius, t.hues.get(hue).copied().unwrap_or(t.accent));
    let mut font = text::caption_font();
    font.size = (side * 0.42).max(9.0);
    let galley = text::line(ui, &initials(name), font, t.on_hue, f32::INFINITY);
    ui.painter().galley(center - galley.size() / 2.0, galley, t.on_hue);
}

/// The same id has the same hue on every machine.
fn hue(id: &str) -> usize {
    let hash = id.bytes().fold(2_166_136_261_u32, |h, b| {
        (h ^ u32::from(b)).wrapping_mul(16_777_619)
    });
    hash as usize
}

/// First letters of the first and the last word.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|w| w.chars().next());
    let last = words.last().and_then(|w| w.chars().next());
    let both = first.into_iter().chain(last);
    both.flat_map(char::to_uppercase).collect()
}

/// How far something is: a bar, whole when the end is not known.
pub(in crate::panes) fn bar(ui: &mut Ui, done: u64, total: Option<u64>, name: &str) {
    let t = tokens::of(ui.ctx());
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), 6.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, name));
    if let Some(total) = total {
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_numeric_value(done as f64);
            node.set_max_numeric_value(total as f64);
        });
    }
    let radius = CornerRadius::same(3);
    ui.painter().rect_filled(rect, radius, t.sunken);
    let share = match total {
        Some(0) | None => 0.0,
        Some(total) => (done as f32 / total as f32).clamp(0.0, 1.0),
    };
    let filled = rect.with_max_x(rect.left() + rect.width() * share);
    ui.painter().rect_filled(filled, radius, t.accent);
}

/// A panel over the table, for windows that have no room beside it. Gives false when it is left by
/// Esc or by a click beside it.
pub(super) fn over(ui: &Ui, name: &str, rect: Rect, content: impl FnOnce(&mut Ui)) -> bool {
    let t = tokens::of(ui.ctx());
    let id = Id::unique(("team panel", name));
    let area = Area::new(id)
        .order(Order::Middle)
        .fixed_pos(rect.min)
        .constrain(false)
        .movable(false)
        .role(Role::Group)
        .accessible_name(name);
    let shown = area.show(ui.ctx(), |ui| {
        ui.set_clip_rect(rect.expand(24.0).intersect(ui.ctx().content_rect()));
        Frame::new()
            .fill(t.surface)
            .stroke(Stroke::new(1.0, t.border))
            .shadow(Shadow { offset: [0, 4], blur: 20, spread: 0, color: t.shadow })
            .show(ui, |ui| {
                ui.set_min_size(rect.size());
                ui.set_max_size(rect.size());
                content(ui);
            });
    });
    let outside = ui.input(|i| i.pointer.any_pressed())
        && ui.input(|i| i.pointer.interact_pos()).is_some_and(|at| !shown.response.rect.contains(at))
        && !egui::Popup::is_any_open(ui.ctx());
    let escape = ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
    !(outside || escape)
}

/// One line of a menu; true when it is chosen.
pub(super) fn item(ui: &mut Ui, label: &str, blocked: Option<&str>) -> bool {
    let button = egui::Button::new(text::body(label)).min_size(vec2(180.0, 26.0));
    let response = ui.add_enabled(blocked.is_none(), button);
    if let Some(why) = blocked {
        a11y::describe(&response, why);
        response.on_disabled_hover_text(why);
        return false;
    }
    let clicked = response.clicked();
    if clicked {
        ui.close();
    }
    clicked
}

/// Buttons in one line where they fit, else below each other; the number of the one pressed.
pub(in crate::panes) fn buttons(ui: &mut Ui, buttons: Vec<Button<'_>>) -> Option<usize> {
    let wanted: f32 = buttons.iter().map(|b| b.width(ui) + size::GAP_SMALL).sum();
    let narrow = wanted - size::GAP_SMALL > ui.available_width();
    let mut did = None;
    let draw = |ui: &mut Ui| {
        for (i, button) in buttons.into_iter().enumerate() {
            let button = if narrow { button.wide() } else { button };
            if button.show(ui).clicked() {
                did = Some(i);
            }
        }
    };
    ui.spacing_mut().item_spacing = vec2(size::GAP_SMALL, size::GAP_SMALL);
    if narrow {
        ui.vertical(draw);
    } else {
        ui.horizontal(draw);
    }
    did
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_come_from_the_first_and_the_last_word() {
        assert_eq!(initials("Ana María Díaz"), "AD");
        assert_eq!(initials("élise"), "É");
        assert_eq!(initials(""), "");
    }
}
