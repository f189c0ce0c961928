//! To whom a custom field applies (site contract 4.6): without such a record, to everybody.

use axum::{
    Router,
    body::Bytes,
    extract::{self, Path},
    response::Response,
    routing::{get as gets, post},
};
use serde_json::{Value, json};

use super::{bulk_ids, changes, fields::shown, object, reads, text};
use crate::sandbox::{
    http::{App, auth::Caller, input},
    state::{
        State,
        records::Site,
        refusal::Refusal,
        shelf::{Entry, Kind},
    },
};

/// Most entities to which a field applies, or from which it is withheld.
const MOST: usize = 100;

pub(super) fn routes() -> Router<App> {
    let root = "/members/v1/custom-fields-applications";
    Router::new()
        .route(root, post(create))
        .route(&format!("{root}/applications"), post(of_fields))
        .route(&format!("{root}/members"), post(of_members))
        .route(&format!("{root}/roles"), post(of_roles))
        .route(
            &format!("{root}/{{fieldId}}"),
            gets(get).patch(update).delete(delete),
        )
}

/// Takes both lists out of a request; a list that is not sent stays.
fn take(wish: &Value, body: &mut Value) -> Result<(), Refusal> {
    for (list, kind) in [
        ("applications", "applicationType"),
        ("exclusions", "exclusionType"),
    ] {
        let Some(items) = wish[list]["items"].as_array() else {
            continue;
        };
        let place = format!("application.{list}.items");
        if items.len() > MOST {
            let told = format!("must not have more than {MOST} items");
            return Err(Refusal::field(place, "MAX_SIZE", told));
        }
        let known = ["ROLE", "BADGE", "PRICING_PLAN", "MEMBER"];
        let wrong =
            |item: &Value| !known.contains(&text(item, kind)) || text(item, "entityId").is_empty();
        if let Some(nth) = items.iter().position(wrong) {
            let place = format!("{place}[{nth}]");
            return Err(Refusal::field(
                place,
                "FORMAT",
                "must name a kind and an entity",
            ));
        }
        body[list] = json!({ "items": items });
    }
    Ok(())
}

/// The field says of itself whether it is for everybody.
fn mark(state: &mut State, site: &Site, id: &str, word: &str) -> Result<(), Refusal> {
    let field = state.known_entry(site, Kind::CustomField, id)?;
    let mut body = field.body.clone();
    body["appliesTo"] = json!(word);
    let entry = Entry {
        body,
        ..Entry::clone(&field)
    };
    state.put_entry(site, Kind::CustomField, entry).map(drop)
}

async fn create(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = changes(state, &caller)?;
        let wish = object(&input::body(&bytes)?, "application")?;
        let id = text(&wish, "customFieldId").to_owned();
        let field = state.known_entry(&site, Kind::CustomField, &id)?;
        if state.entry(&site, Kind::FieldApplication, &id).is_some() {
            let told = "The field has an application already".to_owned();
            return Err(Refusal::Exists(told, json!({ "customFieldId": id })));
        }
        let mut body = json!({ "customFieldId": id, "customFieldKey": field.body["key"], "revision": "1",
            "applications": { "items": [] }, "exclusions": { "items": [] } });
        take(&wish, &mut body)?;
        mark(state, &site, &id, "SELECTED_MEMBERS")?;
        Ok(json!({ "application": state.add_entry(&site, Kind::FieldApplication, &id, body)? }))
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
        let wish = object(&input::body(&bytes)?, "application")?;
        let old = state.known_entry(&site, Kind::FieldApplication, &id)?;
        let mut now = old.body.clone();
        take(&wish, &mut now)?;
        let edit = |body: &mut Value| *body = now;
        let kind = Kind::FieldApplication;
        let now = state.revise_entry(&site, kind, &old, wish.get("revision"), edit)?;
        Ok(json!({ "application": now }))
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
        let found = state.known_entry(&site, Kind::FieldApplication, &id)?;
        Ok(json!({ "application": found.body }))
    })
    .await
}

async fn delete(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Response {
    app.ask(move |state| {
        let site = changes(state, &caller)?;
        state.drop_entry(&site, Kind::FieldApplication, &id)?;
        mark(state, &site, &id, "ALL_MEMBERS")?;
        Ok(json!({}))
    })
    .await
}

async fn of_fields(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = reads(state, &caller)?;
        let ids = bulk_ids(&input::body(&bytes)?, "customFieldIds")?;
        let found = ids
            .iter()
            .filter_map(|id| state.entry(&site, Kind::FieldApplication, id));
        let rows: Vec<Value> = found.map(|entry| entry.body.clone()).collect();
        Ok(json!({ "applications": rows }))
    })
    .await
}

/// Every field with whether it applies to somebody who is or has these: kind and id.
fn told(state: &State, site: &Site, of: &[(&str, String)]) -> Vec<Value> {
    let fields = state.entries(site, Kind::CustomField);
    let rows = fields.iter().filter(|field| field.body["hidden"] != true);
    rows.map(|field| {
        let rule = state.entry(site, Kind::FieldApplication, &field.id);
        let names = |list: &str, kind: &str| {
            let items = rule.as_ref().and_then(|rule| rule.body[list]["items"].as_array().cloned());
            let mut items = items.unwrap_or_default().into_iter();
            items.any(|item| of.iter().any(|(word, id)| item[kind] == **word && item["entityId"] == **id))
        };
        let applies = rule.is_none()
            || (names("applications", "applicationType") && !names("exclusions", "exclusionType"));
        json!({ "customFieldKey": field.body["key"], "applies": applies, "customField": shown(&field.body) })
    })
    .collect()
}

async fn of_members(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = reads(state, &caller)?;
        let badges = state.entries(&site, Kind::BadgeAssignment);
        let definitions = state.entries(&site, Kind::RoleDefinition);
        let mut rows = Vec::new();
        for id in bulk_ids(&input::body(&bytes)?, "memberIds")? {
            let id = state.member(&site, &id)?.id;
            let mut of = vec![("MEMBER", id.clone())];
            let own = badges.iter().filter(|entry| entry.body["memberId"] == *id);
            of.extend(own.map(|entry| ("BADGE", text(&entry.body, "badgeId").to_owned())));
            let held = state.entry(&site, Kind::MemberRoles, &id);
            let held = held.and_then(|entry| entry.body["roles"].as_array().cloned());
            for role in held.unwrap_or_default() {
                let known = definitions
                    .iter()
                    .find(|one| one.id == text(&role, "roleKey"));
                of.extend(known.map(|one| ("ROLE", text(&one.body, "id").to_owned())));
            }
            rows.push(json!({ "memberId": id, "applications": told(state, &site, &of) }));
        }
        Ok(json!({ "results": rows }))
    })
    .await
}

async fn of_roles(
    extract::State(app): extract::State<App>,
    caller: Caller,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = reads(state, &caller)?;
        let ids = bulk_ids(&input::body(&bytes)?, "roleIds")?;
        let rows: Vec<Value> = ids
            .into_iter()
            .map(|id| json!({ "applications": told(state, &site, &[("ROLE", id.clone())]), "roleId": id }))
            .collect();
        Ok(json!({ "results": rows }))
    })
    .await
}
