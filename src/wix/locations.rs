//! Locations of a site (site contract 5): reading only.

use super::paging::{Offsets, Page};
use super::wire::locations as wire;
use super::{Client, Level, WixError};
use crate::access::{Location, LocationId, SiteId};

/// Rows to ask for at once. Wix takes up to 1,000 (site contract 5.2); few sites have as many as
/// this.
pub const LOCATIONS_PAGE: u32 = 100;

/// One page of a site's locations by name (site contract 5.3, List Locations). Begin with
/// `Offsets::start(LOCATIONS_PAGE)`. Archived ones are left out unless `archived` asks for them.
///
/// # Errors
/// [`WixError`].
pub async fn page(
    client: &Client,
    site: &SiteId,
    archived: bool,
    at: Offsets,
) -> Result<Page<Location, Offsets>, WixError> {
    let query = vec![
        ("paging.limit", at.limit().to_string()),
        ("paging.offset", at.offset().to_string()),
        ("includeArchived", archived.to_string()),
        ("sort.fieldName", "name".to_owned()),
        ("sort.order", "ASC".to_owned()),
    ];
    let level = Level::Site(site.clone());
    let (rows, unread, count, meta) = client
        .get("/locations/v1/locations", query, level, wire::page)
        .await?;
    let first = rows.first().map(|row| row.id.as_str().to_owned());
    Ok(Page::after(
        at,
        rows,
        unread,
        first.as_deref(),
        (count, meta.total, meta.has_next),
    ))
}

/// One location (site contract 5.3, Get Location). `NotFound` is an answer: the site has none with
/// this id.
///
/// # Errors
/// [`WixError`].
pub async fn get(client: &Client, site: &SiteId, id: &LocationId) -> Result<Location, WixError> {
    let path = super::part("GET", "/locations/v1/locations/", id.as_str(), "")?;
    let level = Level::Site(site.clone());
    client.get(&path, Vec::new(), level, wire::one).await
}
