//! Account invites, as Search Team lists them.

use super::{Assignment, Extra, InviteId, Merge, keep, merge::keep_text};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// State of an invite (contract 4: five words in `PascalCase`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum InviteStatus {
    /// Sent, not answered.
    Pending,
    /// Accepted.
    Used,
    /// Revoked.
    Deleted,
    /// Turned down.
    Declined,
    /// Ended by itself.
    Expired,
    /// A word this version does not know; empty when Wix told none.
    Other(String),
}

impl InviteStatus {
    /// This state by now, of an invite that ends by itself then.
    pub(super) fn by(&self, end: Option<Timestamp>, now: Timestamp) -> Self {
        match (self, end) {
            (Self::Pending, Some(end)) if end <= now => Self::Expired,
            _ => self.clone(),
        }
    }

    /// From the wire's word, whatever its case.
    pub fn from_wire(word: &str) -> Self {
        match word.to_ascii_lowercase().as_str() {
            "pending" => Self::Pending,
            "used" => Self::Used,
            "deleted" => Self::Deleted,
            "declined" => Self::Declined,
            "expired" => Self::Expired,
            _ => Self::Other(word.to_owned()),
        }
    }

    /// A word to show.
    pub fn label(&self) -> &str {
        match self {
            Self::Pending => "Invite open",
            Self::Used => "Invite accepted",
            Self::Deleted => "Invite revoked",
            Self::Declined => "Invite declined",
            Self::Expired => "Invite expired",
            Self::Other(word) if word.is_empty() => "Unknown",
            Self::Other(word) => word,
        }
    }

    /// Whether the answer told nothing.
    pub(super) fn is_untold(&self) -> bool {
        matches!(self, Self::Other(w) if w.is_empty() || w.eq_ignore_ascii_case("unknown"))
    }
}

/// One invite row of Search Team (contract U1 and 4).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccountInvite {
    /// The invite's id.
    pub id: InviteId,
    /// Address it was sent to.
    pub email: String,
    /// Its state.
    pub status: InviteStatus,
    /// Link with which it is accepted.
    pub accept_link: Option<String>,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// When it last changed.
    pub updated_at: Option<Timestamp>,
    /// When it ends or ended by itself.
    pub expires_at: Option<Timestamp>,
    /// What the invited person will hold. These have no assignment ids.
    pub assignments: Vec<Assignment>,
    /// Fields that this version does not know.
    #[serde(default, skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
}

impl AccountInvite {
    /// Its state by now: an open invite whose end is past has ended, whatever was told before.
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

    /// Time left of an open invite; `None` if it is not open or tells no end.
    pub fn time_left(&self, now: Timestamp) -> Option<SignedDuration> {
        (self.status == InviteStatus::Pending)
            .then_some(self.expires_at)?
            .map(|e| e.duration_since(now))
    }

    /// ". It ends by itself on 1 Nov 2026", to be added to what is to be done by hand; nothing where
    /// no end is told.
    pub fn ending(&self) -> String {
        self.expires_at.map_or_else(String::new, |at| {
            format!(". It ends by itself on {}", at.strftime("%-d %b %Y"))
        })
    }
}

impl Merge for AccountInvite {
    fn merge(&mut self, newer: Self) {
        keep_text(&mut self.email, newer.email);
        if !newer.status.is_untold() {
            self.status = newer.status;
        }
        keep(&mut self.accept_link, newer.accept_link);
        keep(&mut self.created_at, newer.created_at);
        keep(&mut self.updated_at, newer.updated_at);
        keep(&mut self.expires_at, newer.expires_at);
        if !newer.assignments.is_empty() {
            self.assignments = newer.assignments;
        }
        self.extra.extend(newer.extra);
    }
}
