//! Invites to the account and to sites.

use crate::kit::state::{Kind, State};
use crate::panes::{Cx, Pane};
use egui::Ui;

/// The pane.
#[derive(Debug, Default)]
pub struct InvitesPane {}

impl Pane for InvitesPane {
    fn ui(&mut self, ui: &mut Ui, _cx: &mut Cx<'_>) {
        State::new(Kind::Empty, "Invites").show(ui);
    }
}
