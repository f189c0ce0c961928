//! Twenty minutes of load on a clock that stands still: a server that counts, several lanes of bulk
//! work, a person, and for a time somebody else with the same key.
//!
//! The server counts a request when it arrives. Half of the way and more can be the way there: each
//! request takes 50 to 900 ms in all, divided by chance. Chance comes from a fixed seed.

use gatehouse::wix::{BaseUrl, Pace, Rate, Urgency};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

const MINUTE: Duration = Duration::from_mins(1);
/// As long as the promise of the program is measured.
const MINUTES: u32 = 20;
const LIMIT: usize = 200;
const LANES: u64 = 4;

/// How the server counts its minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Window {
    /// The last 60 seconds.
    Sliding,
    /// From one full minute of its clock to the next.
    Fixed,
}

/// Whose request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    Bulk,
    Person,
    Other,
}

/// What arrived.
#[derive(Debug, Clone, Copy)]
struct Arrival {
    at: Duration,
    who: Who,
    refused: bool,
}

struct Server {
    start: Instant,
    window: Window,
    /// Whether a 429 tells how long to wait (no such header was seen: contract, "Rate limits").
    tells: bool,
    counted: Mutex<VecDeque<Instant>>,
    arrivals: Mutex<Vec<Arrival>>,
}

/// Steps of chance (splitmix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % n
    }

    fn ms(&mut self, from: u64, to: u64) -> Duration {
        Duration::from_millis(from + self.below(to - from + 1))
    }
}

impl Server {
    fn new(window: Window, tells: bool) -> Arc<Self> {
        Arc::new(Self {
            start: Instant::now(),
            window,
            tells,
            counted: Mutex::default(),
            arrivals: Mutex::default(),
        })
    }

    /// A request, from leaving to the answer; `Err` is a 429 with what it tells.
    async fn ask(&self, who: Who, chance: &mut Chance) -> Result<(), Option<Duration>> {
        let all = chance.ms(50, 900);
        let there = all.mul_f64(chance.below(1_001) as f64 / 1_000.0);
        sleep(there).await;
        let told = self.arrive(who);
        sleep(all.saturating_sub(there)).await;
        told
    }

    fn arrive(&self, who: Who) -> Result<(), Option<Duration>> {
        let now = Instant::now();
        let at = now - self.start;
        let mut counted = self.counted.lock().unwrap();
        let gone = |t: &Instant| match self.window {
            Window::Sliding => *t + MINUTE <= now,
            Window::Fixed => (*t - self.start).as_secs() / 60 < at.as_secs() / 60,
        };
        while counted.front().is_some_and(gone) {
            counted.pop_front();
        }
        let refused = counted.len() >= LIMIT;
        self.arrivals
            .lock()
            .unwrap()
            .push(Arrival { at, who, refused });
        if !refused {
            counted.push_back(now);
            return Ok(());
        }
        let left = match self.window {
            Window::Sliding => counted[0] + MINUTE - now,
            Window::Fixed => Duration::from_secs(60 - at.as_secs() % 60),
        };
        Err(self.tells.then(|| Duration::from_secs(left.as_secs() + 1)))
    }

    /// How many arrived between two times, by this rule.
    fn count(&self, from: Duration, to: Duration, rule: impl Fn(&Arrival) -> bool) -> usize {
        let arrivals = self.arrivals.lock().unwrap();
        let inside = arrivals.iter().filter(|a| a.at >= from && a.at < to);
        inside.filter(|a| rule(a)).count()
    }

    /// Refusals of ours in each minute.
    fn refusals(&self) -> Vec<usize> {
        let refused = |a: &Arrival| a.refused && a.who != Who::Other;
        let end = self.start.elapsed().as_secs().div_ceil(60) as u32;
        (0..end)
            .map(|n| self.count(MINUTE * n, MINUTE * (n + 1), refused))
            .collect()
    }

    /// Part of what others left of the quota that we used, in percent.
    fn usage(&self, from: u32, to: u32) -> usize {
        let (from_at, to_at) = (MINUTE * from, MINUTE * to);
        let counted = |ours: bool| {
            let rule = move |a: &Arrival| !a.refused && (a.who != Who::Other) == ours;
            self.count(from_at, to_at, rule)
        };
        let left = LIMIT * (to - from) as usize - counted(false);
        (counted(true) * 100).checked_div(left).unwrap_or(100)
    }
}

/// One request of ours, as the client does it: again after a 429, six times at most. Gives the time
/// until it first left.
async fn call(pace: &Pace, server: &Server, who: Who, chance: &mut Chance) -> Duration {
    let urgency = match who {
        Who::Person => Urgency::Waiting,
        _ => Urgency::Bulk,
    };
    let asked = Instant::now();
    let mut left = None;
    let mut tries = 0;
    loop {
        assert!(tries <= 6, "the client would have given up");
        let on_the_way = pace
            .acquire(urgency, Duration::from_hours(1))
            .await
            .unwrap();
        let waited = *left.get_or_insert_with(|| asked.elapsed());
        let told = server.ask(who, chance).await;
        match told {
            Ok(()) => {
                on_the_way.over();
                pace.answered();
                return waited;
            }
            Err(after) => {
                on_the_way.refused();
                pace.throttled(after);
                let wait = Duration::from_millis(750) * (1 << tries);
                sleep(wait.max(after.unwrap_or_default())).await;
                tries += 1;
            }
        }
    }
}

