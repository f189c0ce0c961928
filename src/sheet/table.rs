//! Any table as a file: a JSON list with one object per row.

use serde_json::{Map, Value};
use std::io;

/// The table as JSON: a list with one object per row.
///
/// # Errors
/// What the writer said; writing into memory does not fail otherwise.
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
