//! The limiter as a state machine: what is asked, when, gives what may be sent, when. No clock.

use super::PaceMetrics;
use std::collections::VecDeque;
use std::time::Duration;
use tokio::time::Instant;

/// The window that Wix counts in.
const MINUTE: Duration = Duration::from_mins(1);
/// The limit never sinks below this.
const SLOWEST: u32 = 10;
/// Without a word from Wix, everything is held back for this long after a 429; each further one
/// in a row doubles it up to [`LONGEST_HOLD`].
const HOLD: Duration = Duration::from_secs(2);
/// Longest hold without a word from Wix.
const LONGEST_HOLD: Duration = Duration::from_secs(30);
/// Longest hold that Wix can ask for; more would be a mistake in the header.
const LONGEST_ASKED: Duration = Duration::from_hours(1);
/// Refusals within this time are one event and slow down once.
const ONE_EVENT: Duration = Duration::from_secs(5);
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

/// At most `limit` requests in any minute, people before bulk work.
///
/// Bulk work goes out evenly and never takes the last tenth of the limit, so that a person finds
/// room at once. A limit that was lowered after a 429 rises again by a twentieth of the full one
/// per quiet minute.
#[derive(Debug)]
pub struct Limiter {
    /// Full limit; `None` without any.
    ceiling: Option<u32>,
    /// Limit in force; equal to the ceiling if there is none.
    limit: u32,
    /// When the limit last changed, or was last due to.
    changed: Option<Instant>,
    /// Grants of the last minute.
    sent: VecDeque<Instant>,
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
        let ceiling = ceiling.map(|c| c.max(1));
        Self {
            ceiling,
            limit: ceiling.unwrap_or(u32::MAX),
            changed: None,
            sent: VecDeque::new(),
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

    /// A 429. `retry_after` holds everything back for that long.
    pub fn throttled(&mut self, retry_after: Option<Duration>, now: Instant) {
        self.tidy(now);
        let hold = retry_after.map_or_else(
            || {
                let doubled = HOLD.saturating_mul(2_u32.saturating_pow(self.holds));
                doubled.min(LONGEST_HOLD)
            },
            |asked| asked.min(LONGEST_ASKED),
        );
        self.holds = self.holds.saturating_add(1);
        self.hold_until(now + hold);
        self.slow_down(now);
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
            self.slow_down(now);
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
            last_minute: u32::try_from(self.sent.len()).unwrap_or(u32::MAX),
            limit: self.ceiling.map(|_| self.limit),
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
        let waiting = self.waiting.front();
        let bulk = self.bulk.front();
        match (waiting, bulk) {
            (Some(w), Some(b)) if !self.was_passed_over(b, now) => {
                // Bulk work may still go when the person's turn is later, which happens only if
                // both are held back; so the person is first.
                Some((*w, Urgency::Waiting, self.waiting_at(now)))
            }
            (Some(_), Some(b)) => Some((*b, Urgency::Bulk, self.waiting_at(now))),
            (Some(w), None) => Some((*w, Urgency::Waiting, self.waiting_at(now))),
            (None, Some(b)) => Some((*b, Urgency::Bulk, self.bulk_time(now))),
            (None, None) => None,
        }
    }

    /// What to tell a ticket that is not first.
    fn time_of(&self, ticket: Ticket, now: Instant) -> Grant {
        let head_of = |queue: &VecDeque<Queued>| queue.front().is_some_and(|q| q.id == ticket.0);
        match ticket.1 {
            // Bulk work behind people: its patience ends some time, and it has to look then.
            Urgency::Bulk if head_of(&self.bulk) => {
                let since = self.bulk.front().map_or(now, |b| self.passed_since(b));
                let at = since + self.patience();
                Grant::At(at.max(now + Duration::from_millis(1)))
            }
            _ => Grant::Behind,
        }
    }

    fn take(&mut self, urgency: Urgency, now: Instant) {
        self.queue(urgency).pop_front();
        if self.ceiling.is_some() {
            self.sent.push_back(now);
        }
        if urgency == Urgency::Bulk {
            self.last_bulk = Some(now);
            // Even spacing that forgives a small burst after a pause.
            let gap = self.bulk_gap();
            let forgiven = gap.saturating_mul(self.reserve() / 2);
            let floor = now.checked_sub(forgiven).unwrap_or(now);
            self.bulk_at = Some(self.bulk_at.map_or(floor, |at| at.max(floor)) + gap);
        }
    }

    /// When a person's request finds room.
    fn waiting_at(&self, now: Instant) -> Instant {
        self.room_at(self.limit, now)
    }

    /// When the next bulk request finds room and its turn has come.
    fn bulk_time(&self, now: Instant) -> Instant {
        if self.ceiling.is_none() {
            return self.room_at(self.limit, now);
        }
        let room = self.room_at(self.bulk_limit(), now);
        self.bulk_at.map_or(room, |at| at.max(room))
    }

    /// When fewer than `cap` requests stand in the last minute and nothing is held back.
    fn room_at(&self, cap: u32, now: Instant) -> Instant {
        let cap = cap as usize;
        let free = match self.sent.len().checked_sub(cap) {
            None => now,
            Some(over) => self.sent.get(over).map_or(now, |t| (*t + MINUTE).max(now)),
        };
        self.blocked_until.map_or(free, |until| until.max(free))
    }

    fn reserve(&self) -> u32 {
        if self.limit < 2 {
            0
        } else {
            (self.limit / 10).max(1)
        }
    }

    fn bulk_limit(&self) -> u32 {
        (self.limit - self.reserve()).max(1)
    }

    fn bulk_gap(&self) -> Duration {
        if self.ceiling.is_none() {
            return Duration::ZERO;
        }
        MINUTE / self.bulk_limit()
    }

    fn patience(&self) -> Duration {
        PATIENCE.max(self.bulk_gap().saturating_mul(4))
    }

    fn passed_since(&self, bulk: &Queued) -> Instant {
        self.last_bulk.map_or(bulk.since, |t| t.max(bulk.since))
    }

    fn was_passed_over(&self, bulk: &Queued, now: Instant) -> bool {
        self.passed_since(bulk) + self.patience() <= now
    }

    fn hold_until(&mut self, until: Instant) {
        self.blocked_until = Some(self.blocked_until.map_or(until, |t| t.max(until)));
    }

    fn slow_down(&mut self, now: Instant) {
        if self.ceiling.is_none() || self.changed.is_some_and(|t| t + ONE_EVENT > now) {
            return;
        }
        // What was sent in the last minute was too much. Others may use the same key, so a few
        // requests of ours do not prove that the limit is that low: at most half is lost at once.
        let sent = u32::try_from(self.sent.len()).unwrap_or(u32::MAX);
        let wanted = (self.limit.min(sent) / 4 * 3).max(self.limit / 2);
        self.limit = wanted.max(SLOWEST.min(self.limit));
        self.changed = Some(now);
    }

    /// Forgets what is over and lets the limit rise again.
    fn tidy(&mut self, now: Instant) {
        while self.sent.front().is_some_and(|t| *t + MINUTE <= now) {
            self.sent.pop_front();
        }
        if self.blocked_until.is_some_and(|until| until <= now) {
            self.blocked_until = None;
        }
        let Some(ceiling) = self.ceiling else {
            return;
        };
        while let Some(changed) = self.changed {
            if self.limit >= ceiling {
                self.changed = None;
            } else if changed + MINUTE <= now {
                self.limit = (self.limit + (ceiling / 20).max(1)).min(ceiling);
                self.changed = Some(changed + MINUTE);
            } else {
                break;
            }
        }
    }
}
