//! Brakes against a model that carries the plan out and counts.

use super::support::*;
use crate::access::*;
use crate::plan::brakes::{Brake, BrakeLimits, counts_everybody};
use crate::plan::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// What is done to one person of the team.
#[derive(Debug, Clone, Copy)]
enum Deed {
    Nothing,
    Removal,
    /// Everything is taken.
    Emptied,
    /// The first assignment is taken, another is given.
    Exchange,
    /// The whole account is given.
    Promotion,
}

fn any_team() -> impl Strategy<Value = Team> {
    let held = prop::collection::vec(0..4_u8, 1..3);
    prop::collection::vec(held, 1..30).prop_map(|people| {
        let person = |(n, held): (usize, Vec<u8>)| {
            let one = |(i, kind): (usize, u8)| {
                let id = n * 10 + i;
                match kind {
                    0 => assignment(id, ACCOUNT_ADMIN, Reach::Account),
                    1 => assignment(id, MANAGER, Reach::Account),
                    2 => assignment(id, MANAGER, Reach::site(&"shop".into())),
                    _ => assignment(id, SITE_ADMIN, Reach::site(&"cafe".into())),
                }
            };
            member(
                &format!("p{n}"),
                held.into_iter().enumerate().map(one).collect(),
            )
        };
        Team {
            members: people.into_iter().enumerate().map(person).collect(),
            invites: vec![],
        }
    })
}

fn any_deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop::sample::select(vec![
        Deed::Nothing,
        Deed::Removal,
        Deed::Emptied,
        Deed::Exchange,
        Deed::Promotion,
    ]);
    prop::collection::vec(deed, 30)
}

fn any_limits() -> impl Strategy<Value = BrakeLimits> {
    (0..101_u32, 1..8_usize, 0..12_usize, 0..6_usize, 0..30_usize).prop_map(
        |(share_percent, share_from, number, co_owners, own)| BrakeLimits {
            share_percent,
            share_from,
            number,
            co_owners,
            mails_per_day: 0,
            own_user: Some(format!("p{own}").as_str().into()),
        },
    )
}

fn action(member: &TeamMember, deed: Deed) -> Option<Action> {
    let ids = member.assignments.iter().filter_map(|a| a.id.clone());
    let user = member.id.clone();
    let (add, remove) = match deed {
        Deed::Nothing => return None,
        Deed::Removal => return Some(Action::RemoveTeamMember { user }),
        Deed::Emptied => (vec![], ids.collect()),
        Deed::Exchange => {
            let add = NewAssignment {
                role: DESIGNER.into(),
                reach: Reach::Account,
            };
            (vec![add], ids.take(1).collect())
        }
        Deed::Promotion => {
            let add = NewAssignment {
                role: ACCOUNT_ADMIN.into(),
                reach: Reach::Account,
            };
            (vec![add], vec![])
        }
    };
    Some(Action::UpdateAssignments { user, add, remove })
}

fn holders(team: &Team) -> usize {
    team.members.iter().filter(|m| holds(m)).count()
}

fn holds(member: &TeamMember) -> bool {
    let mut held = member.assignments.iter();
    held.any(|a| a.reach == Reach::Account && a.role.as_str() == ACCOUNT_ADMIN)
}

fn has_access(team: &Team, id: &UserId) -> bool {
    team.member(id).is_some_and(|m| !m.assignments.is_empty())
}

proptest! {
    /// Whatever the plan says of itself, the brakes that trip are those that the model trips.
    #[test]
    fn no_removal_is_missed(
        before in any_team(), deeds in any_deeds(), limits in any_limits(),
        lies in any::<(usize, usize, usize, bool)>(),
    ) {
        let people = before.members.iter().zip(&deeds);
        let mut lines: Vec<Line> = people
            .filter_map(|(m, d)| Some(bare_line(action(m, *d)?, m.id.as_str())))
            .collect();
        let after = lines.iter().fold(before.clone(), |t, l| carry_out(&t, &l.action));
        for line in lines.iter_mut().filter(|_| lies.3) {
            line.after = vec![Grant { role: "Owner".into(), reach: "Everything".into() }];
        }
        let mut plan = plan_of(lines, |_| Fingerprint::of(&Seen::Absent));
        plan.team_size = lies.0;
        plan.co_owners = CoOwners { before: lies.1, after: lies.2 };

        let (team, lost) = (before.members.len(), before.members.iter()
            .filter(|m| !has_access(&after, &m.id)).count());
        let mut wanted = BTreeSet::new();
        if lost >= limits.share_from && lost as f64 / team as f64 > f64::from(limits.share_percent) / 100.0 {
            wanted.insert(Brake::ShareRemoved);
        }
        if lost > limits.number {
            wanted.insert(Brake::NumberRemoved);
        }
        if holders(&after) < limits.co_owners && holders(&after) < holders(&before) {
            wanted.insert(Brake::CoOwners);
        }
        let own = limits.own_user.clone().unwrap();
        if let Some(me) = before.member(&own) {
            let still = after.member(&own).is_some_and(|m| holds(m));
            if !has_access(&after, &own) || (holds(me) && !still) {
                wanted.insert(Brake::OwnAccess);
            }
        }
        let hits = hits(&before, &plan, &limits);
        let tripped: BTreeSet<Brake> = hits.iter().map(|h| h.brake).collect();
        prop_assert_eq!(&tripped, &wanted);
        prop_assert_eq!(tripped.len(), hits.len(), "each once");
        for hit in &hits {
            prop_assert!(hit.first.len() == 5 || hit.more == 0);
            if let Brake::ShareRemoved | Brake::NumberRemoved = hit.brake {
                let said = format!("{lost} of {team} people ({} %)", lost * 100 / team);
                prop_assert!(hit.message.contains(&said), "{}", hit.message);
                prop_assert_eq!(hit.first.len() + hit.more, lost);
            }
        }
        // What hangs on the number of people is measured against all of them.
        let counted = [Brake::ShareRemoved, Brake::CoOwners];
        if counted.iter().any(|b| tripped.contains(b)) {
            prop_assert!(counts_everybody(&plan, &before, &limits));
        }
    }
}
