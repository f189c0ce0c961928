//! Lists of what is kept, for whoever asks: runs, and the journal part by part.

use super::super::cards::store_card;
use super::super::open::{Open, ending, run_card};
use super::super::protocol::{JournalPart, RunsList};
use super::super::shared::lock;
use crate::journal::Sink as _;
use std::sync::Arc;

/// Shows at most so many runs, newest first.
pub(in crate::worker) async fn runs(open: &Open, most: u32) {
    let busy = lock(&open.runs).clone();
    let read = open.files.run(move |s| s.ledger.runs(most)).await;
    let runs = match read {
        Ok(Ok(heads)) => Ok(heads.into_iter().map(|h| run_card(h, &busy)).collect()),
        Ok(Err(error)) => Err(store_card(&error)),
        Err(end) => Err(ending(end)),
    };
    open.shared.board.runs(Some(Arc::new(RunsList { runs })));
}

/// Shows a part of the journal.
pub(in crate::worker) async fn journal(open: Arc<Open>, from: u64, most: usize) {
    let read = open.files.run(move |s| JournalPart {
        from,
        entries: s.journal.entries(from, most).map_err(|e| store_card(&e)),
        head: s.journal.head(),
        problem: s.journal.problem().map(ToString::to_string),
    });
    let part = read.await.unwrap_or_else(|end| JournalPart {
        from,
        entries: Err(ending(end)),
        head: crate::journal::Head::default(),
        problem: None,
    });
    open.shared.board.journal_part(Some(Arc::new(part)));
}
