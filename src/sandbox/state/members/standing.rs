//! Approving, blocking, disconnecting, muting (site contract 1.4): what each does to a member, and whom it leaves alone.

use serde_json::json;

use super::{
    record::{Holder, SiteMember},
    remove::change,
};
use crate::sandbox::state::{State, change::Change, records::Site, refusal::Refusal};

/// What is done to a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Deed {
    Approve,
    Block,
    Disconnect,
    Mute,
    Unmute,
}

impl State {
    /// Does it to one member. `own` says that the caller is the owner.
    pub(crate) fn do_to_member(
        &mut self,
        site: &Site,
        id: &str,
        deed: Deed,
        own: bool,
    ) -> Result<SiteMember, Refusal> {
        let own = own && self.switches.owner_block_is_self_block;
        self.change_site_member(site, id, |member| deed.apply(member, own))
    }
}

impl State {
    /// The change that does it to one member of a job; `None` where nothing changes.
    pub(crate) fn deed_change(
        &self,
        site: &Site,
        id: &str,
        deed: Deed,
    ) -> Result<Option<Change>, Refusal> {
        let old = self.member(site, id)?;
        let mut member = old.clone();
        deed.apply(&mut member, false)?;
        if member == old {
            return Ok(None);
        }
        member.updated = self.now();
        Ok(Some(change(site, &member, true)))
    }
}

impl Deed {
    fn apply(self, member: &mut SiteMember, own: bool) -> Result<(), Refusal> {
        match self {
            Self::Approve if member.status == "OFFLINE" => {
                // Nothing brings somebody back who was disconnected; what Wix answers is not published.
                return Err(Refusal::Precondition(
                    "FAILED_PRECONDITION",
                    "A member who is disconnected cannot be approved".to_owned(),
                ));
            }
            Self::Block => may_be_blocked(member, own)?,
            Self::Approve | Self::Disconnect | Self::Mute | Self::Unmute => {}
        }
        let (field, word) = match self {
            Self::Approve => (&mut member.status, "APPROVED"),
            Self::Block => (&mut member.status, "BLOCKED"),
            Self::Disconnect => (&mut member.status, "OFFLINE"),
            Self::Mute => (&mut member.activity, "MUTED"),
            Self::Unmute => (&mut member.activity, "ACTIVE"),
        };
        word.clone_into(field);
        Ok(())
    }
}

/// Two of the rules answer 400 and one 428; that the one about subscriptions is the 428 is a guess of the contract's.
fn may_be_blocked(member: &SiteMember, own: bool) -> Result<(), Refusal> {
    let (status, code, text) = match member.holder {
        Holder::Visitor => return Ok(()),
        Holder::Owner if own => (
            400,
            "MEMBER_SELF_BLOCK_FORBIDDEN",
            "Members cannot block themselves",
        ),
        Holder::Owner | Holder::Contributor => (
            400,
            "OWNER_MEMBER_BLOCK_FORBIDDEN",
            "Member belongs to an owner or contributor",
        ),
        Holder::Subscriber => (
            428,
            "ACTIVE_SUBSCRIPTION_MEMBER_BLOCK_FORBIDDEN",
            "Member has an active subscription",
        ),
    };
    let data = json!({ "memberId": member.id });
    Err(Refusal::Coded(status, code, text.to_owned(), data))
}
