//! What stands beside members on a site: badges, custom fields, roles, abouts, privacy, and who of the Wix users is which
//! member (site contract 4).

mod abouts;
mod assignments;
mod badges;
mod field_applications;
mod field_suggestions;
mod fields;
mod privacy;
mod role_definitions;
mod roles;
mod tags;
mod user_members;

use std::sync::Arc;

use axum::Router;
use serde_json::{Value, json};

use super::{
    App,
    auth::{Caller, Right},
    members::on_members_area,
};
use crate::sandbox::state::{
    State,
    jobs::item_error,
    records::Site,
    refusal::Refusal,
    shelf::{Entry, Kind},
};

/// Most entries in one bulk call.
const MOST: usize = 100;

/// The paths of these APIs.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(badges::routes())
        .merge(assignments::routes())
        .merge(fields::routes())
        .merge(field_applications::routes())
        .merge(field_suggestions::routes())
        .merge(roles::routes())
        .merge(role_definitions::routes())
        .merge(abouts::routes())
        .merge(privacy::routes())
        .merge(user_members::routes())
}

/// The site of a call that reads what visitors may not see.
fn reads(state: &State, caller: &Caller) -> Result<Arc<Site>, Refusal> {
    let site = on_members_area(state, caller, Right::MembersRead)?;
    if caller.is_visitor() {
        return Err(Refusal::WrongIdentity);
    }
    Ok(site)
}

/// The site of a call that anybody may make.
fn anybody(state: &State, caller: &Caller) -> Result<Arc<Site>, Refusal> {
    on_members_area(state, caller, Right::MembersRead)
}

/// The site of a call that changes something.
fn changes(state: &State, caller: &Caller) -> Result<Arc<Site>, Refusal> {
    on_members_area(state, caller, Right::MembersWrite)
}

/// All records of a kind as queries show them.
fn bodies(state: &State, site: &Site, kind: Kind) -> Vec<Value> {
    let entries = state.shown_entries(site, kind);
    entries.iter().map(|entry| entry.body.clone()).collect()
}

/// A text of a request.
fn text<'a>(wire: &'a Value, field: &str) -> &'a str {
    wire[field].as_str().unwrap_or_default()
}

/// An object that a request must hold.
fn object(wire: &Value, field: &str) -> Result<Value, Refusal> {
    object_at(wire, field, field)
}

/// The same for one whose place in the request has another name.
fn object_at(wire: &Value, field: &str, place: &str) -> Result<Value, Refusal> {
    match wire.get(field) {
        Some(object @ Value::Object(_)) => Ok(object.clone()),
        _ => Err(Refusal::required(place)),
    }
}

/// A text with so many characters.
fn length(field: &str, text: &str, least: usize, most: usize) -> Result<(), Refusal> {
    if text.is_empty() && least > 0 {
        return Err(Refusal::required(field));
    }
    if text.chars().count() > most {
        let told = format!("must not be longer than {most}");
        return Err(Refusal::field(field, "MAX", told));
    }
    Ok(())
}

/// An entity of a request that is 400 with a code of its own.
fn coded(code: &'static str, told: &str) -> Refusal {
    Refusal::Coded(400, code, told.to_owned(), json!({}))
}

/// A list of a bulk call: 1 to 100.
fn bulk_list(wire: &Value, field: &str) -> Result<Vec<Value>, Refusal> {
    let list = wire[field].as_array().cloned().unwrap_or_default();
    if list.is_empty() {
        return Err(Refusal::required(field));
    }
    if list.len() > MOST {
        let told = format!("must not have more than {MOST} items");
        return Err(Refusal::field(field, "MAX_SIZE", told));
    }
    Ok(list)
}

/// The same for ids.
fn bulk_ids(wire: &Value, field: &str) -> Result<Vec<String>, Refusal> {
    let list = bulk_list(wire, field)?;
    let read = |(nth, value): (usize, &Value)| match value.as_str() {
        Some(id) => Ok(id.to_owned()),
        None => Err(Refusal::field(
            format!("{field}[{nth}]"),
            "FORMAT",
            "must be a text",
        )),
    };
    list.iter().enumerate().map(read).collect()
}

/// The answer of a bulk call (site contract 7.4): each item with its place, and its entity where that is asked for.
fn bulk_answer(
    results: Vec<(String, Result<Value, Refusal>)>,
    entities: bool,
) -> Result<Value, Refusal> {
    let (all, mut failures) = (results.len(), 0);
    let mut rows = Vec::with_capacity(all);
    for (index, (id, result)) in results.into_iter().enumerate() {
        let mut meta = json!({ "originalIndex": index, "success": result.is_ok() });
        if !id.is_empty() {
            meta["id"] = json!(id);
        }
        let mut row = json!({});
        match result {
            Ok(entity) if entities => row["item"] = entity,
            Ok(_) => {}
            Err(refusal) => {
                failures += 1;
                meta["error"] = item_error(refusal)?;
            }
        }
        row["itemMetadata"] = meta;
        rows.push(row);
    }
    Ok(json!({ "results": rows, "bulkActionMetadata": {
        "totalSuccesses": all - failures, "totalFailures": failures, "undetailedFailures": 0 } }))
}

/// Gives the places of some records to them in the order of these ids.
fn reorder(state: &mut State, site: &Site, kind: Kind, ids: &[String]) -> Result<(), Refusal> {
    let mut entries = Vec::new();
    for id in ids {
        entries.push(Entry::clone(&*state.known_entry(site, kind, id)?));
    }
    let mut places: Vec<u64> = entries.iter().map(|entry| entry.seq).collect();
    places.sort_unstable();
    places.dedup();
    if places.len() != entries.len() {
        return Err(Refusal::field("ids", "UNIQUE", "must not repeat an id"));
    }
    for (entry, seq) in entries.into_iter().zip(places) {
        state.put_entry(site, kind, Entry { seq, ..entry })?;
    }
    Ok(())
}
