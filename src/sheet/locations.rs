//! Locations of sites as a file: one line for each location and each contributor who is limited to
//! it.

use super::escaped;
use crate::access::{Contributor, Directory, LimitEffect, Location, SiteId};
use crate::plan::SiteAccess;
use serde_json::{Value, json};
use std::io;

const HEAD: [&str; 11] = [
    "Site",
    "Site id",
    "Location",
    "Location id",
    "Address",
    "Default",
    "Archived",
    "Limited to it",
    "Account",
    "Roles",
    "Limit",
];

/// Locations as CSV: UTF-8, commas, one line per contributor who is limited to a location; a
/// location to which nobody is limited has one line without one.
///
/// # Errors
/// What the writer said; writing into memory does not fail otherwise.
pub fn locations_csv(directory: &Directory, access: &SiteAccess) -> io::Result<Vec<u8>> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(HEAD)?;
    for (site, location) in all(access) {
        let what = [
            directory.site_name(site),
            site.as_str(),
            location.label(),
            location.id.as_str(),
            location.address.as_deref().unwrap_or_default(),
            yes_no(location.default),
            yes_no(location.archived),
        ];
        let mut nobody = true;
        for limited in limited(access, site, location) {
            nobody = false;
            let name = access.who(&limited.account).name;
            let roles = titles(directory, limited).join(", ");
            let who = [
                name.as_str(),
                limited.account.as_str(),
                &roles,
                effect(directory, limited),
            ];
            csv.write_record(what.iter().chain(&who).map(|c| escaped(c)))?;
        }
        if nobody {
            csv.write_record(what.iter().chain(&[""; 4]).map(|c| escaped(c)))?;
        }
    }
    csv.into_inner()
        .map_err(|e| io::Error::other(e.to_string()))
}

/// Locations as JSON: a list with one object for each location.
///
/// # Errors
/// As [`locations_csv`].
pub fn locations_json(directory: &Directory, access: &SiteAccess) -> io::Result<Vec<u8>> {
    let all: Vec<Value> = all(access)
        .map(|(site, location)| {
            let limited: Vec<Value> = limited(access, site, location)
                .map(|c| {
                    json!({
                        "account": c.account,
                        "name": access.who(&c.account).name,
                        "roles": titles(directory, c),
                        "limit": effect(directory, c),
                    })
                })
                .collect();
            json!({
                "site": directory.site_name(site),
                "siteId": site,
                "name": location.label(),
                "id": location.id,
                "address": location.address,
                "default": location.default,
                "archived": location.archived,
                "limited": limited,
            })
        })
        .collect();
    let mut bytes = serde_json::to_vec_pretty(&all)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn all(access: &SiteAccess) -> impl Iterator<Item = (&SiteId, &Location)> {
    let sites = access.locations.iter();
    sites.flat_map(|(site, list)| list.iter().map(move |l| (site, l)))
}

fn limited<'a>(
    access: &'a SiteAccess,
    site: &SiteId,
    location: &'a Location,
) -> impl Iterator<Item = &'a Contributor> {
    let people = access.contributors.get(site).into_iter();
    people
        .flat_map(|all| all.values())
        .filter(|c| c.locations.contains(&location.id))
}

fn titles<'a>(directory: &'a Directory, contributor: &'a Contributor) -> Vec<&'a str> {
    let roles = contributor.roles.iter();
    roles.map(|r| directory.role_name(r)).collect()
}

fn effect(directory: &Directory, contributor: &Contributor) -> &'static str {
    match LimitEffect::of_all(contributor.roles.iter().map(|r| directory.role(r))) {
        LimitEffect::Binds => "Binds",
        LimitEffect::Nothing => "Has no effect",
        LimitEffect::Unknown => "Not known",
    }
}

fn yes_no(known: Option<bool>) -> &'static str {
    match known {
        Some(true) => "Yes",
        Some(false) => "No",
        None => "",
    }
}
