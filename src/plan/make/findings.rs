//! What puts several findings right, in one plan. One human can stand in several findings, so the
//! same line is made once, whoever is removed needs no smaller change, and a second change of the
//! same thing waits for another plan.

use super::{Drawn, drawn};
use crate::access::{AccountId, SiteId};
use crate::plan::{Action, Line, ObjectKey, Observed, Skip, Wish, WishError};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// What two lines must not both change.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    /// A contributor in whatever respect: who is removed has no locations to change.
    Contributor(SiteId, AccountId),
    Other(ObjectKey),
}

fn thing(action: &Action) -> Option<Thing> {
    Some(match action.object()? {
        ObjectKey::Contributor(site, account, _) => Thing::Contributor(site, account),
        other => Thing::Other(other),
    })
}

fn removes(action: &Action) -> bool {
    matches!(
        action,
        Action::RemoveTeamMember { .. }
            | Action::RemoveContributor { .. }
            | Action::RevokeSiteInvite { .. }
    )
}

pub(super) fn draw(seen: Observed<'_>, parts: &[Wish], now: Timestamp) -> Result<Drawn, WishError> {
    let mut all = Several::default();
    let mut titles = BTreeSet::new();
    for part in parts {
        let one = drawn(seen, part, now)?;
        if !one.lines.is_empty() {
            titles.insert(one.title);
        }
        one.lines.into_iter().for_each(|line| all.add(line));
        for skip in one.skipped {
            all.skip(skip);
        }
    }
    let title = match (parts.len(), titles.pop_first()) {
        (1, Some(one)) => one,
        (findings, _) => format!("Put {findings} findings right"),
    };
    Ok(Drawn {
        title,
        lines: all.lines,
        skipped: all.skipped,
    })
}

#[derive(Default)]
struct Several {
    lines: Vec<Line>,
    skipped: Vec<Skip>,
    /// The line of each thing.
    at: BTreeMap<Thing, usize>,
    /// What is to be done by hand, each task once.
    tasks: BTreeSet<String>,
}

impl Several {
    fn add(&mut self, line: Line) {
        if let Action::ByHand { task, .. } = &line.action
            && !self.tasks.insert(task.clone())
        {
            return;
        }
        let Some(thing) = thing(&line.action) else {
            self.lines.push(line);
            return;
        };
        let Some(known) = self.at.get(&thing).and_then(|at| self.lines.get_mut(*at)) else {
            self.at.insert(thing, self.lines.len());
            self.lines.push(line);
            return;
        };
        if known.action == line.action || removes(&known.action) {
            return;
        }
        if removes(&line.action) {
            *known = line;
            return;
        }
        let skip = Skip {
            site: line.action.site().cloned(),
            who: line.who,
            reason: "Another line of this plan changes the same. Plan this finding again when \
                     that is done"
                .to_owned(),
            already_so: false,
        };
        self.skip(skip);
    }

    fn skip(&mut self, skip: Skip) {
        if !self.skipped.contains(&skip) {
            self.skipped.push(skip);
        }
    }
}
