//! Checking a journal without a profile: with nothing but the file, and the end that a receipt
//! quotes.

use super::scan::{Mark, Problem, scan};
use crate::journal::Head;
use crate::store::StoreError;
use std::fs::File;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::path::Path;

/// Whether the file holds the end that a receipt quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// The quoted line is there, at its place.
    Found,
    /// The file ends before the quoted line: its tail was cut off.
    CutOff,
    /// Another line stands at the quoted place: it is not the same journal.
    Other,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyReport {
    /// End of the sound part.
    pub head: Head,
    /// Length of the sound part in bytes.
    pub bytes: u64,
    /// The first line that is not as it was written. Everything before it is sound.
    pub problem: Option<Problem>,
    /// Answer about the quoted end, if one was given.
    pub expected: Option<Expected>,
}

impl VerifyReport {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.problem.is_none() && matches!(self.expected, None | Some(Expected::Found))
    }
}

/// Checks every line and the chain between them, reading the file once with bounded memory.
///
/// # Errors
/// [`StoreError::Place`] if the file cannot be read.
pub fn verify_journal(path: &Path, expected: Option<Head>) -> Result<VerifyReport, StoreError> {
    let err = |e: std::io::Error| StoreError::io(path, &e);
    let reader = BufReader::with_capacity(1 << 18, File::open(path).map_err(err)?);
    let mut there = expected
        .filter(|e| e.count == 0)
        .map(|e| e == Head::default());
    let found = scan(reader, Mark::default(), |line| {
        if let Some(e) = expected.filter(|e| e.count == line.head.count) {
            there = Some(e == line.head);
        }
        ControlFlow::Continue(())
    })
    .map_err(err)?;
    Ok(VerifyReport {
        head: found.end.head,
        bytes: found.end.offset,
        problem: found.problem,
        expected: expected.map(|_| match there {
            Some(true) => Expected::Found,
            Some(false) => Expected::Other,
            None => Expected::CutOff,
        }),
    })
}
