//! Create and Delete Member.

use axum::{
    body::Bytes,
    extract::{self, Path},
    response::Response,
};
use serde::Deserialize;
use serde_json::json;

use super::{
    check_id, members_area, missing,
    wire::{Fieldset, MemberWire, write},
};
use crate::sandbox::{
    http::{
        App,
        auth::{Caller, Right},
        input,
    },
    state::refusal::Refusal,
};

#[derive(Deserialize, Default)]
#[serde(default)]
struct CreateRequest {
    member: Option<MemberWire>,
}

/// POST /members/v1/members
pub(crate) async fn create(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = caller.site(state, Right::MembersWrite)?;
        if !members_area(state)? {
            return Err(missing());
        }
        let wire: CreateRequest = input::body(&bytes)?;
        let member = wire.member.ok_or_else(|| Refusal::required("member"))?;
        let made = state.create_member(&site, member.read()?)?;
        Ok(json!({ "member": write(&made, Fieldset::Full) }))
    })
    .await
}

/// DELETE /members/v1/members/{id}
pub(crate) async fn delete(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Response {
    app.ask(move |state| {
        let site = caller.site(state, Right::MembersWrite)?;
        check_id(&id)?;
        if !members_area(state)? {
            return Err(Refusal::missing("Member", &id));
        }
        state.delete_member(&site, &id)?;
        Ok(json!({}))
    })
    .await
}
