//! What every job shares: the board, the list of profiles, keys, jobs and notices.

use super::board::Board;
use super::cards::profile_card;
use super::env::{Patience, PracticeLauncher, PracticeServer};
use super::files::{Ending, Files};
use super::protocol::{
    ErrorCard, JobCard, JobId, JobKind, JobState, KeyPlace, PaceSettings, ProfileCard, ProfileId,
    Progress,
};
use super::rate::Estimator;
use crate::secrets::{Keeps, KeyStore, Vault};
use crate::store::{DataDir, ProfileLock, RootLedger, StoreError};
use crate::wix::Sources;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// Jobs that are remembered in this run.
const JOBS_KEPT: usize = 50;

/// What is told of a panic: where it happened stands in a crash report.
pub(super) const BROKE: &str = "The program met an error of its own while it did this";

/// Locks a mutex whose holder may have panicked: what is inside is plain data that is replaced
/// as a whole.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A practice account that runs in this process, and the right to be the only one on its file.
pub(super) struct Serving {
    pub(super) server: PracticeServer,
    pub(super) _lock: ProfileLock,
}

/// What every job shares.
pub(super) struct Shared {
    pub(super) board: Arc<Board>,
    pub(super) dir: DataDir,
    pub(super) root: Files<RootLedger>,
    pub(super) keys: Arc<dyn KeyStore>,
    /// Told when the key store is not the system's.
    pub(super) keys_note: Option<String>,
    /// Whether the key store is gone when the program ends, as far as no passphrase opens another.
    pub(super) keys_in_memory: bool,
    /// How the place for keys stands, as it was told last.
    pub(super) keeping: Mutex<super::protocol::Keeping>,
    pub(super) offline: bool,
    pub(super) read_only: bool,
    /// Whether things are done without being asked: a window's worker reads the account.
    pub(super) by_itself: bool,
    /// Who works with the program; may be empty.
    pub(super) person: String,
    pub(super) practice: Option<Arc<dyn PracticeLauncher>>,
    /// Practice accounts that were started in this run, by their profiles. Two of them must not
    /// work on the same file, and child accounts are served by the one of their parent.
    pub(super) servers: tokio::sync::Mutex<BTreeMap<ProfileId, Serving>>,
    /// A pace that somebody asked for until the program ends; it is not kept.
    pub(super) pace_for_run: Mutex<Option<PaceSettings>>,
    pub(super) patience: Patience,
    pub(super) sources: Sources,
    pub(super) ids: Arc<dyn Fn() -> String + Send + Sync>,
    pub(super) jobs: Mutex<Jobs>,
    /// The evidence pack that is looked at, which belongs to no profile.
    pub(super) packs: super::jobs::pack::Reading,
}

/// Jobs of this run.
#[derive(Default)]
pub(super) struct Jobs {
    next: u64,
    cards: Vec<JobCard>,
    tokens: BTreeMap<JobId, CancellationToken>,
    pauses: BTreeMap<JobId, watch::Sender<bool>>,
    /// Kinds that run once at a time, with the job that does.
    busy: BTreeMap<JobKind, JobId>,
}

impl Shared {
    pub(super) fn now(&self) -> Timestamp {
        (self.sources.now)()
    }

    /// Starts a job unless one of its kind is running.
    pub(super) fn start(self: &Arc<Self>, kind: JobKind, step: &str) -> Option<Job> {
        let token = CancellationToken::new();
        let (pause, paused) = watch::channel(false);
        let id = {
            let mut jobs = lock(&self.jobs);
            if jobs.busy.contains_key(&kind) {
                return None;
            }
            jobs.next += 1;
            let id = JobId(jobs.next);
            jobs.busy.insert(kind, id);
            jobs.tokens.insert(id, token.clone());
            jobs.pauses.insert(id, pause);
            let card = JobCard {
                id,
                kind,
                started: self.now(),
                ended: None,
                progress: Progress {
                    step: step.to_owned(),
                    ..Progress::default()
                },
                state: JobState::Running,
            };
            jobs.cards.insert(0, card);
            jobs.cards.truncate(JOBS_KEPT);
            id
        };
        self.publish_jobs();
        Some(Job {
            shared: Arc::clone(self),
            id,
            kind,
            token,
            paused,
            rate: Mutex::new(Estimator::new(Instant::now())),
        })
    }

    fn publish_jobs(&self) {
        let cards = lock(&self.jobs).cards.clone();
        self.board.jobs(Arc::new(cards));
    }

    fn edit_job(&self, id: JobId, edit: impl FnOnce(&mut JobCard)) {
        if let Some(card) = lock(&self.jobs).cards.iter_mut().find(|c| c.id == id) {
            edit(card);
        }
        self.publish_jobs();
    }

    /// Asks a job to stop at its next safe place.
    pub(super) fn cancel(&self, id: JobId) {
        if let Some(token) = lock(&self.jobs).tokens.get(&id) {
            token.cancel();
        }
        self.edit_job(id, |card| {
            if card.state.is_active() {
                card.state = JobState::Stopping;
            }
        });
    }

    /// Lets a job stand still, or go on. Jobs that cannot pause go on all the same.
    pub(super) fn pause(&self, id: JobId, pause: bool) {
        let told = lock(&self.jobs)
            .pauses
            .get(&id)
            .map(|p| p.send_replace(pause));
        if told.is_none() {
            return;
        }
        self.edit_job(id, |card| match (&card.state, pause) {
            (JobState::Running, true) => card.state = JobState::Paused,
            (JobState::Paused, false) => card.state = JobState::Running,
            _ => {}
        });
    }

