//! Making and deleting members (site contract 1.4).

use super::check;
use crate::access::{Member, MemberId, NewMember, SiteId, fold_email};
use crate::wix::wire::members as wire;
use crate::wix::{BuildError, ErrorKind, Level, Unread, WixError, Write, WriteRequest};
use serde_json::Value;

/// Rule of a refusal of [`DeleteMember`]: the member belongs to the owner or to a contributor.
pub const RULE_OWNER_OR_CONTRIBUTOR: &str = "OWNER_OR_CONTRIBUTOR_MEMBER_DELETE_FORBIDDEN";
/// Rule of a refusal of [`DeleteMember`]: the member has a running subscription.
pub const RULE_SUBSCRIPTION: &str = "ACTIVE_SUBSCRIPTION_MEMBER_DELETE_FORBIDDEN";

/// What the published rules of a refused deletion mean (site contract 1.4, Delete Member), with
/// what to do; `None` for codes that nobody published.
pub fn rule_words(rule: &str) -> Option<&'static str> {
    match rule {
        RULE_OWNER_OR_CONTRIBUTOR => Some(
            "This member is the site’s owner or a contributor, and Wix does not delete those: \
             remove the contributor first",
        ),
        RULE_SUBSCRIPTION => Some(
            "This member has a running subscription, and Wix does not delete those: end the \
             subscription first",
        ),
        _ => None,
    }
}

/// Whether a refusal of [`CreateMember`] says that the address has a member already. The code is
/// not published (site contract 8.8): 409, or any code with `ALREADY_EXISTS` in it.
pub fn is_duplicate(error: &WixError) -> bool {
    let code = error.code.as_deref().unwrap_or_default();
    error.kind == ErrorKind::Conflict || code.contains("ALREADY_EXISTS")
}

/// Makes one member (site contract 1.4, Create Member). Wix sends no mail and sets no password.
/// Ask [`by_login`](fn@super::by_login) first: what Wix answers for an address that is taken is not published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateMember {
    site: SiteId,
    login: String,
    body: Value,
}

impl CreateMember {
    /// Makes this member on this site.
    ///
    /// # Errors
    /// [`BuildError`] if the site or the login address is missing, or a field breaks a limit that
    /// Wix publishes (site contract 1.1).
    pub fn new(site: SiteId, member: &NewMember) -> Result<Self, BuildError> {
        if site.is_empty() {
            return Err(BuildError::Missing("the site id"));
        }
        check::new_member(member)?;
        Ok(Self {
            site,
            login: fold_email(&member.login_email),
            body: wire::create(member),
        })
    }
}

impl Write for CreateMember {
    /// The new member as Wix made it.
    type Answer = Member;

    /// Creations on one site leave at least a second apart (site contract 7.1).
    fn spaced(&self) -> Option<String> {
        Some(format!("members/{}", self.site))
    }

    fn request(&self) -> WriteRequest {
        WriteRequest::new(
            "POST",
            "/members/v1/members",
            Level::Site(self.site.clone()),
            &self.body,
        )
    }

    fn read(&self, body: &[u8]) -> Result<Member, Unread> {
        let made = wire::one(body)?;
        let login = fold_email(&made.login_email);
        if login.is_empty() || login == self.login {
            return Ok(made);
        }
        Err(Unread {
            path: "member.loginEmail".to_owned(),
            reason: "it is another address than the one that was sent".to_owned(),
        })
    }
}

/// Deletes one member for good (site contract 1.4, Delete Member). What the member wrote goes to
/// the site's owner; the contact may stay. Members of the owner and of contributors are refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeleteMember {
    site: SiteId,
    path: String,
}

impl DeleteMember {
    /// Deletes this member of this site.
    ///
    /// # Errors
    /// [`BuildError`] if an id is missing or cannot stand in a path as it is.
    pub fn new(site: SiteId, id: &MemberId) -> Result<Self, BuildError> {
        if site.is_empty() {
            return Err(BuildError::Missing("the site id"));
        }
        if id.is_empty() {
            return Err(BuildError::Missing("the member id"));
        }
        let path = crate::wix::part("DELETE", "/members/v1/members/", id.as_str(), "")
            .ok()
            .ok_or(BuildError::Wrong {
                field: "the member id",
                must: "have only letters, digits and dashes",
            })?;
        Ok(Self { site, path })
    }
}

impl Write for DeleteMember {
    type Answer = ();

    fn request(&self) -> WriteRequest {
        WriteRequest::bare("DELETE", &self.path, Level::Site(self.site.clone()))
    }

    fn read(&self, body: &[u8]) -> Result<(), Unread> {
        crate::wix::wire::object(body).map(|_| ())
    }
}
