//! Lanes of writes that keep apart from each other, one lane per key.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Mutex as Queue, OwnedMutexGuard};
use tokio::time::{Instant, sleep_until};

/// When the last request of a lane left. Whoever holds it has the turn; the queue is in order.
type Lane = Arc<Queue<Option<Instant>>>;

/// All lanes.
#[derive(Debug, Default)]
pub(super) struct Spacing(Mutex<BTreeMap<String, Lane>>);

impl Spacing {
    /// Waits until it is this one's turn in the lane and the last one left at least `gap` ago.
    pub(super) async fn turn(&self, key: &str, gap: Duration) -> Turn {
        let last = self.lane(key).lock_owned().await;
        if let Some(last) = *last {
            sleep_until(last + gap).await;
        }
        Turn(last)
    }

    fn lane(&self, key: &str) -> Lane {
        let mut lanes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if lanes.len() > MANY {
            let now = Instant::now();
            lanes.retain(|_, lane| match lane.try_lock() {
                Ok(last) => last.is_some_and(|last| now < last + FORGOTTEN),
                Err(_) => true,
            });
        }
        Arc::clone(lanes.entry(key.to_owned()).or_default())
    }
}

/// So many lanes are kept before old ones are looked for.
const MANY: usize = 256;
/// A lane without a request for this long keeps nothing apart; longer than any gap.
const FORGOTTEN: Duration = Duration::from_mins(10);

/// A turn in a lane. Nobody else of the lane goes on while it is held, so hold it until the answer
/// is there: then the requests of a lane also arrive in order.
#[derive(Debug)]
#[must_use = "the turn is over when it is dropped"]
pub struct Turn(OwnedMutexGuard<Option<Instant>>);

impl Turn {
    /// The request leaves now. Without this the turn is given back unused.
    pub fn leaves(&mut self) {
        *self.0 = Some(Instant::now());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    async fn go(spacing: &Spacing, key: &str) -> Instant {
        let mut turn = spacing.turn(key, SECOND).await;
        turn.leaves();
        Instant::now()
    }

    #[tokio::test(start_paused = true)]
    async fn lanes_keep_apart_and_do_not_touch_each_other() {
        let spacing = Spacing::default();
        let start = Instant::now();
        assert_eq!(go(&spacing, "a").await, start);
        assert_eq!(go(&spacing, "b").await, start);
        assert_eq!(go(&spacing, "a").await, start + SECOND);
        tokio::time::sleep(SECOND * 9).await;
        assert_eq!(go(&spacing, "a").await, start + SECOND * 10);
    }

    #[tokio::test(start_paused = true)]
    async fn a_turn_counts_from_the_moment_its_request_leaves() {
        let spacing = Spacing::default();
        let start = Instant::now();
        let mut late = spacing.turn("a", SECOND).await;
        tokio::time::sleep(SECOND * 5).await;
        late.leaves();
        drop(late);
        let unused = spacing.turn("a", SECOND).await;
        assert_eq!(start.elapsed(), SECOND * 6);
        drop(unused);
        assert_eq!(go(&spacing, "a").await, start + SECOND * 6);
    }

    #[tokio::test(start_paused = true)]
    async fn lanes_of_long_ago_are_forgotten() {
        let spacing = Spacing::default();
        for n in 0..=MANY {
            go(&spacing, &n.to_string()).await;
        }
        tokio::time::sleep(FORGOTTEN).await;
        go(&spacing, "a").await;
        assert_eq!(spacing.0.lock().unwrap().len(), 1);
    }
}
