//! Who is selected, and what can be done with them.

use super::keys::Keys;
use crate::access::{TeamEntry, UserId};
use crate::kit::table::Selection;
use crate::model::{Model, count};
use crate::worker::protocol::{RowKind, TeamView};

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
}

/// Facts about the selection, computed when it or the table changes.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Picked {
    /// Numbers of the rows, see [`Keys`].
    pub(super) keys: Vec<u32>,
    /// The people among them.
    pub(super) people: Vec<UserId>,
    /// Invites among them.
    pub(super) invites: usize,
    /// Apps, accounts and groups among them.
    pub(super) others: usize,
    /// Selected rows that the filter hides.
    pub(super) hidden: usize,
}

impl Picked {
    /// Looks at every selected row once.
    pub(super) fn of(selection: &Selection, keys: &Keys, view: &TeamView) -> Self {
        let mut picked = Self::default();
        if selection.is_empty() {
            return picked;
        }
        let mut shown = vec![false; view.table.rows.len()];
        for row in &view.view.rows {
            if let Some(slot) = shown.get_mut(*row as usize) {
                *slot = true;
            }
        }
        for key in selection.iter() {
            let Some((row, entry)) = keys.row(key).zip(keys.entry(key)) else {
                continue;
            };
            picked.keys.push(key);
            let seen = shown.get(row as usize).copied().unwrap_or_default();
            picked.hidden += usize::from(!seen);
            match (&entry.entry, entry.kind) {
                (TeamEntry::Invite(_), _) => picked.invites += 1,
                (TeamEntry::Member(m), RowKind::Person) => picked.people.push(m.id.clone()),
                (TeamEntry::Member(_), _) => picked.others += 1,
            }
        }
        picked
    }

    /// How many are selected.
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// `3 selected, 1 of them not shown`.
    pub(super) fn words(&self) -> String {
        match (self.len(), self.hidden) {
            (0, _) => "Nobody selected".to_owned(),
            (n, 0) => format!("{} selected", crate::model::grouped(n)),
            (1, 1) => "1 selected, not shown".to_owned(),
            (n, h) => format!("{} selected, {h} not shown", crate::model::grouped(n)),
        }
    }

    /// Why a deed cannot be begun; `None` if it can.
    pub(super) fn blocked(&self, deed: Deed, model: &Model) -> Option<String> {
        if self.len() == 0 {
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
