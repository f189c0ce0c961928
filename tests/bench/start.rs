//! Starting: from the start of the worker to people on the screen, with what is kept on this
//! computer; reading the whole account; and the memory it takes.

#[path = "support/clock.rs"]
mod clock;
#[path = "start/desk.rs"]
mod desk;
#[path = "support/report.rs"]
mod report;
#[path = "support/world.rs"]
mod world;

use anyhow::Context as _;
use clock::wall;
use desk::{Desk, Window};
use gatehouse::sandbox;
use gatehouse::store::{DataDir, ProfileId};
use gatehouse::worker::protocol::{Command, JobKind, JobState, PaceSettings, Size};
use report::{Sample, Table, line, ms};
use std::path::Path;
use std::time::Duration;
use world::{SEED, Wix};

/// Openings of each size.
const OPENINGS: usize = 7;
/// Readings of each kind.
const READINGS: usize = 3;
/// The word with which this program starts itself to look at its own memory.
const MEMORY: &str = "--memory-of";

fn main() -> anyhow::Result<()> {
    let mut words = std::env::args().skip_while(|word| word != MEMORY);
    if let (Some(_), Some(data)) = (words.next(), words.next()) {
        return tell_memory(Path::new(&data));
    }
    if !report::wanted() {
        return Ok(());
    }
    line("## start: reading, opening, memory");
    line("");
    let mut reading = Table::new(&[
        "reading over HTTP, no rate limit",
        "rows",
        "requests",
        "empty cache ms",
        "again ms",
    ]);
    let mut opening = Table::new(&[
        "opening from the cache",
        "rows",
        "first team ms",
        "slowest",
        "first frame with rows ms",
        "slowest",
        "peak memory MB",
        "memory MB",
    ]);
    for (size, large) in [(Size::L, sandbox::Size::L), (Size::Xl, sandbox::Size::Xl)] {
        let dir = tempfile::tempdir()?;
        let (rows, cells) = read(dir.path(), size, large)?;
        let name = vec![format!("size {}", size.word()), rows.to_string()];
        reading.row([name.clone(), cells].concat());
        let opened = [name, open(dir.path(), size)?, memory(dir.path())?].concat();
        opening.row(opened);
    }
    reading.print();
    opening.print();
    Ok(())
}

/// Reads the account into an empty cache and into a full one, both at full speed.
fn read(data: &Path, size: Size, large: sandbox::Size) -> anyhow::Result<(usize, Vec<String>)> {
    let wix = Wix::start(large)?;
    let mut desk = Desk::open(data, size, Some(wix.launcher()))?;
    let mut last = None;
    reading(&mut desk, &mut last)?;
    let fast = PaceSettings {
        unlimited: true,
        ..PaceSettings::default()
    };
    desk.send(Command::SetPace(fast));
    desk.until("the pace is off", |m| {
        m.session.as_ref().is_some_and(|s| s.profile.pace == fast)
    })?;
    let before = wix.requests()?;
    let mut again = Vec::new();
    for _ in 0..READINGS {
        desk.send(Command::Sync);
        again.push(reading(&mut desk, &mut last)?);
    }
    let requests = (wix.requests()? - before) / READINGS;
    drop(desk);
    let id = ProfileId::new(&format!("practice-{}-{SEED}", size.word()))?;
    let cache = DataDir::new(data)?.profile(&id).cache();
    let mut empty = Vec::new();
    let mut rows = 0;
    for _ in 0..READINGS {
        std::fs::remove_file(&cache)?;
        let mut desk = Desk::open(data, size, Some(wix.launcher()))?;
        empty.push(reading(&mut desk, &mut None)?);
        rows = desk.model.team.as_ref().map_or(0, |t| t.rows.len());
    }
    let cells = [Sample::new(empty), Sample::new(again)].map(|s| ms(s.median()));
    Ok((rows, [vec![requests.to_string()], cells.to_vec()].concat()))
}

/// Waits for the end of the next reading; tells how long it took.
fn reading(desk: &mut Desk, last: &mut Option<u64>) -> anyhow::Result<Duration> {
    let mut found = None;
    desk.until("a reading is over", |m| {
        let over = |job: &&_| {
            let job: &gatehouse::worker::protocol::JobCard = job;
            !job.state.is_active() && last.is_none_or(|before| job.id.0 > before)
        };
        found = m.last_job(JobKind::Sync).filter(over).cloned();
        found.is_some()
    })?;
    let job = found.context("a reading")?;
    anyhow::ensure!(matches!(job.state, JobState::Done(_)), "{:?}", job.state);
    *last = Some(job.id.0);
    let took = job.ended.context("its end")?.duration_since(job.started);
    Ok(took.unsigned_abs())
}

/// Opens what is kept, again and again: to the first team, and to the first frame with rows.
fn open(data: &Path, size: Size) -> anyhow::Result<Vec<String>> {
    let (mut teams, mut frames) = (Vec::new(), Vec::new());
    for _ in 0..OPENINGS {
        let begin = wall();
        let mut desk = Desk::open(data, size, None)?;
        desk.until("the team", |m| m.team.is_some())?;
        teams.push(begin.elapsed());
        drop(desk);
        let begin = wall();
        let mut window = Window::open(data)?;
        window.until_rows()?;
        frames.push(begin.elapsed());
    }
    let both = [Sample::new(teams), Sample::new(frames)];
    Ok(both
        .iter()
        .flat_map(|s| [ms(s.median()), ms(s.worst())])
        .collect())
}

/// Peak and present memory of a process of its own that has the account open.
fn memory(data: &Path) -> anyhow::Result<Vec<String>> {
    let told = std::process::Command::new(std::env::current_exe()?)
        .arg(MEMORY)
        .arg(data)
        .output()?;
    let text = String::from_utf8_lossy(&told.stdout);
    let megabytes = |name: &str| {
        let found = text
            .lines()
            .find_map(|l| l.strip_prefix(name)?.strip_prefix(':'));
        let kilobytes = found.and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok());
        kilobytes.map_or("not told".to_owned(), |kb| (kb / 1024).to_string())
    };
    Ok(vec![megabytes("VmHWM"), megabytes("VmRSS")])
}

/// The other process: opens the account, draws for a while, tells what the kernel says of it.
fn tell_memory(data: &Path) -> anyhow::Result<()> {
    let mut window = Window::open(data)?;
    window.until_rows()?;
    for frame in 0..300 {
        window.frame(10.0 + f64::from(frame) / 60.0);
    }
    line(&std::fs::read_to_string("/proc/self/status").unwrap_or_default());
    Ok(())
}
