//! Work that Wix does after it has answered: where a job stands and what became of its items (site
//! contract 7.6). Reading jobs needs the permission Read Async Jobs; without it, read the members
//! themselves again.

use super::members::{ItemOutcome, outcome_of};
use super::paging::{Cursors, Page};
use super::wire::jobs as wire;
use super::{Client, Level, WixError};
use crate::access::{AsyncJob, MemberId, SiteId};
use std::time::Duration;

/// Items in one page.
pub const ITEMS_PAGE: u32 = 100;

/// How long to wait between two looks; nothing is published (site contract 7.6).
pub const POLL: Duration = Duration::from_secs(2);

const PATH: &str = "/async-jobs/v1/async-jobs/";

/// Where a job stands.
///
/// # Errors
/// [`WixError`].
pub async fn get(client: &Client, site: &SiteId, id: &str) -> Result<AsyncJob, WixError> {
    let path = super::part("GET", PATH, id, "")?;
    let level = Level::Site(site.clone());
    client.get(&path, Vec::new(), level, wire::one).await
}

/// What became of one item of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobItem {
    /// The member that it is about, if Wix told.
    pub id: Option<MemberId>,
    /// What became of it.
    pub outcome: ItemOutcome,
}

/// One page of a job's items. Begin with `Cursors::start(ITEMS_PAGE)`.
///
/// # Errors
/// [`WixError`].
pub async fn items(
    client: &Client,
    site: &SiteId,
    id: &str,
    at: Cursors,
) -> Result<Page<JobItem, Cursors>, WixError> {
    let path = super::part("GET", PATH, id, "/items")?;
    let mut query = vec![("paging.limit", at.limit().to_string())];
    if let Some(cursor) = at.cursor() {
        query.push(("paging.cursor", cursor.to_owned()));
    }
    let level = Level::Site(site.clone());
    let read = client.get(&path, query, level, wire::items).await?;
    let (next, trouble) = at.after(read.rows, read.cursor.as_deref(), read.has_next);
    let items = read.items.into_iter().map(|item| JobItem {
        id: item.id.as_deref().map(MemberId::new),
        outcome: outcome_of(item.told),
    });
    Ok(Page {
        items: items.collect(),
        unread: read.unread,
        total: None,
        next,
        trouble,
    })
}
