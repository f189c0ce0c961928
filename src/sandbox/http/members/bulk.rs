//! Bulk Delete Members.

use axum::{body::Bytes, extract, response::Response};
use serde::Deserialize;
use serde_json::json;

use super::members_area;
use crate::sandbox::{
    http::{
        App,
        auth::{Caller, Right},
        input,
    },
    state::{jobs::item_error, refusal::Refusal},
};

/// Most ids in one call.
const MOST: usize = 100;

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Request {
    member_ids: Option<Vec<String>>,
}

/// POST /members/v1/members/bulk/delete
///
/// Each id for itself; what fails is told inside the answer. The codes of items are not published,
/// so they are those of the single call.
pub(crate) async fn bulk_delete(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = caller.site(state, Right::MembersWrite)?;
        let wire: Request = input::body(&bytes)?;
        let ids = wire.member_ids.unwrap_or_default();
        check(&ids)?;
        let there = members_area(state)?;
        let mut failures = 0;
        let mut results = Vec::with_capacity(ids.len());
        for (index, id) in ids.iter().enumerate() {
            let done = if there {
                state.delete_member(&site, id)
            } else {
                Err(Refusal::missing("Member", id))
            };
            let mut meta = json!({ "id": id, "originalIndex": index, "success": done.is_ok() });
            if let Err(refusal) = done {
                failures += 1;
                meta["error"] = item_error(refusal)?;
            }
            results.push(json!({ "itemMetadata": meta }));
        }
        let totals = json!({ "totalSuccesses": ids.len() - failures, "totalFailures": failures,
            "undetailedFailures": 0 });
        Ok(json!({ "results": results, "bulkActionMetadata": totals }))
    })
    .await
}

fn check(ids: &[String]) -> Result<(), Refusal> {
    if ids.is_empty() {
        return Err(Refusal::required("memberIds"));
    }
    if ids.len() > MOST {
        let text = format!("must not have more than {MOST} items");
        return Err(Refusal::field("memberIds", "MAX_SIZE", text));
    }
    let wrong = |id: &String| uuid::Uuid::try_parse(id).is_err();
    match ids.iter().position(wrong) {
        Some(at) => Err(Refusal::field(
            format!("memberIds[{at}]"),
            "FORMAT",
            "must be a GUID",
        )),
        None => Ok(()),
    }
}
