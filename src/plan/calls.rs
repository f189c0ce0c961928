//! How the lines of a plan go out: several in one call where Wix takes that.

use super::{Action, Lane, Plan};
use std::collections::BTreeMap;

/// Most addresses in one Create Invite (contract AI1).
const INVITES_A_CALL: usize = 50;

/// One call and the lines it carries out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The lines, counted from 0, in their order.
    pub lines: Vec<u32>,
    /// Calls of one lane go out one after the other.
    pub lane: Lane,
}

/// Groups these lines of a plan into calls, in the order of the first line of each. Always the
/// same for the same lines.
pub fn calls(plan: &Plan, lines: impl IntoIterator<Item = usize>) -> Vec<Call> {
    let mut calls: Vec<Call> = Vec::new();
    // The call that still takes invites, by their language.
    let mut open: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    for at in lines {
        let Some((action, lane)) = plan
            .lines
            .get(at)
            .and_then(|l| Some((&l.action, l.action.lane()?)))
        else {
            continue;
        };
        if let Action::InviteToAccount { language, .. } = action {
            let language = language.as_deref();
            let joined = open
                .get(&language)
                .and_then(|i| calls.get_mut(*i))
                .filter(|call| call.lines.len() < INVITES_A_CALL);
            if let Some(call) = joined {
                call.lines.push(at as u32);
                continue;
            }
            open.insert(language, calls.len());
        }
        calls.push(Call {
            lines: vec![at as u32],
            lane,
        });
    }
    calls
}
