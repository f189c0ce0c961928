//! The real worker against the real sandbox, over HTTP and with files on disk.

use gatehouse::access::UserId;
use gatehouse::model::{Model, Route};
use gatehouse::sandbox::{Config, Running, Sandbox, Size};
use gatehouse::secrets::{KeyStore, MemoryKeyStore};
use gatehouse::worker::protocol::{
    self, Command, ConnectState, NewProfile, PaceSettings, PlanReview, PlanState, RunPhase, RunView,
};
use gatehouse::worker::{Environment, Handle, Patience, PracticeLauncher, PracticeServer, Wake};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;

/// Longest wait for anything. Tests end as soon as it happened.
const PATIENCE: Duration = Duration::from_secs(30);

/// The moment all tests start at.
pub(crate) fn start() -> Timestamp {
    "2026-11-01T09:00:00Z".parse().expect("a moment")
}

/// The sandbox on a runtime of its own, with its control API.
pub(crate) struct Wix {
    runtime: tokio::runtime::Runtime,
    pub(crate) running: Option<Running>,
    http: reqwest::Client,
}

impl Wix {
    pub(crate) fn new(config: Config) -> Self {
        drop(rustls::crypto::ring::default_provider().install_default());
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime");
        let guard = runtime.enter();
        let running = Sandbox::start(config).expect("a sandbox");
        drop(guard);
        let http = reqwest::Client::builder()
            .no_proxy()
            .build()
            .expect("a client");
        Self {
            runtime,
            running: Some(running),
            http,
        }
    }

    pub(crate) fn of(size: Size) -> Self {
        Self::new(Config::fixed(size, start()))
    }

    fn running(&self) -> &Running {
        self.running.as_ref().expect("a running sandbox")
    }

    pub(crate) fn base_url(&self) -> String {
        self.running().base_url.clone()
    }

    pub(crate) fn account(&self) -> String {
        self.running().hello.account_id.clone()
    }

    pub(crate) fn site(&self, nth: usize) -> String {
        self.running().hello.sites[nth].id.clone()
    }

    /// The key whose name is in its text: `full`, `read-only`, `no-team`, `two-sites`.
    pub(crate) fn key(&self, name: &str) -> String {
        let part = format!(".{name}.");
        let keys = &self.running().hello.keys;
        keys.iter()
            .find(|k| k.api_key.contains(&part))
            .expect("a key")
            .api_key
            .clone()
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Value {
        let url = format!("{}/_sandbox/{path}", self.base_url());
        self.runtime.block_on(async {
            let answer = self
                .http
                .post(url)
                .json(body)
                .send()
                .await
                .expect("an answer");
            assert_eq!(answer.status().as_u16(), 200, "{path}");
            answer.json().await.expect("JSON")
        })
    }

    /// Writes in the sandbox's log, in their order.
    pub(crate) fn writes(&self) -> Vec<Value> {
        let log = self.log();
        log.into_iter()
            .filter(|e| e["write"] == json!(true))
            .collect()
    }

    pub(crate) fn log(&self) -> Vec<Value> {
        let url = format!("{}/_sandbox/log", self.base_url());
        let log: Value = self.runtime.block_on(async {
            self.http
                .get(url)
                .send()
                .await
                .expect("an answer")
                .json()
                .await
                .expect("JSON")
        });
        let list = log
            .get("requests")
            .or_else(|| log.get("log"))
            .unwrap_or(&log);
        list.as_array().expect("a list").clone()
    }

    pub(crate) fn fault(&self, fault: &Value) {
        self.post("faults", fault);
    }
}

/// Starts the sandbox that a test made as a practice account.
struct Launcher(String, String, String);

impl PracticeLauncher for Launcher {
    fn launch(
        &self,
        _practice: protocol::Practice,
        _state: PathBuf,
    ) -> Pin<Box<dyn Future<Output = Result<PracticeServer, String>> + Send>> {
        let server = PracticeServer {
            base_url: self.0.clone(),
            api_key: self.1.clone(),
            account: self.2.clone(),
            site_invites: Vec::new(),
        };
        Box::pin(async move { Ok(server) })
    }
}

/// A worker, and everything it told.
pub(crate) struct Desk {
    pub(crate) handle: Handle,
    pub(crate) model: Model,
    woken: Receiver<()>,
    pub(crate) dir: Arc<TempDir>,
}

/// How a desk is set up.
#[derive(Clone)]
pub(crate) struct Setup {
    pub(crate) offline: bool,
    pub(crate) dir: Arc<TempDir>,
    pub(crate) keys: Arc<MemoryKeyStore>,
    pub(crate) looks: Vec<Duration>,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            offline: false,
            dir: Arc::new(tempfile::tempdir().expect("a folder")),
            keys: Arc::new(MemoryKeyStore::new()),
            looks: [0, 20, 60].map(Duration::from_millis).to_vec(),
        }
    }
}

static NEXT_ID: AtomicU64 = AtomicU64::new(1);

impl Setup {
    /// Everything from outside, fixed.
    pub(crate) fn environment(&self, wix: Option<&Wix>) -> Environment {
        let keys = Arc::clone(&self.keys);
        let practice = wix.map(|w| {
            let launcher = Launcher(w.base_url(), w.key("full"), w.account());
            Arc::new(launcher) as Arc<dyn PracticeLauncher>
        });
        // A clock that never stands still, so that times in lists differ, and never jumps.
        let ticks = Mutex::new(0);
        Environment {
            data: self.dir.path().join("data"),
            offline: self.offline,
            read_only: false,
            now: Arc::new(move || {
                let mut ticks = ticks.lock().expect("a clock");
                *ticks += 1;
                start() + jiff::SignedDuration::from_millis(*ticks)
            }),
            ids: Arc::new(|| {
                let n = NEXT_ID.fetch_add(1, Ordering::Relaxed);
                format!("00000000-0000-7000-8000-{n:012x}")
            }),
            jitter: Arc::new(|| 0.5),
            keys: Box::new(move || (keys as Arc<dyn KeyStore>, Some("Kept for this run".into()))),
            practice,
            patience: Patience {
                looks: self.looks.clone(),
            },
        }
    }

    pub(crate) fn desk(&self, wix: Option<&Wix>) -> Desk {
        let (wake, woken) = signal();
        let handle = Handle::start(self.environment(wix), wake).expect("a worker");
        Desk {
            handle,
            model: Model::new(start(), Route::Team),
            woken,
            dir: Arc::clone(&self.dir),
        }
    }
}

fn signal() -> (Wake, Receiver<()>) {
    let (tell, woken) = sync_channel(1);
    // A full channel means that the desk is going to look anyway.
    (
        Arc::new(move || tell.try_send(()).unwrap_or_default()),
        woken,
    )
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
            per_minute: 200,
            unlimited: true,
        };
        self.send(Command::SetPace(fast));
        self.until("no limit", |m| (m.pace.limit.is_none()).then_some(()));
    }

    pub(crate) fn try_connect(&mut self, wix: &Wix, key: &str, account: &str) {
        self.send(Command::Connect(NewProfile {
            name: String::new(),
            colour: 0,
            key: key.to_owned(),
            account: account.to_owned(),
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

/// Every file below a folder.
pub(crate) fn files(below: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![below.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found
}
