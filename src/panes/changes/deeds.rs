//! What can be done with selected changes: putting them back, as far as that is possible.

use crate::access::Thing;
use crate::model::{Model, grouped};
use crate::panes::PaneCommand;
use crate::panes::listing::{Deed, Picked};
use crate::worker::protocol::{By, ChangeRow, ChangesTable};

/// Whether anything from here could put it back. The plan says the rest, line by line.
pub(super) fn can(row: &ChangeRow) -> bool {
    !matches!(
        row.thing,
        Thing::Location(..)
            | Thing::Site(_)
            | Thing::Folder(_)
            | Thing::Role(_)
            | Thing::MemberFields(..)
            | Thing::MemberPage(..)
    )
}

/// Facts about the selection, computed when it or the table changes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    /// How many are selected.
    pub(super) len: usize,
    /// How many of them may be put back.
    can: usize,
    /// How many of those we made ourselves.
    ours: usize,
}

impl Facts {
    /// Looks at every selected row once.
    pub(super) fn of(picked: &Picked, table: &ChangesTable) -> Self {
        let mut facts = Self {
            len: picked.len(),
            ..Self::default()
        };
        for row in picked.of(table).filter(|r| can(r)) {
            facts.can += 1;
            facts.ours += usize::from(matches!(row.by, By::Us(_)));
        }
        facts
    }

    /// What the plan leaves out of the selection.
    pub(super) fn left_out(&self) -> Option<String> {
        let left = self.len - self.can;
        (left > 0).then(|| {
            format!(
                "{} of the selection cannot be put back from here: sites, folders, locations, \
                 roles that can be given, and profiles of members",
                grouped(left)
            )
        })
    }
}

/// The button.
pub(super) fn put_back(facts: &Facts, model: &Model) -> Deed {
    let blocked = if facts.len == 0 {
        Some("Select changes first".to_owned())
    } else if facts.can == 0 {
        Some("Nothing of what is selected can be put back from here".to_owned())
    } else {
        model.no_writing()
    };
    let label = match facts.can {
        0 => "Put back…".to_owned(),
        n => format!("Put {} back…", grouped(n)),
    };
    let hint = (facts.ours > 0).then(|| {
        format!(
            "{} of them you made yourself. Nothing is sent before you confirm the plan",
            grouped(facts.ours)
        )
    });
    Deed::new(label, blocked)
        .hint(hint)
        .command(PaneCommand::ChangeRoles)
}
