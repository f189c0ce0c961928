//! Taking a run back, as far as that is possible, and without touching what others did since.

use super::make::{Drawn, assemble, change, grants, invite, revoke, set_locations, set_roles};
use super::{
    Action, Contribution, Fingerprint, Line, LineResult, ObjectKey, Observed, Outcome, Plan, Skip,
    Undo, WishError,
};
use crate::access::{
    Assignment, InviteId, InviteStatus, LocationId, NewAssignment, Reach, RoleId, SiteId,
    TeamMember, UserId,
};
use crate::journal::RunId;
use jiff::Timestamp;
use std::collections::BTreeMap;

/// Where account invites are revoked and sent by hand: no public call does it (contract 4).
const DASHBOARD: &str = "https://manage.wix.com";

/// A run that is over: its plan and what its lines came to.
#[derive(Debug, Clone, Copy)]
pub struct Finished<'a> {
    /// The run.
    pub run: &'a RunId,
    /// Its plan.
    pub plan: &'a Plan,
    /// What became of each line.
    pub results: &'a [LineResult],
}

/// Makes the plan that takes a run back. Lines that others changed since, that were never done, or
/// that cannot be taken back are left alone, each with its reason. `found` in `seen` must tell of
/// every site member that the run made.
///
/// # Errors
/// [`WishError::Nobody`] for a run without lines.
pub fn undo(
    seen: Observed<'_>,
    finished: Finished<'_>,
    id: String,
    now: Timestamp,
) -> Result<Plan, WishError> {
    if finished.plan.lines.is_empty() {
        return Err(WishError::Nobody);
    }
    let people: BTreeMap<&UserId, &TeamMember> = seen
        .team
        .members
        .iter()
        .map(|m| (&m.id, m.as_ref()))
        .collect();
    let (mut lines, mut skipped) = (Vec::new(), Vec::new());
    // The last thing done is the first taken back.
    for (line, result) in finished.plan.lines.iter().zip(finished.results).rev() {
        let back = match result.outcome {
            Outcome::Done => match (&line.action, &line.undo) {
                (Action::Member(of), Undo::MemberBack { deeds }) => {
                    super::undo_members::member_back(seen, line, of, deeds)
                }
                (Action::Setting(of), Undo::SettingBack { deed }) => {
                    super::undo_settings::setting_back(seen, (line, of), deed, result)
                        .map(|l| vec![l])
                }
                _ => take_back(seen, &people, line, result, now).map(|l| vec![l]),
            },
            other => Err(not_done(other)),
        };
        match back {
            Ok(mut back) => lines.append(&mut back),
            Err((reason, already_so)) => skipped.push(Skip {
                site: None,
                who: line.who.clone(),
                reason,
                already_so,
            }),
        }
    }
    let lines = super::undo_members::joined(lines);
    let drawn = Drawn {
        title: format!("Take back: {}", finished.plan.title),
        lines,
        skipped,
    };
    let mut plan = assemble(seen, drawn, id, now);
    plan.undoes = Some(finished.run.clone());
    Ok(plan)
}

/// Why a line is left alone, and whether it is as it was before the run.
pub(super) type Left = (String, bool);

fn left(reason: &str) -> Left {
    (reason.to_owned(), false)
}

fn not_done(outcome: Outcome) -> Left {
    match outcome {
        Outcome::AlreadySo => left("Was so before the run: nothing was sent"),
        Outcome::Unknown => left("It is not known whether it was done: read the account first"),
        Outcome::ByHand => left("Was done by hand, if at all"),
        _ => ("Was not done".to_owned(), true),
    }
}

