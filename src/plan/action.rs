//! What can be sent: one variant per kind of write.

use crate::access::{AssignmentId, MemberId, NewAssignment, NewMember, SiteId, UserId, fold_email};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One write to Wix, or one thing that somebody has to do by hand. Plain data; how it is sent is
/// the worker's business.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "action",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Action {
    /// Adds and takes away roles of one team member (contract U3, a delta).
    UpdateAssignments {
        /// Whose roles.
        user: UserId,
        /// Roles to give.
        add: Vec<NewAssignment>,
        /// Assignments to take away, by the ids they had when the plan was made.
        remove: Vec<AssignmentId>,
    },
    /// Removes somebody from the team (contract U4).
    #[serde(alias = "removeMember")]
    RemoveTeamMember {
        /// Whom.
        user: UserId,
    },
    /// Invites one address to the account (contract AI1; up to 50 in one call). Wix mails it.
    InviteToAccount {
        /// The address, as it is sent.
        email: String,
        /// What the invited person will hold.
        give: Vec<NewAssignment>,
        /// Language of the mail for people without a Wix login (two letters).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        language: Option<String>,
    },
    /// Makes a member of a site (site contract 1.4). Sends no mail and sets no password.
    CreateMember {
        /// The site.
        site: SiteId,
        /// What is known about the person.
        member: Box<NewMember>,
    },
    /// Deletes a member of a site (site contract 1.4). Permanent.
    DeleteMember {
        /// The site.
        site: SiteId,
        /// The member.
        member: MemberId,
        /// The login address, by which the member is found again.
        login_email: String,
    },
    /// Nothing is sent: no public call exists.
    ByHand {
        /// What to do, as a sentence to somebody.
        task: String,
        /// Where to do it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        link: Option<String>,
        /// When it ends by itself, if it does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ends_at: Option<Timestamp>,
    },
}

/// The object an action changes: what is fingerprinted, read before and read back after.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum ObjectKey {
    /// A member of the team.
    TeamMember(UserId),
    /// An address that is or is not invited to the account, in its compared form.
    Invitee(String),
    /// A login address of a site, in its compared form.
    SiteMember(SiteId, String),
}

impl From<ObjectKey> for String {
    fn from(key: ObjectKey) -> Self {
        match key {
            ObjectKey::TeamMember(id) => format!("teamMember:{id}"),
            ObjectKey::Invitee(email) => format!("invitee:{email}"),
            ObjectKey::SiteMember(site, email) => format!("siteMember:{site}:{email}"),
        }
    }
}

impl TryFrom<String> for ObjectKey {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let known = match text.split_once(':') {
            // “member” is the word of plans of format 1.
            Some(("teamMember" | "member", id)) => Some(Self::TeamMember(UserId::new(id))),
            Some(("invitee", email)) => Some(Self::Invitee(email.to_owned())),
            Some(("siteMember", rest)) => rest
                .split_once(':')
                .filter(|(site, email)| !site.is_empty() && !email.is_empty())
                .map(|(site, email)| Self::SiteMember(SiteId::new(site), email.to_owned())),
            _ => None,
        };
        known
            .filter(|key| !key.is_empty())
            .ok_or_else(|| format!("“{text}” names no kind of object that this version knows"))
    }
}

impl ObjectKey {
    /// The key of an address that is invited.
    pub fn invitee(email: &str) -> Self {
        Self::Invitee(fold_email(email))
    }

    /// The key of a login address of a site.
    pub fn site_member(site: &SiteId, email: &str) -> Self {
        Self::SiteMember(site.clone(), fold_email(email))
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::TeamMember(id) => id.is_empty(),
            Self::Invitee(email) | Self::SiteMember(_, email) => email.is_empty(),
        }
    }
}

/// Calls of one lane go out one after the other, in the order of the plan.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lane {
    /// One person of the team.
    Person(UserId),
    /// Invites to the account.
    Invites,
    /// One site.
    Site(SiteId),
}

