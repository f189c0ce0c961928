//! Contributors of sites (contract 6): who they are and what changes them.
//!
//! The contributors of the seed are computed; only those who were changed are stored, by site and account.

pub(crate) mod change;
pub(crate) mod outside;
pub(crate) mod record;

use std::{collections::BTreeMap, sync::Arc};

use self::record::{Contributor, HeldRole};
use super::{State, change::View, records::Site, refusal::Refusal};
use crate::sandbox::{
    choices::LocationFilter,
    config::Switches,
    seed::{contributors, roles::OWNER},
};

/// What was changed among the contributors of one site, by account; `None` means removed.
pub(crate) type Crew = BTreeMap<String, Option<Arc<Contributor>>>;

impl State {
    /// The contributors of a site in one view, in the order in which they came.
    pub(crate) fn crew(&self, view: &View, site: &Site) -> Vec<Arc<Contributor>> {
        let seeded = contributors::of_site(&self.world, site.seq);
        let Some(changed) = view.contributors.get(&site.id) else {
            return seeded.into_iter().map(Arc::new).collect();
        };
        let mut crew: Vec<Arc<Contributor>> = seeded
            .into_iter()
            .filter(|one| !changed.contains_key(&one.account))
            .map(Arc::new)
            .collect();
        crew.extend(changed.values().flatten().cloned());
        crew.sort_by_key(|one| one.seq);
        crew
    }

    /// One contributor as it is.
    pub(crate) fn true_contributor(&self, site: &Site, account: &str) -> Option<Arc<Contributor>> {
        let crew = self.crew(&self.truth, site);
        crew.into_iter().find(|one| one.account == account)
    }

    /// `contributorAccountIds` of S1, at most 1,000.
    pub(crate) fn contributor_accounts(&self, site: &Site) -> Vec<String> {
        if !self.shown().contributors.contains_key(&site.id) {
            return contributors::accounts_of_site(&self.world, site.seq);
        }
        let crew = self.crew(self.shown(), site);
        crew.iter()
            .take(1_000)
            .map(|one| one.account.clone())
            .collect()
    }

    /// C1: contributors with any of the roles and any of the locations; an empty list asks for nothing.
    pub(crate) fn query_contributors(
        &self,
        site: &Site,
        roles: &[String],
        locations: &[String],
    ) -> Vec<Arc<Contributor>> {
        let mut crew = self.crew(self.shown(), site);
        if self.switches.owner_among_contributors {
            crew.splice(0..0, self.site_owner(site));
        }
        crew.retain(|one| {
            let role = roles.is_empty() || one.roles.iter().any(|held| roles.contains(&held.role));
            role && self.switches.at_locations(one, locations)
        });
        crew
    }

    /// Whether an account was added to a site since the seed, so that it exists somewhere.
    pub(crate) fn contributes_somewhere(&self, account: &str) -> bool {
        let account = account.to_ascii_lowercase();
        let mut crews = self.truth.contributors.values();
        crews.any(|crew| crew.contains_key(&account))
    }

    /// The site's owner in the form of a contributor.
    fn site_owner(&self, site: &Site) -> Option<Arc<Contributor>> {
        let account = self.truth.accounts.get(&site.account)?;
        Some(Arc::new(Contributor {
            seq: 0,
            account: account.id.clone(),
            owner: account.owner.clone(),
            roles: vec![HeldRole {
                role: OWNER.to_owned(),
                id: String::new(),
            }],
            locations: Vec::new(),
        }))
    }
}

impl Switches {
    fn at_locations(&self, one: &Contributor, locations: &[String]) -> bool {
        let assigned = || {
            let mut held = one.locations.iter();
            held.any(|held| locations.contains(&held.location))
        };
        locations.is_empty()
            || match self.location_filter {
                LocationFilter::Ignored => true,
                LocationFilter::Assigned => assigned(),
                LocationFilter::Reaching => one.locations.is_empty() || assigned(),
            }
    }
}

/// An account id must at least be a GUID.
pub(crate) fn account_id(text: &str) -> Result<String, Refusal> {
    if text.is_empty() {
        return Err(Refusal::required("accountId"));
    }
    match uuid::Uuid::try_parse(text) {
        Ok(_) => Ok(text.to_ascii_lowercase()),
        Err(_) => Err(Refusal::field("accountId", "FORMAT", "must be a GUID")),
    }
}
