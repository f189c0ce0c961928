//! Jobs (site contract 7.6): an answer that names one, where it stands, what became of its items.

use super::answer;
use super::bulk::{Item, item};
use super::{Metadata, object};
use crate::access::{AsyncJob, JobStatus};
use crate::wix::paging::UnreadRow;
use crate::wix::write::Unread;

/// Reads `{jobId}`.
pub(in crate::wix) fn job_id(body: &[u8]) -> Result<String, Unread> {
    object(body)?.id("jobId").ok_or_else(|| Unread {
        path: "jobId".to_owned(),
        reason: "there is no id of a job in it".to_owned(),
    })
}

/// Reads `{job}`.
pub(in crate::wix) fn one(body: &[u8]) -> Result<AsyncJob, Unread> {
    let mut answer = answer(body, &["job"])?;
    let mut job = answer.object("job").ok_or_else(|| Unread {
        path: "job".to_owned(),
        reason: "there is no job in it".to_owned(),
    })?;
    let mut counters = job.object("counters").unwrap_or_default();
    Ok(AsyncJob {
        id: job.id("id").unwrap_or_default(),
        status: JobStatus::from_wire(&job.string("status")),
        items: counters.count("itemsToProcess"),
        succeeded: counters.count("itemsSucceeded"),
        // The name was cut off in the stored documentation (site contract 7.6).
        failed: counters
            .count("itemsFailed")
            .or_else(|| counters.count("itemsFailedToProcess")),
    })
}

/// One page of items. Where the list stands is not published: under its first known name.
#[derive(Default)]
pub(in crate::wix) struct ItemsPage {
    pub(in crate::wix) items: Vec<Item>,
    pub(in crate::wix) unread: Vec<UnreadRow>,
    pub(in crate::wix) rows: usize,
    pub(in crate::wix) cursor: Option<String>,
    pub(in crate::wix) has_next: Option<bool>,
}

/// Reads it.
pub(in crate::wix) fn items(body: &[u8]) -> Result<ItemsPage, Unread> {
    let names = ["results", "items", "jobItems"];
    let known = ["results", "items", "jobItems", "pagingMetadata"];
    let mut answer = answer(body, &known)?;
    let name = names
        .into_iter()
        .find(|n| answer.has(n))
        .unwrap_or("results");
    let list = answer.main_list(name)?;
    let rows = list.len();
    let (items, unread) = super::rows(name, list, item);
    let meta = Metadata::take(&mut answer, "pagingMetadata");
    Ok(ItemsPage {
        items,
        unread,
        rows,
        cursor: meta.cursor,
        has_next: meta.has_next,
    })
}