fn take_back(
    seen: Observed<'_>,
    people: &BTreeMap<&UserId, &TeamMember>,
    line: &Line,
    result: &LineResult,
    now: Timestamp,
) -> Result<Line, Left> {
    match (&line.action, &line.undo) {
        (Action::UpdateAssignments { user, .. }, Undo::Reversible { give, take }) => {
            let member = people
                .get(user)
                .ok_or_else(|| left("Is no longer in the team"))?;
            roles_back(seen, member, line, give, take)
        }
        (Action::RemoveTeamMember { user }, Undo::ByNewInvite { give }) => {
            if people.contains_key(user) {
                return Err(("Is in the team again".to_owned(), true));
            }
            invite_again(seen, line, give)
        }
        (Action::InviteToAccount { .. }, _) => revoke_by_hand(seen, line, result, now),
        (
            Action::ChangeContributorRoles {
                site,
                account,
                roles,
                ..
            },
            Undo::RolesBack { roles: was },
        ) => {
            let one = Contribution {
                site: site.clone(),
                account: account.clone(),
            };
            contributor_back(seen, &one, Back::Roles { made: roles, was })
        }
        (
            Action::ChangeContributorLocations {
                site,
                account,
                locations,
                ..
            },
            Undo::LocationsBack { locations: was },
        ) => {
            let one = Contribution {
                site: site.clone(),
                account: account.clone(),
            };
            let made = locations;
            contributor_back(seen, &one, Back::Locations { made, was })
        }
        (Action::InviteToSite { site, .. }, Undo::ByRevoking) => {
            let id = result.made.as_deref().map(InviteId::new);
            let invite = id.and_then(|id| seen.sites.invite(site, &id));
            let invite = invite.ok_or_else(|| left("The invite is not known here"))?;
            let status = invite.status_at(now);
            if status != InviteStatus::Pending {
                let words = invite.ended(now);
                let words = words.unwrap_or_else(|| status.label().to_owned());
                return Err((format!("{words}: nothing is open"), true));
            }
            Ok(revoke(seen, invite, "Was sent by the run; the mail is out"))
        }
        (Action::CreateMember { site, .. }, Undo::ByDeleting) => {
            delete_again(seen, line, site, result)
        }
        (_, undo) => Err(left(undo.sentence())),
    }
}

fn roles_back(
    seen: Observed<'_>,
    member: &TeamMember,
    line: &Line,
    give: &[NewAssignment],
    take: &[NewAssignment],
) -> Result<Line, Left> {
    let holds = Fingerprint::of_held(&member.assignments);
    if line.leaves.as_ref().is_some_and(|after| *after != holds) {
        let now: Vec<String> = grants(seen.directory, &member.assignments)
            .iter()
            .map(ToString::to_string)
            .collect();
        let now = if now.is_empty() {
            "no role".to_owned()
        } else {
            now.join(", ")
        };
        return Err((format!("Was changed since; holds now: {now}"), false));
    }
    let remove: Vec<&Assignment> = member
        .assignments
        .iter()
        .filter(|a| take.iter().any(|t| a.gives(t)))
        .collect();
    if remove.iter().any(|a| a.id.is_none()) {
        return Err(left("Wix told no id for a role that should go"));
    }
    let add: Vec<NewAssignment> = give
        .iter()
        .filter(|g| !member.assignments.iter().any(|a| a.gives(g)))
        .cloned()
        .collect();
    if add.is_empty() && remove.is_empty() {
        return Err(("Is as it was before".to_owned(), true));
    }
    let reason = "Takes back what the run changed".to_owned();
    Ok(change(seen, member, line.who.clone(), reason, add, &remove))
}

/// What a line set on a site, and what was there before.
#[derive(Clone, Copy)]
enum Back<'a> {
    Roles {
        made: &'a [RoleId],
        was: &'a [RoleId],
    },
    Locations {
        made: &'a [LocationId],
        was: &'a [LocationId],
    },
}

fn contributor_back(seen: Observed<'_>, one: &Contribution, back: Back<'_>) -> Result<Line, Left> {
    let now = seen.sites.contributor(&one.site, &one.account);
    let now = now.ok_or_else(|| left("No longer contributes to the site"))?;
    let reason = "Takes back what the run changed";
    match back {
        Back::Roles { made, was } if now.roles == made => {
            Ok(set_roles(seen, one, &now.roles, was, reason))
        }
        Back::Locations { made, was } if now.locations == made => {
            Ok(set_locations(seen, one, &now.locations, was, reason))
        }
        Back::Roles { was, .. } if now.roles == was => {
            Err(("Is as it was before".to_owned(), true))
        }
        Back::Locations { was, .. } if now.locations == was => {
            Err(("Is as it was before".to_owned(), true))
        }
        _ => Err(left("Was changed since")),
    }
}

