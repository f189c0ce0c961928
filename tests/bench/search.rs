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
    let mut table = Table::new(&[
        "typed so far",
        "rows found",
        "letter ms",
        "from scratch ms",
        "bare pass ms",
        "letter / pass",
        "scratch / pass",
    ]);
    let mut letters = Vec::new();
    let mut passes = Vec::new();
    for typed in TYPED {
        keystrokes(
            &index,
            &plain,
            typed,
            &mut table,
            (&mut letters, &mut passes),
        )?;
    }
    table.print();
    let (letters, passes) = (Sample::new(letters), Sample::new(passes));
    line(&format!(
        "All letters: median {} ms, worst {} ms; bare pass: median {} ms, worst {} ms",
        ms(letters.median()),
        ms(letters.worst()),
        ms(passes.median()),
        ms(passes.worst()),
    ));
    line("");
    Ok(())
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

fn keystrokes(
    index: &TextIndex,
    plain: &[u8],
    typed: &str,
    table: &mut Table,
    (letters, passes): (&mut Vec<Duration>, &mut Vec<Duration>),
) -> anyhow::Result<()> {
    let steps: Vec<String> = typed
        .char_indices()
        .map(|(at, c)| typed[..at + c.len_utf8()].to_owned())
        .collect();
    let mut took: Vec<[Vec<Duration>; 3]> = vec![Default::default(); steps.len()];
    let mut found = 0;
    let mut counts = vec![0; steps.len()];
    for _ in 0..TIMES {
        let mut last: Option<Found> = None;
        for (at, text) in steps.iter().enumerate() {
            let begin = wall();
            let now = index.search(Needle::new(text), last.as_ref(), &never)?;
            took[at][0].push(begin.elapsed());
            counts[at] = now.hits().len();
            last = Some(now);
            let begin = wall();
            let scratch = index.search(Needle::new(text), None, &never)?;
            took[at][1].push(begin.elapsed());
            anyhow::ensure!(
                scratch.hits().len() == counts[at],
                "both ways find the same rows"
            );
            // Of several words the yardstick looks for the longest one only.
            let folded = fold(text);
            let needle = folded
                .split(' ')
                .max_by_key(|word| word.len())
                .unwrap_or_default();
            let begin = wall();
            found += Finder::new(needle).find_iter(plain).count();
            took[at][2].push(begin.elapsed());
        }
    }
    std::hint::black_box(found);
    for ((text, hits), took) in steps.into_iter().zip(counts).zip(took) {
        letters.extend(&took[0]);
        passes.extend(&took[2]);
        let [letter, scratch, pass] = took.map(|all| Sample::new(all).median());
        table.row(vec![
            format!("`{text}`"),
            hits.to_string(),
            ms(letter),
            ms(scratch),
            ms(pass),
            times(letter, pass),
            times(scratch, pass),
        ]);
    }
    Ok(())
}
