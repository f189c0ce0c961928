//! Wall time.

use std::time::Instant;

/// The one place of the benchmarks where the clock is read.
#[expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
pub(crate) fn wall() -> Instant {
    Instant::now()
}
