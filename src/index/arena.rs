//! Many short texts in one piece of memory.

use super::cancel::CHUNK;
use std::ops::Range;

/// Texts one after the other in one string, and where each of them ends.
///
/// Ends are counted from the beginning of the chunk that an entry lies in, so four bytes are enough
/// whatever the arena holds; the texts of one chunk take less than 4 GB.
#[derive(Debug, Clone, Default)]
pub(super) struct Arena {
    text: String,
    /// By entry: where it ends in its chunk.
    ends: Vec<u32>,
    /// By chunk: where it begins.
    chunks: Vec<usize>,
}

/// Ends that are looked at in one step, without a branch between them.
const STEP: usize = 16;

impl Arena {
    /// Makes room for so many entries with so many bytes, as far as that is known.
    pub(super) fn reserve(&mut self, entries: usize, bytes: usize) {
        self.ends.reserve(entries);
        self.text.reserve(bytes);
    }

    /// Gives back what was reserved for more.
    pub(super) fn shrink(&mut self) {
        self.ends.shrink_to_fit();
        self.text.shrink_to_fit();
    }

    /// Adds one entry: whatever `write` appends to the string.
    pub(super) fn push(&mut self, write: impl FnOnce(&mut String)) {
        if self.ends.len().is_multiple_of(CHUNK) {
            self.chunks.push(self.text.len());
        }
        write(&mut self.text);
        let start = self.chunks.last().copied().unwrap_or_default();
        self.ends.push((self.text.len() - start) as u32);
    }

    /// Number of entries.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Number of chunks.
    pub(super) fn chunks(&self) -> usize {
        self.chunks.len()
    }

    /// The bytes of the entries of a chunk, and where each ends in them.
    pub(super) fn chunk(&self, chunk: usize) -> (&[u8], &[u32]) {
        let first = chunk * CHUNK;
        let ends = &self.ends[first..(first + CHUNK).min(self.ends.len())];
        let start = self.chunks[chunk];
        let end = start + ends.last().map_or(0, |end| *end as usize);
        (&self.text.as_bytes()[start..end], ends)
    }

    /// The text of an entry.
    pub(super) fn get(&self, entry: usize) -> &str {
        let start = self.chunks[entry / CHUNK];
        let span = span(&self.ends[entry / CHUNK * CHUNK..], entry % CHUNK);
        &self.text[start + span.start..start + span.end]
    }
}

/// Where an entry of a chunk lies in its bytes.
pub(super) fn span(ends: &[u32], entry: usize) -> Range<usize> {
    let start = entry.checked_sub(1).map_or(0, |before| ends[before]);
    start as usize..ends[entry] as usize
}

/// The entry of a chunk, `from` or a later one, that holds the byte at `offset`.
///
/// Counts the ends before it, some at once: hits are mostly near each other, and a step that the
/// processor cannot foresee costs more than a few comparisons that it need not. Farther away it
/// gallops.
pub(super) fn entry_at(ends: &[u32], offset: usize, from: usize) -> usize {
    let mut at = from;
    for _ in 0..4 {
        let some = &ends[at.min(ends.len())..(at + STEP).min(ends.len())];
        let before: u32 = some
            .iter()
            .map(|end| u32::from(*end as usize <= offset))
            .sum();
        at += before as usize;
        if before as usize != STEP {
            return at;
        }
    }
    let mut step = STEP;
    while ends
        .get(at + step)
        .is_some_and(|end| *end as usize <= offset)
    {
        at += step;
        step *= 2;
    }
    let high = (at + step + 1).min(ends.len());
    at + ends[at.min(high)..high].partition_point(|end| *end as usize <= offset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_byte_is_found_from_every_entry_before_it(
            texts in proptest::collection::vec("[a-c]{0,5}", 1..40),
            far in 1_usize..400,
        ) {
            let mut arena = Arena::default();
            // Near and far, over empty entries and full ones.
            let texts: Vec<&String> = texts.iter().cycle().take(far).collect();
            for text in &texts {
                arena.push(|out| out.push_str(text));
            }
            let (bytes, ends) = arena.chunk(0);
            for (entry, text) in texts.iter().enumerate() {
                prop_assert_eq!(arena.get(entry), text.as_str());
                let span = span(ends, entry);
                prop_assert_eq!(&bytes[span.clone()], text.as_bytes());
                for offset in span {
                    for from in (0..=entry).rev().step_by(7) {
                        prop_assert_eq!(entry_at(ends, offset, from), entry);
                    }
                }
            }
        }
    }

    #[test]
    fn entries_of_all_chunks_are_found() {
        let mut arena = Arena::default();
        for n in 0..=CHUNK * 2 {
            arena.push(|out| out.push_str(&n.to_string()));
        }
        assert_eq!((arena.len(), arena.chunks()), (CHUNK * 2 + 1, 3));
        for n in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, CHUNK * 2 - 1, CHUNK * 2] {
            assert_eq!(arena.get(n), n.to_string());
            let (bytes, ends) = arena.chunk(n / CHUNK);
            let at = span(ends, n % CHUNK);
            assert_eq!(&bytes[at.clone()], n.to_string().as_bytes());
            assert_eq!(entry_at(ends, at.start, 0), n % CHUNK);
        }
    }
}
