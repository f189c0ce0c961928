//! Contributors of sites, computed from a site's number: nothing is stored.
//!
//! Rows go round the sites: row `i` belongs to site `i % sites`, so the numbers per site differ by one at most.
//! Contributor 0 is the planted person and stands in the first row of the first sites.

use super::{World, locations, rng, roles, site_level};
use crate::sandbox::state::contributors::record::{Contributor, HeldLocation, HeldRole};

/// More than the rows of any site, to make one number of site and row.
const ROWS: u64 = 1_000;

/// Id of the contributor account with this number.
pub(crate) fn account_id(world: &World, index: u64) -> String {
    rng::guid(world.seed, "contributor-account", index)
}

/// User id of the owner of the contributor account with this number.
fn owner_id(world: &World, index: u64) -> String {
    rng::guid(world.seed, "contributor-user", index)
}

/// How many rows a site has. Sites of child accounts stand behind those of the main account and have a few.
pub(crate) fn rows_of(world: &World, site: u64) -> u64 {
    let (rows, sites) = (world.sizes.contributions, world.sizes.sites);
    if site >= sites {
        2 + site % 3
    } else {
        rows / sites + u64::from(site < rows % sites)
    }
}

/// Number of the contributor in one row of a site. Every fifth row gives its neighbour's contributor a second role.
pub(crate) fn contributor(world: &World, site: u64, row: u64) -> u64 {
    if row == 0 && site < world.sizes.planted_contributions {
        return 0;
    }
    let person = if row % 5 == 4 { row - 1 } else { row };
    1 + (site * 7 + person * 13) % (world.sizes.contributors - 1)
}

/// All contributors of a site with their roles and the locations they are limited to, in the order of their rows.
pub(crate) fn of_site(world: &World, site: u64) -> Vec<Contributor> {
    let usable: Vec<&roles::Role> = world
        .roles
        .iter()
        .filter(|role| role.id != roles::OWNER && role.restrict_from != Some("Site"))
        // Custom roles belong to the main account.
        .filter(|role| !role.custom || site < world.sizes.sites)
        .collect();
    let mut crew: Vec<Contributor> = Vec::new();
    let mut limits = Limits::new(world, site);
    for row in 0..rows_of(world, site) {
        let number = contributor(world, site, row);
        let Some(role) = usable.get((site + row) as usize % usable.len().max(1)) else {
            break;
        };
        let held = HeldRole {
            role: role.id.clone(),
            id: rng::number_id(world.seed, "contributor-assignment", site * ROWS + row),
        };
        // A second role stands in the row after the first one.
        if row % 5 == 4
            && let Some(same) = crew.last_mut()
        {
            same.roles.push(held);
            continue;
        }
        crew.push(Contributor {
            seq: row,
            account: account_id(world, number),
            owner: owner_id(world, number),
            roles: vec![held],
            locations: Vec::new(),
        });
    }
    for one in &mut crew {
        limits.set(one);
    }
    crew
}

/// Who is limited to locations. Only holders of predefined roles are, since nobody can tell from outside what a custom
/// role permits.
struct Limits<'a> {
    world: &'a World,
    site: u64,
    locations: u64,
    given: u64,
    /// Left to give: to contributors whom no limit binds, and to those whom it binds.
    left: [u64; 2],
}

impl<'a> Limits<'a> {
    fn new(world: &'a World, site: u64) -> Self {
        let sites = world.sizes.sites;
        let share = |all: u64| all / sites + u64::from(site < all % sites);
        Self {
            world,
            site,
            locations: site_level::locations_of(world, site),
            given: 0,
            left: world.sizes.limited.map(share),
        }
    }

    fn set(&mut self, one: &mut Contributor) {
        let held: Vec<&roles::Role> = one
            .roles
            .iter()
            .filter_map(|held| self.world.roles.iter().find(|role| role.id == held.role))
            .collect();
        let binds = held.iter().any(|role| role.binds);
        let left = &mut self.left[usize::from(binds)];
        if *left == 0 || self.locations == 0 || held.iter().any(|role| role.custom) {
            return;
        }
        *left -= 1;
        one.locations.push(HeldLocation {
            location: locations::location_id(self.world, self.site, self.given % self.locations),
            id: rng::number_id(
                self.world.seed,
                "contributor-location",
                self.site * ROWS + one.seq,
            ),
        });
        self.given += 1;
    }
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
