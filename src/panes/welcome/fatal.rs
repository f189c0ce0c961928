//! The program cannot go on: what happened, what to do, details to copy.

use egui::Ui;

use crate::kit::state::{Kind, State};
use crate::worker::protocol::ErrorCard;

/// Fills the pane with it.
pub(super) fn show(ui: &mut Ui, error: &ErrorCard) {
    egui::ScrollArea::vertical().show(ui, |ui| {
        State::new(Kind::Error, error.sentence.as_str())
            .detail(error.remedy.as_str())
            .technical(error.details.as_str())
            .show(ui);
    });
}
