//! Runs that the journal leaves open: begun and not ended, or with a write of which nobody knows
//! what came.

use crate::journal::{Entry, Intent, Record, RunId};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// A write that was about to be sent and has no outcome for some of its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenIntent {
    /// Number of its entry.
    pub seq: u64,
    /// When it was written down.
    pub at: Timestamp,
    /// What was about to be sent.
    pub intent: Intent,
    /// Lines of it that have no outcome, counted from 0.
    pub open_lines: BTreeSet<u32>,
}

/// A run that the journal leaves open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenRun {
    /// The run.
    pub run: RunId,
    /// Title of its plan; absent if its beginning is not in the journal.
    pub title: Option<String>,
    /// Number of lines in its plan; 0 if its beginning is not in the journal.
    pub lines: u32,
    /// When it began.
    pub started: Option<Timestamp>,
    /// How it ended; absent if it did not.
    pub ended: Option<String>,
    /// Writes without an outcome, oldest first.
    pub intents: Vec<OpenIntent>,
}

impl OpenRun {
    fn new(run: &RunId) -> Self {
        Self {
            run: run.clone(),
            title: None,
            lines: 0,
            started: None,
            ended: None,
            intents: Vec::new(),
        }
    }
}

/// Follows the journal entry by entry. It holds only what is open, however long the file is.
#[derive(Debug, Default)]
pub(crate) struct OpenRuns(BTreeMap<RunId, OpenRun>);

impl OpenRuns {
    /// Takes in the next entry.
    pub(crate) fn see(&mut self, entry: &Entry) {
        let Some(id) = entry.record.run() else {
            return;
        };
        match &entry.record {
            Record::RunStarted { title, lines, .. } => {
                let run = self.run(id);
                run.title = Some(title.clone());
                run.lines = *lines;
                run.started = Some(entry.at);
            }
            Record::Intent(intent) => {
                let run = self.run(id);
                run.intents.push(OpenIntent {
                    seq: entry.seq,
                    at: entry.at,
                    intent: intent.clone(),
                    open_lines: intent.lines.iter().copied().collect(),
                });
            }
            Record::Outcome { line, .. } => {
                if let Some(run) = self.0.get_mut(id) {
                    for open in &mut run.intents {
                        open.open_lines.remove(line);
                    }
                    run.intents.retain(|i| !i.open_lines.is_empty());
                }
                self.close(id);
            }
            Record::RunEnded { how, .. } => {
                if let Some(run) = self.0.get_mut(id) {
                    run.ended = Some(how.clone());
                }
                self.close(id);
            }
            Record::ReadBack { .. }
            | Record::RunPaused { .. }
            | Record::RunResumed { .. }
            | Record::BrakeLifted { .. }
            | Record::BrakeHeld { .. }
            | Record::Repaired { .. } => {}
        }
    }

    fn run(&mut self, id: &RunId) -> &mut OpenRun {
        self.0.entry(id.clone()).or_insert_with(|| OpenRun::new(id))
    }

    fn close(&mut self, id: &RunId) {
        let done = |r: &OpenRun| r.ended.is_some() && r.intents.is_empty();
        if self.0.get(id).is_some_and(done) {
            self.0.remove(id);
        }
    }

    /// What is open, in the order in which it began.
    pub(crate) fn list(&self) -> Vec<OpenRun> {
        let mut all: Vec<OpenRun> = self.0.values().cloned().collect();
        all.sort_by(|a, b| (a.started, &a.run).cmp(&(b.started, &b.run)));
        all
    }
}
