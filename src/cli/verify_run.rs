//! Whether a receipt says what the journal says of its run.

use super::end::{Failure, failed};
use crate::evidence::Told;
use crate::plan::Receipt;
use crate::store::JournalFile;
use std::path::Path;

/// Entries that are read at once.
const PART: usize = 4096;

/// The first thing in which the receipt and a sound journal differ.
pub(super) fn differs(journal: &Path, receipt: &Receipt) -> Result<Option<String>, Failure> {
    Ok(read(journal, receipt)?.differs(receipt))
}

fn read(path: &Path, receipt: &Receipt) -> Result<Told, Failure> {
    let unreadable = |e: crate::store::StoreError| failed(e.to_string(), "");
    let (journal, _) = JournalFile::open_read_only(path).map_err(unreadable)?;
    let mut told = Told::default();
    let mut from = 1;
    loop {
        let entries = journal.entries(from, PART).map_err(unreadable)?;
        let read = entries.len();
        for entry in &entries {
            if entry.record.run() == Some(&receipt.run) {
                told.see(&entry.record);
            }
        }
        from += read as u64;
        if read < PART {
            return Ok(told);
        }
    }
}
