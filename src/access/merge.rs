//! Merging what is known with what was answered.
//!
//! Answers of different calls tell different parts of the same thing. An answer never overwrites a
//! known value with a missing one, with an empty string or with `UNKNOWN`.

use std::collections::BTreeMap;

/// Fields that this version does not know, kept as they came.
pub type Extra = BTreeMap<String, serde_json::Value>;

/// Takes in a newer answer about the same thing.
pub trait Merge {
    /// Overwrites what `newer` knows and keeps what it does not know.
    fn merge(&mut self, newer: Self);
}

/// The newer value where there is one, else the old one.
pub fn keep<T>(old: &mut Option<T>, newer: Option<T>) {
    if newer.is_some() {
        *old = newer;
    }
}

/// The same for texts, where an empty text means "not told" (contract 1: default values may be
/// left out of answers).
pub(crate) fn keep_text(old: &mut String, newer: String) {
    if !newer.is_empty() {
        *old = newer;
    }
}
