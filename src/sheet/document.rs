//! Plans and receipts as JSON files.

use crate::plan::{Plan, Receipt, file};
use std::io;

/// A plan as a file that can be opened and applied: readable JSON with its seal.
///
/// # Errors
/// What the writer said; writing into memory does not fail otherwise.
pub fn plan_json(plan: &Plan) -> io::Result<Vec<u8>> {
    Ok(file::to_bytes(plan)?)
}

/// A receipt as readable JSON.
///
/// # Errors
/// As [`plan_json`].
pub fn receipt_json(receipt: &Receipt) -> io::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(receipt)?;
    bytes.push(b'\n');
    Ok(bytes)
}
