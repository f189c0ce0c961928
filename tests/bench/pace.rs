//! The pace: the real client against the sandbox at Wix's limit, with several lanes of bulk work and
//! a person who reads, for as many real minutes as `GATEHOUSE_BENCH_MINUTES` says (20 without it).

#[path = "support/clock.rs"]
mod clock;
#[path = "support/report.rs"]
mod report;
#[path = "pace/server.rs"]
mod server;

use clock::wall;
use gatehouse::access::{AccountId, UserId};
use gatehouse::journal::{
    Entry, Head, Intent, Permit, Record, RunId, Sink, SinkError, encode, permit,
};
use gatehouse::wix::team::RemoveMember;
use gatehouse::wix::{
    ApiKey, BaseUrl, Client, Options, Pace, Rate, SendError, Sources, Write as _, account, roles,
    sites,
};
use gatehouse::worker::Estimator;
use jiff::{SignedDuration, Timestamp};
use report::{Sample, Table, line, ms};
use server::{LIMIT, Server, person_way};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

/// Lanes of bulk work.
const LANES: u64 = 4;
/// Bulk calls a minute that are asked for: more than the person leaves.
const BULK: u64 = 145;
const MINUTE: Duration = Duration::from_mins(1);

fn main() -> anyhow::Result<()> {
    if !report::wanted() {
        return Ok(());
    }
    let minutes: u64 = match std::env::var("GATEHOUSE_BENCH_MINUTES") {
        Ok(text) => text.trim().parse()?,
        Err(_) => 20,
    };
    line("## pace: a mixed load at the limit");
    line("");
    let server = Server::start()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let load = runtime.block_on(load(&server, minutes * BULK))?;
    let came = server.minutes()?;
    tell(&came, &load);
    Ok(())
}

/// What the client's side saw.
struct Load {
    took: Duration,
    waits: Vec<Duration>,
    /// When an end was told, and how far away it was told to be.
    told: Vec<(Duration, Option<Duration>)>,
    failed: u64,
}

/// The job: so many calls left, and what was told about its end.
struct Job {
    begin: Instant,
    total: u64,
    taken: AtomicU64,
    failed: AtomicU64,
    estimator: Mutex<(Estimator, u64)>,
    told: Mutex<Vec<(Duration, Option<Duration>)>>,
}

async fn load(server: &Server, total: u64) -> anyhow::Result<Load> {
    let hello = &server.running.hello;
    let base = BaseUrl::parse(&hello.base_url)?;
    let pace = Arc::new(Pace::new(&base, Rate::PerMinute(LIMIT)));
    let key = ApiKey::parse(&hello.api_key)?;
    let sources = Sources {
        now: world_clock(),
        jitter: Arc::new(|| 0.5),
    };
    let client = Client::new(Options::new(base, key, pace, sources))?;
    let account = AccountId::new(&hello.account_id);
    let begin = Instant::now();
    let job = Arc::new(Job {
        begin,
        total,
        taken: AtomicU64::new(0),
        failed: AtomicU64::new(0),
        estimator: Mutex::new((Estimator::new(begin), 0)),
        told: Mutex::default(),
    });
    let over = Arc::new(AtomicBool::new(false));
    let person = tokio::spawn(person(client.urgent(), account.clone(), Arc::clone(&over)));
    let mut lanes = JoinSet::new();
    for lane in 0..LANES {
        lanes.spawn(bulk(client.bulk(), account.clone(), lane, Arc::clone(&job)));
    }
    while let Some(ended) = lanes.join_next().await {
        ended??;
    }
    let took = begin.elapsed();
    over.store(true, Ordering::Relaxed);
    Ok(Load {
        took,
        waits: person.await??,
        told: std::mem::take(&mut job.told.lock().unwrap_or_else(PoisonError::into_inner)),
        failed: job.failed.load(Ordering::Relaxed),
    })
}

/// A lane of the job: three reads and a write in turn.
async fn bulk(client: Client, account: AccountId, lane: u64, job: Arc<Job>) -> anyhow::Result<()> {
    let mut journal = Memory::default();
    loop {
        let n = job.taken.fetch_add(1, Ordering::Relaxed);
        if n >= job.total {
            return Ok(());
        }
        let good = match (n + lane) % 4 {
            0 => sites::count(&client, &account).await.is_ok(),
            1 => roles::list(&client, &account, "en", roles::RoleLevel::All)
                .await
                .is_ok(),
            2 => account::get(&client, &account).await.is_ok(),
            _ => {
                // Nobody has this id, so nothing changes; it counts like any other write.
                let nobody = UserId::new(&format!("00000000-0000-4000-8000-{n:012x}"));
                let write = RemoveMember::new(account.clone(), nobody)?;
                let leave = leave_for(&mut journal, &write)?;
                match client.send(&write, leave).await {
                    Ok(_) => true,
                    Err(SendError::Refused(error)) => error.status != Some(429),
                    Err(_) => false,
                }
            }
        };
        job.failed.fetch_add(u64::from(!good), Ordering::Relaxed);
        let now = Instant::now();
        let left = {
            let mut estimator = job.estimator.lock().unwrap_or_else(PoisonError::into_inner);
            estimator.1 += 1;
            let done = estimator.1;
            estimator.0.add(now, done, Some(job.total)).left
        };
        let mut told = job.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.push((now - job.begin, left));
    }
}

