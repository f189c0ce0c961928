//! Members of a site: get, query, look up by address, create, change, delete (site contract 1).
//!
//! Everything here is on site level and works only with a key of the account that owns the site
//! (site contract 3.2). Reads ask for the FULL fieldset always: with less, login addresses are
//! missing and nobody could be found by them (site contract 1.2).

mod bulk;
mod by_filter;
mod by_login;
mod change;
pub(super) mod check;
mod query;
mod status;
mod update;

pub use bulk::{BulkDeleteMembers, ItemOutcome, ItemsDone, MOST_MEMBERS};
pub(super) use bulk::{outcome_of, read_items, read_places};
pub use by_filter::{BulkByFilter, BulkDeed};
pub use by_login::{LOGINS_PER_CALL, by_login};
pub use change::{
    CreateMember, DeleteMember, RULE_OWNER_OR_CONTRIBUTOR, RULE_SUBSCRIPTION, is_duplicate,
    rule_words,
};
pub(super) use query::among;
pub use query::{MemberField, MemberSearch, QueryMembers};
pub use status::{Step, TakeStep, block_words};
pub use update::{ChangeSlug, ClearList, LONGEST_SLUG, SLUG_TAKEN, UpdateMember};

use super::paging::{Offsets, Page, Total, UnreadRow};
use super::wire::members as wire;
use super::{Client, Level, WixError};
use crate::access::{Member, MemberId, SiteId};

/// Rows to ask for at once: the most that the documentation promises (site contract 8.7).
pub const MEMBERS_PAGE: u32 = 100;

/// What one query found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MembersPage {
    /// The members, in Wix's order.
    pub members: Vec<Member>,
    /// Number of rows in the answer, unreadable ones included.
    pub rows: usize,
    /// Rows that could not be understood.
    pub unread: Vec<UnreadRow>,
    /// Number of members that the query finds, if Wix counted them.
    pub total: Option<u64>,
}

/// One member (site contract 1.4, Get Member). `NotFound` is an answer: there is no such member.
///
/// # Errors
/// [`WixError`].
pub async fn get(client: &Client, site: &SiteId, id: &MemberId) -> Result<Member, WixError> {
    let path = super::part("GET", "/members/v1/members/", id.as_str(), "")?;
    let query = vec![("fieldsets", "FULL".to_owned())];
    client
        .get(&path, query, Level::Site(site.clone()), wire::one)
        .await
}

/// Asks once (site contract 1.4, Query Members). Queries lag behind writes by seconds.
///
/// # Errors
/// [`WixError`].
pub async fn query(
    client: &Client,
    site: &SiteId,
    query: &QueryMembers,
) -> Result<MembersPage, WixError> {
    let answer = ask(client, site, query).await?;
    Ok(MembersPage {
        members: answer.members,
        rows: answer.rows,
        unread: answer.unread,
        total: answer.total.number(),
    })
}

/// One page of what a query finds; its own limit and offset do not count. Begin with
/// `Offsets::start(MEMBERS_PAGE)` and give the query an order, so that rows keep their places.
///
/// # Errors
/// [`WixError`].
pub async fn page(
    client: &Client,
    site: &SiteId,
    query: &QueryMembers,
    at: Offsets,
) -> Result<Page<Member, Offsets>, WixError> {
    let here = QueryMembers {
        limit: at.limit(),
        offset: at.offset(),
        ..query.clone()
    };
    let answer = ask(client, site, &here).await?;
    let first = answer.members.first().map(|m| m.id.as_str().to_owned());
    let told: (usize, Total, Option<bool>) = (answer.rows, answer.total, answer.has_next);
    Ok(Page::after(
        at,
        answer.members,
        answer.unread,
        first.as_deref(),
        told,
    ))
}

async fn ask(
    client: &Client,
    site: &SiteId,
    query: &QueryMembers,
) -> Result<wire::MembersAnswer, WixError> {
    let level = Level::Site(site.clone());
    client
        .query(
            "/members/v1/members/query",
            &query.to_wire(),
            level,
            wire::page,
        )
        .await
}
