//! Looking at login addresses of sites (site contract 1.4, Query Members).

use super::{Look, Unread, Wanted};
use crate::access::SiteId;
use crate::plan::{ObjectKey, Seen};
use crate::wix::{Client, members};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Login addresses in one query (site contract 1.3: a query returns up to 100 members).
const ADDRESSES: usize = 100;

/// Looks at these addresses, up to 100 in one query, and counts the members of each site.
pub(super) async fn look(
    client: &Client,
    wanted: &BTreeSet<&Wanted>,
    looked: &mut Look,
) -> Result<(), Unread> {
    let mut by_site: BTreeMap<&SiteId, Vec<(&ObjectKey, &str)>> = BTreeMap::new();
    for w in wanted {
        if let ObjectKey::SiteMember(site, _) = &w.object {
            by_site.entry(site).or_default().push((&w.object, &w.email));
        }
    }
    for (site, all) in by_site {
        for part in all.chunks(ADDRESSES) {
            let addresses: Vec<String> = part.iter().map(|(_, e)| (*e).to_owned()).collect();
            looked.reads += 1;
            let mut found = members::by_login(client, site, &addresses).await?;
            for (object, _) in part {
                let ObjectKey::SiteMember(_, folded) = object else {
                    continue;
                };
                let members = found.remove(folded).unwrap_or_default();
                looked.put(
                    object,
                    Seen::Members(members.into_iter().map(Arc::new).collect()),
                );
            }
        }
    }
    Ok(())
}
