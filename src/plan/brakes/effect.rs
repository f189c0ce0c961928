//! What a plan does to people, worked out from what was observed.

use crate::access::{
    ACCOUNT_ADMIN, Assignment, NewAssignment, OWNER, Reach, Team, TeamMember, UserId,
};
use crate::plan::{Action, Line, Plan};
use std::collections::BTreeMap;

/// Whether these roles hold the whole account.
pub(in crate::plan) fn holds_account(assignments: &[Assignment]) -> bool {
    let new = assignments.iter().map(|a| (a.role.as_str(), &a.reach));
    holds(new)
}

fn holds<'a>(mut grants: impl Iterator<Item = (&'a str, &'a Reach)>) -> bool {
    grants.any(|(role, reach)| *reach == Reach::Account && (role == ACCOUNT_ADMIN || role == OWNER))
}

/// What becomes of one person of the team.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Fate {
    pub(super) ends: bool,
    pub(super) held: bool,
    pub(super) holds: bool,
}

/// What the lines about the team do, person by person, with the line that does it.
pub(super) fn fates<'p>(plan: &'p Plan, team: &Team) -> Vec<(&'p UserId, Fate, &'p Line)> {
    let people: BTreeMap<&UserId, &TeamMember> =
        team.members.iter().map(|m| (&m.id, m.as_ref())).collect();
    let fate = |line: &'p Line| {
        let (Action::UpdateAssignments { user, .. } | Action::RemoveTeamMember { user }) =
            &line.action
        else {
            return None;
        };
        // Whoever is not in the team has nothing to lose.
        let now = people.get(user).map(|m| m.assignments.as_slice());
        let fate = now.map_or_else(Fate::default, |now| fate(&line.action, now));
        Some((user, fate, line))
    };
    plan.lines.iter().filter_map(fate).collect()
}

fn fate(action: &Action, now: &[Assignment]) -> Fate {
    let held = holds_account(now);
    match action {
        Action::UpdateAssignments { add, remove, .. } => {
            let stays = |a: &&Assignment| a.id.as_ref().is_none_or(|id| !remove.contains(id));
            let left: Vec<&Assignment> = now.iter().filter(stays).collect();
            let grants = left.iter().map(|a| (a.role.as_str(), &a.reach));
            let new = add
                .iter()
                .map(|a: &NewAssignment| (a.role.as_str(), &a.reach));
            Fate {
                ends: left.is_empty() && add.is_empty(),
                held,
                holds: holds(grants.chain(new)),
            }
        }
        _ => Fate {
            ends: true,
            held,
            holds: false,
        },
    }
}

/// How many come to hold the whole account, and how many hold it no longer.
pub(in crate::plan) fn holders_moved(plan: &Plan, team: &Team) -> (usize, usize) {
    let fates = fates(plan, team);
    let gaining = fates.iter().filter(|(_, f, _)| !f.held && f.holds).count();
    let losing = fates.iter().filter(|(_, f, _)| f.held && !f.holds).count();
    (gaining, losing)
}
