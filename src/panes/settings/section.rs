//! A section: what it is at the left, its controls at the right; below each other where narrow.

use egui::{Align, Layout, Rect, Ui, pos2, vec2};

use crate::kit::{layout, text};

/// From this width on, a section has two columns.
const TWO_COLUMNS: f32 = 640.0;
/// Width of the left column.
const LEFT: f32 = 196.0;

/// Draws a section with a line above it; the first one stands below the head of the pane. Gives its
/// place.
pub(super) fn show(ui: &mut Ui, title: &str, explained: &str, add: impl FnOnce(&mut Ui)) -> Rect {
    let top = ui.cursor().min;
    if title != super::FIRST {
        layout::rule(ui);
    }
    ui.add_space(16.0);
    let name = |ui: &mut Ui| {
        ui.label(text::heading(title));
        if !explained.is_empty() {
            super::help(ui, explained);
        }
    };
    ui.push_id(title, |ui| {
        if ui.available_width() < TWO_COLUMNS {
            name(ui);
            ui.add_space(4.0);
            add(ui);
        } else {
            columns(ui, name, add);
        }
    });
    ui.add_space(16.0);
    Rect::from_two_pos(top, pos2(ui.max_rect().right(), ui.cursor().top()))
}

fn columns(ui: &mut Ui, name: impl FnOnce(&mut Ui), add: impl FnOnce(&mut Ui)) {
    ui.horizontal_top(|ui| {
        let column = Layout::top_down(Align::Min);
        ui.allocate_ui_with_layout(vec2(LEFT, 0.0), column, |ui| {
            ui.set_width(LEFT);
            ui.spacing_mut().item_spacing.y = 4.0;
            name(ui);
        });
        ui.add_space(16.0);
        let rest = ui.available_width();
        ui.allocate_ui_with_layout(vec2(rest, 0.0), column, |ui| {
            ui.set_width(rest);
            add(ui);
        });
    });
}
