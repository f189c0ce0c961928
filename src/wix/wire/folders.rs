//! Folders of sites (contract F1, F2).

use super::fields::Fields;
use super::{Metadata, answer};
use crate::access::{Folder, FolderId};
use crate::wix::paging::UnreadRow;
use crate::wix::write::Unread;
use serde_json::Value;

/// Reads a page of folders: rows, unreadable rows, number of rows, paging.
pub(in crate::wix) fn page(
    body: &[u8],
) -> Result<(Vec<Folder>, Vec<UnreadRow>, usize, Metadata), Unread> {
    let mut answer = answer(body, &["folders", "metadata"])?;
    let list = answer.main_list("folders")?;
    let count = list.len();
    let (rows, unread) = super::rows("folders", list, folder);
    let metadata = Metadata::take(&mut answer, "metadata");
    Ok((rows, unread, count, metadata))
}

/// Reads the folder of one site: an empty object at the root (contract F2).
pub(in crate::wix) fn of_site(body: &[u8]) -> Result<Option<Folder>, Unread> {
    let mut answer = answer(body, &["folder"])?;
    match answer.value("folder") {
        None => Ok(None),
        Some(Value::Object(o)) if o.values().all(is_default) => Ok(None),
        Some(value) => folder(value).map(Some).map_err(|reason| Unread {
            path: "folder".to_owned(),
            reason,
        }),
    }
}

/// A value that an answer may leave out (contract 1).
fn is_default(value: &Value) -> bool {
    matches!(value, Value::Null) || value == "" || *value == 0
}

fn folder(value: Value) -> Result<Folder, String> {
    let mut f = Fields::row(value)?;
    let id = f.id("id").ok_or("the folder has no id")?;
    Ok(Folder {
        id: FolderId::from(id),
        name: f.string("name"),
        parent: f.id("parentId").map(FolderId::from),
        site_count: f.count("siteCount"),
        extra: f.rest(),
    })
}
