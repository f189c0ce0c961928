//! Site invites (contract SI1, SI2).

use super::fields::Fields;
use super::{answer, object, rows};
use crate::access::{AccountId, InviteId, InviteStatus, LocationId, RoleId, SiteId, SiteInvite};
use crate::wix::paging::UnreadRow;
use crate::wix::write::Unread;
use serde_json::Value;

/// Bulk Invite's answer: what was made, addresses that failed without a reason, unreadable rows.
pub(in crate::wix) struct Made {
    pub(in crate::wix) good: Vec<SiteInvite>,
    pub(in crate::wix) failed: Vec<String>,
    pub(in crate::wix) unread: Vec<UnreadRow>,
}

/// Reads it. Partial failure comes with 200 (contract SI1).
pub(in crate::wix) fn made(body: &[u8], asked: &SiteId) -> Result<Made, Unread> {
    let mut answer = object(body)?;
    let (good, mut unread) = rows("invites", answer.main_list("invites")?, |value| {
        invite(value, asked)
    });
    let (failed, more) = rows("failedEmails", answer.main_list("failedEmails")?, |value| {
        let text = value.as_str().map(str::to_owned);
        text.ok_or_else(|| "it is not an address".to_owned())
    });
    unread.extend(more);
    Ok(Made {
        good,
        failed,
        unread,
    })
}

/// Reads `{"invite": …}`.
pub(in crate::wix) fn one(body: &[u8], asked: &SiteId) -> Result<SiteInvite, Unread> {
    let unread = |reason: String| Unread {
        path: "invite".to_owned(),
        reason,
    };
    let value = answer(body, &["invite"])?
        .value("invite")
        .ok_or_else(|| unread("there is no invite in it".to_owned()))?;
    invite(value, asked).map_err(unread)
}

/// One invite; one that names no site is of the site that was asked about.
fn invite(value: Value, asked: &SiteId) -> Result<SiteInvite, String> {
    let mut f = Fields::row(value)?;
    let id = f.id("id").ok_or("the invite has no id")?;
    Ok(SiteInvite {
        probably: None,
        id: InviteId::from(id),
        site: f.id("siteId").map_or_else(|| asked.clone(), SiteId::from),
        email: f.string("email"),
        status: InviteStatus::from_wire(&f.string("status")),
        roles: f.ids("policyIds").into_iter().map(RoleId::from).collect(),
        locations: f
            .ids("locationIds")
            .into_iter()
            .map(LocationId::from)
            .collect(),
        accept_link: f.text("acceptLink"),
        accepted_by: f.id("acceptedByAccountId").map(AccountId::from),
        created_at: f.time("dateCreated"),
        expires_at: f.time("expirationDate"),
        extra: f.rest(),
    })
}
