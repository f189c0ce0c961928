//! Roles (contract U2).

use super::answer;
use super::fields::Fields;
use crate::access::{Role, RoleId, RoleLimit};
use crate::wix::paging::UnreadRow;
use crate::wix::write::Unread;
use serde_json::Value;

/// Reads both lists: predefined roles first.
pub(in crate::wix) fn list(body: &[u8]) -> Result<(Vec<Role>, Vec<UnreadRow>), Unread> {
    let mut answer = answer(body, &["predefinedRoles", "customRoles"])?;
    let mut roles = Vec::new();
    let mut unread = Vec::new();
    for (name, custom) in [("predefinedRoles", false), ("customRoles", true)] {
        let list = answer.main_list(name)?;
        let (good, bad) = super::rows(name, list, |value| role(value, custom));
        roles.extend(good);
        unread.extend(bad);
    }
    Ok((roles, unread))
}

fn role(value: Value, custom: bool) -> Result<Role, String> {
    let mut f = Fields::row(value)?;
    let id = f.id("id").ok_or("the role has no id")?;
    let role = Role {
        id: RoleId::from(id),
        title: f.string("title"),
        description: f.string("description"),
        limit: f.text("restrictFromLevel").map_or(RoleLimit::None, limit),
        custom,
        extra: f.rest(),
    };
    Ok(role)
}

fn limit(word: String) -> RoleLimit {
    match word.to_ascii_lowercase().as_str() {
        "norestriction" => RoleLimit::None,
        "site" => RoleLimit::NotAtSite,
        "account" => RoleLimit::NotAtAccount,
        _ => RoleLimit::Other(word),
    }
}
