//! Invites to a site (contract 5). No public call lists them: what is known of one is what was last
//! told about it.

use super::{
    AccountId, Extra, InviteId, InviteStatus, LocationId, Merge, RoleId, SiteId, keep,
    merge::keep_text,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The account that an open invite was probably accepted by: it contributes since then, and nothing
/// else explains it (see [`probably_accepted`](super::probably_accepted())). Wix does not tell it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Probably {
    /// The account that appeared among the contributors.
    pub account: AccountId,
    /// When it was first seen there.
    pub at: Timestamp,
}

/// One invite to a site, as it was last told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SiteInvite {
    /// Its id.
    pub id: InviteId,
    /// The site.
    pub site: SiteId,
    /// Address it was sent to; empty where only the id is known.
    pub email: String,
    /// Roles that it gives.
    pub roles: Vec<RoleId>,
    /// Locations that it is limited to.
    pub locations: Vec<LocationId>,
    /// Its state as last told.
    pub status: InviteStatus,
    /// Link with which it is accepted.
    pub accept_link: Option<String>,
    /// The account that accepted it.
    pub accepted_by: Option<AccountId>,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// When it ends or ended by itself.
    pub expires_at: Option<Timestamp>,
    /// Who probably accepted it. It never stands in for a told state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probably: Option<Probably>,
    /// Fields that this version does not know.
    #[serde(default, skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
}

impl SiteInvite {
    /// An invite of which only the id is known.
    pub fn bare(id: InviteId, site: SiteId) -> Self {
        Self {
            id,
            site,
            email: String::new(),
            roles: Vec::new(),
            locations: Vec::new(),
            status: InviteStatus::Other(String::new()),
            accept_link: None,
            accepted_by: None,
            created_at: None,
            expires_at: None,
            probably: None,
            extra: Extra::new(),
        }
    }

    /// Its state by now: an open invite whose end is past has ended.
    pub fn status_at(&self, now: Timestamp) -> InviteStatus {
        self.status.by(self.expires_at, now)
    }

    /// The invite with its state by now.
    #[must_use]
    pub fn aged(invite: &Arc<Self>, now: Timestamp) -> Arc<Self> {
        let status = invite.status_at(now);
        if status == invite.status {
            return Arc::clone(invite);
        }
        Arc::new(Self {
            status,
            ..Self::clone(invite)
        })
    }

    /// When it ended, in words, if it has by now: `Ended on 2026-12-01`.
    pub fn ended(&self, now: Timestamp) -> Option<String> {
        if self.status_at(now) != InviteStatus::Expired {
            return None;
        }
        let on = self
            .expires_at
            .map(|at| format!(" on {}", at.strftime("%Y-%m-%d")));
        Some(format!("Ended{}", on.unwrap_or_default()))
    }
}

impl Merge for SiteInvite {
    fn merge(&mut self, newer: Self) {
        keep_text(&mut self.email, newer.email);
        if !newer.roles.is_empty() {
            self.roles = newer.roles;
        }
        if !newer.locations.is_empty() {
            self.locations = newer.locations;
        }
        if !newer.status.is_untold() {
            // What is told now is newer than what was guessed before.
            self.status = newer.status;
            self.probably = None;
        }
        keep(&mut self.probably, newer.probably);
        keep(&mut self.accept_link, newer.accept_link);
        keep(&mut self.accepted_by, newer.accepted_by);
        keep(&mut self.created_at, newer.created_at);
        keep(&mut self.expires_at, newer.expires_at);
        self.extra.extend(newer.extra);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_invite_ends_by_itself_and_an_untold_state_changes_nothing() {
        let end: Timestamp = "2026-12-01T09:00:00Z".parse().unwrap();
        let mut invite = SiteInvite {
            status: InviteStatus::Pending,
            expires_at: Some(end),
            ..SiteInvite::bare("i1".into(), "s1".into())
        };
        let before = end - jiff::SignedDuration::from_secs(1);
        assert_eq!(invite.status_at(before), InviteStatus::Pending);
        assert_eq!(invite.status_at(end), InviteStatus::Expired);
        invite.merge(SiteInvite::bare("i1".into(), "s1".into()));
        assert_eq!(invite.status, InviteStatus::Pending);
        assert_eq!(invite.expires_at, Some(end));
    }

    #[test]
    fn what_is_told_replaces_a_guess_and_silence_keeps_it() {
        let at: Timestamp = "2026-12-01T09:00:00Z".parse().unwrap();
        let account = AccountId::new("a1");
        let mut invite = SiteInvite {
            probably: Some(Probably { account, at }),
            ..SiteInvite::bare("i1".into(), "s1".into())
        };
        invite.merge(SiteInvite::bare("i1".into(), "s1".into()));
        assert!(invite.probably.is_some());
        invite.merge(SiteInvite {
            status: InviteStatus::Pending,
            ..SiteInvite::bare("i1".into(), "s1".into())
        });
        assert_eq!(invite.probably, None);
    }
}
