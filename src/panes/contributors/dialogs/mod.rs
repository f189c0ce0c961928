//! The dialogs of the contributors: change roles, limit to locations, name an account, read sites.

mod crowd;
mod locations;
mod name;
mod read;
mod roles;
mod ticks;

use crate::panes::Cx;
use crate::worker::protocol::{AccessTable, PersonRow};
use egui::Context;
use locations::Locations;
use name::Name;
use read::Read;
use roles::Roles;
use std::sync::Arc;

/// The dialog that is open, if one is.
#[derive(Debug, Default)]
pub(super) enum Open {
    /// None.
    #[default]
    None,
    Roles(Box<Roles>),
    Locations(Box<Locations>),
    Name(Box<Name>),
    Read(Box<Read>),
}

impl Open {
    /// About the roles of these rows.
    pub(super) fn roles(table: Arc<AccessTable>, rows: &[u32]) -> Self {
        Self::Roles(Box::new(Roles::new(table, rows)))
    }

    /// About the locations of these rows, which are of one site.
    pub(super) fn locations(table: Arc<AccessTable>, rows: &[u32]) -> Self {
        Self::Locations(Box::new(Locations::new(table, rows)))
    }

    /// About the name of an account.
    pub(super) fn name(person: &PersonRow) -> Self {
        Self::Name(Box::new(Name::new(person)))
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
        Open::Roles(dialog) => dialog.show(ctx, cx),
        Open::Locations(dialog) => dialog.show(ctx, cx),
        Open::Name(dialog) => dialog.show(ctx, cx),
        Open::Read(dialog) => dialog.show(ctx, cx),
    };
    if !stays {
        *open = Open::None;
    }
}
