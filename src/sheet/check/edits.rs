//! Corrections of cells, as values: they are applied to rows as they go by, so that they cost
//! nothing per row of the file, and can be taken back by leaving out the last.

use super::class::Class;
use super::problem::Problems;
use crate::sheet::read::Row;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "edit")]
pub enum Edit {
    /// Another text in one cell.
    Cell {
        /// The row, as spreadsheets count.
        row: u64,
        /// The column, counted from 0.
        column: usize,
        /// The text.
        text: String,
    },
    /// The same text in a column from one row to another.
    FillDown {
        /// The first row.
        from: u64,
        /// The last row.
        to: u64,
        /// The column.
        column: usize,
        /// The text.
        text: String,
    },
    /// One text in place of another, in one column or in all.
    Replace {
        /// The column; `None` is every column.
        column: Option<usize>,
        /// What is looked for; never empty.
        find: String,
        /// What stands there instead.
        with: String,
        /// Only where it is all that stands in the cell.
        whole: bool,
    },
}

/// Corrections in the order in which they were made.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "Vec<Edit>", into = "Vec<Edit>")]
pub struct Edits {
    steps: Vec<Edit>,
    by_row: BTreeMap<u64, Vec<usize>>,
    wide: Vec<usize>,
    indexed: usize,
}

impl From<Vec<Edit>> for Edits {
    fn from(steps: Vec<Edit>) -> Self {
        let mut edits = Self {
            steps,
            ..Self::default()
        };
        edits.index();
        edits
    }
}

impl From<Edits> for Vec<Edit> {
    fn from(edits: Edits) -> Self {
        edits.steps
    }
}

impl Edits {
    /// Whether nothing was corrected.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The corrections.
    pub fn steps(&self) -> &[Edit] {
        &self.steps
    }

    /// Adds one.
    pub fn push(&mut self, edit: Edit) {
        self.steps.push(edit);
        self.index();
    }

    /// Takes the last one back.
    pub fn pop(&mut self) -> Option<Edit> {
        let last = self.steps.pop();
        self.indexed = 0;
        self.index();
        last
    }

    fn index(&mut self) {
        if self.indexed == 0 {
            self.by_row.clear();
            self.wide.clear();
        }
        for (at, edit) in self.steps.iter().enumerate().skip(self.indexed) {
            match edit {
                Edit::Cell { row, .. } => self.by_row.entry(*row).or_default().push(at),
                _ => self.wide.push(at),
            }
        }
        self.indexed = self.steps.len();
    }

    /// Takes over every suggestion of a class, as far as problems are kept; tells how many.
    pub fn take_suggestions(&mut self, problems: &Problems, class: Class) -> usize {
        let before = self.steps.len();
        let group = problems.groups.get(&class);
        for problem in group.into_iter().flat_map(|g| &g.shown) {
            if let (Some(column), Some(text)) = (problem.column, &problem.suggestion) {
                self.push(Edit::Cell {
                    row: problem.row,
                    column,
                    text: text.clone(),
                });
            }
        }
        self.steps.len() - before
    }

    /// Applies what concerns this row; true if it is another one now. The row with the names of
    /// the columns is for the caller to leave alone.
    pub fn apply(&self, row: &mut Row) -> bool {
        if self.steps.is_empty() {
            return false;
        }
        let own = self.by_row.get(&row.number).map_or(&[][..], Vec::as_slice);
        let mut all: Vec<usize> = self.wide.iter().chain(own).copied().collect();
        all.sort_unstable();
        let mut changed = false;
        for edit in all.into_iter().filter_map(|at| self.steps.get(at)) {
            changed |= apply(edit, row);
        }
        changed
    }
}

fn apply(edit: &Edit, row: &mut Row) -> bool {
    let put = |row: &mut Row, column: usize, text: &str| {
        let differs = row.cell(column) != text;
        if differs {
            row.set(column, text);
        }
        differs
    };
    match edit {
        Edit::Cell { column, text, .. } => put(row, *column, text),
        Edit::FillDown {
            from,
            to,
            column,
            text,
        } => (*from..=*to).contains(&row.number) && put(row, *column, text),
        Edit::Replace {
            column,
            find,
            with,
            whole,
        } => {
            let columns = match column {
                Some(one) => *one..one + 1,
                None => 0..row.len(),
            };
            let mut changed = false;
            for at in columns {
                let cell = row.cell(at);
                let text = match whole {
                    _ if find.is_empty() => continue,
                    true if cell.trim() == find => with.clone(),
                    false if cell.contains(find.as_str()) => cell.replace(find, with),
                    _ => continue,
                };
                changed |= put(row, at, &text);
            }
            changed
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corrections_come_one_after_the_other_and_the_last_can_be_taken_back() {
        let mut edits = Edits::default();
        edits.push(Edit::Replace {
            column: None,
            find: "@old.example".to_owned(),
            with: "@new.example".to_owned(),
            whole: false,
        });
        edits.push(Edit::Cell {
            row: 3,
            column: 2,
            text: "x".to_owned(),
        });
        edits.push(Edit::FillDown {
            from: 2,
            to: 4,
            column: 1,
            text: "Pat".to_owned(),
        });
        let changed = |edits: &Edits, number| {
            let mut row = Row::of(number, &["a@old.example", "Bo"]);
            let changed = edits.apply(&mut row);
            (changed, row.cells().collect::<Vec<_>>().join("|"))
        };
        assert_eq!(changed(&edits, 3), (true, "a@new.example|Pat|x".to_owned()));
        assert_eq!(changed(&edits, 9), (true, "a@new.example|Bo".to_owned()));
        assert!(matches!(edits.pop(), Some(Edit::FillDown { .. })));
        assert_eq!(changed(&edits, 3).1, "a@new.example|Bo|x");
    }
}
