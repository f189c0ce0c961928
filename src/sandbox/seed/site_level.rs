//! Numbers of the site level: members and locations of each site.

use super::World;

/// How many members a site has. The first site has most of them, the others share the rest evenly.
pub(crate) fn members_of(world: &World, site: u64) -> u64 {
    let (total, largest, sites) = (
        world.sizes.members,
        world.sizes.members_of_largest,
        world.sizes.sites,
    );
    match site {
        0 => largest,
        _ if site >= sites => 0,
        _ => (total - largest) / (sites - 1) + u64::from(site <= (total - largest) % (sites - 1)),
    }
}

/// How many locations a site has: they go round the sites.
pub(crate) fn locations_of(world: &World, site: u64) -> u64 {
    let (all, sites) = (world.sizes.locations, world.sizes.sites);
    if site >= sites {
        0
    } else {
        all / sites + u64::from(site < all % sites)
    }
}
