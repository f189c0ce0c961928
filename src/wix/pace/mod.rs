//! How fast requests go out: one limiter per key, shared by every job (contract 9, "Rate limits").

mod limiter;
mod spacing;

pub use limiter::{Grant, Limiter, Ticket, Urgency};

use super::BaseUrl;
use spacing::Spacing;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until};

/// Documented limit: requests a minute.
pub const PER_MINUTE: u32 = 200;

/// Shortest gap between spaced calls against Wix (contract 9: member creation).
const SHORTEST_GAP: Duration = Duration::from_secs(1);

/// How fast a profile wants to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rate {
    /// So many requests a minute, at least one.
    PerMinute(u32),
    /// As fast as it goes. Only against this machine.
    Unlimited,
}

impl Default for Rate {
    fn default() -> Self {
        Self::PerMinute(PER_MINUTE)
    }
}

/// Where the pace stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PaceMetrics {
    /// Requests let through in the last minute.
    pub last_minute: u32,
    /// Requests a minute that are allowed now; `None` without a limit.
    pub limit: Option<u32>,
    /// How long everything is held back, because Wix asked for it.
    pub blocked_for: Option<Duration>,
    /// Requests in the queue that a person waits for.
    pub waiting: usize,
    /// Requests in the queue that nobody waits for.
    pub bulk: usize,
}

/// Everything is held back for longer than the caller wants to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("everything is held back for {0:?}")]
pub struct Blocked(pub Duration);

/// The limiter of one key. Cheap to share in an `Arc`.
#[derive(Debug)]
pub struct Pace {
    limiter: Mutex<Limiter>,
    changed: Notify,
    spacing: Spacing,
    loopback: bool,
}

impl Pace {
    /// A limiter for this address. Faster than the documented limit goes only against this
    /// machine; elsewhere a higher wish is lowered to it.
    pub fn new(base: &BaseUrl, rate: Rate) -> Self {
        let limit = match (rate, base.is_loopback()) {
            (Rate::Unlimited, true) => None,
            (Rate::Unlimited, false) => Some(PER_MINUTE),
            (Rate::PerMinute(n), true) => Some(n.max(1)),
            (Rate::PerMinute(n), false) => Some(n.clamp(1, PER_MINUTE)),
        };
        Self {
            limiter: Mutex::new(Limiter::new(limit)),
            changed: Notify::new(),
            spacing: Spacing::default(),
            loopback: base.is_loopback(),
        }
    }

    /// Whether it was made for an address on this machine; no other client takes it then.
    pub fn is_for_loopback(&self) -> bool {
        self.loopback
    }

    /// Waits for leave to send one request.
    ///
    /// # Errors
    /// [`Blocked`] at once when everything is held back for longer than `patience`. Waiting in the
    /// queue itself has no end; drop the future to give up.
    pub async fn acquire(&self, urgency: Urgency, patience: Duration) -> Result<(), Blocked> {
        let mut place = Place {
            pace: self,
            ticket: Some(self.limiter().join(urgency, Instant::now())),
        };
        // A newcomer can change who is next.
        self.changed.notify_waiters();
        loop {
            // Made before the limiter is asked, so that no change in between is missed.
            let changed = self.changed.notified();
            let grant = {
                let mut limiter = self.limiter();
                let now = Instant::now();
                if let Some(held) = limiter.blocked_for(now).filter(|held| *held > patience) {
                    return Err(Blocked(held));
                }
                match place.ticket {
                    Some(ticket) => limiter.next(ticket, now),
                    None => Grant::Now,
                }
            };
            match grant {
                Grant::Now => {
                    place.ticket = None; // The limiter took it out of the queue.
                    self.changed.notify_waiters();
                    return Ok(());
                }
                Grant::At(at) => {
                    tokio::select! {
                        () = sleep_until(at) => {}
                        () = changed => {}
                    }
                }
                Grant::Behind => changed.await,
            }
        }
    }

    /// Keeps starts with the same key apart by at least `gap` (for example member creation, one
    /// second per site). Waits for the turn. Gaps under one second are kept only against this
    /// machine.
    pub async fn spaced(&self, key: &str, gap: Duration) {
        let gap = if self.loopback {
            gap
        } else {
            gap.max(SHORTEST_GAP)
        };
        let turn = self.spacing.reserve(key, gap, Instant::now());
        sleep_until(turn).await;
    }

    /// Wix answered 429: slower, and nothing before `retry_after` is over.
    pub fn throttled(&self, retry_after: Option<Duration>) {
        self.limiter().throttled(retry_after, Instant::now());
        self.changed.notify_waiters();
    }

    /// Wix answered 403 without a body. Tells whether that counts as throttling.
    pub fn empty_forbidden(&self) -> bool {
        let burst = self.limiter().empty_forbidden(Instant::now());
        self.changed.notify_waiters();
        burst
    }

    /// Wix answered as usual.
    pub fn answered(&self) {
        self.limiter().answered();
    }

    /// Where it stands.
    pub fn metrics(&self) -> PaceMetrics {
        self.limiter().metrics(Instant::now())
    }

    fn limiter(&self) -> MutexGuard<'_, Limiter> {
        // A limiter whose holder panicked is still a sound limiter.
        self.limiter.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place in the queue that is given up when its holder goes away.
struct Place<'a> {
    pace: &'a Pace,
    ticket: Option<Ticket>,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        if let Some(ticket) = self.ticket.take() {
            self.pace.limiter().leave(ticket);
            self.pace.changed.notify_waiters();
        }
    }
}
