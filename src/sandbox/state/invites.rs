//! Inviting people into the account (contract AI1).

use jiff::{SignedDuration, Timestamp};

use super::{
    State,
    change::Change,
    records::{Grant, Invite, InviteStatus},
    refusal::Refusal,
};
use crate::sandbox::{
    config::InviteAgain,
    seed::{after, invites::VALID_DAYS, invites::link},
};

/// The most addresses in one call (contract AI1).
pub(crate) const MOST: usize = 50;

/// An address and what it shall get.
#[derive(Clone, Debug)]
pub(crate) struct Wish {
    pub(crate) email: String,
    pub(crate) grants: Vec<Grant>,
}

/// What became of a call: made invites, and addresses with the reason why not.
#[derive(Clone, Debug, Default)]
pub(crate) struct Invited {
    pub(crate) made: Vec<Invite>,
    pub(crate) failed: Vec<(String, String)>,
}

impl State {
    /// AI1: some addresses can fail while others succeed.
    pub(crate) fn invite(&mut self, account: &str, wishes: &[Wish]) -> Result<Invited, Refusal> {
        if wishes.is_empty() {
            return Err(Refusal::required("subjectsAssignments"));
        }
        if wishes.len() > MOST {
            return Err(Refusal::field(
                "subjectsAssignments",
                "MAX_SIZE",
                format!("must not hold more than {MOST} addresses"),
            ));
        }
        let now = self.now();
        let mut result = Invited::default();
        for wish in wishes {
            match self.invite_one(account, wish, now, &result.made) {
                Ok(invite) => result.made.push(invite),
                Err(reason) => result.failed.push((wish.email.clone(), reason)),
            }
        }
        let changes: Vec<Change> = result.made.iter().cloned().map(Change::Invite).collect();
        let mails = changes.len() as u64;
        if !changes.is_empty() {
            self.commit(changes, mails)?;
        }
        Ok(result)
    }

    fn invite_one(
        &mut self,
        account: &str,
        wish: &Wish,
        now: Timestamp,
        made: &[Invite],
    ) -> Result<Invite, String> {
        if !is_address(&wish.email) {
            return Err("The email address is not valid".to_owned());
        }
        if wish.grants.is_empty() {
            return Err("At least one role is needed".to_owned());
        }
        for grant in &wish.grants {
            self.check_grant(account, grant)
                .map_err(|refusal| match refusal {
                    Refusal::Denied(text) | Refusal::Argument(text, _) => text,
                    _ => "The role cannot be given here".to_owned(),
                })?;
        }
        let same = |email: &str| email.eq_ignore_ascii_case(&wish.email);
        if self
            .truth
            .team(account)
            .iter()
            .any(|member| same(&member.email))
        {
            return Err("The person is already a member of the team".to_owned());
        }
        let mut old = self
            .truth
            .invites_of(account)
            .into_iter()
            .map(|invite| &**invite)
            .chain(made);
        let pending = old
            .find(|invite| same(&invite.email) && invite.status_at(now) == InviteStatus::Pending)
            .cloned();
        let expires = after(now, SignedDuration::from_hours(VALID_DAYS * 24));
        match (pending, self.switches.invite_again) {
            (Some(_), InviteAgain::Refuse) => {
                Err("There is already a pending invite for this address".to_owned())
            }
            (Some(pending), InviteAgain::Renew) => Ok(Invite {
                updated: now,
                expires,
                grants: wish.grants.clone(),
                ..pending
            }),
            _ => {
                let seq = self.new_seq();
                Ok(Invite {
                    seq,
                    account: account.to_owned(),
                    id: self.new_guid("invite"),
                    email: wish.email.clone(),
                    status: InviteStatus::Pending,
                    link: link(self.world.seed, seq),
                    created: now,
                    updated: now,
                    expires,
                    accepted_by: None,
                    grants: wish.grants.clone(),
                })
            }
        }
    }
}

/// Whether a text looks like an address: one `@`, something before it, a dotted name after it, no spaces.
pub(crate) fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let plain = |part: &str| {
        !part.is_empty()
            && !part.contains('@')
            && !part.chars().any(|c| c.is_whitespace() || c.is_control())
    };
    plain(local)
        && plain(domain)
        && domain.contains('.')
        && domain.split('.').all(|label| !label.is_empty())
}
