//! SI1 to SI3: invites to sites. No call lists them.

use axum::{
    body::Bytes,
    extract::{self, Path},
    response::Response,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    App,
    auth::{Caller, Right},
    input,
};
use crate::sandbox::state::{State, site_invites::SiteInvite};

/// Purpose and language of the mail are taken and change nothing here.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct BulkRequest {
    policy_ids: Vec<String>,
    emails: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct BulkAnswer {
    invites: Vec<SiteInviteWire>,
    failed_emails: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SiteInviteWire {
    id: String,
    site_id: String,
    email: String,
    policy_ids: Vec<String>,
    status: &'static str,
    accept_link: String,
    inviter_account_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted_by_account_id: Option<String>,
    date_created: Timestamp,
    expiration_date: Timestamp,
}

/// POST /invites/site-invite/bulk
pub(crate) async fn bulk(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = caller.site(state, Right::ContributorsWrite)?;
        let wire: BulkRequest = input::body(&bytes)?;
        let told = state.invite_to_site(&site, &wire.policy_ids, &wire.emails)?;
        Ok(BulkAnswer {
            invites: told.made.iter().map(|one| write(state, one)).collect(),
            failed_emails: told.failed,
        })
    })
    .await
}

/// POST /invites/site-invite/{inviteId}/resend
pub(crate) async fn resend(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Response {
    app.ask(move |state| {
        let site = caller.site(state, Right::ContributorsWrite)?;
        let invite = state.resend_site_invite(&site, &id)?;
        Ok(json!({ "invite": write(state, &invite) }))
    })
    .await
}

/// POST /invites/site-invite/{inviteId}/revoke
pub(crate) async fn revoke(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Response {
    app.ask(move |state| {
        let site = caller.site(state, Right::ContributorsWrite)?;
        state.revoke_site_invite(&site, &id)?;
        Ok(json!({}))
    })
    .await
}

fn write(state: &State, invite: &SiteInvite) -> SiteInviteWire {
    SiteInviteWire {
        id: invite.id.clone(),
        site_id: invite.site.clone(),
        email: invite.email.clone(),
        policy_ids: invite.roles.clone(),
        status: invite.status_at(state.now()).word(),
        accept_link: invite.link.clone(),
        inviter_account_id: state.world.account_id(),
        accepted_by_account_id: invite.accepted_by.clone(),
        date_created: invite.created,
        expiration_date: invite.expires,
    }
}
