//! Contributors of all sites in one list.

use crate::kit::state::{Kind, State};
use crate::panes::{Cx, Pane};
use egui::Ui;

/// The pane.
#[derive(Debug, Default)]
pub struct ContributorsPane {}

impl Pane for ContributorsPane {
    fn ui(&mut self, ui: &mut Ui, _cx: &mut Cx<'_>) {
        State::new(Kind::Empty, "Contributors").show(ui);
    }
}
