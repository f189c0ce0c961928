//! Inviting several addresses to a site (contract SI1).

use jiff::{SignedDuration, Timestamp};

use super::SiteInvite;
use crate::sandbox::{
    choices::NoSeat,
    config::InviteAgain,
    seed::{after, invites::VALID_DAYS, invites::link},
    state::{
        State,
        change::Change,
        invites::is_address,
        records::{Grant, InviteStatus, Scope, Site},
        refusal::Refusal,
    },
};

/// What became of a call.
#[derive(Clone, Debug, Default)]
pub(crate) struct SiteInvited {
    pub(crate) made: Vec<SiteInvite>,
    /// Addresses that were not invited; Wix gives no reasons.
    pub(crate) failed: Vec<String>,
}

/// Whether an address can be invited.
enum Fit {
    No,
    /// It gets an invite of its own.
    New,
    /// The open invite that it has is renewed.
    Renew(Box<SiteInvite>),
}

impl State {
    /// SI1: every address gets all the roles; some can fail while others succeed.
    pub(crate) fn invite_to_site(
        &mut self,
        site: &Site,
        roles: &[String],
        emails: &[String],
    ) -> Result<SiteInvited, Refusal> {
        if roles.is_empty() {
            return Err(Refusal::required("policyIds"));
        }
        if emails.is_empty() {
            return Err(Refusal::required("emails"));
        }
        for role in roles {
            let grant = Grant {
                role: role.clone(),
                scope: Scope::Site(site.id.clone()),
            };
            self.check_grant(&site.account, &grant)?;
        }
        let (contributors, open) = self.seats_used(site);
        let mut left = (self.seats(site) as usize).saturating_sub(contributors + open);
        let now = self.now();
        let mut result = SiteInvited::default();
        for email in emails {
            let pending = match self.fitting(site, email, now, &result.made) {
                Fit::Renew(open) => Some(*open),
                Fit::New if left > 0 => {
                    left -= 1;
                    None
                }
                Fit::New => {
                    self.no_seat()?;
                    result.failed.push(email.clone());
                    continue;
                }
                Fit::No => {
                    result.failed.push(email.clone());
                    continue;
                }
            };
            let invite = self.site_invite_of(site, roles, email, now, pending);
            result.made.push(invite);
        }
        let mails = result.made.len() as u64;
        let changes: Vec<Change> = result
            .made
            .iter()
            .cloned()
            .map(Change::SiteInvite)
            .collect();
        if !changes.is_empty() {
            self.commit(changes, mails)?;
        }
        Ok(result)
    }

    /// How a missing seat shows: as one more failed address, or as a refusal of the whole call.
    fn no_seat(&self) -> Result<(), Refusal> {
        let text = "The site has no free seat for a collaborator".to_owned();
        match self.switches.no_seat {
            NoSeat::FailedEmails => Ok(()),
            NoSeat::Precondition => Err(Refusal::Precondition("FAILED_PRECONDITION", text)),
            NoSeat::Denied => Err(Refusal::Denied(text)),
        }
    }

    fn fitting(&self, site: &Site, email: &str, now: Timestamp, made: &[SiteInvite]) -> Fit {
        if !is_address(email) {
            return Fit::No;
        }
        let open = self
            .truth
            .site_invites_of(&site.id)
            .chain(made)
            .find(|old| {
                old.email.eq_ignore_ascii_case(email) && old.status_at(now) == InviteStatus::Pending
            });
        match (open, self.switches.invite_again) {
            (None, _) | (Some(_), InviteAgain::Second) => Fit::New,
            (Some(_), InviteAgain::Refuse) => Fit::No,
            (Some(open), InviteAgain::Renew) => Fit::Renew(Box::new(open.clone())),
        }
    }

    fn site_invite_of(
        &mut self,
        site: &Site,
        roles: &[String],
        email: &str,
        now: Timestamp,
        pending: Option<SiteInvite>,
    ) -> SiteInvite {
        let expires = after(now, SignedDuration::from_hours(VALID_DAYS * 24));
        if let Some(pending) = pending {
            return SiteInvite {
                roles: roles.to_vec(),
                expires,
                ..pending
            };
        }
        let seq = self.new_seq();
        SiteInvite {
            seq,
            id: self.new_guid("site-invite"),
            site: site.id.clone(),
            email: email.to_owned(),
            roles: roles.to_vec(),
            status: InviteStatus::Pending,
            link: link(self.world.seed, seq),
            created: now,
            expires,
            accepted_by: None,
        }
    }
}
