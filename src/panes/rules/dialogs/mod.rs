//! The dialogs of the pane: waive findings, and set the rules.

mod set;
mod waive;

use crate::model::Model;
use crate::panes::Cx;
use crate::worker::protocol::FindingRow;
use egui::Context;
use set::SetRules;
use waive::Waive;

/// The dialog that is open, if one is.
#[derive(Debug, Default)]
pub(super) enum Open {
    /// None.
    #[default]
    None,
    Set(Box<SetRules>),
    Waive(Box<Waive>),
}

impl Open {
    /// The rules as they are set now.
    pub(super) fn set(model: &Model) -> Self {
        match &model.rules {
            Some(table) => Self::Set(Box::new(SetRules::of(table))),
            None => Self::None,
        }
    }

    /// Waive those of these findings that are open.
    pub(super) fn waive(rows: &[&FindingRow]) -> Self {
        Self::Waive(Box::new(Waive::of(rows)))
    }
}

/// Draws the open dialog and closes it when it was answered.
pub(super) fn show(open: &mut Open, ctx: &Context, cx: &mut Cx<'_>) {
    let stays = match open {
        Open::None => return,
        Open::Set(dialog) => dialog.show(ctx, cx),
        Open::Waive(dialog) => dialog.show(ctx, cx),
    };
    if !stays {
        *open = Open::None;
    }
}
