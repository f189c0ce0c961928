//! What the overview says about a team, counted once per frozen table.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use crate::access::{InviteStatus, TeamEntry};
use crate::worker::protocol::{RowKind, TeamTable};

/// Invites that end within this time need attention.
const SOON: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A value of a facet with the number of rows that have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Share {
    /// Key of the facet value.
    pub(super) key: String,
    /// As people read it.
    pub(super) label: String,
    /// How many.
    pub(super) count: usize,
}

/// Figures of one team.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Facts {
    /// People in the team.
    pub(super) people: usize,
    /// Accounts, apps and others in the team.
    pub(super) others: usize,
    /// Invites without an answer.
    pub(super) open: usize,
    /// Invites that ended by themselves.
    pub(super) expired: usize,
    /// People by role, most first. Who has two roles counts in both.
    pub(super) roles: Vec<Share>,
    /// Invites by state, as an invite lives.
    pub(super) invites: Vec<Share>,
    /// People who hold the whole account.
    pub(super) co_owners: usize,
    /// Names of the people without any access.
    pub(super) no_access: Vec<String>,
    /// When open invites end, soonest first, with their addresses.
    ends: Vec<(Timestamp, String)>,
}

impl Facts {
    /// Counts a team. Work grows with its size.
    pub(super) fn of(table: &TeamTable) -> Self {
        let mut facts = Self::default();
        let mut roles: BTreeMap<&str, usize> = BTreeMap::new();
        let mut states: BTreeMap<&InviteStatus, usize> = BTreeMap::new();
        for row in &table.rows {
            match &row.entry {
                TeamEntry::Member(m) if row.kind == RowKind::Person => {
                    facts.people += 1;
                    facts.co_owners += usize::from(row.holds_account);
                    if m.assignments.is_empty() {
                        facts.no_access.push(row.name.clone());
                    }
                    let held: BTreeSet<&str> =
                        m.assignments.iter().map(|a| a.role.as_str()).collect();
                    for role in held {
                        *roles.entry(role).or_default() += 1;
                    }
                }
                TeamEntry::Member(_) => facts.others += 1,
                TeamEntry::Invite(invite) => {
                    *states.entry(&invite.status).or_default() += 1;
                    if let (InviteStatus::Pending, Some(end)) = (&invite.status, invite.expires_at)
                    {
                        facts.ends.push((end, invite.email.clone()));
                    }
                }
            }
        }
        let state = |status: &InviteStatus| states.get(status).copied().unwrap_or_default();
        facts.open = state(&InviteStatus::Pending);
        facts.expired = state(&InviteStatus::Expired);
        facts.ends.sort();
        facts.roles = roles
            .into_iter()
            .map(|(id, count)| Share {
                key: id.to_owned(),
                label: table.directory.role_name(&id.into()).to_owned(),
                count,
            })
            .collect();
        facts
            .roles
            .sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.label.cmp(&b.label)));
        facts.invites = states
            .into_iter()
            .map(|(status, count)| share(status, count))
            .collect();
        facts
    }

    /// Addresses of the open invites that end within a week, with their ends, soonest first.
    pub(super) fn ending(&self, now: Timestamp) -> &[(Timestamp, String)] {
        let later = now.checked_add(SOON).unwrap_or(Timestamp::MAX);
        let to = self.ends.partition_point(|(end, _)| *end <= later);
        self.ends.get(self.over(now)..to).unwrap_or_default()
    }

    /// Number of invites that were open when they were read and have ended since.
    pub(super) fn over(&self, now: Timestamp) -> usize {
        self.ends.partition_point(|(end, _)| *end <= now)
    }

    /// The roles with most people, and what the others add up to: how many roles, how many holders.
    pub(super) fn top_roles(&self, most: usize) -> (&[Share], usize, usize) {
        let (top, rest) = self.roles.split_at(most.min(self.roles.len()));
        (top, rest.len(), rest.iter().map(|r| r.count).sum())
    }
}

/// Invites in one state. The label is also the key of the status facet.
fn share(status: &InviteStatus, count: usize) -> Share {
    Share {
        key: status.label().to_owned(),
        label: status.label().to_owned(),
        count,
    }
}
