//! Deleting a member (site contract 1.4, Delete Member).

use serde_json::json;

use super::record::{Holder, SiteMember};
use crate::sandbox::state::{State, change::Change, records::Site, refusal::Refusal};

impl State {
    /// Delete Member: for good. Members of the owner, of contributors and of people with a subscription stay.
    pub(crate) fn delete_member(&mut self, site: &Site, id: &str) -> Result<(), Refusal> {
        let change = self.deletion(site, id)?;
        self.commit(vec![change], 0)
    }

    /// The change that deletes a member, if it may be deleted.
    pub(crate) fn deletion(&self, site: &Site, id: &str) -> Result<Change, Refusal> {
        let member = self
            .true_members(site)
            .by_id(id)
            .ok_or_else(|| Refusal::missing("Member", id))?
            .record();
        let rule = match member.holder {
            Holder::Owner | Holder::Contributor => "OWNER_OR_CONTRIBUTOR_MEMBER_DELETE_FORBIDDEN",
            Holder::Subscriber => "ACTIVE_SUBSCRIPTION_MEMBER_DELETE_FORBIDDEN",
            Holder::Visitor => return Ok(change(site, &member, false)),
        };
        Err(Refusal::rule(
            "id",
            rule,
            "this member cannot be deleted",
            json!({ "memberId": member.id }),
        ))
    }
}

/// The change that makes a member what it is told, or deletes it.
pub(super) fn change(site: &Site, member: &SiteMember, stays: bool) -> Change {
    Change::SiteMember {
        site: site.id.clone(),
        seq: member.seq,
        id: member.id.clone(),
        login: member.login.clone(),
        now: stays.then(|| member.clone().into()),
    }
}
