//! Roles of members of a site and what defines them (site contract 4.1, 4.2). A preview of Wix's:
//! only reading one member's roles has a page of its own in the REST documentation. A change may
//! take a few seconds to show.

use super::members::check;
use super::paging::UnreadRow;
use super::wire::member_roles as wire;
use super::write::SiteCall;
use super::{BuildError, Client, Level, Unread, WixError, Write, WriteRequest};
use crate::access::{MemberId, MemberRole, MemberRoleDefinition, RoleKey, SiteId};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const OF_MEMBERS: &str = "/members/v1/roles/members/";
const DEFINITIONS: &str = "/members/v1/roles/definitions";

/// What the published codes of refusals mean (site contract 4.1, 4.2), with what to do; `None` for
/// codes that nobody published.
pub fn role_words(code: &str) -> Option<&'static str> {
    match code {
        "ROLE_DOES_NOT_EXIST" => {
            Some("This role is not on the site any more: read the site’s roles again")
        }
        "MEMBER_BLOCKED" => {
            Some("This member is blocked, and this role is kept from blocked members")
        }
        "INVALID_ROLE" => Some("The member does not hold this role, or it is not a role"),
        "CANNOT_UPDATE_SYSTEM_ROLE" | "CANNOT_DELETE_SYSTEM_ROLE" => {
            Some("This role comes from Wix itself and cannot be changed")
        }
        _ => None,
    }
}

/// Roles of one member (site contract 4.1, Get Roles).
///
/// # Errors
/// [`WixError`]. A role that cannot be read is an error: somebody would look as if without it.
pub async fn of_member(
    client: &Client,
    site: &SiteId,
    member: &MemberId,
) -> Result<Vec<MemberRole>, WixError> {
    let path = super::part("GET", OF_MEMBERS, member.as_str(), "")?;
    let level = Level::Site(site.clone());
    client.get(&path, Vec::new(), level, wire::roles).await
}

/// Roles of several members (site contract 4.1, Query Roles). Its filter's grammar is not
/// published, so an answer that leaves somebody out says nothing about them: ask [`of_member`].
///
/// # Errors
/// [`WixError`].
pub async fn of_members(
    client: &Client,
    site: &SiteId,
    members: &[MemberId],
) -> Result<BTreeMap<MemberId, Vec<MemberRole>>, WixError> {
    let ids: Vec<&str> = members.iter().map(MemberId::as_str).collect();
    let body = json!({ "query": { "filter": { "memberId": { "$in": ids } } } });
    let path = format!("{OF_MEMBERS}query");
    let level = Level::Site(site.clone());
    client.query(&path, &body, level, wire::by_member).await
}

/// Roles that members of a site can hold. The list has no pages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Definitions {
    /// System roles and custom ones.
    pub roles: Vec<MemberRoleDefinition>,
    /// Those that could not be understood.
    pub unread: Vec<UnreadRow>,
}

/// Lists them (site contract 4.2).
///
/// # Errors
/// [`WixError`].
pub async fn definitions(client: &Client, site: &SiteId) -> Result<Definitions, WixError> {
    let level = Level::Site(site.clone());
    let (roles, unread) = client
        .get(DEFINITIONS, Vec::new(), level, wire::definitions)
        .await?;
    Ok(Definitions { roles, unread })
}

/// One of them (site contract 4.2). `NotFound` is an answer.
///
/// # Errors
/// [`WixError`].
pub async fn definition(
    client: &Client,
    site: &SiteId,
    key: &RoleKey,
) -> Result<MemberRoleDefinition, WixError> {
    let path = super::part("GET", "/members/v1/roles/definitions/", key.as_str(), "")?;
    let level = Level::Site(site.clone());
    client.get(&path, Vec::new(), level, wire::definition).await
}

fn path(
    site: &SiteId,
    method: &str,
    start: &str,
    id: (&'static str, &str),
) -> Result<String, BuildError> {
    if site.is_empty() {
        return Err(BuildError::Missing("the site id"));
    }
    let (what, id) = id;
    if id.is_empty() {
        return Err(BuildError::Missing(what));
    }
    super::part(method, start, id, "")
        .ok()
        .ok_or(check::wrong(what, "have only letters, digits and dashes"))
}

/// Gives a member a role or takes one away (site contract 4.1, Assign Role, Unassign Role).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRole {
    site: SiteId,
    path: String,
    give: Option<Value>,
}

