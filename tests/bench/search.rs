//! Searching a million rows: each letter that is typed, against a bare substring pass over the
//! same bytes in the same run.

#[path = "support/clock.rs"]
mod clock;
#[path = "support/ratio.rs"]
mod ratio;
#[path = "support/report.rs"]
mod report;

use clock::wall;
use gatehouse::index::{COLUMN, Found, Needle, TextIndex, fold, never};
use memchr::memmem::Finder;
use ratio::times;
use report::{Sample, Table, line, ms};
use std::fmt::Write as _;
use std::time::Duration;

/// Rows of the table.
const ROWS: usize = 1_000_000;
/// How often each word is typed.
const TIMES: usize = 7;
/// Words that are typed: many hits, none, a letter with a sign, a rare one, two words.
const TYPED: [&str; 5] = ["kowalski", "zzz", "müller", "site 499", "an agency"];

const FIRST: [&str; 12] = [
    "Nora", "Jürgen", "Anna", "Felix", "Priya", "Łukasz", "Zoë", "Marcus", "Wanjiru", "Ολγα",
    "Иван", "Björk",
];
const LAST: [&str; 12] = [
    "Kowalski",
    "Müller",
    "Lindqvist",
    "O'Malley",
    "Okafor",
    "Straße",
    "Díaz",
    "Whitlock",
    "Nguyễn",
    "Papadopoulos",
    "Иванов",
    "van der Velde",
];
const ROLES: [&str; 5] = [
    "Website manager",
    "Co-owner",
    "Back office manager",
    "Billing manager",
    "Agency designer",
];

fn main() -> anyhow::Result<()> {
    if !report::wanted() {
        return Ok(());
    }
    let rows: Vec<String> = (0..ROWS).map(row).collect();
    let begin = wall();
    let index = TextIndex::build(&rows);
    let built = begin.elapsed();
    let plain = plain(&rows);
    drop(rows);
    line("## search: one letter after the other");
    line("");
    line(&format!(
        "{ROWS} rows of four columns, {} MB of folded text; index built in {} ms; wall time, median \
         of {TIMES}",
        plain.len() / 1_000_000,
        ms(built),
    ));
    line("");
    let mut words = Table::new(&[
        "typed",
        "rows found",
        "all letters ms",
        "as many bare passes ms",
        "ratio",
        "slowest letter ms",
        "bare pass for it ms",
    ]);
    let mut letters = Table::new(&[
        "typed so far",
        "rows found",
        "letter ms",
        "from scratch ms",
        "bare pass ms",
        "letter / pass",
        "scratch / pass",
    ]);
    for typed in TYPED {
        let steps = keystrokes(&index, &plain, typed)?;
        words.row(summary(typed, &steps));
        for step in &steps {
            letters.row(step.cells());
        }
    }
    words.print();
    letters.print();
    Ok(())
}

/// One more letter: medians.
struct Step {
    text: String,
    hits: usize,
    letter: Duration,
    scratch: Duration,
    pass: Duration,
}

impl Step {
    fn cells(&self) -> Vec<String> {
        vec![
            format!("`{}`", self.text),
            self.hits.to_string(),
            ms(self.letter),
            ms(self.scratch),
            ms(self.pass),
            times(self.letter, self.pass),
            times(self.scratch, self.pass),
        ]
    }
}

fn summary(typed: &str, steps: &[Step]) -> Vec<String> {
    let letters: Duration = steps.iter().map(|step| step.letter).sum();
    let passes: Duration = steps.iter().map(|step| step.pass).sum();
    let slowest = steps.iter().max_by_key(|step| step.letter);
    let (letter, pass) = slowest.map_or_else(Default::default, |s| (s.letter, s.pass));
    let hits = steps.last().map_or(0, |step| step.hits);
    vec![
        format!("`{typed}`"),
        hits.to_string(),
        ms(letters),
        ms(passes),
        times(letters, passes),
        ms(letter),
        ms(pass),
    ]
}

fn row(number: usize) -> String {
    let pick = |from: &[&'static str], by: usize| from[number / by % from.len()];
    let (first, last) = (pick(&FIRST, 1), pick(&LAST, 7));
    let mut text = format!(
        "{first} {last}{COLUMN}user{number}@example{}.org",
        number % 97
    );
    // Writing into a String cannot fail.
    write!(
        text,
        "{COLUMN}{}{COLUMN}site {}",
        pick(&ROLES, 3),
        number % 5_000
    )
    .unwrap_or_default();
    text
}

/// The bytes that the index searches, for the yardstick.
fn plain(rows: &[String]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for row in rows {
        for column in row.split(COLUMN) {
            bytes.extend_from_slice(fold(column).as_bytes());
            bytes.push(0x1f);
        }
        bytes.push(0x1e);
    }
    bytes
}

/// Types a word letter by letter, [`TIMES`] times.
fn keystrokes(index: &TextIndex, plain: &[u8], typed: &str) -> anyhow::Result<Vec<Step>> {
    let ends = typed.char_indices().map(|(at, c)| at + c.len_utf8());
    let texts: Vec<&str> = ends.map(|end| &typed[..end]).collect();
    let mut took: Vec<[Vec<Duration>; 3]> = vec![Default::default(); texts.len()];
    let mut counts = vec![0; texts.len()];
    for _ in 0..TIMES {
        let mut last: Option<Found> = None;
        for (at, text) in texts.iter().enumerate() {
            let begin = wall();
            let now = index.search(Needle::new(text), last.as_ref(), &never)?;
            took[at][0].push(begin.elapsed());
            let begin = wall();
            let scratch = index.search(Needle::new(text), None, &never)?;
            took[at][1].push(begin.elapsed());
            took[at][2].push(bare_pass(plain, text));
            counts[at] = now.hits().len();
            anyhow::ensure!(now.hits() == scratch.hits(), "both ways find the same rows");
            last = Some(now);
        }
    }
    let step = |((text, hits), took): ((&str, usize), [Vec<Duration>; 3])| {
        let [letter, scratch, pass] = took.map(|all| Sample::new(all).median());
        let text = text.to_owned();
        Step {
            text,
            hits,
            letter,
            scratch,
            pass,
        }
    };
    Ok(texts.into_iter().zip(counts).zip(took).map(step).collect())
}

/// The yardstick: a substring search over all bytes. Of several words it looks for the longest.
fn bare_pass(plain: &[u8], text: &str) -> Duration {
    let folded = fold(text);
    let longest = folded.split(' ').max_by_key(|word| word.len());
    let begin = wall();
    let found = Finder::new(longest.unwrap_or_default())
        .find_iter(plain)
        .count();
    let took = begin.elapsed();
    std::hint::black_box(found);
    took
}
