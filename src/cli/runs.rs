//! `gatehouse runs`, `resume` and `end`: runs that were begun.

use super::commands::{OfRun, Runs};
use super::end::{Failure, Report, bad};
use super::exit::Exit;
use super::session::Session;
use super::text::{clean, line};
use super::{World, over};
use crate::journal::RunId;
use crate::worker::protocol::{Command, RunCard};
use serde_json::{Value, json};

/// Lists runs, newest first.
pub(super) fn list(world: &World, args: &Runs) -> Result<Report, Failure> {
    let mut session = Session::look(world, &args.common)?;
    let runs = session.runs(args.limit)?;
    session.close();
    let mut text = String::new();
    for run in &runs {
        let state = if run.open { "stands still: " } else { "" };
        let at = run.started.strftime("%Y-%m-%d %H:%M:%S");
        let words = format!("{}: {state}{}", run.title, run.summary);
        line(&mut text, &format!("{}  {at}  {}", run.run, clean(&words)));
    }
    if runs.is_empty() {
        line(&mut text, "No run yet");
    }
    let rows: Vec<Value> = runs.iter().map(json_card).collect();
    Ok(Report::new(text, json!({ "runs": rows })))
}

fn json_card(run: &RunCard) -> Value {
    json!({
        "run": run.run,
        "title": run.title,
        "started": run.started,
        "ended": run.ended,
        "summary": run.summary,
        "open": run.open,
        "canGoOn": run.can_go_on,
        "canUndo": run.can_undo,
    })
}

/// The run that is meant: by its id, the beginning of it, or `last`.
pub(super) fn find(session: &mut Session<'_>, wanted: &str) -> Result<RunCard, Failure> {
    let runs = session.runs(u32::MAX)?;
    let wanted = wanted.trim();
    if wanted == "last" {
        let last = runs.into_iter().next();
        return last.ok_or_else(|| bad("There is no run yet", "Apply a plan first"));
    }
    let fits: Vec<&RunCard> = runs
        .iter()
        .filter(|r| !wanted.is_empty() && r.run.as_str().starts_with(wanted))
        .collect();
    if let Some(exact) = fits.iter().find(|r| r.run.as_str() == wanted) {
        return Ok((*exact).clone());
    }
    match fits.as_slice() {
        [one] => Ok((*one).clone()),
        [] => Err(bad(
            format!("No run begins with “{}”", clean(wanted)),
            "See gatehouse runs",
        )),
        several => {
            let ids: Vec<&str> = several.iter().take(5).map(|r| r.run.as_str()).collect();
            let what = format!("{} runs begin with “{}”", several.len(), clean(wanted));
            Err(bad(what, format!("Give more of it: {}", ids.join(", "))))
        }
    }
}

/// Goes on with a run that stands still.
pub(super) fn resume(world: &World, args: &OfRun) -> Result<Report, Failure> {
    of_run(world, args, Command::Resume)
}

/// Ends a run that stands still.
pub(super) fn end(world: &World, args: &OfRun) -> Result<Report, Failure> {
    let mut report = of_run(world, args, Command::EndRun)?;
    // It was asked to end, and it did: what is left is no failure of this command.
    report.exit = Some(Exit::Done);
    report.trouble = None;
    Ok(report)
}

fn of_run(world: &World, args: &OfRun, command: fn(RunId) -> Command) -> Result<Report, Failure> {
    over::check_result(args.result.as_deref())?;
    let mut session = Session::open(world, &args.common)?;
    let run = find(&mut session, &args.run.name)?;
    if !run.open {
        let card = crate::worker::protocol::ErrorCard::new(
            format!("The run {} does not stand still", run.run),
            "",
        );
        return Err(card.of(crate::worker::protocol::Trouble::Nothing).into());
    }
    session.send(command(run.run));
    let ended = over::wait(&mut session);
    let report = ended.and_then(|run| over::report(&run, args.result.as_deref()));
    session.close();
    report
}
