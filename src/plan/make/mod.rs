//! Making plans: a wish and what was observed become lines.

mod invites;
mod members;
mod team;

pub(super) use invites::line as invite;
pub(super) use team::{change, check_grant, grants};

use super::brakes::holds_account;
use super::{CoOwners, Fingerprint, Line, ObjectKey, Observed, Plan, Seen, Skip, Wish, WishError};
use crate::access::UserId;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Makes the plan that fulfils a wish.
///
/// # Errors
/// [`WishError`] when the wish as a whole cannot be fulfilled. What stands against single people
/// becomes a [`Skip`] with its reason.
pub fn make(
    seen: Observed<'_>,
    wish: &Wish,
    id: String,
    now: Timestamp,
) -> Result<Plan, WishError> {
    if wish.is_empty() {
        return Err(WishError::Nobody);
    }
    let (selection, wish) = wish.unwrap_selection();
    let drawn = match wish {
        Wish::Invite { people, language } => invites::draw(seen, people, language.as_deref())?,
        Wish::CreateMembers { site, members } => members::draw(seen, site, members)?,
        team => team::draw(seen, team)?,
    };
    let mut plan = assemble(seen, drawn, id, now);
    plan.selection = selection.cloned();
    Ok(plan)
}

/// Lines on their way into a plan.
pub(super) struct Drawn {
    pub(super) title: String,
    pub(super) lines: Vec<Line>,
    pub(super) skipped: Vec<Skip>,
}

/// Adds what the lines rest on.
pub(super) fn assemble(seen: Observed<'_>, drawn: Drawn, id: String, now: Timestamp) -> Plan {
    let objects: BTreeSet<ObjectKey> = drawn
        .lines
        .iter()
        .filter_map(|l| l.action.object())
        .collect();
    let fingerprints = fingerprints(seen, objects);
    let holders = seen
        .team
        .members
        .iter()
        .filter(|m| holds_account(&m.assignments))
        .count();
    let mut plan = Plan {
        format: Plan::FORMAT,
        id,
        continues: None,
        undoes: None,
        title: drawn.title,
        account: seen.account.clone(),
        made_at: now,
        read_at: seen.read_at,
        complete: seen.complete,
        team_size: seen.team.members.len(),
        co_owners: CoOwners {
            before: holders,
            after: holders,
        },
        selection: None,
        lines: drawn.lines,
        skipped: drawn.skipped,
        fingerprints,
    };
    let (gaining, losing) = super::brakes::holders_moved(&plan, seen.team);
    plan.co_owners.after = (holders + gaining).saturating_sub(losing);
    plan
}

/// What is known of these objects.
fn fingerprints(
    seen: Observed<'_>,
    objects: BTreeSet<ObjectKey>,
) -> BTreeMap<ObjectKey, Fingerprint> {
    let people: BTreeMap<&UserId, _> = seen.team.members.iter().map(|m| (&m.id, m)).collect();
    let addresses = invites::Addresses::of(seen.team);
    objects
        .into_iter()
        .map(|object| {
            let now = match &object {
                ObjectKey::TeamMember(user) => people
                    .get(user)
                    .map_or(Seen::Absent, |m| Seen::TeamMember(Arc::clone(m))),
                ObjectKey::Invitee(email) => addresses.seen(email),
                ObjectKey::SiteMember(..) => {
                    seen.found.get(&object).cloned().unwrap_or(Seen::Absent)
                }
            };
            let print = Fingerprint::of(&now);
            (object, print)
        })
        .collect()
}
