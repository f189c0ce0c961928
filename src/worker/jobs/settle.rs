//! After a crash: what was going on, and what became of it.
//!
//! A run that the ledger or the journal leaves open is finished here: lines with an outcome keep
//! it, lines that were about to be sent are unknown and are settled by reading, the rest was not
//! tried. Nothing is ever sent from here.

use super::super::open::Open;
use super::super::protocol::{ErrorCard, JobKind, RunPhase, RunView, Tone};
use super::apply::{self, Recorder};
use crate::journal::RunId;
use crate::plan::{LineResult, Outcome, Plan, Traffic};
use crate::store::{LineRow, OpenRun, ProfileStore, RunRow, StoreError};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A run that was cut off.
struct CutOff {
    row: RunRow,
    lines: Vec<LineRow>,
    open_lines: BTreeSet<u32>,
}

/// Finishes every run that was cut off, oldest first. Offline they stay as they are, and that is
/// told.
pub(in crate::worker) async fn run(open: Arc<Open>) {
    if open.busy.is_some() || open.shared.read_only {
        return;
    }
    let found = match open.files.run(find).await {
        Ok(Ok(found)) => found,
        Ok(Err(error)) => {
            return open
                .tell(Tone::Error, super::super::cards::store_card(&error))
                .await;
        }
        Err(_) => return,
    };
    for cut in found {
        finish(&open, cut).await;
    }
}

fn find(store: &mut ProfileStore) -> Result<Vec<CutOff>, StoreError> {
    let in_journal: Vec<OpenRun> = store.journal.unfinished();
    let mut found = Vec::new();
    for head in store.ledger.unfinished()? {
        let Some(row) = store.ledger.run(&head.id)? else {
            continue;
        };
        let lines = store.ledger.lines(&head.id)?;
        let open_lines = in_journal
            .iter()
            .filter(|r| r.run == head.id)
            .flat_map(|r| r.intents.iter())
            .flat_map(|i| i.open_lines.iter().copied())
            .collect();
        found.push(CutOff {
            row,
            lines,
            open_lines,
        });
    }
    Ok(found)
}

async fn finish(open: &Arc<Open>, cut: CutOff) {
    let title = cut.row.title.clone();
    let plan: Plan = match serde_json::from_str(&cut.row.plan) {
        Ok(plan) => plan,
        Err(error) => {
            let text = ErrorCard::new(
                format!("“{title}” was cut off, and its plan cannot be read ({error})"),
                "Read the account and look at the people it was about",
            );
            return open.tell(Tone::Error, text).await;
        }
    };
    let results = results(&plan, &cut);
    let unknown: BTreeSet<usize> = (0..results.len())
        .filter(|i| results[*i].outcome == Outcome::Unknown)
        .collect();
    let client = match open.client() {
        Ok(client) => client.urgent(),
        Err(why) => {
            let text = ErrorCard::new(
                format!(
                    "“{title}” was cut off. {} of its lines may or may not have been done",
                    unknown.len()
                ),
                format!(
                    "They are looked up as soon as there is a connection ({})",
                    why.sentence
                ),
            );
            return open.tell(Tone::Warning, text).await;
        }
    };
    // Calls that went out before the program ended; refused ones went out as well.
    let went_out = |r: &&LineResult| {
        matches!(
            r.outcome,
            Outcome::Done | Outcome::Refused | Outcome::Unknown
        )
    };
    let traffic = Traffic {
        writes: results.iter().filter(went_out).count() as u32,
        ..Traffic::default()
    };
    // Lines that were done are read back too, since nobody had the time before.
    let unread: BTreeSet<usize> = (0..results.len())
        .filter(|i| results[*i].outcome == Outcome::Done && results[*i].read_back.is_none())
        .chain(unknown)
        .collect();
    let Some(job) = open
        .shared
        .start(JobKind::Settle, "Looking up what became of it")
    else {
        return;
    };
    let mut run = apply::Run {
        open: Arc::clone(open),
        client,
        view: RunView {
            run: cut.row.id.clone(),
            job: job.id(),
            plan: Arc::new(plan),
            phase: RunPhase::ReadingBack,
            results,
            moved: Vec::new(),
            traffic,
            trouble: None,
            receipt: None,
        },
        recorder: Recorder::new(Arc::clone(open), cut.row.id),
        stop: job.token().clone(),
    };
    run.show(Some(&job));
    apply::settle_lines(&mut run, Some(&job), unread).await;
    let unsettled = run
        .view
        .results
        .iter()
        .any(|r| r.outcome == Outcome::Unknown);
    if unsettled && run.view.trouble.is_some() {
        // Not even reading worked: leave the run open for the next start instead of closing it
        // with an answer that nobody has.
        let error = run.view.trouble.clone().unwrap_or_default();
        job.failed(error.clone());
        return open.tell(Tone::Error, error).await;
    }
    apply::finish(run, job, "interrupted").await;
}

/// What is known of each line.
fn results(plan: &Plan, cut: &CutOff) -> Vec<LineResult> {
    let mut results = vec![LineResult::not_tried(); plan.lines.len()];
    for line in &cut.lines {
        if let Some(result) = results.get_mut(line.line as usize) {
            *result = result_of(line);
        }
    }
    for line in &cut.open_lines {
        let known = cut.lines.iter().any(|l| l.line == *line);
        if let Some(result) = results.get_mut(*line as usize).filter(|_| !known) {
            result.outcome = Outcome::Unknown;
            result.detail = Some("The program ended while this was being sent".to_owned());
        }
    }
    results
}

/// A line of the ledger as a result.
pub(super) fn result_of(line: &LineRow) -> LineResult {
    LineResult {
        outcome: Outcome::from_word(&line.outcome).unwrap_or(Outcome::Unknown),
        detail: line.detail.clone(),
        request_id: line.request_id.clone(),
        at: Some(line.at),
        read_back: line
            .read_back
            .as_deref()
            .and_then(|t| serde_json::from_str(t).ok()),
    }
}

/// A run that is over, with its plan and results.
pub(super) async fn kept(
    open: &Open,
    id: &RunId,
) -> Result<Option<(RunRow, Plan, Vec<LineResult>)>, ErrorCard> {
    let wanted = id.clone();
    let read = open
        .files
        .run(move |s| {
            let row = s.ledger.run(&wanted)?;
            let lines = s.ledger.lines(&wanted)?;
            Ok(row.map(|row| (row, lines)))
        })
        .await
        .map_err(super::super::open::ending)?;
    let Some((row, lines)) = read.map_err(|e: StoreError| super::super::cards::store_card(&e))?
    else {
        return Ok(None);
    };
    let plan: Plan = serde_json::from_str(&row.plan).map_err(|error| {
        ErrorCard::new(format!("The plan of this run cannot be read ({error})"), "")
    })?;
    let cut = CutOff {
        row,
        lines,
        open_lines: BTreeSet::new(),
    };
    let results = results(&plan, &cut);
    Ok(Some((cut.row, plan, results)))
}
