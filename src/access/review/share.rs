//! One of several parts of what would be too much for one review.

use super::Matter;
use serde::{Deserialize, Serialize};

/// Most entries of one review. What is more is reviewed in parts.
pub const MOST: u64 = 100_000;
/// Entries that a part is made for: parts differ a little in size.
const FILL: u64 = 95_000;

/// A part of a population. Who stands in which part is decided by the ids alone: the same person,
/// account, invite or member is in the same part of every snapshot, with all of its entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Which part; the first is 1.
    pub number: u32,
    /// Of how many.
    pub of: u32,
}

impl Share {
    /// The first part of a population of this size; `None` if it fits into one review.
    pub fn first(all: u64) -> Option<Self> {
        (all > MOST).then(|| Self {
            number: 1,
            of: u32::try_from(all.div_ceil(FILL)).unwrap_or(u32::MAX),
        })
    }

    /// Whether there is such a part.
    pub fn is_there(self) -> bool {
        (1..=self.of).contains(&self.number)
    }

    /// Whether this stands in it.
    pub fn takes(self, matter: &Matter) -> bool {
        let of = u64::from(self.of.max(1));
        mixed(matter.who().as_bytes()) % of + 1 == u64::from(self.number)
    }

    /// `part 2 of 3`.
    pub fn words(self) -> String {
        format!("part {} of {}", self.number, self.of)
    }
}

/// FNV-1a, then mixed so that ids that are alike spread over all parts. It must never change:
/// reviews that repeat go on with the same part.
fn mixed(bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    let mut hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325, step);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_stands_in_one_part_and_parts_are_alike() {
        let matter = |n: u32| Matter::Member("s1".into(), format!("member-{n}").into());
        let mut sizes = [0_u32; 3];
        for n in 0..30_000 {
            let parts = (1..=3).filter(|number| {
                let share = Share {
                    number: *number,
                    of: 3,
                };
                share.takes(&matter(n))
            });
            let parts: Vec<u32> = parts.collect();
            let [one] = parts.as_slice() else {
                panic!("{n} stands in {parts:?}");
            };
            sizes[*one as usize - 1] += 1;
        }
        assert!(
            sizes.iter().all(|n| (9_600..10_400).contains(n)),
            "{sizes:?}"
        );
    }

    #[test]
    fn what_is_too_much_is_cut_into_parts_that_fit() {
        assert_eq!(Share::first(MOST), None);
        let share = Share::first(1_000_000).unwrap();
        assert_eq!((share.number, share.of), (1, 11));
        assert!(share.is_there() && !Share { number: 12, of: 11 }.is_there());
    }

    #[test]
    fn who_stands_where_is_for_good() {
        let who = Matter::Contributor("s1".into(), "a-0".into());
        let found = (1..=7).find(|number| {
            let share = Share {
                number: *number,
                of: 7,
            };
            share.takes(&who)
        });
        assert_eq!(found, Some(6));
    }
}
