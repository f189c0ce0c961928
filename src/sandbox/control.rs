//! The control API under `/_sandbox/`: look at the log, arm faults, change things from outside, move the clock.
//!
//! It needs no key and is not counted, logged or disturbed by faults; the sandbox listens on loopback only.

use axum::{
    Router,
    body::Bytes,
    extract::{RawQuery, State},
    http::HeaderMap,
    response::Response,
    routing::{get, post},
};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    control_site,
    fault::{Fault, FaultBook},
    http::{App, input},
    seed::{planted, sites::site_id, team},
    state::{State as Account, outside::Outside, refusal::Refusal},
};

/// The control routes.
pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/_sandbox/log", get(log).delete(clear_log))
        .route(
            "/_sandbox/faults",
            get(faults).post(add_fault).delete(clear_faults),
        )
        .route("/_sandbox/outside", post(outside))
        .route("/_sandbox/clock", post(clock))
        .route("/_sandbox/reset", post(reset))
        .route("/_sandbox/state", get(state))
        .route("/_sandbox/members", get(members))
        .route("/_sandbox/contributors", get(control_site::contributors))
        .route("/_sandbox/seats", get(control_site::seats))
        .route("/_sandbox/switches", get(switches).post(set_switches))
        .route("/_sandbox/mails", get(control_site::mails))
        .route("/_sandbox/hello", get(hello))
}

async fn log(State(app): State<App>, RawQuery(query): RawQuery) -> Response {
    let inner = app.clone();
    app.ask(move |_| {
        let since = input::Params::read(query.as_deref())?
            .number("since")?
            .unwrap_or(0);
        Ok(inner.log().since(since.try_into().unwrap_or(0)))
    })
    .await
}

async fn clear_log(State(app): State<App>) -> Response {
    app.log().clear();
    done(&app).await
}

async fn faults(State(app): State<App>) -> Response {
    let list = app.faults().list();
    app.ask(move |_| Ok(list)).await
}

async fn add_fault(State(app): State<App>, bytes: Bytes) -> Response {
    let inner = app.clone();
    app.ask(move |_| {
        inner.faults().add(input::body::<Fault>(&bytes)?);
        Ok(json!({}))
    })
    .await
}

async fn clear_faults(State(app): State<App>) -> Response {
    app.faults().clear();
    done(&app).await
}

async fn done(app: &App) -> Response {
    app.ask(|_| Ok(json!({}))).await
}

async fn outside(State(app): State<App>, bytes: Bytes) -> Response {
    app.ask(move |state| state.outside(input::body::<Outside>(&bytes)?))
        .await
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ClockRequest {
    advance_ms: Option<i64>,
    now: Option<Timestamp>,
}

async fn clock(State(app): State<App>, bytes: Bytes) -> Response {
    app.ask(move |state| {
        let wire: ClockRequest = input::body(&bytes)?;
        let by = match (wire.advance_ms, wire.now) {
            (Some(ms), None) => SignedDuration::from_millis(ms),
            (None, Some(at)) => at.duration_since(state.now()),
            _ => return Err(Refusal::argument("Send advanceMs or now")),
        };
        state.advance(by).map_err(|error| internal(&error))?;
        Ok(json!({ "now": state.now() }))
    })
    .await
}

/// The choices in force.
async fn switches(State(app): State<App>) -> Response {
    app.ask(|state| Ok(state.switches.clone())).await
}

/// Changes the choices that are named until the next reset. Those about keys, tokens and A5 are read at the start only.
async fn set_switches(State(app): State<App>, bytes: Bytes) -> Response {
    app.ask(move |state| {
        let named: serde_json::Map<String, Value> = input::body(&bytes)?;
        let mut all = serde_json::to_value(&state.switches).map_err(|error| {
            tracing::error!(%error, "the choices could not be written down");
            Refusal::Internal
        })?;
        if let Some(all) = all.as_object_mut() {
            all.extend(named);
        }
        state.switches =
            serde_json::from_value(all).map_err(|error| Refusal::argument(error.to_string()))?;
        Ok(state.switches.clone())
    })
    .await
}

async fn reset(State(app): State<App>) -> Response {
    let inner = app.clone();
    app.ask(move |state| {
        state
            .reset(&inner.config)
            .map_err(|error| internal(&error))?;
        *inner.faults() = FaultBook::new(inner.config.faults.clone());
        *inner.log() = super::log::Log::default();
        inner.rate().clear();
        Ok(json!({}))
    })
    .await
}

fn internal(error: &super::Error) -> Refusal {
    tracing::error!(%error, "the sandbox could not keep its state");
    Refusal::Internal
}

async fn hello(State(app): State<App>, headers: HeaderMap) -> Response {
    let inner = app.clone();
    let host = headers
        .get("host")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let base_url = format!("http://{host}");
    app.ask(move |state| Ok(super::hello::Hello::of(state, &inner.keys, base_url)))
        .await
}

/// `?site=ID`: the number of members, and the addresses created since the seed with how often each was.
async fn members(State(app): State<App>, RawQuery(query): RawQuery) -> Response {
    app.ask(move |state| {
        let params = input::Params::read(query.as_deref())?;
        let site = params
            .one("site")
            .ok_or_else(|| Refusal::required("site"))?;
        Ok(state.created_members(&*state.site_by_id(site)?))
    })
    .await
}

async fn state(State(app): State<App>) -> Response {
    let inner = app.clone();
    app.ask(move |state| {
        let (requests, writes) = inner.log().counts();
        Ok(counts(state, requests, writes))
    })
    .await
}

/// Numbers about the account as it truly is, and where the planted person stands.
fn counts(state: &Account, requests: usize, writes: usize) -> Value {
    let (world, main, truth) = (&state.world, state.world.account_id(), &state.truth);
    let (changed, coming) = state.change_counts();
    let own_sites = || truth.sites.values().filter(|site| site.account == main);
    let site_members: u64 = own_sites()
        .map(|site| state.true_members(site).count())
        .sum();
    let planted_account = planted::account_id(world);
    let site_level = control_site::counts(state, &planted_account);
    let mut planted_invites: Vec<_> = truth
        .site_invites
        .values()
        .filter(|one| one.seq < world.sizes.planted_site_invites)
        .collect();
    planted_invites.sort_by_key(|one| one.seq);
    let planted_invites: Vec<_> = planted_invites.iter().map(|one| &one.id).collect();
    json!({
        "now": state.now(),
        "mails": state.mails(),
        "changedRecords": changed,
        "notYetShown": coming,
        "requests": requests,
        "writes": writes,
        "counts": {
            "teamMembers": truth.team(&main).len(),
            "accountInvites": truth.invites_of(&main).len(),
            "sites": own_sites().count(),
            "folders": truth.folders.len(),
            "roles": world.roles.len(),
            "childAccounts": truth.accounts.values().filter(|account| account.parent.as_ref() == Some(&main)).count(),
            "contributorAssignments": site_level.assignments,
            "contributorAccounts": site_level.accounts,
            "limitedContributors": site_level.limited,
            "idleLimits": site_level.idle,
            "locations": truth.locations.len(),
            "siteMembers": site_members,
            "siteInvites": truth.site_invites.len(),
        },
        "planted": {
            "addresses": [planted::FIRST_ADDRESS, planted::SECOND_ADDRESS],
            "userId": team::user_id(world, team::PLANTED),
            "contributorAccountId": planted_account,
            "contributions": site_level.planted,
            "siteInviteIds": planted_invites,
            "memberSite": site_id(world, planted::MEMBER_SITE),
        },
    })
}
