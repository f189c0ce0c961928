//! The dialogs of the accounts: read, name, give a key, add one.

mod create;
mod key;
mod read;

use super::deeds;
use crate::model::Model;
use crate::panes::Cx;
use crate::panes::naming::Naming;
use create::Create;
use egui::Context;
use key::Key;
use read::Read;

/// The dialog that is open, if one is.
#[derive(Debug, Default)]
pub(super) enum Open {
    /// None.
    #[default]
    None,
    Read(Box<Read>),
    Name(Box<Naming>),
    Key(Box<Key>),
    Create(Box<Create>),
}

impl Open {
    /// About reading these accounts, or all where none is selected.
    pub(super) fn read(model: &Model, rows: &[u32]) -> Self {
        Self::Read(Box::new(Read::new(model, rows)))
    }

    /// About the name of an account.
    pub(super) fn name(model: &Model, rows: &[u32]) -> Self {
        let Some(row) = deeds::one(model, rows) else {
            return Self::None;
        };
        let told = row.told.as_ref().map(|t| t.display_name().to_owned());
        let from = match (&row.local, &told) {
            (Some(_), _) => crate::panes::naming::OWN,
            (None, Some(_)) => "the account, as Wix told it",
            (None, None) => "",
        };
        Self::Name(Box::new(Naming::new(row.id.clone(), &row.name, from)))
    }

    /// About a key of its own. `number` tells the dialog from earlier ones.
    pub(super) fn key(model: &Model, rows: &[u32], number: u64) -> Self {
        match deeds::one(model, rows) {
            Some(row) => Self::Key(Box::new(Key::new(row, number))),
            None => Self::None,
        }
    }

    /// About a new child account.
    pub(super) fn create() -> Self {
        Self::Create(Box::default())
    }
}

/// Draws the open dialog and closes it when it was answered.
pub(super) fn show(open: &mut Open, ctx: &Context, cx: &mut Cx<'_>) {
    let stays = match open {
        Open::None => return,
        Open::Read(dialog) => dialog.show(ctx, cx),
        Open::Name(dialog) => dialog.show(ctx, cx),
        Open::Key(dialog) => dialog.show(ctx, cx),
        Open::Create(dialog) => dialog.show(ctx, cx),
    };
    if !stays {
        if let Open::Key(dialog) = open {
            dialog.forget(ctx);
        }
        *open = Open::None;
    }
}
