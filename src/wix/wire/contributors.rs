//! Contributors (contract C1, C2, C3).

use super::fields::Fields;
use super::{answer, object};
use crate::access::{AccountId, AssignmentId, LocationId, RoleId, UserId};
use crate::wix::paging::UnreadRow;
use crate::wix::write::Unread;
use serde_json::Value;

/// An account and the user who owns it.
pub(in crate::wix) type Row = (AccountId, Option<UserId>);
/// A role with its assignment.
pub(in crate::wix) type Held = (RoleId, Option<AssignmentId>);

/// Reads the list, which has no pages.
pub(in crate::wix) fn list(body: &[u8]) -> Result<(Vec<Row>, Vec<UnreadRow>), Unread> {
    let mut answer = answer(body, &["contributors"])?;
    let list = answer.main_list("contributors")?;
    Ok(super::rows("contributors", list, row))
}

fn row(value: Value) -> Result<Row, String> {
    let mut f = Fields::row(value)?;
    let account = f.id("accountId").ok_or("the row has no account id")?;
    Ok((
        AccountId::from(account),
        f.id("accountOwnerId").map(UserId::from),
    ))
}

/// Reads the roles that a change answers with; `None` when it names none.
pub(in crate::wix) fn roles(body: &[u8]) -> Result<Option<Vec<Held>>, Unread> {
    let mut answer = object(body)?;
    let list = answer.list("newAssignedRoles");
    Ok(list.map(|list| {
        let held = |value: Value| {
            let mut f = Fields::row(value).ok()?;
            let role = f.id("roleId").map(RoleId::from)?;
            Some((role, f.id("assignmentId").map(AssignmentId::from)))
        };
        list.into_iter().filter_map(held).collect()
    }))
}

/// Reads the locations that a change answers with. The form is not documented (contract 11.7), so
/// anything else is `None`.
pub(in crate::wix) fn locations(body: &[u8]) -> Result<Option<Vec<LocationId>>, Unread> {
    let mut answer = object(body)?;
    let list = answer.list("newAssignedLocations");
    Ok(list.map(|list| {
        let ids = |value: Value| {
            Fields::row(value).map_or_else(|_| Vec::new(), |mut f| f.ids("locationIds"))
        };
        list.into_iter()
            .flat_map(ids)
            .map(LocationId::from)
            .collect()
    }))
}
