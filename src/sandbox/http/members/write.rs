//! Create and Delete Member.

use axum::{
    body::Bytes,
    extract::{self, Path},
    response::Response,
};
use serde::Deserialize;
use serde_json::json;

use super::{on_member, on_members_area, wire::Writer, wish::MemberWire};
use crate::sandbox::{
    http::{
        App,
        auth::{Caller, Right},
        input,
    },
    state::{members::outside::blank, refusal::Refusal},
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
        let site = on_members_area(state, &caller, Right::MembersWrite)?;
        let wire: CreateRequest = input::body(&bytes)?;
        let member = wire.member.ok_or_else(|| Refusal::required("member"))?;
        let mut wish = blank(member.login());
        member.apply(state, &site, &mut wish)?;
        let made = state.create_member(&site, wish)?;
        Ok(Writer::of(state, &site).full(&made))
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
        let site = on_member(state, &caller, Right::MembersWrite, &id)?;
        state.delete_member(&site, &id)?;
        Ok(json!({}))
    })
    .await
}
