//! Looking at people and addresses of the team (contract U1).

use super::{Look, Unread, Wanted, WholeTeam};
use crate::access::{AccountId, AccountInvite, TeamEntry, TeamMember, fold_email};
use crate::plan::{ObjectKey, Seen};
use crate::wix::{Client, Offsets, WixError, team};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Rows of one page of Search Team (contract U1: ask for 50).
pub(in crate::worker) const PAGE: u32 = 50;

/// Looks at these places: the whole list at once, or one search each.
pub(super) async fn look(
    account: &AccountId,
    client: &Client,
    wanted: &BTreeSet<&Wanted>,
    whole_list: bool,
    looked: &mut Look,
) -> Result<(), Unread> {
    if whole_list {
        let all = whole(client, account, looked).await?;
        for w in wanted {
            let seen = pick(&w.object, &all);
            looked.put(&w.object, seen);
        }
        looked.whole = Some(all);
        return Ok(());
    }
    for w in wanted {
        if let Some(seen) = one(client, account, w, looked).await? {
            looked.put(&w.object, seen);
            continue;
        }
        // The search could not settle it, so the whole list has to.
        let all = match looked.whole.take() {
            Some(all) => all,
            None => whole(client, account, looked).await?,
        };
        let seen = pick(&w.object, &all);
        looked.put(&w.object, seen);
        looked.whole = Some(all);
    }
    Ok(())
}

fn seen(object: &ObjectKey, members: &[Arc<TeamMember>], invites: &[Arc<AccountInvite>]) -> Seen {
    match object {
        ObjectKey::TeamMember(user) => members
            .iter()
            .find(|m| m.id == *user)
            .map_or(Seen::Absent, |m| Seen::TeamMember(Arc::clone(m))),
        ObjectKey::Invitee(email) => Seen::Address {
            member: members
                .iter()
                .find(|m| fold_email(&m.email) == *email)
                .map(|m| m.id.clone()),
            invites: invites
                .iter()
                .filter(|i| fold_email(&i.email) == *email)
                .map(Arc::clone)
                .collect(),
        },
        _ => Seen::Absent,
    }
}

fn pick(object: &ObjectKey, all: &WholeTeam) -> Seen {
    seen(object, &all.members, &all.invites)
}

/// Looks for one by address. `None` means that the search cannot tell: there is no address, the
/// answer was cut at its page, or a row of it could not be understood.
async fn one(
    client: &Client,
    account: &AccountId,
    wanted: &Wanted,
    looked: &mut Look,
) -> Result<Option<Seen>, WixError> {
    if wanted.email.is_empty() {
        return Ok(None);
    }
    let search = team::SearchTeam {
        query: wanted.email.clone(),
        limit: PAGE,
        ..team::SearchTeam::default()
    };
    looked.reads += 1;
    let page = team::search(client, account, &search).await?;
    let found = seen(&wanted.object, &page.members, &page.invites);
    let whole = page.rows < PAGE as usize && page.unread.is_empty();
    let is_there = matches!(found, Seen::TeamMember(_));
    Ok((is_there || whole).then_some(found))
}

/// Reads the whole list. A list that did not come to its end is an error: an absent person would
/// look removed.
async fn whole(
    client: &Client,
    account: &AccountId,
    looked: &mut Look,
) -> Result<WholeTeam, Unread> {
    let mut all = WholeTeam::default();
    let mut next = Some(Offsets::start(PAGE));
    while let Some(at) = next {
        looked.reads += 1;
        let page = team::page(client, account, at).await?;
        for entry in page.items {
            match entry {
                TeamEntry::Member(member) => all.members.push(member),
                TeamEntry::Invite(invite) => all.invites.push(invite),
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
