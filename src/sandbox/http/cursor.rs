//! Paging by cursor (site contract 7.3): a cursor carries the query that it goes on with, so later requests send nothing else.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::wire::{PagingWire, SortWire};
use crate::sandbox::state::{paging::Page, refusal::Refusal, shelf::query::Listing};

/// `query` of such an API.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct CursorQuery {
    filter: Value,
    sort: Option<Vec<SortWire>>,
    /// Some APIs spell it so.
    sorting: Option<Vec<SortWire>>,
    cursor_paging: Option<CursorPaging>,
    /// What the SDK's module for badges sends, though the API is one of cursors.
    paging: Option<PagingWire>,
}

/// Limit and cursor.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct CursorPaging {
    pub(crate) limit: Option<i64>,
    pub(crate) cursor: Option<String>,
}

/// What a cursor holds.
#[derive(Serialize, Deserialize)]
struct Held {
    filter: Value,
    sort: Vec<(String, bool)>,
    offset: usize,
}

impl CursorQuery {
    /// A query for everything.
    pub(crate) fn paged(paging: CursorPaging) -> Self {
        Self {
            cursor_paging: Some(paging),
            ..Self::default()
        }
    }

    /// What is asked for; `most` is default and largest limit.
    pub(crate) fn read(self, most: u32, clamp: bool) -> Result<Listing, Refusal> {
        if let Some(paging) = self.paging.filter(|_| self.cursor_paging.is_none()) {
            return Ok(Listing {
                filter: self.filter,
                sort: SortWire::read(self.sort.or(self.sorting).unwrap_or_default())?,
                page: Page::check(paging.limit, paging.offset, most, most, clamp)?,
                by_offset: true,
            });
        }
        let paging = self.cursor_paging.unwrap_or_default();
        let mut page = Page::check(paging.limit, None, most, most, clamp)?;
        let cursor = paging.cursor.filter(|text| !text.is_empty());
        let (filter, sort) = if let Some(text) = cursor {
            let held = Held::read(&text)?;
            page.offset = held.offset;
            (held.filter, held.sort)
        } else {
            let sort = self.sort.or(self.sorting).unwrap_or_default();
            (self.filter, SortWire::read(sort)?)
        };
        Ok(Listing {
            filter,
            sort,
            page,
            by_offset: false,
        })
    }
}

impl Held {
    fn read(text: &str) -> Result<Self, Refusal> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok();
        let held = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        held.ok_or_else(|| Refusal::field("cursorPaging.cursor", "FORMAT", "is not a cursor"))
    }

    fn write(&self) -> Value {
        json!(
            serde_json::to_vec(self)
                .map_or_else(|_| String::new(), |bytes| URL_SAFE_NO_PAD.encode(bytes))
        )
    }
}

/// Numbers about a page, with the ways on and back.
pub(crate) fn metadata(listing: &Listing, count: usize, total: usize) -> Value {
    let cursor = |offset: usize| {
        let (filter, sort) = (listing.filter.clone(), listing.sort.clone());
        Held {
            filter,
            sort,
            offset,
        }
        .write()
    };
    let page = listing.page;
    let (after, has_next) = (page.offset + count, page.offset + count < total);
    let mut cursors = json!({});
    if has_next {
        cursors["next"] = cursor(after);
    }
    if page.offset > 0 {
        cursors["prev"] = cursor(page.offset.saturating_sub(page.limit));
    }
    let mut told = json!({ "count": count, "cursors": cursors, "hasNext": has_next });
    if listing.by_offset {
        // The SDK computes from it whether there is more, as it does for locations (dialect 8).
        told["offset"] = json!(page.offset);
        told["total"] = json!(total);
    }
    told
}
