//! The main account's team: an owner, three co-owners, some odd cases with fixed places, and a mix after that.

use jiff::Timestamp;

use super::{World, days, names, planted, rng, roles, sites};
use crate::sandbox::state::records::{Assignment, Condition, Member, Scope, SubjectKind};

/// Place of the planted person; the places after it hold one odd case each.
pub(crate) const PLANTED: u64 = 4;
const NO_NAME: u64 = 5;
const NO_JOIN_DATE: u64 = 6;
const ACCOUNT_SUBJECT: u64 = 7;
const WIX_APP_SUBJECT: u64 = 8;
const EXTERNAL_APP_SUBJECT: u64 = 9;
const ZERO_WIDTH: u64 = 10;
const LONG: u64 = 11;
/// Somebody ordinary.
const SHARED: u64 = 20;

/// User id of the team member with this number.
pub(crate) fn user_id(world: &World, index: u64) -> String {
    rng::guid(world.seed, "user", index)
}

/// The whole team.
pub(crate) fn team(world: &World, roles: &[roles::Role]) -> Vec<Member> {
    (0..world.sizes.team)
        .map(|index| member(world, roles, index))
        .collect()
}

/// Somebody of the team who is in the teams of child accounts too, as the same user; small accounts have nobody.
pub(crate) fn shared(world: &World) -> Option<Member> {
    (SHARED < world.sizes.team).then(|| member(world, &world.roles, SHARED))
}

fn member(world: &World, roles: &[roles::Role], index: u64) -> Member {
    let seed = world.seed;
    let name = match index {
        PLANTED => planted::name(),
        ZERO_WIDTH => names::zero_width(),
        LONG => names::long(),
        _ => names::person(index),
    };
    let email = if index == PLANTED {
        planted::FIRST_ADDRESS.to_owned()
    } else {
        format!("{}@northlight.example", name.local)
    };
    let (first, last) = if index == NO_NAME {
        (String::new(), String::new())
    } else {
        (name.first, name.last)
    };
    Member {
        seq: index,
        account: world.account_id(),
        id: user_id(world, index),
        email,
        first,
        last,
        image: (index % 3 == 1)
            .then(|| format!("https://static.northlight.example/people/{index}.png")),
        joined: (index != NO_JOIN_DATE).then(|| joined(world, seed, index)),
        assignments: assignments(world, roles, index),
    }
}

fn joined(world: &World, seed: u64, index: u64) -> Timestamp {
    match index {
        0 => days(world.epoch, -1_500),
        _ => days(
            world.epoch,
            -2 - rng::below(seed, "joined", index, 1_400).cast_signed(),
        ),
    }
}

/// Which roles a member holds where. The mix: half hold one role everywhere, the others are limited to sites or folders.
fn assignments(world: &World, roles: &[roles::Role], index: u64) -> Vec<Assignment> {
    let seed = world.seed;
    let user = user_id(world, index);
    let pick = |n: u64| account_role(roles, rng::below(seed, "team-role", index * 4 + n, 1_000));
    let site = |n: u64| {
        Scope::Site(sites::site_id(
            world,
            (rng::below(seed, "team-site", index, 1_000) + n) % world.sizes.sites,
        ))
    };
    let mut held: Vec<(String, Scope)> = match index {
        0 => vec![(roles::OWNER.to_owned(), Scope::Account)],
        1..=3 => vec![(roles::ACCOUNT_ADMIN.to_owned(), Scope::Account)],
        _ => match rng::below(seed, "team-mix", index, 20) {
            0..=8 => vec![(pick(0), Scope::Account)],
            9 | 10 => vec![
                (pick(0), Scope::Account),
                (other_role(roles, &pick(0)), Scope::Account),
            ],
            11..=13 => vec![(pick(0), site(0))],
            14 | 15 => vec![(pick(0), site(0)), (pick(0), site(1))],
            16 => vec![
                (roles::SITE_ADMIN.to_owned(), site(0)),
                (pick(0), site(1)),
                (pick(0), site(2)),
            ],
            17 | 18 => vec![(pick(0), folders(world, index))],
            _ => vec![
                (pick(0), Scope::Account),
                (roles::EXAMPLE.to_owned(), site(0)),
            ],
        },
    };
    // In a small account, neighbouring picks can meet on the same site.
    let mut seen: Vec<(String, Scope)> = Vec::new();
    held.retain(|one| {
        !seen.contains(one) && {
            seen.push(one.clone());
            true
        }
    });
    let (subject, subject_kind) = match index {
        ACCOUNT_SUBJECT => (rng::guid(seed, "subject-account", 0), SubjectKind::Account),
        WIX_APP_SUBJECT => (rng::guid(0, "wix-app", 1), SubjectKind::WixApp),
        EXTERNAL_APP_SUBJECT => (rng::guid(seed, "subject-app", 0), SubjectKind::ExternalApp),
        _ => (user, SubjectKind::User),
    };
    let one = |(nth, (role, scope)): (usize, (String, Scope))| Assignment {
        id: rng::number_id(seed, "assignment", index * 8 + nth as u64),
        role,
        scope,
        subject: subject.clone(),
        subject_kind,
    };
    held.into_iter().enumerate().map(one).collect()
}

/// A role that may be given at account level and to sites alike.
fn account_role(roles: &[roles::Role], nth: u64) -> String {
    let free: Vec<_> = free_roles(roles).collect();
    free.get(nth as usize % free.len().max(1))
        .map_or_else(|| roles::EXAMPLE.to_owned(), |role| role.id.clone())
}

fn other_role(roles: &[roles::Role], not: &str) -> String {
    free_roles(roles)
        .find(|role| role.id != not)
        .map_or_else(|| roles::EXAMPLE.to_owned(), |role| role.id.clone())
}

fn free_roles(roles: &[roles::Role]) -> impl Iterator<Item = &roles::Role> {
    roles.iter().filter(|role| {
        role.id != roles::OWNER && !matches!(role.restrict_from, Some("Site" | "Account"))
    })
}

fn folders(world: &World, index: u64) -> Scope {
    let count = world.sizes.folders;
    let mut picked = vec![index % count.max(1)];
    if index.is_multiple_of(3) && count > 1 {
        picked.push((index + 1) % count);
    }
    let condition = |nth| Condition {
        kind: "FOLDER".to_owned(),
        id: sites::folder_id(world, nth),
    };
    Scope::Conditions(picked.into_iter().map(condition).collect())
}
