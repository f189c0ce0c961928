//! Roles of members (site contract 4.1, 4.2).

use super::badges::one_of;
use super::fields::Fields;
use super::{answer, object};
use crate::access::{MemberId, MemberRole, MemberRoleDefinition, RoleKey};
use crate::wix::paging::UnreadRow;
use crate::wix::write::Unread;
use serde_json::Value;
use std::collections::BTreeMap;

/// Reads `{roles: [{roleKey, title}]}`.
pub(in crate::wix) fn roles(body: &[u8]) -> Result<Vec<MemberRole>, Unread> {
    let mut answer = answer(body, &["roles"])?;
    all_roles(&mut answer)
}

fn all_roles(of: &mut Fields) -> Result<Vec<MemberRole>, Unread> {
    let (mut roles, unread) = super::rows("roles", of.main_list("roles")?, role);
    if let Some(UnreadRow { path, reason }) = unread.into_iter().next() {
        return Err(Unread { path, reason });
    }
    roles.sort();
    Ok(roles)
}

fn role(value: Value) -> Result<MemberRole, String> {
    let mut f = Fields::row(value)?;
    Ok(MemberRole {
        key: RoleKey::from(f.id("roleKey").ok_or("the role has no key")?),
        title: f.string("title"),
    })
}

/// Reads `{rolesByMemberId: {<member id>: {roles}}}`.
pub(in crate::wix) fn by_member(
    body: &[u8],
) -> Result<BTreeMap<MemberId, Vec<MemberRole>>, Unread> {
    let mut answer = object(body)?;
    let all = answer.object("rolesByMemberId").unwrap_or_default();
    let mut members = BTreeMap::new();
    for (member, value) in all.rest() {
        let wrong = |reason: String| Unread {
            path: format!("rolesByMemberId.{member}"),
            reason,
        };
        let mut of = Fields::row(value).map_err(wrong)?;
        members.insert(MemberId::new(&member), all_roles(&mut of)?);
    }
    Ok(members)
}

/// Reads `{roles: [RoleDef]}`.
pub(in crate::wix) fn definitions(
    body: &[u8],
) -> Result<(Vec<MemberRoleDefinition>, Vec<UnreadRow>), Unread> {
    let mut answer = answer(body, &["roles"])?;
    Ok(super::rows("roles", answer.main_list("roles")?, define))
}

/// Reads `{role}`.
pub(in crate::wix) fn definition(body: &[u8]) -> Result<MemberRoleDefinition, Unread> {
    one_of(body, "role", define)
}

/// Creating says `roleTitle`, reading says `title` (site contract 4.2).
fn define(value: Value) -> Result<MemberRoleDefinition, String> {
    let mut f = Fields::row(value)?;
    let title = f.string("title");
    Ok(MemberRoleDefinition {
        id: f.id("id").unwrap_or_default(),
        key: RoleKey::from(f.id("roleKey").ok_or("the role has no key")?),
        title: if title.is_empty() {
            f.string("roleTitle")
        } else {
            title
        },
        blockable: f.flag("blockable"),
        revision: f.id("revision").unwrap_or_default(),
    })
}
