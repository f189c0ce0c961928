//! The journal's file: appended to, never rewritten.

mod open_runs;
mod scan;
mod tail;
mod verify;

pub use open_runs::{OpenIntent, OpenRun};
pub use scan::Problem;
pub use verify::{Expected, VerifyReport, verify_journal};

use super::{StoreError, Told, private};
use crate::journal::{ChainError, Entry, Head, Record, RunId, Sink, SinkError, encode};
use jiff::Timestamp;
use open_runs::OpenRuns;
use scan::{MAX_LINE, Mark, Scan, scan};
use std::fs::File;
use std::io::{self, BufReader, Read as _, Seek as _, SeekFrom};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use tail::Tail;

/// Room for reading ahead.
const BUFFER: usize = 1 << 18;

/// The open journal of a profile.
///
/// Where a line before the last is not as it was written, the file opens for reading only, up to
/// that line: [`JournalFile::problem`] names it, and every commit is refused, so that nothing more
/// is sent and nothing is lost.
#[derive(Debug)]
pub struct JournalFile {
    path: PathBuf,
    tail: Option<Tail<File>>,
    end: Mark,
    marks: Vec<Mark>,
    problem: Option<Problem>,
    open: OpenRuns,
}

impl JournalFile {
    /// Opens the file or makes an empty one, and checks every line. A last line that its writer did
    /// not finish is moved to `journal.torn-<n>`, and an entry tells of it.
    ///
    /// # Errors
    /// What the disk said; then nothing was cut.
    pub fn open(path: &Path, now: Timestamp) -> Result<(Self, Vec<Told>), StoreError> {
        let mut told = Vec::new();
        let (file, repaired) = private::file(path)?;
        if repaired {
            told.push(Told::ModeRepaired {
                place: path.to_owned(),
            });
        }
        let mut journal = Self::read(path, Some(&file))?;
        match journal.problem.take() {
            None => journal.tail = Some(Tail::new(file, journal.end.offset)),
            Some(problem) if problem.error == ChainError::Torn => {
                journal.cut_torn(file, now, &mut told)?;
            }
            Some(problem) => {
                told.push(Told::JournalBroken {
                    place: path.to_owned(),
                    problem: problem.clone(),
                });
                journal.problem = Some(problem);
            }
        }
        Ok((journal, told))
    }

    /// Opens the file for reading only; a missing one reads as empty. An unfinished last line is
    /// left alone: another process may be writing it.
    ///
    /// # Errors
    /// What the disk said.
    pub fn open_read_only(path: &Path) -> Result<(Self, Vec<Told>), StoreError> {
        let file = match File::open(path) {
            Ok(file) => Some(file),
            Err(e) if e.kind() == io::ErrorKind::NotFound => None,
            Err(e) => return Err(StoreError::io(path, &e)),
        };
        let mut journal = Self::read(path, file.as_ref())?;
        let torn = |p: &Problem| p.error == ChainError::Torn;
        journal.problem = journal.problem.take().filter(|p| !torn(p));
        let told = journal.problem.iter().map(|problem| Told::JournalBroken {
            place: path.to_owned(),
            problem: problem.clone(),
        });
        let told = told.collect();
        Ok((journal, told))
    }

    fn read(path: &Path, file: Option<&File>) -> Result<Self, StoreError> {
        let mut open = OpenRuns::default();
        let found = match file {
            Some(file) => scan(
                BufReader::with_capacity(BUFFER, file),
                Mark::default(),
                |line| {
                    open.see(&line.entry);
                    ControlFlow::Continue(())
                },
            )
            .map_err(|e| StoreError::io(path, &e))?,
            None => Scan {
                end: Mark::default(),
                marks: vec![Mark::default()],
                problem: None,
            },
        };
        Ok(Self {
            path: path.to_owned(),
            tail: None,
            end: found.end,
            marks: found.marks,
            problem: found.problem,
            open,
        })
    }

