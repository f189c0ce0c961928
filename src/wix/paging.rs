//! Going through lists page by page, in each API's own style (contract 9, "Paging").
//!
//! The two machines here are pure: they say what to ask next, they are told what came, and they
//! always end, whatever comes.

use super::wire::badges::CursorPage;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Most pages of one list. More than any account can fill; it ends lists that never end.
const MOST_PAGES: u32 = 20_000;
/// Most empty pages in a row that promise more.
const MOST_EMPTY: u32 = 3;

/// Why a list may be incomplete although every call worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PagingTrouble {
    /// The same place in the list was given again.
    #[error("Wix gave the same page again, so the list may be incomplete")]
    Repeated,
    /// Empty pages that promise more.
    #[error("Wix promised more rows and sent none, so the list may be incomplete")]
    Empty,
    /// No end after very many pages.
    #[error("the list did not end, so it may be incomplete")]
    Endless,
    /// Fewer rows than Wix had counted.
    #[error("Wix sent fewer rows than it had counted, so the list may be incomplete")]
    Short,
    /// The number of rows changed while the list was read: a row may have been passed over.
    #[error("the list changed while it was read, so a row may be missing")]
    Moved,
}

/// A row that could not be understood. The others of its page are sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadRow {
    /// Its place in the answer, such as `teamMembers[3]`.
    pub path: String,
    /// What was wrong with it.
    pub reason: String,
}

/// One page of a list. `C` is where the next one begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T, C> {
    /// Its rows, in the order in which they came.
    pub items: Vec<T>,
    /// Rows that could not be understood; while there are any, the list is incomplete.
    pub unread: Vec<UnreadRow>,
    /// Number of rows of the whole list, if Wix told it.
    pub total: Option<u64>,
    /// Where to go on; `None` at the end.
    pub next: Option<C>,
    /// Why the list may be incomplete.
    pub trouble: Option<PagingTrouble>,
}

/// What an answer tells about the length of its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Total {
    /// Nothing.
    #[default]
    Untold,
    /// A number that may count something else than rows: a hint only.
    Hint(u64),
    /// The number of rows.
    Exact(u64),
}

impl Total {
    /// The number, whatever it counts.
    pub fn number(self) -> Option<u64> {
        match self {
            Self::Untold => None,
            Self::Hint(n) | Self::Exact(n) => Some(n),
        }
    }
}

/// Place in a list that is read with `limit` and `offset`.
///
/// The offset grows by the rows that came, not by those that were asked for, since some limits are
/// not documented and a server may give fewer. The list ends at an empty page, at a short page
/// that completes the number of rows, or when the answer says so. A short page with no such word
/// is not taken for the end: one more question makes sure that nobody is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offsets {
    limit: u32,
    offset: u64,
    pages: u32,
    first: Option<String>,
    total: Option<u64>,
    moved: bool,
}

/// What came with one page of an offset list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Came<'a> {
    /// Rows in the answer, unreadable ones included.
    pub rows: usize,
    /// Id of the first row, to notice a server that gives the same page again and again.
    pub first: Option<&'a str>,
    /// Number of rows of the list.
    pub total: Total,
    /// Whether there is more, in the answer's own words.
    pub has_next: Option<bool>,
}

impl Offsets {
    /// The start of a list, asking for so many rows at once (at least one).
    pub fn start(limit: u32) -> Self {
        Self {
            limit: limit.max(1),
            offset: 0,
            pages: 0,
            first: None,
            total: None,
            moved: false,
        }
    }

    /// Rows to ask for.
    pub fn limit(&self) -> u32 {
        self.limit
    }

    /// Rows to leave out.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// Takes in what came. Gives the next place, or the end; and why the list may be incomplete.
    pub fn after(mut self, came: &Came<'_>) -> (Option<Self>, Option<PagingTrouble>) {
        let rows = came.rows as u64;
        self.pages += 1;
        if let (Some(before), Some(now)) = (self.total, came.total.number()) {
            self.moved |= before != now;
        }
        self.total = came.total.number().or(self.total);
        let moved = self.moved.then_some(PagingTrouble::Moved);
        let seen = self.offset.saturating_add(rows);
        let missing = matches!(came.total, Total::Exact(total) if seen < total);

        if rows == 0 {
            let promised = came.has_next == Some(true) || missing;
            let trouble = match (promised, missing) {
                (false, _) => moved,
                (true, true) => Some(PagingTrouble::Short),
                (true, false) => Some(PagingTrouble::Empty),
            };
            return (None, trouble);
        }
        if came.first.is_some() && came.first == self.first.as_deref() {
            return (None, Some(PagingTrouble::Repeated));
        }
        let short = rows < u64::from(self.limit);
        let ended = match (came.has_next, came.total) {
            (Some(more), _) => !more,
            (None, Total::Exact(total)) => seen >= total,
            (None, Total::Hint(total)) => short && seen == total,
            (None, Total::Untold) => false,
        };
        if ended {
            let trouble = missing.then_some(PagingTrouble::Short);
            return (None, trouble.or(moved));
        }
        if self.pages >= MOST_PAGES {
            return (None, Some(PagingTrouble::Endless));
        }
        self.offset = seen;
        self.first = came.first.map(str::to_owned);
        (Some(self), None)
    }
}

