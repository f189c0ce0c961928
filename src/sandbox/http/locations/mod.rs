//! Locations: list, query and get here, what changes them in [`write`](self::write) (site contract
//! 5.3).

use axum::{
    Router,
    body::Bytes,
    extract::{self, Path, RawQuery},
    response::Response,
    routing::{get as reads, patch, post},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

mod write;

use self::write::{act, act_on_type, bulk_create, create, update};
use super::{
    App,
    auth::{Caller, Right},
    input::{self, Params},
    wire::{PagingWire, SortWire},
};
use crate::sandbox::state::{
    State,
    locations::{LocationDeed as Deed, LocationQuery, record::Location},
    paging::Page,
    records::Site,
    refusal::Refusal,
};

/// Rows when the request names no limit, and the largest limit (site contract 5.2).
const PAGE: (u32, u32) = (50, 1_000);
/// The most ids in `authorizedLocationEntities`.
const MOST_AUTHORIZED: usize = 100;

#[derive(Deserialize, Default)]
#[serde(default)]
struct QueryRequest {
    query: Option<QueryWire>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct QueryWire {
    filter: Value,
    sort: Option<Vec<SortWire>>,
    paging: Option<PagingWire>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ListAnswer {
    locations: Vec<Value>,
    paging_metadata: MetaWire,
    authorized_location_entities: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct MetaWire {
    count: usize,
    offset: usize,
    has_next: bool,
    /// Not in the declared type, but the SDK computes `hasNext` from it (dialect 8).
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<usize>,
}

/// The paths of this API.
pub(crate) fn routes() -> Router<App> {
    let add = || patch(|app, caller, id, body| act_on_type(app, caller, id, body, Deed::AddType));
    let remove =
        || patch(|app, caller, id, body| act_on_type(app, caller, id, body, Deed::RemoveType));
    Router::new()
        .route("/locations/v1/locations", reads(list).post(create))
        .route("/locations/v1/locations/query", post(query))
        .route("/locations/v1/locations/bulk-create", post(bulk_create))
        .route("/locations/v1/locations/{id}", reads(get).put(update))
        .route(
            "/locations/v1/locations/{id}/archive",
            post(|app, caller, id| act(app, caller, id, Deed::Archive)),
        )
        .route(
            "/locations/v1/locations/{id}/set-default",
            post(|app, caller, id| act(app, caller, id, Deed::MakeDefault)),
        )
        .route("/locations/v1/locations/{id}/add-type", add())
        .route("/locations/v1/locations/{id}/add-location-type", add())
        .route("/locations/v1/locations/{id}/remove-type", remove())
        .route(
            "/locations/v1/locations/{id}/remove-location-type",
            remove(),
        )
}

/// GET /locations/v1/locations
async fn list(
    extract::State(app): extract::State<App>,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Response {
    app.ask(move |state| {
        let site = caller.site(state, Right::LocationsRead)?;
        let params = Params::read(query.as_deref())?;
        let sort = params.one("sort.fieldName").map(|field| SortWire {
            field_name: field.to_owned(),
            order: params.one("sort.order").unwrap_or_default().to_owned(),
        });
        let wanted = LocationQuery {
            filter: Value::Null,
            sort: SortWire::read(sort.into_iter().collect())?,
            archived: flag(&params, "includeArchived")?,
            page: page(
                state,
                params.number("paging.limit")?,
                params.number("paging.offset")?,
            )?,
        };
        answer(state, &site, &wanted)
    })
    .await
}

/// POST /locations/v1/locations/query
async fn query(extract::State(app): extract::State<App>, caller: Caller, bytes: Bytes) -> Response {
    app.ask(move |state| {
        let site = caller.site(state, Right::LocationsRead)?;
        let wire: QueryRequest = input::body(&bytes)?;
        let query = wire.query.unwrap_or_default();
        let paging = query.paging.unwrap_or_default();
        let wanted = LocationQuery {
            filter: query.filter,
            sort: SortWire::read(query.sort.unwrap_or_default())?,
            archived: true,
            page: page(state, paging.limit, paging.offset)?,
        };
        answer(state, &site, &wanted)
    })
    .await
}

/// GET /locations/v1/locations/{id}. It shows what is so, without the lag of lists.
async fn get(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Response {
    app.ask(move |state| {
        let site = caller.site(state, Right::LocationsRead)?;
        if uuid::Uuid::try_parse(&id).is_err() {
            return Err(Refusal::field("id", "FORMAT", "must be a GUID"));
        }
        let found = state.truth.location(&site.id, &id);
        let location = found.ok_or_else(|| Refusal::missing("Location", &id))?;
        Ok(json!({ "location": write(location), "locationManagementAuthorized": true }))
    })
    .await
}

fn page(state: &State, limit: Option<i64>, offset: Option<i64>) -> Result<Page, Refusal> {
    Page::check(limit, offset, PAGE.0, PAGE.1, state.switches.clamp_paging)
}

fn flag(params: &Params, name: &str) -> Result<bool, Refusal> {
    match params.one(name) {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => Err(Refusal::field(name, "FORMAT", "must be true or false")),
    }
}

fn answer(state: &State, site: &Site, wanted: &LocationQuery) -> Result<ListAnswer, Refusal> {
    let found = state.query_locations(site, wanted)?;
    let (count, offset) = (found.rows.len(), wanted.page.offset);
    let authorized = found.rows.iter().take(MOST_AUTHORIZED);
    Ok(ListAnswer {
        authorized_location_entities: authorized.map(|one| one.id.clone()).collect(),
        paging_metadata: MetaWire {
            count,
            offset,
            has_next: offset + count < found.total,
            total: state.switches.location_total.then_some(found.total),
        },
        locations: found.rows.iter().map(|one| write(one)).collect(),
    })
}

/// A location as answers show it: without its place and without what it has not.
fn write(location: &Location) -> Value {
    let mut value = json!(location);
    bare(&mut value);
    if let Some(map) = value.as_object_mut() {
        map.remove("seq");
    }
    value
}

/// Takes out what has no value. Flags stay, and so does an empty part of a street address.
fn bare(value: &mut Value) {
    let Some(map) = value.as_object_mut() else {
        return;
    };
    for (key, value) in map.iter_mut() {
        if key != "streetAddress" {
            bare(value);
        }
    }
    map.retain(|_, value| !value.is_null() && value != "");
}
