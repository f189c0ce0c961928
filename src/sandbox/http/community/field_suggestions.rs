//! Fields that could be added to members' profiles (site contract 4.6): some of the contact's, and hidden ones.

use axum::{
    Router,
    body::Bytes,
    extract::{self, RawQuery},
    response::Response,
    routing::{get as gets, post},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::reads;
use crate::sandbox::{
    http::{
        App,
        auth::Caller,
        input,
        input::Params,
        wire::{PagingWire, SortWire},
    },
    state::{
        State,
        paging::Page,
        records::Site,
        refusal::Refusal,
        shelf::{Kind, query::Listing},
    },
};

const PAGE: (u32, u32) = (50, 100);
const FIELDS: &[&str] = &["name", "fieldType"];
/// Name and type of fields that every contact has.
const OF_CONTACTS: [(&str, &str); 3] = [
    ("Birthdate", "DATE"),
    ("Job title", "TEXT"),
    ("Website", "URL"),
];

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/members/v1/custom-field-suggestions", gets(list))
        .route("/members/v1/custom-field-suggestions/query", post(query))
}

fn all(state: &State, site: &Site) -> Vec<Value> {
    let fields = state.shown_entries(site, Kind::CustomField);
    let has = |name: &str| fields.iter().any(|entry| entry.body["name"] == name);
    let of_contacts =
        OF_CONTACTS
            .into_iter()
            .filter(|(name, _)| !has(name))
            .map(|(name, of_type)| {
                json!({ "name": name, "fieldType": of_type, "defaultPrivacy": "PRIVATE",
            "socialType": "UNKNOWN", "fieldOrigin": "CONTACT" })
            });
    let hidden = fields
        .iter()
        .filter(|entry| entry.body["hidden"] == true)
        .map(|entry| {
            let part = |name: &str| entry.body[name].clone();
            json!({ "name": part("name"), "fieldType": part("fieldType"), "customFieldId": entry.id,
            "defaultPrivacy": part("defaultPrivacy"), "socialType": part("socialType"),
            "fieldOrigin": part("fieldOrigin") })
        });
    of_contacts.chain(hidden).collect()
}

fn answer(state: &State, site: &Site, listing: &Listing) -> Result<Value, Refusal> {
    let (rows, total) = listing.run(all(state, site), FIELDS)?;
    let told = json!({ "count": rows.len(), "offset": listing.page.offset, "total": total,
        "tooManyToCount": false });
    Ok(json!({ "suggestions": rows, "metadata": told }))
}

fn page(state: &State, paging: &PagingWire) -> Result<Page, Refusal> {
    let clamp = state.switches.clamp_paging;
    Page::check(paging.limit, paging.offset, PAGE.0, PAGE.1, clamp)
}

async fn list(
    extract::State(app): extract::State<App>,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Response {
    app.ask(move |state| {
        let site = reads(state, &caller)?;
        let params = Params::read(query.as_deref())?;
        let paging = PagingWire {
            limit: params.number("paging.limit")?,
            offset: params.number("paging.offset")?,
        };
        let listing = Listing {
            filter: Value::Null,
            sort: SortWire::read(SortWire::of_params(&params))?,
            page: page(state, &paging)?,
            by_offset: true,
        };
        answer(state, &site, &listing)
    })
    .await
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct QueryRequest {
    query: Option<QueryWire>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct QueryWire {
    filter: Value,
    sorting: Option<Vec<SortWire>>,
    sort: Option<Vec<SortWire>>,
    paging: Option<PagingWire>,
}

async fn query(extract::State(app): extract::State<App>, caller: Caller, bytes: Bytes) -> Response {
    app.ask(move |state| {
        let site = reads(state, &caller)?;
        let wire: QueryRequest = input::body(&bytes)?;
        let query = wire.query.unwrap_or_default();
        let sort = query.sorting.or(query.sort).unwrap_or_default();
        let listing = Listing {
            filter: query.filter,
            sort: SortWire::read(sort)?,
            page: page(state, &query.paging.unwrap_or_default())?,
            by_offset: true,
        };
        answer(state, &site, &listing)
    })
    .await
}