    /// Saves the unfinished last line beside the file, cuts it off, and writes down that this
    /// happened.
    fn cut_torn(
        &mut self,
        mut file: File,
        now: Timestamp,
        told: &mut Vec<Told>,
    ) -> Result<(), StoreError> {
        let err = |e: io::Error| StoreError::io(&self.path, &e);
        let base = self.path.with_extension("");
        let saved = private::next_free(&base, "torn")?;
        let mut copy = private::new_file(&saved)?;
        file.seek(SeekFrom::Start(self.end.offset)).map_err(err)?;
        let bytes = io::copy(&mut file, &mut copy)
            .and_then(|n| copy.sync_all().map(|()| n))
            .map_err(|e| StoreError::io(&saved, &e))?;
        private::sync_parent(&saved)?;
        let mut tail = Tail::new(file, self.end.offset);
        tail.cut().map_err(err)?;
        self.tail = Some(tail);
        let name = saved.file_name().unwrap_or_default().to_string_lossy();
        let note =
            format!("The last line was not finished; its {bytes} bytes were moved to {name}");
        self.commit(now, Record::Repaired { note })
            .map_err(|e| StoreError::io(&self.path, &io::Error::other(e.reason)))?;
        told.push(Told::JournalCut { saved, bytes });
        Ok(())
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether entries can be committed.
    pub fn can_write(&self) -> bool {
        self.tail.is_some()
    }

    /// The first line that is not as it was written, if there is one.
    pub fn problem(&self) -> Option<&Problem> {
        self.problem.as_ref()
    }

    /// Runs that have not ended, and runs with a write that has no outcome, in the order in which
    /// they began.
    pub fn unfinished(&self) -> Vec<OpenRun> {
        self.open.list()
    }

    /// At most `limit` entries from number `from` on (counted from 1), checked again as they are
    /// read. With a [problem](JournalFile::problem), only what stands before it.
    ///
    /// # Errors
    /// What the disk said, or [`StoreError::Damaged`] if the file changed since it was opened.
    pub fn entries(&self, from: u64, limit: usize) -> Result<Vec<Entry>, StoreError> {
        let from = from.max(1);
        if limit == 0 || from > self.end.head.count {
            return Ok(Vec::new());
        }
        let err = |e: io::Error| StoreError::io(&self.path, &e);
        let after = self.marks.partition_point(|m| m.head.count < from);
        let mark = self.marks.get(after.saturating_sub(1)).copied();
        let mark = mark.unwrap_or_default();
        let mut file = File::open(&self.path).map_err(err)?;
        file.seek(SeekFrom::Start(mark.offset)).map_err(err)?;
        let part = file.take(self.end.offset - mark.offset);
        let mut entries = Vec::new();
        let found = scan(BufReader::with_capacity(BUFFER, part), mark, |line| {
            if line.entry.seq >= from {
                entries.push(line.entry.clone());
            }
            if entries.len() >= limit {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        })
        .map_err(err)?;
        match found.problem {
            None => Ok(entries),
            Some(problem) => Err(StoreError::Damaged {
                place: self.path.clone(),
                reason: problem.to_string(),
                backup: None,
            }),
        }
    }

    /// The lines from the beginning of a run to the line with this number, or to the end, byte for
    /// byte; what else was written down meanwhile stands among them, since they are a chain. Empty
    /// if the run did not begin here.
    ///
    /// # Errors
    /// As [`JournalFile::entries`].
    pub fn lines_of(&self, run: &RunId, to: Option<u64>) -> Result<String, StoreError> {
        let err = |e: io::Error| StoreError::io(&self.path, &e);
        let part = File::open(&self.path).map_err(err)?.take(self.end.offset);
        let mut lines = String::new();
        let reader = BufReader::with_capacity(BUFFER, part);
        let found = scan(reader, Mark::default(), |line| {
            let begins = matches!(
                &line.entry.record,
                Record::RunStarted { run: begun, .. } if begun == run
            );
            if begins || !lines.is_empty() {
                lines.push_str(&line.text);
            }
            if to.is_some_and(|to| line.entry.seq >= to) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        })
        .map_err(err)?;
        match found.problem {
            None => Ok(lines),
            Some(problem) => Err(StoreError::Damaged {
                place: self.path.clone(),
                reason: problem.to_string(),
                backup: None,
            }),
        }
    }

    /// The last `n` entries, oldest first.
    ///
    /// # Errors
    /// As [`JournalFile::entries`].
    pub fn tail(&self, n: usize) -> Result<Vec<Entry>, StoreError> {
        let from = self.end.head.count.saturating_sub(n as u64) + 1;
        self.entries(from, n)
    }

    fn sink_error(&self, reason: impl Into<String>) -> SinkError {
        SinkError {
            place: self.path.display().to_string(),
            reason: reason.into(),
        }
    }
}

impl JournalFile {
    /// Appends these records with one wait for the disk; the last of them as it stands in the file.
    fn append(&mut self, at: Timestamp, records: Vec<Record>) -> Result<Option<Entry>, SinkError> {
        if self.tail.is_none() {
            return Err(self.sink_error(match &self.problem {
                Some(problem) => format!("it is damaged in {problem}, and opened for reading only"),
                None => "it was opened for reading only".to_owned(),
            }));
        }
        if records.is_empty() {
            return Ok(None);
        }
        let mut head = self.end.head;
        let mut lines = Vec::with_capacity(records.len());
        let mut text = String::new();
        for record in records {
            let line = encode(head, at, record).map_err(|e| self.sink_error(e.to_string()))?;
            if line.text.len() > MAX_LINE {
                return Err(self.sink_error("the entry is too long"));
            }
            head = line.head;
            text.push_str(&line.text);
            lines.push(line);
        }
        let appended = self.tail.as_mut().map(|t| t.append(text.as_bytes()));
        if let Some(Err(error)) = appended {
            return Err(self.sink_error(error.to_string()));
        }
        let mut last = None;
        for line in lines {
            self.end.offset += line.text.len() as u64;
            self.end.head = line.head;
            if scan::is_mark(line.head) {
                self.marks.push(self.end);
            }
            self.open.see(&line.entry);
            last = Some(line.entry);
        }
        Ok(last)
    }
}

impl Sink for JournalFile {
    fn commit(&mut self, at: Timestamp, record: Record) -> Result<Entry, SinkError> {
        let last = self.append(at, vec![record])?;
        last.ok_or_else(|| self.sink_error("nothing was written"))
    }

    fn commit_all(&mut self, at: Timestamp, records: Vec<Record>) -> Result<(), SinkError> {
        self.append(at, records).map(|_| ())
    }

    fn head(&self) -> Head {
        self.end.head
    }
}
