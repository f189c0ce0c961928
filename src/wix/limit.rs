//! Which sites a key reaches. A key may be made for some sites alone, and then it still reads the
//! ids of all of them (contract 1): the limit shows only when a call about a site is refused.

use super::capability::{Area, Asked, Capability, Reading, ask_all, ask_site, capability};
use super::paging::Cursors;
use super::{Client, ErrorKind, WixError, sites};
use crate::access::{AccountId, SiteId};

/// Most sites that are asked about: a limit is told for as many, and met one by one beyond them.
const MOST: u32 = 100;
/// Sites that are asked beside the first one, as a sample, while none of them refuses.
const SAMPLE: usize = 4;
/// Sites on which every area is tried while the first site answers none of them.
const EVERY_AREA: usize = 4;
/// Calls at most to find a site that answers, where the first one does not.
const SEARCH: usize = 40;

/// What a key can do, and on which sites.
#[derive(Debug, Clone)]
pub struct Probed {
    /// Area by area, as [`super::capability::probe`] tells it; areas of sites were asked on a site
    /// that the key reaches, if one was found.
    pub areas: Vec<Capability>,
    /// The limit to some sites; `None` where none was met.
    pub limit: Option<SiteLimit>,
}

/// The sites that a limited key reaches, and those that it does not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SiteLimit {
    /// Sites that answered.
    pub open: Vec<SiteId>,
    /// Sites that refused what another site answered.
    pub outside: Vec<SiteId>,
    /// Whether there are more sites than were asked.
    pub more: bool,
}

/// Asks once in every area, and finds out whether the key reaches some sites alone: one harmless
/// call on a few sites, and on up to 100 when one of them refuses what another answers.
pub async fn probe(client: &Client, account: Option<AccountId>) -> Probed {
    let asked = ask_all(client, account).await;
    match (&asked.account, &asked.site, client.only_site()) {
        // An app has one site and knows it.
        (Some(account), Some(first), None) => {
            let (account, first) = (account.clone(), first.clone());
            Search { client, asked }.find(&account, &first).await
        }
        _ => Probed {
            areas: asked.areas,
            limit: None,
        },
    }
}

struct Search<'a> {
    client: &'a Client,
    asked: Asked,
}

impl Search<'_> {
    async fn find(mut self, account: &AccountId, first: &SiteId) -> Probed {
        let none = |areas| Probed { areas, limit: None };
        let open_area = self.open_area();
        if open_area.is_none() && !self.is_refused() {
            return none(self.asked.areas);
        }
        let Ok(page) = sites::query(self.client, account, Cursors::start(MOST)).await else {
            return none(self.asked.areas);
        };
        let others: Vec<SiteId> = page.items.into_iter().map(|s| s.id).collect();
        let others: Vec<SiteId> = others.into_iter().filter(|s| s != first).collect();
        let mut limit = SiteLimit {
            more: page.next.is_some(),
            ..SiteLimit::default()
        };
        let area = match open_area {
            Some(area) => {
                limit.open.push(first.clone());
                let sample = spread(&others, SAMPLE);
                self.sort(area, &sample, &mut limit).await;
                if limit.outside.is_empty() {
                    return none(self.asked.areas);
                }
                area
            }
            None => match self.search(&others).await {
                Some((area, site)) => {
                    limit.outside.push(first.clone());
                    limit.open.push(site);
                    area
                }
                None => return none(self.asked.areas),
            },
        };
        let known =
            |limit: &SiteLimit, s: &SiteId| limit.open.contains(s) || limit.outside.contains(s);
        let rest: Vec<SiteId> = others.into_iter().filter(|s| !known(&limit, s)).collect();
        self.sort(area, &rest, &mut limit).await;
        if open_area.is_none() {
            self.ask_again(&limit).await;
        }
        Probed {
            areas: self.asked.areas,
            limit: Some(limit),
        }
    }

    /// An area of sites that the first site answered.
    fn open_area(&self) -> Option<Area> {
        let open = |c: &&Capability| c.area.is_of_site() && c.reading == Reading::Yes;
        self.asked.areas.iter().find(open).map(|c| c.area)
    }

    /// Whether the first site refused every area: it may be outside.
    fn is_refused(&self) -> bool {
        let mut of_site = self.asked.areas.iter().filter(|c| c.area.is_of_site());
        of_site.all(|c| c.error.as_ref().is_some_and(is_refusal))
    }

    /// Sorts these sites by whether they answer. Anything but a refusal says nothing.
    async fn sort(&self, area: Area, sites: &[SiteId], limit: &mut SiteLimit) {
        for site in sites {
            match ask_site(self.client, site, area).await {
                Ok(()) => limit.open.push(site.clone()),
                Err(error) if is_refusal(&error) => limit.outside.push(site.clone()),
                // Nothing gets through any more; what was asked so far still counts.
                Err(error) if error.is_network() => return,
                Err(_) => {}
            }
        }
    }

    /// The first site that answers in any area, and that area.
    async fn search(&self, others: &[SiteId]) -> Option<(Area, SiteId)> {
        let areas = [Area::Contributors, Area::Locations, Area::Members];
        let mut calls = 0;
        for (at, site) in others.iter().enumerate() {
            let tried = if at < EVERY_AREA { areas.len() } else { 1 };
            for area in areas.into_iter().take(tried) {
                if calls == SEARCH {
                    return None;
                }
                calls += 1;
                match ask_site(self.client, site, area).await {
                    Ok(()) => return Some((area, site.clone())),
                    Err(error) if error.is_network() => return None,
                    Err(_) => {}
                }
            }
        }
        None
    }

    /// Asks the areas of sites again, on a site that the key reaches.
    async fn ask_again(&mut self, limit: &SiteLimit) {
        let Some(site) = limit.open.first() else {
            return;
        };
        for known in self.asked.areas.iter_mut().filter(|c| c.area.is_of_site()) {
            let error = ask_site(self.client, site, known.area).await.err();
            *known = capability(known.area, error);
        }
    }
}

fn is_refusal(error: &WixError) -> bool {
    matches!(
        error.kind,
        ErrorKind::Forbidden { .. } | ErrorKind::EmptyForbidden
    )
}

/// So many of these at most, spread evenly, with the last one.
fn spread(all: &[SiteId], most: usize) -> Vec<SiteId> {
    if all.len() <= most {
        return all.to_vec();
    }
    let at = |n: usize| all.get((n + 1) * all.len() / most - 1).cloned();
    (0..most).filter_map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_spread_and_has_the_last_one() {
        let all: Vec<SiteId> = (1..=10).map(|n| SiteId::new(&n.to_string())).collect();
        let told: Vec<String> = spread(&all, 4).iter().map(ToString::to_string).collect();
        assert_eq!(told, ["2", "5", "7", "10"]);
        assert_eq!(spread(&all[..3], 4).len(), 3);
        assert!(spread(&[], 4).is_empty());
    }
}
