//! Who is selected, and what can be done with them.

use crate::access::{TeamEntry, UserId};
use crate::model::{Model, count};
use crate::panes::PaneCommand;
use crate::panes::listing::Picked;
use crate::worker::protocol::{RowKind, TeamTable};

/// What can be done with a selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    /// Give or take roles.
    ChangeRoles,
    /// Give what a colleague has.
    SameAs,
    /// Remove from the team.
    Remove,
}

impl Deed {
    /// Every deed, in the order of the buttons.
    pub(super) const ALL: [Self; 3] = [Self::ChangeRoles, Self::SameAs, Self::Remove];

    /// Words of its button.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::ChangeRoles => "Change roles…",
            Self::SameAs => "Same access as…",
            Self::Remove => "Remove…",
        }
    }

    /// Its command.
    pub(super) fn command(self) -> PaneCommand {
        match self {
            Self::ChangeRoles => PaneCommand::ChangeRoles,
            Self::SameAs => PaneCommand::SameAs,
            Self::Remove => PaneCommand::Remove,
        }
    }
}

/// Facts about the selection, computed when it or the table changes.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Chosen {
    /// How many rows are selected.
    pub(super) len: usize,
    /// The people among them.
    pub(super) people: Vec<UserId>,
    /// Invites among them.
    pub(super) invites: usize,
    /// Apps, accounts and groups among them.
    pub(super) others: usize,
}

impl Chosen {
    /// Looks at every selected row once.
    pub(super) fn of(picked: &Picked, table: &TeamTable) -> Self {
        let mut chosen = Self {
            len: picked.len(),
            ..Self::default()
        };
        for row in picked.of(table) {
            match (&row.entry, row.kind) {
                (TeamEntry::Invite(_), _) => chosen.invites += 1,
                (TeamEntry::Member(m), RowKind::Person) => chosen.people.push(m.id.clone()),
                (TeamEntry::Member(_), _) => chosen.others += 1,
            }
        }
        chosen
    }

    /// Why a deed cannot be begun; `None` if it can.
    pub(super) fn blocked(&self, deed: Deed, model: &Model) -> Option<String> {
        if self.len == 0 {
            return Some("Select somebody first".to_owned());
        }
        if self.people.is_empty() {
            let why = match (self.others, deed) {
                (0, Deed::Remove) => "Wix offers no public call to revoke account invites",
                (0, _) => "Invites have no roles to change yet",
                _ => "Roles of apps and accounts are changed in the Wix dashboard",
            };
            return Some(why.to_owned());
        }
        model.no_writing()
    }

    /// What a deed leaves out, to be said beside it.
    pub(super) fn left_out(&self) -> Option<String> {
        let left = self.invites + self.others;
        (left > 0 && !self.people.is_empty()).then(|| {
            format!(
                "Acts on {}; {} of the selection {} no person of the team",
                count(self.people.len(), "person", "people"),
                crate::model::grouped(left),
                if left == 1 { "is" } else { "are" },
            )
        })
    }
}
