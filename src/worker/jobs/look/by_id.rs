//! Looking at members of sites by their ids, and at what they hold (site contract 1.4, 4.1, 4.4).

use super::{Look, Unread, Wanted};
use crate::access::{BadgeAssignment, BadgeId, Member, MemberId, SiteId, UserLinks};
use crate::plan::{Facet, ObjectKey, Plan, Seen};
use crate::wix::members::{MemberField, QueryMembers};
use crate::wix::team::Direction;
use crate::wix::{
    Client, Cursors, ErrorKind, WixError, badges, member_roles, members, user_members,
};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Members in one query (site contract 1.3).
const IDS: usize = 100;
/// So few are asked for one by one: that lags less behind than a query.
const FEW: usize = 3;
/// Members whom a query left out are asked for one by one, up to this many: queries lag.
const ASKED_AGAIN: usize = 10;
/// Pages of newcomers that are read at most.
const MOST_PAGES: usize = 20;

type Places<'a> = BTreeMap<&'a MemberId, Vec<(&'a ObjectKey, &'a Facet)>>;

/// Looks at these members.
pub(super) async fn look(
    client: &Client,
    wanted: &BTreeSet<&Wanted>,
    looked: &mut Look,
) -> Result<(), Unread> {
    let mut themselves: BTreeMap<&SiteId, Places<'_>> = BTreeMap::new();
    let mut badges: BTreeMap<(&SiteId, &BadgeId), Vec<(&ObjectKey, &MemberId)>> = BTreeMap::new();
    for w in wanted {
        let ObjectKey::Member(site, member, facet) = &w.object else {
            continue;
        };
        match facet {
            Facet::Role(_) => role(client, &w.object, looked).await?,
            Facet::Badge(badge) => {
                let group = badges.entry((site, badge)).or_default();
                group.push((&w.object, member));
            }
            _ => {
                let places = themselves.entry(site).or_default();
                places.entry(member).or_default().push((&w.object, facet));
            }
        }
    }
    for (site, places) in themselves {
        members_by_id(client, site, &places, looked).await?;
    }
    for ((site, badge), members) in badges {
        wearers(client, site, badge, &members, looked).await?;
    }
    Ok(())
}

async fn members_by_id(
    client: &Client,
    site: &SiteId,
    places: &Places<'_>,
    looked: &mut Look,
) -> Result<(), Unread> {
    let ids: Vec<&MemberId> = places.keys().copied().collect();
    for part in ids.chunks(IDS) {
        let mut found: BTreeMap<MemberId, Arc<Member>> = BTreeMap::new();
        if part.len() > FEW {
            looked.reads += 1;
            let query = QueryMembers {
                ids: part.iter().map(|id| (*id).clone()).collect(),
                limit: IDS as u32,
                ..QueryMembers::default()
            };
            let page = members::query(client, site, &query).await?;
            if let Some(row) = page.unread.first() {
                return Err(Unread::Incomplete(format!("{} ({})", row.reason, row.path)));
            }
            found.extend(
                page.members
                    .into_iter()
                    .map(|m| (m.id.clone(), Arc::new(m))),
            );
        }
        let missing: Vec<&MemberId> = part
            .iter()
            .copied()
            .filter(|id| !found.contains_key(*id))
            .collect();
        if missing.len() <= ASKED_AGAIN {
            for id in missing {
                looked.reads += 1;
                match members::get(client, site, id).await {
                    Ok(member) => drop(found.insert(id.clone(), Arc::new(member))),
                    Err(error) if error.kind == ErrorKind::NotFound => {}
                    Err(error) => return Err(error.into()),
                }
            }
        }
        for id in part {
            for (object, facet) in places.get(*id).into_iter().flatten() {
                let seen = found.get(*id).map_or(Seen::Absent, |member| Seen::Member {
                    member: Arc::clone(member),
                    facet: (*facet).clone(),
                });
                looked.put(object, seen);
            }
        }
    }
    Ok(())
}

