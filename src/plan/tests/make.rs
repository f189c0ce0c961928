//! Wishes become lines.

use super::support::*;
use crate::access::*;
use crate::plan::*;
use std::sync::Arc;

#[test]
fn removing_somebody_is_one_line_that_only_an_invite_takes_back() {
    let plan = plan_for(
        &team(),
        &Wish::Remove {
            people: users(&["p1"]),
        },
    )
    .unwrap();
    assert_eq!(plan.lines.len(), 1);
    assert!(matches!(&plan.lines[0].undo, Undo::ByNewInvite { give } if give.len() == 1));
    assert!(plan.lines[0].ends_access());
    assert_eq!(plan.title, "Remove P1 from the team");
}

#[test]
fn owner_and_strangers_are_left_alone_with_a_reason() {
    let plan = plan_for(
        &team(),
        &Wish::Remove {
            people: users(&["owner", "nobody"]),
        },
    )
    .unwrap();
    assert!(plan.lines.is_empty());
    let reasons: Vec<&str> = plan.skipped.iter().map(|s| s.reason.as_str()).collect();
    assert_eq!(
        reasons,
        [
            "Is the owner, who cannot be removed",
            "Is no longer in the team"
        ]
    );
}

#[test]
fn roles_that_do_not_fit_the_level_are_refused_in_words() {
    let give = |role: &str, reach| Wish::ChangeRoles {
        people: users(&["p1"]),
        give: vec![NewAssignment {
            role: role.into(),
            reach,
        }],
        take: vec![],
    };
    let site = Reach::site(&"shop".into());
    assert_eq!(
        plan_for(&team(), &give(ACCOUNT_ADMIN, site)),
        Err(WishError::NotAtSite("Account Admin".to_owned()))
    );
    assert_eq!(
        plan_for(&team(), &give(SITE_ADMIN, Reach::Account)),
        Err(WishError::NotAtAccount("Admin".to_owned()))
    );
    assert_eq!(
        plan_for(&team(), &give(OWNER, Reach::Account)),
        Err(WishError::OwnerRole)
    );
}

#[test]
fn setting_a_role_at_a_site_leaves_other_places_alone() {
    let shop = Reach::site(&"shop".into());
    let mut team = team();
    Arc::make_mut(&mut team.members[4])
        .assignments
        .push(assignment(77, DESIGNER, Reach::Account));
    let wish = Wish::SetRolesAt {
        people: users(&["p1"]),
        reach: shop.clone(),
        roles: vec![DESIGNER.into()],
    };
    let plan = plan_for(&team, &wish).unwrap();
    let Action::UpdateAssignments { add, remove, .. } = &plan.lines[0].action else {
        panic!("a change of roles")
    };
    assert_eq!(
        add,
        &[NewAssignment {
            role: DESIGNER.into(),
            reach: shop
        }]
    );
    assert_eq!(remove.len(), 1);
    assert_eq!(plan.lines[0].after.len(), 2);
}

#[test]
fn same_as_a_colleague_never_copies_the_owner() {
    let wish = |colleague: &str| Wish::SameAs {
        colleague: colleague.into(),
        people: users(&["p0"]),
        exactly: true,
    };
    assert_eq!(
        plan_for(&team(), &wish("owner")),
        Err(WishError::NothingToCopy("OWNER".to_owned()))
    );
    let plan = plan_for(&team(), &wish("p1")).unwrap();
    assert_eq!(
        plan.lines[0].after,
        [Grant {
            role: "Manager".into(),
            reach: "shop".into()
        }]
    );
}
