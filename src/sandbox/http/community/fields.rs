//! Custom fields of members (site contract 4.5). The list mixes fields of the owner's own with built-in ones.

use axum::{
    Router,
    body::Bytes,
    extract::{self, Path, RawQuery},
    response::Response,
    routing::{get as gets, post},
};
use serde_json::{Value, json};

use super::{anybody, bulk_ids, changes, coded, length, object, reorder, text};
use crate::sandbox::{
    http::{App, auth::Caller, input, input::Params},
    state::{
        State,
        paging::Page,
        records::Site,
        refusal::Refusal,
        shelf::{Entry, Kind},
    },
};

const PAGE: (u32, u32) = (50, 100);
const SECTIONS: [&str; 4] = ["GENERAL", "DISPLAY_INFO", "SOCIAL", "ADDRESS"];
const TYPES: [&str; 5] = ["TEXT", "NUMBER", "DATE", "URL", "SOCIAL"];
const SOCIAL: [&str; 14] = [
    "FACEBOOK",
    "INSTAGRAM",
    "LINKEDIN",
    "TWITTER",
    "YOUTUBE",
    "PINTEREST",
    "TIKTOK",
    "DEVIANTART",
    "SOUNDCLOUD",
    "TUMBLR",
    "VIMEO",
    "VKONTAKTE",
    "ODNOKLASSNIKI",
    "OTHER",
];

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/members/v1/custom-fields", gets(list).post(create))
        .route("/members/v1/custom-fields/order", post(order))
        .route(
            "/members/v1/custom-fields/{id}",
            gets(get).patch(update).delete(delete),
        )
        .route("/members/v1/custom-fields/{id}/hide", post(hide))
}

/// A field as answers show it: that it is hidden is a word of the sandbox's own.
pub(super) fn shown(body: &Value) -> Value {
    let mut body = body.clone();
    if let Some(map) = body.as_object_mut() {
        map.remove("hidden");
    }
    body
}

fn list_of(entries: &[std::sync::Arc<Entry>]) -> Vec<Value> {
    let section = |body: &Value| SECTIONS.iter().position(|one| body["section"] == **one);
    let mut rows: Vec<Value> = entries
        .iter()
        .filter(|entry| entry.body["hidden"] != true)
        .map(|entry| entry.body.clone())
        .collect();
    rows.sort_by_key(section);
    rows
}

