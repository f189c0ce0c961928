//! Definitions of member roles (site contract 4.2).

use axum::{
    Router,
    body::Bytes,
    extract::{self, Path},
    response::Response,
    routing::get as gets,
};
use serde_json::{Value, json};

use super::{bodies, changes, coded, length, reads, text};
use crate::sandbox::{
    http::{App, auth::Caller, input},
    seed::shelf::is_system_role,
    state::{refusal::Refusal, shelf::Kind},
};

/// The longest key and title; no limit is published.
const LONGEST: usize = 255;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/members/v1/roles/definitions", gets(list).post(create))
        .route(
            "/members/v1/roles/definitions/{roleKey}",
            gets(get).patch(update).delete(delete),
        )
}

async fn list(extract::State(app): extract::State<App>, caller: Caller) -> Response {
    app.ask(move |state| {
        let site = reads(state, &caller)?;
        Ok(json!({ "roles": bodies(state, &site, Kind::RoleDefinition) }))
    })
    .await
}

async fn get(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(key): Path<String>,
) -> Response {
    app.ask(move |state| {
        let site = reads(state, &caller)?;
        let role = state.known_entry(&site, Kind::RoleDefinition, &key)?;
        Ok(json!({ "role": role.body }))
    })
    .await
}

/// The request says `roleTitle`, the answer `title`.
async fn create(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = changes(state, &caller)?;
        let wire: Value = input::body(&bytes)?;
        let (key, title) = (text(&wire, "roleKey"), text(&wire, "roleTitle"));
        length("roleKey", key, 1, LONGEST)?;
        length("roleTitle", title, 1, LONGEST)?;
        let fits = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_' || c == '-';
        if !key.chars().all(fits) {
            return Err(Refusal::field("roleKey", "FORMAT", "must be in upper case"));
        }
        if state.entry(&site, Kind::RoleDefinition, key).is_some() {
            let told = format!("A role with the key {key} exists already");
            return Err(Refusal::Exists(told, json!({ "roleKey": key })));
        }
        let body = json!({ "id": state.new_guid("member-role"), "roleKey": key, "title": title,
            "blockable": wire["blockable"] == true, "revision": "1" });
        Ok(json!({ "role": state.add_entry(&site, Kind::RoleDefinition, key, body)? }))
    })
    .await
}

async fn update(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(key): Path<String>,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = changes(state, &caller)?;
        let wire: Value = input::body(&bytes)?;
        let old = state.known_entry(&site, Kind::RoleDefinition, &key)?;
        if is_system_role(&key) {
            let told = "A system role cannot be changed";
            return Err(coded("CANNOT_UPDATE_SYSTEM_ROLE", told));
        }
        let edit = |body: &mut Value| {
            if let Some(blockable) = wire["blockable"].as_bool() {
                body["blockable"] = json!(blockable);
            }
        };
        let kind = Kind::RoleDefinition;
        let now = state.revise_entry(&site, kind, &old, wire.get("revision"), edit)?;
        Ok(json!({ "role": now }))
    })
    .await
}

/// Members keep the role until it is taken from them.
async fn delete(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(key): Path<String>,
) -> Response {
    app.ask(move |state| {
        let site = changes(state, &caller)?;
        state.known_entry(&site, Kind::RoleDefinition, &key)?;
        if is_system_role(&key) {
            let told = "A system role cannot be deleted";
            return Err(coded("CANNOT_DELETE_SYSTEM_ROLE", told));
        }
        state.drop_entry(&site, Kind::RoleDefinition, &key)?;
        Ok(json!({}))
    })
    .await
}
