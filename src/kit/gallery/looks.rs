//! Colours, type, icons.

use egui::{Align2, Color32, CornerRadius, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::{across, section};
use crate::kit::icons::Icon;
use crate::kit::text;
use crate::kit::tokens::{self, Tokens, size};

pub(super) fn show(ui: &mut Ui) {
    section(ui, "Colour tokens", "Of the theme in use", colours);
    section(ui, "Hues", "Avatars and profiles", |ui| {
        let t = tokens::of(ui.ctx());
        let hues = t.hues.iter().enumerate();
        let all: Vec<_> = hues
            .map(|(n, hue)| (format!("Hue {}", n + 1), *hue))
            .collect();
        grid(ui, &all);
    });
    section(ui, "Type", "IBM Plex Sans; figures have one width", |ui| {
        ui.label(text::title("Title, 19 points, 1,204"));
        ui.label(text::heading("Heading, 15 points, 1,204"));
        ui.label(text::figure("Figure 1,204"));
        ui.label(text::strong("Strong, 13 points, 1,204"));
        ui.label(text::body("Body, 13 points on lines of 18, 1,204"));
        ui.label(text::muted("Muted, 13 points, 1,204"));
        ui.label(text::small("Small, 12 points, 1,204"));
        ui.label(text::caption("Caption, 11 points, 1,204"));
        text::copyable(ui, text::code("7c1e04a9-2b77-4a51-9a0e-52f3a16c04a9"));
        ui.scope(|ui| {
            ui.set_max_width(200.0);
            text::ellipsis(
                ui,
                text::body("A name that is too long and shows whole on hover"),
            );
        });
    });
    section(ui, "Icons", "One set, 16 points", icons);
}

fn named(t: &Tokens) -> Vec<(String, Color32)> {
    [
        ("App", t.app),
        ("Surface", t.surface),
        ("Sunken", t.sunken),
        ("Hover", t.hover),
        ("Selected", t.selected),
        ("Border", t.border),
        ("Strong", t.strong),
        ("Text", t.text),
        ("Muted", t.muted),
        ("Accent", t.accent),
        ("On accent", t.on_accent),
        ("Danger", t.danger),
        ("Danger ground", t.danger_ground),
        ("On danger", t.on_danger),
        ("Warning", t.warning),
        ("Warning ground", t.warning_ground),
        ("Success", t.success),
        ("Success ground", t.success_ground),
        ("Info", t.info),
        ("Info ground", t.info_ground),
    ]
    .map(|(name, color)| (name.to_owned(), color))
    .into()
}

fn colours(ui: &mut Ui) {
    let all = named(tokens::of(ui.ctx()));
    grid(ui, &all);
}

/// Patches with their names, in columns of one width.
fn grid(ui: &mut Ui, all: &[(String, Color32)]) {
    let t = tokens::of(ui.ctx());
    let (columns, width) = across(ui, 148.0, 8);
    for row in all.chunks(columns) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = size::GAP;
            for (name, color) in row {
                let (rect, response) = ui.allocate_exact_size(vec2(width, 32.0), Sense::hover());
                response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, name));
                let patch = rect.with_max_x(rect.left() + 32.0);
                let radius = CornerRadius::same(size::RADIUS);
                let line = Stroke::new(1.0, t.border);
                ui.painter()
                    .rect(patch, radius, *color, line, StrokeKind::Inside);
                let at = patch.right_center() + vec2(8.0, 0.0);
                let font = text::small_font();
                ui.painter()
                    .text(at, Align2::LEFT_CENTER, name, font, t.text);
                let code = color.to_hex();
                response.on_hover_text(format!("{name}: {code}"));
            }
        });
    }
}

fn icons(ui: &mut Ui) {
    let t = tokens::of(ui.ctx());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(size::STEP, size::STEP);
        for icon in Icon::ALL {
            let (rect, response) = ui.allocate_exact_size(vec2(28.0, 28.0), Sense::hover());
            let name = format!("{icon:?}");
            response.widget_info(|| WidgetInfo::labeled(egui::Role::Image, true, &name));
            icon.paint(ui.painter(), rect, t.text);
            response.on_hover_text(name);
        }
    });
}
