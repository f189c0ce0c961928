//! The limiter: by hand with any times, and with a clock that stands still.

use gatehouse::wix::{BaseUrl, Grant, Limiter, PER_MINUTE, Pace, Rate, Ticket, Urgency};
use proptest::prelude::*;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout};

const MINUTE: Duration = Duration::from_mins(1);

fn ms(n: u64) -> Duration {
    Duration::from_millis(n)
}

/// Plays requests through a limiter as the asynchronous part does: whenever something changed,
/// everybody asks again.
struct Play {
    limiter: Limiter,
    start: Instant,
    now: Instant,
    /// Tickets of people and of bulk work, and since when they wait.
    queues: [VecDeque<(Ticket, Instant)>; 2],
    /// When it was let through, who, and how long it waited.
    granted: Vec<(Instant, Urgency, Duration)>,
}

impl Play {
    fn new(limit: u32) -> Self {
        let start = Instant::now();
        Self {
            limiter: Limiter::new(Some(limit)),
            start,
            now: start,
            queues: [VecDeque::new(), VecDeque::new()],
            granted: Vec::new(),
        }
    }

    fn join(&mut self, urgency: Urgency) {
        let ticket = self.limiter.join(urgency, self.now);
        self.queues[urgency as usize].push_back((ticket, self.now));
    }

    fn is_empty(&self) -> bool {
        self.queues.iter().all(VecDeque::is_empty)
    }

    /// Lets through what may go now; gives the next time to look. Only the first of each queue is
    /// asked: the others are behind it.
    fn settle(&mut self) -> Option<Instant> {
        loop {
            let mut next: Option<Instant> = None;
            let mut gone = false;
            for urgency in [Urgency::Waiting, Urgency::Bulk] {
                let queue = &mut self.queues[urgency as usize];
                let Some((ticket, since)) = queue.front().copied() else {
                    continue;
                };
                if let Some((behind, _)) = queue.get(1) {
                    assert_eq!(self.limiter.next(*behind, self.now), Grant::Behind);
                }
                match self.limiter.next(ticket, self.now) {
                    Grant::Now => {
                        queue.pop_front();
                        self.granted.push((self.now, urgency, self.now - since));
                        self.limiter.over(ticket, self.now);
                        gone = true;
                        break;
                    }
                    Grant::At(at) => {
                        assert!(at > self.now, "no busy loop");
                        next = Some(next.map_or(at, |n| n.min(at)));
                    }
                    Grant::Behind => {}
                }
            }
            if !gone {
                assert!(self.is_empty() || next.is_some(), "nobody is stuck");
                return next;
            }
        }
    }

    /// Goes on to `until`, letting through what may go on the way.
    fn run_to(&mut self, until: Instant) {
        while let Some(next) = self.settle().filter(|next| *next <= until) {
            self.now = next;
        }
        self.now = until.max(self.now);
    }

    fn most_in_a_minute(&self) -> usize {
        let times: Vec<Instant> = self.granted.iter().map(|g| g.0).collect();
        times
            .iter()
            .map(|from| {
                let inside = |t: &&Instant| **t >= *from && **t < *from + MINUTE;
                times.iter().filter(inside).count()
            })
            .max()
            .unwrap_or(0)
    }

