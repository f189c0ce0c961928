//! Many short texts in one piece of memory.

use std::ops::Range;

/// Texts one after the other in one string, and where each of them ends.
#[derive(Debug, Clone, Default)]
pub(super) struct Arena {
    text: String,
    ends: Vec<usize>,
}

impl Arena {
    /// Adds one entry: whatever `write` appends to the string.
    pub(super) fn push(&mut self, write: impl FnOnce(&mut String)) {
        write(&mut self.text);
        self.ends.push(self.text.len());
    }

    /// Number of entries.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The bytes of all entries.
    pub(super) fn bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// Where an entry lies in [`Self::bytes`].
    pub(super) fn span(&self, entry: usize) -> Range<usize> {
        let start = entry.checked_sub(1).map_or(0, |before| self.ends[before]);
        start..self.ends[entry]
    }

    /// The text of an entry.
    pub(super) fn get(&self, entry: usize) -> &str {
        &self.text[self.span(entry)]
    }

    /// The entry, `from` or a later one, that holds the byte at `offset`.
    ///
    /// Gallops: a hit nearby costs one or two steps, a far one a logarithm of the distance.
    pub(super) fn entry_at(&self, offset: usize, from: usize) -> usize {
        let (mut low, mut step) = (from, 1);
        while self.ends.get(low + step).is_some_and(|&end| end <= offset) {
            low += step;
            step *= 2;
        }
        let high = (low + step + 1).min(self.ends.len());
        low + self.ends[low..high].partition_point(|&end| end <= offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_byte_is_found_from_every_entry_before_it(
            texts in proptest::collection::vec("[a-c]{0,5}", 1..40),
        ) {
            let mut arena = Arena::default();
            for text in &texts {
                arena.push(|out| out.push_str(text));
            }
            for (entry, text) in texts.iter().enumerate() {
                prop_assert_eq!(arena.get(entry), text);
                for offset in arena.span(entry) {
                    for from in 0..=entry {
                        prop_assert_eq!(arena.entry_at(offset, from), entry);
                    }
                }
            }
        }
    }
}
