//! Turns that keep apart from each other, one lane per key.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// When each lane is free again.
#[derive(Debug, Default)]
pub(super) struct Spacing(Mutex<BTreeMap<String, Instant>>);

impl Spacing {
    /// Takes the next turn of a lane; no later turn comes sooner than `gap` after it. A turn that
    /// is not used is lost, which only makes the lane slower.
    pub(super) fn reserve(&self, key: &str, gap: Duration, now: Instant) -> Instant {
        let mut lanes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let turn = lanes.get(key).map_or(now, |free| (*free).max(now));
        lanes.retain(|_, free| *free > now);
        lanes.insert(key.to_owned(), turn + gap);
        turn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_keep_apart_and_do_not_touch_each_other() {
        let spacing = Spacing::default();
        let now = Instant::now();
        let second = Duration::from_secs(1);
        assert_eq!(spacing.reserve("a", second, now), now);
        assert_eq!(spacing.reserve("a", second, now), now + second);
        assert_eq!(spacing.reserve("b", second, now), now);
        let later = now + Duration::from_secs(9);
        assert_eq!(spacing.reserve("a", second, later), later);
        assert_eq!(spacing.0.lock().unwrap().len(), 1);
    }
}
