//! The row of figures. Those that have a list of their own lead there.

use egui::Ui;

use super::facts::Facts;
use crate::kit::layout::{Tile, tiles};
use crate::model::{Ask, Route};
use crate::panes::Cx;
use crate::worker::protocol::{Session, groups};

/// Where a figure leads.
#[derive(Debug, Clone, Copy)]
enum Lead {
    /// The team, filtered by this state.
    Team(&'static str),
    /// A list of its own.
    List(Route),
}

/// Draws the figures in as many rows as the width asks for.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, facts: &Facts) {
    let people = |name: &'static str, n: usize, status: &'static str| {
        figure(name, Some(n as u64), Some(Lead::Team(status)))
    };
    let rows = |name: &'static str, lead: Option<Lead>| {
        let number = session.dataset(name).map(|d| d.rows);
        figure(name, number, lead)
    };
    let (all, leads): (Vec<Tile<'_>>, Vec<Option<Lead>>) = [
        people("In the team", facts.people + facts.others, "Active"),
        people("Open invites", facts.open, "Invite open"),
        rows("Roles", Some(Lead::List(Route::Roles))),
        rows("Sites", Some(Lead::List(Route::Sites))),
        rows("Folders", None),
        rows("Child accounts", None),
    ]
    .into_iter()
    .unzip();
    match tiles(ui, &all).and_then(|at| leads.get(at).copied().flatten()) {
        Some(Lead::Team(value)) => cx.ask(Ask::Team {
            group: groups::STATUS.to_owned(),
            value: value.to_owned(),
        }),
        Some(Lead::List(route)) => cx.ask(Ask::Go(route)),
        None => {}
    }
}

fn figure(
    name: &'static str,
    number: Option<u64>,
    lead: Option<Lead>,
) -> (Tile<'static>, Option<Lead>) {
    let leads = lead.map(|lead| match lead {
        Lead::Team(_) => "Show them in the team".into(),
        Lead::List(_) => "Show them".into(),
    });
    let tile = Tile {
        name: name.into(),
        number,
        leads,
    };
    (tile, lead)
}
