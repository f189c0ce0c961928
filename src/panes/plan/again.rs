//! The wish behind a plan, to make it anew.

use crate::access::{NewAssignment, UserId};
use crate::plan::{Action, Plan, Undo, Wish};

/// The wish that made the plan: remembered, or read off its lines where they tell it. A plan that
/// gives different people different things, and was not made in this window, tells none.
pub(super) fn wish(plan: &Plan, known: Option<&(String, Wish)>) -> Option<Wish> {
    if let Some((id, wish)) = known
        && *id == plan.id
    {
        return Some(wish.clone());
    }
    let mut people: Vec<UserId> = Vec::new();
    let mut removed = 0;
    let mut delta: Option<(&Vec<NewAssignment>, &Vec<NewAssignment>)> = None;
    for line in &plan.lines {
        match (&line.action, &line.undo) {
            (Action::RemoveTeamMember { user }, _) => {
                people.push(user.clone());
                removed += 1;
            }
            // What takes a line back is the line, turned around.
            (Action::UpdateAssignments { user, .. }, Undo::Reversible { give, take }) => {
                let same = delta.is_none_or(|known| known == (take, give));
                if !same {
                    return None;
                }
                delta = Some((take, give));
                people.push(user.clone());
            }
            _ => return None,
        }
    }
    match (removed, delta) {
        (0, Some((give, take))) => Some(Wish::ChangeRoles {
            people,
            give: give.clone(),
            take: take.clone(),
        }),
        (n, None) if n > 0 => Some(Wish::Remove { people }),
        _ => None,
    }
}