    fn longest_wait(&self, who: Urgency) -> Duration {
        self.granted
            .iter()
            .filter(|g| g.1 == who)
            .map(|g| g.2)
            .max()
            .unwrap_or_default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn never_more_than_the_limit_in_any_minute(
        limit in 1_u32..60,
        steps in proptest::collection::vec((0_u64..9_000, any::<bool>(), 1_usize..20, 0..12_u8), 1..30),
    ) {
        let mut play = Play::new(limit);
        for (gap, waiting, count, event) in steps {
            let until = play.now + ms(gap);
            play.run_to(until);
            for _ in 0..count {
                play.join(if waiting { Urgency::Waiting } else { Urgency::Bulk });
            }
            match event {
                0 => play.limiter.throttled(None, play.now),
                1 => play.limiter.throttled(Some(ms(gap * 3)), play.now),
                2 => { play.limiter.empty_forbidden(play.now); }
                3 => play.limiter.answered(),
                _ => {}
            }
        }
        let end = play.now + Duration::from_hours(24);
        play.run_to(end);
        prop_assert!(play.is_empty(), "everybody gets through");
        prop_assert!(play.most_in_a_minute() <= limit as usize);
    }

    /// Bulk work without end, and a person who asks about once a second.
    #[test]
    fn a_person_waits_at_most_a_second(
        quiet in 0_u64..120_000,
        gaps in proptest::collection::vec(1_000_u64..4_000, 1..100),
    ) {
        let mut play = Play::new(PER_MINUTE);
        let begin = play.now + ms(quiet);
        play.join(Urgency::Bulk);
        play.run_to(begin);
        for _ in 0..1_500 {
            play.join(Urgency::Bulk);
        }
        for gap in gaps {
            let until = play.now + ms(gap);
            play.run_to(until);
            play.join(Urgency::Waiting);
        }
        let until = play.now + MINUTE;
        play.run_to(until);
        prop_assert!(play.longest_wait(Urgency::Waiting) <= ms(1000), "{:?}", play.longest_wait(Urgency::Waiting));
    }

    /// Whoever sends it, at least nine tenths of the limit are used as long as there is bulk work.
    #[test]
    fn a_mixed_load_uses_the_limit(
        limit in 20_u32..=200,
        gaps in proptest::collection::vec(1_000_u64..20_000, 10..60),
    ) {
        let mut play = Play::new(limit);
        let minutes = 10;
        for _ in 0..limit * minutes {
            play.join(Urgency::Bulk);
        }
        for gap in gaps {
            let until = play.now + ms(gap);
            play.run_to(until);
            play.join(Urgency::Waiting);
        }
        let end = play.start + MINUTE * minutes;
        play.run_to(end.max(play.now));
        let used = play.granted.iter().filter(|g| g.0 < end).count();
        prop_assert!(used * 10 >= (limit * minutes * 9) as usize, "{used}");
    }

    /// People without end, and one long job.
    #[test]
    fn bulk_work_never_starves(limit in 20_u32..=200, each in 1_u64..400) {
        let mut play = Play::new(limit);
        for _ in 0..20 {
            play.join(Urgency::Bulk);
        }
        while play.now < play.start + MINUTE * 5 {
            play.join(Urgency::Waiting);
            let until = play.now + ms(each.max(30));
            play.run_to(until);
        }
        let mut last = play.start;
        for (at, who, _) in &play.granted {
            if *who == Urgency::Bulk {
                prop_assert!(*at - last <= MINUTE + ms(20_000), "{:?}", *at - last);
                last = *at;
            }
        }
        let bulk = play.granted.iter().filter(|g| g.1 == Urgency::Bulk).count();
        prop_assert!(bulk >= 4, "{bulk}");
    }
}

#[test]
fn requests_leave_evenly_and_a_twentieth_stays_free() {
    let mut play = Play::new(200);
    for _ in 0..400 {
        play.join(Urgency::Bulk);
    }
    let until = play.now + ms(59_900);
    play.run_to(until);
    let first = play.granted.len();
    assert!((190..=195).contains(&first), "{first}");
    for pair in play.granted.windows(2).skip(6) {
        let apart = pair[1].0 - pair[0].0;
        assert!((ms(310)..ms(325)).contains(&apart), "{apart:?}");
    }
    for _ in 0..5 {
        play.join(Urgency::Waiting);
    }
    play.settle();
    assert_eq!(play.longest_wait(Urgency::Waiting), Duration::ZERO);
    for _ in 0..30 {
        let until = play.now + ms(1_000);
        play.run_to(until);
        play.join(Urgency::Waiting);
    }
    let until = play.now + ms(1_000);
    play.run_to(until);
    assert!(play.longest_wait(Urgency::Waiting) < ms(400));
    assert!(play.most_in_a_minute() <= 200);
}

#[test]
fn a_429_slows_down_once_per_event_and_the_limit_comes_back() {
    let mut limiter = Limiter::new(Some(200));
    let start = Instant::now();
    let limit = |l: &mut Limiter, at| l.metrics(at).limit.unwrap();
    limiter.throttled(Some(ms(1000)), start);
    limiter.throttled(Some(ms(3000)), start + ms(10));
    assert_eq!(limit(&mut limiter, start + ms(20)), 100);
    assert_eq!(limiter.blocked_for(start + ms(10)), Some(ms(3000)));
    assert_eq!(limiter.blocked_for(start + ms(3010)), None);
    limiter.throttled(None, start + ms(10_000));
    assert_eq!(limit(&mut limiter, start + ms(10_000)), 50);
    let later = start + ms(10_000) + MINUTE;
    assert_eq!(limit(&mut limiter, later), 125);
    assert_eq!(limit(&mut limiter, later + MINUTE * 60), 200);
    for i in 0..50 {
        limiter.throttled(None, later + MINUTE * 60 + ms(6_000 * i));
    }
    assert_eq!(limit(&mut limiter, later + MINUTE * 60 + ms(300_000)), 10);
}

#[test]
fn holds_without_a_word_grow_until_something_works() {
    let mut limiter = Limiter::new(Some(200));
    let mut now = Instant::now();
    let mut holds = Vec::new();
    for _ in 0..6 {
        limiter.throttled(None, now);
        let held = limiter.blocked_for(now).unwrap();
        holds.push(held.as_secs());
        now += held;
    }
    assert_eq!(holds, [2, 4, 8, 16, 30, 30]);
    limiter.answered();
    limiter.throttled(None, now);
    assert_eq!(limiter.blocked_for(now), Some(ms(2000)));
}

#[test]
fn three_empty_403s_in_ten_seconds_are_a_burst() {
    let mut limiter = Limiter::new(Some(200));
    let now = Instant::now();
    assert!(!limiter.empty_forbidden(now));
    assert!(!limiter.empty_forbidden(now + ms(9_000)));
    assert!(
        !limiter.empty_forbidden(now + ms(18_000)),
        "the first is over"
    );
    assert!(limiter.empty_forbidden(now + ms(18_500)));
    assert!(limiter.blocked_for(now + ms(18_500)).is_some());
}

fn here() -> BaseUrl {
    BaseUrl::parse("http://127.0.0.1:1").unwrap()
}

#[test]
fn faster_goes_only_against_this_machine() {
    let limit = |base: &BaseUrl, rate| Pace::new(base, rate).metrics().limit;
    let wix = BaseUrl::wix();
    assert_eq!(limit(&wix, Rate::default()), Some(200));
    assert_eq!(limit(&wix, Rate::Unlimited), Some(200));
    assert_eq!(limit(&wix, Rate::PerMinute(1000)), Some(200));
    assert_eq!(limit(&wix, Rate::PerMinute(0)), Some(1));
    assert_eq!(limit(&wix, Rate::PerMinute(60)), Some(60));
    assert_eq!(limit(&here(), Rate::PerMinute(1000)), Some(1000));
    assert_eq!(limit(&here(), Rate::Unlimited), None);
}

#[tokio::test(start_paused = true)]
async fn jobs_share_one_limit() {
    let pace = Arc::new(Pace::new(&BaseUrl::wix(), Rate::PerMinute(20)));
    let start = Instant::now();
    let jobs: Vec<_> = (0..50)
        .map(|_| {
            let pace = Arc::clone(&pace);
            tokio::spawn(async move {
                pace.acquire(Urgency::Waiting, MINUTE).await.unwrap().over();
                start.elapsed()
            })
        })
        .collect();
    let mut times = Vec::new();
    for job in jobs {
        times.push(job.await.unwrap().as_secs());
    }
    times.sort_unstable();
    assert_eq!(times.iter().filter(|t| **t < 60).count(), 20);
    assert_eq!(times.iter().filter(|t| **t < 120).count(), 40);
    assert_eq!(pace.metrics().waiting, 0);
}

#[tokio::test(start_paused = true)]
async fn whoever_gives_up_leaves_the_queue() {
    let pace = Pace::new(&BaseUrl::wix(), Rate::PerMinute(1));
    pace.acquire(Urgency::Waiting, MINUTE).await.unwrap().over();
    let gave_up = timeout(ms(100), pace.acquire(Urgency::Waiting, MINUTE)).await;
    assert!(gave_up.is_err());
    assert_eq!(pace.metrics().waiting, 0);
    let start = Instant::now();
    pace.acquire(Urgency::Bulk, MINUTE).await.unwrap().over();
    assert!(start.elapsed() < MINUTE);
}

#[tokio::test(start_paused = true)]
async fn a_hold_is_waited_for_or_told() {
    let pace = Pace::new(&BaseUrl::wix(), Rate::default());
    pace.throttled(Some(ms(30_000)));
    let start = Instant::now();
    let told = pace.acquire(Urgency::Waiting, ms(1_000)).await;
    assert_eq!(told.unwrap_err().0, ms(30_000));
    assert_eq!(start.elapsed(), Duration::ZERO);
    pace.acquire(Urgency::Waiting, MINUTE).await.unwrap().over();
    assert_eq!(start.elapsed(), ms(30_000));
    assert_eq!(pace.metrics().last_minute, 1);
}

#[tokio::test(start_paused = true)]
async fn a_person_overtakes_bulk_work() {
    let pace = Arc::new(Pace::new(&BaseUrl::wix(), Rate::default()));
    let job = tokio::spawn({
        let pace = Arc::clone(&pace);
        async move {
            for _ in 0..600 {
                pace.acquire(Urgency::Bulk, MINUTE).await.unwrap().over();
            }
        }
    });
    for _ in 0..60 {
        sleep(ms(1_700)).await;
        let asked = Instant::now();
        pace.acquire(Urgency::Waiting, MINUTE).await.unwrap().over();
        assert!(asked.elapsed() <= ms(1_000), "{:?}", asked.elapsed());
    }
    job.abort();
}
