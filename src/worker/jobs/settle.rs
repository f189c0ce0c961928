//! After a crash: what was going on, and what became of it.
//!
//! A run that the ledger leaves open stands still: lines with an outcome keep it, lines that were
//! about to be sent are unknown and are settled here by reading, the rest was not tried. Nothing is
//! ever sent from here; the owner is asked once whether the run shall go on.

use super::super::cards::store_card;
use super::super::open::{Open, ending};
use super::super::protocol::{ErrorCard, JobKind, RunPhase, Tone, Trouble};
use super::apply::{self, finish};
use crate::journal::RunId;
use crate::plan::{LineResult, Outcome, Plan};
use crate::store::{LineRow, OpenRun, ProfileStore, RunRow, StoreError};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A run as the disk has it.
pub(in crate::worker) struct Kept {
    pub(in crate::worker) row: RunRow,
    pub(in crate::worker) plan: Plan,
    pub(in crate::worker) results: Vec<LineResult>,
    /// Lines whose outcome is in the ledger and not yet in the journal.
    pub(in crate::worker) behind: Vec<(u32, LineResult)>,
}

/// Looks up what became of every run that was cut off, oldest first. Offline they stay as they
/// are, and that is told.
pub(in crate::worker) async fn run(open: Arc<Open>) {
    if open.busy.is_some() || open.shared.read_only {
        return;
    }
    let found = open.files.run(|s| s.ledger.unfinished()).await;
    let found = match found {
        Ok(Ok(found)) => found,
        Ok(Err(error)) => return open.tell(Tone::Error, store_card(&error)).await,
        Err(_) => return,
    };
    for head in found {
        match kept(&open, &head.id).await {
            Ok(Some(kept)) => look_up(&open, kept).await,
            Ok(None) => {}
            Err(error) => {
                let text = ErrorCard {
                    sentence: format!("“{}” was cut off. {}", head.title, error.sentence),
                    remedy: "Read the account and look at the people it was about".to_owned(),
                    ..error
                };
                open.tell(Tone::Error, text).await;
            }
        }
    }
}

async fn look_up(open: &Arc<Open>, kept: Kept) {
    let unknown = |r: &LineResult| r.outcome == Outcome::Unknown;
    let lines: Vec<usize> = (0..kept.results.len())
        .filter(|i| unknown(&kept.results[*i]))
        .collect();
    let title = kept.row.title.clone();
    let client = match open.client() {
        Ok(client) => client.urgent(),
        Err(_) if lines.is_empty() => return,
        Err(why) => {
            let text = ErrorCard::new(
                format!(
                    "“{title}” was cut off. {} of its lines may or may not have been done",
                    lines.len()
                ),
                format!(
                    "They are looked up as soon as there is a connection ({})",
                    why.sentence
                ),
            );
            return open.tell(Tone::Warning, text).await;
        }
    };
    let Some(job) = open
        .shared
        .start(JobKind::Settle, "Looking up what became of it")
    else {
        return;
    };
    let Kept {
        row,
        plan,
        results,
        behind,
    } = kept;
    let mut run = apply::Run::new(open, client, Arc::new(plan), results, row.id, &job);
    if let Err(error) = run.recorder.catch_up(behind).await {
        job.failed(error.clone());
        return open.tell(Tone::Error, error).await;
    }
    run.view.phase = RunPhase::ReadingBack;
    apply::settle(&mut run, &job, lines).await;
    let left = run.view.results.iter().any(|r| r.outcome.is_left());
    if left || run.view.results.iter().any(unknown) {
        // It is as it was, with fewer questions open. Whether it goes on is for the owner to say.
        let sentence = crate::plan::sentence_of(&run.view.results);
        if let Err(error) = run.recorder.pause("cut", &sentence).await {
            tracing::error!(%error, "how far a run is could not be noted");
        }
        run.let_go();
        job.free();
        open.shared.board.run(None);
        job.done(sentence.clone());
        let text = ErrorCard::new(
            format!("“{title}” was cut off: {sentence}"),
            "What had been sent was looked up again; nothing was sent since. It can go on",
        );
        open.tell(Tone::Warning, text).await;
        return;
    }
    finish::finish(run, job, finish::How::Done).await;
}

