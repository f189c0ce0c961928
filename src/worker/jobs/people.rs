//! Reading single people of the team again: before writing, and after.

use super::super::cards::wix_card;
use super::super::open::Open;
use super::super::protocol::ErrorCard;
use crate::access::{AccountId, TeamEntry, TeamMember, UserId};
use crate::plan::{ObjectKey, Plan};
use crate::wix::{Client, Offsets, WixError, team};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Rows of one page of Search Team (contract U1: ask for 50).
pub(in crate::worker) const PAGE: u32 = 50;

/// What was found of each person; `None` means not in the team.
pub(in crate::worker) type Found = BTreeMap<ObjectKey, Option<TeamMember>>;

/// A person to look for, with the address that finds it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::worker) struct Wanted {
    pub(in crate::worker) user: UserId,
    pub(in crate::worker) email: String,
}

/// Why people could not be read.
#[derive(Debug, Clone)]
pub(in crate::worker) enum Unread {
    /// A call failed.
    Wix(WixError),
    /// The list did not come to its end, so nobody can be called absent.
    Incomplete(String),
}

impl Unread {
    /// As people see it.
    pub(in crate::worker) fn card(&self) -> ErrorCard {
        match self {
            Self::Wix(error) => wix_card(error),
            Self::Incomplete(why) => ErrorCard::new(
                format!("The team could not be read to its end: {why}"),
                "Try again in a moment",
            ),
        }
    }
}

impl From<WixError> for Unread {
    fn from(error: WixError) -> Self {
        Self::Wix(error)
    }
}

/// Everybody whom these lines of a plan are about.
pub(in crate::worker) fn of_lines(
    plan: &Plan,
    lines: impl Iterator<Item = usize>,
) -> BTreeSet<Wanted> {
    lines
        .filter_map(|i| plan.lines.get(i))
        .map(|line| {
            let ObjectKey::Member(user) = line.action.object();
            Wanted {
                user,
                email: line.who.email.clone(),
            }
        })
        .collect()
}

/// Reads these people as they are now; counts the calls in `reads`. One search each where that
/// takes fewer calls than reading the whole list.
pub(in crate::worker) async fn read(
    open: &Open,
    client: &Client,
    wanted: &BTreeSet<Wanted>,
    reads: &mut u32,
) -> Result<Found, Unread> {
    let pages = open.pages_of_team();
    let account = open.account();
    let mut found = Found::new();
    if wanted.len() > pages {
        let all = whole(client, &account, reads).await?;
        for w in wanted {
            let member = all.get(&w.user).map(|m| m.as_ref().clone());
            found.insert(ObjectKey::Member(w.user.clone()), member);
        }
        return Ok(found);
    }
    let mut all: Option<BTreeMap<UserId, Arc<TeamMember>>> = None;
    for w in wanted {
        let member = if let Some(member) = one(client, &account, w, reads).await? {
            member
        } else {
            // The search could not settle it, so the whole list has to.
            if all.is_none() {
                all = Some(whole(client, &account, reads).await?);
            }
            all.as_ref()
                .and_then(|a| a.get(&w.user))
                .map(|m| m.as_ref().clone())
        };
        found.insert(ObjectKey::Member(w.user.clone()), member);
    }
    Ok(found)
}

/// Looks for one person by address. The outer `None` means that the search cannot tell: there is
/// no address, the answer was cut at its page, or a row of it could not be understood.
async fn one(
    client: &Client,
    account: &AccountId,
    wanted: &Wanted,
    reads: &mut u32,
) -> Result<Option<Option<TeamMember>>, WixError> {
    if wanted.email.is_empty() {
        return Ok(None);
    }
    let search = team::SearchTeam {
        query: wanted.email.clone(),
        limit: PAGE,
        ..team::SearchTeam::default()
    };
    *reads += 1;
    let page = team::search(client, account, &search).await?;
    let member = page
        .members
        .iter()
        .find(|m| m.id == wanted.user)
        .map(|m| m.as_ref().clone());
    let whole = page.rows < PAGE as usize && page.unread.is_empty();
    Ok((member.is_some() || whole).then_some(member))
}

/// Reads the whole list. A list that did not come to its end is an error: an absent person would
/// look removed.
async fn whole(
    client: &Client,
    account: &AccountId,
    reads: &mut u32,
) -> Result<BTreeMap<UserId, Arc<TeamMember>>, Unread> {
    let mut all = BTreeMap::new();
    let mut next = Some(Offsets::start(PAGE));
    while let Some(at) = next {
        *reads += 1;
        let page = team::page(client, account, at).await?;
        for entry in page.items {
            if let TeamEntry::Member(member) = entry {
                all.insert(member.id.clone(), member);
            }
        }
        if let Some(why) = page.trouble {
            return Err(Unread::Incomplete(why.to_string()));
        }
        if let Some(row) = page.unread.first() {
            return Err(Unread::Incomplete(format!("{} ({})", row.reason, row.path)));
        }
        next = page.next;
    }
    Ok(all)
}
