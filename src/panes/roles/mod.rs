//! Roles, and who holds them.

use crate::kit::state::{Kind, State};
use crate::panes::{Cx, Pane};
use egui::Ui;

/// The pane.
#[derive(Debug, Default)]
pub struct RolesPane {}

impl Pane for RolesPane {
    fn ui(&mut self, ui: &mut Ui, _cx: &mut Cx<'_>) {
        State::new(Kind::Empty, "Roles").show(ui);
    }
}
