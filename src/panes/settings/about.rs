//! What this program is.

use egui::Ui;

use super::help;
use crate::kit::button::Button;
use crate::kit::text;
use crate::model::{Ask, Route};
use crate::panes::Cx;

/// Draws the section.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let version = format!("Gatehouse {}", env!("CARGO_PKG_VERSION"));
    text::copyable(ui, text::body(version));
    help(
        ui,
        "Free to use, change and pass on under the MIT licence or the Apache licence 2.0",
    );
    help(ui, "Not made by Wix and not connected with Wix");
    if Button::secondary("Show the design kit").show(ui).clicked() {
        cx.ask(Ask::Go(Route::Kit));
    }
}
