//! A worker without a window.

use crate::world::{SEED, clock, environment, signal};
use anyhow::{Context as _, bail};
use gatehouse::model::{Model, Route};
use gatehouse::worker::protocol::{Command, JobCard, JobKind, JobState, Practice, Size};
use gatehouse::worker::{Handle, PracticeLauncher};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::Duration;

/// Longest wait for any one thing.
const PATIENCE: Duration = Duration::from_mins(1);

/// A worker, and everything it told.
pub(crate) struct Desk {
    pub(crate) handle: Handle,
    pub(crate) model: Model,
    woken: Receiver<()>,
    last: u64,
}

/// Starts a worker; offline without a launcher.
pub(crate) fn start(
    data: &Path,
    practice: Option<Arc<dyn PracticeLauncher>>,
) -> anyhow::Result<(Handle, Receiver<()>)> {
    let (wake, woken) = signal();
    let handle = Handle::start(environment(data, practice), wake);
    Ok((handle.map_err(|e| anyhow::anyhow!(e.to_string()))?, woken))
}

impl Desk {
    /// Starts a worker and lets it open the practice account.
    pub(crate) fn open(
        data: &Path,
        size: Size,
        practice: Option<Arc<dyn PracticeLauncher>>,
    ) -> anyhow::Result<Self> {
        let (mut handle, woken) = start(data, practice)?;
        handle.send(Command::OpenPractice(Practice { size, seed: SEED }));
        let model = Model::new(clock()(), Route::Team);
        Ok(Self {
            handle,
            model,
            woken,
            last: 0,
        })
    }

    /// Takes in what the worker tells until this is so.
    pub(crate) fn until(
        &mut self,
        what: &str,
        mut so: impl FnMut(&Model) -> bool,
    ) -> anyhow::Result<()> {
        loop {
            for event in self.handle.poll() {
                self.model.apply(event);
            }
            if so(&self.model) {
                return Ok(());
            }
            if self.woken.recv_timeout(PATIENCE).is_err() {
                bail!("nothing more happened before this: {what}");
            }
        }
    }

    /// Waits for the end of the next reading; tells how long it took.
    pub(crate) fn reading(&mut self) -> anyhow::Result<Duration> {
        let last = self.last;
        let mut found: Option<JobCard> = None;
        self.until("a reading is over", |m| {
            let job = m.last_job(JobKind::Sync);
            found = job
                .filter(|j| !j.state.is_active() && j.id.0 > last)
                .cloned();
            found.is_some()
        })?;
        let job = found.context("a reading")?;
        anyhow::ensure!(matches!(job.state, JobState::Done(_)), "{:?}", job.state);
        self.last = job.id.0;
        let took = job.ended.context("its end")?.duration_since(job.started);
        Ok(took.unsigned_abs())
    }

    /// Reads the account again.
    pub(crate) fn read(&mut self) -> anyhow::Result<Duration> {
        self.handle.send(Command::Sync);
        self.reading()
    }
}
