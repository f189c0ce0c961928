//! Any table as a file: CSV, or a JSON list with one object per row.

use super::escaped;
use serde_json::{Map, Value};
use std::io;

/// The table as CSV: UTF-8, commas, cells escaped against formulas.
///
/// # Errors
/// What the writer said; writing into memory does not fail otherwise.
pub fn table_csv(head: &[&str], rows: &[Vec<String>]) -> io::Result<Vec<u8>> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(head)?;
    for row in rows {
        csv.write_record(row.iter().map(|c| escaped(c)))?;
    }
    csv.into_inner()
        .map_err(|e| io::Error::other(e.to_string()))
}

/// The table as JSON: a list with one object per row.
///
/// # Errors
/// As [`table_csv`].
pub fn table_json(head: &[&str], rows: &[Vec<String>]) -> io::Result<Vec<u8>> {
    let object = |row: &Vec<String>| {
        let cells = head.iter().zip(row);
        let cells = cells.map(|(k, v)| ((*k).to_owned(), Value::from(v.as_str())));
        Value::Object(cells.collect::<Map<_, _>>())
    };
    let all: Vec<Value> = rows.iter().map(object).collect();
    let mut bytes = serde_json::to_vec_pretty(&all)?;
    bytes.push(b'\n');
    Ok(bytes)
}
