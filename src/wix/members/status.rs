//! What a member may do: approve, block, mute, unmute, disconnect (site contract 1.4).

use super::update::{path, read_one};
use crate::access::{Member, MemberId, SiteId};
use crate::wix::{BuildError, Level, Unread, Write, WriteRequest};
use serde_json::json;

/// A step that moves a member's status or activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Lets somebody log in. This is also the way to unblock.
    Approve,
    /// Keeps somebody from logging in.
    Block,
    /// Keeps somebody from writing and reacting.
    Mute,
    /// Lets somebody write and react again.
    Unmute,
    /// Makes a member offline **for good**: nothing brings it back, and a new member gets a new
    /// slug.
    Disconnect,
}

impl Step {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Approve,
        Self::Block,
        Self::Mute,
        Self::Unmute,
        Self::Disconnect,
    ];

    fn wire(self) -> &'static str {
        match self {
            Self::Approve => "/approve",
            Self::Block => "/block",
            Self::Mute => "/mute",
            Self::Unmute => "/unmute",
            Self::Disconnect => "/disconnect",
        }
    }
}

/// Takes one step with one member. Which fieldset the answer has is not published (site contract
/// 8.11): read the status in it, else read the member again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakeStep {
    site: SiteId,
    member: MemberId,
    path: String,
}

impl TakeStep {
    /// Takes this step with this member of this site.
    ///
    /// # Errors
    /// [`BuildError`] if an id is missing or cannot stand in a path as it is.
    pub fn new(site: SiteId, member: MemberId, step: Step) -> Result<Self, BuildError> {
        let path = path(&site, "POST", &member, step.wire())?;
        Ok(Self { site, member, path })
    }
}

impl Write for TakeStep {
    type Answer = Member;

    fn request(&self) -> WriteRequest {
        let level = Level::Site(self.site.clone());
        WriteRequest::new("POST", &self.path, level, &json!({}))
    }

    fn read(&self, body: &[u8]) -> Result<Member, Unread> {
        read_one(body, &self.member)
    }
}

/// What the published codes of a refused block mean (site contract 1.4, Block Member), with what
/// to do; `None` for codes that nobody published.
pub fn block_words(code: &str) -> Option<&'static str> {
    match code {
        "MEMBER_SELF_BLOCK_FORBIDDEN" => {
            Some("This member is the one who asks, and Wix lets nobody block themselves")
        }
        "OWNER_MEMBER_BLOCK_FORBIDDEN" => {
            // The code names owners; members of contributors are refused too.
            Some(
                "This member is that of the site’s owner or of a contributor, and Wix does not \
                 block those: take their access to the site away instead",
            )
        }
        "ACTIVE_SUBSCRIPTION_MEMBER_BLOCK_FORBIDDEN" => Some(
            "This member has a running subscription, and Wix does not block those: end the \
             subscription first",
        ),
        _ => None,
    }
}
