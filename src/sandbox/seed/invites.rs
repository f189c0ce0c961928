//! Account invites in all five states. Pending ones end between an hour and a month after the start of the clock.

use jiff::SignedDuration;

use super::{World, after, days, names, planted, rng, roles, sites};
use crate::sandbox::state::records::{Grant, Invite, InviteStatus, Scope};

/// An invite is valid this many days (the figure that help pages give for collaborators).
pub(crate) const VALID_DAYS: i64 = 30;

const ORDER: [InviteStatus; 5] = [
    InviteStatus::Pending,
    InviteStatus::Expired,
    InviteStatus::Declined,
    InviteStatus::Used,
    InviteStatus::Deleted,
];

/// All invites; the first one is the planted person's.
pub(crate) fn invites(world: &World, roles: &[roles::Role]) -> Vec<Invite> {
    let mut invites = Vec::new();
    for (status, count) in ORDER.into_iter().zip(world.sizes.invites) {
        for nth in 0..count {
            invites.push(invite(world, roles, invites.len() as u64, status, nth));
        }
    }
    invites
}

fn invite(
    world: &World,
    roles: &[roles::Role],
    index: u64,
    status: InviteStatus,
    nth: u64,
) -> Invite {
    let seed = world.seed;
    let expires = match status {
        // The first few end soon: 1, 4, 9, 16 … hours from the start.
        InviteStatus::Pending if nth < 5 => after(
            world.epoch,
            SignedDuration::from_hours(((nth + 1) * (nth + 1)).cast_signed()),
        ),
        InviteStatus::Pending => days(
            world.epoch,
            2 + rng::below(seed, "expires", index, 27).cast_signed(),
        ),
        _ => days(
            world.epoch,
            -1 - rng::below(seed, "expired", index, 200).cast_signed(),
        ),
    };
    let created = days(expires, -VALID_DAYS);
    let domain =
        ["contractors.example", "freelance.example", "agency.example"][(index % 3) as usize];
    let email = match index {
        0 => planted::SECOND_ADDRESS.to_owned(),
        _ => format!("{}@{domain}", names::person(20_000 + index).local),
    };
    Invite {
        seq: index,
        account: world.account_id(),
        id: rng::guid(seed, "invite", index),
        email,
        status,
        link: link(seed, index),
        created,
        updated: if status == InviteStatus::Pending {
            created
        } else {
            days(created, 3)
        },
        expires,
        accepted_by: (status == InviteStatus::Used).then(|| rng::guid(seed, "accepted-by", index)),
        grants: grants(world, roles, index),
    }
}

/// The link in the mail.
pub(crate) fn link(seed: u64, index: u64) -> String {
    format!(
        "https://users.wix.example/invite/{}",
        rng::token(seed, "invite-link", index)
    )
}

fn grants(world: &World, roles: &[roles::Role], index: u64) -> Vec<Grant> {
    let free: Vec<_> = roles
        .iter()
        .filter(|role| role.id != roles::OWNER && role.restrict_from.is_none())
        .collect();
    let role = free
        .get(index as usize % free.len().max(1))
        .map_or_else(|| roles::EXAMPLE.to_owned(), |role| role.id.clone());
    let site = |n: u64| Scope::Site(sites::site_id(world, (index + n) % world.sizes.sites));
    match index % 5 {
        0 | 1 => vec![Grant {
            role,
            scope: Scope::Account,
        }],
        2 => vec![Grant {
            role,
            scope: site(0),
        }],
        3 => vec![
            Grant {
                role: role.clone(),
                scope: site(0),
            },
            Grant {
                role,
                scope: site(1),
            },
        ],
        _ => vec![Grant {
            role: roles::ACCOUNT_ADMIN.to_owned(),
            scope: Scope::Account,
        }],
    }
}
