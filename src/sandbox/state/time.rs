//! The sandbox's clock: the caller's clock and a distance to it. It has no lock, so asking it never waits for the account.

use std::{
    fmt,
    sync::atomic::{AtomicI64, Ordering},
};

use jiff::{SignedDuration, Timestamp};

use crate::sandbox::{config::Clock, seed::after};

/// A clock that can be moved.
pub(crate) struct Time {
    clock: Clock,
    /// Distance to the caller's clock in nanoseconds; enough for 292 years.
    offset: AtomicI64,
}

impl Time {
    /// A clock that shows the caller's time.
    pub(crate) fn new(clock: Clock) -> Self {
        Self {
            clock,
            offset: AtomicI64::new(0),
        }
    }

    /// What the caller's clock shows.
    pub(crate) fn real(&self) -> Timestamp {
        (self.clock)()
    }

    /// What this clock shows.
    pub(crate) fn now(&self) -> Timestamp {
        after(self.real(), self.offset())
    }

    /// The distance to the caller's clock.
    pub(crate) fn offset(&self) -> SignedDuration {
        SignedDuration::from_nanos(self.offset.load(Ordering::SeqCst))
    }

    /// Sets the distance to the caller's clock; a distance that is too long becomes the longest one.
    pub(crate) fn set_offset(&self, offset: SignedDuration) {
        let longest = if offset.is_negative() {
            i64::MIN
        } else {
            i64::MAX
        };
        let nanos = i64::try_from(offset.as_nanos()).unwrap_or(longest);
        self.offset.store(nanos, Ordering::SeqCst);
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Time")
            .field("offset", &self.offset())
            .finish_non_exhaustive()
    }
}
