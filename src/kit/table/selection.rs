//! Which rows are marked: a set of stable row keys.

use std::ops::Range;

const BITS: usize = 64;

/// A set of row keys that outlives sorting and filtering.
///
/// A key is the index of a record in the whole data, not the number of the row on the screen, so
/// the same people stay selected whatever the order or the filter. It is a bitmap: a million
/// keys take 125 kB, marking a run of keys costs a sixty-fourth of a step per key, and `len` is
/// counted along. Keys should therefore start near zero and be dense; the memory grows with the
/// largest key, not with the number of keys.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    words: Vec<u64>,
    len: usize,
}

fn place(key: u32) -> (usize, u64) {
    (key as usize / BITS, 1 << (key as usize % BITS))
}

impl Selection {
    /// Nothing selected.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many keys are selected; counted along, not each time.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether this key is selected.
    pub fn contains(&self, key: u32) -> bool {
        let (word, bit) = place(key);
        self.words.get(word).is_some_and(|w| w & bit != 0)
    }

    /// Whether this key and no other is selected.
    pub fn is_only(&self, key: u32) -> bool {
        self.len == 1 && self.contains(key)
    }

    /// Adds a key; true when it was not there.
    pub fn insert(&mut self, key: u32) -> bool {
        let (word, bit) = place(key);
        self.reach(word);
        let Some(w) = self.words.get_mut(word) else {
            return false;
        };
        let new = *w & bit == 0;
        *w |= bit;
        self.len += usize::from(new);
        new
    }

    /// Takes a key out; true when it was there.
    pub fn remove(&mut self, key: u32) -> bool {
        let (word, bit) = place(key);
        let Some(w) = self.words.get_mut(word) else {
            return false;
        };
        let had = *w & bit != 0;
        *w &= !bit;
        self.len -= usize::from(had);
        had
    }

    /// Adds the key when it is missing and takes it out when it is there. Returns whether it is
    /// selected now.
    pub fn toggle(&mut self, key: u32) -> bool {
        if self.contains(key) {
            self.remove(key);
            false
        } else {
            self.insert(key);
            true
        }
    }

    /// Adds a run of keys, 64 at a time.
    pub fn insert_range(&mut self, keys: Range<u32>) {
        if keys.is_empty() {
            return;
        }
        let (start, end) = (keys.start as usize, keys.end as usize);
        let (first, last) = (start / BITS, (end - 1) / BITS);
        self.reach(last);
        for (at, word) in self.words.iter_mut().enumerate().take(last + 1).skip(first) {
            let low = start.saturating_sub(at * BITS).min(BITS);
            let high = (end - at * BITS).min(BITS);
            let mask = (u64::MAX << low) & (u64::MAX >> (BITS - high));
            self.len += (mask & !*word).count_ones() as usize;
            *word |= mask;
        }
    }

    /// Empties the set and keeps its memory for the next one.
    pub fn clear(&mut self) {
        self.words.clear();
        self.len = 0;
    }

    /// Keeps only the keys for which `keep` says yes, for example after records went away.
    pub fn retain(&mut self, mut keep: impl FnMut(u32) -> bool) {
        let mut len = 0;
        for (at, word) in self.words.iter_mut().enumerate() {
            let mut left = *word;
            while left != 0 {
                let bit = left.trailing_zeros();
                left &= left - 1;
                if keep(at as u32 * BITS as u32 + bit) {
                    len += 1;
                } else {
                    *word &= !(1 << bit);
                }
            }
        }
        self.len = len;
    }

    /// The selected keys, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                (left != 0).then(|| {
                    let bit = left.trailing_zeros();
                    left &= left - 1;
                    at as u32 * BITS as u32 + bit
                })
            })
        })
    }

    fn reach(&mut self, word: usize) {
        if self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
    }
}

/// Two sets are the same when they hold the same keys, whatever was in them before.
impl PartialEq for Selection {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.iter().eq(other.iter())
    }
}

impl Eq for Selection {}

impl Extend<u32> for Selection {
    fn extend<I: IntoIterator<Item = u32>>(&mut self, keys: I) {
        for key in keys {
            self.insert(key);
        }
    }
}

impl FromIterator<u32> for Selection {
    fn from_iter<I: IntoIterator<Item = u32>>(keys: I) -> Self {
        let mut set = Self::new();
        set.extend(keys);
        set
    }
}
