//! The real sandbox over HTTP, and everything that a worker on real files is started with.

use gatehouse::sandbox::{Config, Hello, Running, Sandbox, Size};
use gatehouse::secrets::{KeyStore, MemoryKeyStore, SecretError, Work, choose_from};
use gatehouse::worker::protocol;
use gatehouse::worker::{Environment, Patience, PracticeLauncher, PracticeServer, Wake};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;

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

    /// What a client has to know of it.
    pub(crate) fn hello(&self) -> &Hello {
        &self.running().hello
    }

    pub(crate) fn base_url(&self) -> String {
        self.running().base_url.clone()
    }

    pub(crate) fn account(&self) -> String {
        self.hello().account_id.clone()
    }

    pub(crate) fn site(&self, nth: usize) -> String {
        self.hello().sites[nth].id.clone()
    }

    /// The key whose name is in its text: `full`, `read-only`, `no-team`, `two-sites`.
    pub(crate) fn key(&self, name: &str) -> String {
        let part = format!(".{name}.");
        let keys = &self.hello().keys;
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

    /// What the control API tells.
    pub(crate) fn get(&self, path: &str) -> Value {
        let url = format!("{}/_sandbox/{path}", self.base_url());
        self.runtime.block_on(async {
            let answer = self.http.get(url).send().await.expect("an answer");
            answer.json().await.expect("JSON")
        })
    }

    pub(crate) fn fault(&self, fault: &Value) {
        self.post("faults", fault);
    }

    /// Disarms every fault.
    pub(crate) fn no_faults(&self) {
        let url = format!("{}/_sandbox/faults", self.base_url());
        let cleared = self.runtime.block_on(self.http.delete(url).send());
        assert!(cleared.expect("an answer").status().is_success());
    }
}

/// Starts the sandbox that a test made as a practice account.
struct Launcher(String, String, String, bool);

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
            unlimited: self.3,
            site_invites: Vec::new(),
        };
        Box::pin(async move { Ok(server) })
    }
}

/// How a worker is set up.
#[derive(Clone)]
pub(crate) struct Setup {
    pub(crate) offline: bool,
    pub(crate) dir: Arc<TempDir>,
    pub(crate) keys: Arc<MemoryKeyStore>,
    pub(crate) looks: Vec<Duration>,
    /// Hours by which its clock is ahead: a worker that is started later has a later time.
    pub(crate) hours: i64,
    /// Milliseconds by which its clock goes on with each look at it.
    pub(crate) tick: i64,
    /// Keys lie in a vault below the data, on a computer without a key store.
    pub(crate) vault: bool,
    /// The practice account is read without the pace that Wix asks for.
    pub(crate) unlimited: bool,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            offline: false,
            dir: Arc::new(tempfile::tempdir().expect("a folder")),
            keys: Arc::new(MemoryKeyStore::new()),
            looks: [0, 20, 60].map(Duration::from_millis).to_vec(),
            hours: 0,
            tick: 1,
            vault: false,
            unlimited: false,
        }
    }
}

static NEXT_ID: AtomicU64 = AtomicU64::new(1);

impl Setup {
    /// Everything from outside, fixed.
    pub(crate) fn environment(&self, wix: Option<&Wix>) -> Environment {
        let keys = Arc::clone(&self.keys);
        let data = self.dir.path().join("data");
        let practice = wix.map(|w| {
            let (base_url, key) = (w.base_url(), w.key("full"));
            let launcher = Launcher(base_url, key, w.account(), self.unlimited);
            Arc::new(launcher) as Arc<dyn PracticeLauncher>
        });
        // A clock that never stands still, so that times in lists differ, and never jumps.
        let begin = start() + jiff::SignedDuration::from_hours(self.hours);
        let ticks = Mutex::new(0);
        let tick = self.tick;
        Environment {
            data: self.dir.path().join("data"),
            offline: self.offline,
            read_only: false,
            by_itself: true,
            person: "ana".to_owned(),
            now: Arc::new(move || {
                let mut ticks = ticks.lock().expect("a clock");
                *ticks += tick;
                begin + jiff::SignedDuration::from_millis(*ticks)
            }),
            ids: Arc::new(|| {
                let n = NEXT_ID.fetch_add(1, Ordering::Relaxed);
                format!("00000000-0000-7000-8000-{n:012x}")
            }),
            jitter: Arc::new(|| 0.5),
            keys: if self.vault {
                Box::new(move || {
                    let reason = "no session bus".to_owned();
                    let none = Err(SecretError::Unavailable { reason });
                    choose_from(none, &data, Work(2))
                })
            } else {
                Box::new(move || (keys as Arc<dyn KeyStore>, Some("Kept for this run".into())))
            },
            practice,
            patience: Patience {
                looks: self.looks.clone(),
                outage: None,
                clock: Duration::from_millis(5),
                hour: Duration::from_hours(1),
            },
        }
    }
}

/// The worker's wake-up call, and the end that waits for it.
pub(crate) fn signal() -> (Wake, Receiver<()>) {
    let (tell, woken) = sync_channel(1);
    // A full channel means that the desk is going to look anyway.
    (
        Arc::new(move || tell.try_send(()).unwrap_or_default()),
        woken,
    )
}
