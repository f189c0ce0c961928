//! Site invites: inviting, sending again, revoking (contract 5). No public call lists them, so the
//! ids that come back here are all that is ever known.

use super::wire::site_invites as wire;
use super::{BuildError, Level, Unread, UnreadRow, Write, WriteRequest, part};
use crate::access::{InviteId, OWNER, RoleId, SiteId, SiteInvite, fold_email};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Most addresses in one call. Wix names no number (contract SI1); this is the one of account
/// invites.
pub const MOST_ADDRESSES: usize = 50;

/// Invites addresses to a site; every one gets all the roles (contract SI1). Wix sends a mail to
/// each. How a missing seat shows is not documented: as a failed address or as a refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkInvite {
    site: SiteId,
    emails: Vec<String>,
    body: Value,
}

impl BulkInvite {
    /// Invites these addresses with these roles. `purpose` is a text of the caller's own;
    /// `language` (two letters) is the mail's language for people without a Wix login.
    ///
    /// # Errors
    /// [`BuildError`] for no role or the owner's, no or too many addresses, and an address twice.
    pub fn new(
        site: SiteId,
        roles: &[RoleId],
        emails: &[String],
        purpose: Option<&str>,
        language: Option<&str>,
    ) -> Result<Self, BuildError> {
        if site.is_empty() {
            return Err(BuildError::Missing("the site id"));
        }
        let roles: BTreeSet<&str> = roles.iter().map(RoleId::as_str).collect();
        if roles.is_empty() || roles.contains("") {
            return Err(BuildError::Missing("a role"));
        }
        if roles.contains(OWNER) {
            return Err(BuildError::Wrong {
                field: "a role",
                must: "be another one than the owner's, which cannot be given",
            });
        }
        if emails.is_empty() {
            return Err(BuildError::Nothing);
        }
        if emails.len() > MOST_ADDRESSES {
            return Err(BuildError::TooMany(MOST_ADDRESSES));
        }
        let emails: Vec<String> = emails.iter().map(|e| e.trim().to_owned()).collect();
        if emails.iter().any(String::is_empty) {
            return Err(BuildError::Missing("an address"));
        }
        let different: BTreeSet<String> = emails.iter().map(|e| fold_email(e)).collect();
        if different.len() < emails.len() {
            return Err(BuildError::Twice);
        }
        let mut body = json!({ "policyIds": roles, "emails": emails });
        for (name, text) in [
            ("invitePurpose", purpose),
            ("defaultEmailLanguage", language),
        ] {
            if let Some(text) = text.map(str::trim).filter(|t| !t.is_empty()) {
                body[name] = json!(text);
            }
        }
        Ok(Self { site, emails, body })
    }
}

/// What became of one address.
#[derive(Debug, Clone, PartialEq)]
pub enum SiteInviteOutcome {
    /// The invite was made. Keep its id: nobody tells it again.
    Created(Box<SiteInvite>),
    /// It was not; Wix gives no reason. No free seat may be one.
    Failed,
    /// The answer says nothing about this address.
    NotMentioned,
}

/// Bulk Invite's answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SiteInvitesMade {
    /// One outcome per address, in the order in which they were given.
    pub outcomes: Vec<SiteInviteOutcome>,
    /// Invites for addresses or sites that were not asked for. They settle nothing.
    pub others: Vec<SiteInvite>,
    /// Failed addresses that were not asked for.
    pub other_failures: Vec<String>,
    /// Rows that could not be understood.
    pub unread: Vec<UnreadRow>,
}

impl Write for BulkInvite {
    type Answer = SiteInvitesMade;

    fn request(&self) -> WriteRequest {
        WriteRequest::new(
            "POST",
            "/invites/site-invite/bulk",
            Level::Site(self.site.clone()),
            &self.body,
        )
    }

    fn read(&self, body: &[u8]) -> Result<SiteInvitesMade, Unread> {
        let made = wire::made(body, &self.site)?;
        let place = |email: &str| {
            let email = fold_email(email);
            self.emails.iter().position(|e| fold_email(e) == email)
        };
        let mut told = SiteInvitesMade {
            outcomes: vec![SiteInviteOutcome::NotMentioned; self.emails.len()],
            unread: made.unread,
            ..SiteInvitesMade::default()
        };
        for email in made.failed {
            match place(&email) {
                Some(i) => told.outcomes[i] = SiteInviteOutcome::Failed,
                None => told.other_failures.push(email),
            }
        }
        // An invite that was made is a fact, even if the same address is named as failed.
        for invite in made.good {
            match place(&invite.email).filter(|_| invite.site == self.site) {
                Some(i) => told.outcomes[i] = SiteInviteOutcome::Created(Box::new(invite)),
                None => told.others.push(invite),
            }
        }
        Ok(told)
    }
}

/// A path of an invite that is known by its id.
fn path(site: &SiteId, id: &InviteId, end: &str) -> Result<String, BuildError> {
    if site.is_empty() {
        return Err(BuildError::Missing("the site id"));
    }
    if id.is_empty() {
        return Err(BuildError::Missing("the invite id"));
    }
    let path = part("POST", "/invites/site-invite/", id.as_str(), end);
    path.ok().ok_or(BuildError::Wrong {
        field: "the invite id",
        must: "have only letters, digits and dashes",
    })
}

/// Sends an invite's mail again, even after its end; it is good for another 30 days (contract
/// SI2). The answer's id may be a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resend {
    site: SiteId,
    path: String,
    body: Value,
}

impl Resend {
    /// Sends this invite of this site again; `language` as in [`BulkInvite::new`].
    ///
    /// # Errors
    /// [`BuildError`] if an id is missing or cannot stand in a path as it is.
    pub fn new(site: SiteId, id: &InviteId, language: Option<&str>) -> Result<Self, BuildError> {
        let path = path(&site, id, "/resend")?;
        let language = language.map(str::trim).filter(|l| !l.is_empty());
        let body = match language {
            Some(language) => json!({ "defaultEmailLanguage": language }),
            None => json!({}),
        };
        Ok(Self { site, path, body })
    }
}

impl Write for Resend {
    /// The invite as it is now.
    type Answer = SiteInvite;

    fn request(&self) -> WriteRequest {
        WriteRequest::new(
            "POST",
            &self.path,
            Level::Site(self.site.clone()),
            &self.body,
        )
    }

    fn read(&self, body: &[u8]) -> Result<SiteInvite, Unread> {
        let invite = wire::one(body, &self.site)?;
        if invite.site == self.site {
            return Ok(invite);
        }
        Err(Unread {
            path: "invite.siteId".to_owned(),
            reason: "it is another site than the one that was asked about".to_owned(),
        })
    }
}

/// Revokes an open invite (contract SI3). What Wix answers for one that is not open any more is
/// not documented; 404 means that it is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revoke {
    site: SiteId,
    path: String,
}

impl Revoke {
    /// Revokes this invite of this site.
    ///
    /// # Errors
    /// [`BuildError`] if an id is missing or cannot stand in a path as it is.
    pub fn new(site: SiteId, id: &InviteId) -> Result<Self, BuildError> {
        let path = path(&site, id, "/revoke")?;
        Ok(Self { site, path })
    }
}

impl Write for Revoke {
    type Answer = ();

    fn request(&self) -> WriteRequest {
        let level = Level::Site(self.site.clone());
        WriteRequest::new("POST", &self.path, level, &json!({}))
    }

    fn read(&self, body: &[u8]) -> Result<(), Unread> {
        super::wire::object(body).map(|_| ())
    }
}
