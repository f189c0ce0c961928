//! Changing members: fields, lists, slug (site contract 1.4).

use super::check;
use crate::access::{Member, MemberChange, MemberId, MemberList, SiteId};
use crate::wix::wire::{member_change as write, members as wire};
use crate::wix::{BuildError, Level, Unread, Write, WriteRequest};
use serde_json::{Value, json};

/// Longest slug (site contract 1.1).
pub const LONGEST_SLUG: usize = 255;

/// Code of a refusal of [`ChangeSlug`]: another member has it (409).
pub const SLUG_TAKEN: &str = "SLUG_ALREADY_EXISTS";

/// The path of one member, with this at its end.
pub(super) fn path(
    site: &SiteId,
    method: &str,
    member: &MemberId,
    end: &str,
) -> Result<String, BuildError> {
    if site.is_empty() {
        return Err(BuildError::Missing("the site id"));
    }
    if member.is_empty() {
        return Err(BuildError::Missing("the member id"));
    }
    crate::wix::part(method, "/members/v1/members/", member.as_str(), end)
        .ok()
        .ok_or(check::wrong(
            "the member id",
            "have only letters, digits and dashes",
        ))
}

/// Reads the member of an answer, which has to be the one that was asked about.
pub(super) fn read_one(body: &[u8], member: &MemberId) -> Result<Member, Unread> {
    let read = wire::one(body)?;
    if read.id == *member {
        return Ok(read);
    }
    Err(Unread {
        path: "member.id".to_owned(),
        reason: "it is another member than the one that was changed".to_owned(),
    })
}

/// Changes fields of a member (site contract 1.4, Update Member). Only what is given changes, an
/// empty text clears, and lists are replaced as a whole. There is no revision: the last write wins.
/// Which fieldset the answer has is not published (8.11): merge it, do not replace by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdateMember {
    site: SiteId,
    member: MemberId,
    path: String,
    body: Value,
}

impl UpdateMember {
    /// Changes this member of this site.
    ///
    /// # Errors
    /// [`BuildError`] if an id is missing, nothing is given, or a field breaks a limit that Wix
    /// publishes (site contract 1.1). An empty list is refused here, since Wix would ignore it: use
    /// [`ClearList`].
    pub fn new(site: SiteId, member: MemberId, change: &MemberChange) -> Result<Self, BuildError> {
        let path = path(&site, "PATCH", &member, "")?;
        if change.is_empty() {
            return Err(BuildError::Nothing);
        }
        if !change.clears().is_empty() {
            return Err(check::wrong("a list", "be emptied by a call of its own"));
        }
        check::change(change)?;
        let body = write::update(change);
        Ok(Self {
            site,
            member,
            path,
            body,
        })
    }
}

impl Write for UpdateMember {
    type Answer = Member;

    fn request(&self) -> WriteRequest {
        let level = Level::Site(self.site.clone());
        WriteRequest::new("PATCH", &self.path, level, &self.body)
    }

    fn read(&self, body: &[u8]) -> Result<Member, Unread> {
        read_one(body, &self.member)
    }
}

/// Empties one list of a member's contact (site contract 1.4, Delete Member Phones, Emails,
/// Addresses). The login address is not touched by any of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClearList {
    site: SiteId,
    member: MemberId,
    path: String,
}

impl ClearList {
    /// Empties this list of this member.
    ///
    /// # Errors
    /// [`BuildError`] if an id is missing or cannot stand in a path as it is.
    pub fn new(site: SiteId, member: MemberId, list: MemberList) -> Result<Self, BuildError> {
        let end = format!("/{}", list.wire());
        let path = path(&site, "DELETE", &member, &end)?;
        Ok(Self { site, member, path })
    }
}

impl Write for ClearList {
    type Answer = Member;

    fn request(&self) -> WriteRequest {
        WriteRequest::bare("DELETE", &self.path, Level::Site(self.site.clone()))
    }

    fn read(&self, body: &[u8]) -> Result<Member, Unread> {
        read_one(body, &self.member)
    }
}

/// Gives a member's page another address (site contract 1.4, Update Member Slug). A slug that
/// another member has is refused with [`SLUG_TAKEN`]; case counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeSlug {
    site: SiteId,
    member: MemberId,
    path: String,
    slug: String,
}

impl ChangeSlug {
    /// Gives this member this slug.
    ///
    /// # Errors
    /// [`BuildError`] if an id or the slug is missing, or it is longer than [`LONGEST_SLUG`].
    pub fn new(site: SiteId, member: MemberId, slug: &str) -> Result<Self, BuildError> {
        let path = path(&site, "POST", &member, "/slug")?;
        let slug = slug.trim();
        if slug.is_empty() {
            return Err(BuildError::Missing("the slug"));
        }
        check::length("the slug", slug, LONGEST_SLUG)?;
        Ok(Self {
            site,
            member,
            path,
            slug: slug.to_owned(),
        })
    }
}

impl Write for ChangeSlug {
    type Answer = Member;

    fn request(&self) -> WriteRequest {
        let level = Level::Site(self.site.clone());
        WriteRequest::new("POST", &self.path, level, &json!({ "slug": self.slug }))
    }

    fn read(&self, body: &[u8]) -> Result<Member, Unread> {
        read_one(body, &self.member)
    }
}
