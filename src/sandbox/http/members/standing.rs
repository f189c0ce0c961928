//! Approve, block, disconnect, mute and unmute one member.

use axum::{
    extract::{self, Path},
    response::Response,
};

use super::{answer, on_member};
use crate::sandbox::{
    http::{
        App,
        auth::{Caller, Right},
    },
    state::members::standing::Deed,
};

async fn call(app: App, caller: Caller, id: String, deed: Deed) -> Response {
    app.ask(move |state| {
        let site = on_member(state, &caller, Right::MembersWrite, &id)?;
        let member = state.do_to_member(&site, &id, deed, caller.is_key())?;
        Ok(answer(state, &site, &member))
    })
    .await
}

/// POST /members/v1/members/{id}/approve
pub(crate) async fn approve(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Response {
    call(app, caller, id, Deed::Approve).await
}

/// POST /members/v1/members/{id}/block
pub(crate) async fn block(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Response {
    call(app, caller, id, Deed::Block).await
}

/// POST /members/v1/members/{id}/disconnect
pub(crate) async fn disconnect(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Response {
    call(app, caller, id, Deed::Disconnect).await
}

/// POST /members/v1/members/{id}/mute
pub(crate) async fn mute(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Response {
    call(app, caller, id, Deed::Mute).await
}

/// POST /members/v1/members/{id}/unmute
pub(crate) async fn unmute(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Response {
    call(app, caller, id, Deed::Unmute).await
}
