//! When a request is sent again. Pure: time and chance come in as numbers.

use super::error::ErrorKind;
use std::time::Duration;

/// How often and how slowly a request is sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Most tries after the first one; twice as many after a 429, which certainly did nothing: the
    /// waits then outlast a minute that others had used up.
    pub retries: u32,
    /// Longest first wait; each further one is twice as long.
    pub first_wait: Duration,
    /// Longest first wait after an empty 403 that came in a burst; each further one is twice as
    /// long, and there are at most two.
    pub slow_wait: Duration,
    /// From the first try on: no further try begins after this, and an asked-for wait beyond it is
    /// not waited for.
    pub deadline: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            retries: 3,
            first_wait: Duration::from_secs(1),
            slow_wait: Duration::from_secs(5),
            deadline: Duration::from_secs(100),
        }
    }
}

/// Most tries after an empty 403 in a burst: it may just as well be a real refusal (contract 1:
/// some endpoints refuse API keys with an empty 403).
const SLOW_RETRIES: u32 = 2;

/// Longest wait that is not asked for by Wix.
const LONGEST_WAIT: Duration = Duration::from_mins(1);

/// How far a failed request got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reached {
    /// Not one byte of it left this machine.
    No,
    /// Wix answered that it did not do it.
    Refused,
    /// Nobody can tell from here.
    Maybe,
}

/// All that the decision looks at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Case<'a> {
    /// The request only reads.
    pub(super) read: bool,
    pub(super) kind: &'a ErrorKind,
    pub(super) status: Option<u16>,
    pub(super) reached: Reached,
    /// Tries so far, this one included.
    pub(super) tries: u32,
    /// The empty 403 came in a burst.
    pub(super) burst: bool,
    /// What Wix asked for.
    pub(super) retry_after: Option<Duration>,
    /// Since the first try.
    pub(super) elapsed: Duration,
    /// From 0 up to 1.
    pub(super) jitter: f64,
}

/// How long to wait before the next try; `None` if there is none.
pub(super) fn decide(policy: &RetryPolicy, case: &Case<'_>) -> Option<Duration> {
    let (retries, first) = match class(case) {
        Class::Never => return None,
        Class::Soon => (policy.retries, policy.first_wait),
        Class::Held => (policy.retries.saturating_mul(2), policy.first_wait),
        Class::Slow => (policy.retries.min(SLOW_RETRIES), policy.slow_wait),
    };
    if case.tries > retries {
        return None;
    }
    let doubled = first
        .saturating_mul(2_u32.saturating_pow(case.tries.saturating_sub(1)))
        .min(LONGEST_WAIT);
    // Between half of it and all of it, so that the waits of one request still grow.
    let jitter = if case.jitter.is_nan() {
        1.0
    } else {
        case.jitter.clamp(0.0, 1.0)
    };
    let spread = doubled.mul_f64(0.5 + jitter / 2.0);
    let wait = spread.max(case.retry_after.unwrap_or_default());
    (case.elapsed.checked_add(wait)? < policy.deadline).then_some(wait)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Never,
    Soon,
    Held,
    Slow,
}

