//! Tables of figures on standard output.

use std::time::Duration;

/// Whether this is a run of `cargo bench`. Under `cargo test --all-targets` the same program is
/// started without that word and has nothing to do.
pub(crate) fn wanted() -> bool {
    std::env::args().any(|word| word == "--bench")
}

/// Prints one line.
#[expect(
    clippy::print_stdout,
    reason = "the figures are what a benchmark is for"
)]
pub(crate) fn line(text: &str) {
    println!("{text}");
}

/// Rows of texts that become a Markdown table.
pub(crate) struct Table(Vec<Vec<String>>);

impl Table {
    /// A table with these headings.
    pub(crate) fn new(heads: &[&str]) -> Self {
        Self(vec![heads.iter().map(|&head| head.to_owned()).collect()])
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: Vec<String>) {
        self.0.push(cells);
    }

    /// Prints it with its columns lined up.
    pub(crate) fn print(&self) {
        let columns = self.0.first().map_or(0, Vec::len);
        let width = |at: usize| {
            let cells = self.0.iter().filter_map(|row| row.get(at));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for (number, row) in self.0.iter().enumerate() {
            let cells: Vec<String> = row
                .iter()
                .zip(&widths)
                .enumerate()
                .map(|(at, (cell, &width))| match at {
                    0 => format!("{cell:<width$}"),
                    _ => format!("{cell:>width$}"),
                })
                .collect();
            line(&format!("| {} |", cells.join(" | ")));
            if number == 0 {
                let mark = |(at, &width): (usize, &usize)| match at {
                    0 => "-".repeat(width),
                    _ => format!("{}:", "-".repeat(width.saturating_sub(1))),
                };
                let marks: Vec<String> = widths.iter().enumerate().map(mark).collect();
                line(&format!("| {} |", marks.join(" | ")));
            }
        }
        line("");
    }
}

/// Durations, sorted.
pub(crate) struct Sample(Vec<Duration>);

impl Sample {
    /// Takes them in any order.
    pub(crate) fn new(mut all: Vec<Duration>) -> Self {
        all.sort_unstable();
        Self(all)
    }

    /// At least this part of all is no longer than this: 0.99 gives the 99th percentile, 1 the
    /// longest. Zero for none.
    pub(crate) fn part(&self, part: f64) -> Duration {
        let rank = (part * self.0.len() as f64).ceil() as usize;
        self.0
            .get(rank.saturating_sub(1))
            .copied()
            .unwrap_or_default()
    }

    /// Half of them are no longer than this.
    pub(crate) fn median(&self) -> Duration {
        self.part(0.5)
    }
}

/// Milliseconds with two digits after the point.
pub(crate) fn ms(duration: Duration) -> String {
    format!("{:.2}", duration.as_secs_f64() * 1000.0)
}
