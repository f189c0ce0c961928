//! Rows that invite somebody, to the account or to sites.

use super::checker::{Checker, Setup, cell};
use super::class::Class;
use super::known::{Known, is_account};
use super::rows::unknown;
use super::values;
use super::wanted::Wanted;
use crate::access::{Directory, NewAssignment, Reach, RoleId, SiteId};
use crate::plan::Invitee;
use crate::sheet::map::{Field, Kind};
use crate::sheet::read::Row;

pub(super) fn check(to: &mut Checker<'_>, row: &Row) {
    let Some(column) = to.setup.mapping.column(Field::Email) else {
        return;
    };
    let good = to.address(row, column);
    let (roles_at, roles) = to.cell(row, Field::Roles);
    let (sites_at, sites) = to.cell(row, Field::Sites);
    let (roles, names) = (values::list(&roles), values::list(&sites));
    if good {
        let places = places(to, &names);
        to.double_at(row, Some(column), &places);
    }
    if roles.is_empty() {
        to.add(row, roles_at, Class::BadValue, "it names no role", None);
    }
    if names.is_empty() && to.kind() == Kind::SiteInvites {
        to.add(row, sites_at, Class::BadValue, "it names no site", None);
    }
    if to.setup.known.directory.is_none() {
        return;
    }
    for name in &roles {
        if let Err(unfit) = to.setup.known.role(name) {
            unknown(to, row, roles_at, &roles, name, unfit);
        }
    }
    for name in names.iter().filter(|s| !is_account(s)) {
        if let Err(unfit) = to.setup.known.site(name) {
            unknown(to, row, sites_at, &names, name, unfit);
        }
    }
}

/// Where the row invites to, in words that are the same for the same place. An address may stand
/// in several rows as long as each is for other places.
fn places(to: &mut Checker<'_>, names: &[String]) -> Vec<String> {
    let known = to.setup.known;
    let account = || "account".to_owned();
    if to.kind() == Kind::SiteInvites {
        to.sites = sites(known, names);
    } else if names.is_empty() {
        return vec![account()];
    }
    let mut all: Vec<String> = to.sites.iter().map(|s| s.as_str().to_owned()).collect();
    for name in names {
        match known.site(name) {
            _ if is_account(name) => all.push(account()),
            Ok(site) => all.push(site.as_str().to_owned()),
            Err(_) => all.push(name.to_lowercase()),
        }
    }
    all
}

/// Sites of these names; names that fit nothing are left out.
fn sites(known: Known<'_>, names: &[String]) -> Vec<SiteId> {
    let mut sites: Vec<SiteId> = Vec::new();
    for name in names {
        if is_account(name) {
            let every = known.directory.into_iter().flat_map(Directory::sites);
            sites.extend(every.map(|s| s.id.clone()));
        } else {
            sites.extend(known.site(name));
        }
    }
    sites.sort();
    sites.dedup();
    sites
}

pub(super) fn wanted(setup: &Setup<'_>, row: &Row) -> Option<Wanted> {
    let known = setup.known;
    let text = |field| cell(setup.mapping, row, field).1;
    let roles = roles(known, &text(Field::Roles))?;
    let names = values::list(&text(Field::Sites));
    let email = text(Field::Email).into_owned();
    let fits = |name: &String| is_account(name) || known.site(name).is_ok();
    if !names.iter().all(fits) {
        return None;
    }
    if setup.mapping.kind == Kind::SiteInvites {
        return Some(Wanted::InviteTo {
            sites: sites(known, &names),
            email,
            roles,
        });
    }
    let reach = |name: &String| match known.site(name) {
        Ok(site) if !is_account(name) => Reach::site(&site),
        _ => Reach::Account,
    };
    let mut reaches: Vec<Reach> = names.iter().map(reach).collect();
    if reaches.is_empty() {
        reaches.push(Reach::Account);
    }
    let give = roles.iter().flat_map(|role| {
        reaches.iter().map(|reach| NewAssignment {
            role: role.clone(),
            reach: reach.clone(),
        })
    });
    Some(Wanted::Invite(Invitee {
        email,
        give: give.collect(),
    }))
}

/// Roles by their titles; `None` if one is not known.
pub(super) fn roles(known: Known<'_>, text: &str) -> Option<Vec<RoleId>> {
    let names = values::list(text);
    let mut roles: Vec<RoleId> = names
        .iter()
        .map(|n| known.role(n).ok())
        .collect::<Option<_>>()?;
    roles.sort();
    roles.dedup();
    Some(roles)
}