fn class(case: &Case<'_>) -> Class {
    if case.kind == &ErrorKind::TooManyRequests {
        return Class::Held;
    }
    if case.reached == Reached::No {
        // A certificate does not get better by trying again.
        return match case.kind {
            ErrorKind::Network | ErrorKind::Timeout => Class::Soon,
            _ => Class::Never,
        };
    }
    if !case.read {
        return Class::Never;
    }
    match (case.kind, case.status) {
        (ErrorKind::EmptyForbidden, _) if case.burst => Class::Slow,
        (ErrorKind::Network | ErrorKind::Timeout, _) | (_, Some(408 | 500 | 502 | 503 | 504)) => {
            Class::Soon
        }
        _ => Class::Never,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const POLICY: RetryPolicy = RetryPolicy {
        retries: 3,
        first_wait: Duration::from_secs(1),
        slow_wait: Duration::from_secs(5),
        deadline: Duration::from_secs(100),
    };

    fn case(kind: &ErrorKind, read: bool, reached: Reached) -> Case<'_> {
        Case {
            read,
            kind,
            status: None,
            reached,
            tries: 1,
            burst: false,
            retry_after: None,
            elapsed: Duration::ZERO,
            jitter: 1.0,
        }
    }

    #[test]
    fn waits_grow_and_end() {
        let kind = ErrorKind::Network;
        let waits: Vec<_> = (1..6)
            .map(|tries| {
                let case = Case {
                    tries,
                    ..case(&kind, true, Reached::Maybe)
                };
                decide(&POLICY, &case).map(|w| w.as_secs())
            })
            .collect();
        assert_eq!(waits, [Some(1), Some(2), Some(4), None, None]);
    }

    #[test]
    fn what_wix_asks_for_is_kept_or_not_waited_for() {
        let kind = ErrorKind::TooManyRequests;
        let asked = |secs| Case {
            retry_after: Some(Duration::from_secs(secs)),
            ..case(&kind, false, Reached::Refused)
        };
        assert_eq!(decide(&POLICY, &asked(30)), Some(Duration::from_secs(30)));
        assert_eq!(decide(&POLICY, &asked(0)), Some(Duration::from_secs(1)));
        assert_eq!(decide(&POLICY, &asked(100)), None);
        assert_eq!(decide(&POLICY, &asked(u64::MAX)), None);
    }

    #[test]
    fn a_429_is_tried_again_for_longer_than_a_minute() {
        let kind = ErrorKind::TooManyRequests;
        let waits: Vec<_> = (1..8)
            .map(|tries| {
                let case = Case {
                    tries,
                    ..case(&kind, false, Reached::Refused)
                };
                decide(&POLICY, &case).map(|w| w.as_secs())
            })
            .collect();
        let all = [1, 2, 4, 8, 16, 32].map(Some);
        assert_eq!(waits[..6], all);
        assert_eq!(waits[6], None);
    }

    #[test]
    fn an_empty_403_is_tried_twice_slowly_and_only_in_a_burst() {
        let kind = ErrorKind::EmptyForbidden;
        let tried = |tries, burst, read| {
            let case = Case {
                tries,
                burst,
                ..case(&kind, read, Reached::Refused)
            };
            decide(&POLICY, &case).map(|w| w.as_secs())
        };
        assert_eq!(tried(1, true, true), Some(5));
        assert_eq!(tried(2, true, true), Some(10));
        assert_eq!(tried(3, true, true), None);
        assert_eq!(tried(1, false, true), None);
        assert_eq!(tried(1, true, false), None);
    }

    #[test]
    fn a_bad_certificate_is_not_tried_again() {
        for read in [true, false] {
            let case = case(&ErrorKind::Tls, read, Reached::No);
            assert_eq!(decide(&POLICY, &case), None);
        }
    }

    fn any_kind() -> impl Strategy<Value = ErrorKind> {
        prop_oneof![
            Just(ErrorKind::Network),
            Just(ErrorKind::Timeout),
            Just(ErrorKind::Tls),
            Just(ErrorKind::Server),
            Just(ErrorKind::Conflict),
            Just(ErrorKind::EmptyForbidden),
            Just(ErrorKind::Unexpected),
            Just(ErrorKind::Unreadable {
                path: String::new()
            }),
        ]
    }

    proptest! {
        /// The rule that everything else rests on.
        #[test]
        fn a_write_that_may_have_arrived_is_never_sent_again(
            kind in any_kind(),
            status in proptest::option::of(100_u16..600),
            tries in 0_u32..6,
            burst: bool,
            after in proptest::option::of(0_u64..200),
        ) {
            let case = Case {
                read: false,
                kind: &kind,
                status,
                reached: Reached::Maybe,
                tries,
                burst,
                retry_after: after.map(Duration::from_secs),
                elapsed: Duration::ZERO,
                jitter: 0.5,
            };
            prop_assert_eq!(decide(&POLICY, &case), None);
        }

        #[test]
        fn no_wait_passes_the_deadline(
            elapsed in 0_u64..300, after in proptest::option::of(any::<u64>()), jitter in any::<f64>(), tries in any::<u32>(),
        ) {
            let case = Case {
                elapsed: Duration::from_secs(elapsed),
                retry_after: after.map(Duration::from_secs),
                jitter,
                tries,
                ..case(&ErrorKind::Network, true, Reached::Maybe)
            };
            if let Some(wait) = decide(&POLICY, &case) {
                prop_assert!(case.elapsed + wait < POLICY.deadline);
                prop_assert!(tries <= 3);
            }
        }
    }
}
