//! Calls on everybody whom a filter finds (site contract 1.4, Bulk Delete By Filter, Bulk Approve,
//! Bulk Block). Wix counts by itself when it begins: whoever signs up in between is meant too, so
//! plans resolve to ids and send those instead.

use super::check;
use super::query::{MemberSearch, QueryMembers};
use crate::access::{MemberId, MemberStatus, SiteId};
use crate::wix::wire::jobs as wire;
use crate::wix::{BuildError, Level, Unread, Write, WriteRequest};
use serde_json::{Value, json};

/// What shall become of everybody whom a filter finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BulkDeed {
    /// Deleted for good.
    Delete {
        /// Who gets what they wrote; the site's owner without it.
        heir: Option<MemberId>,
        /// A text that must be found too.
        search: Option<MemberSearch>,
    },
    /// Approved.
    Approve,
    /// Blocked.
    Block,
}

/// One call on everybody whom a filter finds. Wix answers with a [job](crate::wix::jobs).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkByFilter {
    site: SiteId,
    path: &'static str,
    body: Value,
}

impl BulkByFilter {
    /// Does this with everybody of this site who has one of these ids and one of these states.
    ///
    /// # Errors
    /// [`BuildError`] if an id is missing or stands there twice, if a status cannot be asked for,
    /// and for a filter without any condition: it would very likely mean everybody (site contract
    /// 1.4, guess).
    pub fn new(
        site: SiteId,
        ids: Vec<MemberId>,
        statuses: Vec<MemberStatus>,
        deed: &BulkDeed,
    ) -> Result<Self, BuildError> {
        if site.is_empty() {
            return Err(BuildError::Missing("the site id"));
        }
        if ids.is_empty() && statuses.is_empty() {
            return Err(BuildError::Missing("a condition of the filter"));
        }
        if ids.iter().any(MemberId::is_empty) {
            return Err(BuildError::Missing("the member id"));
        }
        if statuses
            .iter()
            .any(|s| matches!(s, MemberStatus::Unknown | MemberStatus::Other(_)))
        {
            return Err(check::wrong("the status", "be a known one"));
        }
        let filter = QueryMembers {
            ids,
            statuses,
            ..QueryMembers::default()
        }
        .filter();
        let mut body = json!({ "filter": filter });
        let path = match deed {
            BulkDeed::Delete { heir, search } => {
                if let Some(heir) = heir {
                    body["contentAssigneeId"] = json!(heir.as_str());
                }
                if let Some(search) = search {
                    check::search(search)?;
                    body["search"] = search.to_wire();
                }
                "/members/v1/members/bulk/delete-by-filter"
            }
            BulkDeed::Approve => "/members/v1/members/bulk/approve-by-filter",
            BulkDeed::Block => "/members/v1/members/bulk/block-by-filter",
        };
        Ok(Self { site, path, body })
    }
}

impl Write for BulkByFilter {
    /// The id of the job that does it.
    type Answer = String;

    fn request(&self) -> WriteRequest {
        let level = Level::Site(self.site.clone());
        WriteRequest::new("POST", self.path, level, &self.body)
    }

    fn read(&self, body: &[u8]) -> Result<String, Unread> {
        wire::job_id(body)
    }
}
