//! A practice account that answers over HTTP, and what a worker needs from outside.

use anyhow::Context as _;
use gatehouse::sandbox::{Config, Running, Sandbox, Size};
use gatehouse::secrets::{KeyStore, MemoryKeyStore};
use gatehouse::worker::protocol::Practice;
use gatehouse::worker::{Environment, Patience, PracticeLauncher, PracticeServer, Wake};
use jiff::{SignedDuration, Timestamp};
use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};

/// Seed of every account.
pub(crate) const SEED: u64 = 7;

/// A clock that begins at the same moment in every run and goes on like the real one.
pub(crate) fn clock() -> Arc<dyn Fn() -> Timestamp + Send + Sync> {
    let begin = super::clock::wall();
    let first = Timestamp::new(1_795_338_000, 0).unwrap_or_default(); // 2026-11-22, 09:00 UTC
    Arc::new(move || {
        let passed = SignedDuration::try_from(begin.elapsed()).unwrap_or_default();
        first.checked_add(passed).unwrap_or(first)
    })
}

/// Chooses who encrypts, for clients of HTTP; once is enough.
pub(crate) fn cryptography() {
    if rustls::crypto::ring::default_provider()
        .install_default()
        .is_err()
    {
        tracing::debug!("a provider of cryptography was there already");
    }
}

/// A sandbox without limits of its own, on a runtime of its own.
pub(crate) struct Wix {
    runtime: tokio::runtime::Runtime,
    running: Running,
    http: reqwest::Client,
}

impl Wix {
    /// Starts it on loopback.
    pub(crate) fn start(size: Size) -> anyhow::Result<Self> {
        cryptography();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()?;
        let guard = runtime.enter();
        let mut config = Config::new(size, clock());
        config.seed = SEED;
        let running = Sandbox::start(config)?;
        drop(guard);
        let http = reqwest::Client::builder().no_proxy().build()?;
        Ok(Self {
            runtime,
            running,
            http,
        })
    }

    /// How many requests came so far.
    pub(crate) fn requests(&self) -> anyhow::Result<usize> {
        let url = format!("{}/_sandbox/log", self.running.base_url);
        let log: serde_json::Value = self
            .runtime
            .block_on(async { self.http.get(url).send().await?.json().await })?;
        let list = log.as_array().context("the sandbox's log is a list")?;
        Ok(list.len())
    }

    /// What the worker is told when it asks for a practice account; it keeps to the usual pace
    /// unless the account is without a limit.
    pub(crate) fn launcher(&self, unlimited: bool) -> Arc<dyn PracticeLauncher> {
        let hello = &self.running.hello;
        Arc::new(Launcher(PracticeServer {
            unlimited,
            base_url: hello.base_url.clone(),
            api_key: hello.api_key.clone(),
            account: hello.account_id.clone(),
            site_invites: Vec::new(),
        }))
    }
}

struct Launcher(PracticeServer);

impl PracticeLauncher for Launcher {
    fn launch(
        &self,
        _practice: Practice,
        _state: PathBuf,
    ) -> Pin<Box<dyn Future<Output = Result<PracticeServer, String>> + Send>> {
        let server = self.0.clone();
        Box::pin(async move { Ok(server) })
    }
}

static NEXT_ID: AtomicU64 = AtomicU64::new(1);

/// Everything from outside; without a launcher the worker is offline.
pub(crate) fn environment(data: &Path, practice: Option<Arc<dyn PracticeLauncher>>) -> Environment {
    Environment {
        data: data.to_owned(),
        offline: practice.is_none(),
        read_only: false,
        by_itself: true,
        person: String::new(),
        now: clock(),
        ids: Arc::new(|| {
            let n = NEXT_ID.fetch_add(1, Ordering::Relaxed);
            format!("00000000-0000-7000-8000-{n:012x}")
        }),
        jitter: Arc::new(|| 0.5),
        keys: Box::new(|| {
            let keys: Arc<dyn KeyStore> = Arc::new(MemoryKeyStore::new());
            (keys, Some("Kept for this run".to_owned()))
        }),
        practice,
        patience: Patience::default(),
    }
}

/// A wake-up call, and where it is heard.
pub(crate) fn signal() -> (Wake, Receiver<()>) {
    let (tell, woken) = sync_channel(1);
    // A full channel means that somebody is going to look anyway.
    let wake = move || tell.try_send(()).unwrap_or_default();
    (Arc::new(wake), woken)
}
