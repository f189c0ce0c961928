//! What the refusals teach about the limit.

use super::slots::MINUTE;
use std::time::Duration;
use tokio::time::Instant;

/// The limit never sinks below this.
const SLOWEST: u32 = 10;
/// Refusals within this time are one event and slow down once.
const ONE_EVENT: Duration = Duration::from_secs(5);
/// After a refusal the limit is this part of what was refused, in percent …
const AFTER: u32 = 85;
/// … and comes back up to this part of it.
const MARK: u32 = 95;
/// Nothing beyond the mark is tried for so long; each refusal in a row doubles it …
const FIRST_CALM: Duration = Duration::from_mins(3);
/// … up to this.
const LONGEST_CALM: Duration = Duration::from_mins(10);

/// The limit in force.
///
/// Others may use the same key, so the room that is left for us can be less than the documented
/// limit, and can change. A refusal at so many requests of ours in the last minute is remembered
/// as a mark: the limit goes to 85 % of it, comes back to 95 % by half of what is missing each
/// minute, and stays there. Only after a calm time it feels its way beyond, by a twentieth of the
/// full limit at first and by twice as much each minute after that. If that is refused again, the next calm time is twice as long, so that
/// a lasting neighbour costs one refusal in ten minutes and not one each minute. Where few
/// of our requests were refused, the mark says nothing; the limit is halved and comes back.
#[derive(Debug)]
pub(super) struct Learnt {
    /// Full limit; `None` without any.
    ceiling: Option<u32>,
    limit: u32,
    mark: Option<u32>,
    /// When the limit rises next.
    step: Option<Instant>,
    /// Nothing beyond the mark before this.
    calm_until: Option<Instant>,
    calm: Duration,
    /// How much further beyond the mark at the next step.
    reach: u32,
    refused: Option<Instant>,
}

impl Learnt {
    /// The full limit, at least one.
    pub(super) fn new(ceiling: Option<u32>) -> Self {
        let ceiling = ceiling.map(|c| c.max(1));
        Self {
            ceiling,
            limit: ceiling.unwrap_or(u32::MAX),
            mark: None,
            step: None,
            calm_until: None,
            calm: FIRST_CALM,
            reach: first_reach(ceiling),
            refused: None,
        }
    }

    /// The full limit; `None` without any.
    pub(super) fn ceiling(&self) -> Option<u32> {
        self.ceiling
    }

    /// Another full limit. What was learnt below it stays.
    pub(super) fn set_ceiling(&mut self, ceiling: Option<u32>) {
        let next = Self::new(ceiling);
        match (self.step, self.ceiling, next.ceiling) {
            (Some(_), Some(_), Some(full)) if self.limit < full => {
                self.ceiling = next.ceiling;
                self.mark = self.mark.map(|m| m.min(full));
            }
            _ => *self = next,
        }
    }

    /// Requests a minute that are allowed.
    pub(super) fn limit(&self) -> u32 {
        self.limit
    }

    /// Requests a minute up to which a person need not wait: the mark, when the limit is lower.
    pub(super) fn people(&self) -> u32 {
        self.mark.map_or(self.limit, |mark| mark.max(self.limit))
    }

    /// A refusal, when so many requests of the last minute were not refused. `sure` if it certainly was about the
    /// pace.
    pub(super) fn refused(&mut self, sent: u32, sure: bool, now: Instant) {
        let Some(ceiling) = self.ceiling else {
            return;
        };
        if self.refused.is_some_and(|t| t + ONE_EVENT > now) {
            return;
        }
        self.refused = Some(now);
        let (half, at) = (self.limit / 2, sent.min(ceiling));
        let lowest = SLOWEST.min(self.limit);
        let wanted = if sure && at >= half {
            // Only a refusal beyond the mark says that it was tried too early. One before is still
            // about finding the mark.
            if self.mark.is_some() && self.calm_until.is_some_and(|until| until <= now) {
                self.calm = (self.calm * 2).min(LONGEST_CALM);
            }
            self.mark = Some(part(at, MARK).max(1));
            part(at, AFTER).min(self.limit)
        } else {
            half
        };
        self.limit = wanted.max(half).max(lowest);
        self.calm_until = Some(now + self.calm);
        self.step = Some(now + MINUTE);
        self.reach = first_reach(self.ceiling);
    }

