//! The dialogs of the contributors: change roles, limit to locations, name an account, read sites.

mod change;
mod crowd;
mod effect;
mod locations_part;
mod read;
mod roles_part;
mod ticks;

use crate::panes::Cx;
use crate::panes::naming::Naming;
use crate::worker::protocol::{AccessTable, PersonRow};
use change::{Change, First};
use egui::Context;
use read::Read;
use std::sync::Arc;

/// The dialog that is open, if one is.
#[derive(Debug, Default)]
pub(super) enum Open {
    /// None.
    #[default]
    None,
    Change(Box<Change>),
    Name(Box<Naming>),
    Read(Box<Read>),
}

impl Open {
    /// About the roles of these rows.
    pub(super) fn roles(table: Arc<AccessTable>, rows: &[u32]) -> Self {
        Self::Change(Box::new(Change::new(table, rows, First::Roles)))
    }

    /// About the locations of these rows.
    pub(super) fn locations(table: Arc<AccessTable>, rows: &[u32]) -> Self {
        Self::Change(Box::new(Change::new(table, rows, First::Locations)))
    }

    /// About the name of an account.
    pub(super) fn name(person: &PersonRow) -> Self {
        let (name, from) = (&person.name, &person.name_from);
        Self::Name(Box::new(Naming::new(person.account.clone(), name, from)))
    }

    /// About reading sites; asks what that takes.
    pub(super) fn read(cx: &mut Cx<'_>) -> Self {
        Self::Read(Box::new(Read::new(cx)))
    }
}

/// Draws the open dialog and closes it when it was answered.
pub(super) fn show(open: &mut Open, ctx: &Context, cx: &mut Cx<'_>) {
    let stays = match open {
        Open::None => return,
        Open::Change(dialog) => dialog.show(ctx, cx),
        Open::Name(dialog) => dialog.show(ctx, cx),
        Open::Read(dialog) => dialog.show(ctx, cx),
    };
    if !stays {
        *open = Open::None;
    }
}
