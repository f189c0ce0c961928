//! Runs and the journal into files, with the bytes that the command line writes. The journal goes
//! part by part, so that any length takes little memory.

use super::super::Draft;
use super::super::cards::store_card;
use super::super::files::blocking;
use super::super::open::{Open, ending, run_card};
use super::super::protocol::{ErrorCard, JobKind, LineForm, Tone};
use super::super::shared::{Job, lock};
use super::save_list::unwritable;
use crate::access::count;
use crate::journal::Sink as _;
use crate::sheet;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Entries of the journal that are read at once.
const PART: usize = 4096;

/// What is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Runs,
    Journal,
}

/// Writes the file and tells how it went.
pub(super) async fn run(open: Arc<Open>, what: What, form: LineForm, path: PathBuf) {
    let Some(job) = open.shared.start(JobKind::Save, "Writing lines") else {
        let card = ErrorCard::new(
            "Another list is being written into a file",
            "Wait for it, or stop it under Activity, and save again",
        );
        return open.tell(Tone::Error, card).await;
    };
    let came = match what {
        What::Runs => runs(&open, form, &path).await,
        What::Journal => journal(&open, &job, form, &path).await,
    };
    match came {
        Ok(Some(lines)) => {
            let lines = usize::try_from(lines).unwrap_or(usize::MAX);
            let words = count(lines, "line", "lines");
            let words = format!("Saved {words} to {}", path.display());
            // First, so that who reads it can save the next one.
            job.done(words.clone());
            open.tell(Tone::Success, ErrorCard::new(words, "")).await;
        }
        Ok(None) => job.cancelled("Stopped; no file was written"),
        Err(card) => {
            job.failed(card.clone());
            open.tell(Tone::Error, card).await;
        }
    }
}

/// Adds bytes to the file, off every thread that others wait for.
async fn add(
    draft: Option<Draft>,
    path: &Path,
    make: impl FnOnce() -> io::Result<Vec<u8>> + Send + 'static,
) -> Result<Draft, ErrorCard> {
    let place = path.to_owned();
    let added = blocking(move || {
        let mut draft = match draft {
            Some(draft) => draft,
            None => Draft::begin(&place)?,
        };
        draft.write_all(&make()?)?;
        Ok(draft)
    });
    let wrong = |e: io::Error| unwritable(path, &e);
    added.await.map_err(ending)?.map_err(wrong)
}

async fn keep(draft: Draft, path: &Path) -> Result<(), ErrorCard> {
    let kept = blocking(move || draft.keep()).await.map_err(ending)?;
    kept.map_err(|e| unwritable(path, &e))
}

async fn runs(open: &Open, form: LineForm, path: &Path) -> Result<Option<u64>, ErrorCard> {
    let busy = lock(&open.runs).clone();
    let read = open.files.run(|s| s.ledger.runs(u32::MAX)).await;
    let heads = read.map_err(ending)?.map_err(|e| store_card(&e))?;
    let lines = heads.len() as u64;
    let made = move || {
        let mut bytes = match form {
            LineForm::Csv => sheet::runs_head_csv()?,
            LineForm::JsonLines => Vec::new(),
        };
        for head in heads {
            let card = run_card(head, &busy);
            bytes.extend(match form {
                LineForm::Csv => sheet::runs_csv_row(&card.line())?,
                LineForm::JsonLines => sheet::runs_jsonl_row(&card.line())?,
            });
        }
        Ok(bytes)
    };
    keep(add(None, path, made).await?, path).await?;
    Ok(Some(lines))
}

async fn journal(
    open: &Open,
    job: &Job,
    form: LineForm,
    path: &Path,
) -> Result<Option<u64>, ErrorCard> {
    let head = move || match form {
        LineForm::Csv => sheet::journal_head_csv(),
        LineForm::JsonLines => Ok(Vec::new()),
    };
    let (mut draft, mut from) = (add(None, path, head).await?, 1);
    loop {
        if job.token().is_cancelled() || open.closed.is_cancelled() {
            // The draft clears its place away, which is work for the disk.
            let cleared = blocking(move || drop(draft)).await;
            return cleared.map_err(ending).map(|()| None);
        }
        let read = open.files.run(move |s| {
            let problem = s.journal.problem().map(ToString::to_string);
            let total = s.journal.head().count;
            s.journal.entries(from, PART).map(|e| (e, total, problem))
        });
        let read = read.await.map_err(ending)?;
        let (entries, total, problem) = read.map_err(|e| store_card(&e))?;
        let (part, last) = (entries.len(), entries.len() < PART);
        let rows = move || {
            let row = |entry| match form {
                LineForm::Csv => sheet::journal_csv_row(entry),
                LineForm::JsonLines => sheet::journal_jsonl_row(entry),
            };
            let rows: io::Result<Vec<Vec<u8>>> = entries.iter().map(row).collect();
            Ok(rows?.concat())
        };
        draft = add(Some(draft), path, rows).await?;
        from += part as u64;
        job.progress(from - 1, Some(total), "Writing lines");
        if !last {
            continue;
        }
        if let Some(problem) = problem {
            return Err(ErrorCard::new(
                format!("The journal is damaged in {problem}"),
                "No file was written. Export it on the command line to see what stands before it",
            ));
        }
        keep(draft, path).await?;
        return Ok(Some(from - 1));
    }
}
