//! Sites, their locations, and which of them are read.

use crate::kit::state::{Kind, State};
use crate::panes::{Cx, Pane};
use egui::Ui;

/// The pane.
#[derive(Debug, Default)]
pub struct SitesPane {}

impl Pane for SitesPane {
    fn ui(&mut self, ui: &mut Ui, _cx: &mut Cx<'_>) {
        State::new(Kind::Empty, "Sites").show(ui);
    }
}
