//! What members tell about themselves (site contract 4.7). The text is a rich document and is kept as it comes.

use axum::{
    Router,
    body::Bytes,
    extract::{self, Path},
    response::Response,
    routing::{get as gets, post},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{anybody, bodies, changes, object, object_at, reads, text};
use crate::sandbox::{
    http::{
        App,
        auth::Caller,
        cursor::{CursorQuery, metadata},
        input,
    },
    state::{refusal::Refusal, shelf::Kind},
};

const PAGE: u32 = 100;
const FIELDS: &[&str] = &["id", "memberId"];

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/members/v2/abouts", post(create))
        .route("/members/v2/abouts/query", post(query))
        .route("/members/v2/abouts/my", gets(my))
        .route(
            "/members/v2/abouts/{id}",
            gets(get).patch(update).delete(delete),
        )
}

async fn create(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = changes(state, &caller)?;
        let wish = object(&input::body(&bytes)?, "memberAbout")?;
        let content = object_at(&wish, "content", "memberAbout.content")?;
        let member = text(&wish, "memberId");
        if member.is_empty() {
            return Err(Refusal::required("memberAbout.memberId"));
        }
        let member = state.member(&site, member)?.id;
        let all = state.entries(&site, Kind::About);
        if all.iter().any(|entry| entry.body["memberId"] == *member) {
            let told = "The member has an about already".to_owned();
            return Err(Refusal::Exists(told, json!({ "memberId": member })));
        }
        let id = state.new_guid("about");
        let body = json!({ "id": id, "memberId": member, "content": content, "revision": "1" });
        Ok(json!({ "memberAbout": state.add_entry(&site, Kind::About, &id, body)? }))
    })
    .await
}

async fn update(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = changes(state, &caller)?;
        let wish = object(&input::body(&bytes)?, "memberAbout")?;
        let content = object_at(&wish, "content", "memberAbout.content")?;
        let old = state.known_entry(&site, Kind::About, &id)?;
        let edit = |body: &mut Value| body["content"] = content;
        let now = state.revise_entry(&site, Kind::About, &old, wish.get("revision"), edit)?;
        Ok(json!({ "memberAbout": now }))
    })
    .await
}

async fn get(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Response {
    app.ask(move |state| {
        let site = reads(state, &caller)?;
        let found = state.known_entry(&site, Kind::About, &id)?;
        Ok(json!({ "memberAbout": found.body }))
    })
    .await
}

/// No caller of the sandbox is a member.
async fn my(extract::State(app): extract::State<App>, caller: Caller) -> Response {
    app.ask(move |state| -> Result<Value, Refusal> {
        anybody(state, &caller)?;
        let told = "The caller is no member of this site".to_owned();
        Err(Refusal::NotFound(told, json!({})))
    })
    .await
}

async fn delete(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Response {
    app.ask(move |state| {
        let site = changes(state, &caller)?;
        state.drop_entry(&site, Kind::About, &id)?;
        Ok(json!({}))
    })
    .await
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct QueryRequest {
    query: Option<CursorQuery>,
}

async fn query(extract::State(app): extract::State<App>, caller: Caller, bytes: Bytes) -> Response {
    app.ask(move |state| {
        let site = reads(state, &caller)?;
        let wire: QueryRequest = input::body(&bytes)?;
        let query = wire.query.unwrap_or_default();
        let listing = query.read(PAGE, state.switches.clamp_paging)?;
        let (rows, total) = listing.run(bodies(state, &site, Kind::About), FIELDS)?;
        let told = metadata(&listing, rows.len(), total);
        Ok(json!({ "memberAbouts": rows, "pagingMetadata": told, "metadata": told }))
    })
    .await
}
