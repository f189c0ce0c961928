//! Badges v4 (site contract 4.3).

use axum::{
    Router,
    body::Bytes,
    extract::{self, Path},
    response::Response,
    routing::{get as gets, post},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{bodies, bulk_ids, changes, length, object, reads, reorder, text};
use crate::sandbox::{
    http::{
        App,
        auth::Caller,
        cursor::{CursorQuery, metadata},
        input,
    },
    state::{
        refusal::Refusal,
        shelf::{Kind, unshelved},
    },
};

const PAGE: u32 = 100;
const FIELDS: &[&str] = &["id", "title", "description", "slug", "permissionsEnabled"];
/// What a request may set.
const WRITABLE: [&str; 6] = [
    "title",
    "description",
    "backgroundColor",
    "textColor",
    "icon",
    "permissionsEnabled",
];

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/badges/v4/badges", post(create))
        .route("/badges/v4/badges/query", post(query))
        .route("/badges/v4/badges/order", post(order))
        .route(
            "/badges/v4/badges/{id}",
            gets(get).patch(update).delete(delete),
        )
        .route("/badges/v4/badges/{id}/move", post(move_to))
}

/// Checks the fields that are there; `whole` asks for those that a new badge needs.
fn check(badge: &Value, whole: bool) -> Result<(), Refusal> {
    let needed = |field: &str| whole || badge.get(field).is_some();
    if needed("title") {
        length("badge.title", text(badge, "title"), 1, 50)?;
    }
    length("badge.description", text(badge, "description"), 0, 1_500)?;
    for field in ["backgroundColor", "textColor"] {
        let place = format!("badge.{field}");
        if needed(field) {
            let colour = text(badge, field);
            length(&place, colour, 1, 7)?;
            let digits = colour.strip_prefix('#').unwrap_or_default();
            if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
                return Err(Refusal::field(place, "FORMAT", "must be #RRGGBB"));
            }
        }
    }
    Ok(())
}

fn take(badge: &Value, into: &mut Value) {
    for field in WRITABLE {
        if let Some(value) = badge.get(field).filter(|value| !value.is_null()) {
            into[field] = value.clone();
        }
    }
}

async fn create(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = changes(state, &caller)?;
        let badge = object(&input::body(&bytes)?, "badge")?;
        check(&badge, true)?;
        let (id, now) = (state.new_guid("badge"), state.now());
        let slug = text(&badge, "title").to_lowercase().replace(' ', "-");
        let mut body = json!({ "id": id, "slug": slug, "revision": "1", "permissionsEnabled": false,
            "createdDate": now, "updatedDate": now });
        take(&badge, &mut body);
        Ok(json!({ "badge": state.add_entry(&site, Kind::Badge, &id, body)? }))
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
        let badge = state.known_entry(&site, Kind::Badge, &id)?;
        Ok(json!({ "badge": badge.body }))
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
        let (rows, total) = listing.run(bodies(state, &site, Kind::Badge), FIELDS)?;
        let told = metadata(&listing, rows.len(), total);
        Ok(json!({ "badges": rows, "pagingMetadata": told }))
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
        let wire: Value = input::body(&bytes)?;
        let none = |_| {
            Refusal::rule(
                "badge",
                "BADGE_NOT_PROVIDED",
                "must not be empty",
                json!({}),
            )
        };
        let badge = object(&wire, "badge").map_err(none)?;
        check(&badge, false)?;
        let old = state.known_entry(&site, Kind::Badge, &id)?;
        let edit = |body: &mut Value| take(&badge, body);
        let now = state.revise_entry(&site, Kind::Badge, &old, badge.get("revision"), edit)?;
        Ok(json!({ "badge": now }))
    })
    .await
}

/// Nobody has the badge afterwards.
async fn delete(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Response {
    app.ask(move |state| {
        let site = changes(state, &caller)?;
        state.known_entry(&site, Kind::Badge, &id)?;
        let held = state.entries(&site, Kind::BadgeAssignment);
        let of_it = held.iter().filter(|entry| entry.body["badgeId"] == *id);
        let mut gone: Vec<_> = of_it
            .map(|entry| unshelved(&site, Kind::BadgeAssignment, &entry.id))
            .collect();
        gone.push(unshelved(&site, Kind::Badge, &id));
        state.commit(gone, 0)?;
        Ok(json!({}))
    })
    .await
}

async fn move_to(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = changes(state, &caller)?;
        let wire: Value = input::body(&bytes)?;
        state.known_entry(&site, Kind::Badge, &id)?;
        let all = state.entries(&site, Kind::Badge);
        let mut ids: Vec<String> = all.iter().map(|entry| entry.id.clone()).collect();
        ids.retain(|one| *one != id);
        let place = match text(&wire, "position") {
            "FIRST" => 0,
            "" | "LAST" => ids.len(),
            "AFTER" => {
                let after = text(&wire, "moveAfterBadgeId");
                let found = ids.iter().position(|one| one == after);
                found.ok_or_else(|| Refusal::missing("Badge", after))? + 1
            }
            _ => {
                return Err(Refusal::field(
                    "position",
                    "ENUM",
                    "must be FIRST, LAST or AFTER",
                ));
            }
        };
        ids.insert(place, id);
        reorder(state, &site, Kind::Badge, &ids)?;
        Ok(json!({}))
    })
    .await
}

/// Deprecated, and past its date in the documentation; the SDK still has it.
async fn order(extract::State(app): extract::State<App>, caller: Caller, bytes: Bytes) -> Response {
    app.ask(move |state| {
        let site = changes(state, &caller)?;
        let ids = bulk_ids(&input::body(&bytes)?, "ids")?;
        reorder(state, &site, Kind::Badge, &ids)?;
        let all = state.entries(&site, Kind::Badge);
        let all: Vec<&Value> = all.iter().map(|entry| &entry.body).collect();
        Ok(json!({ "badges": all }))
    })
    .await
}
