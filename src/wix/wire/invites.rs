//! Account invites as Create Invite takes and gives them (contract AI1). Resources have another
//! form here than in the team's assignments.

use super::fields::{Fields, id_text};
use super::team::invite_head;
use super::{object, rows};
use crate::access::{AccountInvite, Assignment, NewAssignment, Reach, RoleId, SiteId};
use crate::wix::paging::UnreadRow;
use crate::wix::write::{BuildError, Unread};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What one address is given: one entry per role, all its sites together, since a role without
/// resources is a role for the whole account.
pub(in crate::wix) fn assignments(wanted: &[NewAssignment]) -> Result<Vec<Value>, BuildError> {
    let mut roles: BTreeMap<&RoleId, Vec<Option<&SiteId>>> = BTreeMap::new();
    for new in wanted {
        if new.role.is_empty() {
            return Err(BuildError::Missing("a role id"));
        }
        let site = match &new.reach {
            Reach::Account => None,
            Reach::Site { id, .. } if id.is_empty() => {
                return Err(BuildError::Missing("a site id"));
            }
            Reach::Site { id, .. } => Some(id),
            Reach::Conditions(_) => return Err(BuildError::FolderInInvite),
            Reach::Unknown(_) => return Err(BuildError::UnknownReach),
        };
        let sites = roles.entry(&new.role).or_default();
        if !sites.contains(&site) {
            sites.push(site);
        }
    }
    if roles.is_empty() {
        return Err(BuildError::Missing("a role"));
    }
    roles
        .into_iter()
        .map(|(role, sites)| match sites.as_slice() {
            [None] => Ok(json!({ "policyId": role.as_str() })),
            sites => {
                let resources = sites
                    .iter()
                    .map(|site| {
                        let site = site.ok_or(BuildError::Contradiction)?;
                        Ok(json!({ "fullNameResource": {
                            "siteContext": { "metasiteId": site.as_str() } } }))
                    })
                    .collect::<Result<Vec<_>, BuildError>>()?;
                Ok(json!({ "policyId": role.as_str(), "assignments": resources }))
            }
        })
        .collect()
}

/// Create Invite's answer: what was made, what was not and why, and rows that cannot be read.
pub(in crate::wix) struct Created {
    pub(in crate::wix) good: Vec<AccountInvite>,
    pub(in crate::wix) failed: Vec<(String, String)>,
    pub(in crate::wix) unread: Vec<UnreadRow>,
}

/// Reads it. Partial failure comes with 200 (contract AI1).
pub(in crate::wix) fn created(body: &[u8]) -> Result<Created, Unread> {
    let mut answer = object(body)?;
    let (good, mut unread) = rows(
        "successfulInvites",
        answer.main_list("successfulInvites")?,
        invite,
    );
    let (failed, more) = rows("failedInvites", answer.main_list("failedInvites")?, failure);
    unread.extend(more);
    Ok(Created {
        good,
        failed,
        unread,
    })
}

fn failure(value: Value) -> Result<(String, String), String> {
    let mut f = Fields::row(value)?;
    let email = f.text("subjectEmail").ok_or("it names no address")?;
    Ok((email, f.string("errorMessage")))
}

fn invite(value: Value) -> Result<AccountInvite, String> {
    let mut f = Fields::row(value)?;
    let head = invite_head(&mut f)?;
    let assignments = f
        .list("assignments")
        .unwrap_or_default()
        .into_iter()
        .map(given)
        .collect::<Result<Vec<_>, _>>()?
        .concat();
    Ok(AccountInvite {
        assignments,
        extra: f.rest(),
        ..head
    })
}

/// One role of an invite: one assignment per resource, or the whole account without any.
fn given(value: Value) -> Result<Vec<Assignment>, String> {
    let mut f = Fields::row(value)?;
    let role = f.id("policyId").ok_or("an assignment has no role id")?;
    let one = |reach| Assignment {
        role: RoleId::new(&role),
        id: None,
        reach,
        subject: None,
    };
    Ok(match f.value("assignments") {
        None => vec![one(Reach::Account)],
        Some(Value::Array(list)) if list.is_empty() => vec![one(Reach::Account)],
        Some(Value::Array(list)) => list.iter().map(|r| one(resource(r))).collect(),
        Some(other) => vec![one(Reach::Unknown(other.to_string()))],
    })
}

fn resource(value: &Value) -> Reach {
    let name = &value["fullNameResource"];
    let site = id_text(&name["siteContext"]["metasiteId"]).filter(|id| !id.is_empty());
    let account = id_text(&name["accountContext"]["accountId"]).filter(|id| !id.is_empty());
    match (site, account) {
        (Some(site), None) => Reach::site(&SiteId::new(&site)),
        (None, Some(_)) => Reach::Account,
        _ => Reach::Unknown(value.to_string()),
    }
}
