//! Whether new members are public, and who sees public members (site contract 4.8).

use std::sync::Arc;

use axum::{Router, body::Bytes, extract, response::Response, routing::get as gets};
use serde_json::{Value, json};

use super::{anybody, changes, coded, object, text};
use crate::sandbox::{
    http::{App, auth::Caller, input},
    state::{
        State,
        records::Site,
        refusal::Refusal,
        shelf::{Entry, Kind, check_revision},
    },
};

const VISIBILITY: [&str; 2] = ["VISIBLE_TO_MEMBERS_ONLY", "VISIBLE_TO_ALL"];
const CANDIDATES: [&str; 2] = ["NO_ONE", "ANYONE"];

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(
            "/members/v1/default-privacy-status",
            gets(default_privacy).patch(set_default_privacy),
        )
        .route(
            "/members/v1/privacy-settings",
            gets(settings).post(set_settings),
        )
}

/// The one record of its kind.
fn only(state: &State, site: &Site, kind: Kind) -> Result<Arc<Entry>, Refusal> {
    let all = state.entries(site, kind);
    all.into_iter().next().ok_or(Refusal::Internal)
}

async fn default_privacy(extract::State(app): extract::State<App>, caller: Caller) -> Response {
    app.ask(move |state| {
        let site = anybody(state, &caller)?;
        let now = only(state, &site, Kind::DefaultPrivacy)?;
        Ok(json!({ "defaultPrivacy": now.body }))
    })
    .await
}

async fn set_default_privacy(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = changes(state, &caller)?;
        let wish = object(&input::body(&bytes)?, "defaultPrivacy")?;
        let word = text(&wish, "defaultPrivacy");
        if !["PRIVATE", "PUBLIC"].contains(&word) {
            let field = "defaultPrivacy.defaultPrivacy";
            return Err(Refusal::field(field, "ENUM", "must be PRIVATE or PUBLIC"));
        }
        let old = only(state, &site, Kind::DefaultPrivacy)?;
        let edit = |body: &mut Value| body["defaultPrivacy"] = json!(word);
        let kind = Kind::DefaultPrivacy;
        let now = state.revise_entry(&site, kind, &old, wish.get("revision"), edit)?;
        Ok(json!({ "defaultPrivacy": now }))
    })
    .await
}

async fn settings(extract::State(app): extract::State<App>, caller: Caller) -> Response {
    app.ask(move |state| {
        let site = anybody(state, &caller)?;
        let now = only(state, &site, Kind::PrivacySettings)?;
        Ok(json!({ "memberPrivacySettings": now.body }))
    })
    .await
}

async fn set_settings(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = changes(state, &caller)?;
        let wish = object(&input::body(&bytes)?, "memberPrivacySettings")?;
        let old = only(state, &site, Kind::PrivacySettings)?;
        let mut now = old.body.clone();
        for (field, known) in [
            ("publicMemberVisibility", VISIBILITY),
            ("publicMemberCandidates", CANDIDATES),
        ] {
            match wish.get(field).filter(|value| !value.is_null()) {
                None => {}
                Some(value) if known.iter().any(|one| value == one) => now[field] = value.clone(),
                Some(_) => return Err(coded("INVALID_SETTINGS", "There is no such setting")),
            }
        }
        let have = text(&old.body, "revision").parse().unwrap_or_default();
        let given = wish.get("revision");
        check_revision(have, given, |_| {
            coded("INVALID_REVISION", "The settings have changed since")
        })?;
        let edit = |body: &mut Value| *body = now;
        let now = state.revise_entry(&site, Kind::PrivacySettings, &old, given, edit)?;
        Ok(json!({ "memberPrivacySettings": now }))
    })
    .await
}
