//! `gatehouse plan site-roles`, `site-locations` and `site-remove`: contributors of sites.

use super::end::{Failure, bad, failed};
use super::session::Session;
use super::shared_args::Output;
use super::text::clean;
use super::{files, names};
use crate::access::{AccountId, Directory, Location, LocationId, RoleId, SiteId, fold_email};
use crate::plan::{
    Contribution, ContributorChange, LocationsWish, NamedLocations, RolesWish, Wish,
};
use crate::worker::protocol::AccessTable;
use clap::Args;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// Which contributors a plan is about.
#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
pub(super) struct Whom {
    /// An account that contributes, by id; can be said several times
    #[arg(long = "account", value_name = "ID")]
    accounts: Vec<String>,
    /// Somebody who contributes, by address or exact name; can be said several times
    #[arg(long = "person", value_name = "ADDRESS|NAME")]
    persons: Vec<String>,
    /// A file with one id, address or name a line; what follows a # does not count
    #[arg(long, value_name = "FILE")]
    people: Option<PathBuf>,
}

/// On which sites.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(super) struct Sites {
    /// A site, by name or id; can be said several times
    #[arg(long = "site", value_name = "NAME|ID")]
    sites: Vec<String>,
    /// Every site that they contribute to
    #[arg(long)]
    every_site: bool,
}

/// What becomes of their roles.
#[derive(Debug, Args)]
pub(super) struct ToRoles {
    /// A role to give, by title or id
    #[arg(long, value_name = "ROLE", conflicts_with = "exactly")]
    give: Vec<String>,
    /// A role to take away
    #[arg(long, value_name = "ROLE", conflicts_with = "exactly")]
    take: Vec<String>,
    /// A role that they shall hold; every other one goes away
    #[arg(long, value_name = "ROLE")]
    exactly: Vec<String>,
}

impl ToRoles {
    /// What they say, in one wish; `None` if nothing is said.
    fn wish(&self, names: &Directory) -> Result<Option<RolesWish>, Failure> {
        let all = |wanted: &[String]| -> Result<Vec<RoleId>, Failure> {
            wanted.iter().map(|r| names::role(names, r)).collect()
        };
        let (give, take) = (all(&self.give)?, all(&self.take)?);
        let exactly = all(&self.exactly)?;
        let wish = if exactly.is_empty() {
            RolesWish::Change { give, take }
        } else {
            RolesWish::Exactly(exactly)
        };
        Ok((!wish.is_empty()).then_some(wish))
    }
}

/// `plan site-roles`.
#[derive(Debug, Args)]
pub struct SiteRoles {
    #[command(flatten)]
    sites: Sites,
    #[command(flatten)]
    to: ToRoles,
    #[command(flatten)]
    whom: Whom,
    #[command(flatten)]
    pub(super) output: Output,
}

/// `plan site-locations`.
#[derive(Debug, Args)]
pub struct SiteLocations {
    #[command(flatten)]
    sites: Sites,
    /// A location that they shall reach, by name or id; every other one goes away. On several
    /// sites by name: a site without it is left alone
    #[arg(
        long = "location",
        value_name = "NAME|ID",
        required_unless_present = "no_limit"
    )]
    locations: Vec<String>,
    /// End the limit: they reach every location
    #[arg(long, conflicts_with = "locations")]
    no_limit: bool,
    #[command(flatten)]
    to: ToRoles,
    #[command(flatten)]
    whom: Whom,
    #[command(flatten)]
    pub(super) output: Output,
}

/// `plan site-remove`.
#[derive(Debug, Args)]
pub struct SiteRemove {
    #[command(flatten)]
    sites: Sites,
    #[command(flatten)]
    whom: Whom,
    #[command(flatten)]
    pub(super) output: Output,
}

/// The contributors as they were read last.
pub(super) fn access(session: &Session<'_>) -> Result<Arc<AccessTable>, Failure> {
    let known = session.model.access.clone();
    known.filter(|t| t.read + t.incomplete > 0).ok_or_else(|| {
        let remedy = "Read the sites first: in the window under Contributors, or with gatehouse \
                      sync --sites";
        failed("No site has been read yet", remedy)
    })
}

/// The wish of `plan site-roles`.
pub(super) fn roles(
    session: &Session<'_>,
    names: &Directory,
    args: &SiteRoles,
) -> Result<Wish, Failure> {
    let table = access(session)?;
    let Some(to) = args.to.wish(names)? else {
        let remedy = "Give --give, --take or --exactly";
        return Err(bad("No role is named", remedy));
    };
    let whom = whom(&table, names, &args.sites, &args.whom)?;
    Ok(match to {
        RolesWish::Change { give, take } => Wish::ChangeContributorRoles { whom, give, take },
        RolesWish::Exactly(roles) => Wish::SetContributorRoles { whom, roles },
    })
}

