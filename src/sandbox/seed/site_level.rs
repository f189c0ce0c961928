//! Numbers and ids of the site level: members, locations and site invites. The hello message uses some of them;
//! handlers for the site level find the rest here.

use super::{World, rng, sites};

/// A site invite that a client can be given, since no public call lists them (contract 5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SiteInviteKey {
    pub(crate) id: String,
    pub(crate) site: String,
}

/// The site invites of the main account; the first ones are the planted person's.
pub(crate) fn site_invites(world: &World) -> Vec<SiteInviteKey> {
    (0..world.sizes.site_invites)
        .map(|index| SiteInviteKey {
            id: rng::guid(world.seed, "site-invite", index),
            site: sites::site_id(world, index % world.sizes.sites),
        })
        .collect()
}

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
