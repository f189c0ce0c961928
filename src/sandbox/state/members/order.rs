//! The order of found members, and the lists that are kept so that the pages of one query cost one look at all members.

use std::{
    cmp::Ordering,
    collections::{BinaryHeap, VecDeque},
    sync::Arc,
};

use jiff::Timestamp;

use super::{
    find::Row,
    query::{FoundMembers, MemberQuery},
};

/// Most lists that are kept; one of a million members takes 8 MB.
const MOST: usize = 4;
/// Up to here an order by text is found without keeping one.
const SHALLOW: usize = 1_000;
const TIMES: [&str; 3] = ["createdDate", "updatedDate", "lastLoginDate"];

/// Numbers of found members in their order, for the queries of a moment ago.
#[derive(Debug, Default)]
pub(crate) struct FoundLists(VecDeque<(String, Arc<Vec<u64>>)>);

impl FoundLists {
    /// A kept list.
    pub(super) fn get(&self, key: &str) -> Option<Arc<Vec<u64>>> {
        let found = self.0.iter().find(|(known, _)| known == key);
        found.map(|(_, list)| list.clone())
    }

    /// Keeps a list; the oldest one goes.
    pub(super) fn keep(&mut self, key: String, list: Arc<Vec<u64>>) {
        if self.0.len() >= MOST {
            self.0.pop_front();
        }
        self.0.push_back((key, list));
    }

    /// Forgets all, since members changed.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

/// Whether the first rows alone are cheaper to find than the whole order: ordering a million texts takes them all.
pub(super) fn is_shallow(query: &MemberQuery) -> bool {
    let by_text = |(field, _): &(String, bool)| !TIMES.contains(&field.as_str());
    query.page.offset.saturating_add(query.page.limit) <= SHALLOW && query.sort.iter().any(by_text)
}

/// The numbers of all rows that hit, in order.
pub(super) fn ordered<'a>(
    rows: impl Iterator<Item = Row<'a>>,
    hit: impl Fn(&Row<'a>) -> bool,
    sort: &[(String, bool)],
) -> Vec<u64> {
    let hits = rows.filter(|row| hit(row));
    if sort.is_empty() {
        return hits.map(Row::seq).collect();
    }
    let mut all: Vec<Ranked<'a>> = hits.map(|row| Ranked::new(row, sort)).collect();
    all.sort_unstable();
    all.into_iter().map(|ranked| ranked.row.seq()).collect()
}

/// Goes through the rows once. Only the rows up to the page's end are kept, and for those only what orders them.
pub(super) fn best<'a>(
    rows: impl Iterator<Item = Row<'a>>,
    hit: impl Fn(&Row<'a>) -> bool,
    query: &MemberQuery,
) -> FoundMembers {
    let page = query.page;
    let end = page.offset.saturating_add(page.limit);
    let mut total = 0_u64;
    let mut best: BinaryHeap<Ranked<'a>> = BinaryHeap::new();
    for row in rows.filter(|row| hit(row)) {
        total += 1;
        let place = if query.sort.is_empty() && total > end as u64 {
            continue;
        } else {
            Ranked::new(row, &query.sort)
        };
        best.push(place);
        if best.len() > end {
            best.pop();
        }
    }
    let rows = best.into_sorted_vec().into_iter().skip(page.offset);
    FoundMembers {
        rows: rows.map(|ranked| ranked.row.record()).collect(),
        total,
    }
}

/// A row and its place in the order.
struct Ranked<'a> {
    row: Row<'a>,
    keys: Vec<(Key, bool)>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Text(String),
    Time(Option<Timestamp>),
}

impl<'a> Ranked<'a> {
    fn new(row: Row<'a>, sort: &[(String, bool)]) -> Self {
        let key = |(field, down): &(String, bool)| (Key::of(row, field), *down);
        Self {
            keys: sort.iter().map(key).collect(),
            row,
        }
    }
}

impl Key {
    fn of(row: Row<'_>, field: &str) -> Self {
        match (field, row) {
            ("createdDate", Row::Seeded(member)) => Self::Time(Some(member.created())),
            ("createdDate", Row::Kept(member)) => Self::Time(Some(member.created)),
            ("updatedDate", Row::Seeded(member)) => Self::Time(Some(member.updated())),
            ("updatedDate", Row::Kept(member)) => Self::Time(Some(member.updated)),
            ("lastLoginDate", Row::Seeded(member)) => Self::Time(member.last_login()),
            ("lastLoginDate", Row::Kept(member)) => Self::Time(member.last_login),
            _ => Self::Text(row.text(field).unwrap_or_default().to_lowercase()),
        }
    }
}

impl Ord for Ranked<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let pairs = self.keys.iter().zip(&other.keys);
        let order = pairs.fold(Ordering::Equal, |so_far, ((a, down), (b, _))| {
            so_far.then_with(|| if *down { b.cmp(a) } else { a.cmp(b) })
        });
        order.then_with(|| self.row.seq().cmp(&other.row.seq()))
    }
}

impl PartialOrd for Ranked<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ranked<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ranked<'_> {}