fn invite_again(seen: Observed<'_>, line: &Line, give: &[NewAssignment]) -> Result<Line, Left> {
    if line.who.email.is_empty() {
        return Err(left("Has no address to invite"));
    }
    if give.is_empty() {
        return Err(left("Held no role that an invite can give"));
    }
    if give.iter().any(|g| matches!(g.reach, Reach::Conditions(_))) {
        let task = format!(
            "Invite {} again in the dashboard: the roles were limited to folders, which no call \
             can invite to",
            line.who.email
        );
        return Ok(by_hand(line, task, Some(DASHBOARD.to_owned()), None));
    }
    let folded = crate::access::fold_email(&line.who.email);
    let open = |i: &&std::sync::Arc<crate::access::AccountInvite>| {
        i.status == InviteStatus::Pending && crate::access::fold_email(&i.email) == folded
    };
    if seen.team.invites.iter().any(|i| open(&i)) {
        return Err(left("Has an open invite already"));
    }
    let reason = "Was removed by the run; has to accept the new invite";
    Ok(invite(seen, &line.who.email, give, None, reason))
}

/// An invite that was sent: it can be revoked by hand, and ends by itself.
fn revoke_by_hand(
    seen: Observed<'_>,
    line: &Line,
    result: &LineResult,
    now: Timestamp,
) -> Result<Line, Left> {
    let made = result.made.as_deref();
    let folded = crate::access::fold_email(&line.who.email);
    let ours = seen.team.invites.iter().find(|i| match made {
        Some(id) => i.id.as_str() == id,
        None => i.status == InviteStatus::Pending && crate::access::fold_email(&i.email) == folded,
    });
    let Some(invite) = ours else {
        return Err(left("The invite is not in the list any more"));
    };
    match &invite.status_at(now) {
        InviteStatus::Pending => {}
        InviteStatus::Used => {
            return Err(left(
                "Was accepted: remove the person from the team instead",
            ));
        }
        over => return Err((format!("{}: nothing is open", over.label()), true)),
    }
    let ends = invite.ending();
    let task = format!(
        "Revoke the invite to {} in the dashboard{ends}",
        invite.email
    );
    let link = Some(DASHBOARD.to_owned());
    Ok(by_hand(line, task, link, invite.expires_at))
}

fn by_hand(line: &Line, task: String, link: Option<String>, ends_at: Option<Timestamp>) -> Line {
    let action = Action::ByHand {
        task,
        link,
        ends_at,
    };
    let why = "Nothing is sent by this line".to_owned();
    Line::new(
        action,
        line.who.clone(),
        "No public call exists for it",
        Undo::Never { why },
    )
}

fn delete_again(
    seen: Observed<'_>,
    line: &Line,
    site: &SiteId,
    result: &LineResult,
) -> Result<Line, Left> {
    let object = ObjectKey::site_member(site, &line.who.email);
    let now = seen
        .found
        .get(&object)
        .ok_or_else(|| left("Could not be looked up"))?;
    if now.is_absent() {
        return Err(("Is no longer a member".to_owned(), true));
    }
    let Some(made) = &result.made else {
        return Err(left(
            "The answer was lost, so the id that Wix gave is not known: delete the member by hand",
        ));
    };
    let ours = now.members().iter().find(|m| m.id.as_str() == made);
    let member = ours.ok_or_else(|| left("Another member has this address now"))?;
    if member.last_login_at.is_some() {
        return Err(left("Has logged in since"));
    }
    let action = Action::DeleteMember {
        site: site.clone(),
        member: member.id.clone(),
        login_email: member.login_email.clone(),
    };
    let why = "A deleted member cannot be brought back, only created anew".to_owned();
    Ok(Line {
        before: line.after.clone(),
        ..Line::new(
            action,
            line.who.clone(),
            "Was created by the run",
            Undo::Never { why },
        )
    })
}
