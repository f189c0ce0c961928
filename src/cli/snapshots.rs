//! `gatehouse snapshots`: moments of the account.

use super::World;
use super::end::{Failure, Report, bad};
use super::exit::Exit;
use super::session::Session;
use super::snapshots_args::{OfOne, OfSnapshots};
use super::text::{clean, count, line};
use crate::access::{Retention, SnapshotHead};
use crate::worker::protocol::{Command, ErrorCard, SnapshotsList};
use serde_json::{Value, json};
use std::sync::Arc;

/// Carries out what is to be done with snapshots.
pub(super) fn run(world: &World, what: &OfSnapshots) -> Result<Report, Failure> {
    match what {
        OfSnapshots::List(args) => {
            let mut session = Session::look(world, &args.common)?;
            let list = asked(&mut session, Command::ListSnapshots);
            session.close();
            let list = list?;
            report(&list)
        }
        OfSnapshots::Take(args) => {
            let mut session = Session::open(world, &args.common)?;
            let list = asked(&mut session, Command::TakeSnapshot);
            session.close();
            let list = list?;
            let id = match &list.taken {
                Some(Err(error)) => return Err(error.clone().into()),
                Some(Ok(id)) => id.clone(),
                None => String::new(),
            };
            let all = list.all.clone().map_err(Failure::from)?;
            let Some(head) = all.iter().find(|h| h.id == id) else {
                return Err(super::end::failed("The snapshot is not in the list", ""));
            };
            let mut text = String::new();
            show(&mut text, head, list.last_visit.as_deref());
            let mut report = Report::new(text, json!({ "snapshot": as_json(head) }));
            if !head.is_complete() {
                report.trouble = Some(incomplete("The snapshot is incomplete", &head.gaps));
                report.exit = Some(Exit::Partly);
            }
            Ok(report)
        }
        OfSnapshots::Keep(args) => {
            let mut session = Session::open(world, &args.common)?;
            let (newest, days) = (args.newest, args.days);
            let command = Command::KeepSnapshots(Retention { newest, days });
            let list = asked(&mut session, command);
            session.close();
            let list = done(list?)?;
            report(&list)
        }
        OfSnapshots::Pin(args) => one(world, args, |id| Command::KeepSnapshot(id, true)),
        OfSnapshots::Unpin(args) => one(world, args, |id| Command::KeepSnapshot(id, false)),
        OfSnapshots::Delete(args) => one(world, args, Command::DeleteSnapshot),
    }
}

/// What came of it, unless it did not work.
fn done(list: Arc<SnapshotsList>) -> Result<Arc<SnapshotsList>, Failure> {
    match &list.trouble {
        Some(error) => Err(error.clone().into()),
        None => Ok(list),
    }
}

/// Does something with the one snapshot that is meant, and shows the list.
fn one(
    world: &World,
    args: &OfOne,
    what: impl FnOnce(String) -> Command,
) -> Result<Report, Failure> {
    let mut session = Session::open(world, &args.common)?;
    let list = asked(&mut session, Command::ListSnapshots)?;
    let all = list.all.clone().map_err(Failure::from)?;
    let id = args.id.trim();
    let mut fits = all
        .iter()
        .filter(|h| !id.is_empty() && h.id.starts_with(id));
    let head = match (fits.next(), fits.next()) {
        (Some(head), None) => head,
        (None, _) => {
            let why = format!("No snapshot begins with “{id}”");
            return Err(bad(&why, "Look at the list: gatehouse snapshots list"));
        }
        _ => {
            let why = format!("Several snapshots begin with “{id}”");
            return Err(bad(&why, "Give more of the id"));
        }
    };
    let list = asked(&mut session, what(head.id.clone()));
    session.close();
    let list = done(list?)?;
    report(&list)
}

/// Asks something that is answered with the list.
fn asked(session: &mut Session<'_>, command: Command) -> Result<Arc<SnapshotsList>, Failure> {
    session.model.snapshots = None;
    session.send(command);
    session.until(|m| m.snapshots.clone().map(Ok))
}

pub(super) fn incomplete(sentence: &str, gaps: &[String]) -> ErrorCard {
    ErrorCard {
        details: gaps.join("\n"),
        ..ErrorCard::new(sentence, "Read the account again: gatehouse sync")
    }
}

fn report(list: &SnapshotsList) -> Result<Report, Failure> {
    let all = list.all.clone().map_err(Failure::from)?;
    let mut text = String::new();
    for head in &all {
        show(&mut text, head, list.last_visit.as_deref());
    }
    if all.is_empty() {
        line(
            &mut text,
            "No snapshot yet: one is taken each time the account is read",
        );
    }
    let keep = list.retention;
    let beyond = match keep.days {
        0 => "always".to_owned(),
        days => format!("for {}", count(days as usize, "day")),
    };
    let newest = keep.newest;
    let words = format!("Kept: the newest {newest}, and {beyond} the last one of each month");
    line(&mut text, &words);
    let rows: Vec<Value> = all.iter().map(as_json).collect();
    let data = json!({
        "snapshots": rows,
        "keep": keep,
        "lastVisit": list.last_visit,
        "bytes": list.bytes,
    });
    Ok(Report::new(text, data))
}

fn show(text: &mut String, head: &SnapshotHead, last_visit: Option<&str>) {
    let f = head.figures;
    let mut words = vec![
        format!("{} people", f.people),
        count(f.invites as usize, "invite"),
        count(f.sites as usize, "site"),
    ];
    if f.contributor_sites > 0 {
        let sites = count(f.contributor_sites as usize, "site");
        words.push(format!("{} contributors of {sites}", f.contributors));
    }
    if f.member_sites > 0 {
        let sites = count(f.member_sites as usize, "site");
        words.push(format!("{} members of {sites}", f.members));
    }
    if last_visit == Some(head.id.as_str()) {
        words.push("seen last".to_owned());
    }
    if head.kept {
        words.push("kept always".to_owned());
    }
    if !head.is_complete() {
        words.push("incomplete".to_owned());
    }
    let at = head.at.strftime("%Y-%m-%d %H:%M:%S");
    line(
        text,
        &format!("{}  {at}  {}", clean(&head.id), words.join(", ")),
    );
    for gap in &head.gaps {
        line(text, &format!("    {}", clean(gap)));
    }
}

pub(super) fn as_json(head: &SnapshotHead) -> Value {
    json!({
        "id": head.id,
        "at": head.at,
        "why": head.why,
        "complete": head.is_complete(),
        "gaps": head.gaps,
        "figures": head.figures,
        "kept": head.kept,
        "added": head.added,
    })
}
