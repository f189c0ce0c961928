//! Badge assignments v4 (site contract 4.4). Taking a badge away needs the id of the assignment.

use axum::{
    Router,
    body::Bytes,
    extract::{self, Path},
    response::Response,
    routing::{delete as deletes, post},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{bodies, bulk_answer, bulk_ids, bulk_list, changes, object, reads, tags, text};
use crate::sandbox::{
    http::{
        App,
        auth::Caller,
        cursor::{CursorQuery, metadata},
        input,
    },
    state::{State, records::Site, refusal::Refusal, shelf::Kind},
};

const PAGE: u32 = 100;
/// Fields that assignments are found by.
pub(super) const FIELDS: &[&str] = &["id", "badgeId", "memberId", "createdDate", "updatedDate"];

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/badges/v4/assignments", post(create))
        .route("/badges/v4/assignments/query", post(query))
        .route("/badges/v4/assignments/{id}", deletes(delete))
        .route("/badges/v4/bulk/assignments/create", post(bulk_create))
        .route("/badges/v4/bulk/assignments/delete", post(bulk_delete))
        .route(
            "/badges/v4/bulk/assignments/bulk-update-tags",
            post(tags::bulk_update),
        )
        .route(
            "/badges/v4/bulk/assignments/update-tags-by-filter",
            post(tags::update_by_filter),
        )
}

/// Gives one badge to one member, once.
fn assign(state: &mut State, site: &Site, wish: &Value) -> Result<Value, Refusal> {
    let (badge, member) = (text(wish, "badgeId"), text(wish, "memberId"));
    for (field, id) in [("badgeId", badge), ("memberId", member)] {
        if id.is_empty() {
            return Err(Refusal::required(&format!("badgeAssignment.{field}")));
        }
    }
    state.known_entry(site, Kind::Badge, badge)?;
    let member = state.member(site, member)?.id;
    let held = state.entries(site, Kind::BadgeAssignment);
    let same = |body: &Value| body["badgeId"] == *badge && body["memberId"] == member.as_str();
    if held.iter().any(|entry| same(&entry.body)) {
        return Err(Refusal::Exists(
            "The member has this badge already".to_owned(),
            json!({ "badgeId": badge, "memberId": member }),
        ));
    }
    let (id, now) = (state.new_guid("badge-assignment"), state.now());
    let body = json!({ "id": id, "badgeId": badge, "memberId": member,
        "createdDate": now, "updatedDate": now });
    state.add_entry(site, Kind::BadgeAssignment, &id, body)
}

async fn create(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = changes(state, &caller)?;
        let wish = object(&input::body(&bytes)?, "badgeAssignment")?;
        Ok(json!({ "badgeAssignment": assign(state, &site, &wish)? }))
    })
    .await
}

async fn bulk_create(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = changes(state, &caller)?;
        let wire: Value = input::body(&bytes)?;
        let mut results = Vec::new();
        for wish in bulk_list(&wire, "badgeAssignments")? {
            let made = assign(state, &site, &wish);
            let id = made.as_ref().map_or("", |made| text(made, "id")).to_owned();
            results.push((id, made));
        }
        bulk_answer(results, wire["returnEntity"] == true)
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
        let (rows, total) = listing.run(bodies(state, &site, Kind::BadgeAssignment), FIELDS)?;
        let told = metadata(&listing, rows.len(), total);
        Ok(json!({ "badgeAssignments": rows, "pagingMetadata": told }))
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
        state.drop_entry(&site, Kind::BadgeAssignment, &id)?;
        Ok(json!({}))
    })
    .await
}

async fn bulk_delete(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = changes(state, &caller)?;
        let mut results = Vec::new();
        for id in bulk_ids(&input::body(&bytes)?, "badgeAssignmentIds")? {
            let gone = state.drop_entry(&site, Kind::BadgeAssignment, &id);
            results.push((id, gone.map(|()| Value::Null)));
        }
        bulk_answer(results, false)
    })
    .await
}