/// The wish of `plan site-locations`.
pub(super) fn locations(
    session: &Session<'_>,
    names: &Directory,
    args: &SiteLocations,
) -> Result<Wish, Failure> {
    let table = access(session)?;
    let roles = args.to.wish(names)?;
    let whom = whom(&table, names, &args.sites, &args.whom)?;
    let sites: BTreeSet<&SiteId> = whom.iter().map(|one| &one.site).collect();
    let wanted = &args.locations;
    let locations = match sites.first() {
        Some(site) if sites.len() == 1 => {
            let ids = wanted.iter().map(|l| location(&table, site, l));
            LocationsWish::These(ids.collect::<Result<_, _>>()?)
        }
        _ => {
            on_one_of_them(&table, &sites, wanted)?;
            LocationsWish::Named(wanted.clone())
        }
    };
    let change = |whom| ContributorChange {
        whom,
        roles: roles.clone(),
        locations: Some(locations.clone()),
    };
    Ok(Wish::ChangeContributors {
        changes: whom.into_iter().map(change).collect(),
    })
}

/// Refuses a name that no location of any of the sites has: it is a slip of the pen. Where only
/// some sites have it, the plan names those that it leaves alone.
fn on_one_of_them(
    table: &AccessTable,
    sites: &BTreeSet<&SiteId>,
    wanted: &[String],
) -> Result<(), Failure> {
    let of = |site: &&SiteId| {
        let known = table.access.locations.get(*site);
        known.map_or(&[][..], Vec::as_slice)
    };
    for name in wanted {
        let only = [name.clone()];
        let somewhere = sites
            .iter()
            .any(|site| NamedLocations::of(of(site), &only).missing.is_empty());
        if !somewhere {
            let known: BTreeSet<&str> = sites.iter().flat_map(of).map(Location::label).collect();
            return Err(names::unknown(
                "location of these sites",
                name,
                known.into_iter(),
            ));
        }
    }
    Ok(())
}

/// The wish of `plan site-remove`.
pub(super) fn remove(
    session: &Session<'_>,
    names: &Directory,
    args: &SiteRemove,
) -> Result<Wish, Failure> {
    let table = access(session)?;
    let whom = whom(&table, names, &args.sites, &args.whom)?;
    Ok(Wish::RemoveContributors { whom })
}

fn whom(
    table: &AccessTable,
    names: &Directory,
    sites: &Sites,
    whom: &Whom,
) -> Result<Vec<Contribution>, Failure> {
    let accounts = accounts(table, whom)?;
    let mut all = Vec::new();
    if sites.every_site {
        for person in accounts.iter().filter_map(|a| table.persons.person(a)) {
            let rows = person.rows.iter();
            let rows = rows.filter_map(|r| table.rows.get(*r as usize));
            all.extend(rows.map(|r| Contribution {
                site: r.site.clone(),
                account: r.account.clone(),
            }));
        }
        return Ok(all);
    }
    for wanted in &sites.sites {
        let site = names::site(names, wanted)?;
        all.extend(accounts.iter().map(|account| Contribution {
            site: site.clone(),
            account: account.clone(),
        }));
    }
    Ok(all)
}

fn location(table: &AccessTable, site: &SiteId, wanted: &str) -> Result<LocationId, Failure> {
    let known = table
        .access
        .locations
        .get(site)
        .map_or(&[][..], Vec::as_slice);
    let lower = wanted.trim().to_lowercase();
    let fits = |l: &&Location| l.id.as_str() == wanted.trim() || l.label().to_lowercase() == lower;
    let found: Vec<_> = known.iter().filter(fits).collect();
    match found.as_slice() {
        [one] => Ok(one.id.clone()),
        [] => Err(names::unknown(
            "location of the site",
            wanted,
            known.iter().map(Location::label),
        )),
        several => {
            let ids: Vec<String> = several.iter().map(|l| clean(l.id.as_str())).collect();
            let what = format!("{} locations are called “{}”", several.len(), clean(wanted));
            Err(bad(what, format!("Give the id: {}", ids.join(" or "))))
        }
    }
}

/// The accounts that are named, each once, in the order in which they were named.
fn accounts(table: &AccessTable, whom: &Whom) -> Result<Vec<AccountId>, Failure> {
    let mut wanted: Vec<String> = whom.accounts.clone();
    wanted.extend(whom.persons.iter().cloned());
    if let Some(path) = &whom.people {
        wanted.extend(files::list(path)?.into_iter().map(|(_, line)| line));
    }
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for one in &wanted {
        let account = account(table, one)?;
        if seen.insert(account.clone()) {
            all.push(account);
        }
    }
    Ok(all)
}

fn account(table: &AccessTable, wanted: &str) -> Result<AccountId, Failure> {
    let wanted = wanted.trim();
    let id = AccountId::new(wanted);
    if table.persons.person(&id).is_some() {
        return Ok(id);
    }
    let (folded, lower) = (fold_email(wanted), wanted.to_lowercase());
    let list = &table.persons.list;
    let same: Vec<_> = list
        .iter()
        .filter(|p| {
            let address = !p.email.is_empty() && fold_email(&p.email) == folded;
            address || p.name.to_lowercase() == lower
        })
        .collect();
    match same.as_slice() {
        [one] => Ok(one.account.clone()),
        [] => {
            let known = list
                .iter()
                .flat_map(|p| [p.name.as_str(), p.email.as_str()]);
            Err(names::unknown("contributor", wanted, known))
        }
        several => {
            let ids: Vec<String> = several.iter().map(|p| clean(p.account.as_str())).collect();
            let what = format!("{} contributors fit “{}”", several.len(), clean(wanted));
            Err(bad(what, format!("Give the id: {}", ids.join(" or "))))
        }
    }
}
