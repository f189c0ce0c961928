//! `gatehouse snapshots` and `changes`: moments of the account, and what changed between two.

use super::World;
use super::commands::{Common, Output};
use super::end::{Failure, Report, bad};
use super::exit::Exit;
use super::export_form::{ExportTo, Format};
use super::session::Session;
use super::text::{clean, count, line};
use crate::access::{Retention, SnapshotHead};
use crate::sheet;
use crate::worker::protocol::{
    Changes, ChangesState, Command, CompareRequest, ErrorCard, PutBackRequest, SnapshotsList,
    Trouble, When,
};
use clap::{Args, Subcommand};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use std::io;
use std::sync::Arc;

/// What can be done with snapshots.
#[derive(Debug, Subcommand)]
pub enum OfSnapshots {
    /// List them, newest first; needs no network
    List(Plain),
    /// Take one of what is known now; one is taken after each reading of the account anyway
    Take(Plain),
    /// Say how long they are kept
    Keep(Keep),
    /// Keep one whatever that says
    Pin(OfOne),
    /// Let it go with the others of its age
    Unpin(OfOne),
    /// Delete one from this computer; it cannot be made again
    Delete(OfOne),
}

impl OfSnapshots {
    pub(super) fn common(&self) -> &Common {
        match self {
            Self::List(args) | Self::Take(args) => &args.common,
            Self::Keep(args) => &args.common,
            Self::Pin(args) | Self::Unpin(args) | Self::Delete(args) => &args.common,
        }
    }
}

/// `snapshots list` and `snapshots take`.
#[derive(Debug, Args)]
pub struct Plain {
    #[command(flatten)]
    pub(super) common: Common,
}

/// `snapshots pin`, `unpin` and `delete`.
#[derive(Debug, Args)]
pub struct OfOne {
    /// The snapshot: its id or the beginning of it
    #[arg(value_name = "ID")]
    id: String,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `snapshots keep`.
#[derive(Debug, Args)]
pub struct Keep {
    /// How many of the newest are kept, at least 2
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..))]
    newest: u32,
    /// Days for which the last one of each month is kept beyond these; 0 means always
    #[arg(long, value_name = "DAYS", default_value_t = 0)]
    days: u32,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `changes`.
#[derive(Debug, Args)]
pub struct ShowChanges {
    #[command(flatten)]
    between: Between,
    #[command(flatten)]
    pub(super) common: Common,
}

/// Two moments.
#[derive(Debug, Args)]
pub(super) struct Between {
    /// The earlier moment: a snapshot's id or the beginning of it, a date (the last one of that
    /// day or before, UTC), a time, “previous” or “last-visit”
    #[arg(long, value_name = "MOMENT", default_value = "last-visit", value_parser = when)]
    from: When,
    /// The later moment; “now” is the newest snapshot
    #[arg(long, value_name = "MOMENT", default_value = "now", value_parser = when)]
    to: When,
    /// Compare even if one of them is incomplete; the report says so
    #[arg(long)]
    insist: bool,
}

impl Between {
    fn request(&self) -> CompareRequest {
        CompareRequest {
            from: self.from.clone(),
            to: self.to.clone(),
            insist: self.insist,
        }
    }
}

/// `export changes`.
#[derive(Debug, Args)]
pub struct ExportChanges {
    #[command(flatten)]
    pub(super) between: Between,
    /// Form of the file; else as its name ends, and csv where that says nothing
    #[arg(long, value_enum)]
    pub(super) format: Option<Format>,
    #[command(flatten)]
    pub(super) to: ExportTo,
    #[command(flatten)]
    pub(super) common: Common,
}

/// The bytes of the changes that an export writes.
pub(super) fn export(
    session: &mut Session<'_>,
    args: &ExportChanges,
) -> Result<io::Result<Vec<u8>>, Failure> {
    let found = compared(session, &args.between)?;
    Ok(match args.to.table_or_json(args.format)? {
        Format::Csv => sheet::changes_csv(&found.document()),
        Format::Json => serde_json::to_vec_pretty(&data(&found)).map_err(io::Error::other),
    })
}

