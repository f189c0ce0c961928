//! The log of the program, and its crash reports: nothing personal is in them.
//!
//! A line holds when, how bad, which part of the program, and the fixed words of the message. Values
//! are left out, unless they are numbers or yes and no, since anything else may name somebody.

use super::{DataDir, StoreError, private};
use jiff::Timestamp;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;

/// Bytes after which a log becomes the older one of two.
const LARGEST: u64 = 256 * 1024;
/// Lines that may wait to be written; later ones are dropped rather than waited for.
const WAITING: usize = 1024;
/// Crash reports that are kept.
const CRASHES: usize = 10;

fn folder(data: &Path) -> PathBuf {
    data.join("logs")
}

fn file(data: &Path) -> PathBuf {
    folder(data).join("gatehouse.log")
}

/// Writes warnings and errors of this program into the log, from a thread of its own: whoever logs
/// never waits for the disk.
pub struct LogFile {
    now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    lines: Mutex<Option<SyncSender<String>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl std::fmt::Debug for LogFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LogFile").finish_non_exhaustive()
    }
}

impl LogFile {
    /// A log below this data directory. Nothing is written before the directory is one of ours.
    pub fn new(data: &Path, now: Arc<dyn Fn() -> Timestamp + Send + Sync>) -> Arc<Self> {
        let (lines, waiting) = sync_channel(WAITING);
        let data = data.to_owned();
        let thread = std::thread::Builder::new()
            .name("log".to_owned())
            .spawn(move || write_all(&data, &waiting))
            .ok();
        Arc::new(Self {
            now,
            lines: Mutex::new(Some(lines)),
            thread: Mutex::new(thread),
        })
    }

    /// The part that listens to events.
    pub fn layer(self: &Arc<Self>) -> LogLayer {
        LogLayer(Arc::clone(self))
    }

    /// Writes what waits and ends.
    pub fn close(&self) {
        drop(guarded(&self.lines).take());
        if let Some(thread) = guarded(&self.thread).take() {
            // A panic of the writer leaves a shorter log.
            thread.join().unwrap_or_default();
        }
    }

    fn put(&self, line: String) {
        if let Some(lines) = &*guarded(&self.lines) {
            // A full queue means that the disk does not keep up: the line is lost, not waited for.
            lines.try_send(line).unwrap_or_default();
        }
    }
}

fn guarded<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Listens to events and hands them to the [`LogFile`].
#[derive(Debug)]
pub struct LogLayer(Arc<LogFile>);

impl<S: Subscriber> Layer<S> for LogLayer {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let about = event.metadata();
        // Others write what they like into their messages.
        if *about.level() > Level::WARN || !about.target().starts_with("gatehouse") {
            return;
        }
        let mut line = format!("{:.3} {} {}", (self.0.now)(), about.level(), about.target());
        event.record(&mut Words(&mut line));
        self.0.put(line);
    }
}

/// Takes the message and plain numbers, nothing else.
struct Words<'a>(&'a mut String);

impl Words<'_> {
    fn number(&mut self, field: &Field, value: impl std::fmt::Display) {
        // Writing into a text cannot fail.
        write!(self.0, " {}={value}", field.name()).unwrap_or_default();
    }
}

