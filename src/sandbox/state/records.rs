//! What the sandbox knows: accounts, people, invites, sites and folders, in words of its own.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// An account: the main one, its children, and accounts that only appear as contributors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Account {
    pub(crate) seq: u64,
    pub(crate) id: String,
    pub(crate) slug: String,
    pub(crate) name: String,
    /// User id of the owner.
    pub(crate) owner: String,
    /// The account above, for child accounts.
    pub(crate) parent: Option<String>,
    pub(crate) website: String,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
}

/// A person in an account's team.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Member {
    pub(crate) seq: u64,
    /// The account whose team this is.
    pub(crate) account: String,
    /// User id.
    pub(crate) id: String,
    pub(crate) email: String,
    pub(crate) first: String,
    pub(crate) last: String,
    pub(crate) image: Option<String>,
    pub(crate) joined: Option<Timestamp>,
    pub(crate) assignments: Vec<Assignment>,
}

/// One role held by one subject.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Assignment {
    pub(crate) id: String,
    pub(crate) role: String,
    pub(crate) scope: Scope,
    pub(crate) subject: String,
    pub(crate) subject_kind: SubjectKind,
}

/// Where an assignment holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Scope {
    /// Everywhere in the account.
    Account,
    /// On one site.
    Site(String),
    /// Under conditions; Wix knows folders.
    Conditions(Vec<Condition>),
}

/// One condition of an assignment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Condition {
    /// `FOLDER` or `UNKNOWN_CONDITION_TYPE`.
    pub(crate) kind: String,
    pub(crate) id: String,
}

/// What kind of thing holds an assignment (contract 3, "Shapes").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum SubjectKind {
    User,
    Account,
    WixApp,
    ExternalApp,
}

/// An invite into an account's team.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Invite {
    pub(crate) seq: u64,
    pub(crate) account: String,
    pub(crate) id: String,
    pub(crate) email: String,
    pub(crate) status: InviteStatus,
    pub(crate) link: String,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
    pub(crate) expires: Timestamp,
    pub(crate) accepted_by: Option<String>,
    pub(crate) grants: Vec<Grant>,
}

/// A role that an invite would give.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Grant {
    pub(crate) role: String,
    pub(crate) scope: Scope,
}

/// The five states of an invite (contract 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum InviteStatus {
    Pending,
    Used,
    Deleted,
    Declined,
    Expired,
}

impl InviteStatus {
    /// The word on the wire.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Pending => "Pending",
            Self::Used => "Used",
            Self::Deleted => "Deleted",
            Self::Declined => "Declined",
            Self::Expired => "Expired",
        }
    }
}

impl Invite {
    /// The state at `now`: a pending invite whose time is over counts as expired.
    pub(crate) fn status_at(&self, now: Timestamp) -> InviteStatus {
        if self.status == InviteStatus::Pending && self.expires <= now {
            InviteStatus::Expired
        } else {
            self.status
        }
    }
}

/// A site.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Site {
    /// Position in the seed; contributors are computed from it.
    pub(crate) seq: u64,
    pub(crate) account: String,
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) display_name: String,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
    pub(crate) trashed: Option<Timestamp>,
    pub(crate) published: bool,
    pub(crate) premium: bool,
    pub(crate) view_url: String,
    pub(crate) editor: String,
    pub(crate) blocked: bool,
    pub(crate) folder: Option<String>,
    pub(crate) namespace: String,
    pub(crate) domain: bool,
    pub(crate) apps: Vec<String>,
}

/// A folder of sites.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Folder {
    pub(crate) seq: u64,
    pub(crate) account: String,
    pub(crate) id: String,
    pub(crate) name: String,
    /// Empty at the root.
    pub(crate) parent: String,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
}
