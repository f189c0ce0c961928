//! What somebody wants to become of members of a site.

use super::Waves;
use crate::access::{BadgeId, MemberChange, MemberId, RoleKey};
use serde::{Deserialize, Serialize};

/// Which members of a site: by ids, by login addresses, or both.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Whom {
    /// By id. Never the id of a contact.
    pub ids: Vec<MemberId>,
    /// By login address.
    pub logins: Vec<String>,
}

/// What shall become of members of a site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum MemberWish {
    /// They have these fields; an empty text or list clears one.
    Update(Box<MemberChange>),
    /// The page of one member has this address.
    Slug(String),
    /// Those who wait may log in.
    Approve,
    /// Those who are blocked may log in again.
    Unblock,
    /// They cannot log in.
    Block,
    /// They may only read.
    Mute,
    /// They may write again.
    Unmute,
    /// They are offline for good.
    Disconnect,
    /// They are deleted for good.
    Delete,
    /// One member logs in with this address.
    Login(String),
    /// They get a mail with a link to set a password: all at once, or in waves.
    PasswordMail(Option<Waves>),
    /// They hold this role of the site's members.
    GiveRole(RoleKey),
    /// They hold it no longer.
    TakeRole(RoleKey),
    /// They wear this badge.
    GiveBadge(BadgeId),
    /// They wear it no longer.
    TakeBadge(BadgeId),
}
