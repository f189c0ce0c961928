//! Plans about the team: roles and removal.

use super::{Drawn, Observed};
use crate::access::{
    Assignment, Directory, NewAssignment, OWNER, Reach, SubjectKind, TeamMember, UserId,
};
use crate::plan::{Action, Fingerprint, Grant, Line, Skip, Undo, Who, Wish, WishError};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn draw(seen: Observed<'_>, wish: &Wish) -> Result<Drawn, WishError> {
    check_wish(seen, wish)?;
    let by_id: BTreeMap<&UserId, &TeamMember> = seen
        .team
        .members
        .iter()
        .map(|m| (&m.id, m.as_ref()))
        .collect();
    let (mut lines, mut skipped) = (Vec::new(), Vec::new());
    let mut named = BTreeSet::new();
    for user in wish.people().iter().filter(|u| named.insert(*u)) {
        match line_for(seen, wish, by_id.get(user).copied(), user) {
            Ok(line) => lines.push(line),
            Err(skip) => skipped.push(skip),
        }
    }
    Ok(Drawn {
        title: title(seen, wish, &lines),
        lines,
        skipped,
    })
}

fn check_wish(seen: Observed<'_>, wish: &Wish) -> Result<(), WishError> {
    match wish {
        Wish::ChangeRoles { give, take, .. } => {
            if give.is_empty() && take.is_empty() {
                return Err(WishError::Nothing);
            }
            give.iter().try_for_each(|g| check_grant(seen.directory, g))
        }
        Wish::SetRolesAt { reach, roles, .. } => roles.iter().try_for_each(|role| {
            let grant = NewAssignment {
                role: role.clone(),
                reach: reach.clone(),
            };
            check_grant(seen.directory, &grant)
        }),
        Wish::SameAs { colleague, .. } => {
            let member = seen
                .team
                .member(colleague)
                .ok_or(WishError::ColleagueGone)?;
            if grants_to_copy(member).is_empty() {
                return Err(WishError::NothingToCopy(member.display_name()));
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

pub(in crate::plan) fn check_grant(
    directory: &Directory,
    grant: &NewAssignment,
) -> Result<(), WishError> {
    if grant.role.as_str() == OWNER {
        return Err(WishError::OwnerRole);
    }
    let title = || directory.role_name(&grant.role).to_owned();
    let role = directory.role(&grant.role);
    match &grant.reach {
        Reach::Unknown(_) => Err(WishError::UnknownReach),
        Reach::Account if role.is_some_and(|r| !r.at_account()) => {
            Err(WishError::NotAtAccount(title()))
        }
        Reach::Site { .. } | Reach::Conditions(_) if role.is_some_and(|r| !r.at_site()) => {
            Err(WishError::NotAtSite(title()))
        }
        _ => Ok(()),
    }
}

fn grants_to_copy(colleague: &TeamMember) -> Vec<NewAssignment> {
    let mut grants: Vec<NewAssignment> = colleague
        .assignments
        .iter()
        .filter(|a| a.role.as_str() != OWNER && !matches!(a.reach, Reach::Unknown(_)))
        .map(|a| NewAssignment {
            role: a.role.clone(),
            reach: bare(&a.reach),
        })
        .collect();
    grants.sort();
    grants.dedup();
    grants
}

/// The reach without the names that Wix told with it: they are never sent (contract 3).
pub(in crate::plan) fn bare(reach: &Reach) -> Reach {
    match reach {
        Reach::Site { id, .. } => Reach::site(id),
        Reach::Conditions(all) => Reach::Conditions(
            all.iter()
                .map(|c| crate::access::Condition {
                    value: None,
                    ..c.clone()
                })
                .collect(),
        ),
        other => other.clone(),
    }
}

/// Whom a line about this user is about.
pub(super) fn who(member: Option<&TeamMember>, user: &UserId) -> Who {
    Who {
        id: user.as_str().to_owned(),
        name: member.map_or_else(|| user.as_str().to_owned(), TeamMember::display_name),
        email: member.map(|m| m.email.clone()).unwrap_or_default(),
    }
}

fn line_for(
    seen: Observed<'_>,
    wish: &Wish,
    member: Option<&TeamMember>,
    user: &UserId,
) -> Result<Line, Skip> {
    let who = who(member, user);
    let skip = |reason: &str| Skip {
        site: None,
        who: who.clone(),
        reason: reason.to_owned(),
        already_so: false,
    };
    let Some(member) = member else {
        return Err(skip("Is no longer in the team"));
    };
    if member.kind() != SubjectKind::User {
        return Err(skip(
            "Is not a person: roles of apps and accounts are changed in the dashboard",
        ));
    }
    let owner = member.assignments.iter().any(|a| a.role.as_str() == OWNER);
    if let Wish::Remove { .. } = wish {
        if owner {
            return Err(skip("Is the owner, who cannot be removed"));
        }
        return Ok(removal(seen, member, who));
    }
    let (add, remove) = delta(wish, member, seen);
    if remove.iter().any(|a| a.role.as_str() == OWNER) {
        return Err(skip("Is the owner, whose role cannot be taken away"));
    }
    if remove.iter().any(|a| a.id.is_none()) {
        return Err(skip(
            "Wix told no id for a role that should go; read the team again",
        ));
    }
    if add.is_empty() && remove.is_empty() {
        return Err(Skip {
            site: None,
            already_so: true,
            ..skip("Is already so")
        });
    }
    Ok(update(seen, wish, member, who, add, &remove))
}

/// What has to come and go for one person.
fn delta<'a>(
    wish: &Wish,
    member: &'a TeamMember,
    seen: Observed<'_>,
) -> (Vec<NewAssignment>, Vec<&'a Assignment>) {
    let missing = |wanted: &[NewAssignment]| -> Vec<NewAssignment> {
        let mut new: Vec<NewAssignment> = Vec::new();
        for w in wanted {
            let held = member.assignments.iter().any(|a| a.gives(w));
            let twice = new
                .iter()
                .any(|n| n.role == w.role && n.reach.same_as(&w.reach));
            if !held && !twice {
                new.push(NewAssignment {
                    role: w.role.clone(),
                    reach: bare(&w.reach),
                });
            }
        }
        new
    };
    let going = |goes: &dyn Fn(&Assignment) -> bool| -> Vec<&'a Assignment> {
        member.assignments.iter().filter(|a| goes(a)).collect()
    };
    match wish {
        Wish::ChangeRoles { give, take, .. } => {
            let remove =
                going(&|a| take.iter().any(|t| a.gives(t)) && !give.iter().any(|g| a.gives(g)));
            (missing(give), remove)
        }
        Wish::SetRolesAt { reach, roles, .. } => {
            let wanted: Vec<NewAssignment> = roles
                .iter()
                .map(|r| NewAssignment {
                    role: r.clone(),
                    reach: reach.clone(),
                })
                .collect();
            let remove = going(&|a| a.reach.same_as(reach) && !roles.contains(&a.role));
            (missing(&wanted), remove)
        }
        Wish::SameAs {
            colleague, exactly, ..
        } => {
            let wanted = seen
                .team
                .member(colleague)
                .map(|m| grants_to_copy(m))
                .unwrap_or_default();
            let remove = going(&|a| {
                *exactly && a.role.as_str() != OWNER && !wanted.iter().any(|w| a.gives(w))
            });
            (missing(&wanted), remove)
        }
        _ => (Vec::new(), Vec::new()),
    }
}

fn grant_text(directory: &Directory, role: &crate::access::RoleId, reach: &Reach) -> Grant {
    Grant {
        role: directory.role_name(role).to_owned(),
        reach: directory.reach_label(reach),
    }
}

pub(in crate::plan) fn grants(directory: &Directory, assignments: &[Assignment]) -> Vec<Grant> {
    let mut all: Vec<Grant> = assignments
        .iter()
        .map(|a| grant_text(directory, &a.role, &a.reach))
        .collect();
    all.sort();
    all.dedup();
    all
}

pub(super) fn removal(seen: Observed<'_>, member: &TeamMember, who: Who) -> Line {
    let action = Action::RemoveTeamMember {
        user: member.id.clone(),
    };
    let undo = Undo::ByNewInvite {
        give: grants_to_copy(member),
    };
    Line {
        before: grants(seen.directory, &member.assignments),
        ..Line::new(action, who, "Selected for removal", undo)
    }
}

fn update(
    seen: Observed<'_>,
    wish: &Wish,
    member: &TeamMember,
    who: Who,
    add: Vec<NewAssignment>,
    remove: &[&Assignment],
) -> Line {
    let reason = reason(seen, wish);
    change(seen, member, who, reason, add, remove)
}

/// The line that gives and takes these roles.
pub(in crate::plan) fn change(
    seen: Observed<'_>,
    member: &TeamMember,
    who: Who,
    reason: String,
    add: Vec<NewAssignment>,
    remove: &[&Assignment],
) -> Line {
    let directory = seen.directory;
    let gone: BTreeSet<_> = remove.iter().filter_map(|a| a.id.clone()).collect();
    let mut left: Vec<Assignment> = member
        .assignments
        .iter()
        .filter(|a| a.id.as_ref().is_none_or(|id| !gone.contains(id)))
        .cloned()
        .collect();
    left.extend(add.iter().map(|n| Assignment {
        role: n.role.clone(),
        id: None,
        reach: n.reach.clone(),
        subject: None,
    }));
    let give_back = remove
        .iter()
        .filter(|a| !matches!(a.reach, Reach::Unknown(_)))
        .map(|a| NewAssignment {
            role: a.role.clone(),
            reach: bare(&a.reach),
        })
        .collect();
    let undo = Undo::Reversible {
        give: give_back,
        take: add.clone(),
    };
    let action = Action::UpdateAssignments {
        user: member.id.clone(),
        add,
        remove: gone.into_iter().collect(),
    };
    Line {
        before: grants(directory, &member.assignments),
        after: grants(directory, &left),
        leaves: Some(Fingerprint::of_held(&left)),
        ..Line::new(action, who, reason, undo)
    }
}

fn reason(seen: Observed<'_>, wish: &Wish) -> String {
    match wish {
        Wish::SameAs { colleague, .. } => {
            let name = seen
                .team
                .member(colleague)
                .map(|m| m.display_name())
                .unwrap_or_default();
            format!("Same access as {name}")
        }
        Wish::SetRolesAt { reach, .. } => {
            format!("Roles set for {}", seen.directory.reach_label(reach))
        }
        _ => "Roles changed for the selection".to_owned(),
    }
}

fn title(seen: Observed<'_>, wish: &Wish, lines: &[Line]) -> String {
    let people = match lines {
        [] => "nobody".to_owned(),
        [one] => one.who.name.clone(),
        many => format!("{} people", many.len()),
    };
    match wish {
        Wish::Remove { .. } => format!("Remove {people} from the team"),
        Wish::SameAs { .. } => format!("{} for {people}", reason(seen, wish)),
        Wish::SetRolesAt { reach, .. } => {
            format!(
                "Set the roles of {people} for {}",
                seen.directory.reach_label(reach)
            )
        }
        _ => format!("Change the roles of {people}"),
    }
}
