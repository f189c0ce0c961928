//! How fast a job goes and when it will end. Pure: it is told the time, by a clock that never jumps.

use std::collections::VecDeque;
use std::time::Duration;
use tokio::time::Instant;

/// Steps count less the longer ago they were: after this time of work by the factor e. What lies
/// five minutes back has hardly any weight.
const FADING: Duration = Duration::from_secs(80);
/// Steps and time of work before anything is told.
const LEAST_STEPS: f64 = 10.0;
const LEAST_TIME: Duration = Duration::from_secs(10);
/// A wait between two steps is a halt, and no work, when it is longer than this …
const HALT: Duration = Duration::from_secs(5);
/// … and than so many usual waits.
const HALT_TIMES: u32 = 8;
/// Waits that show what is usual. A job that gets slow for good shows it in half of them.
const USUAL: usize = 15;
/// Without a step for this long nothing is told any more.
const STALE: Duration = Duration::from_mins(5);
/// Ends further away than this are not told.
const FARTHEST: Duration = Duration::from_hours(24 * 30);

/// Pace and end of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Told {
    /// Steps a minute.
    pub per_minute: Option<u32>,
    /// Time until the last step.
    pub left: Option<Duration>,
}

/// Works out pace and end from how many steps were done when.
///
/// Halts (a pause, a wait that Wix asked for) are left out of the time of work, so the end moves
/// back by as long as the halt lasts and by no more. Older steps fade, so a slow start or another
/// pace is forgotten within five minutes.
#[derive(Debug)]
pub struct Estimator {
    /// When the last step was told, and how many were done then.
    last: (Instant, u64),
    /// Steps and seconds of work, faded.
    steps: f64,
    seconds: f64,
    /// The same without fading, for the beginning.
    seen_steps: f64,
    seen_time: Duration,
    waits: VecDeque<Duration>,
}

impl Estimator {
    /// For a job that begins now.
    pub fn new(now: Instant) -> Self {
        Self {
            last: (now, 0),
            steps: 0.0,
            seconds: 0.0,
            seen_steps: 0.0,
            seen_time: Duration::ZERO,
            waits: VecDeque::new(),
        }
    }

    /// So many steps are done of so many. Fewer than before start a new count.
    pub fn add(&mut self, now: Instant, done: u64, total: Option<u64>) -> Told {
        let (then, before) = self.last;
        if done < before {
            *self = Self {
                last: (now, done),
                ..Self::new(now)
            };
        } else if done > before {
            self.step(now.saturating_duration_since(then), done - before);
            self.last = (now, done);
        }
        self.told(now, total.map(|all| all.saturating_sub(done)))
    }

    fn step(&mut self, wait: Duration, steps: u64) {
        let mut usual: Vec<Duration> = self.waits.iter().copied().collect();
        usual.sort_unstable();
        let usual = usual.get(usual.len() / 2).copied();
        self.waits.push_back(wait);
        if self.waits.len() > USUAL {
            self.waits.pop_front();
        }
        let work = match usual {
            Some(usual) if wait > HALT.max(usual.saturating_mul(HALT_TIMES)) => usual,
            _ => wait,
        };
        let faded = (-work.as_secs_f64() / FADING.as_secs_f64()).exp();
        self.steps = self.steps * faded + steps as f64;
        self.seconds = self.seconds * faded + work.as_secs_f64();
        self.seen_steps += steps as f64;
        self.seen_time += work;
    }

