//! What a run came to, in words and as a number.

use super::end::{Failure, Report, failed};
use super::exit::Exit;
use super::files;
use super::session::Session;
use super::text::{clean, line};
use crate::journal::RunId;
use crate::plan::{Outcome, Receipt};
use crate::sheet;
use crate::worker::protocol::{ErrorCard, PlanState, RunPhase, RunView, Trouble};
use serde_json::{Map, Value, json};
use std::path::Path;
use std::sync::Arc;

/// Lines of a run that are shown because they need a look.
const SHOWN: usize = 20;

/// Checks before anything is sent that a receipt can be written there.
pub(super) fn check_result(path: Option<&Path>) -> Result<(), Failure> {
    let Some(path) = path else { return Ok(()) };
    form(path).map(drop)
}

#[derive(Clone, Copy)]
enum Form {
    Csv,
    Json,
}

fn form(path: &Path) -> Result<Form, Failure> {
    let ending = path
        .extension()
        .and_then(|e| e.to_str())
        .unwrap_or_default();
    match ending.to_ascii_lowercase().as_str() {
        "csv" => Ok(Form::Csv),
        "json" => Ok(Form::Json),
        _ => Err(super::end::bad(
            format!(
                "{} does not say what form it shall have",
                files::place(path)
            ),
            "Give a name that ends with .csv or .json",
        )),
    }
}

/// Waits for the end of the run that was asked for.
pub(super) fn wait(session: &mut Session<'_>) -> Result<Arc<RunView>, Failure> {
    let ended = session.until(|m| {
        if let PlanState::Failed(error) = m.plan.as_ref() {
            return Some(Err(error.clone().into()));
        }
        let run = m.run.clone().filter(|r| r.phase.is_end())?;
        Some(Ok(run))
    });
    ended.map_err(|failure| match (failure.exit, &session.model.run) {
        (Exit::Interrupted, Some(run)) => interrupted(&run.run),
        (Exit::Interrupted, None) => {
            let text = "Stopped before a run began: nothing was sent";
            ErrorCard::new(text, "").of(Trouble::Interrupted).into()
        }
        _ => failure,
    })
}

fn interrupted(run: &RunId) -> Failure {
    let remedy = format!(
        "Apply the same file again, or gatehouse resume {run}: it goes on, and nothing is sent twice"
    );
    ErrorCard::new("Stopped: the run stands still", remedy)
        .of(Trouble::Interrupted)
        .into()
}

/// The end of a run as a report; writes the receipt where it was asked for.
pub(super) fn report(run: &RunView, result: Option<&Path>) -> Result<Report, Failure> {
    let mut text = String::new();
    let Some(receipt) = &run.receipt else {
        return no_receipt(run);
    };
    if let Some(path) = result {
        let bytes = match form(path)? {
            Form::Csv => sheet::receipt_csv(receipt),
            Form::Json => sheet::receipt_json(receipt),
        };
        let bytes = bytes.map_err(|e| failed(e.to_string(), ""))?;
        files::write(path, &bytes, true)?;
    }
    line(&mut text, &clean(&receipt.title));
    line(&mut text, &receipt.sentence());
    problems(&mut text, receipt);
    for moved in run.moved.iter().take(SHOWN) {
        let who = format!("{} {}", moved.name, moved.what);
        line(
            &mut text,
            &format!("{:>6}  {}", moved.line + 1, clean(&who)),
        );
    }
    line(&mut text, &format!("Run {}", receipt.run));
    let exit = exit_of(receipt, run.trouble.as_ref());
    let mut report = Report::new(text, Value::Null).ending(exit);
    report.data = json(run, receipt);
    if let Some(path) = result {
        report.put("result", path.display().to_string());
    }
    report.trouble = trouble(run, receipt, exit);
    Ok(report)
}

/// What a run without a receipt stands for.
fn no_receipt(run: &RunView) -> Result<Report, Failure> {
    let mut card = run.trouble.clone().unwrap_or_default();
    if run.phase == RunPhase::Left {
        if card.sentence.is_empty() {
            return Err(interrupted(&run.run));
        }
        let waits = if card.trouble == Trouble::Quota {
            "Wix asks to wait, and the run stands still"
        } else {
            "Nothing got through for too long, and the run stands still"
        };
        card.details = format!("{}\n{}", card.sentence, card.details);
        card.sentence = format!("{waits}: {}", crate::plan::sentence_of(&run.results));
        card.remedy = interrupted(&run.run).card.remedy;
    }
    Err(card.into())
}

fn problems(text: &mut String, receipt: &Receipt) {
    let needs_look = |o: Outcome| !matches!(o, Outcome::Done | Outcome::AlreadySo);
    let all = receipt
        .lines
        .iter()
        .filter(|l| needs_look(l.result.outcome) && l.result.outcome != Outcome::NotTried);
    for of in all.take(SHOWN) {
        let detail = of.result.detail.as_deref().unwrap_or_default();
        let words = format!("{}: {} {detail}", of.name, of.result.outcome.label());
        line(
            text,
            &format!("{:>6}  {}", of.number, clean(words.trim_end())),
        );
    }
}

fn json(run: &RunView, receipt: &Receipt) -> Map<String, Value> {
    let mut counts = Map::new();
    for outcome in Outcome::ALL {
        counts.insert(outcome.word().to_owned(), json!(receipt.count(outcome)));
    }
    let moved: Vec<Value> = run
        .moved
        .iter()
        .map(|m| json!({ "line": m.line + 1, "name": m.name, "what": m.what }))
        .collect();
    let value = json!({
        "run": receipt.run,
        "title": receipt.title,
        "how": receipt.how,
        "started": receipt.started,
        "ended": receipt.ended,
        "lines": receipt.lines.len(),
        "outcomes": counts,
        "moved": moved,
        "traffic": receipt.traffic,
        "summary": receipt.sentence(),
    });
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// The number of a run that is over.
pub(super) fn exit_of(receipt: &Receipt, trouble: Option<&ErrorCard>) -> Exit {
    let all = receipt.lines.len();
    let (done, so) = (
        receipt.count(Outcome::Done),
        receipt.count(Outcome::AlreadySo),
    );
    let as_planned = receipt.lines.iter().all(|l| {
        let back = l.result.read_back.as_ref();
        l.result.outcome != Outcome::Done || back.is_none_or(|b| b.as_planned)
    });
    match receipt.how.as_str() {
        "stale" => Exit::Stale,
        "held" => Exit::Held,
        _ if so == all => Exit::Nothing,
        _ if done + so == all && as_planned => Exit::Done,
        _ if done == 0 => match trouble.map(|t| Exit::of(t.trouble)) {
            Some(exit @ (Exit::NoAccess | Exit::Quota | Exit::Failed)) => exit,
            _ => Exit::Partly,
        },
        _ => Exit::Partly,
    }
}

/// What is told beside the result, when it is not as it was meant.
fn trouble(run: &RunView, receipt: &Receipt, exit: Exit) -> Option<ErrorCard> {
    let own = match exit {
        Exit::Done => return None,
        Exit::Stale => Trouble::Stale,
        Exit::Held => Trouble::Held,
        Exit::Nothing => Trouble::Nothing,
        _ => Trouble::Other,
    };
    let remedy = match exit {
        Exit::Stale => "Read the account and make the plan again",
        Exit::Nothing => "",
        _ => "See the receipt for every line",
    };
    let made = ErrorCard::new(receipt.sentence(), remedy).of(own);
    Some(run.trouble.clone().unwrap_or(made))
}
