//! Reviews: opening one, deciding, filtering, as the worker does them; packs written and checked; the
//! house rules over the large accounts.

#[path = "support/clock.rs"]
mod clock;
#[path = "support/desk.rs"]
mod desk;
#[path = "support/report.rs"]
mod report;
#[path = "support/world.rs"]
mod world;

use anyhow::Context as _;
use clock::wall;
use desk::Desk;
use gatehouse::access::review::{Entry, ItemKind, Scope, Verdict, Word};
use gatehouse::evidence::{Account, Pack, open, write};
use gatehouse::index::Filter;
use gatehouse::model::Model;
use gatehouse::sandbox;
use gatehouse::worker::protocol::{
    Command, House, JobKind, MembersReading, NewReview, ReviewCommand, ReviewTable, Size,
    ViewRequest, freeze_rules,
};
use report::{Sample, Table, line, ms};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use world::Wix;

/// How often each thing is done.
const TIMES: usize = 9;
/// Entries of the pack.
const PACK: usize = 2_000;

fn main() -> anyhow::Result<()> {
    if !report::wanted() {
        return Ok(());
    }
    line("## reviews");
    line("");
    let mut work = Table::new(&["work", "entries", "median ms", "longest ms"]);
    let mut rules = Table::new(&[
        "house rules",
        "people",
        "contributors",
        "findings",
        "calls to read it",
        "median ms",
    ]);
    large(&mut work, &mut rules)?;
    largest(&mut rules)?;
    work.print();
    rules.print();
    Ok(())
}

/// The account of size l, all of it read, 50,000 members too.
fn large(work: &mut Table, rules: &mut Table) -> anyhow::Result<()> {
    let (dir, wix) = (tempfile::tempdir()?, Wix::start(sandbox::Size::L)?);
    let mut desk = Desk::open(dir.path(), Size::L, Some(wix.launcher(true)))?;
    desk.reading()?;
    read_sites(&mut desk)?;
    // Once more, so that the snapshot that reviews stand on holds all of it.
    desk.read()?;
    judged(rules, "size l", &desk.model, wix.requests()?)?;
    let table = made(&mut desk, "Everything", Scope::default())?;
    timed(work, &mut desk, &table, "")?;
    packed(work, &table, PACK)?;
    let sites = desk.model.sites.clone().context("sites")?;
    for row in sites.rows.iter().filter(|r| r.site.id.as_str() != "") {
        members(&mut desk, row.site.id.clone())?;
    }
    let scope = Scope {
        kinds: BTreeSet::from([ItemKind::Members]),
        ..Scope::default()
    };
    let table = made(&mut desk, "Members", scope)?;
    timed(work, &mut desk, &table, ", members of sites")?;
    packed(work, &table, table.rows.len())?;
    Ok(())
}

/// The account of size xl, for the rules alone.
fn largest(rules: &mut Table) -> anyhow::Result<()> {
    let (dir, wix) = (tempfile::tempdir()?, Wix::start(sandbox::Size::Xl)?);
    let mut desk = Desk::open(dir.path(), Size::Xl, Some(wix.launcher(true)))?;
    desk.reading()?;
    read_sites(&mut desk)?;
    judged(rules, "size xl", &desk.model, wix.requests()?)
}

fn job_over(desk: &mut Desk, kind: JobKind, command: Command) -> anyhow::Result<()> {
    let before = desk.model.last_job(kind).map_or(0, |j| j.id.0);
    desk.handle.send(command);
    desk.until("a reading is over", |m| {
        let job = m.last_job(kind);
        job.is_some_and(|j| j.id.0 > before && !j.state.is_active())
    })
}

fn read_sites(desk: &mut Desk) -> anyhow::Result<()> {
    desk.until("the sites", |m| m.sites.is_some())?;
    job_over(desk, JobKind::SyncSites, Command::SyncSites(Vec::new()))?;
    desk.until("all contributors", |m| {
        let all = m.access.as_ref().is_some_and(|a| a.unread == 0);
        all && m.people.is_some() && m.rules.is_some()
    })
}

fn members(desk: &mut Desk, site: gatehouse::access::SiteId) -> anyhow::Result<()> {
    let how = MembersReading::Everybody;
    job_over(
        desk,
        JobKind::SyncMembers,
        Command::SyncMembers { site, how },
    )
}

/// Judges the whole account anew.
fn judged(rules: &mut Table, name: &str, model: &Model, calls: usize) -> anyhow::Result<()> {
    let people = model.people.clone().context("people")?;
    let access = model.access.clone().context("contributors")?;
    let (house, now) = (Arc::new(House::default()), (world::clock())());
    let mut took = Vec::new();
    let mut found = 0;
    for _ in 0..TIMES {
        let begun = wall();
        let table = freeze_rules(&people, Arc::clone(&house), (0, 0), now);
        took.push(begun.elapsed());
        found = table.rows.len();
    }
    rules.row(vec![
        name.into(),
        people.rows.len().to_string(),
        access.rows.len().to_string(),
        found.to_string(),
        calls.to_string(),
        ms(Sample::new(took).median()),
    ]);
    Ok(())
}

