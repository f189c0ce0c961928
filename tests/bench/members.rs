//! A site with a million members: opening it from the cache, typing letter by letter beside a bare
//! substring pass over the same bytes and beside SQLite's LIKE in the same run, filters, order.
//! `MEMBERS_ROWS` takes another number of members.

#[path = "support/clock.rs"]
mod clock;
#[path = "support/ratio.rs"]
mod ratio;
#[path = "support/report.rs"]
mod report;

use clock::wall;
use gatehouse::access::{Member, MemberStatus, Privacy, SiteId};
use gatehouse::index::{COLUMN, Filter, Found, Order, Span, fold, never};
use gatehouse::store::{Cache, End, MembersPage, Part};
use gatehouse::worker::protocol::{
    MemberColumn, MembersBeside, MembersBuilder, MembersTable, member_groups,
};
use jiff::{SignedDuration, Timestamp};
use memchr::memmem::Finder;
use ratio::times;
use report::{Sample, Table, line, ms};
use std::path::Path;
use std::time::Duration;

/// How often everything is done.
const TIMES: usize = 5;
/// Words that are typed: many hits, none, a letter with a sign, a rare address, two words.
const TYPED: [&str; 5] = ["kowalski", "zzz", "müller", "user4990", "anna example"];
/// Members that are put at once.
const PAGE: usize = 1_000;

const FIRST: [&str; 12] = [
    "Nora", "Jürgen", "Anna", "Felix", "Priya", "Łukasz", "Zoë", "Marcus", "دانا", "Ολγα", "Иван",
    "健太",
];
const LAST: [&str; 12] = [
    "Kowalski",
    "Müller",
    "Lindqvist",
    "O'Malley",
    "Okafor",
    "Straße",
    "Díaz",
    "לוי",
    "Nguyễn",
    "高橋",
    "Иванов",
    "van der Velde",
];

fn main() -> anyhow::Result<()> {
    if !report::wanted() {
        return Ok(());
    }
    let rows = std::env::var("MEMBERS_ROWS").ok();
    let rows = rows.and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("cache.sqlite");
    let site = SiteId::new("site");
    let filled = fill(&path, &site, rows)?;
    let bytes = std::fs::metadata(&path)?.len();
    line("## members: one site from the cache");
    line("");
    line(&format!(
        "{rows} members, {} MB of cache, put in {} ms; wall time, median of {TIMES}",
        bytes / 1_000_000,
        ms(filled),
    ));
    line("");
    let table = opening(&path, &site)?;
    typing(&table)?;
    filtering(&table)?;
    Ok(())
}

fn now() -> Timestamp {
    Timestamp::new(1_795_338_000, 0).unwrap_or_default() // 2026-11-22, 09:00 UTC
}

