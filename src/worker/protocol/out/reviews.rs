//! Entries of a review as lines of a file, the same that `gatehouse reviews export` writes.

use super::{OutColumn, Outgoing, columns};
use crate::sheet::{REVIEW_HEAD, ReviewLine, review_cells};
use crate::worker::protocol::{ReviewRow, ReviewTable};

/// Ids of the columns, one for each title.
const IDS: [&str; REVIEW_HEAD.len()] = [
    "entry", "kind", "name", "address", "id", "role", "reach", "since", "changed", "worth",
    "decision", "to", "reason", "note", "by", "at",
];

impl ReviewRow {
    /// The entry as a sheet has it.
    pub fn line(&self) -> ReviewLine<'_> {
        ReviewLine {
            number: self.number + 1,
            item: &self.item,
            worth: &self.worth,
            made: self.made.as_ref(),
            reduced_to: &self.reduced_to,
            note: &self.note,
        }
    }
}

impl Outgoing for ReviewTable {
    const WORD: &'static str = "review";
    type Ahead = ();

    fn ahead(&self) {}

    fn out_columns(&self, _: bool) -> Vec<OutColumn> {
        let pairs: Vec<_> = IDS.into_iter().zip(REVIEW_HEAD).collect();
        columns(&pairs)
    }

    fn out_lines(&self, (): &(), row: &ReviewRow, _: bool) -> Vec<Vec<String>> {
        vec![review_cells(&row.line())]
    }
}