impl ChangeRole {
    /// Gives this member this role.
    ///
    /// # Errors
    /// [`BuildError`] if an id or the key is missing.
    pub fn give(site: SiteId, member: &MemberId, role: &RoleKey) -> Result<Self, BuildError> {
        let path = path(
            &site,
            "POST",
            OF_MEMBERS,
            ("the member id", member.as_str()),
        )?;
        key(role)?;
        Ok(Self {
            site,
            path,
            give: Some(json!({ "roleKey": role.as_str() })),
        })
    }

    /// Takes this role from this member. The key goes into the query (site contract 0).
    ///
    /// # Errors
    /// [`BuildError`] if an id or the key is missing.
    pub fn take(site: SiteId, member: &MemberId, role: &RoleKey) -> Result<Self, BuildError> {
        let path = path(
            &site,
            "DELETE",
            OF_MEMBERS,
            ("the member id", member.as_str()),
        )?;
        key(role)?;
        Ok(Self {
            site,
            path: format!("{path}?roleKey={}", role.as_str()),
            give: None,
        })
    }
}

/// Keys stand in addresses as they are, so they are letters, digits and a few signs.
fn key(role: &RoleKey) -> Result<(), BuildError> {
    if role.is_empty() {
        return Err(BuildError::Missing("the key of the role"));
    }
    super::part("DELETE", "", role.as_str(), "")
        .map(|_| ())
        .ok()
        .ok_or(check::wrong(
            "the key of the role",
            "have only letters, digits, dashes and underscores",
        ))
}

impl Write for ChangeRole {
    type Answer = ();

    fn request(&self) -> WriteRequest {
        let level = Level::Site(self.site.clone());
        match &self.give {
            Some(body) => WriteRequest::new("POST", &self.path, level, body),
            None => WriteRequest::bare("DELETE", &self.path, level),
        }
    }

    fn read(&self, body: &[u8]) -> Result<(), Unread> {
        super::wire::object(body).map(|_| ())
    }
}

/// Makes, changes or deletes the definition of a role (site contract 4.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Define(SiteCall);

impl Define {
    /// Makes a role with this key (upper case, one of a kind) and title.
    ///
    /// # Errors
    /// [`BuildError`] if something is missing or the key has small letters.
    pub fn create(
        site: SiteId,
        role: &RoleKey,
        title: &str,
        blockable: Option<bool>,
    ) -> Result<Self, BuildError> {
        if site.is_empty() {
            return Err(BuildError::Missing("the site id"));
        }
        key(role)?;
        if role.as_str().chars().any(char::is_lowercase) {
            return Err(check::wrong("the key of the role", "be in upper case"));
        }
        if title.trim().is_empty() {
            return Err(BuildError::Missing("the title of the role"));
        }
        let mut body = json!({ "roleKey": role.as_str(), "roleTitle": title.trim() });
        if let Some(blockable) = blockable {
            body["blockable"] = json!(blockable);
        }
        Ok(Self(SiteCall::new(site, "POST", DEFINITIONS)?.with(body)))
    }

    /// Sets whether a role is kept from blocked members: all that can change.
    ///
    /// # Errors
    /// [`BuildError`] if something is missing.
    pub fn set_blockable(
        site: SiteId,
        role: &RoleKey,
        blockable: bool,
        revision: &str,
    ) -> Result<Self, BuildError> {
        let id = ("the key of the role", role.as_str());
        let path = path(&site, "PATCH", "/members/v1/roles/definitions/", id)?;
        if revision.is_empty() {
            return Err(BuildError::Missing("the role’s revision"));
        }
        let body = json!({ "blockable": blockable, "revision": revision });
        Ok(Self(SiteCall::new(site, "PATCH", path)?.with(body)))
    }

    /// Deletes a role. Members keep it until it is taken from each.
    ///
    /// # Errors
    /// [`BuildError`] if something is missing.
    pub fn delete(site: SiteId, role: &RoleKey) -> Result<Self, BuildError> {
        let id = ("the key of the role", role.as_str());
        let path = path(&site, "DELETE", "/members/v1/roles/definitions/", id)?;
        SiteCall::new(site, "DELETE", path).map(Self)
    }
}

impl Write for Define {
    /// The role afterwards; `None` for a deletion.
    type Answer = Option<MemberRoleDefinition>;

    fn request(&self) -> WriteRequest {
        self.0.request()
    }

    fn read(&self, body: &[u8]) -> Result<Self::Answer, Unread> {
        if self.0.is_deletion() {
            return super::wire::object(body).map(|_| None);
        }
        wire::definition(body).map(Some)
    }
}
