//! Lines of a menu.

use crate::kit::button::Button;
use egui::Ui;

/// Width of a menu in points.
const WIDTH: f32 = 248.0;

/// One line of a menu; true when it is chosen. A blocked one can be reached too, to hear why.
pub(super) fn item(ui: &mut Ui, label: &str, blocked: Option<&str>) -> bool {
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 32.0));
    let button = Button::quiet(label).wide().enabled_or(blocked);
    let clicked = button.show(ui).clicked() && blocked.is_none();
    if clicked {
        ui.close();
    }
    clicked
}
