//! U3 and U4: change what team members may do, and remove them.

use axum::{body::Bytes, extract, response::Response};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    App,
    auth::{Caller, Right},
    input,
    wire::{AssignmentWire, RestrictionsWire},
};
use crate::sandbox::state::{records::Grant, refusal::Refusal};

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct UpdateRequest {
    user_id: String,
    new_assignments: Option<Vec<NewWire>>,
    assignment_ids_to_remove: Option<Vec<String>>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct NewWire {
    policy_id: String,
    restrictions: Option<RestrictionsWire>,
}

#[derive(Serialize)]
struct UpdateAnswer {
    assignments: Vec<AssignmentWire>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct RemoveRequest {
    user_id: String,
}

/// PATCH /roles-management/v2/team/assignments
pub(crate) async fn update_assignments(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let access = caller.account(state, Right::TeamWrite)?;
        let wire: UpdateRequest = input::body(&bytes)?;
        if wire.user_id.is_empty() {
            return Err(Refusal::required("userId"));
        }
        let new = wire
            .new_assignments
            .ok_or_else(|| Refusal::required("newAssignments"))?;
        let remove = wire
            .assignment_ids_to_remove
            .ok_or_else(|| Refusal::required("assignmentIdsToRemove"))?;
        let mut add = Vec::new();
        for (index, one) in new.into_iter().enumerate() {
            let place = format!("newAssignments[{index}]");
            if one.policy_id.is_empty() {
                return Err(Refusal::required(&format!("{place}.policyId")));
            }
            let scope =
                RestrictionsWire::scope(one.restrictions, &format!("{place}.restrictions"))?;
            add.push(Grant {
                role: one.policy_id,
                scope,
            });
        }
        let listed = state.update_assignments(&access.account.id, &wire.user_id, &add, &remove)?;
        Ok(UpdateAnswer {
            assignments: listed
                .iter()
                .map(|held| AssignmentWire::of(held, state))
                .collect(),
        })
    })
    .await
}

/// POST /roles-management/team/remove
pub(crate) async fn remove(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let access = caller.account(state, Right::TeamWrite)?;
        let wire: RemoveRequest = input::body(&bytes)?;
        if wire.user_id.is_empty() {
            return Err(Refusal::required("userId"));
        }
        state.remove_member(&access.account.id, &wire.user_id)?;
        Ok::<Value, Refusal>(json!({}))
    })
    .await
}
