//! The real worker without a window.

use crate::support::{Setup, Wix, signal, start};
use gatehouse::access::UserId;
use gatehouse::model::{Model, Route};
use gatehouse::worker::protocol::{
    self, Command, ConnectState, NewProfile, NewSignIn, PaceSettings, PlanReview, PlanState,
    RunPhase, RunView,
};
use gatehouse::worker::{Environment, Handle};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;
use tempfile::TempDir;

/// Longest wait for anything. Tests end as soon as it happened.
const PATIENCE: Duration = Duration::from_secs(30);

/// A worker, and everything it told.
pub(crate) struct Desk {
    pub(crate) handle: Handle,
    pub(crate) model: Model,
    woken: Receiver<()>,
    pub(crate) dir: Arc<TempDir>,
}

impl Setup {
    pub(crate) fn desk(&self, wix: Option<&Wix>) -> Desk {
        self.desk_in(self.environment(wix))
    }

    /// A worker in an environment of the test's own.
    pub(crate) fn desk_in(&self, environment: Environment) -> Desk {
        let (wake, woken) = signal();
        let handle = Handle::start(environment, wake).expect("a worker");
        Desk {
            handle,
            model: Model::new(start(), Route::Team),
            woken,
            dir: Arc::clone(&self.dir),
        }
    }
}

impl Desk {
    pub(crate) fn send(&mut self, command: Command) {
        self.handle.send(command);
    }

    pub(crate) fn take_in(&mut self) {
        for event in self.handle.poll() {
            self.model.apply(event);
        }
    }

    /// Takes in what the worker tells until this is so.
    pub(crate) fn until<T>(&mut self, what: &str, mut so: impl FnMut(&Model) -> Option<T>) -> T {
        let mut waited = Duration::ZERO;
        let step = Duration::from_millis(250);
        loop {
            self.take_in();
            if let Some(value) = so(&self.model) {
                return value;
            }
            match self.woken.recv_timeout(step) {
                Ok(()) => waited = Duration::ZERO,
                Err(RecvTimeoutError::Timeout) => waited += step,
                Err(RecvTimeoutError::Disconnected) => panic!("the worker is gone before {what}"),
            }
            assert!(
                waited < PATIENCE,
                "nothing more happened before {what}: {}",
                self.sketch()
            );
        }
    }

    fn sketch(&self) -> String {
        let m = &self.model;
        format!(
            "jobs {:?}\nconnect {:?}\nplan {:?}\nrun {:?}\nnotices {:?}\nfatal {:?}",
            m.jobs, m.connect, m.plan, m.run, m.activity.notices, m.fatal
        )
    }

    /// Connects the account of this key and waits until it was read.
    pub(crate) fn connect(&mut self, wix: &Wix, key: &str) {
        self.try_connect(wix, key, "");
        self.until("a connected profile", |m| {
            matches!(&*m.connect, ConnectState::Connected { .. }).then_some(())
        });
        self.synced();
        let fast = PaceSettings {
            unlimited: true,
            creation_gap_ms: 0,
            ..PaceSettings::default()
        };
        self.send(Command::SetPace(fast));
        self.until("no limit", |m| (m.pace.limit.is_none()).then_some(()));
    }

    pub(crate) fn try_connect(&mut self, wix: &Wix, key: &str, account: &str) {
        self.send(Command::Connect(NewProfile {
            name: String::new(),
            colour: 0,
            sign_in: NewSignIn::Key {
                key: key.to_owned(),
                account: account.to_owned(),
            },
            base_url: Some(wix.base_url()),
            read_only: false,
        }));
    }

    /// Waits until a reading that was started is over.
    pub(crate) fn synced(&mut self) {
        self.until("a finished reading", |m| {
            let job = m.last_job(protocol::JobKind::Sync)?;
            (!job.state.is_active() && m.session.is_some()).then_some(())
        });
        self.take_in();
    }

    pub(crate) fn sync(&mut self) {
        let before = self.model.jobs.len();
        self.send(Command::Sync);
        self.until("a started reading", |m| {
            (m.jobs.len() > before).then_some(())
        });
        self.synced();
    }

    /// Makes a plan and waits for it.
    pub(crate) fn plan(&mut self, wish: gatehouse::plan::Wish) -> Arc<PlanReview> {
        self.send(Command::DropPlan);
        self.until("no plan", |m| (*m.plan == PlanState::None).then_some(()));
        self.send(Command::MakePlan(wish));
        self.until("a plan", |m| match &*m.plan {
            PlanState::Ready(review) => Some(Arc::clone(review)),
            PlanState::Failed(error) => panic!("{error}"),
            _ => None,
        })
    }

    /// Applies a plan and waits for the end of its run.
    pub(crate) fn apply(&mut self, review: &PlanReview) -> Arc<RunView> {
        let before = self.model.run.as_ref().map(|r| r.run.clone());
        self.send(Command::Apply {
            plan: Arc::clone(&review.plan),
            lifts: vec![],
        });
        self.run_over(before.as_ref())
    }

    pub(crate) fn run_over(&mut self, before: Option<&gatehouse::journal::RunId>) -> Arc<RunView> {
        self.until("the end of the run", |m| {
            let run = m.run.clone()?;
            let over = run.phase == RunPhase::Over && Some(&run.run) != before;
            over.then_some(run)
        })
    }

    /// People without the owner's or a co-owner's role, in the order of the list.
    pub(crate) fn ordinary(&self, n: usize) -> Vec<UserId> {
        let table = self.model.team.as_ref().expect("a team");
        table
            .rows
            .iter()
            .filter(|r| r.kind == protocol::RowKind::Person && !r.holds_account)
            .filter(|r| !r.email.is_empty())
            .take(n)
            .map(|r| UserId::new(&r.id))
            .collect()
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }
}