    fn told(&self, now: Instant, left: Option<u64>) -> Told {
        let enough = self.seen_steps >= LEAST_STEPS && self.seen_time >= LEAST_TIME;
        let stale = now.saturating_duration_since(self.last.0) > STALE;
        if !enough || stale {
            return Told::default();
        }
        let rate = self.steps / self.seconds;
        let left = left.and_then(|left| Duration::try_from_secs_f64(left as f64 / rate).ok());
        Told {
            per_minute: Some((rate * 60.0).round() as u32),
            left: left.filter(|left| *left <= FARTHEST),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_mins(1);

    /// What was told when, and when it ended.
    struct Run {
        told: Vec<(Duration, Told)>,
        end: Duration,
        /// Halts: when they began and how long they were.
        halts: Vec<(Duration, Duration)>,
    }

    /// A job of so many steps; `wait` gives the time from one to the next. Steps come a little
    /// unevenly, as answers do.
    fn run(total: u64, halts: &[(Duration, Duration)], wait: impl Fn(Duration) -> Duration) -> Run {
        let start = Instant::now();
        let mut estimator = Estimator::new(start);
        let (mut now, mut told) = (Duration::ZERO, Vec::new());
        let mut open = halts.to_vec();
        for done in 1..=total {
            let uneven = 0.4 + 1.2 * ((done * 7_919 % 101) as f64 / 100.0);
            now += wait(now).mul_f64(uneven);
            if let Some((_, long)) = open.first().copied().filter(|(at, _)| *at <= now) {
                now += long;
                open.remove(0);
            }
            told.push((now, estimator.add(start + now, done, Some(total))));
        }
        Run {
            told,
            end: now,
            halts: halts.to_vec(),
        }
    }

    impl Run {
        /// Largest error of the told end, from the fifth minute of the run until half a minute
        /// before its end: the difference between the time left as told and the true time left, as
        /// a part of the true one. Halts that are still to come are no part of the true time left:
        /// nobody can know them.
        fn worst(&self) -> f64 {
            let mut worst: f64 = 0.0;
            for (at, told) in &self.told {
                if *at < MINUTE * 5 || *at + MINUTE / 2 > self.end {
                    continue;
                }
                let ahead = self.halts.iter().filter(|h| h.0 > *at).map(|h| h.1);
                let truly = self
                    .end
                    .saturating_sub(*at + ahead.sum::<Duration>())
                    .as_secs_f64();
                let left = told.left.unwrap().as_secs_f64();
                worst = worst.max((left - truly).abs() / truly);
            }
            assert!(self.end > MINUTE * 10, "the test has a point");
            worst
        }
    }

    /// Waits at so many steps a minute.
    fn at(per_minute: u32) -> Duration {
        MINUTE / per_minute
    }

    #[test]
    fn an_even_run_is_told_to_the_minute() {
        let worst = run(3_800, &[], |_| at(190)).worst();
        assert!(worst < 0.05, "{worst}");
    }

    #[test]
    fn a_hold_of_45_seconds_does_not_spoil_it() {
        for begin in [30, 200, 290, 400, 900] {
            let hold = (Duration::from_secs(begin), Duration::from_secs(45));
            let worst = run(3_800, &[hold], |_| at(190)).worst();
            assert!(worst < 0.1, "at {begin} s: {worst}");
        }
    }

    #[test]
    fn a_pause_of_three_minutes_does_not_spoil_it() {
        for begin in [60, 250, 400] {
            let pause = (Duration::from_secs(begin), MINUTE * 3);
            let worst = run(3_800, &[pause], |_| at(190)).worst();
            assert!(worst < 0.1, "at {begin} s: {worst}");
        }
    }

    #[test]
    fn a_pace_that_was_lowered_at_the_start_is_forgotten() {
        // 200 a minute, and after a minute 100 for good.
        let worst = run(2_000, &[], |now| at(if now < MINUTE { 200 } else { 100 })).worst();
        assert!(worst < 0.1, "for good: {worst}");
        // A refusal after 20 s, and the way back: by half of what is missing each minute.
        let back = |now: Duration| {
            let minutes = now.as_secs().saturating_sub(20) / 60;
            let missing = 100_u32 >> minutes.min(7);
            at(if now.as_secs() < 20 {
                190
            } else {
                190 - missing
            })
        };
        let worst = run(3_800, &[], back).worst();
        assert!(worst < 0.1, "and back: {worst}");
        // A slow start: long ways until the connection is warm.
        let worst = run(3_800, &[], |now| at(if now < MINUTE { 20 } else { 190 })).worst();
        assert!(worst < 0.1, "slow start: {worst}");
    }

    #[test]
    fn pages_with_many_rows_are_steps_too() {
        let start = Instant::now();
        let mut estimator = Estimator::new(start);
        let mut told = Told::default();
        for page in 1..=40_u32 {
            told = estimator.add(start + MINUTE / 6 * page, u64::from(page) * 50, Some(4_000));
        }
        assert_eq!(told.per_minute, Some(300));
        assert_eq!(told.left, Some(MINUTE / 60 * 400));
    }

    #[test]
    fn nothing_is_told_before_there_is_enough() {
        let start = Instant::now();
        let second = Duration::from_secs(1);
        let mut quick = Estimator::new(start);
        assert_eq!(quick.add(start, 0, Some(10)), Told::default());
        assert_eq!(quick.add(start, 9_000, Some(10_000)), Told::default());
        let mut slow = Estimator::new(start);
        assert_eq!(slow.add(start + second * 30, 3, Some(10)), Told::default());
        assert_eq!(slow.add(start + second * 60, 9, Some(10)), Told::default());
        let told = slow.add(start + second * 90, 10, Some(10));
        assert_eq!(told.left, Some(Duration::ZERO));
        assert!(told.per_minute.is_some());
        let without = slow.add(start + second * 100, 11, None);
        assert_eq!(without.left, None);
    }

    #[test]
    fn a_job_that_gets_slow_for_good_is_told_slow() {
        let start = Instant::now();
        let mut estimator = Estimator::new(start);
        let (mut now, mut done, mut told) = (start, 0, Told::default());
        for wait in std::iter::repeat_n(at(200), 600).chain(std::iter::repeat_n(at(4), 40)) {
            now += wait;
            done += 1;
            told = estimator.add(now, done, Some(1_000));
        }
        assert!((4..=5).contains(&told.per_minute.unwrap()), "{told:?}");
        assert_eq!(
            estimator.add(now + STALE * 2, done, Some(1_000)),
            Told::default()
        );
    }

    #[test]
    fn a_count_that_falls_begins_anew() {
        let start = Instant::now();
        let mut estimator = Estimator::new(start);
        for step in 1..=100_u32 {
            estimator.add(start + at(60) * step, u64::from(step), None);
        }
        let now = start + at(60) * 100;
        assert_eq!(estimator.add(now, 3, Some(50)), Told::default());
        let told = estimator.add(now + MINUTE, 23, Some(43));
        assert_eq!((told.per_minute, told.left), (Some(20), Some(MINUTE)));
    }
}
