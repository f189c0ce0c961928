//! Who contributes to which site as a file: one line for each account on each site.

use crate::access::{AccountId, Contributor, Directory, LimitEffect, SiteId};
use crate::plan::SiteAccess;
use serde_json::{Value, json};
use std::io;

/// Contributors as JSON: a list with one object for each account on each site that was read.
///
/// # Errors
/// What the writer said; writing into memory does not fail otherwise.
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
