//! Humans and roles on the command line.

use super::commands::{Format, RemoveEverywhere};
use super::end::{Failure, bad, failed};
use super::names;
use super::session::Session;
use crate::access::{Mark, Place};
use crate::plan::Wish;
use crate::sheet;
use crate::worker::protocol::{PeopleTable, RolesTable};
use std::io;
use std::sync::Arc;

const PEOPLE: [&str; 7] = [
    "Person",
    "Name",
    "Addresses",
    "Kind",
    "Place",
    "Role",
    "Status",
];
const ROLES: [&str; 8] = [
    "Role",
    "Role id",
    "Kind",
    "May be given",
    "Holder",
    "Held by",
    "Held as",
    "Place",
];

fn people(session: &mut Session<'_>) -> Result<Arc<PeopleTable>, Failure> {
    session.team()?;
    session.until(|m| m.people.clone().map(Ok))
}

/// The wish that takes one person out of every place.
pub(super) fn removal(session: &mut Session<'_>, args: &RemoveEverywhere) -> Result<Wish, Failure> {
    let table = people(session)?;
    let row = table.find(&args.person).map_err(|fits| {
        if fits.is_empty() {
            let what = format!("Nobody is “{}”", args.person);
            bad(
                what,
                "Give a name, an address or an id; see gatehouse export people",
            )
        } else {
            let what = format!("“{}” are {} people", args.person, fits.len());
            bad(
                what,
                format!("Give an address or an id: {}", fits.join(", ")),
            )
        }
    })?;
    let mut sites = if args.members {
        row.known_sites()
    } else {
        Vec::new()
    };
    for site in &args.members_of {
        sites.push(names::site(&table.directory, site)?);
    }
    Ok(row.removal(sites))
}

/// Everybody, one line per place.
pub(super) fn export_people(
    session: &mut Session<'_>,
    format: Format,
) -> Result<io::Result<Vec<u8>>, Failure> {
    let table = people(session)?;
    let mut rows = Vec::new();
    for row in &table.rows {
        for place in &row.human.places {
            for [kind, place, role, status] in lines(place, &table) {
                rows.push(vec![
                    row.id.clone(),
                    row.name.clone(),
                    row.addresses.join(" "),
                    kind,
                    place,
                    role,
                    status,
                ]);
            }
        }
    }
    Ok(file(&PEOPLE, &rows, format))
}

fn file(head: &[&str], rows: &[Vec<String>], format: Format) -> io::Result<Vec<u8>> {
    match format {
        Format::Csv => sheet::table_csv(head, rows),
        Format::Json => sheet::table_json(head, rows),
    }
}

/// Kind, place, role and status, one for each role.
fn lines(place: &Place, table: &PeopleTable) -> Vec<[String; 4]> {
    let names = &table.directory;
    let title = |r: &crate::access::RoleId| names.role_name(r).to_owned();
    let line = |kind: &str, place: &str, role: String, status: &str| {
        [kind.to_owned(), place.to_owned(), role, status.to_owned()]
    };
    let all: Vec<[String; 4]> = match place {
        Place::Team(member) => member
            .assignments
            .iter()
            .map(|a| {
                line(
                    "team",
                    &names.reach_label(&a.reach),
                    title(&a.role),
                    "Active",
                )
            })
            .collect(),
        Place::AccountInvite(invite) => invite
            .assignments
            .iter()
            .map(|a| {
                let reach = names.reach_label(&a.reach);
                line(
                    "accountInvite",
                    &reach,
                    title(&a.role),
                    invite.status.label(),
                )
            })
            .collect(),
        Place::Site {
            site,
            account,
            owns,
        } => {
            let name = names.site_name(site);
            let status = if *owns { "Owner" } else { "Active" };
            let read = table.access.contributor(site, account);
            let roles = read.iter().flat_map(|c| &c.roles);
            let roles: Vec<_> = roles
                .map(|r| line("site", name, title(r), status))
                .collect();
            if roles.is_empty() {
                let role = if *owns { "" } else { "Not read" };
                vec![line("site", name, role.to_owned(), status)]
            } else {
                roles
            }
        }
        Place::SiteInvite(invite) => {
            let name = names.site_name(&invite.site);
            let status = invite.status.label();
            let roles = invite.roles.iter();
            roles
                .map(|r| line("siteInvite", name, title(r), status))
                .collect()
        }
    };
    if all.is_empty() {
        let kind = match place {
            Place::Team(_) => "team",
            Place::AccountInvite(_) => "accountInvite",
            Place::Site { .. } => "site",
            Place::SiteInvite(_) => "siteInvite",
        };
        return vec![line(kind, "", String::new(), "")];
    }
    all
}

/// Every role, one line per holder.
pub(super) fn export_roles(
    session: &mut Session<'_>,
    format: Format,
) -> Result<io::Result<Vec<u8>>, Failure> {
    session.team()?;
    let table: Arc<RolesTable> = session.until(|m| m.roles.clone().map(Ok))?;
    if table.rows.is_empty() {
        return Err(failed(
            "No role was read yet",
            "Read the account: gatehouse sync",
        ));
    }
    let mut rows = Vec::new();
    for row in &table.rows {
        let kind = match (row.listed, row.role.custom) {
            (false, _) => "not in the list",
            (_, true) => "custom",
            (_, false) => "predefined",
        };
        let start = [row.title.as_str(), row.role.id.as_str(), kind, row.level];
        let with = |rest: [String; 4]| {
            let start = start.iter().map(|s| (*s).to_owned());
            start.chain(rest).collect::<Vec<String>>()
        };
        if row.holders.is_empty() {
            rows.push(with([
                String::new(),
                String::new(),
                String::new(),
                String::new(),
            ]));
        }
        for holder in &row.holders {
            rows.push(with([
                holder.name.clone(),
                Mark::text(&holder.mark),
                holder.held.words().to_owned(),
                holder.place.clone(),
            ]));
        }
    }
    Ok(file(&ROLES, &rows, format))
}