    /// Lets the limit rise as far as it may by now.
    pub(super) fn rise(&mut self, now: Instant) {
        let Some(ceiling) = self.ceiling else {
            return;
        };
        while let Some(at) = self.step.filter(|at| *at <= now) {
            let calm = self.calm_until.is_some_and(|until| at < until);
            let goal = self.mark.unwrap_or(ceiling);
            if self.limit < goal {
                self.limit += (goal - self.limit).div_ceil(2);
            } else if !calm {
                self.limit = self.limit.saturating_add(self.reach).min(ceiling);
                self.reach = self.reach.saturating_mul(2);
            }
            self.step = Some(at + MINUTE);
            if self.limit >= ceiling {
                *self = Self {
                    refused: self.refused,
                    ..Self::new(Some(ceiling))
                };
            }
        }
    }
}

fn first_reach(ceiling: Option<u32>) -> u32 {
    ceiling.map_or(1, |full| (full / 20).max(1))
}

fn part(of: u32, percent: u32) -> u32 {
    u32::try_from(u64::from(of) * u64::from(percent) / 100).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn each_minute(learnt: &mut Learnt, from: Instant, minutes: u32) -> Vec<u32> {
        (1..=minutes)
            .map(|n| {
                learnt.rise(from + MINUTE * n);
                learnt.limit()
            })
            .collect()
    }

    #[test]
    fn the_place_of_a_refusal_is_approached_and_only_later_passed() {
        let (mut learnt, start) = (Learnt::new(Some(200)), Instant::now());
        learnt.refused(140, true, start);
        assert_eq!((learnt.limit(), learnt.people()), (119, 133));
        let rise = each_minute(&mut learnt, start, 8);
        assert_eq!(rise, [126, 130, 132, 133, 143, 163, 200, 200]);
        assert_eq!(learnt.people(), 200, "the mark is forgotten");
    }

    #[test]
    fn a_lasting_neighbour_is_tried_less_and_less_often() {
        let (mut learnt, mut now) = (Learnt::new(Some(200)), Instant::now());
        let mut between = Vec::new();
        for _ in 0..5 {
            learnt.refused(140, true, now);
            let begin = now;
            while learnt.limit() < 140 {
                now += MINUTE;
                learnt.rise(now);
            }
            between.push((now - begin).as_secs() / 60);
        }
        assert_eq!(between, [5, 6, 10, 10, 10]);
    }

    #[test]
    fn a_refusal_of_few_requests_is_over_soon() {
        let (mut learnt, start) = (Learnt::new(Some(200)), Instant::now());
        learnt.refused(3, true, start);
        learnt.refused(3, true, start + Duration::from_secs(4));
        assert_eq!((learnt.limit(), learnt.people()), (100, 100));
        let rise = each_minute(&mut learnt, start, 4);
        assert_eq!(rise, [150, 175, 188, 194]);
        assert_eq!(each_minute(&mut learnt, start, 9).last(), Some(&200));
    }

    #[test]
    fn it_never_sinks_to_nothing() {
        let (mut learnt, start) = (Learnt::new(Some(200)), Instant::now());
        for n in 0..50 {
            learnt.refused(0, true, start + ONE_EVENT * n);
        }
        assert_eq!(learnt.limit(), 10);
        let mut slow = Learnt::new(Some(4));
        slow.refused(4, true, start);
        assert_eq!(slow.limit(), 4);
    }

    #[test]
    fn another_full_limit_keeps_what_was_learnt() {
        let (mut learnt, start) = (Learnt::new(Some(200)), Instant::now());
        learnt.refused(140, true, start);
        learnt.set_ceiling(Some(180));
        assert_eq!(learnt.limit(), 119);
        learnt.set_ceiling(Some(60));
        assert_eq!((learnt.limit(), learnt.people()), (60, 60));
        learnt.set_ceiling(None);
        learnt.refused(140, true, start + MINUTE);
        assert_eq!((learnt.limit(), learnt.ceiling()), (u32::MAX, None));
    }
}