/// Reads about once a second; tells how long each read waited before its way.
async fn person(
    client: Client,
    account: AccountId,
    over: Arc<AtomicBool>,
) -> anyhow::Result<Vec<Duration>> {
    let mut waits = Vec::new();
    while !over.load(Ordering::Relaxed) {
        let pause = 700 + (waits.len() as u64 * 7_919) % 601;
        sleep(Duration::from_millis(pause)).await;
        let begin = wall();
        account::get(&client, &account).await?;
        waits.push(begin.elapsed().saturating_sub(person_way()));
    }
    Ok(waits)
}

fn tell(came: &[(usize, usize)], load: &Load) {
    // The last minute is not a whole one.
    let whole = came.split_last().map_or(came, |(_, rest)| rest);
    let calls: usize = whole.iter().map(|m| m.0).sum();
    let refused: usize = whole.iter().map(|m| m.1).sum();
    let most = (whole.len() * LIMIT as usize).max(1);
    let share = |n: usize, of: usize| format!("{:.1}", n as f64 * 100.0 / of as f64);
    let least = whole.iter().skip(1).map(|m| m.0 - m.1).min().unwrap_or(0);
    let later: usize = came.iter().skip(1).map(|m| m.1).sum();
    let mut table = Table::new(&["server's side", "all", "worst whole minute after the first"]);
    let mut row = |cells: [String; 3]| table.row(cells.to_vec());
    row([
        "whole minutes".to_owned(),
        whole.len().to_string(),
        String::new(),
    ]);
    row(["calls".to_owned(), calls.to_string(), least.to_string()]);
    row([
        "part of the limit, %".to_owned(),
        share(calls - refused, most),
        share(least, LIMIT as usize),
    ]);
    let first = came.first().map_or(0, |m| m.1);
    row([
        "429 in the first minute".to_owned(),
        first.to_string(),
        String::new(),
    ]);
    row(["429 after it".to_owned(), later.to_string(), String::new()]);
    table.print();
    let each: Vec<String> = came.iter().map(|m| format!("{}", m.1)).collect();
    line(&format!("429 in each minute: {}", each.join(" ")));
    line("");
    let waits = Sample::new(load.waits.clone());
    let mut table = Table::new(&[
        "a person's reads",
        "number",
        "median ms",
        "p99 ms",
        "longest ms",
    ]);
    table.row(vec![
        "wait beyond the way".to_owned(),
        load.waits.len().to_string(),
        ms(waits.median()),
        ms(waits.part(0.99)),
        ms(waits.part(1.0)),
    ]);
    table.print();
    let judged = load
        .told
        .iter()
        .filter(|(at, _)| *at >= MINUTE * 5 && *at + MINUTE / 2 <= load.took);
    let errors: Vec<f64> = judged
        .filter_map(|(at, left)| {
            let truly = load.took.saturating_sub(*at).as_secs_f64();
            Some((left.as_ref()?.as_secs_f64() - truly).abs() * 100.0 / truly)
        })
        .collect();
    let worst = errors.iter().copied().fold(0.0, f64::max);
    let mean = errors.iter().fold(0.0, |sum, e| sum + e) / errors.len().max(1) as f64;
    let mut table = Table::new(&[
        "told end, from the fifth minute",
        "times",
        "mean error %",
        "worst %",
    ]);
    table.row(vec![
        format!("a job of {:.1} minutes", load.took.as_secs_f64() / 60.0),
        errors.len().to_string(),
        format!("{mean:.1}"),
        format!("{worst:.1}"),
    ]);
    table.print();
    line(&format!("Calls of the job that failed: {}", load.failed));
}

/// A clock that begins at the same moment in every run and goes on like the real one.
pub(crate) fn world_clock() -> Arc<dyn Fn() -> Timestamp + Send + Sync> {
    let begin = wall();
    let first = Timestamp::new(1_795_338_000, 0).unwrap_or_default(); // 2026-11-22, 09:00 UTC
    Arc::new(move || {
        let passed = SignedDuration::try_from(begin.elapsed()).unwrap_or_default();
        first.checked_add(passed).unwrap_or(first)
    })
}

/// A journal in memory: this benchmark is about the pace.
#[derive(Default)]
struct Memory(Head);

impl Sink for Memory {
    fn commit(&mut self, at: Timestamp, record: Record) -> Result<Entry, SinkError> {
        let text = encode(self.0, at, record).map_err(|e| SinkError {
            place: "memory".to_owned(),
            reason: e.to_string(),
        })?;
        self.0 = text.head;
        Ok(text.entry)
    }

    fn commit_all(&mut self, at: Timestamp, records: Vec<Record>) -> Result<(), SinkError> {
        records
            .into_iter()
            .try_for_each(|record| self.commit(at, record).map(|_| ()))
    }

    fn head(&self) -> Head {
        self.0
    }
}

fn leave_for(journal: &mut Memory, write: &RemoveMember) -> anyhow::Result<Permit> {
    let request = write.request();
    let intent = Intent {
        run: RunId::new("00000000-0000-7000-8000-000000000003"),
        lines: vec![0],
        method: request.method.to_owned(),
        path: request.path.clone(),
        request: request.hash(),
        what: "Remove nobody".to_owned(),
    };
    Ok(permit(journal, Timestamp::UNIX_EPOCH, intent)?)
}
