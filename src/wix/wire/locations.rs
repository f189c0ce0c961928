//! Locations (site contract 5).

use super::fields::Fields;
use super::{Metadata, answer};
use crate::access::{Location, LocationId};
use crate::wix::paging::UnreadRow;
use crate::wix::write::Unread;
use serde_json::Value;

/// List Locations' answer: rows, unreadable rows, number of rows, metadata.
pub(in crate::wix) fn page(
    body: &[u8],
) -> Result<(Vec<Location>, Vec<UnreadRow>, usize, Metadata), Unread> {
    let mut answer = answer(
        body,
        &["locations", "pagingMetadata", "authorizedLocationEntities"],
    )?;
    let list = answer.main_list("locations")?;
    let count = list.len();
    let (rows, unread) = super::rows("locations", list, location);
    let metadata = Metadata::take(&mut answer, "pagingMetadata");
    Ok((rows, unread, count, metadata))
}

/// Reads `{"location": …}`.
pub(in crate::wix) fn one(body: &[u8]) -> Result<Location, Unread> {
    let unread = |reason: String| Unread {
        path: "location".to_owned(),
        reason,
    };
    let value = answer(body, &["location"])?
        .value("location")
        .ok_or_else(|| unread("there is no location in it".to_owned()))?;
    location(value).map_err(unread)
}

fn location(value: Value) -> Result<Location, String> {
    let mut f = Fields::row(value)?;
    let id = f.id("id").ok_or("the location has no id")?;
    let mut address = f.object("address").unwrap_or_default();
    let line = address.text("formattedAddress");
    f.put_back("address", address.into_value());
    Ok(Location {
        id: LocationId::from(id),
        name: f.string("name"),
        description: f.string("description"),
        default: f.flag("default"),
        archived: f.flag("archived"),
        address: line,
        extra: f.rest(),
    })
}