/// Place in a list that is read with cursors. Filters and sorts are sent with the first page only
/// (contract 9: they are ignored once a cursor is used).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursors {
    limit: u32,
    cursor: Option<String>,
    pages: u32,
    empty: u32,
    seen: BTreeSet<String>,
}

impl Cursors {
    /// The start of a list, asking for so many rows at once (at least one).
    pub fn start(limit: u32) -> Self {
        Self {
            limit: limit.max(1),
            cursor: None,
            pages: 0,
            empty: 0,
            seen: BTreeSet::new(),
        }
    }

    /// Rows to ask for.
    pub fn limit(&self) -> u32 {
        self.limit
    }

    /// Cursor to send; `None` for the first page.
    pub fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }

    /// The body of a query at this place: conditions and order go with the first page alone.
    pub(super) fn query(&self, filter: &Value, sort: &Value) -> Value {
        match self.cursor() {
            None => json!({ "query": {
                "filter": filter,
                "sort": sort,
                "cursorPaging": { "limit": self.limit },
            }}),
            Some(cursor) => json!({ "query": {
                "cursorPaging": { "limit": self.limit, "cursor": cursor },
            }}),
        }
    }

    /// Takes in what came. Gives the next place, or the end; and why the list may be incomplete.
    pub fn after(
        mut self,
        rows: usize,
        cursor: Option<&str>,
        has_next: Option<bool>,
    ) -> (Option<Self>, Option<PagingTrouble>) {
        self.pages += 1;
        self.empty = if rows == 0 { self.empty + 1 } else { 0 };
        let cursor = cursor.filter(|c| !c.is_empty());
        let cursor = match (cursor, has_next) {
            (_, Some(false)) | (None, None) => return (None, None),
            (None, Some(true)) => return (None, Some(PagingTrouble::Short)),
            (Some(cursor), _) => cursor,
        };
        if !self.seen.insert(cursor.to_owned()) {
            return (None, Some(PagingTrouble::Repeated));
        }
        if self.empty >= MOST_EMPTY {
            return (None, Some(PagingTrouble::Empty));
        }
        if self.pages >= MOST_PAGES {
            return (None, Some(PagingTrouble::Endless));
        }
        self.cursor = Some(cursor.to_owned());
        (Some(self), None)
    }
}

impl<T> Page<T, Cursors> {
    /// The page that came at this place: what was read of the answer.
    pub(super) fn of_cursor(at: Cursors, (items, unread, rows, meta): CursorPage<T>) -> Self {
        let (next, trouble) = at.after(rows, meta.cursor.as_deref(), meta.has_next);
        Self {
            items,
            unread,
            total: None,
            next,
            trouble,
        }
    }
}

impl<T> Page<T, Offsets> {
    /// The page that came at this place. `first` is the id of its first row.
    pub(super) fn after(
        at: Offsets,
        items: Vec<T>,
        unread: Vec<UnreadRow>,
        first: Option<&str>,
        (rows, total, has_next): (usize, Total, Option<bool>),
    ) -> Self {
        let (next, trouble) = at.after(&Came {
            rows,
            first,
            total,
            has_next,
        });
        Self {
            items,
            unread,
            total: total.number(),
            next,
            trouble,
        }
    }
}

/// Keeps one row per key, at the place of its first and with the words of its last appearance:
/// a list that moves while it is read shows rows twice.
pub fn dedupe<T, K: Ord>(rows: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut places = std::collections::BTreeMap::new();
    let mut kept: Vec<T> = Vec::with_capacity(rows.len());
    for row in rows {
        match places.entry(key(&row)) {
            std::collections::btree_map::Entry::Vacant(free) => {
                free.insert(kept.len());
                kept.push(row);
            }
            std::collections::btree_map::Entry::Occupied(place) => kept[*place.get()] = row,
        }
    }
    kept
}
