//! Lists of rows.

/// Rows that a question found, in ascending order and without repeats.
///
/// Two lists of the same rows of the same table are equal, however they came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hits(Repr);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Repr {
    /// All of so many rows: no list is needed.
    All(u32),
    /// These, and fewer than all.
    Some(Vec<u32>),
}

impl Hits {
    /// All rows of a table with so many of them.
    pub fn all(total: u32) -> Self {
        Self(Repr::All(total))
    }

    /// Takes ascending rows of a table with `total` rows.
    pub(super) fn ascending(rows: Vec<u32>, total: u32) -> Self {
        debug_assert!(rows.is_sorted_by(|a, b| a < b), "rows ascend");
        if rows.len() == total as usize {
            return Self::all(total);
        }
        Self(Repr::Some(rows))
    }

    /// Number of rows found.
    pub fn len(&self) -> usize {
        match &self.0 {
            Repr::All(total) => *total as usize,
            Repr::Some(rows) => rows.len(),
        }
    }

    /// Whether no row was found.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether every row of the table was found.
    pub fn is_all(&self) -> bool {
        matches!(self.0, Repr::All(_))
    }

    /// Whether this row was found.
    pub fn contains(&self, row: u32) -> bool {
        match &self.0 {
            Repr::All(total) => row < *total,
            Repr::Some(rows) => rows.binary_search(&row).is_ok(),
        }
    }

    /// The rows, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        let (all, some): (_, &[u32]) = match &self.0 {
            Repr::All(total) => (0..*total, &[]),
            Repr::Some(rows) => (0..0, rows),
        };
        all.chain(some.iter().copied())
    }
}
