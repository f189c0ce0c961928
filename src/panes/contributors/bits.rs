//! Small parts of the pane: the panel over the table, and lines of a menu.

use crate::kit::tokens;
use crate::kit::{a11y, text};
use egui::{Area, Frame, Id, Order, Rect, Shadow, Stroke, Ui, vec2};

/// A panel over the table, for windows that have no room beside it. Gives false when it is left by
/// Esc or by a click beside it.
pub(super) fn over(ui: &Ui, name: &str, rect: Rect, content: impl FnOnce(&mut Ui)) -> bool {
    let t = tokens::of(ui.ctx());
    let id = Id::unique(("contributors panel", name));
    let area = Area::new(id)
        .order(Order::Middle)
        .fixed_pos(rect.min)
        .constrain(false)
        .movable(false)
        .role(egui::accesskit::Role::Group)
        .accessible_name(name);
    let shown = area.show(ui.ctx(), |ui| {
        ui.set_clip_rect(rect.expand(24.0).intersect(ui.ctx().content_rect()));
        Frame::new()
            .fill(t.surface)
            .stroke(Stroke::new(1.0, t.border))
            .shadow(Shadow {
                offset: [0, 4],
                blur: 20,
                spread: 0,
                color: t.shadow,
            })
            .show(ui, |ui| {
                ui.set_min_size(rect.size());
                ui.set_max_size(rect.size());
                content(ui);
            });
    });
    let outside = ui.input(|i| i.pointer.any_click())
        && ui
            .input(|i| i.pointer.interact_pos())
            .is_some_and(|at| !shown.response.rect.contains(at))
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
