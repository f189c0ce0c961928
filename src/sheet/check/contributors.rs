//! Rows about contributors: one for each person and site. Roles and locations replace the ones
//! before; an empty cell leaves them, a dash ends the limit to locations. A cell that reads like
//! what is so now asks for nothing, so that an export comes back without a change.

use super::checker::{Checker, Setup, cell};
use super::class::Class;
use super::known::{Known, pick};
use super::wanted::Wanted;
use super::{trouble::Trouble, values};
use crate::access::{AccountId, Contributor, LocationId, OWNER, RoleId, SiteId, fold_email};
use crate::plan::{
    Contribution, ContributorChange, LocationsWish, MOST_LOCATIONS, RolesWish, SiteAccess,
};
use crate::sheet::map::Field;
use crate::sheet::read::Row;
use std::collections::BTreeSet;

/// What a row means.
struct Meant {
    whom: Contribution,
    roles: Option<Vec<RoleId>>,
    locations: Option<Vec<LocationId>>,
    /// Whether its cells ask for anything, even if it is so already.
    asks: bool,
}

pub(super) fn check(to: &mut Checker<'_>, row: &Row) {
    let mut troubles = Vec::new();
    let meant = meant(&to.setup, row, &mut troubles);
    let (column, address) = to.cell(row, Field::Email);
    let address = address.into_owned();
    if let Some(meant) = &meant {
        to.sites.push(meant.whom.site.clone());
        meant.whom.account.as_str().clone_into(&mut to.key);
        let named = to.setup.known.access.map(|a| a.who(&meant.whom.account));
        let shown = named.map_or(address, |who| match who.email.as_str() {
            "" => who.name,
            _ => who.email,
        });
        to.name = shown;
        let places = [meant.whom.site.as_str().to_owned()];
        to.double_at(row, column, &places);
    } else if let (Some(column), true) = (column, to.cell(row, Field::AccountId).1.is_empty())
        && !to.address(row, column)
    {
        // Why nobody was found is told by the address.
        troubles.retain(|t| t.class != Class::NotThere);
    }
    for trouble in &troubles {
        trouble.add(to, row);
    }
    let Some(meant) = meant.filter(|_| troubles.is_empty()) else {
        return;
    };
    if !meant.asks {
        to.add(row, None, Class::Nothing, "it asks for nothing", None);
    } else if meant.roles.is_none() && meant.locations.is_none() {
        to.add(row, None, Class::AlreadyThere, "is so already", None);
    }
}

pub(super) fn wanted(setup: &Setup<'_>, row: &Row) -> Option<Wanted> {
    let mut troubles = Vec::new();
    let meant = meant(setup, row, &mut troubles).filter(|_| troubles.is_empty())?;
    Some(Wanted::Contributor(Box::new(ContributorChange {
        whom: meant.whom,
        roles: meant.roles.map(RolesWish::Exactly),
        locations: meant.locations.map(LocationsWish::These),
    })))
}

fn meant(setup: &Setup<'_>, row: &Row, troubles: &mut Vec<Trouble>) -> Option<Meant> {
    let access = setup.known.access?;
    let found = site(setup, row).and_then(|site| {
        let account = account(setup, row, access, &site)?;
        Ok(Contribution { site, account })
    });
    let whom = match found {
        Ok(whom) => whom,
        Err(trouble) => {
            troubles.push(trouble);
            return None;
        }
    };
    let now = access.contributor(&whom.site, &whom.account)?;
    let (roles_at, roles_text) = cell(setup.mapping, row, Field::Roles);
    let (places_at, places_text) = cell(setup.mapping, row, Field::Locations);
    let roles = roles(setup.known, now, &roles_text);
    let roles = roles.unwrap_or_else(|mut trouble| {
        trouble.column = roles_at;
        troubles.push(trouble);
        None
    });
    let locations = locations(access, &whom.site, now, &places_text);
    let locations = locations.unwrap_or_else(|mut trouble| {
        trouble.column = places_at;
        troubles.push(trouble);
        None
    });
    Some(Meant {
        whom,
        roles,
        locations,
        asks: !roles_text.is_empty() || !places_text.is_empty(),
    })
}

fn site(setup: &Setup<'_>, row: &Row) -> Result<SiteId, Trouble> {
    let (at, id) = cell(setup.mapping, row, Field::SiteId);
    let (name_at, name) = cell(setup.mapping, row, Field::Site);
    let directory = setup.known.directory;
    if id.is_empty() {
        if name.is_empty() {
            let at = name_at.or(at);
            return Err(Trouble::new(at, Class::BadValue, "it names no site"));
        }
        return setup
            .known
            .site(&name)
            .map_err(|u| Trouble::unfit(name_at, u));
    }
    let id = SiteId::new(&id);
    let Some(site) = directory.and_then(|d| d.site(&id)) else {
        return Err(Trouble::new(at, Class::UnknownName, "no site has this id"));
    };
    let same = name.trim().to_lowercase() == site.label().trim().to_lowercase();
    if name.is_empty() || same || *name == *site.id.as_str() {
        return Ok(id);
    }
    let mut other = Trouble::new(
        name_at,
        Class::BadValue,
        "the site with this id is called otherwise",
    );
    other.fix = Some(site.label().to_owned());
    Err(other)
}

