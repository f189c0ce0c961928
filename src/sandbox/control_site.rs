//! Control routes about sites: the contributors and the seats as they truly are, and numbers over all sites.

use std::collections::BTreeSet;

use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use serde_json::{Value, json};

use super::{
    http::{App, input::Params},
    state::{
        State as Account, contributors::record::Contributor, records::Site, refusal::Refusal,
        shelf::Kind,
    },
};

/// Numbers about the contributors of all sites.
#[derive(Default)]
pub(super) struct Counts {
    /// Roles held, over all sites.
    pub(super) assignments: usize,
    /// Different accounts.
    pub(super) accounts: usize,
    /// Contributors who are limited to locations.
    pub(super) limited: usize,
    /// Those of them whom the limit does not bind.
    pub(super) idle: usize,
    /// Roles of one account: site and role.
    pub(super) planted: Vec<Value>,
}

/// Goes through all sites of the main account.
pub(super) fn counts(state: &Account, planted: &str) -> Counts {
    let main = state.world.account_id();
    let mut own: Vec<_> = state
        .truth
        .sites
        .values()
        .filter(|site| site.account == main)
        .collect();
    own.sort_by_key(|site| site.seq);
    let mut counts = Counts::default();
    let mut accounts = BTreeSet::new();
    for site in own {
        for one in state.crew(&state.truth, site) {
            counts.assignments += one.roles.len();
            counts.limited += usize::from(!one.locations.is_empty());
            counts.idle += usize::from(is_idle(state, &one));
            if one.account == planted {
                let roles = one.roles.iter();
                counts
                    .planted
                    .extend(roles.map(|held| json!({ "siteId": site.id, "roleId": held.role })));
            }
            accounts.insert(one.account.clone());
        }
    }
    counts.accounts = accounts.len();
    counts
}

/// Whether a contributor is limited to locations while no role of theirs is bound by that.
fn is_idle(state: &Account, one: &Contributor) -> bool {
    let binds = |id: &str| {
        let mut roles = state.world.roles.iter();
        roles.any(|role| role.id == id && role.binds)
    };
    !one.locations.is_empty() && !one.roles.iter().any(|held| binds(&held.role))
}

/// `?site=ID`: every contributor with roles, locations, and whether the limit to locations is idle.
pub(super) async fn contributors(State(app): State<App>, RawQuery(query): RawQuery) -> Response {
    app.ask(move |state| {
        let site = site_of(state, query.as_deref())?;
        let crew = state.crew(&state.truth, &site);
        let rows: Vec<Value> = crew.iter().map(|one| told(state, one)).collect();
        Ok(json!({ "contributors": rows }))
    })
    .await
}

fn told(state: &Account, one: &Contributor) -> Value {
    let roles: Vec<_> = one.roles.iter().map(|held| &held.role).collect();
    let locations: Vec<_> = one.locations.iter().map(|held| &held.location).collect();
    json!({
        "accountId": one.account,
        "ownerId": one.owner,
        "roleIds": roles,
        "locationIds": locations,
        "limitIsIdle": is_idle(state, one),
    })
}

/// `?site=ID`: seats, and what takes them.
pub(super) async fn seats(State(app): State<App>, RawQuery(query): RawQuery) -> Response {
    app.ask(move |state| {
        let site = site_of(state, query.as_deref())?;
        Ok(state.seats_told(&site))
    })
    .await
}

/// `?site=ID`: the mails to members that would have been sent, oldest first.
pub(super) async fn mails(State(app): State<App>, RawQuery(query): RawQuery) -> Response {
    app.ask(move |state| {
        let site = site_of(state, query.as_deref())?;
        let mails = state.entries(&site, Kind::Mail);
        let mails: Vec<&Value> = mails.iter().map(|entry| &entry.body).collect();
        Ok(json!({ "mails": mails }))
    })
    .await
}

fn site_of(state: &Account, query: Option<&str>) -> Result<std::sync::Arc<Site>, Refusal> {
    let params = Params::read(query)?;
    let site = params
        .one("site")
        .ok_or_else(|| Refusal::required("site"))?;
    state.site_by_id(site)
}
