//! Calls per minute and key (contract 9, "Rate limits"): a window that slides with the sandbox's clock.

use std::collections::{BTreeMap, VecDeque};

use jiff::{SignedDuration, Timestamp};

const WINDOW: SignedDuration = SignedDuration::from_secs(60);

/// The calls of the last minute, per key name.
#[derive(Debug, Default)]
pub(crate) struct Rate {
    calls: BTreeMap<String, VecDeque<Timestamp>>,
}

impl Rate {
    /// Counts a call. `Err` carries the whole seconds until one would pass; refused calls do not count.
    pub(crate) fn count(&mut self, key: String, limit: u32, now: Timestamp) -> Result<(), u64> {
        let calls = self.calls.entry(key).or_default();
        while calls
            .front()
            .is_some_and(|first| now.duration_since(*first) >= WINDOW)
        {
            calls.pop_front();
        }
        if calls.len() < limit as usize {
            calls.push_back(now);
            return Ok(());
        }
        let wait = calls.front().map_or(WINDOW, |first| {
            WINDOW.saturating_sub(now.duration_since(*first))
        });
        let whole = (wait.as_millis().max(0) + 999) / 1_000;
        Err(u64::try_from(whole).unwrap_or(60).max(1))
    }

    /// Forgets all calls.
    pub(crate) fn clear(&mut self) {
        self.calls.clear();
    }
}
