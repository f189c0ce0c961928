//! Substring search over all rows of a table at once.

use super::arena::{self, Arena};
use super::cancel::{CHUNK, Cancel, Cancelled, check};
use super::fold::{fold, fold_into};
use super::hits::Hits;
use memchr::memmem::Finder;
use std::sync::{Arc, Mutex, PoisonError};

/// Stands between the columns in the text of a row. Folding removes it from needles, so no needle
/// is ever found across two columns.
pub const COLUMN: char = '\u{1f}';

/// Stands at the end of each row, for the same reason.
const ROW: char = '\u{1e}';

/// A result is narrowed down row by row if it has less than this part of all rows, which takes about
/// as long as a pass over everything.
const REFINED: usize = 64;
/// Rows from which a second thread is worth its start.
const SHARED: usize = 1 << 17;

/// What is looked for: one or more words that must all be somewhere in a row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Needle {
    /// Folded, longest first, none a part of another.
    words: Vec<String>,
}

impl Needle {
    /// Reads what was typed. White space separates words.
    pub fn new(typed: &str) -> Self {
        let folded = fold(typed);
        let mut all: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        all.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
        let mut words: Vec<String> = Vec::with_capacity(all.len());
        for word in all {
            // "an anna" asks for no more than "anna".
            if !words.iter().any(|longer| longer.contains(word)) {
                words.push(word.to_owned());
            }
        }
        Self { words }
    }

    /// Whether nothing is asked for, so every row is a hit.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether every row that has this needle also has `other`.
    pub fn extends(&self, other: &Self) -> bool {
        let implied = |word: &String| self.words.iter().any(|mine| mine.contains(word));
        other.words.iter().all(implied)
    }

    fn finders(&self) -> Vec<Finder<'_>> {
        let bytes = self.words.iter().map(String::as_bytes);
        bytes.map(Finder::new).collect()
    }
}

/// What a search found: needle and rows, bound to the index that was asked.
#[derive(Debug, Clone)]
pub struct Found {
    index: Arc<()>,
    needle: Needle,
    hits: Hits,
}

impl Found {
    /// What was looked for.
    pub fn needle(&self) -> &Needle {
        &self.needle
    }

    /// The rows that have it.
    pub fn hits(&self) -> &Hits {
        &self.hits
    }
}

/// The folded texts of all rows of a table in one arena.
///
/// Takes about the bytes of the texts and 4 bytes a row. Holds at most `u32::MAX` rows.
#[derive(Debug, Clone, Default)]
pub struct TextIndex {
    arena: Arena,
    /// Tells this index from any other, so that old results are not taken for its own.
    identity: Arc<()>,
}

/// Folds rows one after the other, where they do not lie in one list.
#[derive(Debug, Default)]
pub struct TextBuilder(Arena);

impl TextBuilder {
    /// Makes room for so many rows with so many bytes, as far as that is known.
    pub fn reserve(&mut self, rows: usize, bytes: usize) {
        self.0.reserve(rows, bytes);
    }

    /// Adds a row with its columns.
    pub fn row(&mut self, columns: &[&str]) {
        self.0.push(|out| {
            for (i, column) in columns.iter().enumerate() {
                if i > 0 {
                    out.push(COLUMN);
                }
                fold_into(column, out);
            }
            out.push(ROW);
        });
    }

    /// The finished index.
    pub fn finish(mut self) -> TextIndex {
        self.0.shrink();
        TextIndex {
            arena: self.0,
            identity: Arc::default(),
        }
    }
}

