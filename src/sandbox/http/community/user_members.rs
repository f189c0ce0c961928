//! Which Wix user is which member (site contract 4.9): the owner and the contributors, whose members Wix made itself.

use axum::{Router, body::Bytes, extract, response::Response, routing::post};
use serde::Deserialize;
use serde_json::json;

use super::reads;
use crate::sandbox::{
    http::{
        App,
        auth::Caller,
        cursor::{CursorQuery, metadata},
        input,
    },
    state::refusal::Refusal,
};

const PAGE: u32 = 100;
const FIELDS: &[&str] = &[
    "memberId",
    "userId",
    "siteMembersInstanceId",
    "metaSiteId",
    "createdDate",
    "status",
];

pub(super) fn routes() -> Router<App> {
    Router::new().route("/members/v1/user-members/query", post(query))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct QueryRequest {
    query: Option<CursorQuery>,
}

/// POST /members/v1/user-members/query. The order is that of the making, if no other is asked for.
async fn query(extract::State(app): extract::State<App>, caller: Caller, bytes: Bytes) -> Response {
    app.ask(move |state| {
        let site = reads(state, &caller)?;
        if state.switches.user_members_denied {
            return Err(Refusal::WrongIdentity);
        }
        let wire: QueryRequest = input::body(&bytes)?;
        let query = wire.query.unwrap_or_default();
        let listing = query.read(PAGE, state.switches.clamp_paging)?;
        let (rows, total) = listing.run(state.user_members(&site), FIELDS)?;
        let told = metadata(&listing, rows.len(), total);
        Ok(json!({ "userMembers": rows, "metadata": told }))
    })
    .await
}
