//! The team (contract U1, U3, U4).

use super::fields::Fields;
use super::{answer, assignment, object};
use crate::access::{
    AccountInvite, Assignment, Extra, InviteStatus, TeamEntry, TeamMember, UserId,
};
use crate::wix::paging::UnreadRow;
use crate::wix::team::{Facet, FacetKind};
use crate::wix::write::Unread;
use serde_json::Value;
use std::sync::Arc;

/// Search Team's answer.
#[derive(Debug, Default)]
pub(in crate::wix) struct TeamAnswer {
    pub(in crate::wix) entries: Vec<TeamEntry>,
    pub(in crate::wix) unread: Vec<UnreadRow>,
    pub(in crate::wix) rows: usize,
    pub(in crate::wix) facets: Vec<Facet>,
}

/// Reads it.
pub(in crate::wix) fn search(body: &[u8]) -> Result<TeamAnswer, Unread> {
    let mut answer = answer(body, &["teamMembers", "facets"])?;
    let list = answer.main_list("teamMembers")?;
    let rows = list.len();
    let (entries, unread) = super::rows("teamMembers", list, entry);
    let facets = answer
        .list("facets")
        .unwrap_or_default()
        .into_iter()
        .filter_map(facet)
        .collect();
    Ok(TeamAnswer {
        entries,
        unread,
        rows,
        facets,
    })
}

fn entry(value: Value) -> Result<TeamEntry, String> {
    let mut f = Fields::row(value)?;
    if let Some(user) = f.object("user") {
        return member(user).map(|m| TeamEntry::Member(Arc::new(m)));
    }
    if let Some(invite) = f.object("invite") {
        return account_invite(invite).map(|i| TeamEntry::Invite(Arc::new(i)));
    }
    Err("it is neither a user nor an invite".to_owned())
}

fn member(mut f: Fields) -> Result<TeamMember, String> {
    let id = f.id("id").ok_or("the user has no id")?;
    let mut name = f.object("name").unwrap_or_default();
    let member = TeamMember {
        id: UserId::from(id),
        email: f.string("email"),
        first_name: name.string("firstName"),
        last_name: name.string("lastName"),
        image: f.text("profileImage"),
        joined_at: f.time("joinedTeamAt"),
        assignments: assignment::take(&mut f)?,
        extra: Extra::new(),
    };
    f.put_back("name", name.into_value());
    Ok(TeamMember {
        extra: f.rest(),
        ..member
    })
}

/// One invite row. Its assignments have no ids.
fn account_invite(mut f: Fields) -> Result<AccountInvite, String> {
    let invite = invite_head(&mut f)?;
    Ok(AccountInvite {
        assignments: assignment::take(&mut f)?,
        extra: f.rest(),
        ..invite
    })
}

/// An invite without its assignments, which have another form in other answers (contract AI1).
pub(super) fn invite_head(f: &mut Fields) -> Result<AccountInvite, String> {
    let id = f.id("id").ok_or("the invite has no id")?;
    Ok(AccountInvite {
        id: id.into(),
        email: f.string("email"),
        status: InviteStatus::from_wire(&f.string("status")),
        accept_link: f.text("acceptLink"),
        created_at: f.time("dateCreated"),
        updated_at: f.time("dateUpdated"),
        expires_at: f.time("expirationDate"),
        assignments: Vec::new(),
        extra: Extra::new(),
    })
}

fn facet(value: Value) -> Option<Facet> {
    let mut f = Fields::row(value).ok()?;
    let kind = FacetKind::from_wire(&f.text("facetType")?);
    let values = f
        .list("values")
        .unwrap_or_default()
        .into_iter()
        .filter_map(|v| {
            let mut v = Fields::row(v).ok()?;
            // A count that is left out is zero (contract 1).
            Some((
                v.id("value").unwrap_or_default(),
                v.count("count").unwrap_or(0),
            ))
        })
        .collect();
    Some(Facet { kind, values })
}

/// Reads the assignments after a change. Whether these are all or only the new ones is not
/// documented (contract U3).
pub(in crate::wix) fn assignments(body: &[u8]) -> Result<Vec<Assignment>, Unread> {
    let mut answer = object(body)?;
    assignment::take(&mut answer).map_err(|reason| Unread {
        path: "assignments".to_owned(),
        reason,
    })
}
