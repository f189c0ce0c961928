//! What the decisions of a review ask for, as one wish.

use super::{Contribution, ContributorChange, MemberWish, RolesWish, Skip, Tend, Who, Whom, Wish};
use crate::access::review::{Item, Matter, Verdict};
use crate::access::{InviteId, MemberId, NewAssignment, Reach, RoleId, SiteId, Team, UserId};
use std::collections::BTreeMap;

/// What has to come and go for one person of the team.
#[derive(Default)]
struct OfPerson {
    give: Vec<NewAssignment>,
    take: Vec<NewAssignment>,
}

/// The wish that carries out the decisions of a review. Nobody stands in two of its parts, and what
/// is kept is not in it; what was left open is named with its reason. Somebody all of whose roles
/// go leaves the team, as far as `team` knows them. Members of sites are blocked, which can be
/// taken back, and not deleted.
pub fn wish_of_review<'a>(
    name: &str,
    decided: impl Iterator<Item = (&'a Item, &'a Verdict)>,
    team: &Team,
) -> Wish {
    let mut people: BTreeMap<&UserId, OfPerson> = BTreeMap::new();
    let (mut changes, mut removed) = (Vec::new(), Vec::new());
    let (mut of_account, mut of_sites): (Vec<InviteId>, Vec<(SiteId, InviteId)>) =
        (Vec::new(), Vec::new());
    let mut members: BTreeMap<&SiteId, Vec<MemberId>> = BTreeMap::new();
    let mut left = Vec::new();
    for (item, verdict) in decided {
        let roles: &[RoleId] = match verdict {
            Verdict::Keep => continue,
            Verdict::Unsure => {
                left.push(skip(item, "Unsure: it stays as it is".to_owned()));
                continue;
            }
            Verdict::HandOver { to } => {
                left.push(skip(
                    item,
                    format!("Handed over to {to}: it stays as it is"),
                ));
                continue;
            }
            Verdict::Reduce { roles } => roles,
            Verdict::Revoke => &[],
        };
        match &item.matter {
            Matter::Assignment(user, role, reach) => {
                let of = people.entry(user).or_default();
                of.change(role, reach, roles);
            }
            Matter::Contributor(site, account) => {
                let whom = Contribution {
                    site: site.clone(),
                    account: account.clone(),
                };
                if roles.is_empty() {
                    removed.push(whom);
                } else {
                    changes.push(ContributorChange {
                        whom,
                        roles: Some(RolesWish::Exactly(roles.to_vec())),
                        locations: None,
                    });
                }
            }
            Matter::AccountInvite(invite) => of_account.push(invite.clone()),
            Matter::SiteInvite(site, invite) => of_sites.push((site.clone(), invite.clone())),
            Matter::Member(site, member) => members.entry(site).or_default().push(member.clone()),
        }
    }
    let mut parts = of_team(people, team);
    if !changes.is_empty() {
        parts.push(Wish::ChangeContributors { changes });
    }
    if !removed.is_empty() {
        parts.push(Wish::RemoveContributors { whom: removed });
    }
    if !of_account.is_empty() || !of_sites.is_empty() {
        parts.push(Wish::TendInvites {
            how: Tend::Revoke,
            account: of_account,
            sites: of_sites,
        });
    }
    for (site, ids) in members {
        parts.push(Wish::Members {
            site: site.clone(),
            whom: Whom {
                ids,
                logins: Vec::new(),
            },
            wish: MemberWish::Block,
        });
    }
    Wish::Sheet {
        name: name.to_owned(),
        left,
        parts,
    }
}

impl OfPerson {
    /// These roles in the place of one, at the same reach.
    fn change(&mut self, role: &RoleId, reach: &Reach, roles: &[RoleId]) {
        let at = |role: &RoleId| NewAssignment {
            role: role.clone(),
            reach: reach.clone(),
        };
        if !roles.contains(role) {
            self.take.push(at(role));
        }
        for wanted in roles.iter().filter(|r| *r != role).map(at) {
            if !self.give.contains(&wanted) {
                self.give.push(wanted);
            }
        }
    }
}

/// Changes of people, and the removal of those of whom nothing is left.
fn of_team(people: BTreeMap<&UserId, OfPerson>, team: &Team) -> Vec<Wish> {
    let (mut parts, mut gone) = (Vec::new(), Vec::new());
    for (user, of) in people {
        let goes = |a: &crate::access::Assignment| of.take.iter().any(|t| a.gives(t));
        let nothing_left = of.give.is_empty()
            && team
                .member(user)
                .is_some_and(|m| !m.assignments.is_empty() && m.assignments.iter().all(goes));
        if nothing_left {
            gone.push(user.clone());
        } else if !of.give.is_empty() || !of.take.is_empty() {
            parts.push(Wish::ChangeRoles {
                people: vec![user.clone()],
                give: of.give,
                take: of.take,
            });
        }
    }
    if !gone.is_empty() {
        parts.push(Wish::Remove { people: gone });
    }
    parts
}

