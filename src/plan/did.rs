//! Whether a difference between two moments is what one of our own lines did.

use super::{Action, Deed};
use crate::access::{Difference, Fact, MemberId, MemberStatus, SiteId, Thing, UserId, fold_email};

/// Whether this action, carried out between the two moments, made this difference: it is about the
/// same thing and turned it the same way. Somebody who accepts our invite did that themselves.
pub fn did(action: &Action, difference: &Difference) -> bool {
    let (was, is) = (difference.before.as_ref(), difference.after.as_ref());
    match &difference.thing {
        Thing::Person(user) => is.is_none() && removes(action, user),
        Thing::Grant(user, role, reach) => match action {
            Action::UpdateAssignments {
                user: u,
                add,
                remove,
            } if u == user => match was {
                Some(Fact::Grant(ids)) if is.is_none() => remove.iter().any(|id| ids.contains(id)),
                _ => add
                    .iter()
                    .any(|g| g.role == *role && g.reach.same_as(reach)),
            },
            _ => false,
        },
        Thing::Invite(_) => match (action, is) {
            (Action::InviteToAccount { email, .. }, Some(Fact::Invite { email: e, .. })) => {
                fold_email(email) == fold_email(e)
            }
            _ => false,
        },
        Thing::SiteInvite(site, invite) => match (action, is) {
            (
                Action::ResendSiteInvite { site: s, invite: i }
                | Action::RevokeSiteInvite { site: s, invite: i },
                _,
            ) => (s, i) == (site, invite),
            (
                Action::InviteToSite { site: s, email, .. },
                Some(Fact::SiteInvite { email: e, .. }),
            ) => s == site && fold_email(email) == fold_email(e),
            _ => false,
        },
        Thing::Contributor(site, account) => matches!(
            action,
            Action::RemoveContributor { site: s, account: a }
                if is.is_none() && (s, a) == (site, account)
        ),
        Thing::ContributorRole(site, account, role) => matches!(
            action,
            Action::ChangeContributorRoles { site: s, account: a, was: old, roles }
                if (s, a) == (site, account)
                    && old.contains(role) == was.is_some()
                    && roles.contains(role) == is.is_some()
        ),
        Thing::Limit(site, account) => match (action, is) {
            (
                Action::ChangeContributorLocations {
                    site: s,
                    account: a,
                    locations,
                    ..
                },
                Some(Fact::Limit(now)),
            ) => (s, a) == (site, account) && locations.iter().eq(now.iter()),
            _ => false,
        },
        Thing::Member(site, member) => of_member(action, (site, member), difference),
        Thing::MemberFields(site, member) => of_profile(action, (site, member), |deed| {
            matches!(
                deed,
                Deed::Update { .. } | Deed::Clear { .. } | Deed::ChangeLogin { .. }
            )
        }),
        Thing::MemberPage(site, member) => of_profile(action, (site, member), |deed| {
            matches!(deed, Deed::Slug { .. })
        }),
        // No write of ours changes these.
        Thing::Location(..) | Thing::Site(_) | Thing::Folder(_) | Thing::Role(_) => false,
    }
}

fn removes(action: &Action, user: &UserId) -> bool {
    matches!(action, Action::RemoveTeamMember { user: u } if u == user)
}

/// Whether a deed turns a member of this state into that.
fn made(deed: &Deed, was: &MemberStatus, after: Option<&Fact>) -> bool {
    let status = match after {
        Some(Fact::Member { status, .. }) => Some(status),
        _ => None,
    };
    match deed {
        Deed::Delete => after.is_none(),
        Deed::Approve | Deed::Unblock => status == Some(&MemberStatus::Approved),
        Deed::Block => status == Some(&MemberStatus::Blocked),
        Deed::Update { .. } | Deed::ChangeLogin { .. } => status == Some(was),
        // What it is called afterwards is published nowhere.
        Deed::Disconnect => status.is_some_and(|status| status != was),
        _ => false,
    }
}

fn of_profile(
    action: &Action,
    (site, member): (&SiteId, &MemberId),
    does: impl Fn(&Deed) -> bool,
) -> bool {
    matches!(
        action,
        Action::Member(of) if (&of.site, &of.member) == (site, member) && does(&of.deed)
    )
}

fn of_member(
    action: &Action,
    (site, member): (&SiteId, &MemberId),
    difference: &Difference,
) -> bool {
    match (action, &difference.before, &difference.after) {
        (
            Action::DeleteMember {
                site: s, member: m, ..
            },
            Some(_),
            None,
        ) => (s, m) == (site, member),
        (Action::Member(of), Some(Fact::Member { status: was, .. }), after) => {
            (&of.site, &of.member) == (site, member) && made(&of.deed, was, after.as_ref())
        }
        (Action::CreateMember { site: s, member }, None, Some(Fact::Member { login, .. })) => {
            s == site && fold_email(&member.login_email) == fold_email(login)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{NewAssignment, Reach};
    use std::collections::BTreeSet;

    fn grant(user: &str, role: &str, before: Option<&str>, after: Option<&str>) -> Difference {
        let fact = |id: &str| Fact::Grant(BTreeSet::from([id.into()]));
        Difference {
            thing: Thing::Grant(user.into(), role.into(), Reach::Account),
            before: before.map(fact),
            after: after.map(fact),
        }
    }

    #[test]
    fn a_line_made_only_the_difference_that_it_asked_for() {
        let action = Action::UpdateAssignments {
            user: "u1".into(),
            add: vec![NewAssignment {
                role: "r1".into(),
                reach: Reach::Account,
            }],
            remove: vec!["a2".into()],
        };
        assert!(did(&action, &grant("u1", "r1", None, Some("a1"))));
        assert!(did(&action, &grant("u1", "r2", Some("a2"), None)));
        assert!(!did(&action, &grant("u2", "r1", None, Some("a1"))));
        assert!(!did(&action, &grant("u1", "r3", None, Some("a3"))));
        assert!(!did(&action, &grant("u1", "r1", Some("a1"), None)));
        assert!(!did(&action, &grant("u1", "r2", Some("a9"), None)));
    }

    #[test]
    fn roles_of_a_contributor_go_both_ways() {
        let action = Action::ChangeContributorRoles {
            site: "s".into(),
            account: "a".into(),
            was: vec!["r1".into()],
            roles: vec!["r2".into()],
        };
        let role = |role: &str, gone: bool| Difference {
            thing: Thing::ContributorRole("s".into(), "a".into(), role.into()),
            before: gone.then_some(Fact::ContributorRole),
            after: (!gone).then_some(Fact::ContributorRole),
        };
        assert!(did(&action, &role("r1", true)) && did(&action, &role("r2", false)));
        assert!(!did(&action, &role("r1", false)) && !did(&action, &role("r2", true)));
    }
}
