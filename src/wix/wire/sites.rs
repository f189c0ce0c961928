//! Sites (contract S1, S2).

use super::fields::Fields;
use super::{Metadata, answer};
use crate::access::{AccountId, FolderId, Site, SiteId};
use crate::wix::paging::UnreadRow;
use crate::wix::write::Unread;
use serde_json::Value;

/// Reads a page of sites: rows, unreadable rows, number of rows, cursor.
pub(in crate::wix) fn page(
    body: &[u8],
) -> Result<(Vec<Site>, Vec<UnreadRow>, usize, Metadata), Unread> {
    let mut answer = answer(
        body,
        &["sites", "metadata", "cursorPaging", "pagingMetadata"],
    )?;
    let list = answer.main_list("sites")?;
    let count = list.len();
    let (rows, unread) = super::rows("sites", list, site);
    // The documented place; the other one is what most of Wix's lists use.
    let name = if answer.has("metadata") {
        "metadata"
    } else {
        "pagingMetadata"
    };
    let metadata = Metadata::take(&mut answer, name);
    Ok((rows, unread, count, metadata))
}

fn site(value: Value) -> Result<Site, String> {
    let mut f = Fields::row(value)?;
    let id = f.id("id").ok_or("the site has no id")?;
    Ok(Site {
        id: SiteId::from(id),
        name: f.string("name"),
        display_name: f.string("displayName"),
        created_at: f.time("createdDate"),
        updated_at: f.time("updatedDate"),
        trashed_at: f.time("trashedDate"),
        published: f.flag("published"),
        premium: f.flag("premium"),
        domain_connected: f.flag("domainConnected"),
        blocked: f.flag("blocked"),
        url: f.text("viewUrl"),
        owner: f.id("ownerAccountId").map(AccountId::from),
        contributors: f
            .ids("contributorAccountIds")
            .into_iter()
            .map(AccountId::from)
            .collect(),
        editor: f.text("editorType"),
        folder: f.id("folderId").map(FolderId::from),
        namespace: f.text("namespace"),
        extra: f.rest(),
    })
}

/// Reads `{"count": 12}`; a missing count is zero (contract 1).
pub(in crate::wix) fn count(body: &[u8]) -> Result<u64, Unread> {
    let mut answer = answer(body, &["count"])?;
    match answer.count("count") {
        Some(count) => Ok(count),
        None if answer.has("count") => Err(Unread {
            path: "count".to_owned(),
            reason: "it is not a number".to_owned(),
        }),
        None => Ok(0),
    }
}
