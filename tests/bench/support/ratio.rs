//! Comparing two durations.

use std::time::Duration;

/// How many times longer `a` is than `b`.
pub(crate) fn times(a: Duration, b: Duration) -> String {
    format!("{:.2}", a.as_secs_f64() / b.as_secs_f64().max(f64::EPSILON))
}
