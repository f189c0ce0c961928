//! The dialogs of the pane: invite, and add site invites by their ids.

mod add;
mod found;
mod invite;

use crate::panes::Cx;
use add::Add;
use egui::Context;
use invite::Invite;

/// The dialog that is open, if one is.
#[derive(Debug, Default)]
pub(super) enum Open {
    /// None.
    #[default]
    None,
    Invite(Box<Invite>),
    Add(Box<Add>),
}

impl Open {
    pub(super) fn invite() -> Self {
        Self::Invite(Box::default())
    }

    pub(super) fn add() -> Self {
        Self::Add(Box::default())
    }
}

/// Draws the open dialog and closes it when it was answered.
pub(super) fn show(open: &mut Open, ctx: &Context, cx: &mut Cx<'_>) {
    let stays = match open {
        Open::None => return,
        Open::Invite(dialog) => dialog.show(ctx, cx),
        Open::Add(dialog) => dialog.show(ctx, cx),
    };
    if !stays {
        *open = Open::None;
    }
}
