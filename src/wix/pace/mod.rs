//! How fast requests go out: one limiter per key, shared by every job (contract 9, "Rate limits").
//!
//! # Other programs with the same key
//!
//! Within one process every client of a key shares one [`Pace`] ([`Pace::of_key`]), whichever profile
//! or job it belongs to, and it lives on when settings change or a profile is closed. Between
//! processes nothing is shared; refusals teach each of them the room that is left (`learn`). A
//! record of recent sends beside the profile was weighed and left out:
//!
//! - A second window or command with the same profile does not need it: it finds the profile locked
//!   and, as long as the first one has it, sends nothing at all (it shows what is kept, or ends as
//!   busy). What is left is a process started to read only, or two profiles with one key.
//! - It would not be enough: the same key may be used by a script or on another computer, which
//!   write no such file. So learning has to hold by itself, and does: a neighbour costs a few
//!   refused calls when it appears, none of which did anything, and one more now and then.
//! - It would bring new trouble: two processes have no clock in common that never jumps, a crash
//!   leaves records of requests that nobody can vouch for, and locks do not hold on every file system.
//!
//! So two processes that only read start with the full limit each; after the first 429 the one that
//! was refused keeps below its share.

mod learn;
mod limiter;
mod slots;
mod spacing;

pub use limiter::{Grant, Limiter, Ticket, Urgency};
pub use spacing::Turn;

use super::{ApiKey, Auth, BaseUrl};
use crate::journal::Hash;
use spacing::Spacing;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until};

/// Documented limit: requests a minute.
pub const PER_MINUTE: u32 = 200;

/// Shortest gap between spaced calls against Wix (contract 9: member creation).
pub const SHORTEST_GAP: Duration = Duration::from_secs(1);

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
    gap: Mutex<Duration>,
    loopback: bool,
}

/// The limiters of this process, by address and a hash of the key. The hash, so that no key stays
/// in memory for longer than its clients.
static PACES: Mutex<BTreeMap<(String, Hash), Arc<Pace>>> = Mutex::new(BTreeMap::new());

impl Pace {
    /// A limiter for this address. Faster than the documented limit goes only against this
    /// machine; elsewhere a higher wish is lowered to it. Spaced writes keep [`SHORTEST_GAP`].
    pub fn new(base: &BaseUrl, rate: Rate) -> Self {
        Self {
            limiter: Mutex::new(Limiter::new(allowed(base.is_loopback(), rate))),
            changed: Notify::new(),
            spacing: Spacing::default(),
            gap: Mutex::new(SHORTEST_GAP),
            loopback: base.is_loopback(),
        }
    }

    /// The one limiter of this key in this process; with the usual settings if it is new.
    pub fn of_key(base: &BaseUrl, key: &ApiKey) -> Arc<Self> {
        Self::of(base, &Auth::Key(key.clone()))
    }

    /// The one limiter of this caller in this process: of a key, or of an app's installation (site
    /// contract 7.1).
    pub fn of(base: &BaseUrl, auth: &Auth) -> Arc<Self> {
        let name = (base.to_string(), Hash::of(auth.pace_name().as_bytes()));
        let mut paces = PACES.lock().unwrap_or_else(PoisonError::into_inner);
        // One that nobody holds and that has nothing to remember is as good as a new one.
        paces.retain(|_, pace| Arc::strong_count(pace) > 1 || pace.is_busy());
        let pace = paces.entry(name);
        Arc::clone(pace.or_insert_with(|| Arc::new(Self::new(base, Rate::default()))))
    }

    /// Another rate from now on, by the rule of [`Pace::new`]. What was sent in the last minute and
    /// what was learnt stays. Where two profiles share a key, the last word counts.
    pub fn set_rate(&self, rate: Rate) {
        self.limiter().set_ceiling(allowed(self.loopback, rate));
        self.changed.notify_waiters();
    }

    /// Sets how far apart spaced writes of one lane leave. Gaps under [`SHORTEST_GAP`] are kept only
    /// against this machine; zero means no lanes at all.
    pub fn set_gap(&self, gap: Duration) {
        let gap = if self.loopback {
            gap
        } else {
            gap.max(SHORTEST_GAP)
        };
        *self.gap.lock().unwrap_or_else(PoisonError::into_inner) = gap;
    }

    /// How far apart spaced writes of one lane leave.
    pub fn gap(&self) -> Duration {
        *self.gap.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_busy(&self) -> bool {
        let now = self.metrics();
        now.last_minute > 0 || now.blocked_for.is_some()
    }

    /// Whether it was made for an address on this machine; no other client takes it then.
    pub fn is_for_loopback(&self) -> bool {
        self.loopback
    }

    /// Waits for leave to send one request, which then leaves at once. Hold what it gives until the
    /// answer is there.
    ///
    /// # Errors
    /// [`Blocked`] at once when everything is held back for longer than `patience`. Waiting in the
    /// queue itself has no end; drop the future to give up.
    pub async fn acquire(
        &self,
        urgency: Urgency,
        patience: Duration,
    ) -> Result<OnTheWay<'_>, Blocked> {
        let ticket = self.limiter().join(urgency, Instant::now());
        let mut place = Place {
            pace: self,
            ticket: Some(ticket),
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
                limiter.next(ticket, now)
            };
            match grant {
                Grant::Now => {
                    place.ticket = None; // The limiter took it out of the queue.
                    self.changed.notify_waiters();
                    return Ok(OnTheWay { pace: self, ticket });
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

    /// Waits for the turn in a lane whose requests leave at least [`Pace::gap`] apart, in the order
    /// they were asked for and one at a time (member creation, for example: a second per site). Ask
    /// for it before [`Pace::acquire`], say [`Turn::leaves`] after it, and hold it until the answer
    /// is there. `None` at once when there is no gap to keep.
    pub async fn turn(&self, lane: &str) -> Option<Turn> {
        let gap = self.gap();
        if gap.is_zero() {
            return None;
        }
        Some(self.spacing.turn(lane, gap).await)
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

/// The limit that may be used, with a server on this machine or with another one.
fn allowed(loopback: bool, rate: Rate) -> Option<u32> {
    match (rate, loopback) {
        (Rate::Unlimited, true) => None,
        (Rate::Unlimited, false) => Some(PER_MINUTE),
        (Rate::PerMinute(n), true) => Some(n.max(1)),
        (Rate::PerMinute(n), false) => Some(n.clamp(1, PER_MINUTE)),
    }
}

/// A request on its way. While it is held the server may be about to count it. Dropped without an
/// answer, it takes room for some seconds longer, since nobody knows when it arrives.
#[derive(Debug)]
#[must_use = "hold it until the answer is there"]
pub struct OnTheWay<'a> {
    pace: &'a Pace,
    ticket: Ticket,
}

impl OnTheWay<'_> {
    /// The answer is there, or the request certainly never left.
    pub fn over(self) {
        self.pace.limiter().over(self.ticket, Instant::now());
        // There may be room earlier than was told.
        self.pace.changed.notify_waiters();
    }

    /// The answer is a 429. [`Pace::throttled`] tells the rest.
    pub fn refused(self) {
        self.pace.limiter().refused(self.ticket, Instant::now());
        self.pace.changed.notify_waiters();
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
