//! Roles of members (site contract 4.1). A change takes as long to show as any other in lists.

use axum::{
    Router,
    body::Bytes,
    extract::{self, Path, RawQuery},
    response::Response,
    routing::{get as gets, post},
};
use serde_json::{Map, Value, json};

use super::{bodies, changes, coded, reads, text};
use crate::sandbox::{
    http::{App, auth::Caller, input, input::Params},
    state::{
        State,
        filter::{Fields, Filter},
        records::Site,
        refusal::Refusal,
        shelf::{Entry, Kind, query::ANY},
    },
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/members/v1/roles/members/query", post(query))
        .route(
            "/members/v1/roles/members/{memberId}",
            gets(get).post(assign).delete(unassign),
        )
}

/// The roles that a member has by now, as they are kept.
fn held(state: &State, site: &Site, member: &str) -> Vec<Value> {
    let entry = state.entry(site, Kind::MemberRoles, member);
    let roles = entry.and_then(|entry| entry.body["roles"].as_array().cloned());
    roles.unwrap_or_default()
}

fn keep(state: &mut State, site: &Site, member: &str, roles: &[Value]) -> Result<(), Refusal> {
    let body = json!({ "memberId": member, "roles": roles });
    let kind = Kind::MemberRoles;
    let kept = match state.entry(site, kind, member) {
        Some(old) => state.put_entry(
            site,
            kind,
            Entry {
                body,
                ..Entry::clone(&old)
            },
        ),
        None => state.add_entry(site, kind, member, body),
    };
    kept.map(drop)
}

async fn assign(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Response {
    app.ask(move |state| {
        let site = changes(state, &caller)?;
        let wire: Value = input::body(&bytes)?;
        let key = text(&wire, "roleKey");
        if key.is_empty() {
            return Err(Refusal::required("roleKey"));
        }
        let member = state.member(&site, &id)?;
        let role = state.entry(&site, Kind::RoleDefinition, key);
        let role = role.ok_or_else(|| coded("ROLE_DOES_NOT_EXIST", "There is no such role"))?;
        if role.body["blockable"] == true && member.status == "BLOCKED" {
            return Err(coded(
                "MEMBER_BLOCKED",
                "The role is not for blocked members",
            ));
        }
        let mut roles = held(state, &site, &member.id);
        if !roles.iter().any(|one| one["roleKey"] == key) {
            roles.push(json!({ "roleKey": key, "title": role.body["title"] }));
            keep(state, &site, &member.id, &roles)?;
        }
        Ok(json!({ "roleKey": key }))
    })
    .await
}

async fn unassign(
    extract::State(app): extract::State<App>,
    caller: Caller,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    app.ask(move |state| {
        let site = changes(state, &caller)?;
        let params = Params::read(query.as_deref())?;
        let key = params
            .one("roleKey")
            .ok_or_else(|| Refusal::required("roleKey"))?;
        let member = state.member(&site, &id)?;
        let mut roles = held(state, &site, &member.id);
        let before = roles.len();
        roles.retain(|one| one["roleKey"] != key);
        if roles.len() == before {
            let data = json!({ "roleKey": key });
            return Err(Refusal::rule(
                "roleKey",
                "INVALID_ROLE",
                "the member has no such role",
                data,
            ));
        }
        keep(state, &site, &member.id, &roles)?;
        Ok(json!({ "roleKey": key }))
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
        let member = state.member(&site, &id)?;
        let all = bodies(state, &site, Kind::MemberRoles);
        let own = all.into_iter().find(|body| body["memberId"] == *member.id);
        let roles = own.map_or(json!([]), |body| body["roles"].clone());
        Ok(json!({ "roles": roles }))
    })
    .await
}

/// The fields of the filter are not published; the contract guesses `memberId`.
async fn query(extract::State(app): extract::State<App>, caller: Caller, bytes: Bytes) -> Response {
    app.ask(move |state| {
        let site = reads(state, &caller)?;
        let wire: Value = input::body(&bytes)?;
        let filter = Filter::parse(&wire["query"]["filter"], &Fields::from([("memberId", ANY)]))?;
        let all = bodies(state, &site, Kind::MemberRoles).into_iter();
        let rows: Map<String, Value> = all
            .filter(|body| filter.passes(&|field| body.get(field).cloned()))
            .map(|body| {
                (
                    text(&body, "memberId").to_owned(),
                    json!({ "roles": body["roles"] }),
                )
            })
            .collect();
        Ok(json!({ "rolesByMemberId": rows }))
    })
    .await
}
