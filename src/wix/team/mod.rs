//! The team: search, change, remove (contract U1, U3, U4).

mod change;
mod search;

pub use change::{RemoveMember, UpdateAssignments};
pub use search::{Direction, Facet, FacetKind, SearchTeam, TeamOrder};

use super::paging::{Came, Offsets, Page, Total, UnreadRow};
use super::wire::team as wire;
use super::{Client, Level, WixError};
use crate::access::{AccountId, AccountInvite, TeamEntry, TeamMember};
use std::sync::Arc;

/// Rows to ask for at once. The largest number that Wix gives is not documented (contract U1).
pub const TEAM_PAGE: u32 = 50;

/// What one search found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TeamPage {
    /// Who is in.
    pub members: Vec<Arc<TeamMember>>,
    /// Invites.
    pub invites: Vec<Arc<AccountInvite>>,
    /// Number of rows in the answer, unreadable ones included.
    pub rows: usize,
    /// Rows that could not be understood.
    pub unread: Vec<UnreadRow>,
    /// Counts, as far as they were asked for and told.
    pub facets: Vec<Facet>,
}

/// Searches the team once (contract U1).
///
/// # Errors
/// [`WixError`].
pub async fn search(
    client: &Client,
    account: &AccountId,
    search: &SearchTeam,
) -> Result<TeamPage, WixError> {
    let answer = ask(client, account, search).await?;
    let mut page = TeamPage {
        rows: answer.rows,
        unread: answer.unread,
        facets: answer.facets,
        ..TeamPage::default()
    };
    for entry in answer.entries {
        match entry {
            TeamEntry::Member(m) => page.members.push(m),
            TeamEntry::Invite(i) => page.invites.push(i),
        }
    }
    Ok(page)
}

/// One page of the whole team and all invites. Begin with `Offsets::start(TEAM_PAGE)`. The sum of
/// the `Users` facet is a hint at the number of rows.
///
/// # Errors
/// [`WixError`].
pub async fn page(
    client: &Client,
    account: &AccountId,
    at: Offsets,
) -> Result<Page<TeamEntry, Offsets>, WixError> {
    let search = SearchTeam {
        facets: vec![FacetKind::Users],
        limit: at.limit(),
        offset: at.offset(),
        ..SearchTeam::default()
    };
    let answer = ask(client, account, &search).await?;
    let total = answer
        .facets
        .iter()
        .find(|f| f.kind == FacetKind::Users)
        .map_or(Total::Untold, |f| Total::Hint(f.sum()));
    let first = answer.entries.first().map(|e| match e {
        TeamEntry::Member(m) => m.id.as_str(),
        TeamEntry::Invite(i) => i.id.as_str(),
    });
    let (next, trouble) = at.after(&Came {
        rows: answer.rows,
        first,
        total,
        has_next: None,
    });
    Ok(Page {
        items: answer.entries,
        unread: answer.unread,
        total: total.number(),
        next,
        trouble,
    })
}

async fn ask(
    client: &Client,
    account: &AccountId,
    search: &SearchTeam,
) -> Result<wire::TeamAnswer, WixError> {
    let path = "/roles-management/v3/team/search";
    let level = Level::Account(account.clone());
    client
        .query(path, &search.to_wire(), level, wire::search)
        .await
}
