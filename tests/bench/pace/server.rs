//! A sandbox at Wix's limit with ways of different length, and what came in.

use super::world_clock;
use anyhow::Context as _;
use gatehouse::sandbox::{Config, Fault, Kind, Match, Running, Sandbox, Size};
use std::time::Duration;

/// Calls a minute.
pub(crate) const LIMIT: u32 = 200;
/// Part of a path, milliseconds, and whether they are the way back. The rest is the way there,
/// before the call is counted.
const WAYS: [(&str, u64, bool); 4] = [
    ("/accounts/v1/accounts/", PERSON_WAY, false),
    ("/roles-management/roles", 600, false),
    ("/site-list/v2/sites/count", 300, true),
    ("/roles-management/team/remove", 800, false),
];
/// The way of a person's reads, in milliseconds.
const PERSON_WAY: u64 = 120;

/// The way of a person's reads.
pub(crate) const fn person_way() -> Duration {
    Duration::from_millis(PERSON_WAY)
}

/// The sandbox on a runtime of its own.
pub(crate) struct Server {
    runtime: tokio::runtime::Runtime,
    /// Where it is and which key opens it.
    pub(crate) running: Running,
}

impl Server {
    /// Starts it on loopback.
    pub(crate) fn start() -> anyhow::Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()?;
        let guard = runtime.enter();
        let mut config = Config::new(Size::L, world_clock());
        config.rate_per_minute = Some(LIMIT);
        config.faults = WAYS
            .iter()
            .map(|&(path, ms, after_effect)| Fault {
                matches: Match {
                    path: Some(path.to_owned()),
                    ..Match::default()
                },
                times: u32::MAX,
                after: 0,
                kind: Kind::Delay { ms, after_effect },
            })
            .collect();
        let running = Sandbox::start(config)?;
        drop(guard);
        Ok(Self { runtime, running })
    }

    /// Calls of each minute since the first one: all, and those refused with 429.
    pub(crate) fn minutes(&self) -> anyhow::Result<Vec<(usize, usize)>> {
        let http = reqwest::Client::builder().no_proxy().build()?;
        let url = format!("{}/_sandbox/log", self.running.base_url);
        let log: serde_json::Value = self
            .runtime
            .block_on(async { http.get(url).send().await?.json().await })?;
        let mut first = None;
        let mut minutes: Vec<(usize, usize)> = Vec::new();
        for entry in log.as_array().context("the sandbox's log is a list")? {
            let at: jiff::Timestamp = entry["at"].as_str().context("a time")?.parse()?;
            let first = *first.get_or_insert(at);
            let minute = usize::try_from(at.duration_since(first).as_secs() / 60)?;
            minutes.resize(minutes.len().max(minute + 1), (0, 0));
            let cell = minutes.get_mut(minute).context("a minute")?;
            cell.0 += 1;
            cell.1 += usize::from(entry["status"] == 429);
        }
        Ok(minutes)
    }
}