    /// Jobs of this run, newest first.
    pub(super) fn jobs(&self) -> Vec<JobCard> {
        lock(&self.jobs).cards.clone()
    }

    /// Whether any job is under way.
    pub(super) fn any_job(&self) -> bool {
        lock(&self.jobs).cards.iter().any(|c| c.state.is_active())
    }

    /// Running jobs of these kinds.
    pub(super) fn running(&self, kinds: &[JobKind]) -> Vec<JobId> {
        let jobs = lock(&self.jobs);
        let running = jobs.cards.iter().filter(|c| c.state.is_active());
        running
            .filter(|c| kinds.contains(&c.kind))
            .map(|c| c.id)
            .collect()
    }

    /// The profiles as the disk has them.
    pub(super) async fn profiles(&self) -> Result<Result<Vec<ProfileCard>, StoreError>, Ending> {
        let read = |root: &mut RootLedger| Ok((root.profiles()?, root.parents()?));
        let read = self.root.run(read).await?;
        Ok(read.map(|(rows, parents)| {
            let card = |row| profile_card(row, parents.get(&row.id));
            rows.iter().map(card).collect()
        }))
    }

    /// Shows the list of profiles as the disk has it.
    pub(super) async fn publish_profiles(&self) {
        match self.profiles().await {
            Ok(Ok(mut cards)) => {
                for card in &mut cards {
                    if card.key == KeyPlace::ThisRun {
                        card.key = self.place_of(card).await;
                    }
                }
                self.board.profiles(Arc::new(cards));
            }
            Ok(Err(error)) => self
                .board
                .fatal(Some(Arc::new(super::cards::store_card(&error)))),
            Err(_) => {}
        }
    }

    /// Where a key is now that was kept for one run: it is gone in the next, unless a passphrase was
    /// chosen meanwhile.
    pub(super) async fn place_of(&self, card: &ProfileCard) -> KeyPlace {
        let (keys, id) = (
            Arc::clone(&self.keys),
            super::jobs::sign_in::kept_as(&card.id.0, card.sign_in.is_app()),
        );
        let found = super::files::blocking(move || {
            let sealed = keys.vault().is_some_and(|v| v.is_sealed(&id));
            (sealed, keys.get(&id))
        });
        match found.await {
            Ok((true, _)) => KeyPlace::Sealed,
            Ok((false, Ok(Some(_)))) => KeyPlace::ThisRun,
            _ => KeyPlace::Missing,
        }
    }

    /// Where a key is kept that is given now.
    pub(super) fn keeps(&self) -> KeyPlace {
        match self.keys.vault().map(Vault::keeps) {
            Some(Keeps::Sealed) => KeyPlace::Sealed,
            Some(Keeps::ForRun) => KeyPlace::ThisRun,
            None if self.keys_in_memory => KeyPlace::ThisRun,
            Some(Keeps::Platform) | None => KeyPlace::System,
        }
    }
}

/// A running job. Dropping it without an end counts as a failure of the program.
pub(super) struct Job {
    shared: Arc<Shared>,
    id: JobId,
    kind: JobKind,
    token: CancellationToken,
    paused: watch::Receiver<bool>,
    rate: Mutex<Estimator>,
}

impl Job {
    pub(super) fn id(&self) -> JobId {
        self.id
    }

    /// Whether somebody paused the job.
    pub(super) fn paused(&self) -> watch::Receiver<bool> {
        self.paused.clone()
    }

    /// Cancelled when somebody stops the job.
    pub(super) fn token(&self) -> &CancellationToken {
        &self.token
    }

    /// Tells how far it is; pace and end are worked out from the steps of the last minutes, by a
    /// clock that does not jump.
    pub(super) fn progress(&self, done: u64, total: Option<u64>, step: impl Into<String>) {
        let told = lock(&self.rate).add(Instant::now(), done, total);
        let now = self.shared.now();
        let step = step.into();
        self.shared.edit_job(self.id, |card| {
            card.progress = Progress {
                done,
                total,
                step,
                per_minute: told.per_minute,
                ends_at: told.left.and_then(|left| now.checked_add(left).ok()),
            };
        });
    }

    /// Lets the next of its kind begin. What was to be done is done: whoever sees that on the board
    /// may start another one at once, and must not be told that this one still runs.
    pub(super) fn free(&self) {
        let mut jobs = lock(&self.shared.jobs);
        // The next one may be there already.
        if jobs.busy.get(&self.kind) == Some(&self.id) {
            jobs.busy.remove(&self.kind);
        }
    }

    fn end(&self, state: JobState) {
        self.free();
        {
            let mut jobs = lock(&self.shared.jobs);
            jobs.tokens.remove(&self.id);
            jobs.pauses.remove(&self.id);
        }
        let now = self.shared.now();
        self.shared.edit_job(self.id, |card| {
            if card.state.is_active() {
                card.state = state;
                card.ended = Some(now);
            }
        });
    }

    /// It came to its end.
    pub(super) fn done(self, sentence: impl Into<String>) {
        self.end(JobState::Done(sentence.into()));
    }

    /// It was stopped.
    pub(super) fn cancelled(self, sentence: impl Into<String>) {
        self.end(JobState::Cancelled(sentence.into()));
    }

    /// It failed.
    pub(super) fn failed(self, error: ErrorCard) {
        self.end(JobState::Failed(error));
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        // Does nothing after an end; a job that was dropped in the middle must not look alive.
        let why = if std::thread::panicking() {
            BROKE
        } else {
            "The job ended before it was done"
        };
        let remedy = "Start it again; what was read or sent so far is kept";
        self.end(JobState::Failed(ErrorCard::new(why, remedy)));
    }
}
