//! Order: a rank per row and column, computed once, makes each sort a sort of plain numbers.

use super::arena::Arena;
use super::fold::fold_into;
use super::hits::Hits;
use std::sync::{Arc, OnceLock};

/// Rank of a row without a value.
const MISSING: u32 = u32::MAX;

/// How to sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// Which rank: its place among the ranks of the index.
    pub column: usize,
    /// Largest first. Rows without a value come last in both directions.
    pub descending: bool,
}

/// By row: its place in the order of one column. Rows with the same value have the same rank.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rank(Vec<u32>);

impl Rank {
    /// Ranks texts by their folded form. `None` and blank texts are missing values.
    pub fn of_texts(texts: impl IntoIterator<Item = Option<impl AsRef<str>>>) -> Self {
        let mut folded = Arena::default();
        for text in texts {
            folded.push(|out| {
                if let Some(text) = text {
                    fold_into(text.as_ref().trim(), out);
                }
            });
        }
        // The first bytes as a number decide nearly always, without a look at the text itself.
        let present = |row: usize| {
            let key = Some(folded.get(row)).filter(|key| !key.trim().is_empty())?;
            Some((first_bytes(key), key))
        };
        Self::by(folded.len(), present)
    }

    /// Ranks any values, such as times or numbers. `None` is a missing value.
    pub fn of<T: Ord>(values: &[Option<T>]) -> Self {
        Self::by(values.len(), |row| values[row].as_ref())
    }

    fn by<K: Ord>(rows: usize, key: impl Fn(usize) -> Option<K>) -> Self {
        let mut present: Vec<(K, usize)> =
            (0..rows).filter_map(|row| Some((key(row)?, row))).collect();
        present.sort_unstable();
        let mut ranks = vec![MISSING; rows];
        let mut rank = 0;
        for (i, (key, row)) in present.iter().enumerate() {
            if i > 0 && present[i - 1].0 != *key {
                rank += 1;
            }
            ranks[*row] = rank;
        }
        Self(ranks)
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The first eight bytes as a number that sorts as they do.
fn first_bytes(key: &str) -> u64 {
    let mut first = [0; 8];
    for (to, from) in first.iter_mut().zip(key.bytes()) {
        *to = from;
    }
    u64::from_be_bytes(first)
}

/// Makes a rank.
pub type MakeRank = Arc<dyn Fn() -> Rank + Send + Sync>;

/// A rank that is there, or one that is made when somebody first sorts by it: a big table has more
/// columns than anybody sorts by.
#[derive(Clone)]
pub enum Ranked {
    /// It is there.
    Ready(Rank),
    /// It is made when it is asked for, and kept.
    Later(OnceLock<Rank>, MakeRank),
}

impl Ranked {
    /// One that is made when somebody first sorts by it.
    pub fn later(make: impl Fn() -> Rank + Send + Sync + 'static) -> Self {
        Self::Later(OnceLock::new(), Arc::new(make))
    }

    /// The rank.
    pub fn get(&self) -> &Rank {
        match self {
            Self::Ready(rank) => rank,
            Self::Later(made, make) => made.get_or_init(|| make()),
        }
    }

    /// Its number of rows, if it is there.
    pub(super) fn len(&self) -> Option<usize> {
        match self {
            Self::Ready(rank) => Some(rank.len()),
            Self::Later(made, _) => made.get().map(Rank::len),
        }
    }
}

impl From<Rank> for Ranked {
    fn from(rank: Rank) -> Self {
        Self::Ready(rank)
    }
}

impl std::fmt::Debug for Ranked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Ranked").field(&self.len()).finish()
    }
}

/// The rows in the order of a rank. Rows of the same rank keep their own order in both directions.
pub fn sort(hits: &Hits, rank: &Rank, descending: bool) -> Vec<u32> {
    let key = |row: u32| {
        let rank = match rank.0.get(row as usize).copied().unwrap_or(MISSING) {
            MISSING => MISSING,
            // Ranks of present values are below MISSING, so this stays below it too.
            rank if descending => MISSING - 1 - rank,
            rank => rank,
        };
        u64::from(rank) << 32 | u64::from(row)
    };
    let mut keys: Vec<u64> = hits.iter().map(key).collect();
    keys.sort_unstable();
    // The low half of a key is the row.
    keys.into_iter().map(|key| key as u32).collect()
}
