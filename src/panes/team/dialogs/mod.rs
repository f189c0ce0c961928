//! The dialogs of the team pane: invite, change roles, same access as.

mod change_roles;
mod crowd;
mod invite;
mod places;
pub(in crate::panes) mod roles;
mod same_as;
pub(in crate::panes) mod site_set;

use crate::model::Dialog;
use crate::panes::Cx;
use change_roles::ChangeRoles;
use egui::Context;
use invite::Invite;
use same_as::SameAs;

/// The dialog that is open, if one is.
#[derive(Debug, Default)]
pub(super) enum Open {
    /// None.
    #[default]
    None,
    ChangeRoles(Box<ChangeRoles>),
    SameAs(Box<SameAs>),
    Invite(Box<Invite>),
}

impl Open {
    /// Opens a dialog; gives back one that is none of these.
    pub(super) fn open(&mut self, dialog: Dialog) -> Option<Dialog> {
        *self = match dialog {
            Dialog::ChangeRoles(people) => Self::ChangeRoles(Box::new(ChangeRoles::new(people))),
            Dialog::SameAs(people) => Self::SameAs(Box::new(SameAs::new(people))),
            Dialog::Invite => Self::Invite(Box::default()),
            other => return Some(other),
        };
        None
    }
}

/// Draws the open dialog and closes it when it was answered.
pub(super) fn show(open: &mut Open, ctx: &Context, cx: &mut Cx<'_>) {
    let stays = match open {
        Open::None => return,
        Open::ChangeRoles(dialog) => dialog.show(ctx, cx),
        Open::SameAs(dialog) => dialog.show(ctx, cx),
        Open::Invite(dialog) => dialog.show(ctx, cx),
    };
    if !stays {
        *open = Open::None;
    }
}
