//! One card per human: every place where somebody can get in.

use crate::kit::state::{Kind, State};
use crate::panes::{Cx, Pane};
use egui::Ui;

/// The pane.
#[derive(Debug, Default)]
pub struct PeoplePane {}

impl Pane for PeoplePane {
    fn ui(&mut self, ui: &mut Ui, _cx: &mut Cx<'_>) {
        State::new(Kind::Empty, "People").show(ui);
    }
}
