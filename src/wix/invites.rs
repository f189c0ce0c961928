//! Account invites (contract AI1). The list is in [`super::team`]; resending and revoking have no
//! public call.

use super::wire::invites as wire;
use super::{BuildError, Level, Unread, UnreadRow, Write, WriteRequest};
use crate::access::{AccountId, AccountInvite, NewAssignment};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Most addresses in one call (contract AI1).
pub const MOST_ADDRESSES: usize = 50;

/// One address to invite and what it is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewInvite {
    /// The address.
    pub email: String,
    /// What the person will hold: the whole account or sites, no folders.
    pub assignments: Vec<NewAssignment>,
}

/// Invites up to 50 addresses to the account (contract AI1). Wix sends a mail to each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateAccountInvites {
    account: AccountId,
    emails: Vec<String>,
    body: Value,
}

impl CreateAccountInvites {
    /// Invites these addresses. `language` (two letters) is the mail's language for people
    /// without a Wix login; without it, the owner's is taken.
    ///
    /// # Errors
    /// [`BuildError`] for no or too many addresses, an address twice, and limits that an invite
    /// cannot have.
    pub fn new(
        account: AccountId,
        invites: &[NewInvite],
        language: Option<&str>,
    ) -> Result<Self, BuildError> {
        if account.is_empty() {
            return Err(BuildError::Missing("the account id"));
        }
        if invites.is_empty() {
            return Err(BuildError::Nothing);
        }
        if invites.len() > MOST_ADDRESSES {
            return Err(BuildError::TooMany(MOST_ADDRESSES));
        }
        let mut seen = BTreeSet::new();
        let mut emails = Vec::with_capacity(invites.len());
        let mut subjects = Vec::with_capacity(invites.len());
        for invite in invites {
            let email = invite.email.trim();
            if email.is_empty() {
                return Err(BuildError::Missing("an address"));
            }
            if !seen.insert(folded(email)) {
                return Err(BuildError::Twice);
            }
            subjects.push(json!({
                "subjectEmail": email,
                "assignments": wire::assignments(&invite.assignments)?,
            }));
            emails.push(email.to_owned());
        }
        let mut body = json!({ "subjectsAssignments": subjects });
        if let Some(language) = language.map(str::trim).filter(|l| !l.is_empty()) {
            body["defaultEmailLanguage"] = json!(language);
        }
        Ok(Self {
            account,
            emails,
            body,
        })
    }
}

/// Addresses are compared without regard to case.
fn folded(email: &str) -> String {
    email.trim().to_lowercase()
}

/// What became of one address.
#[derive(Debug, Clone, PartialEq)]
pub enum InviteOutcome {
    /// The invite was made.
    Created(Box<AccountInvite>),
    /// It was not; Wix's words.
    Failed(String),
    /// The answer says nothing about this address: read the invites again.
    NotMentioned,
}

/// Create Invite's answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InvitesCreated {
    /// One outcome per address, in the order in which they were given.
    pub outcomes: Vec<InviteOutcome>,
    /// Invites for addresses that were not asked for.
    pub others: Vec<AccountInvite>,
    /// Rows that could not be understood.
    pub unread: Vec<UnreadRow>,
}

impl Write for CreateAccountInvites {
    type Answer = InvitesCreated;

    fn request(&self) -> WriteRequest {
        WriteRequest::new(
            "POST",
            "/invites/account-invite/create",
            Level::Account(self.account.clone()),
            &self.body,
        )
    }

    fn read(&self, body: &[u8]) -> Result<InvitesCreated, Unread> {
        let created = wire::created(body)?;
        let place = |email: &str| {
            let email = folded(email);
            self.emails.iter().position(|e| folded(e) == email)
        };
        let mut told = InvitesCreated {
            outcomes: vec![InviteOutcome::NotMentioned; self.emails.len()],
            others: Vec::new(),
            unread: created.unread,
        };
        for (email, words) in created.failed {
            if let Some(i) = place(&email) {
                told.outcomes[i] = InviteOutcome::Failed(words);
            }
        }
        // An invite that was made is a fact, even if the same address is named as failed.
        for invite in created.good {
            match place(&invite.email) {
                Some(i) => told.outcomes[i] = InviteOutcome::Created(Box::new(invite)),
                None => told.others.push(invite),
            }
        }
        Ok(told)
    }
}