impl TextIndex {
    /// Folds the texts of all rows. The columns of a row are joined with [`COLUMN`].
    pub fn build(rows: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let mut arena = Arena::default();
        for row in rows {
            arena.push(|out| {
                for (i, column) in row.as_ref().split(COLUMN).enumerate() {
                    if i > 0 {
                        out.push(COLUMN);
                    }
                    fold_into(column, out);
                }
                out.push(ROW);
            });
        }
        Self {
            arena,
            identity: Arc::default(),
        }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.arena.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Finds the rows that have every word of the needle somewhere.
    ///
    /// `previous` is the last result, if there is one: when the new needle extends its needle, only
    /// its rows are looked at. A result of another index is ignored.
    ///
    /// # Errors
    /// [`Cancelled`] if `cancel` said so.
    pub fn search(
        &self,
        needle: Needle,
        previous: Option<&Found>,
        cancel: Cancel<'_>,
    ) -> Result<Found, Cancelled> {
        // One pass over all bytes beats looking into many rows one by one: it comes by them in
        // order and needs no second way to each.
        let worth = |p: &Found| needle == p.needle || p.hits.len() < self.len() / REFINED;
        let usable = |p: &&Found| {
            Arc::ptr_eq(&p.index, &self.identity)
                && !p.hits.is_all()
                && needle.extends(&p.needle)
                && worth(p)
        };
        let rows = match previous.filter(usable) {
            Some(previous) if needle == previous.needle => return Ok(previous.clone()),
            Some(previous) => Some(self.refine(&needle, previous, cancel)?),
            None if needle.is_empty() => None,
            None => Some(self.scan(&needle, cancel)?),
        };
        let total = self.len() as u32;
        let hits = rows.map_or(Hits::all(total), |rows| Hits::ascending(rows, total));
        Ok(Found {
            index: Arc::clone(&self.identity),
            needle,
            hits,
        })
    }

    /// One pass over the arena with one word; the others are looked for in its rows only.
    fn scan(&self, needle: &Needle, cancel: Cancel<'_>) -> Result<Vec<u32>, Cancelled> {
        let mut finders = needle.finders();
        self.rarest_first(&mut finders);
        let Some((first, others)) = finders.split_first() else {
            return Ok(Vec::new());
        };
        let scan = |chunk: usize, rows: &mut Vec<u32>| self.scan_chunk(chunk, first, others, rows);
        both_ends(self.arena.chunks(), self.len() >= SHARED, &scan, cancel)
    }

    /// Puts the word first that the first rows have least often; of such the longest.
    fn rarest_first(&self, finders: &mut [Finder<'_>]) {
        if finders.len() > 1 && !self.is_empty() {
            let (bytes, _) = self.arena.chunk(0);
            let some = &bytes[..bytes.len().min(1 << 16)];
            finders.sort_by_cached_key(|finder| finder.find_iter(some).count());
        }
    }

    /// Adds the rows of a chunk that have every word.
    fn scan_chunk(
        &self,
        chunk: usize,
        first: &Finder<'_>,
        others: &[Finder<'_>],
        rows: &mut Vec<u32>,
    ) {
        let (bytes, ends) = self.arena.chunk(chunk);
        let before = (chunk * CHUNK) as u32;
        let (mut row, mut at) = (0, 0);
        while let Some(offset) = first.find(&bytes[at..]) {
            row = arena::entry_at(ends, at + offset, row);
            let span = arena::span(ends, row);
            at = span.end;
            if others
                .iter()
                .all(|word| word.find(&bytes[span.clone()]).is_some())
            {
                rows.push(before + row as u32);
            }
            row += 1;
        }
    }

    /// Looks only at rows that an earlier search left, and only for words that it did not look for.
    fn refine(
        &self,
        needle: &Needle,
        previous: &Found,
        cancel: Cancel<'_>,
    ) -> Result<Vec<u32>, Cancelled> {
        let (hits, known) = (&previous.hits, &previous.needle.words);
        let new = needle.words.iter().filter(|word| !known.contains(word));
        let finders: Vec<Finder<'_>> = new.map(|word| Finder::new(word.as_bytes())).collect();
        let mut rows = Vec::new();
        for (step, row) in hits.iter().enumerate() {
            check(cancel, step)?;
            let text = self.arena.get(row as usize).as_bytes();
            if finders.iter().all(|word| word.find(text).is_some()) {
                rows.push(row);
            }
        }
        Ok(rows)
    }
}

/// Does work on chunks that each give ascending rows; a second thread helps from the other end, if
/// `shared`. Where it comes late, because the machine is busy, it finds less to do.
fn both_ends(
    chunks: usize,
    shared: bool,
    work: &(dyn Fn(usize, &mut Vec<u32>) + Sync),
    cancel: Cancel<'_>,
) -> Result<Vec<u32>, Cancelled> {
    let left = Mutex::new(0..chunks);
    let take = |last: bool| {
        let mut left = left.lock().unwrap_or_else(PoisonError::into_inner);
        if last { left.next_back() } else { left.next() }
    };
    let help = || {
        let (mut rows, mut ends) = (Vec::new(), Vec::new());
        while let Some(chunk) = take(true) {
            work(chunk, &mut rows);
            ends.push(rows.len());
        }
        (rows, ends)
    };
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().name("search".to_owned());
        // Without a second thread this one does everything.
        let helper = shared
            .then(|| builder.spawn_scoped(scope, help).ok())
            .flatten();
        let mut rows = Vec::new();
        while let Some(chunk) = take(false) {
            if cancel() {
                *left.lock().unwrap_or_else(PoisonError::into_inner) = 0..0;
                return Err(Cancelled);
            }
            work(chunk, &mut rows);
        }
        if let Some(helper) = helper {
            let (more, ends) = helper
                .join()
                .unwrap_or_else(|e| std::panic::resume_unwind(e));
            rows.reserve(more.len());
            for at in (0..ends.len()).rev() {
                let start = at.checked_sub(1).map_or(0, |before| ends[before]);
                rows.extend_from_slice(&more[start..ends[at]]);
            }
        }
        Ok(rows)
    })
}
