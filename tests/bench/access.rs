//! Contributors of 2,000 sites: freezing the table, typing a word letter by letter, facets, order.

#[path = "support/clock.rs"]
mod clock;
#[path = "support/report.rs"]
mod report;

use clock::wall;
use gatehouse::access::{
    AccountId, Contributor, Directory, Extra, Location, LocationId, Role, RoleId, RoleLimit, Site,
    SiteId,
};
use gatehouse::index::{Filter, Found, Order, never};
use gatehouse::plan::{AccountName, SiteAccess};
use gatehouse::worker::protocol::{
    AccessTable, Readings, Refusals, access_groups, freeze_access, freeze_sites,
};
use jiff::Timestamp;
use report::{Sample, Table, line, ms};
use std::sync::Arc;
use std::time::Duration;

const SITES: usize = 2_000;
/// Contributors of each site, so that there are 60,000 rows.
const EACH: usize = 30;
const ACCOUNTS: usize = 9_000;
const ROLES: usize = 24;
/// How often everything is done.
const TIMES: usize = 9;

const FIRST: [&str; 11] = [
    "Nora", "Jürgen", "Anna", "Felix", "Priya", "Łukasz", "Zoë", "Marcus", "Wanjiru", "Ολγα",
    "Иван",
];
const LAST: [&str; 13] = [
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
    "Haddad",
];

fn main() -> anyhow::Result<()> {
    if !report::wanted() {
        return Ok(());
    }
    let directory = Arc::new(directory());
    let access = Arc::new(access());
    let readings: Readings = directory
        .sites()
        .map(|s| (s.id.clone(), (Timestamp::UNIX_EPOCH, true)))
        .collect();
    let outside = std::collections::BTreeSet::new();
    let refused = Refusals::new();
    let frozen = times(|| freeze_access(&directory, Arc::clone(&access), &readings));
    let sites = times(|| freeze_sites(&directory, &access, &readings, &outside, &refused, None));
    let table = freeze_access(&directory, Arc::clone(&access), &readings);
    line("## access: contributors of 2,000 sites");
    line("");
    line(&format!(
        "{} rows of {SITES} sites, {ROLES} roles; wall time on the worker, median of {TIMES} and \
         the slowest. The window's thread does none of this: it draws the rows in sight.",
        table.rows.len(),
    ));
    line("");
    let mut out = Table::new(&["work", "rows", "median ms", "slowest ms"]);
    out.row(row("freeze contributors", table.rows.len(), frozen));
    out.row(row("freeze sites", SITES, sites));
    for typed in ["kowalski", "zzz", "harbor 199", "manager"] {
        let (rows, letters) = typing(&table, typed)?;
        out.row(row(&format!("one letter of `{typed}`"), rows, letters));
    }
    for (name, filter) in filters(&table) {
        let (rows, took) = filtering(&table, &filter, None)?;
        out.row(row(&name, rows, took));
    }
    let order = Order {
        column: 1,
        descending: true,
    };
    let (rows, took) = filtering(&table, &Filter::default(), Some(order))?;
    out.row(row("order by address", rows, took));
    out.print();
    Ok(())
}

fn row(name: &str, rows: usize, took: Vec<Duration>) -> Vec<String> {
    let slowest = took.iter().max().copied().unwrap_or_default();
    vec![
        name.to_owned(),
        rows.to_string(),
        ms(Sample::new(took).median()),
        ms(slowest),
    ]
}

fn times<T>(mut work: impl FnMut() -> T) -> Vec<Duration> {
    let mut took = Vec::new();
    for _ in 0..TIMES {
        let begin = wall();
        let made = work();
        took.push(begin.elapsed());
        drop(std::hint::black_box(made));
    }
    took
}

/// Types a word letter by letter; each letter goes on from the one before, as the worker does it.
fn typing(table: &AccessTable, typed: &str) -> anyhow::Result<(usize, Vec<Duration>)> {
    let (mut took, mut rows) = (Vec::new(), 0);
    for _ in 0..TIMES {
        let mut last: Option<Found> = None;
        for (at, c) in typed.char_indices() {
            let filter = Filter {
                text: typed[..at + c.len_utf8()].to_owned(),
                ..Filter::default()
            };
            let begin = wall();
            let view = table.index.view(&filter, None, last.as_ref(), &never)?;
            took.push(begin.elapsed());
            rows = view.rows.len();
            last = Some(view.found);
        }
    }
    Ok((rows, took))
}

