//! Lines of a journal that are a part of a chain.

use super::manifest::Chain;
use crate::journal::{Entry, Head, decode};

/// Where these lines begin and end in their chain, if each follows the one before.
///
/// # Errors
/// A sentence that names the line.
pub fn chain(lines: &str) -> Result<Chain, String> {
    walk(lines, |_| {})
}

/// The same, with every entry told.
pub(super) fn walk(lines: &str, mut see: impl FnMut(&Entry)) -> Result<Chain, String> {
    let mut ends: Option<(Head, Head)> = None;
    for (n, line) in (1..).zip(lines.split_inclusive('\n')) {
        let before = match ends {
            Some((_, to)) => to,
            None => before(line).ok_or("line 1 of journal.log is no line of a journal")?,
        };
        let read = decode(before, line).map_err(|e| format!("line {n} of journal.log: {e}"))?;
        see(&read.entry);
        ends = Some((ends.map_or(before, |(from, _)| from), read.head));
    }
    let (from, to) = ends.ok_or("journal.log is empty")?;
    Ok(Chain { from, to })
}

/// Where the chain stood before this line, as the line itself says.
fn before(line: &str) -> Option<Head> {
    let (_, json) = line.split_once(' ')?;
    let entry: Entry = serde_json::from_str(json).ok()?;
    Some(Head {
        hash: entry.prev,
        count: entry.seq.checked_sub(1)?,
    })
}
