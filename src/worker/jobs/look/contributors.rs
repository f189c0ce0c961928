//! Looking at contributors of sites (contract C1): the answer has ids alone, so roles are asked for
//! one by one, and locations too.

use super::{Look, Unread, Wanted};
use crate::access::{AccountId, Contributor, LocationId, RoleId, SiteId};
use crate::plan::{Aspect, ObjectKey, Seen};
use crate::wix::Client;
use crate::wix::contributors::{self, ContributorRow};
use std::collections::{BTreeMap, BTreeSet};

/// What has to be asked for, since the answer does not name it.
#[derive(Debug, Clone, Default)]
pub(in crate::worker) struct Ask {
    /// Roles that can be held on a site.
    pub(in crate::worker) roles: Vec<RoleId>,
    /// Locations by site.
    pub(in crate::worker) locations: BTreeMap<SiteId, Vec<LocationId>>,
}

/// Accounts of one site that are wanted in one respect.
type Group<'a> = BTreeMap<(&'a SiteId, Aspect), Vec<(&'a ObjectKey, &'a AccountId)>>;

pub(super) async fn look(
    client: &Client,
    wanted: &BTreeSet<&Wanted>,
    ask: &Ask,
    looked: &mut Look,
) -> Result<(), Unread> {
    let mut groups: Group<'_> = BTreeMap::new();
    for w in wanted {
        if let ObjectKey::Contributor(site, account, aspect) = &w.object {
            let group = groups.entry((site, *aspect)).or_default();
            group.push((&w.object, account));
        }
    }
    for ((site, aspect), objects) in groups {
        let mut found = everybody(client, site, looked).await?;
        match aspect {
            Aspect::Presence => {}
            Aspect::Roles => roles(client, site, &ask.roles, &mut found, looked).await?,
            Aspect::Locations => {
                let locations = ask.locations.get(site).map_or(&[][..], Vec::as_slice);
                self::locations(client, site, locations, &mut found, looked).await?;
            }
        }
        for (object, account) in objects {
            let seen = found
                .get(account)
                .map_or(Seen::Absent, |c| Seen::Contributor(c.clone()));
            looked.put(object, seen);
        }
    }
    Ok(())
}

/// Contributors by account.
pub(in crate::worker) type Found = BTreeMap<AccountId, Contributor>;

/// One question. A row that cannot be understood makes the answer useless: somebody would look
/// absent.
async fn ask(
    client: &Client,
    site: &SiteId,
    roles: &[RoleId],
    locations: &[LocationId],
    looked: &mut Look,
) -> Result<Vec<ContributorRow>, Unread> {
    looked.reads += 1;
    let list = contributors::query(client, site, roles, locations).await?;
    match list.unread.first() {
        None => Ok(list.rows),
        Some(row) => Err(Unread::Incomplete(format!("{} ({})", row.reason, row.path))),
    }
}

/// Who contributes at all, without owner: fingerprints are over what a plan changes.
async fn everybody(client: &Client, site: &SiteId, looked: &mut Look) -> Result<Found, Unread> {
    let rows = ask(client, site, &[], &[], looked).await?;
    let bare = |account: AccountId| Contributor {
        account,
        owner: None,
        roles: Vec::new(),
        locations: Vec::new(),
    };
    Ok(rows
        .into_iter()
        .map(|r| (r.account.clone(), bare(r.account)))
        .collect())
}

async fn roles(
    client: &Client,
    site: &SiteId,
    roles: &[RoleId],
    found: &mut Found,
    looked: &mut Look,
) -> Result<(), Unread> {
    for role in roles {
        let holders = ask(client, site, std::slice::from_ref(role), &[], looked).await?;
        for holder in holders {
            if let Some(known) = found.get_mut(&holder.account) {
                known.roles.push(role.clone());
            }
        }
    }
    for c in found.values_mut() {
        c.roles.sort();
    }
    Ok(())
}

async fn locations(
    client: &Client,
    site: &SiteId,
    locations: &[LocationId],
    found: &mut Found,
    looked: &mut Look,
) -> Result<(), Unread> {
    for location in locations {
        let limited = std::slice::from_ref(location);
        let there = ask(client, site, &[], limited, looked).await?;
        for one in there {
            if let Some(known) = found.get_mut(&one.account) {
                known.locations.push(location.clone());
            }
        }
    }
    for c in found.values_mut() {
        c.locations.sort();
    }
    Ok(())
}
