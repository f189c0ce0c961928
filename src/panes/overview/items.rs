//! Drawing what needs attention.

use egui::accesskit::Role;
use egui::{Align, Layout, Margin, Sense, Ui, UiBuilder, vec2};

use super::attention::{Item, items};
use super::facts::Facts;
use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::kit::layout::{frame, rule, section};
use crate::kit::text;
use crate::kit::tokens::{self, size};
use crate::panes::Cx;

/// Below this width the next step stands under the words.
const NARROW: f32 = 480.0;

/// The list, or that there is nothing to do.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, facts: &Facts) {
    let items = items(cx.model, facts);
    section(ui, "Needs attention", "");
    frame(ui)
        .inner_margin(Margin::symmetric(12, 2))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 0.0;
            if items.is_empty() {
                calm(ui);
            }
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    rule(ui);
                }
                let group = UiBuilder::new()
                    .id_salt((at, &item.title))
                    .accessibility_role(Role::Group)
                    .accessibility_label(format!("To do: {}", item.title));
                ui.scope_builder(group, |ui| {
                    if one(ui, item) {
                        cx.ask(item.ask.clone());
                    }
                });
            }
        });
}

fn calm(ui: &mut Ui) {
    let t = tokens::of(ui.ctx());
    ui.horizontal(|ui| {
        ui.set_min_height(40.0);
        let (rect, _) = ui.allocate_exact_size(vec2(18.0, 18.0), Sense::hover());
        Icon::Success.paint(ui.painter(), rect, t.success);
        ui.label(text::body("Nothing needs attention"));
    });
}

/// One thing; true when its next step was pressed.
fn one(ui: &mut Ui, item: &Item) -> bool {
    let t = tokens::of(ui.ctx());
    let button = || Button::secondary(item.step).enabled_or(item.blocked.as_deref());
    let narrow = ui.available_width() < NARROW;
    let step = button().width(ui);
    let mut pressed = false;
    ui.add_space(8.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        let (rect, _) = ui.allocate_exact_size(vec2(18.0, 18.0), Sense::hover());
        item.tone.icon().paint(ui.painter(), rect, item.tone.ink(t));
        let room = ui.available_width() - if narrow { 0.0 } else { step + 10.0 };
        let down = Layout::top_down(Align::Min);
        let words = ui.allocate_ui_with_layout(vec2(room, 0.0), down, |ui| {
            ui.set_width(room);
            text::paragraph(ui, text::strong(item.title.as_str()));
            if !item.detail.is_empty() {
                text::paragraph(ui, text::muted(item.detail.as_str()));
            }
            if narrow {
                ui.add_space(6.0);
                pressed = button().show(ui).clicked();
            }
        });
        if !narrow {
            let high = words.response.rect.height().max(size::CONTROL);
            let middle = Layout::left_to_right(Align::Center);
            ui.allocate_ui_with_layout(vec2(step, high), middle, |ui| {
                ui.set_min_height(high);
                pressed = button().show(ui).clicked();
            });
        }
    });
    ui.add_space(8.0);
    pressed
}
