//! Site invites: they go round the sites, in all five states; the first ones are the planted person's and open.

use jiff::SignedDuration;

use super::{World, after, contributors, days, invites, names, planted, rng, roles, sites};
use crate::sandbox::state::{records::InviteStatus, site_invites::SiteInvite};

/// The states of ten invites in a row.
const STATES: [InviteStatus; 10] = [
    InviteStatus::Pending,
    InviteStatus::Pending,
    InviteStatus::Pending,
    InviteStatus::Expired,
    InviteStatus::Pending,
    InviteStatus::Used,
    InviteStatus::Pending,
    InviteStatus::Declined,
    InviteStatus::Pending,
    InviteStatus::Deleted,
];

/// All site invites of the main account.
pub(crate) fn site_invites(world: &World) -> Vec<SiteInvite> {
    (0..world.sizes.site_invites)
        .map(|index| site_invite(world, index))
        .collect()
}

fn site_invite(world: &World, index: u64) -> SiteInvite {
    let site = index % world.sizes.sites;
    let planted = index < world.sizes.planted_site_invites;
    let status = if planted {
        InviteStatus::Pending
    } else {
        STATES[(index % 10) as usize]
    };
    let left = rng::below(world.seed, "site-invite-days", index, 27).cast_signed();
    let expires = match status {
        InviteStatus::Pending if index % 10 == 4 => {
            after(world.epoch, SignedDuration::from_hours(1 + left))
        }
        InviteStatus::Pending => days(world.epoch, 2 + left),
        _ => days(world.epoch, -1 - left),
    };
    let email = match index {
        0 => planted::FIRST_ADDRESS.to_owned(),
        _ if planted => planted::SECOND_ADDRESS.to_owned(),
        _ => format!("{}@freelance.example", names::person(60_000 + index).local),
    };
    let usable: Vec<&roles::Role> = world
        .roles
        .iter()
        .filter(|role| role.id != roles::OWNER && role.restrict_from != Some("Site"))
        .collect();
    let role = |n: u64| usable.get((index + n) as usize % usable.len().max(1));
    let count = 1 + u64::from(index % 4 == 3);
    SiteInvite {
        seq: index,
        id: rng::guid(world.seed, "site-invite", index),
        site: sites::site_id(world, site),
        email,
        roles: (0..count)
            .filter_map(|n| role(n).map(|role| role.id.clone()))
            .collect(),
        status,
        link: invites::link(world.seed, 1_000_000 + index),
        created: days(expires, -invites::VALID_DAYS),
        expires,
        accepted_by: (status == InviteStatus::Used).then(|| {
            let number = contributors::contributor(world, site, 1);
            contributors::account_id(world, number)
        }),
    }
}
