//! How far a job is, on standard error: one line that changes on a terminal, a line now and then
//! in a log.

use super::out::stderr;
use super::text::clean;
use crate::model::Model;
use crate::worker::protocol::JobCard;
use jiff::{SignedDuration, Timestamp};
use std::fmt::Write as _;
use std::io::IsTerminal as _;

/// A log gets a line at most this often, as long as the step is the same.
const EVERY: SignedDuration = SignedDuration::from_secs(10);

/// What was shown last.
pub(super) struct Progress {
    terminal: bool,
    /// The step that was shown, and when.
    last: Option<(String, Timestamp)>,
    line: String,
}

impl Progress {
    pub(super) fn new() -> Self {
        Self {
            terminal: std::io::stderr().is_terminal(),
            last: None,
            line: String::new(),
        }
    }

    /// Shows how far the newest running job is.
    pub(super) fn show(&mut self, model: &Model) {
        let Some(job) = model.jobs.iter().find(|j| j.state.is_active()) else {
            return;
        };
        let (step, line) = (step(job, model), words(job, model));
        if self.terminal {
            if line != self.line {
                stderr(&format!("\r\u{1b}[K{line}"));
                self.line = line;
            }
            return;
        }
        let due = self
            .last
            .as_ref()
            .is_none_or(|(shown, at)| *shown != step || model.now.duration_since(*at) >= EVERY);
        if due {
            stderr(&format!("{line}\n"));
            self.last = Some((step, model.now));
        }
    }

    /// Makes room for what comes after.
    pub(super) fn clear(&mut self) {
        if self.terminal && !self.line.is_empty() {
            stderr("\r\u{1b}[K");
            self.line.clear();
        }
    }
}

/// What the job is doing, without numbers that change all the time.
fn step(job: &JobCard, model: &Model) -> String {
    let waiting = model.run.as_ref().and_then(|r| r.waiting.as_ref());
    match waiting {
        Some(waiting) => waiting.why.sentence.clone(),
        None => job
            .progress
            .step
            .chars()
            .filter(|c| !c.is_ascii_digit())
            .collect(),
    }
}

fn words(job: &JobCard, model: &Model) -> String {
    let progress = &job.progress;
    let mut line = clean(&progress.step);
    if let Some(total) = progress.total {
        write!(line, ", {} of {total}", progress.done).unwrap_or_default();
    }
    if let Some(rate) = progress.per_minute {
        write!(line, ", {rate} a minute").unwrap_or_default();
    }
    if let Some(ends) = progress.ends_at {
        write!(line, ", done at {}", ends.strftime("%H:%M:%S UTC")).unwrap_or_default();
    }
    let waiting = model.run.as_ref().and_then(|r| r.waiting.as_ref());
    if let Some(waiting) = waiting {
        write!(line, ": {}", clean(&waiting.why.sentence)).unwrap_or_default();
        if let Some(until) = waiting.until.filter(|_| !waiting.planned) {
            write!(line, ", again at {}", until.strftime("%H:%M:%S UTC")).unwrap_or_default();
        }
    }
    line
}
