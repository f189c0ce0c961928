//! Going on with a run that was interrupted.

use crate::journal::RunId;

use super::{LineResult, Plan};
use std::collections::BTreeSet;

/// The lines that are still worth sending: not tried, or proved not done. `None` if nothing is
/// left. The new plan keeps its fingerprints, so whatever moved meanwhile stops it.
pub fn remaining(plan: &Plan, results: &[LineResult], id: String, run: RunId) -> Option<Plan> {
    let lines: Vec<_> = plan
        .lines
        .iter()
        .zip(results)
        .filter(|(_, r)| r.outcome.is_left())
        .map(|(line, _)| line.clone())
        .collect();
    if lines.is_empty() {
        return None;
    }
    let objects: BTreeSet<_> = lines.iter().filter_map(|l| l.action.object()).collect();
    let mut rest = plan.clone();
    rest.id = id;
    rest.continues = Some(run);
    rest.lines = lines;
    rest.skipped = Vec::new();
    // The filter was counted for all lines.
    rest.selection = None;
    rest.fingerprints
        .retain(|object, _| objects.contains(object));
    Some(rest)
}
