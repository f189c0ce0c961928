//! Changes as lines of a file, the same that `gatehouse export changes` writes.

use super::{OutColumn, Outgoing, columns};
use crate::sheet::{CHANGES_HEAD, change_cells};
use crate::worker::protocol::{ChangeRow, ChangesTable};

/// Ids of the columns, one for each title.
const IDS: [&str; CHANGES_HEAD.len()] = [
    "what", "key", "weight", "kind", "who", "place", "before", "after", "by", "run", "compared",
];

impl Outgoing for ChangesTable {
    const WORD: &'static str = "changes";
    /// Which moments were compared, and whether one of them is incomplete.
    type Ahead = String;

    fn ahead(&self) -> String {
        self.of.document().compared()
    }

    fn out_columns(&self, _: bool) -> Vec<OutColumn> {
        let pairs: Vec<_> = IDS.into_iter().zip(CHANGES_HEAD).collect();
        columns(&pairs)
    }

    fn out_lines(&self, compared: &String, row: &ChangeRow, _: bool) -> Vec<Vec<String>> {
        vec![change_cells(&row.line(), compared)]
    }
}
