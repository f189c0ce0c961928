//! Looking at login addresses of sites (site contract 1.4, Query Members).

use super::{Look, Unread, Wanted};
use crate::access::SiteId;
use crate::plan::{Line, ObjectKey, Plan, Seen};
use crate::wix::members::QueryMembers;
use crate::wix::{Client, members};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Login addresses in one query (site contract 1.3: a query returns up to 100 members).
const ADDRESSES: usize = 100;

/// How many members the sites have of whom this plan deletes or locks out some. A site that Wix does not
/// count, or that cannot be read, is missing: its members may be meant all.
pub(in crate::worker) async fn count(client: &Client, plan: &Plan) -> BTreeMap<SiteId, usize> {
    let ends = |line: &Line| line.action.locks_out().cloned();
    let sites: BTreeSet<SiteId> = plan.lines.iter().filter_map(ends).collect();
    let one = QueryMembers {
        limit: 1,
        ..QueryMembers::default()
    };
    let mut counted = BTreeMap::new();
    for site in sites {
        match members::query(client, &site, &one).await {
            Ok(page) => {
                let total = page.total.and_then(|n| usize::try_from(n).ok());
                counted.extend(total.map(|n| (site, n)));
            }
            Err(error) => tracing::warn!(%error, "the members of a site could not be counted"),
        }
    }
    counted
}

/// Looks at these addresses, up to 100 in one query.
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
            let found = members::by_login(client, site, &addresses).await?;
            for (object, _) in part {
                let ObjectKey::SiteMember(_, folded) = object else {
                    continue;
                };
                // Two ways to write one address are looked up as two and are the same member.
                let members = found.get(folded).cloned().unwrap_or_default();
                looked.put(
                    object,
                    Seen::Members(members.into_iter().map(Arc::new).collect()),
                );
            }
        }
    }
    Ok(())
}
