//! C1 to C4: contributors of sites. Answers carry ids and nothing else (contract C1, "Notes").

use axum::{
    body::Bytes,
    extract::{self, RawQuery},
    http::Method,
    response::Response,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    App,
    auth::{Caller, Right},
    input::{self, Params},
};
use crate::sandbox::{
    choices::RemoveMethod,
    state::{State, refusal::Refusal},
};

#[derive(Serialize)]
struct QueryAnswer {
    contributors: Vec<ContributorWire>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ContributorWire {
    account_id: String,
    account_owner_id: String,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct RoleRequest {
    account_id: String,
    new_roles: Vec<RoleWire>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct RoleWire {
    role_id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RoleAnswer {
    new_assigned_roles: Vec<HeldWire>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct HeldWire {
    role_id: String,
    assignment_id: String,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct LocationsRequest {
    account_id: String,
    new_locations: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct RemoveRequest {
    account_id: String,
}

/// GET /roles-management/v2/contributors/query
pub(crate) async fn query(
    extract::State(app): extract::State<App>,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Response {
    app.ask(move |state| {
        let site = caller.site(state, Right::ContributorsRead)?;
        let params = Params::read(query.as_deref())?;
        let roles = params.all("filter.policyIds");
        let locations = params.all("filter.locationIds");
        let found = state.query_contributors(&site, &roles, &locations);
        Ok(QueryAnswer {
            contributors: found
                .iter()
                .map(|one| ContributorWire {
                    account_id: one.account.clone(),
                    account_owner_id: one.owner.clone(),
                })
                .collect(),
        })
    })
    .await
}

/// PUT /roles-management/contributor/change/role, or PATCH by switch
pub(crate) async fn change_role(
    extract::State(app): extract::State<App>,
    caller: Caller,
    method: Method,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let right = if state.switches.role_by_patch {
            Method::PATCH
        } else {
            Method::PUT
        };
        if method != right {
            return Err(no_route());
        }
        let site = caller.site(state, Right::ContributorsWrite)?;
        let wire: RoleRequest = input::body(&bytes)?;
        let roles: Vec<String> = wire.new_roles.into_iter().map(|one| one.role_id).collect();
        let held = state.change_contributor_roles(&site, &wire.account_id, &roles)?;
        Ok(RoleAnswer {
            new_assigned_roles: held
                .into_iter()
                .map(|one| HeldWire {
                    role_id: one.role,
                    assignment_id: one.id,
                })
                .collect(),
        })
    })
    .await
}

/// PUT /roles-management/contributor/change/locations
pub(crate) async fn change_locations(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = caller.site(state, Right::ContributorsWrite)?;
        if state.switches.locations_denied {
            let text = "The caller lacks the permission SITE_ROLES.CHANGE_LOCATION";
            return Err(Refusal::Denied(text.to_owned()));
        }
        let wire: LocationsRequest = input::body(&bytes)?;
        let held =
            state.change_contributor_locations(&site, &wire.account_id, &wire.new_locations)?;
        if state.switches.bare_locations_answer {
            return Ok(json!({}));
        }
        let assigned: Vec<Value> = held
            .iter()
            .map(|one| json!({ "locationIds": [one.location], "assignmentIds": [one.id] }))
            .collect();
        Ok(json!({ "newAssignedLocations": assigned }))
    })
    .await
}

/// POST /roles-management/contributor/remove, or DELETE by switch
pub(crate) async fn remove(
    extract::State(app): extract::State<App>,
    caller: Caller,
    method: Method,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        check_method(state, &method)?;
        let site = caller.site(state, Right::ContributorsWrite)?;
        let wire: RemoveRequest = input::body(&bytes)?;
        state.remove_contributor(&site, &wire.account_id)?;
        Ok(json!({}))
    })
    .await
}

/// Which method removes is told in two ways (contract 11.4).
fn check_method(state: &State, method: &Method) -> Result<(), Refusal> {
    let told =
        |status, code, text: &str| Err(Refusal::Coded(status, code, text.to_owned(), json!({})));
    match state.switches.contributor_remove {
        RemoveMethod::Post if *method == Method::POST => Ok(()),
        RemoveMethod::Post => Err(no_route()),
        _ if *method == Method::DELETE => Ok(()),
        RemoveMethod::NotFound => Err(no_route()),
        RemoveMethod::NotAllowed => told(405, "METHOD_NOT_ALLOWED", "Method not allowed"),
        RemoveMethod::NotImplemented => told(501, "UNIMPLEMENTED", "Not implemented"),
    }
}

fn no_route() -> Refusal {
    Refusal::NotFound("No such route".to_owned(), json!({}))
}
