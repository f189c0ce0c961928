//! Runs as a table, a line for each.

use super::escaped;
use jiff::Timestamp;
use serde::Serialize;
use std::io;

/// Columns of runs as CSV.
pub const RUNS_HEAD: [&str; 6] = [
    "Run",
    "Plan",
    "Begun",
    "Ended",
    "Stands still",
    "What came of it",
];

/// A run as a file has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RunLine<'a> {
    /// Its id.
    pub run: &'a str,
    /// The title of its plan.
    pub title: &'a str,
    /// When it began.
    pub started: Timestamp,
    /// When it ended; `None` while it has not.
    pub ended: Option<Timestamp>,
    /// Whether it stands still and can go on.
    pub open: bool,
    /// How it stands or ended, in a sentence.
    pub summary: &'a str,
}

/// The line with the names of the columns.
///
/// # Errors
/// What the writer said; writing into memory does not fail otherwise.
pub fn runs_head_csv() -> io::Result<Vec<u8>> {
    super::csv_row(&RUNS_HEAD)
}

/// One run as a line of CSV.
///
/// # Errors
/// As [`runs_head_csv`].
pub fn runs_csv_row(run: &RunLine<'_>) -> io::Result<Vec<u8>> {
    super::csv_row(&[
        run.run.to_owned(),
        run.title.to_owned(),
        run.started.to_string(),
        run.ended.map(|at| at.to_string()).unwrap_or_default(),
        if run.open { "yes" } else { "no" }.to_owned(),
        run.summary.to_owned(),
    ])
}

/// One run as a line of JSON.
///
/// # Errors
/// As [`runs_head_csv`].
pub fn runs_jsonl_row(run: &RunLine<'_>) -> io::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec(run)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// A line of CSV out of these cells, none of them a formula.
pub(super) fn row<T: AsRef<str>>(cells: &[T]) -> io::Result<Vec<u8>> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(cells.iter().map(|c| escaped(c.as_ref())))?;
    csv.into_inner()
        .map_err(|e| io::Error::other(e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_one_line_and_no_title_is_a_formula() {
        let run = RunLine {
            run: "r1",
            title: "=1+1",
            started: Timestamp::UNIX_EPOCH,
            ended: None,
            open: true,
            summary: "3 done, 1 left",
        };
        let csv = String::from_utf8(runs_csv_row(&run).unwrap()).unwrap();
        assert_eq!(
            csv,
            "r1,'=1+1,1970-01-01T00:00:00Z,,yes,\"3 done, 1 left\"\n"
        );
        let json: serde_json::Value =
            serde_json::from_slice(&runs_jsonl_row(&run).unwrap()).unwrap();
        assert_eq!(json["title"], "=1+1");
        assert_eq!(json["ended"], serde_json::Value::Null);
    }
}
