//! The row of figures. Those that have a filtered view of the team lead there.

use egui::Ui;

use super::facts::Facts;
use crate::kit::layout::{Tile, tiles};
use crate::model::Ask;
use crate::panes::Cx;
use crate::worker::protocol::{Session, groups};

/// Draws the figures in as many rows as the width asks for.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, facts: &Facts) {
    let people = |name: &'static str, n: usize, status: &'static str| {
        (tile(name, Some(n as u64), true), Some(status))
    };
    let rows = |name: &'static str| {
        let number = session.dataset(name).map(|d| d.rows);
        (tile(name, number, false), None)
    };
    let (all, status): (Vec<Tile<'_>>, Vec<Option<&str>>) = [
        people("In the team", facts.people + facts.others, "Active"),
        people("Open invites", facts.open, "Invite open"),
        rows("Roles"),
        rows("Sites"),
        rows("Folders"),
        rows("Child accounts"),
    ]
    .into_iter()
    .unzip();
    let pressed = tiles(ui, &all).and_then(|at| status.get(at).copied().flatten());
    if let Some(value) = pressed {
        cx.ask(Ask::Team {
            group: groups::STATUS.to_owned(),
            value: value.to_owned(),
        });
    }
}

fn tile(name: &'static str, number: Option<u64>, leads: bool) -> Tile<'static> {
    Tile {
        name: name.into(),
        number,
        leads: leads.then(|| "Show them in the team".into()),
    }
}
