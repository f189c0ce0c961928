//! Which invites are selected, and what each deed would do with them.

use crate::access::{InviteId, SiteId};
use crate::model::{Model, count};
use crate::panes::PaneCommand;
use crate::panes::listing::Picked;
use crate::plan::{Tend, Wish};
use crate::worker::protocol::{InviteKey, InviteRow, InviteState, InvitesTable};

/// Every deed, in the order of the buttons.
pub(super) const DEEDS: [Tend; 3] = [Tend::Renew, Tend::Resend, Tend::Revoke];

/// Words of its button.
pub(super) fn label(how: Tend) -> &'static str {
    match how {
        Tend::Renew => "Renew…",
        Tend::Resend => "Send again…",
        Tend::Revoke => "Revoke…",
    }
}

/// Its command.
pub(super) fn command(how: Tend) -> PaneCommand {
    match how {
        Tend::Renew => PaneCommand::ChangeRoles,
        Tend::Resend => PaneCommand::SameAs,
        Tend::Revoke => PaneCommand::Remove,
    }
}

/// What a deed does with one invite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Does {
    /// A call about this very invite.
    Call,
    /// A new invite with the same roles.
    New,
    /// A line that somebody carries out in the dashboard.
    ByHand,
    Nothing,
}

/// What the plan will say too; here it stands before the click.
fn does(row: &InviteRow, how: Tend) -> Does {
    use InviteState as S;
    let over = matches!(row.state, S::Declined | S::Revoked);
    if row.state == S::Accepted || (how == Tend::Renew && row.state == S::Probably) {
        return Does::Nothing;
    }
    match (&row.key, how, row.state) {
        (InviteKey::Account(_), Tend::Renew, S::Ended | S::Declined | S::Revoked) => Does::New,
        (InviteKey::Account(_), _, S::Open | S::Unknown) => Does::ByHand,
        (InviteKey::Account(_), _, _) | (_, Tend::Revoke, S::Ended) => Does::Nothing,
        (_, Tend::Renew, _) if over && !row.email.is_empty() && !row.roles.is_empty() => Does::New,
        _ if over => Does::Nothing,
        _ => Does::Call,
    }
}

/// How many invites a deed does what with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Tally {
    calls: usize,
    new: usize,
    by_hand: usize,
    nothing: usize,
}

/// Facts about the selection, computed when it or the table changes.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Chosen {
    /// How many are selected.
    pub(super) len: usize,
    account: Vec<InviteId>,
    sites: Vec<(SiteId, InviteId)>,
    /// How many have a link.
    pub(super) links: usize,
    tallies: [Tally; 3],
}

impl Chosen {
    /// Looks at every selected row once.
    pub(super) fn of(picked: &Picked, table: &InvitesTable) -> Self {
        let mut chosen = Self {
            len: picked.len(),
            ..Self::default()
        };
        for row in picked.of(table) {
            chosen.links += usize::from(row.link.is_some());
            match &row.key {
                InviteKey::Account(id) => chosen.account.push(id.clone()),
                InviteKey::Site(site, id) => chosen.sites.push((site.clone(), id.clone())),
            }
            for (how, tally) in DEEDS.into_iter().zip(&mut chosen.tallies) {
                match does(row, how) {
                    Does::Call => tally.calls += 1,
                    Does::New => tally.new += 1,
                    Does::ByHand => tally.by_hand += 1,
                    Does::Nothing => tally.nothing += 1,
                }
            }
        }
        chosen
    }

    /// Invites to the account and to sites among them.
    pub(super) fn kinds(&self) -> (usize, usize) {
        (self.account.len(), self.sites.len())
    }

    fn tally(&self, how: Tend) -> Tally {
        let at = DEEDS.iter().position(|d| *d == how);
        let tally = at.and_then(|at| self.tallies.get(at));
        tally.copied().unwrap_or_default()
    }

    /// Why a deed cannot be begun; `None` if it can.
    pub(super) fn blocked(&self, how: Tend, model: &Model) -> Option<String> {
        if self.len == 0 {
            return Some("Select an invite first".to_owned());
        }
        let tally = self.tally(how);
        if tally.nothing == self.len {
            let why = match how {
                Tend::Renew => "What is selected was accepted, as far as is known",
                Tend::Resend => "What is selected is over. Renew it, which makes a new invite",
                Tend::Revoke => "What is selected is over: there is nothing to revoke",
            };
            return Some(why.to_owned());
        }
        // Lines by hand need no connection, but a plan that can be carried out does.
        model.no_writing()
    }

    /// What a deed would do, to be said beside it before the click.
    pub(super) fn outlook(&self, how: Tend) -> String {
        let tally = self.tally(how);
        let call = match how {
            Tend::Revoke => ("is revoked", "are revoked"),
            _ => ("is sent again", "are sent again"),
        };
        let parts = [
            (tally.calls, call),
            (tally.new, ("new invite", "new invites")),
            (
                tally.by_hand,
                (
                    "open account invite by hand",
                    "open account invites by hand",
                ),
            ),
            (tally.nothing, ("is left alone", "are left alone")),
        ];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, (one, many))| count(n, one, many))
            .collect();
        parts.join(", ")
    }

    /// Why no accept link can be copied; `None` if one can.
    pub(super) fn no_links(&self) -> Option<String> {
        if self.len == 0 {
            Some("Select an invite first".to_owned())
        } else if self.links == 0 {
            Some("No accept link of what is selected is known".to_owned())
        } else {
            None
        }
    }

    /// The wish of a deed.
    pub(super) fn wish(&self, how: Tend) -> Wish {
        Wish::TendInvites {
            how,
            account: self.account.clone(),
            sites: self.sites.clone(),
        }
    }
}
