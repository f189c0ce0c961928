//! Taking in members that single answers told: searches, and the looks of plans.

use crate::access::{Member, MemberId, SiteId};
use crate::plan::{Facet, Found, ObjectKey, Seen};
use crate::store::{End, MembersPage, Part, ProfileStore, Set, StoreError};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// What was told of the members of one site: who is there, and who is not.
#[derive(Default)]
struct OfSite {
    there: BTreeMap<MemberId, Member>,
    gone: Vec<MemberId>,
}

/// Keeps what looks told about members of sites whose members are kept. What they do not tell
/// stays as it was known.
pub(in crate::worker) fn found(
    store: &mut ProfileStore,
    found: &Found,
    at: Timestamp,
) -> Result<(), StoreError> {
    let mut sites: BTreeMap<&SiteId, OfSite> = BTreeMap::new();
    for (object, seen) in found {
        match (object, seen) {
            (ObjectKey::Member(site, _, _), Seen::Member { member, .. }) => {
                let of = sites.entry(site).or_default();
                of.there.insert(member.id.clone(), Member::clone(member));
            }
            (ObjectKey::Member(site, id, _), Seen::Absent) => {
                sites.entry(site).or_default().gone.push(id.clone());
            }
            (ObjectKey::Member(site, id, facet), Seen::Holding { held, .. }) => {
                holding(store, (site, id), facet, held.is_some())?;
            }
            (ObjectKey::SiteMember(site, _), Seen::Members(members)) => {
                let of = sites.entry(site).or_default();
                for member in members {
                    of.there.insert(member.id.clone(), Member::clone(member));
                }
            }
            _ => {}
        }
    }
    for (site, of) in sites {
        if store.cache.members_state(site)?.is_none() {
            continue;
        }
        for id in of.gone.iter().filter(|id| !of.there.contains_key(id)) {
            store.cache.remove_site_member(site, id, at)?;
        }
        let members: Vec<Member> = of.there.into_values().collect();
        let page = MembersPage {
            members: &members,
            at,
            total: None,
            part: Part::Look,
        };
        store.cache.put_members(site, &page)?;
    }
    Ok(())
}

/// Takes in whether a member holds a role or a badge, if what it holds was ever read. The rest of it
/// is as old as it was.
fn holding(
    store: &mut ProfileStore,
    (site, id): (&SiteId, &MemberId),
    facet: &Facet,
    held: bool,
) -> Result<(), StoreError> {
    let (Some(mut all), Some(told)) = store.cache.held(site, id)? else {
        return Ok(());
    };
    match facet {
        Facet::Role(key) => all.set_role(key, held),
        Facet::Badge(badge) => all.set_badge(badge, held),
        _ => return Ok(()),
    }
    let end = End::complete(told.read_at);
    store
        .cache
        .replace(Set::held(site, id), &[all], &end)
        .map(drop)
}
