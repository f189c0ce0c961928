//! The limiter as a state machine: what is asked, when, gives what may be sent, when. No clock.

use super::PaceMetrics;
use super::learn::Learnt;
use super::slots::{MINUTE, Slots};
use std::collections::VecDeque;
use std::time::Duration;
use tokio::time::Instant;

/// Without a word from Wix, everything is held back for this long after a 429; each further one
/// in a row doubles it up to [`LONGEST_HOLD`].
const HOLD: Duration = Duration::from_secs(2);
/// Longest hold without a word from Wix.
const LONGEST_HOLD: Duration = Duration::from_secs(30);
/// Longest hold that Wix can ask for; more would be a mistake in the header.
const LONGEST_ASKED: Duration = Duration::from_hours(1);
/// So many empty 403s …
const BURST: usize = 3;
/// … within this time count as throttling.
const BURST_TIME: Duration = Duration::from_secs(10);
/// Bulk work that was passed over for this long gets one turn.
const PATIENCE: Duration = Duration::from_secs(5);

/// Who waits for a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// A person in front of the screen.
    Waiting,
    /// Nobody in particular: a long job.
    Bulk,
}

/// A place in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ticket(u64, Urgency);

/// What the limiter says to a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grant {
    /// Send now. The ticket is used up.
    Now,
    /// Ask again then, or when something changed.
    At(Instant),
    /// Others come first; ask again when something changed.
    Behind,
}

#[derive(Debug, Clone, Copy)]
struct Queued {
    id: u64,
    since: Instant,
}

/// At most `limit` requests in any minute of the server, people before bulk work.
///
/// Requests leave evenly, a twentieth slower than the limit allows. Each request moves the next
/// even time of bulk work, a person's too, so both together use 95 % of the limit whoever sends
/// them. A person need not keep to the even time: the twentieth that is left is room for a person at
/// once, and since the others left evenly, room comes back evenly: a minute later each frees its
/// place a third of a second after the one before.
#[derive(Debug)]
pub struct Limiter {
    learnt: Learnt,
    /// Requests that may still count.
    slots: Slots,
    /// Earliest time of the next even bulk grant, and the bulk grant before it.
    bulk_at: Option<Instant>,
    last_bulk: Option<Instant>,
    blocked_until: Option<Instant>,
    holds: u32,
    empties: VecDeque<Instant>,
    waiting: VecDeque<Queued>,
    bulk: VecDeque<Queued>,
    next_id: u64,
}

impl Limiter {
    /// A limiter with this many requests a minute (at least one), or without a limit.
    pub fn new(ceiling: Option<u32>) -> Self {
        Self {
            learnt: Learnt::new(ceiling),
            slots: Slots::default(),
            bulk_at: None,
            last_bulk: None,
            blocked_until: None,
            holds: 0,
            empties: VecDeque::new(),
            waiting: VecDeque::new(),
            bulk: VecDeque::new(),
            next_id: 0,
        }
    }

    /// Another limit from now on. What was sent and learnt stays.
    pub fn set_ceiling(&mut self, ceiling: Option<u32>) {
        self.learnt.set_ceiling(ceiling);
        self.bulk_at = None;
        if ceiling.is_none() {
            self.slots.clear();
        }
    }

    /// Joins the queue.
    pub fn join(&mut self, urgency: Urgency, now: Instant) -> Ticket {
        let id = self.next_id;
        self.next_id += 1;
        self.queue(urgency).push_back(Queued { id, since: now });
        Ticket(id, urgency)
    }

    /// Leaves the queue without having sent anything.
    pub fn leave(&mut self, ticket: Ticket) {
        self.queue(ticket.1).retain(|q| q.id != ticket.0);
    }

    /// What this ticket may do now.
    pub fn next(&mut self, ticket: Ticket, now: Instant) -> Grant {
        self.tidy(now);
        let Some((head, urgency, at)) = self.first(now) else {
            return Grant::Behind;
        };
        let behind_everybody = head.id != ticket.0;
        if behind_everybody {
            // Another one goes first. A queue's head that is ready by itself still learns when.
            return self.time_of(ticket, now);
        }
        if at > now {
            return Grant::At(at);
        }
        self.take(urgency, now);
        Grant::Now
    }

    /// The request of this ticket was answered, or will not be. Until then it takes room.
    pub fn over(&mut self, ticket: Ticket, now: Instant) {
        self.slots.over(ticket.0, now);
    }

    /// The request of this ticket was answered with a 429; [`Limiter::throttled`] tells the rest.
    pub fn refused(&mut self, ticket: Ticket, now: Instant) {
        self.slots.refused(ticket.0, now);
    }

    /// A 429. `retry_after` holds everything back for that long.
    pub fn throttled(&mut self, retry_after: Option<Duration>, now: Instant) {
        self.tidy(now);
        // Requests that were on their way together are refused together: one event.
        if self.blocked_for(now).is_none() {
            self.holds = self.holds.saturating_add(1);
        }
        let hold = retry_after.map_or_else(
            || {
                let before = self.holds.saturating_sub(1);
                let doubled = HOLD.saturating_mul(2_u32.saturating_pow(before));
                doubled.min(LONGEST_HOLD)
            },
            |asked| asked.min(LONGEST_ASKED),
        );
        self.hold_until(now + hold);
        self.learnt.refused(self.slots.good(), true, now);
    }

