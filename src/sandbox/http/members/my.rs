//! What only a logged-in member may ask for. No caller of the sandbox is one: a key, an app and a visitor have no member.

use axum::{extract, response::Response};
use serde_json::{Value, json};

use super::members_area;
use crate::sandbox::{
    http::{
        App,
        auth::{Caller, Right},
    },
    state::refusal::Refusal,
};

/// GET /members/v1/members/my. Visitors may ask, so that nobody is there is a 404 for everyone.
pub(crate) async fn get_my(extract::State(app): extract::State<App>, caller: Caller) -> Response {
    app.ask(move |state| -> Result<Value, Refusal> {
        caller.site(state, Right::MembersRead)?;
        members_area(state)?;
        Err(Refusal::NotFound(
            "The caller is no member of this site".to_owned(),
            json!({}),
        ))
    })
    .await
}

/// DELETE /members/v1/members/my, POST .../my/slug, .../join-community and .../leave-community.
pub(crate) async fn members_only(
    extract::State(app): extract::State<App>,
    caller: Caller,
) -> Response {
    app.ask(move |state| -> Result<Value, Refusal> {
        caller.site(state, Right::MembersRead)?;
        Err(Refusal::WrongIdentity)
    })
    .await
}
