//! Update Member, its slug, and the calls that empty a list.

use axum::{
    body::Bytes,
    extract::{self, Path},
    response::Response,
};
use serde::Deserialize;

use super::{answer, on_member, wish::MemberWire};
use crate::sandbox::{
    http::{
        App,
        auth::{Caller, Right},
        input,
    },
    state::{members::change::Part, refusal::Refusal},
};

#[derive(Deserialize, Default)]
#[serde(default)]
struct UpdateRequest {
    member: Option<MemberWire>,
}

/// PATCH /members/v1/members/{id}
pub(crate) async fn update(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = on_member(state, &caller, Right::MembersWrite, &id)?;
        let wire: UpdateRequest = input::body(&bytes)?;
        let wire = wire.member.ok_or_else(|| Refusal::required("member"))?;
        let old = state.member(&site, &id)?;
        let mut wish = old.clone();
        wire.apply(state, &site, &mut wish)?;
        let member = state.update_member(&site, &old, wish)?;
        Ok(answer(state, &site, &member))
    })
    .await
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct SlugRequest {
    slug: String,
}

/// POST /members/v1/members/{id}/slug
pub(crate) async fn slug(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = on_member(state, &caller, Right::MembersWrite, &id)?;
        let wire: SlugRequest = input::body(&bytes)?;
        let member = state.change_slug(&site, &id, &wire.slug)?;
        Ok(answer(state, &site, &member))
    })
    .await
}

async fn clear(app: App, caller: Caller, id: String, part: Part) -> Response {
    app.ask(move |state| {
        let site = on_member(state, &caller, Right::MembersWrite, &id)?;
        let member = state.clear_member_part(&site, &id, part)?;
        Ok(answer(state, &site, &member))
    })
    .await
}

/// DELETE /members/v1/members/{id}/phones
pub(crate) async fn clear_phones(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Response {
    clear(app, caller, id, Part::Phones).await
}

/// DELETE /members/v1/members/{id}/emails
pub(crate) async fn clear_emails(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Response {
    clear(app, caller, id, Part::Emails).await
}

/// DELETE /members/v1/members/{id}/addresses
pub(crate) async fn clear_addresses(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Response {
    clear(app, caller, id, Part::Addresses).await
}