fn account(
    setup: &Setup<'_>,
    row: &Row,
    access: &SiteAccess,
    site: &SiteId,
) -> Result<AccountId, Trouble> {
    let (id_at, id) = cell(setup.mapping, row, Field::AccountId);
    let (at, address) = cell(setup.mapping, row, Field::Email);
    let Some(there) = access.contributors.get(site) else {
        let words = "the contributors of this site have not been read";
        return Err(Trouble::new(id_at.or(at), Class::NotThere, words));
    };
    if !id.is_empty() {
        let id = AccountId::new(&id);
        let words = "this account does not contribute to the site";
        let found = there.contains_key(&id).then_some(id);
        return found.ok_or_else(|| Trouble::new(id_at, Class::NotThere, words));
    }
    if address.is_empty() {
        return Err(Trouble::new(
            at.or(id_at),
            Class::NoAddress,
            "it names nobody",
        ));
    }
    let folded = fold_email(&address);
    let fits = |account: &&AccountId| {
        let name = access.names.get(*account);
        name.is_some_and(|n| fold_email(&n.email) == folded)
    };
    let mut fitting = there.keys().filter(fits);
    match (fitting.next(), fitting.next()) {
        (Some(one), None) => Ok(one.clone()),
        (None, _) => {
            let words = "nobody with this address contributes to the site, as far as is known";
            Err(Trouble::new(at, Class::NotThere, words))
        }
        _ => {
            let words = "several accounts on the site have this address: write the account id";
            Err(Trouble::new(at, Class::BadValue, words))
        }
    }
}

/// The roles that a cell asks for; `None` leaves them.
fn roles(known: Known<'_>, now: &Contributor, text: &str) -> Result<Option<Vec<RoleId>>, Trouble> {
    let bad = |says: String| Trouble::new(None, Class::BadValue, &says);
    if values::is_dash(text) {
        let words = "nobody can be without a role: remove the person from the site instead";
        return Err(bad(words.to_owned()));
    }
    let names = values::list(text);
    let titles = now.roles.iter();
    let titles = titles.map(|r| known.directory.map_or(r.as_str(), |d| d.role_name(r)));
    if names.is_empty() || reads_same(&names, titles) {
        return Ok(None);
    }
    let mut roles = Vec::new();
    for name in &names {
        let role = known.role(name);
        let role = role.map_err(|u| Trouble::unfit_in(&names, name, u))?;
        let known = known.directory.and_then(|d| d.role(&role));
        if role.as_str() == OWNER {
            return Err(bad("the owner’s role cannot be given".to_owned()));
        }
        if known.is_some_and(|r| !r.at_site()) {
            return Err(bad(format!("“{name}” cannot be given on a site")));
        }
        roles.push(role);
    }
    roles.sort();
    roles.dedup();
    let mut was = now.roles.clone();
    was.sort();
    was.dedup();
    Ok((was != roles).then_some(roles))
}

/// The locations that a cell asks for; `None` leaves them, none at all ends the limit.
fn locations(
    access: &SiteAccess,
    site: &SiteId,
    now: &Contributor,
    text: &str,
) -> Result<Option<Vec<LocationId>>, Trouble> {
    if values::is_dash(text) {
        return Ok((!now.locations.is_empty()).then(Vec::new));
    }
    let names = values::list(text);
    let held = now.locations.iter().map(|l| access.location_name(site, l));
    if names.is_empty() || reads_same(&names, held) {
        return Ok(None);
    }
    let Some(known) = access.locations.get(site) else {
        let words = "the locations of this site have not been read";
        return Err(Trouble::new(None, Class::NotThere, words));
    };
    let mut places = Vec::new();
    for name in &names {
        // Wix refuses archived ones (contract C3).
        let all = known.iter().filter(|l| l.archived != Some(true));
        let all = all.map(|l| (l.id.as_str(), l.label()));
        let id = pick("location", name, all).map_err(|u| Trouble::unfit_in(&names, name, u))?;
        places.push(LocationId::new(&id));
    }
    places.sort();
    places.dedup();
    if places.len() > MOST_LOCATIONS {
        let says = format!("Wix takes at most {MOST_LOCATIONS} locations for a person");
        return Err(Trouble::new(None, Class::BadValue, &says));
    }
    let mut was = now.locations.clone();
    was.sort();
    was.dedup();
    Ok((was != places).then_some(places))
}

/// Whether a cell lists exactly these names, in any order and case.
fn reads_same<'a>(names: &[String], now: impl Iterator<Item = &'a str>) -> bool {
    let fold = |text: &str| text.trim().to_lowercase();
    // Names may hold semicolons; a cell cannot tell.
    let now: BTreeSet<String> = now.flat_map(values::list).map(|n| fold(&n)).collect();
    now == names.iter().map(|n| fold(n)).collect()
}
