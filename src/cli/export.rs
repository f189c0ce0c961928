//! `gatehouse export`: what is kept, as files. The bytes are those that the window saves.

use super::end::{Failure, Report, bad, failed};
use super::export_args::Export;
use super::export_form::{ExportTo, Format, JournalFormat};
use super::lists::{self, List};
use super::session::Session;
use super::text::line;
use super::{World, changes, files, out, runs, site_members};
use crate::sheet;
use crate::worker::protocol::{Command, JournalPart, PlanState, RunView};
use serde_json::{Value, json};
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Entries of the journal that are read at once.
const PART: usize = 4096;

/// Writes the export.
pub(super) fn run(world: &World, what: &Export) -> Result<Report, Failure> {
    let to = what.to();
    let mut target = Target::check(to)?;
    let mut session = Session::look(world, &to.common)?;
    match what {
        Export::Receipt(args) => {
            let run = of_run(&mut session, &args.run.name)?;
            let receipt = run.receipt.as_ref().ok_or_else(|| {
                bad(
                    format!("The run {} has no receipt yet", run.run),
                    "It stands still: let it go on with gatehouse resume, or end it",
                )
            })?;
            let bytes = match to.table_or_json(args.format)? {
                Format::Csv => sheet::receipt_csv(receipt),
                Format::Json => sheet::receipt_json(receipt),
            };
            target.add(bytes)?;
        }
        Export::Plan(args) => {
            let run = of_run(&mut session, &args.run.name)?;
            target.add(sheet::plan_json(&run.plan))?;
        }
        Export::Team(args) => lists::export(&mut session, List::Team, args, &mut target)?,
        Export::Sites(args) => lists::export(&mut session, List::Sites, args, &mut target)?,
        Export::Locations(args) => {
            let table = session.team()?;
            let access = session.model.access.clone();
            let access = access.map(|t| Arc::clone(&t.access)).unwrap_or_default();
            target.add(match to.table_or_json(args.format)? {
                Format::Csv => sheet::locations_csv(&table.directory, &access),
                Format::Json => sheet::locations_json(&table.directory, &access),
            })?;
        }
        Export::Invites(args) => lists::export(&mut session, List::Invites, args, &mut target)?,
        Export::People(args) => lists::export(&mut session, List::People, args, &mut target)?,
        Export::Roles(args) => lists::export(&mut session, List::Roles, args, &mut target)?,
        Export::Accounts(args) => lists::export(&mut session, List::Accounts, args, &mut target)?,
        Export::Everybody(args) => lists::export(&mut session, List::Everybody, args, &mut target)?,
        Export::Contributors(args) => {
            lists::export(&mut session, List::Contributors, args, &mut target)?;
        }
        Export::Members(args) => site_members::export(&mut session, args, &mut target)?,
        Export::Changes(args) => target.add(changes::export(&mut session, args)?)?,
        Export::Journal(args) => {
            journal(&mut session, to.table_or_lines(args.format)?, &mut target)?;
        }
        Export::Runs(args) => {
            let form = to.table_or_lines(args.format)?;
            if form == JournalFormat::Csv {
                target.add(sheet::runs_head_csv())?;
            }
            for run in session.runs(u32::MAX)? {
                target.add(match form {
                    JournalFormat::Csv => sheet::runs_csv_row(&run.line()),
                    JournalFormat::Jsonl => sheet::runs_jsonl_row(&run.line()),
                })?;
            }
        }
    }
    session.close();
    target.keep()
}

fn of_run(session: &mut Session<'_>, wanted: &str) -> Result<Arc<RunView>, Failure> {
    let run = runs::find(session, wanted)?.run;
    session.send(Command::ShowRun(run.clone()));
    session.until(|m| {
        if let PlanState::Failed(error) = m.plan.as_ref() {
            return Some(Err(error.clone().into()));
        }
        m.run.clone().filter(|r| r.run == run).map(Ok)
    })
}

/// The journal, part by part, so that any length takes little memory.
fn journal(
    session: &mut Session<'_>,
    format: JournalFormat,
    target: &mut Target,
) -> Result<(), Failure> {
    if format == JournalFormat::Csv {
        target.add(sheet::journal_head_csv())?;
    }
    let mut from = 1;
    loop {
        session.send(Command::ReadJournal { from, most: PART });
        let part: Arc<JournalPart> = session.until(|m| {
            let part = m.journal_part.clone().filter(|p| p.from == from)?;
            Some(Ok(part))
        })?;
        let entries = part
            .entries
            .as_ref()
            .map_err(|e| Failure::from(e.clone()))?;
        for entry in entries {
            target.add(match format {
                JournalFormat::Csv => sheet::journal_csv_row(entry),
                JournalFormat::Jsonl => sheet::journal_jsonl_row(entry),
            })?;
        }
        from += entries.len() as u64;
        if entries.len() < PART {
            return match &part.problem {
                None => Ok(()),
                Some(problem) => Err(failed(
                    format!("The journal is damaged in {problem}"),
                    "What stands before it was written to standard output; a file is left out",
                )),
            };
        }
    }
}

/// Where an export goes.
pub(super) enum Target {
    Stdout,
    File {
        draft: files::Draft,
        path: std::path::PathBuf,
        bytes: u64,
        json: bool,
    },
}

impl Target {
    fn check(to: &ExportTo) -> Result<Self, Failure> {
        match to.file.as_deref().filter(|p| *p != Path::new("-")) {
            Some(path) => Ok(Self::File {
                draft: files::Draft::begin(path, to.force)?,
                path: path.to_owned(),
                bytes: 0,
                json: to.common.json,
            }),
            None if to.common.json => Err(bad(
                "The file and the object of --json cannot both go to standard output",
                "Give a file with -o",
            )),
            None => Ok(Self::Stdout),
        }
    }

    pub(super) fn add(&mut self, made: io::Result<Vec<u8>>) -> Result<(), Failure> {
        let made = made.map_err(|e| failed(e.to_string(), ""))?;
        match self {
            Self::Stdout => out::stdout(&made).map_err(|e| failed(e.to_string(), "")),
            Self::File { draft, bytes, .. } => {
                *bytes += made.len() as u64;
                draft.add(&made)
            }
        }
    }

    fn keep(self) -> Result<Report, Failure> {
        match self {
            Self::Stdout => Ok(Report::new(String::new(), Value::Null)),
            Self::File {
                draft,
                path,
                bytes,
                json,
            } => {
                draft.keep()?;
                let mut text = String::new();
                if !json {
                    let place = files::place(&path);
                    line(&mut text, &format!("Written to {place}, {bytes} bytes"));
                }
                let file = path.display().to_string();
                Ok(Report::new(text, json!({ "file": file, "bytes": bytes })))
            }
        }
    }
}

impl io::Write for Target {
    fn write(&mut self, made: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout => out::stdout(made)?,
            Self::File { draft, bytes, .. } => {
                io::Write::write_all(draft, made)?;
                *bytes += made.len() as u64;
            }
        }
        Ok(made.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
