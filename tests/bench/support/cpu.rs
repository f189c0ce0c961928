//! CPU time of a thread, from the standard library alone.

use crate::clock::wall;
use std::fs::File;
use std::io::{Read as _, Seek as _};
use std::time::{Duration, Instant};

/// CPU time of the thread that made it. Other programs on the same machine do not count, unless
/// they take the caches away. Where the system does not tell it, wall time stands in.
pub(crate) struct Cpu {
    file: Option<File>,
    since: Instant,
}

impl Cpu {
    /// Looks for the kernel's count and tries it out.
    pub(crate) fn new() -> Self {
        let mut cpu = Self {
            file: File::open("/proc/thread-self/schedstat").ok(),
            since: wall(),
        };
        let (before, busy) = (cpu.now(), wall());
        while busy.elapsed() < Duration::from_millis(2) {
            std::hint::spin_loop();
        }
        let counted = cpu.now().saturating_sub(before);
        if counted < Duration::from_micros(200) {
            cpu.file = None;
        }
        cpu
    }

    /// What is measured, in a few words.
    pub(crate) fn what(&self) -> &'static str {
        if self.file.is_some() {
            "CPU time of the thread"
        } else {
            "wall time (no CPU time here)"
        }
    }

    /// The time so far.
    pub(crate) fn now(&mut self) -> Duration {
        // The kernel brings its count up to date when the thread offers its turn to others.
        std::thread::yield_now();
        self.file
            .as_mut()
            .and_then(count)
            .unwrap_or_else(|| self.since.elapsed())
    }

    /// How long this takes.
    pub(crate) fn of<T>(&mut self, work: impl FnOnce() -> T) -> (T, Duration) {
        let before = self.now();
        let value = work();
        (value, self.now().saturating_sub(before))
    }
}

/// Nanoseconds on a processor: the first number of the line.
fn count(file: &mut File) -> Option<Duration> {
    let mut bytes = [0; 96];
    file.rewind().ok()?;
    let len = file.read(&mut bytes).ok()?;
    let text = std::str::from_utf8(bytes.get(..len)?).ok()?;
    let nanos = text.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanos))
}