/// Bulk lanes without end and a person who asks about once a second. Tells the waits of the person
/// with the time they began.
async fn load(pace: &Arc<Pace>, server: &Arc<Server>, minutes: u32) -> Vec<(Duration, Duration)> {
    let end = server.start + MINUTE * minutes;
    let mut lanes = JoinSet::new();
    for lane in 0..LANES {
        let (pace, server) = (Arc::clone(pace), Arc::clone(server));
        lanes.spawn(async move {
            let mut chance = Chance(lane);
            loop {
                call(&pace, &server, Who::Bulk, &mut chance).await;
            }
        });
    }
    let mut chance = Chance(99);
    let mut waits = Vec::new();
    while Instant::now() < end {
        sleep(chance.ms(600, 1_800)).await;
        let at = server.start.elapsed();
        let waited = call(pace, server, Who::Person, &mut chance).await;
        waits.push((at, waited));
    }
    waits
}

fn pace() -> Arc<Pace> {
    Arc::new(Pace::new(&BaseUrl::wix(), Rate::default()))
}

fn longest(waits: &[(Duration, Duration)]) -> Duration {
    waits.iter().map(|w| w.1).max().unwrap()
}

#[tokio::test(start_paused = true)]
async fn alone_there_is_no_429_and_the_quota_is_used() {
    for window in [Window::Sliding, Window::Fixed] {
        let (pace, server) = (pace(), Server::new(window, true));
        let waits = load(&pace, &server, MINUTES).await;
        let refusals = server.refusals();
        assert!(refusals.iter().all(|n| *n == 0), "{window:?}: {refusals:?}");
        let usage = server.usage(0, MINUTES);
        assert!(usage >= 90, "{window:?}: {usage} %");
        for minute in 1..MINUTES {
            let usage = server.usage(minute, minute + 1);
            assert!(usage >= 90, "{window:?}, minute {minute}: {usage} %");
        }
        assert!(waits.len() > 700);
        let longest = longest(&waits);
        assert!(longest <= Duration::from_secs(1), "{window:?}: {longest:?}");
    }
}

/// The one before of ours ended a moment ago and left the server's minute full.
#[tokio::test(start_paused = true)]
async fn a_minute_that_begins_full_costs_refusals_only_at_first() {
    let (pace, server) = (pace(), Server::new(Window::Sliding, false));
    for _ in 0..LIMIT {
        server.arrive(Who::Other).unwrap();
    }
    load(&pace, &server, MINUTES).await;
    let refusals = server.refusals();
    assert!(refusals[0] > 0, "the test has a point");
    assert_eq!(refusals[1..].iter().sum::<usize>(), 0, "{refusals:?}");
    let usage = server.usage(5, MINUTES);
    assert!(usage >= 90, "{usage} %");
}

/// Somebody else takes 80 requests a minute from the fifth to the twelfth minute, whatever the
/// answers are.
#[tokio::test(start_paused = true)]
async fn a_neighbour_costs_few_refusals_and_is_forgotten() {
    for (window, tells) in [
        (Window::Sliding, true),
        (Window::Sliding, false),
        (Window::Fixed, true),
        (Window::Fixed, false),
    ] {
        let name = format!("{window:?}, tells {tells}");
        let (pace, server) = (pace(), Server::new(window, tells));
        let other = tokio::spawn(neighbour(Arc::clone(&server), 5, 12));
        let waits = load(&pace, &server, 30).await;
        other.await.unwrap();
        let refusals = server.refusals();
        let sum: usize = refusals.iter().sum();
        assert!((1..=12).contains(&sum), "{name}: {refusals:?}");
        let busy = refusals.iter().filter(|n| **n > 0).count();
        assert!(busy <= 4, "not one each minute, {name}: {refusals:?}");
        let shared = server.usage(7, 12);
        assert!(shared >= 80, "{name}: {shared} % of what was left");
        let after = server.usage(25, 30);
        assert!(after >= 90, "{name}: {after} % in the end");
        assert_eq!(pace.metrics().limit, Some(200), "{name}");
        // Where nothing was refused in this minute and the one before, a person hardly waits.
        for (at, waited) in waits {
            let minute = (at.as_secs() / 60) as usize;
            let calm = [minute, minute.saturating_sub(1)]
                .iter()
                .all(|n| refusals.get(*n).is_none_or(|r| *r == 0));
            assert!(
                !calm || waited <= Duration::from_secs(1),
                "{name}, {at:?}: {waited:?}"
            );
        }
    }
}

