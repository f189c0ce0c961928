//! Lines of a menu.

use crate::kit::{a11y, text};
use egui::{Ui, vec2};

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