/// Whether one member holds one role.
async fn role(client: &Client, object: &ObjectKey, looked: &mut Look) -> Result<(), Unread> {
    let ObjectKey::Member(site, member, Facet::Role(key)) = object else {
        return Ok(());
    };
    looked.reads += 1;
    let seen = match member_roles::of_member(client, site, member).await {
        Ok(roles) => Seen::Holding {
            member: member.clone(),
            held: roles
                .iter()
                .any(|r| r.key == *key)
                .then(|| key.as_str().to_owned()),
        },
        Err(error) if error.kind == ErrorKind::NotFound => Seen::Absent,
        Err(error) => return Err(error.into()),
    };
    looked.put(object, seen);
    Ok(())
}

/// Which of these members wear a badge.
async fn wearers(
    client: &Client,
    site: &SiteId,
    badge: &BadgeId,
    members: &[(&ObjectKey, &MemberId)],
    looked: &mut Look,
) -> Result<(), Unread> {
    for part in members.chunks(IDS) {
        let ids: Vec<MemberId> = part.iter().map(|(_, id)| (*id).clone()).collect();
        let mut worn: Vec<BadgeAssignment> = Vec::new();
        let mut next = Some(Cursors::start(badges::BADGES_PAGE));
        while let Some(at) = next {
            looked.reads += 1;
            let only = std::slice::from_ref(badge);
            let page = badges::assignments(client, site, only, &ids, at).await?;
            if let Some(why) = page.trouble {
                return Err(Unread::Incomplete(why.to_string()));
            }
            if let Some(row) = page.unread.first() {
                return Err(Unread::Incomplete(format!("{} ({})", row.reason, row.path)));
            }
            worn.extend(page.items);
            next = page.next;
        }
        for (object, id) in part {
            let mine = worn.iter().find(|a| a.member == **id && a.badge == *badge);
            let held = mine.map(|a| a.id.as_str().to_owned());
            let member = (*id).clone();
            looked.put(object, Seen::Holding { member, held });
        }
    }
    Ok(())
}

/// The Wix users behind these members, as far as Wix tells them. Most keys may not ask (site
/// contract 8.17): then addresses are compared, and Wix itself refuses what may not be.
pub(in crate::worker) async fn users(
    client: &Client,
    site: &SiteId,
    ids: &[MemberId],
) -> UserLinks {
    let (mut rows, mut whole) = (Vec::new(), true);
    for part in ids.chunks(IDS) {
        let at = Cursors::start(user_members::USERS_PAGE);
        match user_members::query(client, site, user_members::Whose::Members(part), at).await {
            Ok(page) => {
                whole &= page.unread.is_empty() && page.next.is_none() && page.trouble.is_none();
                rows.extend(page.items);
            }
            Err(error) => {
                tracing::info!(%error, "Wix does not tell the users behind members");
                whole = false;
                break;
            }
        }
    }
    UserLinks::new(rows, whole)
}

/// Newest first.
fn newest_first(limit: u32, offset: u64) -> QueryMembers {
    QueryMembers {
        sort: Some((MemberField::Created, Direction::Descending)),
        limit,
        offset,
        ..QueryMembers::default()
    }
}

/// When the newest member of a site was made; `None` if there is none or Wix does not tell.
///
/// # Errors
/// [`WixError`].
pub(in crate::worker) async fn newest(
    client: &Client,
    site: &SiteId,
) -> Result<Option<Timestamp>, WixError> {
    let page = members::query(client, site, &newest_first(1, 0)).await?;
    Ok(page.members.first().and_then(|m| m.created_at))
}

/// Members who came after the plan was made, newest first, and whether there may be more.
///
/// # Errors
/// [`WixError`].
pub(in crate::worker) async fn newcomers(
    client: &Client,
    plan: &Plan,
) -> Result<(Vec<(SiteId, Member)>, bool), WixError> {
    let mut all = Vec::new();
    for (site, since) in &plan.newest {
        let mut offset = 0;
        for _ in 0..MOST_PAGES {
            let page = members::query(client, site, &newest_first(IDS as u32, offset)).await?;
            let rows = page.rows;
            let young = |m: &Member| m.created_at.is_some_and(|at| at > *since);
            let new: Vec<Member> = page.members.into_iter().filter(young).collect();
            let last = new.len() < rows || rows == 0;
            all.extend(new.into_iter().map(|m| (site.clone(), m)));
            if last {
                break;
            }
            offset += rows as u64;
        }
        if offset as usize >= IDS * MOST_PAGES {
            return Ok((all, true));
        }
    }
    Ok((all, false))
}
