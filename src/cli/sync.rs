//! `gatehouse sync`: reads the account.

use super::World;
use super::commands::Sync;
use super::end::{Failure, Report};
use super::exit::Exit;
use super::session::Session;
use super::text::{clean, line};
use crate::model::Model;
use crate::worker::protocol::{Command, DatasetInfo, ErrorCard, ReadingEnd, Trouble};
use serde_json::{Value, json};
use std::sync::Arc;

/// Reads the account.
pub(super) fn run(world: &World, args: &Sync) -> Result<Report, Failure> {
    if let Some(site) = &args.members {
        return super::site_members::sync(world, args, site);
    }
    if args.sites {
        return super::sync_sites::run(world, args);
    }
    if args.names {
        return super::sync_names::run(world, args);
    }
    if args.all {
        return Err(super::end::bad(
            "--all belongs to --sites and --members",
            "Say which of them is to be read",
        ));
    }
    if args.all_accounts || !args.accounts.is_empty() {
        return super::accounts::sync(world, args);
    }
    if args.plan || args.facts {
        return Err(super::end::bad(
            "--plan and --facts are about sites, members or child accounts",
            "Say --sites, --members SITE, --account NAME or --all-accounts",
        ));
    }
    let mut session = Session::open(world, &args.common)?;
    session.send(Command::Sync);
    let end: Arc<ReadingEnd> = session.until(|m| m.reading.clone().map(Ok))?;
    if let Some(error) = &end.failed {
        return Err(session.advise(error.clone().into()));
    }
    let report = report(&session.model, &end);
    session.close();
    Ok(report)
}

fn report(model: &Model, end: &ReadingEnd) -> Report {
    let datasets: &[DatasetInfo] = model.session.as_ref().map_or(&[], |s| &s.datasets);
    let gap = |d: &DatasetInfo| end.gaps.iter().find(|(label, _)| *label == d.label);
    let (people, invites) = model
        .team
        .as_ref()
        .map_or((0, 0), |t| (t.team.members.len(), t.team.invites.len()));
    let mut text = String::new();
    let is_app = model
        .session
        .as_ref()
        .is_some_and(|s| s.profile.sign_in.is_app());
    let contributors = model.access.as_ref().map_or(0, |t| t.rows.len());
    if is_app {
        let words = format!("{contributors} contributors of the app's site");
        line(&mut text, &words);
    } else {
        line(&mut text, &format!("{people} people and {invites} invites"));
    }
    for set in datasets {
        let state = match (gap(set), set.complete) {
            (Some(_), _) => "could not be read; what is kept is older",
            (None, true) => "complete",
            (None, false) => "not complete",
        };
        line(
            &mut text,
            &format!("  {}: {} rows, {state}", set.label, set.rows),
        );
        if let Some(note) = set.note.as_ref().filter(|_| gap(set).is_none()) {
            line(&mut text, &format!("    {}", clean(note)));
        }
    }
    for (label, error) in &end.gaps {
        line(&mut text, &format!("  {label}: {}", clean(&error.sentence)));
    }
    let sets: Vec<Value> = datasets
        .iter()
        .map(|d| {
            json!({
                "name": d.label, "rows": d.rows, "pages": d.pages, "readAt": d.read_at,
                "complete": d.complete && gap(d).is_none(), "note": d.note,
            })
        })
        .collect();
    let gaps: Vec<Value> = end
        .gaps
        .iter()
        .map(|(label, e)| json!({ "name": label, "error": e }))
        .collect();
    let mut data = json!({ "people": people, "invites": invites, "datasets": sets, "gaps": gaps });
    if is_app {
        data["contributors"] = contributors.into();
    }
    // An app never knows all roles, and that is told with them.
    let whole = |d: &DatasetInfo| d.complete || (is_app && d.label == "Roles");
    let incomplete = !end.gaps.is_empty() || !datasets.iter().all(whole);
    let mut report = Report::new(text, data);
    if incomplete {
        report.exit = Some(exit(end, datasets));
        report.trouble = Some(trouble(end));
    }
    report
}

/// Where nothing at all could be read because the key may not, that is no part of a success.
fn exit(end: &ReadingEnd, datasets: &[DatasetInfo]) -> Exit {
    let refused = |e: &ErrorCard| e.trouble == Trouble::NoAccess;
    let nothing = datasets
        .iter()
        .all(|d| end.gaps.iter().any(|(label, _)| *label == d.label));
    let all_refused = !end.gaps.is_empty() && end.gaps.iter().all(|(_, e)| refused(e));
    if nothing && all_refused {
        Exit::NoAccess
    } else {
        Exit::Partly
    }
}

fn trouble(end: &ReadingEnd) -> ErrorCard {
    match end.gaps.as_slice() {
        [] => ErrorCard::new("The reading is not complete", "Read again"),
        gaps => {
            let names: Vec<&str> = gaps.iter().map(|(label, _)| *label).collect();
            let first = gaps.first().map(|(_, e)| e.clone()).unwrap_or_default();
            ErrorCard {
                sentence: format!("{} could not be read. {}", names.join(", "), first.sentence),
                ..first
            }
        }
    }
}
