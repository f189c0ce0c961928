//! How members log in: mails to set a password, activation mails, the login address (site contract
//! 2). Approving and blocking by address (2.3, 2.4) is left out: it is older and tells less than
//! the calls by id.

use super::members::check;
use super::wire::member_login as wire;
use super::{BuildError, Level, Unread, Write, WriteRequest};
use crate::access::{MemberId, SiteId};
use serde_json::{Value, json};

/// Where mails to set a password are asked for. Three more addresses are published (site contract
/// 8.1); this is the one of the SDK, of the documentation's pages and of code that runs. After a
/// 404 the error says so and **nothing else is tried**: a second address could send a second mail.
pub const PASSWORD_MAIL: &str = "/wix-sm/api/v1/auth/v1/auth/members/send-set-password-email";

/// How long the link of such a mail works (site contract 2.1).
pub const PASSWORD_LINK_HOURS: u32 = 3;

/// How the path of a change of the login address ends. No page of the REST documentation has it
/// (site contract 8.16).
pub const CHANGE_LOGIN_END: &str = "/change-login-email";

/// Asks Wix to mail somebody a link to set a password (site contract 2.1): one call per member. The
/// link works once and for three hours; an old password stays until then. Wix does not tell whether
/// the mail arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendPasswordMail {
    site: SiteId,
    body: Value,
}

impl SendPasswordMail {
    /// Mails the member with this **login** address. `hide_ignore` is the wire's
    /// `hideIgnoreMessage`, whose description contradicts its name (8.6); `None` leaves it out.
    ///
    /// # Errors
    /// [`BuildError`] if the site is missing or the address is none.
    pub fn new(site: SiteId, login: &str, hide_ignore: Option<bool>) -> Result<Self, BuildError> {
        if site.is_empty() {
            return Err(BuildError::Missing("the site id"));
        }
        let login = login.trim();
        if login.is_empty() {
            return Err(BuildError::Missing("the login address"));
        }
        check::address("the login address", login)?;
        let mut body = json!({ "email": login });
        if let Some(hide) = hide_ignore {
            body["hideIgnoreMessage"] = json!(hide);
        }
        Ok(Self { site, body })
    }
}

impl Write for SendPasswordMail {
    /// Whether Wix took the order; `None` if the answer does not say.
    type Answer = Option<bool>;

    fn request(&self) -> WriteRequest {
        let level = Level::Site(self.site.clone());
        WriteRequest::new("POST", PASSWORD_MAIL, level, &self.body)
    }

    fn read(&self, body: &[u8]) -> Result<Option<bool>, Unread> {
        Ok(super::wire::answer(body, &["accepted"])?.flag("accepted"))
    }
}

/// Gives a member another login address (site contract 2.2). It **may not be available**: only the
/// SDK knows the path, and who may call it is not published. Not for members who are the owner or
/// contribute to the site, whose address is that of their Wix account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeLogin {
    site: SiteId,
    path: String,
    login: String,
}

impl ChangeLogin {
    /// Gives this member this login address.
    ///
    /// # Errors
    /// [`BuildError`] if an id is missing or the address is none.
    pub fn new(site: SiteId, member: &MemberId, login: &str) -> Result<Self, BuildError> {
        if site.is_empty() {
            return Err(BuildError::Missing("the site id"));
        }
        if member.is_empty() {
            return Err(BuildError::Missing("the member id"));
        }
        let login = login.trim();
        check::address("the login address", login)?;
        let path = super::part(
            "PATCH",
            "/api/v1/members/",
            member.as_str(),
            CHANGE_LOGIN_END,
        );
        let path = path.ok().ok_or(check::wrong(
            "the member id",
            "have only letters, digits and dashes",
        ))?;
        Ok(Self {
            site,
            path,
            login: login.to_owned(),
        })
    }
}

impl Write for ChangeLogin {
    /// The login address afterwards, if the answer names one. Its member has an old shape and is
    /// not read further.
    type Answer = Option<String>;

    fn request(&self) -> WriteRequest {
        let level = Level::Site(self.site.clone());
        WriteRequest::new(
            "PATCH",
            &self.path,
            level,
            &json!({ "newEmail": self.login }),
        )
    }

    fn read(&self, body: &[u8]) -> Result<Option<String>, Unread> {
        wire::login(body)
    }
}

/// Asks Wix to mail an activation link (site contract 2.5), for sites without Wix's own pages. No
/// page of the REST documentation has it, and that the identity's id is the member's is a guess.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendActivationMail {
    site: SiteId,
    body: Value,
}

impl SendActivationMail {
    /// Longest address to lead back to.
    pub const LONGEST_URL: usize = 1000;

    /// Mails this member, in a language of two letters, with a link back to this address.
    ///
    /// # Errors
    /// [`BuildError`] if an id is missing or the address is too long.
    pub fn new(
        site: SiteId,
        member: &MemberId,
        language: Option<&str>,
        back_to: Option<&str>,
    ) -> Result<Self, BuildError> {
        if site.is_empty() {
            return Err(BuildError::Missing("the site id"));
        }
        if member.is_empty() {
            return Err(BuildError::Missing("the member id"));
        }
        let mut options = json!({});
        if let Some(language) = language {
            let two = language.len() == 2 && language.bytes().all(|b| b.is_ascii_alphabetic());
            if !two {
                return Err(check::wrong("the language", "have two letters, such as de"));
            }
            options["language"] = json!(language);
        }
        if let Some(url) = back_to {
            check::length("the address to lead back to", url, Self::LONGEST_URL)?;
            options["redirect"] = json!({ "url": url.trim() });
        }
        let mut body = json!({ "identityId": member.as_str() });
        if options.as_object().is_some_and(|o| !o.is_empty()) {
            body["emailOptions"] = options;
        }
        Ok(Self { site, body })
    }
}

impl Write for SendActivationMail {
    type Answer = ();

    fn request(&self) -> WriteRequest {
        let level = Level::Site(self.site.clone());
        let path = "/_api/iam/recovery/v1/activation-email";
        WriteRequest::new("POST", path, level, &self.body)
    }

    fn read(&self, body: &[u8]) -> Result<(), Unread> {
        super::wire::object(body).map(|_| ())
    }
}
