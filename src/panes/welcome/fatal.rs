//! The program cannot go on: what happened, what to do, details to copy.

use egui::Ui;

use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::kit::state::{Kind, State};
use crate::model::Ask;
use crate::panes::Cx;
use crate::worker::protocol::ErrorCard;

/// Fills the pane with it.
pub(super) fn show(ui: &mut Ui, error: &ErrorCard, cx: &mut Cx<'_>) {
    egui::ScrollArea::vertical().show(ui, |ui| {
        let pressed = State::new(Kind::Error, error.sentence.as_str())
            .detail(error.remedy.as_str())
            .technical(error.details.as_str())
            .action(Button::secondary("Copy details").icon(Icon::Copy))
            .show(ui);
        if pressed.is_some() {
            let parts = [&error.sentence, &error.remedy, &error.details];
            let told: Vec<&str> = parts
                .into_iter()
                .map(String::as_str)
                .filter(|p| !p.is_empty())
                .collect();
            cx.ask(Ask::Copy(told.join("\n")));
        }
    });
}