fn ask(desk: &mut Desk, command: ReviewCommand) {
    desk.handle.send(Command::Reviews(Box::new(command)));
}

fn made(desk: &mut Desk, name: &str, scope: Scope) -> anyhow::Result<Arc<ReviewTable>> {
    let wanted = NewReview {
        name: name.to_owned(),
        scope,
        reviewer: "bench".to_owned(),
        due_days: None,
        repeat_days: None,
    };
    ask(desk, ReviewCommand::Make(wanted));
    desk.until("a review", |m| {
        let open = m.review.as_ref();
        open.is_some_and(|t| t.card.campaign.name == name)
    })?;
    desk.model.review.clone().context("a review")
}

fn timed(work: &mut Table, desk: &mut Desk, table: &ReviewTable, more: &str) -> anyhow::Result<()> {
    let (id, all) = (table.card.campaign.id.clone(), table.rows.len());
    let mut row = |what: &str, took: Vec<Duration>| {
        let took = Sample::new(took);
        work.row(vec![
            format!("{what}{more}"),
            all.to_string(),
            ms(took.median()),
            ms(took.part(1.0)),
        ]);
    };
    let mut took = Vec::new();
    for _ in 0..TIMES {
        ask(desk, ReviewCommand::Open(None));
        desk.until("no review", |m| m.review.is_none())?;
        let begun = wall();
        ask(desk, ReviewCommand::Open(Some(id.clone())));
        desk.until("the review", |m| m.review.is_some())?;
        took.push(begun.elapsed());
    }
    row("opening", took);
    let mut took = Vec::new();
    for n in 0..TIMES as u32 {
        let word = Word::Decided {
            items: vec![n],
            verdict: Verdict::Keep,
            reason: String::new(),
        };
        let begun = wall();
        ask(desk, ReviewCommand::Say(id.clone(), word));
        desk.until("a decision", |m| {
            let open = m.review.as_ref();
            open.is_some_and(|t| t.card.counts.decided() == n + 1)
        })?;
        took.push(begun.elapsed());
    }
    row("a decision, until it shows", took);
    let mut took = Vec::new();
    for text in ["a", "an", "ann", "northlight", "", "e", "editor", "@", ""] {
        let filter = Filter {
            text: text.to_owned(),
            ..Filter::default()
        };
        let view = desk.model.review_view.clone();
        let begun = wall();
        desk.handle.send(Command::ViewReview(ViewRequest {
            filter,
            order: None,
        }));
        desk.until("what matches", |m| {
            let now = m.review_view.as_ref();
            now.is_some_and(|now| !view.as_ref().is_some_and(|v| Arc::ptr_eq(v, now)))
        })?;
        took.push(begun.elapsed());
    }
    row("a filter", took);
    Ok(())
}

/// Writes and checks a pack of so many decided entries.
fn packed(work: &mut Table, table: &ReviewTable, entries: usize) -> anyhow::Result<()> {
    let items = table.rows.iter().map(|r| Arc::clone(&r.item));
    let items: Vec<_> = items.cycle().take(entries).collect();
    let entry = |n: u32| Entry {
        number: u64::from(n) + 1,
        at: table.card.campaign.made,
        by: "bench".to_owned(),
        word: Word::Decided {
            items: vec![n],
            verdict: if n % 9 == 4 {
                Verdict::Revoke
            } else {
                Verdict::Keep
            },
            reason: "known to the team".to_owned(),
        },
    };
    let pack = Pack {
        account: Account {
            id: "bench".to_owned(),
            name: "Bench".to_owned(),
            practice: true,
        },
        campaign: table.card.campaign.as_ref().clone(),
        parts: Vec::new(),
        entries: (0..entries as u32).map(entry).collect(),
        items,
        titles: std::collections::BTreeMap::new(),
        carried: None,
        after: None,
    };
    let (mut writing, mut checking, mut bytes) = (Vec::new(), Vec::new(), 0);
    for _ in 0..TIMES {
        let begun = wall();
        let (written, digest) = write(&pack)?;
        writing.push(begun.elapsed());
        let begun = wall();
        let opened = open(&written, Some(digest));
        checking.push(begun.elapsed());
        anyhow::ensure!(opened.is_sound(), "{:?}", opened.problems);
        bytes = written.len();
    }
    let size = format!("{:.1} MB", bytes as f64 / 1e6);
    for (what, took) in [("writing", writing), ("checking", checking)] {
        let took = Sample::new(took);
        work.row(vec![
            format!("{what} a pack of {size}"),
            entries.to_string(),
            ms(took.median()),
            ms(took.part(1.0)),
        ]);
    }
    Ok(())
}
