//! Badges and their assignments (site contract 4.3, 4.4).

use super::fields::Fields;
use super::{Metadata, answer};
use crate::access::{Badge, BadgeAssignment, BadgeAssignmentId, BadgeId, MemberId, NewBadge};
use crate::wix::paging::UnreadRow;
use crate::wix::write::Unread;
use serde_json::{Value, json};

/// Rows, unreadable ones, how many came, and where the list goes on.
pub(in crate::wix) type CursorPage<T> = (Vec<T>, Vec<UnreadRow>, usize, Metadata);

/// One page of a cursor list under this name.
pub(in crate::wix) fn cursor_page<T>(
    body: &[u8],
    name: &str,
    meta: &str,
    read: impl Fn(Value) -> Result<T, String>,
) -> Result<CursorPage<T>, Unread> {
    let mut answer = answer(body, &[name, meta])?;
    let list = answer.main_list(name)?;
    let rows = list.len();
    let (items, unread) = super::rows(name, list, read);
    let meta = Metadata::take(&mut answer, meta);
    Ok((items, unread, rows, meta))
}

/// One thing under this name.
pub(in crate::wix) fn one_of<T>(
    body: &[u8],
    name: &str,
    read: impl Fn(Value) -> Result<T, String>,
) -> Result<T, Unread> {
    let mut answer = answer(body, &[name])?;
    let unread = |reason: String| Unread {
        path: name.to_owned(),
        reason,
    };
    let value = answer.value(name);
    let value = value.ok_or_else(|| unread(format!("there is no {name} in it")))?;
    read(value).map_err(unread)
}

/// A page of badges.
pub(in crate::wix) fn badges(body: &[u8]) -> Result<CursorPage<Badge>, Unread> {
    cursor_page(body, "badges", "pagingMetadata", badge)
}

/// Reads `{badge}`.
pub(in crate::wix) fn badge_of(body: &[u8]) -> Result<Badge, Unread> {
    one_of(body, "badge", badge)
}

fn badge(value: Value) -> Result<Badge, String> {
    let mut f = Fields::row(value)?;
    let id = f.id("id").ok_or("the badge has no id")?;
    Ok(Badge {
        id: BadgeId::from(id),
        revision: f.id("revision").unwrap_or_default(),
        title: f.string("title"),
        description: f.string("description"),
        background: f.string("backgroundColor"),
        text: f.string("textColor"),
        icon: f.string("icon"),
        slug: f.string("slug"),
        permissions: f.flag("permissionsEnabled"),
        created_at: f.time("createdDate"),
        updated_at: f.time("updatedDate"),
        extra: f.rest(),
    })
}

/// A page of assignments.
pub(in crate::wix) fn assignments(body: &[u8]) -> Result<CursorPage<BadgeAssignment>, Unread> {
    cursor_page(body, "badgeAssignments", "pagingMetadata", assignment)
}

fn assignment(value: Value) -> Result<BadgeAssignment, String> {
    let mut f = Fields::row(value)?;
    let mut id = |name: &str| f.id(name).ok_or(format!("the assignment has no {name}"));
    Ok(BadgeAssignment {
        id: BadgeAssignmentId::from(id("id")?),
        badge: BadgeId::from(id("badgeId")?),
        member: MemberId::from(id("memberId")?),
        created_at: f.time("createdDate"),
    })
}

/// A badge as it is sent.
pub(in crate::wix) fn new_badge(badge: &NewBadge) -> Value {
    let mut body = json!({
        "title": badge.title.trim(),
        "backgroundColor": badge.background.trim(),
        "textColor": badge.text.trim(),
    });
    if !badge.description.trim().is_empty() {
        body["description"] = json!(badge.description.trim());
    }
    body
}