impl Action {
    /// The object it changes; `None` if nothing is sent.
    pub fn object(&self) -> Option<ObjectKey> {
        match self {
            Self::UpdateAssignments { user, .. } | Self::RemoveTeamMember { user } => {
                Some(ObjectKey::TeamMember(user.clone()))
            }
            Self::InviteToAccount { email, .. } => Some(ObjectKey::invitee(email)),
            Self::CreateMember { site, member } => {
                Some(ObjectKey::site_member(site, &member.login_email))
            }
            Self::DeleteMember {
                site, login_email, ..
            } => Some(ObjectKey::site_member(site, login_email)),
            Self::ByHand { .. } => None,
        }
    }

    /// Where it queues; `None` if nothing is sent.
    pub fn lane(&self) -> Option<Lane> {
        match self {
            Self::UpdateAssignments { user, .. } | Self::RemoveTeamMember { user } => {
                Some(Lane::Person(user.clone()))
            }
            Self::InviteToAccount { .. } => Some(Lane::Invites),
            Self::CreateMember { site, .. } | Self::DeleteMember { site, .. } => {
                Some(Lane::Site(site.clone()))
            }
            Self::ByHand { .. } => None,
        }
    }

    /// The site it belongs to; `None` for the account.
    pub fn site(&self) -> Option<&SiteId> {
        match self {
            Self::CreateMember { site, .. } | Self::DeleteMember { site, .. } => Some(site),
            _ => None,
        }
    }

    /// What it does, in a few words, as the head of a table cell.
    pub fn label(&self) -> &'static str {
        match self {
            Self::UpdateAssignments { add, remove, .. } => {
                match (add.is_empty(), remove.is_empty()) {
                    (false, true) => "Give roles",
                    (true, false) => "Take roles away",
                    _ => "Change roles",
                }
            }
            Self::RemoveTeamMember { .. } => "Remove from team",
            Self::InviteToAccount { .. } => "Invite to account",
            Self::CreateMember { .. } => "Create member",
            Self::DeleteMember { .. } => "Delete member",
            Self::ByHand { .. } => "By hand",
        }
    }

    /// Whether somebody loses something by it.
    pub fn takes_away(&self) -> bool {
        match self {
            Self::UpdateAssignments { remove, .. } => !remove.is_empty(),
            Self::RemoveTeamMember { .. } | Self::DeleteMember { .. } => true,
            Self::InviteToAccount { .. } | Self::CreateMember { .. } | Self::ByHand { .. } => false,
        }
    }

    /// Mails that Wix sends because of it. A change of role and a removal are not told to anybody
    /// (contract U3 and U4 name no mail); Create Member sends none (site contract 1.4).
    pub fn mails(&self) -> u32 {
        u32::from(matches!(self, Self::InviteToAccount { .. }))
    }

    /// Whether it leaves this computer as a call.
    pub fn is_sent(&self) -> bool {
        !matches!(self, Self::ByHand { .. })
    }

    /// What must be so when it is sent, in words.
    pub fn needs(&self) -> &'static [&'static str] {
        match self {
            Self::UpdateAssignments { .. } | Self::RemoveTeamMember { .. } => {
                &["Is in the team", "Holds exactly the roles shown as before"]
            }
            Self::InviteToAccount { .. } => &[
                "Nobody in the team has this address",
                "No open invite to this address",
            ],
            Self::CreateMember { .. } => &["No member of the site has this login address"],
            Self::DeleteMember { .. } => &["The member is there and has this login address"],
            Self::ByHand { .. } => &[],
        }
    }

    /// How it is looked up afterwards, in words.
    pub fn read_back(&self) -> &'static str {
        match self {
            Self::UpdateAssignments { .. } => "Search Team: the person’s roles",
            Self::RemoveTeamMember { .. } => "Search Team: the person is gone",
            Self::InviteToAccount { .. } => "Search Team: an open invite to the address",
            Self::CreateMember { .. } => "Query Members: a member with the login address",
            Self::DeleteMember { .. } => "Query Members: no member with this id",
            Self::ByHand { .. } => "Not looked up",
        }
    }
}