fn member(n: usize) -> Member {
    let pick = |from: &[&'static str], by: usize| from[n / by % from.len()].to_owned();
    let at = |days: usize| {
        now()
            .checked_sub(SignedDuration::from_hours(
                24 * i64::try_from(days).unwrap_or_default(),
            ))
            .ok()
    };
    let id = uuid::Uuid::from_u128(0x5f1c_7a52_8a0e_4b6f_9d1e_0000_0000_0000 | n as u128);
    let login = format!("user{n}@example{}.org", n % 97);
    Member {
        first_name: pick(&FIRST, 1),
        last_name: pick(&LAST, 7),
        nickname: format!("{} {}", pick(&FIRST, 1), n % 1_000),
        slug: format!("user-{n}"),
        status: match n % 40 {
            0 => MemberStatus::Pending,
            1 => MemberStatus::Blocked,
            2 => MemberStatus::Offline,
            _ => MemberStatus::Approved,
        },
        privacy: if n.is_multiple_of(3) {
            Privacy::Public
        } else {
            Privacy::Private
        },
        contact: Some(id.hyphenated().to_string().as_str().into()),
        phones: Some(vec![format!("+1 555 {n}")]),
        emails: Some(vec![login.clone()]),
        addresses: Some(Vec::new()),
        company: format!("Company {}", n % 5_000),
        created_at: at(n % 1_500),
        updated_at: at(n % 700),
        last_login_at: at(n % 300),
        login_email: login,
        ..Member::bare(id.hyphenated().to_string().as_str().into())
    }
}

/// Fills a cache as a reading of everybody does.
fn fill(path: &Path, site: &SiteId, rows: usize) -> anyhow::Result<Duration> {
    let (mut cache, _) = Cache::open(path, now())?;
    let begin = wall();
    let generation = cache.begin_members(site, now(), true, None)?;
    for first in (0..rows).step_by(PAGE) {
        let members: Vec<Member> = (first..(first + PAGE).min(rows)).map(member).collect();
        let page = MembersPage {
            members: &members,
            at: now(),
            total: Some(rows as u64),
            part: Part::Everybody {
                generation,
                done: (first + members.len()) as u64,
                anchor: None,
            },
        };
        cache.put_members(site, &page)?;
    }
    cache.finish_members(site, generation, &End::complete(now()))?;
    cache.prepare_members(site)?;
    Ok(begin.elapsed())
}

fn open(path: &Path, site: &SiteId) -> anyhow::Result<MembersTable> {
    let cache = Cache::open_read_only(path)?;
    let mut builder = MembersBuilder::new(now(), MembersBeside::default());
    cache.visit_members_twice(site, builder.halves())?;
    Ok(builder.finish(site.clone()))
}

/// Megabytes that this process holds in memory.
fn held() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmRSS"));
    let kb = line.and_then(|l| l.split_whitespace().nth(1)?.parse::<u64>().ok());
    kb.unwrap_or(0) / 1_000
}

fn opening(path: &Path, site: &SiteId) -> anyhow::Result<MembersTable> {
    let (mut files, mut whole) = (Vec::new(), Vec::new());
    let before = held();
    for _ in 0..TIMES {
        let begin = wall();
        drop(Cache::open(path, now())?);
        files.push(begin.elapsed());
        let begin = wall();
        let table = open(path, site)?;
        whole.push(begin.elapsed());
        drop(table);
    }
    let table = open(path, site)?;
    let alone = held();
    // While a reading goes on there are two for a moment.
    let second = open(path, site)?;
    let both = held();
    drop(second);
    let mut out = Table::new(&["opening", "rows", "ms"]);
    let rows = table.rows.len().to_string();
    out.row(vec![
        "the file for writing".into(),
        String::new(),
        ms(Sample::new(files).median()),
    ]);
    out.row(vec![
        "the table".into(),
        rows,
        ms(Sample::new(whole).median()),
    ]);
    out.print();
    line(&format!(
        "Memory of this process: {before} MB before, {alone} MB with the table, {both} MB with two"
    ));
    line("");
    Ok(table)
}

/// What is searched, as bytes for the yardstick and as rows for SQLite.
fn plain(table: &MembersTable) -> anyhow::Result<(Vec<u8>, rusqlite::Connection)> {
    let mut conn = rusqlite::Connection::open_in_memory()?;
    conn.execute_batch("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")?;
    let tx = conn.transaction()?;
    let mut bytes = Vec::new();
    {
        let mut insert = tx.prepare("INSERT INTO t (text) VALUES (?1)")?;
        for row in &table.rows {
            let columns = [
                MemberColumn::Name,
                MemberColumn::Nickname,
                MemberColumn::Login,
                MemberColumn::Slug,
                MemberColumn::Emails,
            ];
            let folded = columns.map(|c| fold(row.text(c)).into_owned());
            let text = folded.join(&COLUMN.to_string());
            insert.execute([&text])?;
            bytes.extend_from_slice(text.as_bytes());
            bytes.push(0x1e);
        }
    }
    tx.commit()?;
    Ok((bytes, conn))
}