/// `plan put-back`.
#[derive(Debug, Args)]
pub struct PutBack {
    #[command(flatten)]
    between: Between,
    /// A change by the name that stands before it in `changes`; can be said several times
    #[arg(long = "line", value_name = "NAME", required = true)]
    lines: Vec<String>,
    #[command(flatten)]
    pub(super) output: Output,
    #[command(flatten)]
    pub(super) common: Common,
}

impl PutBack {
    /// What is asked of the worker.
    pub(super) fn request(&self) -> PutBackRequest {
        PutBackRequest {
            compare: self.between.request(),
            lines: self.lines.clone(),
        }
    }
}

fn when(text: &str) -> Result<When, String> {
    let text = text.trim();
    match text {
        "" => return Err("give a date, an id, “last-visit” or “now”".to_owned()),
        "last-visit" => return Ok(When::LastVisit),
        "previous" => return Ok(When::Previous),
        "now" => return Ok(When::Newest),
        _ => {}
    }
    if let Ok(at) = text.parse::<Timestamp>() {
        return Ok(When::By(at));
    }
    if let Ok(date) = text.parse::<Date>() {
        let end = date.at(23, 59, 59, 999_999_999).to_zoned(TimeZone::UTC);
        let end = end.map_err(|e| e.to_string())?;
        return Ok(When::By(end.timestamp()));
    }
    Ok(When::Id(text.to_owned()))
}

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

fn incomplete(sentence: &str, gaps: &[String]) -> ErrorCard {
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

fn as_json(head: &SnapshotHead) -> Value {
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

/// Shows what changed between two moments.
pub(super) fn changes(world: &World, args: &ShowChanges) -> Result<Report, Failure> {
    let mut session = Session::look(world, &args.common)?;
    let found = compared(&mut session, &args.between);
    session.close();
    let found = found?;
    Ok(told(&found))
}

/// Compares two moments.
pub(super) fn compared(
    session: &mut Session<'_>,
    between: &Between,
) -> Result<Arc<Changes>, Failure> {
    session.send(Command::Compare(between.request()));
    session.until(|m| match &*m.changes {
        ChangesState::None | ChangesState::Working => None,
        ChangesState::Ready(changes) => Some(Ok(Arc::clone(changes))),
        ChangesState::Incomplete(card) => Some(Err(ErrorCard {
            remedy: "What is missing in it would look like a change. Choose another one, or say \
                     --insist; the report will say that it is incomplete"
                .to_owned(),
            ..card.clone()
        }
        .of(Trouble::BadInput)
        .into())),
        ChangesState::Failed(card) => Some(Err(card.clone().into())),
    })
}

fn told(changes: &Changes) -> Report {
    let gaps = changes.gaps();
    let mut text = String::new();
    for words in sheet::changes_text(&changes.document()).lines() {
        line(&mut text, &clean(words));
    }
    let mut report = Report::new(text, data(changes));
    if !gaps.is_empty() {
        report.trouble = Some(incomplete("This report is incomplete", &gaps));
        report.exit = Some(Exit::Partly);
    }
    report
}

/// The same for other programs.
pub(super) fn data(changes: &Changes) -> Value {
    let gaps = changes.gaps();
    json!({
        "from": as_json(&changes.from),
        "to": as_json(&changes.to),
        "incomplete": !gaps.is_empty(),
        "gaps": gaps,
        "changes": changes.rows,
        "notCompared": changes.untold,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_dates_times_ids_and_words() {
        assert_eq!(when("last-visit"), Ok(When::LastVisit));
        assert_eq!(when(" now "), Ok(When::Newest));
        let end = "2026-11-20T23:59:59.999999999Z".parse().unwrap();
        assert_eq!(when("2026-11-20"), Ok(When::By(end)));
        let noon = "2026-11-20T12:00:00Z".parse().unwrap();
        assert_eq!(when("2026-11-20T12:00:00Z"), Ok(When::By(noon)));
        assert_eq!(when("0199a"), Ok(When::Id("0199a".to_owned())));
        assert!(when(" ").is_err());
    }
}