/// Ends a run that stands still: what was not tried stays untried.
pub(in crate::worker) async fn end(open: Arc<Open>, id: RunId) {
    let ended = async {
        let Some(kept) = kept(&open, &id).await? else {
            let gone = ErrorCard::new("This run is not in the ledger", "");
            return Err(gone.of(Trouble::BadInput));
        };
        if kept.row.ended.is_some() {
            let over = ErrorCard::new("This run is over already", "");
            return Err(over.of(Trouble::Nothing));
        }
        let client = open.client()?.urgent();
        let job = open.shared.start(JobKind::Settle, "Writing the receipt");
        let job =
            job.ok_or_else(|| ErrorCard::new("A run is being looked up", "Try again in a moment"))?;
        let unknown = |r: &LineResult| r.outcome == Outcome::Unknown;
        let lines: Vec<usize> = (0..kept.results.len())
            .filter(|i| unknown(&kept.results[*i]))
            .collect();
        let plan = Arc::new(kept.plan);
        let mut run = apply::Run::new(&open, client, plan, kept.results, id, &job);
        run.recorder.catch_up(kept.behind).await?;
        // What may have been sent is looked up once more, so that the receipt can tell.
        apply::settle(&mut run, &job, lines).await;
        finish::finish(run, job, finish::How::Interrupted).await;
        Ok(())
    };
    if let Err(error) = ended.await {
        apply::failed(&open, error).await;
    }
}

/// What is known of each line.
fn results(
    plan: &Plan,
    lines: &[LineRow],
    open_lines: &BTreeSet<u32>,
) -> (Vec<LineResult>, Vec<(u32, LineResult)>) {
    let mut results = vec![LineResult::not_tried(); plan.lines.len()];
    let mut behind = Vec::new();
    for line in lines {
        if let Some(slot) = results.get_mut(line.line as usize) {
            *slot = result_of(line);
        }
    }
    for line in open_lines {
        let known = lines.iter().find(|l| l.line == *line);
        let Some(slot) = results.get_mut(*line as usize) else {
            continue;
        };
        match known.map(|_| slot.outcome) {
            // The ledger was told and the journal was not, or an older call of the line is meant.
            Some(outcome) if !outcome.is_left() => behind.push((*line, slot.clone())),
            _ => {
                slot.outcome = Outcome::Unknown;
                slot.detail = Some("The program ended while this was being sent".to_owned());
            }
        }
    }
    (results, behind)
}

/// A line of the ledger as a result.
fn result_of(line: &LineRow) -> LineResult {
    LineResult {
        outcome: Outcome::from_word(&line.outcome).unwrap_or(Outcome::Unknown),
        detail: line.detail.clone(),
        request_id: line.request_id.clone(),
        at: Some(line.at),
        read_back: line
            .read_back
            .as_deref()
            .and_then(|t| serde_json::from_str(t).ok()),
        made: line.made.clone(),
    }
}

/// A run, its lines as the ledger has them, and lines that the journal leaves open.
type OnDisk = (RunRow, Vec<LineRow>, BTreeSet<u32>);

fn read(store: &mut ProfileStore, id: &RunId) -> Result<Option<OnDisk>, StoreError> {
    let in_journal: Vec<OpenRun> = store.journal.unfinished();
    let Some(row) = store.ledger.run(id)? else {
        return Ok(None);
    };
    let lines = store.ledger.lines(id)?;
    let open_lines = in_journal
        .iter()
        .filter(|r| r.run == *id)
        .flat_map(|r| r.intents.iter())
        .flat_map(|i| i.open_lines.iter().copied())
        .collect();
    Ok(Some((row, lines, open_lines)))
}

/// A run with its plan and results, over or not.
pub(in crate::worker) async fn kept(open: &Open, id: &RunId) -> Result<Option<Kept>, ErrorCard> {
    let wanted = id.clone();
    let found = open
        .files
        .run(move |s| read(s, &wanted))
        .await
        .map_err(ending)?
        .map_err(|e| store_card(&e))?;
    let Some((row, lines, open_lines)) = found else {
        return Ok(None);
    };
    let plan: Plan = serde_json::from_str(&row.plan).map_err(|error| {
        ErrorCard::new(format!("The plan of this run cannot be read ({error})"), "")
    })?;
    let (results, behind) = results(&plan, &lines, &open_lines);
    Ok(Some(Kept {
        row,
        plan,
        results,
        behind,
    }))
}
