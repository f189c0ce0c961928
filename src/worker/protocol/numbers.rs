//! Numbers by which the window remembers rows while one table takes the place of another.

use super::Frozen;
use std::collections::BTreeMap;

/// Numbers that belong to keys and stay with them in the tables that come after. Selection and
/// keyboard remember them.
#[derive(Debug, Clone)]
pub struct Numbers<K> {
    known: BTreeMap<K, u32>,
    of: Vec<u32>,
    at: Vec<Option<u32>>,
    /// The rows had numbers of their own, which ascend; `known` and `at` are empty.
    fixed: bool,
}

impl<K> Default for Numbers<K> {
    fn default() -> Self {
        Self {
            known: BTreeMap::new(),
            of: Vec::new(),
            at: Vec::new(),
            fixed: false,
        }
    }
}

impl<K: Ord + Clone> Numbers<K> {
    /// Numbers for these keys, one per row; what `before` numbered keeps its number. A key that
    /// comes a second time gets a number that no table after this one knows. Work grows with the
    /// rows, so it runs off the window's thread.
    pub fn new(before: Option<&Self>, keys: impl Iterator<Item = K>) -> Self {
        let mut known = before.map(|b| b.known.clone()).unwrap_or_default();
        let mut at = vec![None; before.map_or(0, |b| b.at.len())];
        let mut of = Vec::new();
        for (row, key) in (0_u32..).zip(keys) {
            let next = at.len() as u32;
            let mut number = *known.entry(key).or_insert(next);
            if let Some(slot @ None) = at.get_mut(number as usize) {
                *slot = Some(row);
            } else {
                number = next;
                at.push(Some(row));
            }
            of.push(number);
        }
        Self {
            known,
            of,
            at,
            fixed: false,
        }
    }

    /// The row with this key.
    pub fn row_of(&self, key: &K) -> Option<u32> {
        self.row(*self.known.get(key)?)
    }
}

impl<K> Numbers<K> {
    /// Numbers that the rows have already, ascending: for big tables whose rows keep a place of
    /// their own. Nothing is looked up by key here.
    pub fn fixed(of: Vec<u32>) -> Self {
        Self {
            of,
            fixed: true,
            ..Self::default()
        }
    }

    /// Number of a row.
    pub fn number(&self, row: u32) -> u32 {
        self.of.get(row as usize).copied().unwrap_or(u32::MAX)
    }

    /// Row with this number, if it is still there.
    pub fn row(&self, number: u32) -> Option<u32> {
        if self.fixed {
            let found = self.of.binary_search(&number).ok();
            return found.map(|row| row as u32);
        }
        self.at.get(number as usize).copied().flatten()
    }

    /// Rows with these numbers, which ascend, as far as they are still there. All numbers of a big
    /// table take one walk along it.
    pub fn rows(&self, numbers: impl Iterator<Item = u32>) -> Vec<u32> {
        if !self.fixed {
            let mut rows: Vec<u32> = numbers.filter_map(|number| self.row(number)).collect();
            rows.sort_unstable();
            return rows;
        }
        let (mut rows, mut at) = (Vec::new(), 0);
        for number in numbers {
            let mut step = 1;
            while self.of.get(at + step).is_some_and(|of| *of < number) {
                at += step;
                step *= 2;
            }
            let end = (at + step + 1).min(self.of.len());
            let near = self.of.get(at..end).unwrap_or_default();
            at += near.partition_point(|of| *of < number);
            if self.of.get(at) == Some(&number) {
                rows.push(at as u32);
                at += 1;
            }
        }
        rows
    }
}

/// A frozen table whose rows keep their numbers in the tables that come after it.
pub trait Numbered: Frozen + Sized {
    /// One row.
    type Row;
    /// What tells a row apart from every other.
    type Key: Ord + Clone;

    /// The rows, in the order in which they were frozen.
    fn rows(&self) -> &[Self::Row];

    /// The key of a row.
    fn key(row: &Self::Row) -> Self::Key;

    /// The numbers of the rows.
    fn numbers(&self) -> &Numbers<Self::Key>;

    /// Takes over other numbers.
    fn renumber(&mut self, numbers: Numbers<Self::Key>);

    /// The table that stands in the place of `before`: what stands in both keeps its number. Work
    /// grows with the rows, so it runs off the window's thread.
    #[must_use]
    fn after(mut self, before: Option<&Self>) -> Self {
        if let Some(before) = before {
            let keys = self.rows().iter().map(Self::key);
            let numbers = Numbers::new(Some(before.numbers()), keys);
            self.renumber(numbers);
        }
        self
    }
}

/// Where rows, their keys and their numbers are is the same for every table.
macro_rules! numbered {
    ($table:ty, $row:ty, $key:ty, $of:expr) => {
        impl $crate::worker::protocol::Numbered for $table {
            $crate::worker::protocol::numbers::numbered!(in $row, $key, $of);
        }
    };
    (in $row:ty, $key:ty, $of:expr) => {
        type Row = $row;
        type Key = $key;

        fn rows(&self) -> &[$row] {
            &self.rows
        }

        fn key(row: &$row) -> $key {
            let of: fn(&$row) -> $key = $of;
            of(row)
        }

        fn numbers(&self) -> &$crate::worker::protocol::Numbers<$key> {
            &self.numbers
        }

        fn renumber(&mut self, numbers: $crate::worker::protocol::Numbers<$key>) {
            self.numbers = numbers;
        }
    };
}
pub(super) use numbered;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_with_their_keys_when_rows_come_and_go() {
        let first = Numbers::new(None, ["b", "c"].into_iter());
        let second = Numbers::new(Some(&first), ["a", "c", "d"].into_iter());
        assert_eq!(second.number(1), first.number(1), "c keeps its number");
        assert_eq!(second.row(first.number(0)), None, "b is gone");
        assert_eq!(second.row_of(&"d"), Some(2));
        let third = Numbers::new(Some(&second), ["b"].into_iter());
        assert_eq!(third.number(0), first.number(0), "b comes back as itself");
    }

    #[test]
    fn a_key_that_comes_twice_has_two_numbers_and_takes_none_of_another_row() {
        let first = Numbers::new(None, ["a", "a", "b"].into_iter());
        let numbers: Vec<u32> = (0..3).map(|row| first.number(row)).collect();
        assert_eq!(numbers, [0, 1, 2]);
        assert_eq!(
            (0..3).map(|n| first.row(n)).collect::<Vec<_>>(),
            [Some(0), Some(1), Some(2)]
        );
        let second = Numbers::new(Some(&first), ["c", "b", "a"].into_iter());
        assert_eq!(
            (second.number(1), second.number(2)),
            (2, 0),
            "known keys stay"
        );
        assert_eq!(
            second.number(0),
            3,
            "a new one takes no number that was given before"
        );
    }

    proptest::proptest! {
        #[test]
        fn many_rows_are_found_as_one_is(
            of in proptest::collection::btree_set(0_u32..300, 0..120),
            asked in proptest::collection::btree_set(0_u32..320, 0..120),
        ) {
            let of: Vec<u32> = of.into_iter().collect();
            let keyed = Numbers::new(None, of.iter().copied());
            let fixed: Numbers<u32> = Numbers::fixed(of);
            let one_by_one: Vec<u32> = asked.iter().filter_map(|n| fixed.row(*n)).collect();
            proptest::prop_assert_eq!(fixed.rows(asked.iter().copied()), one_by_one);
            let one_by_one: Vec<u32> = asked.iter().filter_map(|n| keyed.row(*n)).collect();
            proptest::prop_assert_eq!(keyed.rows(asked.iter().copied()), one_by_one);
        }
    }
}
