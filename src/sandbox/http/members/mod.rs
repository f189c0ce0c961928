//! Members of sites: get, list, query, create and delete, one or many (site contract 1.4).
//!
//! Ids that clients repeat in the query or the body are ignored (dialect 4).

mod bulk;
mod read;
mod wire;
mod write;

use axum::{
    Router,
    routing::{get as reads, post},
};

use self::{
    bulk::bulk_delete,
    read::{get, list, query},
    write::{create, delete},
};
use crate::sandbox::{
    config::MembersArea,
    http::App,
    state::{State, refusal::Refusal},
};

/// The paths of this API.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/members/v1/members", reads(list).post(create))
        .route("/members/v1/members/query", post(query))
        .route("/members/v1/members/bulk/delete", post(bulk_delete))
        .route("/members/v1/members/{id}", reads(get).delete(delete))
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

/// A member id must at least be a GUID; an API key has no `my`.
fn check_id(id: &str) -> Result<(), Refusal> {
    match uuid::Uuid::try_parse(id) {
        Ok(_) => Ok(()),
        Err(_) => Err(Refusal::field("id", "FORMAT", "must be a GUID")),
    }
}
