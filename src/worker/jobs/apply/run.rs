//! A run while it goes on: what is known of it, and how that is shown.

use super::super::super::open::Open;
use super::super::super::protocol::{ErrorCard, RunPhase, RunView};
use super::super::super::shared::{Job, lock};
use super::Recorder;
use crate::journal::RunId;
use crate::plan::{LineResult, Outcome, Plan, Traffic};
use crate::wix::Client;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// Shortest time between two pictures of a run: it may have many thousand lines.
const SHOW_EVERY: Duration = Duration::from_millis(100);

/// A run while it goes on.
pub(in crate::worker) struct Run {
    pub(in crate::worker) open: Arc<Open>,
    pub(in crate::worker) client: Client,
    pub(in crate::worker) view: RunView,
    pub(in crate::worker) recorder: Recorder,
    pub(in crate::worker) stop: CancellationToken,
    /// When it was last shown, and whether something changed since.
    shown: Option<Instant>,
    changed: bool,
}

impl Run {
    /// A run in which this is known of each line.
    pub(in crate::worker) fn new(
        open: &Arc<Open>,
        client: Client,
        plan: Arc<Plan>,
        results: Vec<LineResult>,
        id: RunId,
        job: &Job,
    ) -> Self {
        lock(&open.runs).insert(id.clone());
        let sent = results.iter().filter(|r| r.outcome.went_out()).count();
        Self {
            open: Arc::clone(open),
            client,
            recorder: Recorder::new(Arc::clone(open), id.clone()),
            view: RunView {
                run: id,
                job: job.id(),
                plan,
                phase: RunPhase::Checking,
                results,
                moved: Vec::new(),
                traffic: Traffic {
                    writes: sent as u32,
                    ..Traffic::default()
                },
                waiting: None,
                trouble: None,
                receipt: None,
            },
            stop: job.token().clone(),
            shown: None,
            changed: false,
        }
    }

    /// Lines that came to this.
    pub(super) fn lines_with(&self, so: impl Fn(&LineResult) -> bool) -> Vec<usize> {
        let all = self.view.results.iter().enumerate();
        all.filter(|(_, r)| so(r)).map(|(i, _)| i).collect()
    }

    /// Shows where it stands, and how far the job is.
    pub(in crate::worker) fn show(&mut self, job: &Job) {
        self.shown = Some(Instant::now());
        self.changed = false;
        let all = self.view.plan.lines.len() as u64;
        let open = |r: &&LineResult| r.outcome == Outcome::NotTried;
        let done = all - self.view.results.iter().filter(open).count() as u64;
        job.progress(done, Some(all), self.view.phase.label());
        if !self.open.closed.is_cancelled() {
            let view = Arc::new(self.view.clone());
            self.open.shared.board.run(Some(view));
        }
        self.open.publish_pace();
    }

    /// Something changed: shows it, unless it was shown a moment ago. Then [`Run::show_at`] tells
    /// when to look again.
    pub(super) fn show_soon(&mut self, job: &Job) {
        self.changed = true;
        if self.show_at().is_none_or(|at| at <= Instant::now()) {
            self.show(job);
        }
    }

    /// When a change that was held back has to be shown.
    pub(super) fn show_at(&self) -> Option<Instant> {
        let shown = self.shown.filter(|_| self.changed);
        shown.map(|at| at + SHOW_EVERY)
    }

    pub(in crate::worker) fn phase(&mut self, phase: RunPhase, job: &Job) {
        if self.view.phase != phase {
            self.view.phase = phase;
            self.show(job);
        }
    }

    /// Keeps the first trouble: what came later is often its consequence.
    pub(super) fn trouble(&mut self, error: ErrorCard) {
        self.view.trouble.get_or_insert(error);
    }

    /// No job works on it any more: from here on lists offer to go on with it.
    pub(in crate::worker) fn let_go(&self) {
        lock(&self.open.runs).remove(&self.view.run);
    }

    /// Whether the profile is being closed: the run is left as it stands, to go on later.
    pub(super) fn is_leaving(&self) -> bool {
        self.open.closed.is_cancelled()
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.let_go();
    }
}
