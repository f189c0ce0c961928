//! What bulk calls tell about their items (site contract 1.4, Bulk Delete Members).

use super::answer;
use super::fields::Fields;
use crate::wix::paging::UnreadRow;
use crate::wix::write::Unread;
use serde_json::Value;

/// One row of `results`.
pub(in crate::wix) struct Item {
    /// The item's place in the request. Zero may be left out, as every default may (contract 1).
    pub(in crate::wix) index: Option<usize>,
    /// The item's id, if it is told.
    pub(in crate::wix) id: Option<String>,
    /// `Ok` for done, else Wix's code and words; `None` where the row says neither.
    pub(in crate::wix) told: Option<Result<(), (String, String)>>,
}

/// Reads `{results: [{itemMetadata}], bulkActionMetadata}`. Partial failure comes with 200.
pub(in crate::wix) fn items(body: &[u8]) -> Result<(Vec<Item>, Vec<UnreadRow>), Unread> {
    let mut answer = answer(body, &["results", "bulkActionMetadata"])?;
    Ok(super::rows("results", answer.main_list("results")?, item))
}

/// Reads one row.
pub(super) fn item(value: Value) -> Result<Item, String> {
    let mut row = Fields::row(value)?;
    let mut meta = row
        .object("itemMetadata")
        .ok_or("it has no metadata of an item")?;
    let error = meta.object("error").filter(|e| !e.is_empty());
    let success = meta.flag("success");
    let told = match (success, error) {
        // A row with an error is a failure, also where it calls itself a success.
        (_, Some(mut error)) => Some(Err((error.string("code"), error.string("description")))),
        (Some(true), None) => Some(Ok(())),
        (Some(false), None) => Some(Err((String::new(), String::new()))),
        (None, None) => None,
    };
    Ok(Item {
        index: meta
            .count("originalIndex")
            .and_then(|n| usize::try_from(n).ok()),
        id: meta.id("id").filter(|id| !id.is_empty()),
        told,
    })
}
