//! The numbers behind each size.

use crate::sandbox::config::Size;

/// How many of everything.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sizes {
    pub(crate) sites: u64,
    pub(crate) folders: u64,
    pub(crate) children: u64,
    /// Team members with the owner.
    pub(crate) team: u64,
    /// Account invites: pending, expired, declined, used, deleted.
    pub(crate) invites: [u64; 5],
    pub(crate) many_roles: bool,
    /// Locations over all sites.
    pub(crate) locations: u64,
    /// Contributors who are limited to locations while none of their roles is bound by them, and those who are bound.
    /// In the largest size some sites have too few fitting contributors.
    pub(crate) limited: [u64; 2],
    /// Rows of (site, contributor, role).
    pub(crate) contributions: u64,
    /// Different accounts among them.
    pub(crate) contributors: u64,
    /// Site members over all sites.
    pub(crate) members: u64,
    /// Site members of the first site.
    pub(crate) members_of_largest: u64,
    /// On how many sites the planted person contributes.
    pub(crate) planted_contributions: u64,
    /// How many site invites the planted person has.
    pub(crate) planted_site_invites: u64,
    /// Site invites that the hello message names.
    pub(crate) site_invites: u64,
}

impl Sizes {
    /// The numbers of a size.
    pub(crate) fn of(size: Size) -> Self {
        match size {
            Size::S => Self {
                sites: 3,
                folders: 1,
                children: 0,
                team: 12,
                invites: [4, 3, 1, 1, 1],
                many_roles: false,
                locations: 4,
                limited: [3, 1],
                contributions: 24,
                contributors: 11,
                members: 200,
                members_of_largest: 120,
                planted_contributions: 2,
                planted_site_invites: 1,
                site_invites: 4,
            },
            Size::L => Self {
                sites: 40,
                folders: 6,
                children: 12,
                team: 260,
                invites: [58, 37, 12, 21, 12],
                many_roles: false,
                locations: 60,
                limited: [60, 24],
                contributions: 1_900,
                contributors: 601,
                members: 50_000,
                members_of_largest: 30_000,
                planted_contributions: 17,
                planted_site_invites: 3,
                site_invites: 90,
            },
            Size::Xl => Self {
                sites: 2_000,
                folders: 36,
                children: 48,
                team: 2_500,
                invites: [400, 260, 90, 150, 100],
                many_roles: true,
                locations: 3_000,
                limited: [3_000, 1_200],
                contributions: 60_000,
                contributors: 9_001,
                members: 1_400_000,
                members_of_largest: 1_000_000,
                planted_contributions: 17,
                planted_site_invites: 3,
                site_invites: 500,
            },
        }
    }
}
