//! Starting: from the start of the worker to people on the screen, with what is kept on this
//! computer; reading the whole account; and the memory it takes.

#[path = "support/clock.rs"]
mod clock;
#[path = "support/desk.rs"]
mod desk;
#[path = "support/report.rs"]
mod report;
#[path = "start/window.rs"]
mod window;
#[path = "support/world.rs"]
mod world;

use clock::wall;
use desk::Desk;
use gatehouse::sandbox;
use gatehouse::store::{DataDir, ProfileId};
use gatehouse::worker::protocol::Size;
use report::{Sample, Table, line, ms};
use std::path::Path;
use window::Window;
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
        "reading over HTTP",
        "rows",
        "requests",
        "at 200 a minute s",
        "no limit, empty cache ms",
        "no limit, again ms",
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

/// Reads the account: at the usual pace, then at full speed into an empty cache and a full one.
fn read(data: &Path, size: Size, large: sandbox::Size) -> anyhow::Result<(usize, Vec<String>)> {
    let wix = Wix::start(large)?;
    let usual = Desk::open(data, size, Some(wix.launcher(false)))?.reading()?;
    let mut desk = Desk::open(data, size, Some(wix.launcher(true)))?;
    desk.reading()?;
    let before = wix.requests()?;
    let mut again = Vec::new();
    for _ in 0..READINGS {
        again.push(desk.read()?);
    }
    let requests = (wix.requests()? - before) / READINGS;
    drop(desk);
    let id = ProfileId::new(&format!("practice-{}-{SEED}", size.word()))?;
    let cache = DataDir::new(data)?.profile(&id).cache();
    let mut empty = Vec::new();
    let mut rows = 0;
    for _ in 0..READINGS {
        std::fs::remove_file(&cache)?;
        let mut desk = Desk::open(data, size, Some(wix.launcher(true)))?;
        empty.push(desk.reading()?);
        rows = desk.model.team.as_ref().map_or(0, |t| t.rows.len());
    }
    let mut cells = vec![requests.to_string(), format!("{:.1}", usual.as_secs_f64())];
    cells.extend([empty, again].map(|all| ms(Sample::new(all).median())));
    Ok((rows, cells))
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
        .flat_map(|s| [ms(s.median()), ms(s.part(1.0))])
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
