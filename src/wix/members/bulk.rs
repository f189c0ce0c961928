//! Deleting many members in one call (site contract 1.4, Bulk Delete Members).

use crate::access::{MemberId, SiteId};
use crate::wix::wire::bulk::{self as wire, Item};
use crate::wix::{BuildError, Level, Unread, UnreadRow, Write, WriteRequest};
use serde_json::json;
use std::collections::BTreeSet;

/// Most members in one call (site contract 1.4: `memberIds` 1..100).
pub const MOST_MEMBERS: usize = 100;

/// Deletes members of one site for good, each for itself: some can be refused inside an answer of
/// 200. Who is refused and why is as in [`DeleteMember`](super::DeleteMember).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkDeleteMembers {
    site: SiteId,
    ids: Vec<MemberId>,
}

impl BulkDeleteMembers {
    /// Deletes these members of this site.
    ///
    /// # Errors
    /// [`BuildError`] if an id is missing or stands there twice, and for none or too many.
    pub fn new(site: SiteId, ids: Vec<MemberId>) -> Result<Self, BuildError> {
        if site.is_empty() {
            return Err(BuildError::Missing("the site id"));
        }
        if ids.is_empty() {
            return Err(BuildError::Nothing);
        }
        if ids.len() > MOST_MEMBERS {
            return Err(BuildError::TooMany(MOST_MEMBERS));
        }
        if ids.iter().any(MemberId::is_empty) {
            return Err(BuildError::Missing("the member id"));
        }
        let different: BTreeSet<&MemberId> = ids.iter().collect();
        if different.len() < ids.len() {
            return Err(BuildError::Twice);
        }
        Ok(Self { site, ids })
    }
}

/// Whose place in the request a row is about. The place and the id must not contradict each other;
/// a row without a place is about its id, and without both about the first.
fn place(ids: &[&str], item: &Item) -> Option<usize> {
    let by_id = |id: &str| ids.iter().position(|i| *i == id);
    match (item.index, item.id.as_deref()) {
        (Some(at), None) => (at < ids.len()).then_some(at),
        (Some(at), Some(id)) => by_id(id).filter(|i| *i == at),
        (None, Some(id)) => by_id(id),
        (None, None) => Some(0),
    }
}

/// What a row says about its item.
pub(in crate::wix) fn outcome_of(told: Option<Result<(), (String, String)>>) -> ItemOutcome {
    match told {
        Some(Ok(())) => ItemOutcome::Done,
        Some(Err((code, words))) => ItemOutcome::Failed { code, words },
        None => ItemOutcome::NotMentioned,
    }
}

/// Reads an answer about the items with these ids, in the order in which they were sent.
pub(in crate::wix) fn read_items(body: &[u8], ids: &[&str]) -> Result<ItemsDone, Unread> {
    read_by(body, ids.len(), |item| place(ids, item))
}

/// The same where the ids in the answer are new ones: the place alone tells whose a row is.
pub(in crate::wix) fn read_places(body: &[u8], number: usize) -> Result<ItemsDone, Unread> {
    read_by(body, number, |item| Some(item.index.unwrap_or(0)))
}

fn read_by(
    body: &[u8],
    number: usize,
    place: impl Fn(&Item) -> Option<usize>,
) -> Result<ItemsDone, Unread> {
    let (items, unread) = wire::items(body)?;
    let mut told: Vec<Option<ItemOutcome>> = vec![None; number];
    for item in items {
        let Some(place) = place(&item).and_then(|at| told.get_mut(at)) else {
            continue;
        };
        let outcome = outcome_of(item.told);
        // Two rows that differ about one item settle nothing.
        *place = match place.take() {
            Some(before) if before != outcome => Some(ItemOutcome::NotMentioned),
            _ => Some(outcome),
        };
    }
    Ok(ItemsDone {
        outcomes: told
            .into_iter()
            .map(|o| o.unwrap_or(ItemOutcome::NotMentioned))
            .collect(),
        unread,
    })
}

/// What became of one item of a bulk call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemOutcome {
    /// Done.
    Done,
    /// Refused, with Wix's code and words; both may be empty.
    Failed {
        /// Such as [`RULE_OWNER_OR_CONTRIBUTOR`](super::RULE_OWNER_OR_CONTRIBUTOR).
        code: String,
        /// Wix's words.
        words: String,
    },
    /// The answer says nothing about it, or contradicts itself.
    NotMentioned,
}

/// What became of all items.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ItemsDone {
    /// One outcome per item, in the order in which they were given.
    pub outcomes: Vec<ItemOutcome>,
    /// Rows that could not be understood. They settle nothing.
    pub unread: Vec<UnreadRow>,
}

impl Write for BulkDeleteMembers {
    type Answer = ItemsDone;

    fn request(&self) -> WriteRequest {
        let ids: Vec<&str> = self.ids.iter().map(MemberId::as_str).collect();
        WriteRequest::new(
            "POST",
            "/members/v1/members/bulk/delete",
            Level::Site(self.site.clone()),
            &json!({ "memberIds": ids }),
        )
    }

    fn read(&self, body: &[u8]) -> Result<ItemsDone, Unread> {
        let ids: Vec<&str> = self.ids.iter().map(MemberId::as_str).collect();
        read_items(body, &ids)
    }
}
