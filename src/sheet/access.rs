//! Who contributes to which site as a file: one line for each account on each site.

use super::escaped;
use crate::access::{AccountId, Contributor, Directory, LimitEffect, LocationId, RoleId, SiteId};
use crate::plan::SiteAccess;
use serde_json::{Value, json};
use std::io;

const HEAD: [&str; 11] = [
    "Site",
    "Site id",
    "Account id",
    "Name",
    "Address",
    "Name from",
    "Roles",
    "Role ids",
    "Locations",
    "Location ids",
    "Limit without effect",
];

/// Contributors as CSV: UTF-8, commas, one line for each account on each site that was read.
/// Several roles or locations stand in one cell with semicolons between them.
///
/// # Errors
/// What the writer said; writing into memory does not fail otherwise.
pub fn contributors_csv(access: &SiteAccess, directory: &Directory) -> io::Result<Vec<u8>> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(HEAD)?;
    for (site, account, one) in entries(access) {
        let who = access.who(account);
        let role = |r| directory.role_name(r);
        let place = |l| access.location_name(site, l);
        let cells = [
            directory.site_name(site).to_owned(),
            site.as_str().to_owned(),
            account.as_str().to_owned(),
            who.name,
            who.email,
            from(access, account).to_owned(),
            one.roles.iter().map(role).collect::<Vec<_>>().join("; "),
            one.roles
                .iter()
                .map(RoleId::as_str)
                .collect::<Vec<_>>()
                .join("; "),
            one.locations
                .iter()
                .map(place)
                .collect::<Vec<_>>()
                .join("; "),
            one.locations
                .iter()
                .map(LocationId::as_str)
                .collect::<Vec<_>>()
                .join("; "),
            without_effect(directory, one).unwrap_or_default(),
        ];
        csv.write_record(cells.iter().map(|c| escaped(c)))?;
    }
    csv.into_inner()
        .map_err(|e| io::Error::other(e.to_string()))
}

/// Contributors as JSON: a list with one object for each account on each site that was read.
///
/// # Errors
/// As [`contributors_csv`].
pub fn contributors_json(access: &SiteAccess, directory: &Directory) -> io::Result<Vec<u8>> {
    let all: Vec<Value> = entries(access)
        .map(|(site, account, one)| {
            let who = access.who(account);
            let roles = one.roles.iter();
            let roles = roles.map(|r| json!({ "id": r, "title": directory.role_name(r) }));
            let places = one.locations.iter();
            let places = places.map(|l| json!({ "id": l, "name": access.location_name(site, l) }));
            json!({
                "site": directory.site_name(site),
                "siteId": site,
                "accountId": account,
                "name": who.name,
                "email": who.email,
                "nameFrom": from(access, account),
                "roles": roles.collect::<Vec<_>>(),
                "locations": places.collect::<Vec<_>>(),
                "limitWithoutEffect": without_effect(directory, one),
            })
        })
        .collect();
    let mut bytes = serde_json::to_vec_pretty(&all)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// By site, then by account.
fn entries(access: &SiteAccess) -> impl Iterator<Item = (&SiteId, &AccountId, &Contributor)> {
    let all = access.contributors.iter();
    all.flat_map(|(site, of)| of.iter().map(move |(account, one)| (site, account, one)))
}

fn from<'a>(access: &'a SiteAccess, account: &AccountId) -> &'a str {
    access.names.get(account).map_or("", |n| n.from.as_str())
}

fn without_effect(directory: &Directory, one: &Contributor) -> Option<String> {
    if one.locations.is_empty() {
        return None;
    }
    LimitEffect::why_nothing(directory, &one.roles)
}
