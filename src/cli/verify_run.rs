//! Whether a receipt says what the journal says of its run.

use super::end::{Failure, failed};
use crate::journal::Record;
use crate::plan::{Outcome, Receipt};
use crate::store::JournalFile;
use std::collections::BTreeMap;
use std::path::Path;

/// Entries that are read at once.
const PART: usize = 4096;

/// What the journal says of a run.
#[derive(Default)]
struct Told {
    plan: Option<String>,
    lines: u32,
    how: Option<String>,
    outcomes: BTreeMap<u32, String>,
}

/// The first thing in which the receipt and a sound journal differ.
pub(super) fn differs(journal: &Path, receipt: &Receipt) -> Result<Option<String>, Failure> {
    let told = read(journal, receipt)?;
    if told.plan.is_none() {
        return Ok(Some("its run did not begin there".to_owned()));
    }
    if told.plan.as_deref() != Some(receipt.plan_hash.as_str()) {
        return Ok(Some("its run was begun with another plan".to_owned()));
    }
    if told.how.as_deref() != Some(receipt.how.as_str()) {
        return Ok(Some("its run ended in another way".to_owned()));
    }
    if told.lines as usize != receipt.lines.len() {
        let what = format!("its run has {} lines", told.lines);
        return Ok(Some(what));
    }
    for (number, line) in (0_u32..).zip(&receipt.lines) {
        let says = line.result.outcome;
        let known = told.outcomes.get(&number).map(String::as_str);
        let known = known.unwrap_or(Outcome::NotTried.word());
        if known != says.word() {
            let what = format!(
                "line {} came to “{known}”, not “{}”",
                number + 1,
                says.word()
            );
            return Ok(Some(what));
        }
    }
    Ok(None)
}

fn read(path: &Path, receipt: &Receipt) -> Result<Told, Failure> {
    let unreadable = |e: crate::store::StoreError| failed(e.to_string(), "");
    let (journal, _) = JournalFile::open_read_only(path).map_err(unreadable)?;
    let mut told = Told::default();
    let mut from = 1;
    loop {
        let entries = journal.entries(from, PART).map_err(unreadable)?;
        let read = entries.len();
        for entry in entries {
            if entry.record.run() == Some(&receipt.run) {
                see(&mut told, entry.record);
            }
        }
        from += read as u64;
        if read < PART {
            return Ok(told);
        }
    }
}

fn see(told: &mut Told, record: Record) {
    match record {
        Record::RunStarted { plan, lines, .. } => {
            told.plan = Some(plan);
            told.lines = lines;
        }
        Record::RunEnded { how, .. } => told.how = Some(how),
        Record::Outcome { line, outcome, .. } => {
            told.outcomes.insert(line, outcome);
        }
        _ => {}
    }
}
