//! Plans that invite to the account (contract AI1).

use super::team::{bare, check_grant};
use super::{Drawn, Observed};
use crate::access::{
    AccountInvite, InviteStatus, NewAssignment, Reach, Team, UserId, display_name, fold_email,
};
use crate::plan::form::is_address;
use crate::plan::{Action, Fingerprint, Grant, Invitee, Line, Seen, Skip, Undo, Who, WishError};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Who has which address, and every invite to it.
pub(super) struct Addresses<'a> {
    members: BTreeMap<String, &'a UserId>,
    invites: BTreeMap<String, Vec<Arc<AccountInvite>>>,
}

impl<'a> Addresses<'a> {
    /// Who has which address by now: an open invite whose end is past has ended.
    pub(super) fn of(team: &'a Team, now: Timestamp) -> Self {
        let mut invites: BTreeMap<String, Vec<Arc<AccountInvite>>> = BTreeMap::new();
        for invite in &team.invites {
            invites
                .entry(fold_email(&invite.email))
                .or_default()
                .push(AccountInvite::aged(invite, now));
        }
        let with_address = team.members.iter().filter(|m| !m.email.is_empty());
        Self {
            members: with_address
                .map(|m| (fold_email(&m.email), &m.id))
                .collect(),
            invites,
        }
    }

    /// What stands at an address, in its compared form.
    pub(super) fn seen(&self, email: &str) -> Seen {
        Seen::Address {
            member: self.members.get(email).map(|id| (*id).clone()),
            invites: self.invites.get(email).cloned().unwrap_or_default(),
        }
    }
}

pub(super) fn draw(
    seen: Observed<'_>,
    people: &[Invitee],
    language: Option<&str>,
    now: Timestamp,
) -> Result<Drawn, WishError> {
    for grant in people.iter().flat_map(|p| &p.give) {
        check_grant(seen.directory, grant)?;
        if matches!(grant.reach, Reach::Conditions(_)) {
            return Err(WishError::FolderInInvite);
        }
    }
    let addresses = Addresses::of(seen.team, now);
    let mut named = BTreeSet::new();
    let (mut lines, mut skipped) = (Vec::new(), Vec::new());
    for invitee in people {
        let email = invitee.email.trim();
        let folded = fold_email(email);
        let what = if named.insert(folded.clone()) {
            stands_against(&addresses, seen, &folded, invitee)
        } else {
            Some(("Stands in the list twice".to_owned(), false))
        };
        match what {
            Some((reason, already_so)) => skipped.push(Skip {
                site: None,
                who: who(&addresses, seen, email),
                reason,
                already_so,
            }),
            None => lines.push(line(seen, email, &invitee.give, language, "Wished invite")),
        }
    }
    let title = match lines.as_slice() {
        [] => "Invite nobody to the account".to_owned(),
        [one] => format!("Invite {} to the account", one.who.name),
        many => format!("Invite {} people to the account", many.len()),
    };
    Ok(Drawn {
        title,
        lines,
        skipped,
    })
}

/// The line that invites an address to these roles.
pub(in crate::plan) fn line(
    seen: Observed<'_>,
    email: &str,
    give: &[NewAssignment],
    language: Option<&str>,
    reason: &str,
) -> Line {
    let mut give: Vec<NewAssignment> = give
        .iter()
        .map(|g| NewAssignment {
            role: g.role.clone(),
            reach: bare(&g.reach),
        })
        .collect();
    give.sort();
    give.dedup();
    let mut after: Vec<Grant> = give
        .iter()
        .map(|g| Grant {
            role: seen.directory.role_name(&g.role).to_owned(),
            reach: seen.directory.reach_label(&g.reach),
        })
        .collect();
    after.sort();
    let who = Who {
        id: fold_email(email),
        name: email.to_owned(),
        email: email.to_owned(),
    };
    let leaves = Fingerprint::of_new(&give);
    let action = Action::InviteToAccount {
        email: email.to_owned(),
        give,
        language: language.map(str::to_owned),
    };
    Line {
        after,
        leaves: Some(leaves),
        ..Line::new(action, who, reason, Undo::ByHand)
    }
}

fn who(addresses: &Addresses<'_>, seen: Observed<'_>, email: &str) -> Who {
    let id = addresses.members.get(&fold_email(email));
    let member = id.and_then(|id| seen.team.member(id));
    Who {
        id: fold_email(email),
        name: member.map_or_else(
            || display_name("", "", email, "(no address)"),
            |m| m.display_name(),
        ),
        email: email.to_owned(),
    }
}

/// Why an address is left alone, and whether it is so already.
pub(super) fn stands_against(
    addresses: &Addresses<'_>,
    seen: Observed<'_>,
    email: &str,
    invitee: &Invitee,
) -> Option<(String, bool)> {
    if !is_address(email) {
        return Some(("Is not a mail address".to_owned(), false));
    }
    if invitee.give.is_empty() {
        return Some(("No role is named for this invite".to_owned(), false));
    }
    if let Some(member) = addresses
        .members
        .get(email)
        .and_then(|id| seen.team.member(id))
    {
        let holds = |g: &NewAssignment| member.assignments.iter().any(|a| a.gives(g));
        return Some(if invitee.give.iter().all(holds) {
            ("Is in the team and holds these roles".to_owned(), true)
        } else {
            let words = "Is in the team already: change the roles instead of inviting";
            (words.to_owned(), false)
        });
    }
    let invites = addresses.invites.get(email).map_or(&[][..], Vec::as_slice);
    let open = invites.iter().find(|i| i.status == InviteStatus::Pending)?;
    let same = Fingerprint::of_held(&open.assignments) == Fingerprint::of_new(&invitee.give);
    Some(if same {
        ("Has an open invite to these roles".to_owned(), true)
    } else {
        let words = "Has an open invite to other roles, which only the dashboard can revoke";
        (words.to_owned(), false)
    })
}
