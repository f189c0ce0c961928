//! The eight colours of profiles, by name.

use egui::accesskit::Role;
use egui::{CornerRadius, Rect, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, vec2};

use crate::kit::icons::Icon;
use crate::kit::text;
use crate::kit::tokens;

/// Names of the hues, in the order of the palette.
const NAMES: [&str; 8] = [
    "Indigo", "Rust", "Teal", "Purple", "Ochre", "Blue", "Rose", "Olive",
];

/// The name of a hue.
pub fn name(hue: u8) -> &'static str {
    NAMES[usize::from(hue) % NAMES.len()]
}

/// A square in a profile's colour with its first letter, `side` points wide.
pub fn swatch(ui: &mut Ui, hue: u8, of: &str, side: f32) {
    let (rect, _) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
    paint(ui, rect, hue, of);
}

/// The same at a place that is already there.
pub(super) fn paint(ui: &Ui, rect: Rect, hue: u8, of: &str) {
    let t = tokens::of(ui.ctx());
    let ground = t.hues[usize::from(hue) % t.hues.len()];
    ui.painter()
        .rect_filled(rect, CornerRadius::same(6), ground);
    let first: String = of
        .trim()
        .chars()
        .take(1)
        .flat_map(char::to_uppercase)
        .collect();
    let font = egui::FontId::new(rect.height() * 0.48, crate::kit::theme::semibold());
    let galley = text::line(ui, &first, font, t.on_hue, f32::INFINITY);
    let at = rect.center() - galley.size() / 2.0;
    ui.painter().galley(at, galley, t.on_hue);
}

/// Eight colours to choose from; each is a radio button with its name.
pub(super) fn choose(ui: &mut Ui, now: &mut u8) {
    ui.label(text::small_muted("Colour"));
    let builder = UiBuilder::new()
        .accessibility_role(Role::RadioGroup)
        .accessibility_label("Colour");
    ui.scope_builder(builder, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
            for (hue, name) in (0_u8..).zip(NAMES) {
                if one(ui, hue, name, *now == hue) {
                    *now = hue;
                }
            }
            ui.label(text::small_muted(name(*now)));
        });
    });
}

/// One colour; true when it was pressed.
fn one(ui: &mut Ui, hue: u8, name: &str, on: bool) -> bool {
    let t = tokens::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(30.0, 30.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, name));
    let fill = t.hues[usize::from(hue) % t.hues.len()];
    let inner = rect.shrink(4.0);
    ui.painter().rect_filled(inner, CornerRadius::same(6), fill);
    if on {
        Icon::Check.paint(ui.painter(), inner, t.on_hue);
    }
    let line = if response.has_focus() {
        Stroke::new(2.0, t.accent)
    } else if on {
        Stroke::new(1.0, t.text)
    } else if response.hovered() {
        Stroke::new(1.0, t.strong)
    } else {
        Stroke::NONE
    };
    ui.painter().rect_stroke(
        rect.shrink(1.0),
        CornerRadius::same(8),
        line,
        StrokeKind::Inside,
    );
    response.on_hover_text(name).clicked()
}