fn typing(table: &MembersTable) -> anyhow::Result<()> {
    let (bytes, conn) = plain(table)?;
    let mut out = Table::new(&[
        "typed so far",
        "rows",
        "search ms",
        "with all counts ms",
        "bare pass ms",
        "LIKE ms",
        "search / pass",
    ]);
    for typed in TYPED {
        let ends = typed.char_indices().map(|(at, c)| at + c.len_utf8());
        let texts: Vec<&str> = ends.map(|end| &typed[..end]).collect();
        let mut took: Vec<[Vec<Duration>; 4]> = vec![Default::default(); texts.len()];
        let mut counts = vec![0; texts.len()];
        for _ in 0..TIMES {
            let (mut last, mut last_search): (Option<Found>, Option<Found>) = (None, None);
            for (at, text) in texts.iter().enumerate() {
                let needle = gatehouse::index::Needle::new(text);
                let begin = wall();
                let found = table
                    .index
                    .text()
                    .search(needle, last_search.as_ref(), &never)?;
                took[at][0].push(begin.elapsed());
                last_search = Some(found);
                let filter = Filter {
                    text: (*text).to_owned(),
                    ..Filter::default()
                };
                let begin = wall();
                let view = table.index.view(&filter, None, last.as_ref(), &never)?;
                took[at][1].push(begin.elapsed());
                took[at][2].push(bare_pass(&bytes, text));
                took[at][3].push(like(&conn, text)?);
                counts[at] = view.rows.len();
                last = Some(view.found.clone());
            }
        }
        for ((text, hits), took) in texts.into_iter().zip(counts).zip(took) {
            let [search, view, pass, like] = took.map(|all| Sample::new(all).median());
            out.row(vec![
                format!("`{text}`"),
                hits.to_string(),
                ms(search),
                ms(view),
                ms(pass),
                ms(like),
                times(search, pass),
            ]);
        }
    }
    out.print();
    Ok(())
}

/// The yardstick: a substring search over all bytes. Of several words it looks for the longest.
fn bare_pass(bytes: &[u8], text: &str) -> Duration {
    let folded = fold(text);
    let longest = folded.split(' ').max_by_key(|word| word.len());
    let begin = wall();
    let found = Finder::new(longest.unwrap_or_default())
        .find_iter(bytes)
        .count();
    let took = begin.elapsed();
    std::hint::black_box(found);
    took
}

fn like(conn: &rusqlite::Connection, text: &str) -> anyhow::Result<Duration> {
    let words: Vec<String> = fold(text).split(' ').map(|w| format!("%{w}%")).collect();
    let terms = vec!["text LIKE ?"; words.len()].join(" AND ");
    let mut query = conn.prepare_cached(&format!("SELECT count(*) FROM t WHERE {terms}"))?;
    let begin = wall();
    let found: i64 = query.query_row(rusqlite::params_from_iter(&words), |r| r.get(0))?;
    let took = begin.elapsed();
    std::hint::black_box(found);
    Ok(took)
}

fn filtering(table: &MembersTable) -> anyhow::Result<()> {
    let mut out = Table::new(&["work", "rows", "first ms", "median ms"]);
    let mut filters = vec![("nothing chosen", Filter::default(), None)];
    let mut pending = Filter::default();
    pending.toggle(member_groups::STATUS, "PENDING");
    filters.push(("status pending", pending.clone(), None));
    pending.toggle(member_groups::DOMAIN, "example7.org");
    pending.toggle(member_groups::LACKS, "title");
    filters.push(("status, domain and lacking", pending, None));
    let mut month = Filter::default();
    let span = Span {
        from: Some(now().as_second() - 30 * 24 * 60 * 60),
        until: None,
    };
    month
        .spans
        .insert(member_groups::LAST_LOGIN.to_owned(), span);
    filters.push(("last login in 30 days", month, None));
    for (name, column) in [("by name", 0), ("by login address", 2), ("by time", 4)] {
        let order = Order {
            column,
            descending: false,
        };
        filters.push((name, Filter::default(), Some(order)));
    }
    for (name, filter, order) in filters {
        let mut took = Vec::new();
        let mut rows = 0;
        for _ in 0..=TIMES {
            let begin = wall();
            let view = table.index.view(&filter, order, None, &never)?;
            took.push(begin.elapsed());
            rows = view.rows.len();
        }
        let first = took.remove(0);
        out.row(vec![
            name.to_owned(),
            rows.to_string(),
            ms(first),
            ms(Sample::new(took).median()),
        ]);
    }
    out.print();
    Ok(())
}
