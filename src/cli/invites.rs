//! Invites at the command line: which are meant, and what the export says of each.

use super::end::{Failure, bad, failed};
use super::plan_args::{OfInvites, OfKind, OfState, SiteInvite};
use super::session::Session;
use super::{files, names};
use crate::access::fold_email;
use crate::plan::{Tend, Wish};
use crate::sheet::InviteLine;
use crate::worker::protocol::{InviteKey, InviteRow, InviteState, InvitesTable};
use std::sync::Arc;

/// The wish of `plan resend`, `plan revoke` and `plan renew`.
pub(super) fn tend(session: &Session<'_>, how: Tend, args: &OfInvites) -> Result<Wish, Failure> {
    let table = table(session)?;
    let rows = chosen(&table, args)?;
    if let Some(wanted) = args.expect.expect.filter(|n| *n != rows.len()) {
        return Err(bad(
            format!("{} invites are meant, not {wanted}", rows.len()),
            "Look at the list with gatehouse export invites, or leave --expect out",
        ));
    }
    let (mut account, mut sites) = (Vec::new(), Vec::new());
    for row in rows {
        match &row.key {
            InviteKey::Account(id) => account.push(id.clone()),
            InviteKey::Site(site, id) => sites.push((site.clone(), id.clone())),
        }
    }
    Ok(Wish::TendInvites {
        how,
        account,
        sites,
    })
}

/// The invites as they are known.
pub(super) fn table(session: &Session<'_>) -> Result<Arc<InvitesTable>, Failure> {
    session.model.invites.clone().ok_or_else(|| {
        let remedy = "Read the account first: gatehouse sync";
        failed("The account has not been read yet", remedy)
    })
}

/// Addresses that were typed, and those of a file.
pub(super) fn addresses(
    given: &[String],
    file: Option<&std::path::PathBuf>,
) -> Result<Vec<String>, Failure> {
    let mut all = given.to_vec();
    if let Some(path) = file {
        all.extend(files::list(path)?.into_iter().map(|(_, line)| line));
    }
    Ok(all)
}

pub(super) fn to_sites(session: &Session<'_>, args: &SiteInvite) -> Result<Wish, Failure> {
    let directory = Arc::clone(&session.team()?.directory);
    let sites = args.sites.iter().map(|s| names::site(&directory, s));
    let roles = args.roles.iter().map(|r| names::role(&directory, r));
    Ok(Wish::InviteToSites {
        sites: sites.collect::<Result<_, _>>()?,
        emails: addresses(&args.invited.addresses, args.invited.people.as_ref())?,
        roles: roles.collect::<Result<_, _>>()?,
        language: args.invited.language.clone(),
    })
}

fn chosen<'a>(table: &'a InvitesTable, args: &OfInvites) -> Result<Vec<&'a InviteRow>, Failure> {
    let kind = |row: &&InviteRow| match args.to {
        None => true,
        Some(OfKind::Account) => row.key.site().is_none(),
        Some(OfKind::Site) => row.key.site().is_some(),
    };
    let rows = || table.rows.iter().filter(kind);
    if let Some(state) = args.state {
        let wanted = match state {
            OfState::Open => InviteState::Open,
            OfState::Ended => InviteState::Ended,
            OfState::Declined => InviteState::Declined,
            OfState::Revoked => InviteState::Revoked,
        };
        let found: Vec<_> = rows().filter(|r| r.state == wanted).collect();
        return if found.is_empty() {
            let what = format!("No invite is {} here", wanted.label().to_lowercase());
            Err(bad(what, "Read the account again: gatehouse sync"))
        } else {
            Ok(found)
        };
    }
    let mut found: Vec<&InviteRow> = Vec::new();
    for wanted in addresses(&args.invites, args.people.as_ref())? {
        let wanted = wanted.trim();
        let folded = fold_email(wanted);
        let before = found.len();
        let fits = |r: &&InviteRow| {
            r.key.id().as_str() == wanted || (!r.email.is_empty() && fold_email(&r.email) == folded)
        };
        found.extend(rows().filter(fits));
        if found.len() == before {
            return Err(bad(
                format!("No invite to “{}” is known", super::text::clean(wanted)),
                "See gatehouse export invites; ids of site invites are added in the window",
            ));
        }
    }
    found.sort_by(|a, b| a.key.cmp(&b.key));
    found.dedup_by(|a, b| a.key == b.key);
    Ok(found)
}

/// What the export says of each invite.
pub(super) fn lines<'a>(rows: impl Iterator<Item = &'a InviteRow>) -> Vec<InviteLine> {
    let line = |row: &InviteRow| InviteLine {
        to: row.key.kind().to_lowercase(),
        id: row.key.id().as_str().to_owned(),
        site: row.key.site().map(|s| s.as_str().to_owned()),
        place: row.place.clone(),
        email: row.email.clone(),
        state: row.state.key().to_owned(),
        probably_by: row
            .probably
            .as_ref()
            .map(|(account, _, _)| account.as_str().to_owned()),
        roles: row.role_titles.clone(),
        sent: row.sent,
        ends: row.ends,
        told: row.told,
    };
    rows.map(line).collect()
}
