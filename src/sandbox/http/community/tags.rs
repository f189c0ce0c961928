//! Tags of badge assignments (site contract 4.4): they stand in two lists, and what is both given and taken is given.

use axum::{body::Bytes, extract, response::Response};
use serde_json::{Value, json};

use super::{assignments::FIELDS, bulk_answer, bulk_ids, changes, object, text};
use crate::sandbox::{
    http::{App, auth::Caller, input},
    state::{
        State,
        jobs::Task,
        paging::Page,
        records::Site,
        refusal::Refusal,
        shelf::{Entry, Kind, query::Listing},
    },
};

const LISTS: [&str; 2] = ["tags", "privateTags"];

fn retag(state: &mut State, site: &Site, id: &str, wire: &Value) -> Result<Value, Refusal> {
    let old = state.known_entry(site, Kind::BadgeAssignment, id)?;
    let mut body = old.body.clone();
    for list in LISTS {
        let ids = |tags: &Value| -> Vec<Value> {
            let ids = tags[list]["tagIds"].as_array();
            ids.cloned().unwrap_or_default()
        };
        let (give, take) = (ids(&wire["assignTags"]), ids(&wire["unassignTags"]));
        let mut now = ids(&body["tags"]);
        now.retain(|tag| !take.contains(tag));
        for tag in give {
            if !now.contains(&tag) {
                now.push(tag);
            }
        }
        body["tags"][list] = json!({ "tagIds": now });
    }
    body["updatedDate"] = json!(state.now());
    let entry = Entry {
        body,
        ..Entry::clone(&old)
    };
    state.put_entry(site, Kind::BadgeAssignment, entry)
}

/// POST /badges/v4/bulk/assignments/bulk-update-tags
pub(super) async fn bulk_update(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = changes(state, &caller)?;
        let wire: Value = input::body(&bytes)?;
        object(&wire, "assignTags")?;
        let mut results = Vec::new();
        for id in bulk_ids(&wire, "ids")? {
            let now = retag(state, &site, &id, &wire);
            results.push((id, now));
        }
        bulk_answer(results, false)
    })
    .await
}

/// POST /badges/v4/bulk/assignments/update-tags-by-filter: a job, which is done as soon as it begins.
pub(super) async fn update_by_filter(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = changes(state, &caller)?;
        let wire: Value = input::body(&bytes)?;
        object(&wire, "assignTags")?;
        let listing = Listing {
            filter: object(&wire, "filter")?,
            sort: Vec::new(),
            page: Page {
                limit: usize::MAX,
                offset: 0,
            },
            by_offset: true,
        };
        let all = super::bodies(state, &site, Kind::BadgeAssignment);
        let (rows, _) = listing.run(all, FIELDS)?;
        let ids: Vec<String> = rows.iter().map(|row| text(row, "id").to_owned()).collect();
        for id in &ids {
            retag(state, &site, id, &wire)?;
        }
        let job = state.start_job(&site, Task::Done, ids)?;
        Ok(json!({ "jobId": job }))
    })
    .await
}
