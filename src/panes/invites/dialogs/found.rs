//! What is known about addresses before any call: who is in already, and who has an open invite.

use crate::access::{InviteStatus, SiteId, fold_email};
use crate::plan::SiteAccess;
use crate::worker::protocol::TeamTable;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// Counts over the pasted addresses.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// Addresses in the team.
    pub(super) in_team: Vec<String>,
    /// Addresses with an open invite to the account.
    pub(super) invited: Vec<String>,
    /// Pairs of an address and a chosen site where the account contributes already.
    pub(super) contributing: usize,
    /// Pairs of an address and a chosen site with an open invite, as last known.
    pub(super) site_invited: usize,
    /// Chosen sites whose contributors were never read.
    pub(super) unread: usize,
}

impl Found {
    /// Looks the addresses up in what was read. Works once per change of the form, not per frame.
    pub(super) fn of(
        emails: &[String],
        sites: &BTreeSet<SiteId>,
        team: &TeamTable,
        access: Option<&SiteAccess>,
        now: Timestamp,
    ) -> Self {
        let members = team.team.members.iter().map(|m| fold_email(&m.email));
        let members: BTreeSet<String> = members.filter(|e| !e.is_empty()).collect();
        let open = team.team.invites.iter().filter(|i| {
            i.status == InviteStatus::Pending && i.expires_at.is_none_or(|end| end > now)
        });
        let open: BTreeSet<String> = open.map(|i| fold_email(&i.email)).collect();
        let mut found = Self::default();
        for email in emails {
            let folded = fold_email(email);
            if members.contains(&folded) {
                found.in_team.push(email.clone());
            } else if open.contains(&folded) {
                found.invited.push(email.clone());
            }
        }
        let Some(access) = access else {
            found.unread = sites.len();
            return found;
        };
        let folded: BTreeSet<String> = emails.iter().map(|e| fold_email(e)).collect();
        let by_account: BTreeMap<_, String> = access
            .names
            .iter()
            .map(|(account, name)| (account, fold_email(&name.email)))
            .collect();
        for site in sites {
            match access.contributors.get(site) {
                Some(all) => {
                    let there = all.keys().filter_map(|a| by_account.get(a));
                    let there: BTreeSet<&String> = there.filter(|e| folded.contains(*e)).collect();
                    found.contributing += there.len();
                }
                None => found.unread += 1,
            }
            let invites = access.invites.get(site).into_iter().flatten();
            let open = invites
                .filter(|i| i.status_at(now) == InviteStatus::Pending)
                .map(|i| fold_email(&i.email))
                .filter(|e| folded.contains(e));
            found.site_invited += open.collect::<BTreeSet<_>>().len();
        }
        found
    }
}