    /// An empty 403. Tells whether it is one of a burst, which counts as throttling.
    pub fn empty_forbidden(&mut self, now: Instant) -> bool {
        self.empties.push_back(now);
        while self.empties.front().is_some_and(|t| *t + BURST_TIME <= now) {
            self.empties.pop_front();
        }
        let burst = self.empties.len() >= BURST;
        if burst {
            self.tidy(now);
            self.hold_until(now + HOLD);
            // They may be real refusals, so they say nothing about where the limit is.
            self.learnt.refused(self.slots.good(), false, now);
        }
        burst
    }

    /// An ordinary answer: the next 429 without a word from Wix begins with a short hold again.
    pub fn answered(&mut self) {
        self.holds = 0;
    }

    /// How long everything is held back.
    pub fn blocked_for(&self, now: Instant) -> Option<Duration> {
        self.blocked_until
            .and_then(|until| until.checked_duration_since(now))
            .filter(|d| !d.is_zero())
    }

    /// Where it stands.
    pub fn metrics(&mut self, now: Instant) -> PaceMetrics {
        self.tidy(now);
        PaceMetrics {
            last_minute: self.slots.len(),
            limit: self.learnt.ceiling().map(|_| self.learnt.limit()),
            blocked_for: self.blocked_for(now),
            waiting: self.waiting.len(),
            bulk: self.bulk.len(),
        }
    }

    fn queue(&mut self, urgency: Urgency) -> &mut VecDeque<Queued> {
        match urgency {
            Urgency::Waiting => &mut self.waiting,
            Urgency::Bulk => &mut self.bulk,
        }
    }

    /// The one that goes next, and when.
    fn first(&self, now: Instant) -> Option<(Queued, Urgency, Instant)> {
        match (self.waiting.front(), self.bulk.front()) {
            (Some(_), Some(b)) if self.patience_ends(b) <= now => {
                Some((*b, Urgency::Bulk, self.waiting_at(now)))
            }
            (Some(w), _) => Some((*w, Urgency::Waiting, self.waiting_at(now))),
            (None, Some(b)) => Some((*b, Urgency::Bulk, self.bulk_time(b, now))),
            (None, None) => None,
        }
    }

    /// What to tell a ticket that is not first.
    fn time_of(&self, ticket: Ticket, now: Instant) -> Grant {
        match self.bulk.front() {
            // Bulk work behind people: its patience ends some time, and it has to look then.
            Some(head) if head.id == ticket.0 => {
                let at = self.patience_ends(head);
                Grant::At(at.max(now + Duration::from_millis(1)))
            }
            _ => Grant::Behind,
        }
    }

    fn take(&mut self, urgency: Urgency, now: Instant) {
        let taken = self.queue(urgency).pop_front();
        if urgency == Urgency::Bulk {
            self.last_bulk = Some(now);
        }
        if self.learnt.ceiling().is_none() {
            return;
        }
        if let Some(taken) = taken {
            self.slots.take(taken.id, now);
        }
        // Even spacing that forgives a small burst after a pause. Others' requests of a minute are
        // the most that bulk work can be behind.
        let gap = self.gap();
        let forgiven = gap.saturating_mul(self.reserve() / 2);
        let floor = now.checked_sub(forgiven).unwrap_or(now);
        let next = self.bulk_at.map_or(floor, |at| at.max(floor)) + gap;
        self.bulk_at = Some(next.min(now + MINUTE));
    }

    /// When a person's request finds room.
    fn waiting_at(&self, now: Instant) -> Instant {
        self.room_at(self.learnt.people(), now)
    }

    /// When the next bulk request finds room and its turn has come, or its patience ends.
    fn bulk_time(&self, head: &Queued, now: Instant) -> Instant {
        let room = self.room_at(self.learnt.limit() - self.reserve() / 2, now);
        let even = self.bulk_at.map_or(room, |at| at.max(room));
        even.min(self.patience_ends(head).max(self.waiting_at(now)))
    }

    /// When fewer than `cap` requests stand in the last minute and nothing is held back.
    fn room_at(&self, cap: u32, now: Instant) -> Instant {
        let free = self.slots.room_at(cap).map_or(now, |at| at.max(now));
        self.blocked_until.map_or(free, |until| until.max(free))
    }

    /// What bulk work leaves unused: a twentieth, at least one, nothing of a very small limit.
    fn reserve(&self) -> u32 {
        if self.learnt.limit() < 10 {
            0
        } else {
            self.learnt.limit().div_ceil(20)
        }
    }

    /// Time from one request to the next when they leave evenly.
    fn gap(&self) -> Duration {
        if self.learnt.ceiling().is_none() {
            return Duration::ZERO;
        }
        MINUTE / (self.learnt.limit() - self.reserve()).max(1)
    }

    /// When bulk work has waited, since its last turn, as long as it may.
    fn patience_ends(&self, head: &Queued) -> Instant {
        let since = self.last_bulk.map_or(head.since, |t| t.max(head.since));
        since + PATIENCE.max(self.gap().saturating_mul(4))
    }

    fn hold_until(&mut self, until: Instant) {
        self.blocked_until = Some(self.blocked_until.map_or(until, |t| t.max(until)));
    }

    /// Forgets what is over and lets the limit rise again.
    fn tidy(&mut self, now: Instant) {
        self.slots.tidy(now);
        self.learnt.rise(now);
        if self.blocked_until.is_some_and(|until| until <= now) {
            self.blocked_until = None;
        }
    }
}
