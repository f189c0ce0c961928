//! What can be done to one member of a site.

use super::object::{Facet, Lane, ObjectKey};
use crate::access::{
    BadgeAssignmentId, BadgeId, MemberChange, MemberId, MemberList, RoleKey, SiteId,
};
use serde::{Deserialize, Serialize};

/// One write about one member of a site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MemberDeed {
    /// The site.
    pub site: SiteId,
    /// The member. Never the id of its contact.
    pub member: MemberId,
    /// The login address when the plan was made; empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub login_email: String,
    /// What is done.
    #[serde(flatten)]
    pub deed: Deed,
}

/// What is done to a member (site contract 1.4, 2, 4.1, 4.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "deed",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Deed {
    /// Changes fields; empties no list.
    Update {
        /// What shall be different.
        change: Box<MemberChange>,
    },
    /// Empties one list of the contact.
    Clear {
        /// Which.
        list: MemberList,
    },
    /// Gives the page of the member another address.
    Slug {
        /// The new end of it.
        slug: String,
    },
    /// Lets somebody who waits log in.
    Approve,
    /// Lets somebody who is blocked log in again. Wix's call is that of an approval.
    Unblock,
    /// Keeps somebody from logging in.
    Block,
    /// Keeps somebody from writing and reacting.
    Mute,
    /// Ends that.
    Unmute,
    /// Makes the member offline for good.
    Disconnect,
    /// Deletes the member for good (up to 100 in one call).
    Delete,
    /// Gives the member another login address. May not be available (site contract 8.16).
    ChangeLogin {
        /// The new one.
        login: String,
    },
    /// Asks Wix to mail a link to set a password. The link lives three hours.
    PasswordMail,
    /// Gives a role of the site's members.
    GiveRole {
        /// Its key.
        role: RoleKey,
    },
    /// Takes a role away.
    TakeRole {
        /// Its key.
        role: RoleKey,
    },
    /// Gives a badge (up to 100 in one call).
    GiveBadge {
        /// Which.
        badge: BadgeId,
    },
    /// Takes a badge away (up to 100 in one call).
    TakeBadge {
        /// Which.
        badge: BadgeId,
        /// The assignment that ends, by the id it had when the plan was made.
        assignment: BadgeAssignmentId,
    },
}

impl MemberDeed {
    /// What it changes.
    pub fn object(&self) -> ObjectKey {
        ObjectKey::Member(self.site.clone(), self.member.clone(), self.deed.facet())
    }

    /// Where it queues: with others where one call takes several, else by its member, so that
    /// several go out at once.
    pub fn lane(&self) -> Lane {
        match self.deed {
            Deed::Delete | Deed::GiveBadge { .. } | Deed::TakeBadge { .. } => {
                Lane::Site(self.site.clone())
            }
            _ => Lane::Member(self.site.clone(), self.member.clone()),
        }
    }
}

impl Deed {
    /// What about the member it rests on.
    pub fn facet(&self) -> Facet {
        match self {
            Self::Update { .. } => Facet::Details,
            Self::Clear { list } => Facet::List(*list),
            Self::Slug { .. } => Facet::Slug,
            Self::Approve | Self::Unblock | Self::Block | Self::Disconnect | Self::Delete => {
                Facet::Standing
            }
            Self::Mute | Self::Unmute => Facet::Activity,
            Self::ChangeLogin { .. } | Self::PasswordMail => Facet::Login,
            Self::GiveRole { role } | Self::TakeRole { role } => Facet::Role(role.clone()),
            Self::GiveBadge { badge } | Self::TakeBadge { badge, .. } => {
                Facet::Badge(badge.clone())
            }
        }
    }

    /// What it does, in a few words.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Update { .. } => "Edit member",
            Self::Clear { list } => match list {
                MemberList::Phones => "Clear phone numbers",
                MemberList::Emails => "Clear contact emails",
                MemberList::Addresses => "Clear addresses",
            },
            Self::Slug { .. } => "Change page address",
            Self::Approve => "Approve member",
            Self::Unblock => "Unblock member",
            Self::Block => "Block member",
            Self::Mute => "Mute member",
            Self::Unmute => "Unmute member",
            Self::Disconnect => "Disconnect member",
            Self::Delete => "Delete member",
            Self::ChangeLogin { .. } => "Change login address",
            Self::PasswordMail => "Mail a link to set a password",
            Self::GiveRole { .. } => "Give member role",
            Self::TakeRole { .. } => "Take member role away",
            Self::GiveBadge { .. } => "Give badge",
            Self::TakeBadge { .. } => "Take badge away",
        }
    }

    /// What it does, as the verb before a number of members.
    pub fn verb(&self) -> &'static str {
        match self {
            Self::Update { .. } | Self::Clear { .. } => "Edit",
            Self::Slug { .. } => "Change the page of",
            Self::Approve => "Approve",
            Self::Unblock => "Unblock",
            Self::Block => "Block",
            Self::Mute => "Mute",
            Self::Unmute => "Unmute",
            Self::Disconnect => "Disconnect",
            Self::Delete => "Delete",
            Self::ChangeLogin { .. } => "Change the login of",
            Self::PasswordMail => "Mail a link to",
            Self::GiveRole { .. } | Self::TakeRole { .. } => "Change roles of",
            Self::GiveBadge { .. } | Self::TakeBadge { .. } => "Change badges of",
        }
    }

    /// Whether the member cannot log in afterwards.
    pub fn locks_out(&self) -> bool {
        matches!(self, Self::Block | Self::Disconnect | Self::Delete)
    }

    /// Whether the member loses something by it.
    pub fn takes_away(&self) -> bool {
        self.locks_out()
            || matches!(
                self,
                Self::Clear { .. } | Self::Mute | Self::TakeRole { .. } | Self::TakeBadge { .. }
            )
    }

    /// Whether a public call tells afterwards what became of it. Nothing tells of mails.
    pub fn can_be_read(&self) -> bool {
        *self != Self::PasswordMail
    }

    /// What must be so when it is sent, in words.
    pub fn needs(&self) -> &'static [&'static str] {
        match self {
            Self::Update { .. } => &["Name, profile and contact are as they were"],
            Self::Clear { .. } => &["The list is as it was"],
            Self::Slug { .. } => &["The page has the address that it had"],
            Self::Approve => &["Is a member and waits for approval"],
            Self::Unblock => &["Is a member and is blocked"],
            Self::Block | Self::Disconnect | Self::Delete => {
                &["Is a member, in the state that it had"]
            }
            Self::Mute | Self::Unmute => &["Is a member and may write as before"],
            Self::ChangeLogin { .. } => &["Logs in with the address that it had"],
            Self::PasswordMail => &["Logs in with this address, and may log in"],
            Self::GiveRole { .. } => &["Does not hold the role"],
            Self::TakeRole { .. } => &["Holds the role"],
            Self::GiveBadge { .. } => &["Does not wear the badge"],
            Self::TakeBadge { .. } => &["Wears the badge"],
        }
    }

    /// How it is looked up afterwards, in words.
    pub fn read_back(&self) -> &'static str {
        match self {
            Self::Delete => "Query Members: no member with this id",
            Self::PasswordMail => "The answer alone: no public call tells of mails",
            Self::GiveRole { .. } | Self::TakeRole { .. } => "Get Roles: the member’s roles",
            Self::GiveBadge { .. } | Self::TakeBadge { .. } => "Query Badge Assignments",
            _ => "Query Members: the member by its id",
        }
    }
}