fn skip(item: &Item, reason: String) -> Skip {
    Skip {
        who: Who {
            id: item.matter.who().to_owned(),
            name: item.name.clone(),
            email: item.address.clone(),
        },
        site: item.matter.site().cloned(),
        reason,
        already_so: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::review::Context;
    use crate::access::{Assignment, Extra, TeamMember};
    use std::sync::Arc;

    fn item(matter: Matter) -> Item {
        Item {
            name: matter.who().to_owned(),
            matter,
            address: String::new(),
            roles: Vec::new(),
            titles: Vec::new(),
            place: String::new(),
            locations: Vec::new(),
            state: String::new(),
            context: Context::UNKNOWN,
            worth: Vec::new(),
        }
    }

    fn held(user: &str, role: &str) -> Item {
        item(Matter::Assignment(user.into(), role.into(), Reach::Account))
    }

    fn team(people: &[(&str, &[&str])]) -> Team {
        let member = |(id, roles): &(&str, &[&str])| {
            let held = roles.iter().map(|role| Assignment {
                role: (*role).into(),
                id: Some("1".into()),
                reach: Reach::Account,
                subject: None,
            });
            Arc::new(TeamMember {
                id: (*id).into(),
                email: String::new(),
                first_name: String::new(),
                last_name: String::new(),
                image: None,
                joined_at: None,
                assignments: held.collect(),
                extra: Extra::new(),
            })
        };
        Team {
            members: people.iter().map(member).collect(),
            invites: Vec::new(),
        }
    }

    fn parts(decided: &[(Item, Verdict)], team: &Team) -> (Vec<Wish>, usize) {
        let decided = decided.iter().map(|(item, verdict)| (item, verdict));
        match wish_of_review("Q4", decided, team) {
            Wish::Sheet { parts, left, .. } => (parts, left.len()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn whoever_loses_every_role_leaves_and_whoever_keeps_one_stays() {
        let team = team(&[("ana", &["a", "b"]), ("ben", &["a", "b"]), ("cleo", &["a"])]);
        let reduced = Verdict::Reduce {
            roles: vec!["c".into()],
        };
        let (parts, left) = parts(
            &[
                (held("ana", "a"), Verdict::Revoke),
                (held("ana", "b"), Verdict::Revoke),
                (held("ben", "a"), Verdict::Revoke),
                (held("ben", "b"), Verdict::Keep),
                (held("cleo", "a"), reduced),
            ],
            &team,
        );
        let at = |role: &str| NewAssignment {
            role: role.into(),
            reach: Reach::Account,
        };
        let change = |who: &str, give: Vec<_>, take| Wish::ChangeRoles {
            people: vec![who.into()],
            give,
            take,
        };
        let gone = Wish::Remove {
            people: vec!["ana".into()],
        };
        assert_eq!(
            parts,
            [
                change("ben", vec![], vec![at("a")]),
                change("cleo", vec![at("c")], vec![at("a")]),
                gone,
            ]
        );
        assert_eq!(left, 0);
    }

    #[test]
    fn invites_contributors_and_members_each_go_their_way_and_open_ones_are_named() {
        let contributor = |site: &str| item(Matter::Contributor(site.into(), "acc".into()));
        let reduced = Verdict::Reduce {
            roles: vec!["c".into()],
        };
        let over = Verdict::HandOver {
            to: "Maya".to_owned(),
        };
        let (parts, left) = parts(
            &[
                (contributor("s1"), Verdict::Revoke),
                (contributor("s2"), reduced),
                (item(Matter::AccountInvite("i1".into())), Verdict::Revoke),
                (
                    item(Matter::SiteInvite("s1".into(), "i2".into())),
                    Verdict::Revoke,
                ),
                (
                    item(Matter::Member("s1".into(), "m1".into())),
                    Verdict::Revoke,
                ),
                (
                    item(Matter::Member("s1".into(), "m2".into())),
                    Verdict::Unsure,
                ),
                (held("ana", "a"), over),
            ],
            &Team::default(),
        );
        assert_eq!(left, 2);
        assert_eq!(parts.len(), 4, "{parts:#?}");
        assert!(matches!(&parts[0], Wish::ChangeContributors { changes } if changes.len() == 1));
        assert!(matches!(&parts[1], Wish::RemoveContributors { whom } if whom.len() == 1));
        assert!(matches!(
            &parts[2],
            Wish::TendInvites { how: Tend::Revoke, account, sites }
                if account.len() == 1 && sites.len() == 1
        ));
        assert!(matches!(
            &parts[3],
            Wish::Members { whom, wish: MemberWish::Block, .. } if whom.ids.len() == 1
        ));
    }
}
