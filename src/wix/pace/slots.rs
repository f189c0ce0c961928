//! The requests that the server may still count in its minute.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use tokio::time::Instant;

/// The window that Wix counts in.
pub(super) const MINUTE: Duration = Duration::from_mins(1);
/// A request that was not answered by then has long been counted, or never will be.
const LATEST: Duration = Duration::from_secs(5);

/// Requests that take room.
///
/// The server counts a request when it arrives, and we know only when it left and when its answer
/// was there. So each one takes room from the moment it leaves until a minute after its answer.
/// Then no minute of the server, sliding or by the calendar, can hold more than we counted: of the
/// requests that arrive within one minute the one that left last still found all the others
/// counted, however long each was on its way.
#[derive(Debug, Default)]
pub(super) struct Slots {
    /// When each request that is on its way stops taking room, should it never be answered.
    open: BTreeMap<u64, Instant>,
    held: BTreeSet<(Instant, u64)>,
    /// Those that were refused. They take room like the others, since nobody says that the server
    /// does not count them.
    refused: BTreeSet<u64>,
}

impl Slots {
    /// A request leaves.
    pub(super) fn take(&mut self, id: u64, now: Instant) {
        let until = now + LATEST + MINUTE;
        self.open.insert(id, until);
        self.held.insert((until, id));
    }

    /// Its answer is there, or it is known that none will come.
    pub(super) fn over(&mut self, id: u64, now: Instant) {
        if let Some(until) = self.open.remove(&id)
            && self.held.remove(&(until, id))
        {
            self.held.insert(((now + MINUTE).min(until), id));
        }
    }

    /// It was answered with a refusal because of the pace.
    pub(super) fn refused(&mut self, id: u64, now: Instant) {
        if self.open.contains_key(&id) {
            self.over(id, now);
            self.refused.insert(id);
        }
    }

    /// Forgets what takes no room any more.
    pub(super) fn tidy(&mut self, now: Instant) {
        while let Some((until, id)) = self.held.first().copied().filter(|(t, _)| *t <= now) {
            self.held.remove(&(until, id));
            self.open.remove(&id);
            self.refused.remove(&id);
        }
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.open.clear();
        self.held.clear();
        self.refused.clear();
    }

    /// How many take room.
    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.held.len()).unwrap_or(u32::MAX)
    }

    /// How many of them were not refused.
    pub(super) fn good(&self) -> u32 {
        self.len()
            .saturating_sub(u32::try_from(self.refused.len()).unwrap_or(u32::MAX))
    }

    /// When fewer than `cap` take room, by what is known now; `None` if that is so already.
    pub(super) fn room_at(&self, cap: u32) -> Option<Instant> {
        let over = self.held.len().checked_sub(cap.max(1) as usize)?;
        self.held.iter().nth(over).map(|(until, _)| *until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const fn ms(n: u64) -> Duration {
        Duration::from_millis(n)
    }

    #[test]
    fn room_comes_back_a_minute_after_the_answer() {
        let mut slots = Slots::default();
        let start = Instant::now();
        slots.take(1, start);
        slots.take(2, start);
        assert_eq!(slots.room_at(3), None);
        assert_eq!(slots.room_at(2), Some(start + LATEST + MINUTE));
        slots.over(2, start + ms(400));
        assert_eq!(slots.room_at(2), Some(start + ms(400) + MINUTE));
        slots.over(1, start + ms(30_000));
        assert_eq!(slots.room_at(1), Some(start + LATEST + MINUTE), "no later");
        slots.tidy(start + MINUTE + ms(400));
        assert_eq!(slots.len(), 1);
    }

    proptest! {
        /// Whatever the way takes, no minute of the server holds more than the limit.
        #[test]
        fn no_minute_of_the_server_holds_more(
            limit in 1_u32..20,
            ways in proptest::collection::vec((0_u64..4_000, 0_u64..900, 0_u64..900), 1..200),
        ) {
            let (mut slots, start) = (Slots::default(), Instant::now());
            let (mut now, mut arrivals, mut answers) = (start, Vec::new(), Vec::new());
            for (id, (gap, there, back)) in ways.into_iter().enumerate() {
                now += ms(gap);
                loop {
                    answers.sort_unstable();
                    while let Some((at, id)) = answers.first().copied().filter(|(at, _)| *at <= now) {
                        slots.over(id, at);
                        answers.remove(0);
                    }
                    slots.tidy(now);
                    let Some(later) = slots.room_at(limit) else { break };
                    now = answers.first().map_or(later, |(at, _)| later.min(*at)).max(now + ms(1));
                }
                let id = id as u64;
                slots.take(id, now);
                arrivals.push(now + ms(there));
                answers.push((now + ms(there + back), id));
            }
            for from in &arrivals {
                let inside = arrivals.iter().filter(|at| **at >= *from && **at < *from + MINUTE);
                prop_assert!(inside.count() <= limit as usize);
            }
        }
    }
}
