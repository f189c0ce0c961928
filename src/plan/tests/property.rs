//! Plans do what they say, once, and taking back restores.

use super::support::*;
use crate::access::*;
use crate::plan::settle::{Finding, finding};
use crate::plan::*;
use proptest::prelude::*;

pub(super) fn any_wish() -> impl Strategy<Value = Wish> {
    let person = prop::sample::select(vec![
        "owner", "co1", "co2", "p0", "p1", "p2", "p3", "p4", "p5", "p6", "nobody",
    ]);
    let people = prop::collection::vec(person.clone().prop_map(UserId::from), 1..6);
    let reach = prop_oneof![
        Just(Reach::Account),
        Just(Reach::site(&"shop".into())),
        Just(Reach::site(&"cafe".into())),
        Just(Reach::folder(&"f1".into())),
    ];
    let grant =
        (prop::sample::select(vec![MANAGER, DESIGNER]), reach.clone()).prop_map(|(role, reach)| {
            NewAssignment {
                role: role.into(),
                reach,
            }
        });
    let grants = prop::collection::vec(grant, 0..3);
    let roles = prop::collection::vec(prop::sample::select(vec![MANAGER, DESIGNER]), 0..3)
        .prop_map(|r| r.into_iter().map(RoleId::from).collect::<Vec<_>>());
    prop_oneof![
        (people.clone(), grants.clone(), grants)
            .prop_map(|(people, give, take)| Wish::ChangeRoles { people, give, take }),
        (people.clone(), reach, roles).prop_map(|(people, reach, roles)| Wish::SetRolesAt {
            people,
            reach,
            roles
        }),
        (people.clone(), person, any::<bool>()).prop_map(|(people, colleague, exactly)| {
            Wish::SameAs {
                people,
                colleague: colleague.into(),
                exactly,
            }
        }),
        people.prop_map(|people| Wish::Remove { people }),
    ]
}

proptest! {
    /// Carrying out every line makes each line's finding "as planned", before it "not yet" or
    /// "partly", and planning the same wish again finds nothing to do for those people.
    #[test]
    fn plans_do_what_they_say_and_only_once(wish in any_wish()) {
        let before = team();
        let Ok(plan) = plan_for(&before, &wish) else { return Ok(()) };
        let mut after = before.clone();
        for line in &plan.lines {
            let now = seen_of(&before, &line.action.object().unwrap());
            prop_assert_ne!(finding(&line.action, &now), Finding::AsPlanned);
            after = carry_out(&after, &line.action);
        }
        for line in &plan.lines {
            let now = seen_of(&after, &line.action.object().unwrap());
            prop_assert_eq!(finding(&line.action, &now), Finding::AsPlanned);
        }
        let owner = |t: &Team| t.member(&"owner".into()).unwrap().assignments.iter()
            .any(|a| a.role.as_str() == OWNER);
        prop_assert!(owner(&after));
        let copies_itself = matches!(&wish, Wish::SameAs { colleague, people, .. }
            if people.contains(colleague));
        if let Ok(again) = plan_for(&after, &wish) && !copies_itself {
            prop_assert_eq!(again.lines, vec![]);
        }
        let holders = |t: &Team| t.members.iter().filter(|m| m.assignments.iter().any(|a|
            a.reach == Reach::Account
                && [OWNER, ACCOUNT_ADMIN].contains(&a.role.as_str()))).count();
        prop_assert_eq!(plan.co_owners.after, holders(&after));
    }

    /// Taking a line back gives the roles that were there before.
    #[test]
    fn taking_back_restores(wish in any_wish()) {
        let before = team();
        let Ok(plan) = plan_for(&before, &wish) else { return Ok(()) };
        for line in &plan.lines {
            let Undo::Reversible { give, take } = &line.undo else { continue };
            let Some(ObjectKey::TeamMember(user)) = line.action.object() else { continue };
            let after = carry_out(&before, &line.action);
            let back = Wish::ChangeRoles {
                people: vec![user.clone()], give: give.clone(), take: take.clone(),
            };
            let undo = plan_for(&after, &back).unwrap();
            let restored = carry_out(&after, &undo.lines[0].action);
            let shape = |t: &Team| {
                let mut all: Vec<_> = t.member(&user).unwrap().assignments.iter()
                    .map(|a| (a.role.clone(), a.reach.clone())).collect();
                all.sort();
                all
            };
            prop_assert_eq!(shape(&restored), shape(&before));
        }
    }
}
