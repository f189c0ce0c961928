//! What a client is made with.

use super::retry::RetryPolicy;
use super::{Auth, BaseUrl, Pace};
use jiff::Timestamp;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// How long is waited for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// For a connection, TLS included.
    pub connect: Duration,
    /// For one whole answer, its body included.
    pub answer: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            answer: Duration::from_secs(30),
        }
    }
}

/// What comes in from outside so that tests can fix it.
#[derive(Clone)]
pub struct Sources {
    /// The time of day; used only for a `Retry-After` with a date in an answer without a date.
    pub now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    /// A random number from 0 up to 1; spreads the waits between tries.
    pub jitter: Arc<dyn Fn() -> f64 + Send + Sync>,
}

impl Sources {
    /// A clock that stands still and waits without spread.
    pub fn fixed(now: Timestamp) -> Self {
        Self {
            now: Arc::new(move || now),
            jitter: Arc::new(|| 1.0),
        }
    }
}

impl fmt::Debug for Sources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sources")
    }
}

/// What a client is made with. Begin with [`Options::new`] and change what differs.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where requests go.
    pub base: BaseUrl,
    /// The key they carry, or the app they come from.
    pub auth: Auth,
    /// The limiter that every client with this key shares.
    pub pace: Arc<Pace>,
    /// How long is waited.
    pub timeouts: Timeouts,
    /// How often and how slowly is tried again.
    pub retry: RetryPolicy,
    /// Largest answer that is taken, in bytes.
    pub largest_answer: usize,
    /// What the program calls itself (contract 9: "Send a User-Agent of your own").
    pub user_agent: String,
    /// Ask nobody: every call answers that the program works offline.
    pub offline: bool,
    /// Clock and randomness.
    pub sources: Sources,
}

impl Options {
    /// The usual values, for an API key or an installed app.
    pub fn new(base: BaseUrl, auth: impl Into<Auth>, pace: Arc<Pace>, sources: Sources) -> Self {
        Self {
            base,
            auth: auth.into(),
            pace,
            timeouts: Timeouts::default(),
            retry: RetryPolicy::default(),
            largest_answer: 64 * 1024 * 1024,
            user_agent: concat!("Gatehouse/", env!("CARGO_PKG_VERSION")).to_owned(),
            offline: false,
            sources,
        }
    }
}
