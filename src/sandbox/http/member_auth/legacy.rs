//! Approving and blocking by id or address, the calls from before members/v1 (site contract 2.3, 2.4).

use axum::{body::Bytes, extract, response::Response};
use serde::Deserialize;
use serde_json::json;

use crate::sandbox::{
    http::{
        App,
        auth::{Caller, Right},
        input,
        members::on_members_area,
    },
    state::{State, members::standing::Deed, records::Site, refusal::Refusal},
};

#[derive(Deserialize, Default)]
#[serde(default)]
struct Request {
    id: Option<String>,
    email: Option<String>,
    /// Out of a mail to the owner; no call of the sandbox gives one out.
    token: Option<String>,
}

impl Request {
    /// The one member that is named.
    fn member(self, state: &State, site: &Site) -> Result<String, Refusal> {
        match (self.id, self.email, self.token) {
            (Some(id), None, None) => Ok(state.member(site, &id)?.id),
            (None, Some(email), None) => {
                let found = state.true_members(site).by_login(&email);
                let id = found.and_then(|row| row.text("id"));
                id.ok_or_else(|| Refusal::missing("Member", &email))
            }
            (None, None, Some(token)) => Err(Refusal::missing("Token", &token)),
            _ => Err(Refusal::field(
                "id",
                "ONE_OF",
                "must hold exactly one of the ways to name a member",
            )),
        }
    }
}

/// POST /api/v1/members/approve
pub(super) async fn approve(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = on_members_area(state, &caller, Right::MembersWrite)?;
        let id = input::body::<Request>(&bytes)?.member(state, &site)?;
        state.do_to_member(&site, &id, Deed::Approve, false)?;
        let token = state.new_guid("member-session");
        Ok(json!({ "session": { "token": token } }))
    })
    .await
}

/// POST /api/v1/members/block
pub(super) async fn block(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = on_members_area(state, &caller, Right::MembersWrite)?;
        let id = input::body::<Request>(&bytes)?.member(state, &site)?;
        state.do_to_member(&site, &id, Deed::Block, caller.is_key())?;
        Ok(json!({}))
    })
    .await
}