impl Visit for Words<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        if field.name() == "message" {
            write!(self.0, " {value:?}").unwrap_or_default();
        }
    }

    fn record_str(&mut self, _: &Field, _: &str) {}

    fn record_error(&mut self, _: &Field, _: &(dyn std::error::Error + 'static)) {}

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.number(field, value);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.number(field, value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.number(field, value);
    }
}

fn write_all(data: &Path, waiting: &Receiver<String>) {
    while let Ok(line) = waiting.recv() {
        // A log that cannot be written is told to nobody: that would make a line again.
        append(data, &line).unwrap_or_default();
    }
}

/// Adds a line, if the data directory is there and ours.
fn append(data: &Path, line: &str) -> Result<(), StoreError> {
    if !DataDir::is_ours(data) {
        return Ok(());
    }
    private::dir(&folder(data))?;
    let path = file(data);
    let err = |e: std::io::Error| StoreError::io(&path, &e);
    let (mut file, _) = private::file(&path)?;
    let end = file.seek(SeekFrom::End(0)).map_err(err)?;
    if end > LARGEST {
        drop(file);
        private::rename(&path, &private::beside(&path, ".older"))?;
        file = private::file(&path)?.0;
    }
    writeln!(file, "{line}").map_err(err)
}

/// The last lines of the log, oldest first.
///
/// # Errors
/// What the disk said; a log that is not there is an empty one.
pub fn log_tail(data: &DataDir, most: usize) -> Result<Vec<String>, StoreError> {
    let path = file(data.path());
    let mut all = Vec::new();
    for path in [private::beside(&path, ".older"), path] {
        let mut bytes = Vec::new();
        match File::open(&path) {
            Ok(file) => file.take(2 * LARGEST).read_to_end(&mut bytes),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(0),
            Err(e) => Err(e),
        }
        .map_err(|e| StoreError::io(&path, &e))?;
        all.extend(String::from_utf8_lossy(&bytes).lines().map(str::to_owned));
    }
    Ok(all.split_off(all.len().saturating_sub(most)))
}

/// Writes a crash report and gives its place. Older ones beyond ten go.
///
/// # Errors
/// What the disk said.
pub fn keep_crash(
    data: &Path,
    now: Timestamp,
    report: &str,
) -> Result<Option<PathBuf>, StoreError> {
    if !DataDir::is_ours(data) {
        return Ok(None);
    }
    private::dir(&folder(data))?;
    let stamp = now.strftime("%Y%m%dT%H%M%S%3f");
    let path = folder(data).join(format!("crash-{stamp}.txt"));
    let (mut file, _) = private::file(&path)?;
    file.write_all(report.as_bytes())
        .map_err(|e| StoreError::io(&path, &e))?;
    let all = crash_files(data);
    for old in all.iter().rev().skip(CRASHES) {
        private::remove(old)?;
    }
    Ok(Some(path))
}

fn crash_files(data: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder(data)).into_iter().flatten().flatten();
    let mut all: Vec<PathBuf> = entries
        .map(|e| e.path())
        .filter(|p| {
            let name = p.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("crash-") && p.extension().is_some_and(|e| e == "txt")
        })
        .collect();
    all.sort();
    all
}

/// Crash reports by name, oldest first.
pub fn crashes(data: &DataDir) -> Vec<(String, Vec<u8>)> {
    let name = |p: &PathBuf| {
        p.file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    };
    crash_files(data.path())
        .iter()
        .filter_map(|p| Some((name(p), fs::read(p).ok()?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracing_subscriber::layer::SubscriberExt as _;

    fn at() -> Timestamp {
        "2026-11-21T09:00:00Z".parse().unwrap()
    }

    #[test]
    fn words_and_numbers_are_written_and_values_are_not() {
        let temp = tempfile::tempdir().unwrap();
        let data = DataDir::new(temp.path()).unwrap();
        fs::write(data.root_file(), "").unwrap();
        let log = LogFile::new(temp.path(), Arc::new(at));
        let subscriber = tracing_subscriber::registry().with(log.layer());
        tracing::subscriber::with_default(subscriber, || {
            let error = std::io::Error::other("nora@northlight.example is not there");
            let name = "Nora Whitlock";
            tracing::warn!(target: "gatehouse::test", %error, name, tries = 3, "it did not work");
            tracing::warn!(target: "hyper", "somebody else: nora");
            tracing::info!(target: "gatehouse::test", "all is well");
        });
        log.close();
        let lines = log_tail(&data, 10).unwrap();
        assert_eq!(
            lines,
            ["2026-11-21T09:00:00.000Z WARN gatehouse::test it did not work tries=3"]
        );
    }

    #[test]
    fn a_folder_that_is_not_ours_stays_as_it_is_and_a_long_log_is_turned_over() {
        let temp = tempfile::tempdir().unwrap();
        append(temp.path(), "a line").unwrap();
        assert!(fs::read_dir(temp.path()).unwrap().next().is_none());
        let data = DataDir::new(temp.path()).unwrap();
        fs::write(data.root_file(), "").unwrap();
        let long = "x".repeat(LARGEST as usize);
        for line in ["first", &long, "second", "third"] {
            append(temp.path(), line).unwrap();
        }
        let tail = log_tail(&data, 2).unwrap();
        assert_eq!(tail, ["second", "third"]);
        for n in 0..12 {
            let now = at() + jiff::SignedDuration::from_secs(n);
            keep_crash(temp.path(), now, "report").unwrap().unwrap();
        }
        assert_eq!(crashes(&data).len(), CRASHES);
        assert!(crashes(&data)[0].0.contains("090002"), "the newest stay");
    }
}