/// Somebody else stays for an hour: refusals get rare.
#[tokio::test(start_paused = true)]
async fn a_neighbour_who_stays_is_lived_with() {
    let (pace, server) = (pace(), Server::new(Window::Sliding, false));
    let other = tokio::spawn(neighbour(Arc::clone(&server), 1, 61));
    load(&pace, &server, 61).await;
    other.await.unwrap();
    let refusals = server.refusals();
    let busy = refusals[11..].iter().filter(|n| **n > 0).count();
    assert!(busy <= 8, "{refusals:?}");
    assert!(refusals.iter().sum::<usize>() <= 40, "{refusals:?}");
    let usage = server.usage(5, 61);
    assert!(usage >= 80, "{usage} %");
}

async fn neighbour(server: Arc<Server>, from: u32, to: u32) {
    let mut chance = Chance(7);
    sleep(MINUTE * from).await;
    while server.start.elapsed() < MINUTE * to {
        sleep(chance.ms(500, 1_000)).await;
        server.arrive(Who::Other).unwrap_or_default();
    }
}

/// Wix asks for 45 s: nothing leaves earlier, and the next request leaves within a second of it.
#[tokio::test(start_paused = true)]
async fn a_retry_after_of_45_seconds_is_kept_to_the_second() {
    let (pace, server) = (pace(), Server::new(Window::Sliding, true));
    let asked = Duration::from_secs(45);
    let job = tokio::spawn({
        let (pace, server) = (Arc::clone(&pace), Arc::clone(&server));
        async move { load(&pace, &server, 4).await }
    });
    sleep(MINUTE * 2).await;
    pace.throttled(Some(asked));
    assert_eq!(pace.metrics().blocked_for, Some(asked));
    job.await.unwrap();
    // What was on its way when it was told arrives within 900 ms.
    let told = MINUTE * 2;
    let between = |from, to| server.count(from, to, |_| true);
    assert_eq!(between(told + Duration::from_millis(900), told + asked), 0);
    let second = Duration::from_secs(1);
    // One second to leave, and the way.
    assert!(between(told + asked, told + asked + second * 2) > 0);
    assert_eq!(server.refusals().iter().sum::<usize>(), 0);
}

/// The queue is in order: who asks first leaves first. So jobs with two lanes each get about the same
/// share, even when the answers of one take twelve times as long.
#[tokio::test(start_paused = true)]
async fn jobs_share_by_turns() {
    let pace = pace();
    let mut jobs = JoinSet::new();
    let left = Arc::new(Mutex::new(Vec::new()));
    let asked = Arc::new(Mutex::new(0));
    for lane in 0..6_usize {
        let (pace, left, asked) = (Arc::clone(&pace), Arc::clone(&left), Arc::clone(&asked));
        let way = [50, 200, 600][lane % 3];
        jobs.spawn(async move {
            let start = Instant::now();
            while start.elapsed() < MINUTE * 5 {
                let number = {
                    let mut asked = asked.lock().unwrap();
                    *asked += 1;
                    *asked
                };
                let on_the_way = pace.acquire(Urgency::Bulk, MINUTE).await.unwrap();
                left.lock().unwrap().push((number, lane % 3));
                sleep(Duration::from_millis(way)).await;
                on_the_way.over();
            }
        });
    }
    jobs.join_all().await;
    let left = left.lock().unwrap();
    assert!(left.len() >= 5 * 180);
    assert!(left.is_sorted_by_key(|(number, _)| *number), "in order");
    for job in 0..3 {
        let share = left.iter().filter(|l| l.1 == job).count() * 3 * 100 / left.len();
        assert!(
            (75..=125).contains(&share),
            "job {job}: {share} % of an equal share"
        );
    }
}

/// A person opens a pane that asks for twenty things at once, again and again, while bulk work goes
/// on: what does not find room at once comes at the even pace, and bulk work is not starved.
#[tokio::test(start_paused = true)]
async fn a_person_in_a_hurry_gets_the_even_pace() {
    let (pace, server) = (pace(), Server::new(Window::Sliding, true));
    let job = tokio::spawn({
        let (pace, server) = (Arc::clone(&pace), Arc::clone(&server));
        async move { load(&pace, &server, 10).await }
    });
    let mut longest = Duration::ZERO;
    for round in 0..8 {
        sleep(MINUTE).await;
        let mut reads = JoinSet::new();
        for read in 0..20 {
            let (pace, server) = (Arc::clone(&pace), Arc::clone(&server));
            let mut chance = Chance(1_000 + round * 100 + read);
            reads.spawn(async move { call(&pace, &server, Who::Person, &mut chance).await });
        }
        longest = reads
            .join_all()
            .await
            .into_iter()
            .fold(longest, Duration::max);
    }
    job.await.unwrap();
    assert!(longest <= Duration::from_secs(8), "{longest:?}");
    assert_eq!(server.refusals().iter().sum::<usize>(), 0);
    let usage = server.usage(0, 10);
    assert!(usage >= 90, "{usage} %");
    for minute in 0..10 {
        let (from, to) = (MINUTE * minute, MINUTE * (minute + 1));
        let bulk = server.count(from, to, |a| a.who == Who::Bulk);
        assert!(bulk >= 80, "minute {minute}: {bulk}");
    }
}
