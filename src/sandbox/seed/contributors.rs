//! Contributors of sites, computed from a site's number: nothing is stored.
//!
//! Rows go round the sites: row `i` belongs to site `i % sites`, so the numbers per site differ by one at most.
//! Contributor 0 is the planted person and stands in the first row of the first sites.

use super::{World, rng, roles};

/// A contributor's role on a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Contribution {
    /// Account of the contributor.
    pub(crate) account: String,
    pub(crate) role: String,
}

/// Id of the contributor account with this number.
pub(crate) fn account_id(world: &World, index: u64) -> String {
    rng::guid(world.seed, "contributor-account", index)
}

/// How many rows a site has.
pub(crate) fn rows_of(world: &World, site: u64) -> u64 {
    let (rows, sites) = (world.sizes.contributions, world.sizes.sites);
    if site >= sites {
        0
    } else {
        rows / sites + u64::from(site < rows % sites)
    }
}

/// Number of the contributor in one row of a site. Every fifth row gives its neighbour's contributor a second role.
fn contributor(world: &World, site: u64, row: u64) -> u64 {
    if row == 0 && site < world.sizes.planted_contributions {
        return 0;
    }
    let person = if row % 5 == 4 { row - 1 } else { row };
    1 + (site * 7 + person * 13) % (world.sizes.contributors - 1)
}

/// All rows of a site.
pub(crate) fn of_site(world: &World, site: u64, roles: &[roles::Role]) -> Vec<Contribution> {
    let usable: Vec<_> = roles
        .iter()
        .filter(|role| role.id != roles::OWNER && role.restrict_from != Some("Site"))
        .collect();
    (0..rows_of(world, site))
        .map(|row| Contribution {
            account: account_id(world, contributor(world, site, row)),
            role: usable
                .get((site + row) as usize % usable.len().max(1))
                .map_or_else(String::new, |role| role.id.clone()),
        })
        .collect()
}

/// The different accounts that contribute to a site, at most 1,000 (contract S1).
pub(crate) fn accounts_of_site(world: &World, site: u64) -> Vec<String> {
    let mut numbers: Vec<u64> = (0..rows_of(world, site))
        .map(|row| contributor(world, site, row))
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
        .into_iter()
        .take(1_000)
        .map(|number| account_id(world, number))
        .collect()
}
