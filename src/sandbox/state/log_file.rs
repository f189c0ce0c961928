//! How changes are kept: the state file holds everything up to some moment, a log beside it the changes since then.
//!
//! Each change costs one line, however many there were before. Now and then the log is written into the state file,
//! and a new one begins; a number ties a log to its state file, so that an old log is never read into a newer file.

use std::{
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{
    change::Change,
    file::{self, MadeOf, Saved},
};
use crate::sandbox::error::Error;

/// A log that is larger than the state file by this many bytes is written into it.
const LARGEST: u64 = 1024 * 1024;

/// First line of a log.
#[derive(Serialize, Deserialize)]
struct Head {
    generation: u64,
}

/// One step: the changes and the counters after them.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Step<C> {
    pub(crate) offset_ns: i64,
    pub(crate) made: u64,
    pub(crate) mails: u64,
    pub(crate) changes: C,
}

/// The two files of a kept account.
pub(crate) struct Kept {
    path: PathBuf,
    generation: u64,
    /// The open log; `None` until the state file was written, and after a failure.
    log: Option<fs::File>,
    /// Bytes in the log.
    logged: u64,
    /// Bytes in the state file.
    whole: u64,
}

impl Kept {
    /// Reads what is kept. A torn last line of the log is cut off; a log of another state file is left out.
    ///
    /// # Errors
    /// When a file cannot be read or is something else.
    pub(crate) fn open(path: &Path, made_of: MadeOf) -> Result<(Option<Saved>, Self), Error> {
        let mut kept = Self {
            path: path.to_owned(),
            generation: 0,
            log: None,
            logged: 0,
            whole: 0,
        };
        let Some(mut saved) = Saved::read(path, made_of)? else {
            return Ok((None, kept));
        };
        kept.generation = saved.generation;
        kept.whole = fs::metadata(path).map_or(0, |about| about.len());
        let log = log_of(path);
        let bytes = match fs::read(&log) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok((Some(saved), kept));
            }
            Err(source) => return Err(Error::StateFile { path: log, source }),
        };
        if let Some(good) = replay(&log, &bytes, &mut saved)? {
            let reopen = || -> io::Result<fs::File> {
                let file = fs::OpenOptions::new().append(true).open(&log)?;
                if good < bytes.len() as u64 {
                    tracing::warn!(
                        "the last change of the practice account was torn and is cut off"
                    );
                    file.set_len(good)?;
                }
                Ok(file)
            };
            kept.log = Some(reopen().map_err(|source| Error::StateFile { path: log, source })?);
            kept.logged = good;
        }
        Ok((Some(saved), kept))
    }

    /// Whether the next change should be kept by writing everything.
    pub(crate) fn wants_whole(&self) -> bool {
        self.log.is_none() || self.logged > self.whole + LARGEST
    }

    /// Keeps one step at the end of the log.
    ///
    /// # Errors
    /// When it could not be written; the next step then writes everything.
    pub(crate) fn append(&mut self, step: &Step<&[Change]>) -> Result<(), Error> {
        let Some(mut log) = self.log.take() else {
            return Ok(());
        };
        let mut put = || -> io::Result<u64> {
            let mut line = serde_json::to_vec(step)?;
            line.push(b'\n');
            log.write_all(&line)?;
            log.sync_data()?;
            Ok(line.len() as u64)
        };
        match put() {
            Ok(bytes) => {
                self.logged += bytes;
                self.log = Some(log);
                Ok(())
            }
            Err(source) => Err(Error::StateFile {
                path: log_of(&self.path),
                source,
            }),
        }
    }

    /// Writes everything into the state file and begins a new log.
    ///
    /// # Errors
    /// When a file could not be written.
    pub(crate) fn write_whole(&mut self, mut saved: Saved) -> Result<(), Error> {
        self.log = None;
        saved.generation = self.generation + 1;
        self.whole = saved.write(&self.path)?;
        self.generation = saved.generation;
        let path = log_of(&self.path);
        let begin = || -> io::Result<(fs::File, u64)> {
            let mut file = file::private().open(&path)?;
            let head = Head {
                generation: saved.generation,
            };
            let mut line = serde_json::to_vec(&head)?;
            line.push(b'\n');
            file.write_all(&line)?;
            file.sync_data()?;
            Ok((file, line.len() as u64))
        };
        let (file, logged) = begin().map_err(|source| Error::StateFile { path, source })?;
        self.log = Some(file);
        self.logged = logged;
        Ok(())
    }
}

/// Removes both files; missing ones are fine.
pub(crate) fn remove(path: &Path) -> Result<(), Error> {
    file::remove(path)?;
    file::remove(&log_of(path))
}

fn log_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".log");
    PathBuf::from(name)
}

/// Adds the steps of a log. Gives the bytes up to the last whole line, or `None` for a log of another state file.
fn replay(path: &Path, bytes: &[u8], saved: &mut Saved) -> Result<Option<u64>, Error> {
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let head: Option<Head> = lines
        .next()
        .and_then(|line| line.strip_suffix(b"\n"))
        .and_then(|line| serde_json::from_slice(line).ok());
    if head.is_none_or(|head| head.generation != saved.generation) {
        return Ok(None);
    }
    let mut good = bytes.len() as u64 - lines.clone().map(|line| line.len() as u64).sum::<u64>();
    let mut nth = 1_u64;
    while let Some(line) = lines.next() {
        nth += 1;
        let whole = line.strip_suffix(b"\n");
        match whole.map(serde_json::from_slice::<Step<Vec<Change>>>) {
            Some(Ok(step)) => {
                (saved.offset_ns, saved.made, saved.mails) =
                    (step.offset_ns, step.made, step.mails);
                saved.changes.extend(step.changes);
                good += line.len() as u64;
            }
            Some(Err(error)) if lines.clone().next().is_some() => {
                return Err(Error::StateFormat {
                    path: path.to_owned(),
                    reason: format!("line {nth}: {error}"),
                });
            }
            _ => break,
        }
    }
    Ok(Some(good))
}