fn filters(table: &AccessTable) -> Vec<(String, Filter)> {
    let groups = table.index.facets().groups();
    let first = |key: &str| {
        let group = groups.iter().find(|g| g.key == key);
        group.and_then(|g| g.values.first()).map(|v| v.key.clone())
    };
    let mut all = Vec::new();
    let mut both = Filter::default();
    for key in [
        access_groups::ROLE,
        access_groups::SITE,
        access_groups::DOMAIN,
    ] {
        let Some(value) = first(key) else { continue };
        let mut one = Filter::default();
        one.toggle(key, &value);
        both.toggle(key, &value);
        all.push((format!("facet {key}"), one));
    }
    all.push(("the three facets together".to_owned(), both));
    all
}

fn filtering(
    table: &AccessTable,
    filter: &Filter,
    order: Option<Order>,
) -> anyhow::Result<(usize, Vec<Duration>)> {
    let rows = table.index.view(filter, order, None, &never)?.rows.len();
    let took = times(|| table.index.view(filter, order, None, &never));
    Ok((rows, took))
}

fn id(kind: &str, number: usize) -> String {
    format!("{kind}0c0de-0000-4000-8000-{number:012}")
}

fn site_id(number: usize) -> SiteId {
    SiteId::new(&id("5a1", number))
}

fn account(number: usize) -> AccountId {
    AccountId::new(&id("acc", number))
}

fn role_id(number: usize) -> RoleId {
    RoleId::new(&format!("66003444201113{number:05}"))
}

fn directory() -> Directory {
    let titles = ["Website Manager", "Blog Writer", "Store Manager", "Helper"];
    let roles = (0..ROLES).map(|i| Role {
        id: role_id(i),
        title: match titles.get(i) {
            Some(title) => (*title).to_owned(),
            None => format!("Own role {i}"),
        },
        description: String::new(),
        limit: RoleLimit::None,
        custom: i >= titles.len(),
        extra: Extra::new(),
    });
    let sites = (0..SITES).map(|i| Site {
        display_name: format!("Harbor {i:04}"),
        published: Some(true),
        owner: Some(account(0)),
        contributors: (0..EACH).map(|c| person(i, c)).collect(),
        editor: Some("EDITOR".to_owned()),
        ..Site::bare(site_id(i))
    });
    Directory::new(roles.collect(), sites.collect(), Vec::new())
}

/// Different accounts for the contributors of one site.
fn person(site: usize, contributor: usize) -> AccountId {
    account((site * 131 + contributor * 293) % ACCOUNTS)
}

fn access() -> SiteAccess {
    let mut access = SiteAccess::default();
    for number in 0..ACCOUNTS {
        let (first, last) = (FIRST[number % FIRST.len()], LAST[number / 3 % LAST.len()]);
        let name = AccountName {
            name: format!("{first} {last}"),
            email: format!("user{number}@example{}.org", number % 97),
            from: "the team".to_owned(),
        };
        access.names.insert(account(number), name);
    }
    for site in 0..SITES {
        let place = |n: usize| LocationId::new(&id("10c", site * 2 + n));
        let places = (0..2).map(|n| Location {
            id: place(n),
            name: format!("Place {n}"),
            description: String::new(),
            default: Some(n == 0),
            archived: Some(false),
            address: None,
            extra: Extra::new(),
        });
        access.locations.insert(site_id(site), places.collect());
        let people = (0..EACH).map(|c| {
            let one = Contributor {
                account: person(site, c),
                owner: None,
                roles: vec![role_id((site + c) % ROLES)],
                locations: if c % 14 == 1 { vec![place(1)] } else { vec![] },
            };
            (one.account.clone(), one)
        });
        access.contributors.insert(site_id(site), people.collect());
    }
    access
}
