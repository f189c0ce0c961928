//! Members of sites: reading, making, changing and deleting them, one or many (site contract 1.4).
//!
//! Ids that clients repeat in the query or the body are ignored (dialect 4).

mod bulk;
mod by_filter;
mod my;
mod read;
mod standing;
mod update;
pub(crate) mod wire;
mod wish;
mod write;

use std::sync::Arc;

use axum::{
    Router,
    routing::{delete as deletes, get as reads, post},
};
use serde_json::{Value, json};

use self::{
    bulk::bulk_delete,
    my::{get_my, members_only},
    read::{get, list, query},
    standing::{approve, block, disconnect, mute, unmute},
    update::{clear_addresses, clear_emails, clear_phones, slug, update},
    wire::{Fieldset, Writer},
    write::{create, delete},
};
use crate::sandbox::{
    config::MembersArea,
    http::{
        App,
        auth::{Caller, Right},
    },
    state::{State, members::record::SiteMember, records::Site, refusal::Refusal},
};

/// The paths of this API.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/members/v1/members", reads(list).post(create))
        .route("/members/v1/members/query", post(query))
        .route("/members/v1/members/bulk/delete", post(bulk_delete))
        .route(
            "/members/v1/members/bulk/approve-by-filter",
            post(by_filter::approve),
        )
        .route(
            "/members/v1/members/bulk/block-by-filter",
            post(by_filter::block),
        )
        .route(
            "/members/v1/members/bulk/delete-by-filter",
            post(by_filter::delete),
        )
        .route("/members/v1/members/my", reads(get_my).delete(members_only))
        .route("/members/v1/members/my/slug", post(members_only))
        .route("/members/v1/members/join-community", post(members_only))
        .route("/members/v1/members/leave-community", post(members_only))
        .route(
            "/members/v1/members/{id}",
            reads(get).patch(update).delete(delete),
        )
        .route("/members/v1/members/{id}/approve", post(approve))
        .route("/members/v1/members/{id}/block", post(block))
        .route("/members/v1/members/{id}/disconnect", post(disconnect))
        .route("/members/v1/members/{id}/mute", post(mute))
        .route("/members/v1/members/{id}/unmute", post(unmute))
        .route("/members/v1/members/{id}/slug", post(slug))
        .route("/members/v1/members/{id}/phones", deletes(clear_phones))
        .route("/members/v1/members/{id}/emails", deletes(clear_emails))
        .route(
            "/members/v1/members/{id}/addresses",
            deletes(clear_addresses),
        )
}

/// The site of a call about one member.
pub(crate) fn on_member(
    state: &State,
    caller: &Caller,
    right: Right,
    id: &str,
) -> Result<Arc<Site>, Refusal> {
    let site = caller.site(state, right)?;
    check_id(id)?;
    if members_area(state)? {
        Ok(site)
    } else {
        Err(Refusal::missing("Member", id))
    }
}

/// The answer of a call that changes one member; which fieldset it has is a switch.
fn answer(state: &State, site: &Site, member: &SiteMember) -> Value {
    let writer = Writer::of(state, site);
    if state.switches.narrow_member_answers {
        json!({ "member": writer.write(member, Fieldset::Public) })
    } else {
        writer.full(member)
    }
}

/// A call on a site whose Members Area must be there.
pub(crate) fn on_members_area(
    state: &State,
    caller: &Caller,
    right: Right,
) -> Result<Arc<Site>, Refusal> {
    let site = caller.site(state, right)?;
    if members_area(state)? {
        Ok(site)
    } else {
        Err(missing())
    }
}

/// Whether the site has members at all. What Wix answers without the Members Area app is unknown (site contract 8.12).
fn members_area(state: &State) -> Result<bool, Refusal> {
    match state.switches.members_area {
        MembersArea::Installed => Ok(true),
        MembersArea::EmptyLists => Ok(false),
        MembersArea::NotFound => Err(Refusal::NotFound(
            "The Members Area is not installed on this site".to_owned(),
            serde_json::json!({}),
        )),
        MembersArea::Precondition => Err(missing()),
    }
}

fn missing() -> Refusal {
    Refusal::Precondition(
        "FAILED_PRECONDITION",
        "The Members Area is not installed on this site".to_owned(),
    )
}

/// A member id must at least be a GUID.
fn check_id(id: &str) -> Result<(), Refusal> {
    match uuid::Uuid::try_parse(id) {
        Ok(_) => Ok(()),
        Err(_) => Err(Refusal::field("id", "FORMAT", "must be a GUID")),
    }
}
