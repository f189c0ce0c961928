//! Which row named something first, for a million rows and more.
//!
//! A hash map that doubles holds the old table and the new one at once, 50 MB for a million rows.
//! Here the hashes are spread over many small tables that grow by a third, one at a time, and a
//! place takes 12 bytes, so that memory stays near what the rows themselves need.

/// Tables; the first byte of the hash chooses one.
const TABLES: usize = 256;
/// Places that a table begins with.
const FIRST: usize = 8;

/// Row numbers by a hash of whom the row names.
#[derive(Debug)]
pub(super) struct Firsts(Vec<Table>);

/// Low half of the hash, high half of it, row plus one; 0 is an empty place.
type Place = [u32; 3];

#[derive(Debug, Clone, Default)]
struct Table {
    places: Vec<Place>,
    taken: usize,
}

impl Default for Firsts {
    fn default() -> Self {
        Self(vec![Table::default(); TABLES])
    }
}

impl Firsts {
    /// The row that stands for this hash already.
    pub(super) fn get(&self, hash: u64) -> Option<u32> {
        let table = self.0.get(table_of(hash))?;
        let (_, row) = table.find(hash)?;
        row.checked_sub(1)
    }

    /// The row that stands for this hash; this one from now on, if none did.
    pub(super) fn first(&mut self, hash: u64, row: u32) -> u32 {
        let Some(table) = self.0.get_mut(table_of(hash)) else {
            return row;
        };
        table.make_room();
        let mark = row.min(u32::MAX - 1) + 1;
        match table.find(hash) {
            Some((_, known)) if known > 0 => known - 1,
            Some((at, _)) => {
                if let Some(place) = table.places.get_mut(at) {
                    *place = placed(hash, mark);
                    table.taken += 1;
                }
                row
            }
            None => row,
        }
    }

    /// Bytes that the tables take.
    #[cfg(test)]
    fn bytes(&self) -> usize {
        let places = self.0.iter().map(|t| t.places.capacity());
        places.sum::<usize>() * size_of::<Place>()
    }
}

fn table_of(hash: u64) -> usize {
    (hash >> 56) as usize
}

fn placed(hash: u64, mark: u32) -> Place {
    [hash as u32, (hash >> 32) as u32, mark]
}

impl Table {
    /// The place of this hash, or the empty one where it belongs, with what stands there.
    fn find(&self, hash: u64) -> Option<(usize, u32)> {
        let all = self.places.len();
        // The first byte chose the table; the rest is spread over its places.
        let begin = ((u128::from(hash << 8) * all as u128) >> 64) as usize;
        let (before, after) = self.places.split_at_checked(begin)?;
        let [low, high, _] = placed(hash, 0);
        let mut ring = (begin..).zip(after).chain((0..).zip(before));
        let (at, place) = ring.find(|(_, p)| p[2] == 0 || (p[0] == low && p[1] == high))?;
        Some((at, place[2]))
    }

    /// Grows by a third once three of four places are taken: there is always an empty one, and it is
    /// found after a few steps.
    fn make_room(&mut self) {
        let all = self.places.len();
        if (self.taken + 1) * 4 <= all * 3 {
            return;
        }
        let mut wider = Self {
            places: vec![[0; 3]; (all + all / 3).max(FIRST)],
            taken: self.taken,
        };
        for place in self.places.iter().filter(|p| p[2] > 0) {
            let hash = u64::from(place[0]) | (u64::from(place[1]) << 32);
            if let Some((at, _)) = wider.find(hash)
                && let Some(free) = wider.places.get_mut(at)
            {
                *free = *place;
            }
        }
        *self = wider;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    /// Spreads numbers as a hash does.
    fn spread(n: u64) -> u64 {
        let n = (n ^ (n >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        (n ^ (n >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53)
    }

    #[test]
    fn a_million_rows_take_little_more_than_their_twelve_bytes() {
        let mut firsts = Firsts::default();
        for row in 0..1_000_000_u32 {
            assert_eq!(firsts.first(spread(row.into()), row), row);
        }
        for row in (0..1_000_000_u32).step_by(997) {
            assert_eq!(firsts.get(spread(row.into())), Some(row));
            assert_eq!(firsts.first(spread(row.into()), 7), row);
        }
        assert_eq!(firsts.get(spread(1_000_001)), None);
        let bytes = firsts.bytes();
        assert!(bytes < 21_500_000, "{bytes}");
    }

    #[test]
    fn numbers_at_both_ends_are_kept() {
        let mut firsts = Firsts::default();
        assert_eq!(firsts.first(0, 0), 0);
        assert_eq!(firsts.first(0, 5), 0);
        assert_eq!(firsts.first(u64::MAX, u32::MAX), u32::MAX);
        assert_eq!(firsts.first(u64::MAX, 1), u32::MAX - 1);
        assert_eq!(firsts.get(1), None);
    }

    proptest! {
        /// Whatever hashes come, many of them alike or near each other: as a map of the standard
        /// library has it.
        #[test]
        fn it_is_a_map(rows in proptest::collection::vec((0_u64..400, 0_u32..3), 0..800)) {
            let (mut firsts, mut map) = (Firsts::default(), HashMap::new());
            for (number, (n, shift)) in (1_u32..).zip(rows) {
                let hash = n << (shift * 28);
                let known = *map.entry(hash).or_insert(number);
                prop_assert_eq!(firsts.first(hash, number), known);
                prop_assert_eq!(firsts.get(hash), Some(known));
            }
        }
    }
}
