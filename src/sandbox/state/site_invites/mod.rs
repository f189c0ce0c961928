//! Site invites (contract 5): inviting to a site, sending again, revoking, and the seats of a site.

mod invite;
mod seats;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{
    State,
    change::{Change, View},
    contributors::{change::contributor, record::Contributor},
    outside::Made,
    records::{InviteStatus, Site},
    refusal::Refusal,
};
use crate::sandbox::{
    choices::RevokeClosed,
    seed::{after, invites::VALID_DAYS, invites::link},
};

/// An invite to a site.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct SiteInvite {
    pub(crate) seq: u64,
    pub(crate) id: String,
    /// The site it is for.
    pub(crate) site: String,
    pub(crate) email: String,
    pub(crate) roles: Vec<String>,
    pub(crate) status: InviteStatus,
    pub(crate) link: String,
    pub(crate) created: Timestamp,
    pub(crate) expires: Timestamp,
    pub(crate) accepted_by: Option<String>,
}

impl SiteInvite {
    /// The state at a moment: an open invite ends by itself.
    pub(crate) fn status_at(&self, now: Timestamp) -> InviteStatus {
        match self.status {
            InviteStatus::Pending if self.expires <= now => InviteStatus::Expired,
            status => status,
        }
    }
}

impl View {
    /// An invite of a site.
    pub(crate) fn site_invite(&self, site: &str, id: &str) -> Option<&SiteInvite> {
        let key = (site.to_owned(), id.to_ascii_lowercase());
        self.site_invites.get(&key).map(|found| &**found)
    }

    /// The invites of a site.
    pub(crate) fn site_invites_of<'a>(
        &'a self,
        site: &'a str,
    ) -> impl Iterator<Item = &'a SiteInvite> {
        self.site_invites
            .range((site.to_owned(), String::new())..)
            .take_while(move |((of, _), _)| of == site)
            .map(|(_, invite)| &**invite)
    }
}

impl State {
    fn true_site_invite(&self, site: &Site, id: &str) -> Result<SiteInvite, Refusal> {
        if uuid::Uuid::try_parse(id).is_err() {
            return Err(Refusal::field("inviteId", "FORMAT", "must be a GUID"));
        }
        let found = self.truth.site_invite(&site.id, id);
        found.cloned().ok_or_else(|| Refusal::missing("Invite", id))
    }

    /// SI2: the mail goes out again and the invite is good for another 30 days, even when it had ended.
    pub(crate) fn resend_site_invite(
        &mut self,
        site: &Site,
        id: &str,
    ) -> Result<SiteInvite, Refusal> {
        let old = self.true_site_invite(site, id)?;
        let now = self.now();
        if !matches!(
            old.status_at(now),
            InviteStatus::Pending | InviteStatus::Expired
        ) {
            return Err(closed());
        }
        let mut changes = Vec::new();
        let mut invite = SiteInvite {
            status: InviteStatus::Pending,
            expires: after(now, SignedDuration::from_hours(VALID_DAYS * 24)),
            ..old.clone()
        };
        if self.switches.resend_new_id {
            invite.seq = self.new_seq();
            invite.id = self.new_guid("site-invite");
            invite.link = link(self.world.seed, invite.seq);
            invite.created = now;
            changes.push(Change::SiteInvite(SiteInvite {
                status: InviteStatus::Deleted,
                ..old
            }));
        }
        changes.push(Change::SiteInvite(invite.clone()));
        self.commit(changes, 1)?;
        Ok(invite)
    }

    /// SI3: only an open invite can be revoked.
    pub(crate) fn revoke_site_invite(&mut self, site: &Site, id: &str) -> Result<(), Refusal> {
        let old = self.true_site_invite(site, id)?;
        if old.status_at(self.now()) != InviteStatus::Pending {
            return match self.switches.revoke_closed {
                RevokeClosed::Ok => Ok(()),
                RevokeClosed::NotFound => Err(Refusal::missing("Invite", id)),
                RevokeClosed::Refuse => Err(closed()),
            };
        }
        let invite = SiteInvite {
            status: InviteStatus::Deleted,
            ..old
        };
        self.commit(vec![Change::SiteInvite(invite)], 0)
    }

    /// Somebody accepts an invite, with the named account or with one that nobody has seen before.
    pub(crate) fn accept_site_invite(
        &mut self,
        id: &str,
        account: Option<String>,
    ) -> Result<Made, Refusal> {
        let found = self.truth.site_invites.values().find(|one| one.id == id);
        let found = found.ok_or_else(|| Refusal::missing("Invite", id))?;
        let old = SiteInvite::clone(found);
        if old.status_at(self.now()) != InviteStatus::Pending {
            return Err(closed());
        }
        let site = self.site_by_id(&old.site)?;
        let account = account.unwrap_or_else(|| self.new_guid("account"));
        let blank = match self.true_contributor(&site, &account) {
            Some(known) => Contributor::clone(&known),
            None => self.new_contributor(account.clone()),
        };
        let mut wanted: Vec<String> = blank.roles.iter().map(|held| held.role.clone()).collect();
        wanted.extend(old.roles.iter().cloned());
        let roles = self.held_roles(&site, &blank, &wanted)?;
        let invite = SiteInvite {
            status: InviteStatus::Used,
            accepted_by: Some(account.clone()),
            ..old
        };
        let changes = vec![
            Change::SiteInvite(invite),
            contributor(&site, Contributor { roles, ..blank }),
        ];
        self.commit(changes, 0)?;
        Ok(Made { id: Some(account) })
    }
}

fn closed() -> Refusal {
    Refusal::Precondition(
        "FAILED_PRECONDITION",
        "The invite is not open any more".to_owned(),
    )
}
