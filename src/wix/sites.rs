//! Sites of an account (contract S1, S2).

use super::paging::{Cursors, Page};
use super::wire::sites as wire;
use super::{Client, Level, WixError};
use crate::access::{AccountId, Site};
use serde_json::{Value, json};

/// Most sites in one page (contract S1).
pub const SITES_PAGE: u32 = 100;

/// Headless sites are hidden unless they are asked for (contract S1).
fn filter() -> Value {
    json!({ "namespace": { "$in": ["WIX", "HEADLESS"] } })
}

/// One page of the account's sites by display name. Begin with `Cursors::start(SITES_PAGE)`.
///
/// # Errors
/// [`WixError`].
pub async fn query(
    client: &Client,
    account: &AccountId,
    at: Cursors,
) -> Result<Page<Site, Cursors>, WixError> {
    let sort = json!([{ "fieldName": "displayName", "order": "ASC" }]);
    let body = at.query(&filter(), &sort);
    let level = Level::Account(account.clone());
    let read = client
        .query("/site-list/v2/sites/query", &body, level, wire::page)
        .await?;
    Ok(Page::of_cursor(at, read))
}

/// Number of the account's sites, counted like [`query`] lists them (contract S2). Differs from
/// what was listed when the list is capped: older documentation speaks of 1,000 sites.
///
/// # Errors
/// [`WixError`].
pub async fn count(client: &Client, account: &AccountId) -> Result<u64, WixError> {
    let body = json!({ "filter": filter() });
    let level = Level::Account(account.clone());
    client
        .query("/site-list/v2/sites/count", &body, level, wire::count)
        .await
}