async fn list(
    extract::State(app): extract::State<App>,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Response {
    app.ask(move |state| {
        let site = anybody(state, &caller)?;
        let params = Params::read(query.as_deref())?;
        let page = Page::check(
            params.number("paging.limit")?,
            params.number("paging.offset")?,
            PAGE.0,
            PAGE.1,
            state.switches.clamp_paging,
        )?;
        let all = list_of(&state.shown_entries(&site, Kind::CustomField));
        let total = all.len();
        let rows = page.cut(all);
        let told = json!({ "count": rows.len(), "offset": page.offset, "total": total,
            "tooManyToCount": false });
        Ok(json!({ "fields": rows, "metadata": told }))
    })
    .await
}

async fn get(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Response {
    app.ask(move |state| {
        let site = anybody(state, &caller)?;
        let field = state.known_entry(&site, Kind::CustomField, &id)?;
        Ok(json!({ "field": shown(&field.body) }))
    })
    .await
}

/// Checks type, privacy and network of a field as it would be.
fn check(field: &Value) -> Result<(), Refusal> {
    length("field.name", text(field, "name"), 1, 150)?;
    if !TYPES.contains(&text(field, "fieldType")) {
        return Err(coded("INCORRECT_FIELD_TYPE", "This is no type of a field"));
    }
    if !["PUBLIC", "PRIVATE"].contains(&text(field, "defaultPrivacy")) {
        let told = "The privacy must be PUBLIC or PRIVATE";
        return Err(coded("INCORRECT_FIELD_PRIVACY", told));
    }
    let network = text(field, "socialType");
    let social = text(field, "fieldType") == "SOCIAL";
    let fits = if social {
        SOCIAL.contains(&network)
    } else {
        matches!(network, "" | "UNKNOWN")
    };
    if fits {
        return Ok(());
    }
    let told = "Fields of the type SOCIAL, and only those, have a network";
    Err(coded("INVALID_FIELD_SOCIAL_TYPE", told))
}

/// A key that no field has yet.
fn free_key(state: &State, site: &Site, name: &str) -> String {
    let words: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let base = format!("custom.{}", words.join("-"));
    let all = state.entries(site, Kind::CustomField);
    let taken = |key: &str| all.iter().any(|entry| entry.body["key"] == key);
    std::iter::once(base.clone())
        .chain((1..u64::MAX).map(|n| format!("{base}-{n}")))
        .find(|key| !taken(key))
        .unwrap_or(base)
}

async fn create(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = changes(state, &caller)?;
        let wish = object(&input::body(&bytes)?, "field")?;
        let or = |field: &str, default: &str| match text(&wish, field) {
            "" => default.to_owned(),
            given => given.to_owned(),
        };
        let of_type = or("fieldType", "TEXT");
        let section = if of_type == "SOCIAL" { "SOCIAL" } else { "GENERAL" };
        let (id, now) = (state.new_guid("custom-field"), state.now());
        let body = json!({
            "id": id, "name": text(&wish, "name"), "key": free_key(state, &site, text(&wish, "name")),
            "defaultPrivacy": or("defaultPrivacy", "PRIVATE"), "fieldType": of_type,
            "socialType": or("socialType", "UNKNOWN"), "fieldOrigin": "CUSTOM",
            "appliesTo": "ALL_MEMBERS", "section": section, "createdDate": now,
            "updatedDate": now, "revision": "1",
        });
        check(&body)?;
        Ok(json!({ "field": state.add_entry(&site, Kind::CustomField, &id, body)? }))
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
        let wish = object(&input::body(&bytes)?, "field")?;
        let old = state.known_entry(&site, Kind::CustomField, &id)?;
        let mut now = old.body.clone();
        for field in ["name", "defaultPrivacy", "socialType"] {
            if let Some(value) = wish.get(field).filter(|value| !value.is_null()) {
                now[field] = value.clone();
            }
        }
        let touches_name =
            now["name"] != old.body["name"] || now["socialType"] != old.body["socialType"];
        if old.body["fieldOrigin"] == "SYSTEM" && touches_name {
            let told = "Only the privacy of a system field can be changed";
            return Err(coded("RESERVED_FIELD_NAME_NON_EDITABLE", told));
        }
        check(&now)?;
        let edit = |body: &mut Value| *body = now;
        let now = state.revise_entry(&site, Kind::CustomField, &old, wish.get("revision"), edit)?;
        Ok(json!({ "field": shown(&now) }))
    })
    .await
}

async fn delete(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    app.ask(move |state| {
        let site = changes(state, &caller)?;
        let old = state.known_entry(&site, Kind::CustomField, &id)?;
        let params = Params::read(query.as_deref())?;
        let given = params.one("revision").map(|text| json!(text));
        // Only the check counts; the record goes with its next revision.
        state.revise_entry(&site, Kind::CustomField, &old, given.as_ref(), |_| {})?;
        state.drop_entry(&site, Kind::CustomField, &id)?;
        Ok(json!({}))
    })
    .await
}

/// A hidden field shows in no profile and no list; it comes back as a suggestion.
async fn hide(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = changes(state, &caller)?;
        let wire: Value = input::body(&bytes)?;
        let old = state.known_entry(&site, Kind::CustomField, &id)?;
        let edit = |body: &mut Value| body["hidden"] = json!(true);
        state.revise_entry(&site, Kind::CustomField, &old, wire.get("revision"), edit)?;
        Ok(json!({}))
    })
    .await
}

async fn order(extract::State(app): extract::State<App>, caller: Caller, bytes: Bytes) -> Response {
    app.ask(move |state| {
        let site = changes(state, &caller)?;
        let wire: Value = input::body(&bytes)?;
        let ids = bulk_ids(&wire, "fieldIds")?;
        let section = match text(&wire, "section") {
            "" => "GENERAL",
            given if SECTIONS.contains(&given) => given,
            _ => return Err(Refusal::field("section", "ENUM", "is no section")),
        };
        for (nth, id) in ids.iter().enumerate() {
            let field = state.known_entry(&site, Kind::CustomField, id)?;
            if field.body["section"] != section {
                let place = format!("fieldIds[{nth}]");
                return Err(Refusal::field(place, "CUSTOM", "is in another section"));
            }
        }
        reorder(state, &site, Kind::CustomField, &ids)?;
        let mut rows = list_of(&state.entries(&site, Kind::CustomField));
        rows.retain(|row| row["section"] == section);
        Ok(json!({ "fields": rows, "section": section }))
    })
    .await
}
