//! The journal: checking a million lines, and committing line by line.

#[path = "support/clock.rs"]
mod clock;
#[path = "support/ratio.rs"]
mod ratio;
#[path = "support/report.rs"]
mod report;

use clock::wall;
use gatehouse::journal::{
    Hash, Head, Intent, Record, RequestHash, RunId, Sink as _, encode, permit,
};
use gatehouse::store::{JournalFile, verify_journal};
use jiff::{SignedDuration, Timestamp};
use ratio::times;
use report::{Sample, Table, line, ms};
use std::fs::File;
use std::io::{BufWriter, Read as _, Write as _};
use std::path::Path;
use std::time::Duration;

/// Lines that are checked.
const LINES: u64 = 1_000_000;
/// Calls that are committed: an intent and an outcome each.
const CALLS: u32 = 500;
/// How often the whole file is checked.
const CHECKS: usize = 3;

fn main() -> anyhow::Result<()> {
    if !report::wanted() {
        return Ok(());
    }
    let dir = tempfile::tempdir()?;
    line("## journal: checking and committing");
    line("");
    check(&dir.path().join("big.log"))?;
    commit(
        &dir.path().join("journal.log"),
        &dir.path().join("plain.log"),
    )
}

fn intent(run: &RunId, call: u32) -> Record {
    let path = format!("/authorization/v1/accounts/users/00000000-0000-7000-8000-{call:012x}");
    Record::Intent(Intent {
        run: run.clone(),
        lines: vec![call],
        method: "PATCH".to_owned(),
        request: RequestHash::of("PATCH", &path, "account", &call.to_be_bytes()),
        path,
        what: format!("Give Nora Lindqvist the role “Website manager” on site {call}"),
    })
}

fn outcome(run: &RunId, call: u32) -> Record {
    Record::Outcome {
        run: run.clone(),
        line: call,
        outcome: "done".to_owned(),
        detail: None,
        request_id: Some(format!("17{call:014}.9{call:09}")),
    }
}

fn read_back(run: &RunId, call: u32) -> Record {
    Record::ReadBack {
        run: run.clone(),
        line: call,
        found: "Website manager, and 2 other roles".to_owned(),
        as_planned: true,
    }
}

/// A line of a long journal, which goes in steps of three.
fn record(run: &RunId, number: u64) -> Record {
    let call = (number / 3) as u32;
    match number % 3 {
        0 => intent(run, call),
        1 => outcome(run, call),
        _ => read_back(run, call),
    }
}

fn check(path: &Path) -> anyhow::Result<()> {
    let run = RunId::new("00000000-0000-7000-8000-000000000001");
    let mut head = Head::default();
    let mut out = BufWriter::with_capacity(1 << 20, File::create_new(path)?);
    for number in 0..LINES {
        let at = Timestamp::UNIX_EPOCH + SignedDuration::from_millis(number.cast_signed());
        let text = encode(head, at, record(&run, number))?;
        head = text.head;
        out.write_all(text.text.as_bytes())?;
    }
    drop(out.into_inner()?);
    let (mut checks, mut passes) = (Vec::new(), Vec::new());
    let mut bytes = 0;
    for _ in 0..CHECKS {
        let begin = wall();
        let report = verify_journal(path, Some(head))?;
        checks.push(begin.elapsed());
        anyhow::ensure!(
            report.is_sound() && report.head.count == LINES,
            "{report:?}"
        );
        bytes = report.bytes;
        passes.push(hash_alone(path)?);
    }
    std::fs::remove_file(path)?;
    let (checks, passes) = (Sample::new(checks), Sample::new(passes));
    let seconds = checks.median().as_secs_f64();
    let mut table = Table::new(&[
        "checking",
        "lines",
        "MB",
        "ms",
        "lines a second",
        "MB a second",
        "bare SHA-256 pass ms",
        "ratio",
    ]);
    table.row(vec![
        "every line and the chain".to_owned(),
        LINES.to_string(),
        (bytes / 1_000_000).to_string(),
        ms(checks.median()),
        format!("{:.0}", LINES as f64 / seconds),
        format!("{:.0}", bytes as f64 / 1e6 / seconds),
        ms(passes.median()),
        times(checks.median(), passes.median()),
    ]);
    table.print();
    Ok(())
}

/// The yardstick: reading the file and hashing its bytes in pieces as long as a line.
fn hash_alone(path: &Path) -> anyhow::Result<Duration> {
    let begin = wall();
    let mut file = File::open(path)?;
    let mut piece = vec![0; 1 << 18];
    let mut sum = 0_usize;
    loop {
        let len = file.read(&mut piece)?;
        if len == 0 {
            break;
        }
        for part in piece.get(..len).unwrap_or_default().chunks(400) {
            sum = sum.wrapping_add(usize::from(Hash::of(part) == Hash::default()));
        }
    }
    std::hint::black_box(sum);
    Ok(begin.elapsed())
}

fn commit(path: &Path, plain: &Path) -> anyhow::Result<()> {
    let run = RunId::new("00000000-0000-7000-8000-000000000002");
    let at = Timestamp::UNIX_EPOCH;
    let (mut journal, _) = JournalFile::open(path, at)?;
    let mut bare = File::create_new(plain)?;
    let mut took: [Vec<Duration>; 3] = Default::default();
    for call in 0..CALLS {
        let Record::Intent(sent) = intent(&run, call) else {
            continue;
        };
        let begin = wall();
        let leave = permit(&mut journal, at, sent)?;
        took[0].push(begin.elapsed());
        std::hint::black_box(leave.seq());
        let begin = wall();
        journal.commit(at, outcome(&run, call))?;
        took[1].push(begin.elapsed());
        let begin = wall();
        bare.write_all(&[b'x'; 400])?;
        bare.sync_all()?;
        took[2].push(begin.elapsed());
    }
    let mut table = Table::new(&[
        "committing, on disk each",
        "median ms",
        "p99 ms",
        "worst ms",
        "a second",
    ]);
    let names = [
        "intent (gives the permit)",
        "outcome",
        "bare write and sync of 400 bytes",
    ];
    for (name, took) in names.into_iter().zip(took) {
        let all: Duration = took.iter().sum();
        let rate = took.len() as f64 / all.as_secs_f64();
        let took = Sample::new(took);
        table.row(vec![
            name.to_owned(),
            ms(took.median()),
            ms(took.part(0.99)),
            ms(took.part(1.0)),
            format!("{rate:.0}"),
        ]);
    }
    table.print();
    Ok(())
}
