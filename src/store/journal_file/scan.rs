//! Reading the lines of the file one by one, with bounded memory.

use crate::journal::{ChainError, Head, Line, decode};
use std::io::{self, BufRead, Read as _};
use std::ops::ControlFlow;

/// Longest line in bytes. A longer one is never written, and found in a file it is damage.
pub(crate) const MAX_LINE: usize = 16 << 20;

/// A mark is kept every so many lines, so that any line is found without reading all before it.
const MARK_EVERY: u64 = 1_024;

/// A place between two lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Mark {
    /// Bytes before it.
    pub(crate) offset: u64,
    /// Where the chain stands there.
    pub(crate) head: Head,
}

/// A line that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Number of the line, counted from 1.
    pub line: u64,
    /// What is wrong with it.
    pub error: ChainError,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.error)
    }
}

/// What a scan found.
#[derive(Debug)]
pub(crate) struct Scan {
    /// End of the sound part.
    pub(crate) end: Mark,
    /// Marks in the sound part, the beginning among them.
    pub(crate) marks: Vec<Mark>,
    /// What stands behind the sound part. [`ChainError::Torn`] only for a last line that its
    /// writer did not finish.
    pub(crate) problem: Option<Problem>,
}

/// Whether a mark is kept behind the line with this end.
pub(crate) fn is_mark(head: Head) -> bool {
    head.count.is_multiple_of(MARK_EVERY)
}

/// Reads lines from a mark on until the end, the first problem, or until `see` has seen enough.
pub(crate) fn scan(
    mut reader: impl BufRead,
    from: Mark,
    mut see: impl FnMut(&Line) -> ControlFlow<()>,
) -> io::Result<Scan> {
    let mut end = from;
    let mut marks = vec![from];
    let mut bytes = Vec::new();
    let mut problem = None;
    loop {
        bytes.clear();
        let limit = MAX_LINE as u64 + 1;
        reader.by_ref().take(limit).read_until(b'\n', &mut bytes)?;
        if bytes.is_empty() {
            break;
        }
        let last = reader.fill_buf()?.is_empty();
        match read(end.head, &bytes, last) {
            Ok(line) => {
                end.offset += bytes.len() as u64;
                end.head = line.head;
                if is_mark(end.head) {
                    marks.push(end);
                }
                if see(&line).is_break() {
                    break;
                }
            }
            Err(error) => {
                let line = end.head.count + 1;
                problem = Some(Problem { line, error });
                break;
            }
        }
    }
    Ok(Scan {
        end,
        marks,
        problem,
    })
}

fn read(head: Head, bytes: &[u8], last: bool) -> Result<Line, ChainError> {
    if !bytes.ends_with(b"\n") {
        return Err(if last {
            ChainError::Torn
        } else {
            ChainError::Changed
        });
    }
    // JSON has no zero bytes. In the last line they are blocks that never reached the disk.
    if last && bytes.contains(&0) {
        return Err(ChainError::Torn);
    }
    // The chain reads a hash in any case; we write small letters only, so that each line has one
    // form and any changed byte shows.
    let small = |b: &u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
    if !bytes.iter().take(64).all(small) {
        return Err(ChainError::Changed);
    }
    std::str::from_utf8(bytes).map_or(Err(ChainError::Changed), |text| decode(head, text))
}
