//! Humans on the command line.

use super::end::{Failure, bad};
use super::names;
use super::plan_args::RemoveEverywhere;
use super::session::Session;
use crate::plan::Wish;
use crate::worker::protocol::PeopleTable;
use std::sync::Arc;

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
