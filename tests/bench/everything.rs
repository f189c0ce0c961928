//! Search over everything at the largest size: each letter that is typed, until its answer is there.

#[path = "support/clock.rs"]
mod clock;
#[path = "support/desk.rs"]
mod desk;
#[path = "support/report.rs"]
mod report;
#[path = "support/world.rs"]
mod world;

use clock::wall;
use desk::Desk;
use gatehouse::worker::protocol::{Command, JobKind, Size};
use report::{Sample, Table, line, ms};
use std::time::Duration;

/// How often each word is typed.
const TIMES: usize = 9;
/// Words that are typed: people, places, nothing.
const TYPED: [&str; 4] = ["nora", "harbour", "northlight", "zzz"];

fn main() -> anyhow::Result<()> {
    if !report::wanted() {
        return Ok(());
    }
    let data = tempfile::tempdir()?;
    let wix = world::Wix::start(gatehouse::sandbox::Size::Xl)?;
    let mut desk = Desk::open(data.path(), Size::Xl, Some(wix.launcher(true)))?;
    desk.reading()?;
    desk.handle.send(Command::SyncSites(Vec::new()));
    desk.until("every site is read", |m| {
        let over = m.last_job(JobKind::SyncSites);
        let locations = m.sites.as_ref().map_or(0, |t| {
            let all = t.rows.iter().map(|r| r.locations.len());
            all.sum::<usize>()
        });
        over.is_some_and(|j| !j.state.is_active()) && locations > 0
    })?;
    let sites = desk.model.sites.clone();
    let sites = sites.as_deref().map_or(&[][..], |t| &t.rows);
    let locations: usize = sites.iter().map(|r| r.locations.len()).sum();
    let count = |n: Option<usize>| n.unwrap_or_default();
    line("## search over everything: size xl");
    line("");
    line(&format!(
        "{} people, {} contributors, {} sites, {locations} locations; wall time from a letter to its \
         answer, {TIMES} times each",
        count(desk.model.people.as_ref().map(|t| t.rows.len())),
        count(desk.model.access.as_ref().map(|t| t.rows.len())),
        sites.len(),
    ));
    line("");
    desk.read()?;
    let (_, first) = letters(&mut desk, "n")?;
    let mut out = Table::new(&["typed", "found", "a letter, median ms", "slowest ms"]);
    for typed in TYPED {
        let (found, took) = typing(&mut desk, typed)?;
        let slowest = took.iter().max().copied().unwrap_or_default();
        out.row(vec![
            typed.to_owned(),
            found.to_string(),
            ms(Sample::new(took).median()),
            ms(slowest),
        ]);
    }
    out.print();
    line("");
    line(&format!(
        "The first letter after a reading, which indexes anew: {} ms. {} calls in all.",
        ms(first.first().copied().unwrap_or_default()),
        wix.requests()?,
    ));
    Ok(())
}

/// Types a word letter by letter, each after the answer to the one before.
fn typing(desk: &mut Desk, typed: &str) -> anyhow::Result<(usize, Vec<Duration>)> {
    let (mut took, mut found) = (Vec::new(), 0);
    for _ in 0..TIMES {
        let (last, each) = letters(desk, typed)?;
        found = last;
        took.extend(each);
    }
    Ok((found, took))
}

fn letters(desk: &mut Desk, typed: &str) -> anyhow::Result<(usize, Vec<Duration>)> {
    let (mut took, mut found) = (Vec::new(), 0);
    for (at, c) in typed.char_indices() {
        let text = typed[..at + c.len_utf8()].to_owned();
        let begin = wall();
        desk.handle.send(Command::FindAll(text.clone()));
        desk.until("an answer", |m| {
            let answer = m.found.as_ref().filter(|f| f.text == text && !f.going_on);
            found = answer.map_or(found, |f| f.groups.iter().map(|g| g.total).sum());
            answer.is_some()
        })?;
        took.push(begin.elapsed());
    }
    desk.handle.send(Command::FindAll(String::new()));
    desk.until("nothing is looked for", |m| m.found.is_none())?;
    Ok((found, took))
}
