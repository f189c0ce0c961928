//! Folders of sites (contract F1, F2).

use super::paging::{Offsets, Page};
use super::wire::folders as wire;
use super::{Client, Level, WixError, part};
use crate::access::{AccountId, Folder, SiteId};
use serde_json::json;

/// Most folders in one page (contract F1). An account has at most 500.
pub const FOLDERS_PAGE: u32 = 1000;

/// One page of all folders. Begin with `Offsets::start(FOLDERS_PAGE)`.
///
/// # Errors
/// [`WixError`].
pub async fn list(
    client: &Client,
    account: &AccountId,
    at: Offsets,
) -> Result<Page<Folder, Offsets>, WixError> {
    let body = json!({ "query": {
        "filter": {},
        "paging": { "limit": at.limit(), "offset": at.offset() },
    } });
    let level = Level::Account(account.clone());
    let (items, unread, rows, meta) = client
        .query("/site-folders/v2/folders/query", &body, level, wire::page)
        .await?;
    let first = items.first().map(|f| f.id.as_str().to_owned());
    let told = (rows, meta.total, meta.has_next);
    Ok(Page::after(at, items, unread, first.as_deref(), told))
}

/// The folder that a site lies in; `None` at the root (contract F2).
///
/// # Errors
/// [`WixError`].
pub async fn of_site(
    client: &Client,
    account: &AccountId,
    site: &SiteId,
) -> Result<Option<Folder>, WixError> {
    let start = "/site-folders/v2/folders/sites/";
    let path = part("GET", start, site.as_str(), "")?;
    let level = Level::Account(account.clone());
    client.get(&path, Vec::new(), level, wire::of_site).await
}
