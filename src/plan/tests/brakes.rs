//! Brakes, by example.

use super::support::*;
use crate::plan::brakes::{self, Brake, BrakeLimits};
use crate::plan::*;

#[test]
fn brakes_hold_large_removals_and_the_last_co_owners() {
    let all: Vec<&str> = vec!["p0", "p1", "p2", "p3", "p4", "p5", "p6"];
    let plan = plan_for(
        &team(),
        &Wish::Remove {
            people: users(&all),
        },
    )
    .unwrap();
    let hits = hits(&team(), &plan, &BrakeLimits::default());
    assert_eq!(
        hits.iter().map(|h| h.brake).collect::<Vec<_>>(),
        [Brake::ShareRemoved]
    );
    assert_eq!((hits[0].first.len(), hits[0].more), (5, 2));
    assert!(
        hits[0].message.contains("7 of 10 people (70 %)"),
        "{}",
        hits[0].message
    );

    let plan = plan_for(
        &team(),
        &Wish::Remove {
            people: users(&["co1", "co2"]),
        },
    )
    .unwrap();
    assert_eq!(
        plan.co_owners,
        CoOwners {
            before: 3,
            after: 1
        }
    );
    let limits = BrakeLimits {
        own_user: Some("co2".into()),
        ..BrakeLimits::default()
    };
    let hits = super::support::hits(&team(), &plan, &limits);
    assert_eq!(
        hits.iter().map(|h| h.brake).collect::<Vec<_>>(),
        [Brake::OwnAccess, Brake::CoOwners]
    );
    let lift = |typed: &str| Lift {
        brake: Brake::CoOwners,
        scope: Scope::Account,
        typed: typed.to_owned(),
    };
    assert_eq!(brakes::held(hits.clone(), &[lift("northlight")]).len(), 2);
    assert_eq!(brakes::held(hits, &[lift(" Northlight ")]).len(), 1);
}

#[test]
fn small_honest_plans_meet_no_brake() {
    for people in [vec!["p0"], vec!["p0", "p1", "p2", "p3"], vec!["co1"]] {
        let plan = plan_for(
            &team(),
            &Wish::Remove {
                people: users(&people),
            },
        )
        .unwrap();
        assert_eq!(
            hits(&team(), &plan, &BrakeLimits::default()),
            [],
            "{people:?}"
        );
    }
}
