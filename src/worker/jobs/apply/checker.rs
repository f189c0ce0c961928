//! Looking at lines before they are sent, where the last look is too long ago: after a run stood
//! still, and in runs that take long.

use super::super::look::{self, Breadth, Look, Unread};
use super::run::Run;
use crate::plan::Call;
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// Lines in one look: what one query of login addresses takes.
const LINES_A_LOOK: usize = 100;
/// A look counts for this long.
const LASTS: Duration = Duration::from_mins(10);

/// Lines that have to be looked at, and when each was looked at.
#[derive(Debug)]
pub(super) struct Checker {
    waiting: BTreeSet<usize>,
    seen: Vec<Option<Moment>>,
}

/// A moment by both clocks: one stands still while the computer sleeps, the other can be set.
#[derive(Debug, Clone, Copy)]
struct Moment {
    steady: Instant,
    wall: Timestamp,
}

/// What one look found.
pub(super) struct Checked {
    pub(super) lines: Vec<usize>,
    pub(super) reads: u32,
    pub(super) result: Result<Look, Unread>,
}

impl Checker {
    /// For a plan with so many lines.
    pub(super) fn new(lines: usize) -> Self {
        Self {
            waiting: BTreeSet::new(),
            seen: vec![None; lines],
        }
    }

    /// Whether no line waits for a look.
    pub(super) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// These lines have to be looked at.
    pub(super) fn add(&mut self, lines: impl IntoIterator<Item = usize>) {
        self.waiting.extend(lines);
    }

    /// These lines were looked at just now.
    pub(super) fn seen(&mut self, lines: &[usize], wall: Timestamp) {
        let now = Moment {
            steady: Instant::now(),
            wall,
        };
        for line in lines {
            if let Some(seen) = self.seen.get_mut(*line) {
                *seen = Some(now);
            }
        }
    }

    /// Whether a line of this call was looked at too long ago to be sent.
    pub(super) fn is_old(&self, call: &Call, wall: Timestamp) -> bool {
        let now = Instant::now();
        call.lines.iter().any(|line| {
            let seen = self.seen.get(*line as usize).copied().flatten();
            seen.is_none_or(|at| {
                let asleep = wall.duration_since(at.wall);
                now.duration_since(at.steady) > LASTS
                    || Duration::try_from(asleep).is_ok_and(|d| d > LASTS)
            })
        })
    }

    /// Begins to look at the next lines.
    pub(super) fn begin(&mut self, run: &Run) -> impl Future<Output = Checked> + Send + use<> {
        let lines: Vec<usize> = self.waiting.iter().copied().take(LINES_A_LOOK).collect();
        self.waiting
            .retain(|l| lines.last().is_some_and(|last| l > last));
        let wanted = look::of_lines(&run.view.plan, lines.iter().copied());
        let (open, client) = (Arc::clone(&run.open), run.client.urgent());
        async move {
            let mut reads = 0;
            let result = look::look(&open, &client, &wanted, Breadth::Cheapest, &mut reads).await;
            Checked {
                lines,
                reads,
                result,
            }
        }
    }
}
