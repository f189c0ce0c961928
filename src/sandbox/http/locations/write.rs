//! Create, update, archive, set default, and the types of a location (site contract 5.3).
//!
//! Gatehouse itself changes no locations; the official SDK's module does, and it works here.

use axum::{
    body::Bytes,
    extract::{self, Path},
    response::Response,
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::write;
use crate::sandbox::{
    http::{
        App,
        auth::{Caller, Right},
        input,
    },
    state::{
        State,
        locations::{LocationDeed, record::Location},
        records::Site,
        refusal::Refusal,
    },
};

/// Most locations in one Bulk Create (the SDK's types).
const MOST_AT_ONCE: usize = 10;

#[derive(Deserialize, Default)]
#[serde(default)]
struct OneWire {
    location: Option<Location>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ManyWire {
    locations: Vec<Location>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct TypeWire {
    location_type: String,
}

fn one(bytes: &Bytes) -> Result<Location, Refusal> {
    let wire: OneWire = input::body(bytes)?;
    wire.location.ok_or_else(|| Refusal::required("location"))
}

/// POST /locations/v1/locations
pub(crate) async fn create(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = caller.site(state, Right::LocationsWrite)?;
        let made = state.create_location(&site, one(&bytes)?)?;
        Ok(json!({ "location": write(&made) }))
    })
    .await
}

/// POST /locations/v1/locations/bulk-create. In the SDK, not in the documentation.
pub(crate) async fn bulk_create(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = caller.site(state, Right::LocationsWrite)?;
        let wire: ManyWire = input::body(&bytes)?;
        if wire.locations.is_empty() {
            return Err(Refusal::required("locations"));
        }
        if wire.locations.len() > MOST_AT_ONCE {
            let text = format!("must not have more than {MOST_AT_ONCE} items");
            return Err(Refusal::field("locations", "MAX_SIZE", text));
        }
        let (mut made, mut failed) = (Vec::new(), Vec::new());
        for wish in wire.locations {
            let told = write(&wish);
            match state.create_location(&site, wish) {
                Ok(location) => made.push(write(&location)),
                Err(Refusal::Invalid(all)) => {
                    let words: Vec<String> = all
                        .iter()
                        .map(|v| format!("{} {}", v.field, v.description))
                        .collect();
                    failed.push(json!({ "location": told, "errorMessage": words.join("; ") }));
                }
                Err(other) => return Err(other),
            }
        }
        Ok(json!({ "successfulLocations": made, "failedLocations": failed }))
    })
    .await
}

/// PUT /locations/v1/locations/{id}: the whole location; what is left out is wiped.
pub(crate) async fn update(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = caller.site(state, Right::LocationsWrite)?;
        let wish = one(&bytes)?;
        change(state, &site, &id, LocationDeed::Replace(Box::new(wish)))
    })
    .await
}

/// Archive, which is final, and Set Default: calls without a body.
pub(crate) async fn act(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
    deed: LocationDeed,
) -> Response {
    app.ask(move |state| {
        let site = caller.site(state, Right::LocationsWrite)?;
        change(state, &site, &id, deed)
    })
    .await
}

/// Add Type and Remove Type, under their new and their old names.
pub(crate) async fn act_on_type(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
    bytes: Bytes,
    deed: fn(String) -> LocationDeed,
) -> Response {
    app.ask(move |state| {
        let site = caller.site(state, Right::LocationsWrite)?;
        change(state, &site, &id, deed(kind(&bytes)?))
    })
    .await
}

fn kind(bytes: &Bytes) -> Result<String, Refusal> {
    let wire: TypeWire = input::body(bytes)?;
    if wire.location_type.is_empty() {
        return Err(Refusal::required("locationType"));
    }
    Ok(wire.location_type)
}

fn change(state: &mut State, site: &Site, id: &str, deed: LocationDeed) -> Result<Value, Refusal> {
    if uuid::Uuid::try_parse(id).is_err() {
        return Err(Refusal::field("id", "FORMAT", "must be a GUID"));
    }
    let now = state.change_location(&site.id, id, deed)?;
    Ok(json!({ "location": write(&now) }))
}
