//! Tests of plans, by example and by property.

use super::brakes::{self, Brake, BrakeLimits};
use super::settle::{Finding, finding};
use super::*;
use crate::access::*;
use jiff::Timestamp;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

const MANAGER: &str = "6600344420111308827";
const DESIGNER: &str = "7046409866117489206";

fn assignment(id: usize, role: &str, reach: Reach) -> Assignment {
    Assignment {
        role: role.into(),
        id: Some(AssignmentId::new(&format!("71000000000000{id:05}"))),
        reach,
        subject: None,
    }
}

fn member(id: &str, assignments: Vec<Assignment>) -> Arc<TeamMember> {
    Arc::new(TeamMember {
        id: id.into(),
        email: format!("{id}@northlight.example"),
        first_name: id.to_uppercase(),
        last_name: String::new(),
        image: None,
        joined_at: None,
        assignments,
        extra: Extra::new(),
    })
}

fn directory() -> Directory {
    let role = |id: &str, title: &str, limit| Role {
        id: id.into(),
        title: title.to_owned(),
        description: String::new(),
        limit,
        custom: false,
        extra: Extra::new(),
    };
    Directory::new(
        vec![
            role(OWNER, "Owner", RoleLimit::None),
            role(ACCOUNT_ADMIN, "Account Admin", RoleLimit::NotAtSite),
            role(SITE_ADMIN, "Admin", RoleLimit::NotAtAccount),
            role(MANAGER, "Manager", RoleLimit::None),
            role(DESIGNER, "Designer", RoleLimit::None),
        ],
        vec![],
        vec![],
    )
}

/// Owner, two co-owners and seven people with one role each.
fn team() -> Team {
    let mut members = vec![
        member("owner", vec![assignment(0, OWNER, Reach::Account)]),
        member("co1", vec![assignment(1, ACCOUNT_ADMIN, Reach::Account)]),
        member("co2", vec![assignment(2, ACCOUNT_ADMIN, Reach::Account)]),
    ];
    for i in 0..7 {
        let reach = if i % 2 == 0 {
            Reach::Account
        } else {
            Reach::site(&"shop".into())
        };
        members.push(member(
            &format!("p{i}"),
            vec![assignment(10 + i, MANAGER, reach)],
        ));
    }
    Team {
        members,
        invites: vec![],
    }
}

fn plan_for(team: &Team, wish: &Wish) -> Result<Plan, WishError> {
    let account = AccountId::new("acc");
    let directory = directory();
    let (found, members) = (Found::new(), BTreeMap::new());
    let seen = Observed {
        account: &account,
        team,
        directory: &directory,
        found: &found,
        members: &members,
        sites: &SiteAccess::default(),
        read_at: None,
        complete: true,
    };
    make(seen, wish, "plan-1".to_owned(), Timestamp::UNIX_EPOCH)
}

/// What holds a plan that was made from this team.
fn hits(team: &Team, plan: &Plan, limits: &BrakeLimits) -> Vec<BrakeHit> {
    let account = AccountId::new("acc");
    let directory = directory();
    let (found, members) = (Found::new(), BTreeMap::new());
    let seen = Observed {
        account: &account,
        team,
        directory: &directory,
        found: &found,
        members: &members,
        sites: &SiteAccess::default(),
        read_at: None,
        complete: true,
    };
    brakes::check(plan, seen, "Northlight", limits, 0)
}

fn seen_of(team: &Team, object: &ObjectKey) -> Seen {
    let ObjectKey::TeamMember(user) = object else {
        panic!("{object:?}");
    };
    let member = team.member(user);
    member.map_or(Seen::Absent, |m| Seen::TeamMember(Arc::clone(m)))
}

fn users(ids: &[&str]) -> Vec<UserId> {
    ids.iter().map(|id| UserId::new(id)).collect()
}

/// What Wix would make of an action: the model for properties.
fn carry_out(team: &Team, action: &Action) -> Team {
    let mut team = team.clone();
    match action {
        Action::RemoveTeamMember { user } => team.members.retain(|m| m.id != *user),
        Action::UpdateAssignments { user, add, remove } => {
            for m in &mut team.members {
                if m.id == *user {
                    let m = Arc::make_mut(m);
                    m.assignments
                        .retain(|a| !remove.contains(a.id.as_ref().unwrap()));
                    for (i, n) in add.iter().enumerate() {
                        m.assignments
                            .push(assignment(900 + i, n.role.as_str(), n.reach.clone()));
                    }
                }
            }
        }
        other => panic!("{other:?}"),
    }
    team
}

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
    let hits = self::hits(&team(), &plan, &limits);
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

#[test]
fn a_plan_survives_its_file() {
    let plan = plan_for(
        &team(),
        &Wish::Remove {
            people: users(&["p1", "owner"]),
        },
    )
    .unwrap();
    let text = serde_json::to_string_pretty(&plan).unwrap();
    let back: Plan = serde_json::from_str(&text).unwrap();
    assert_eq!(back, plan);
    assert_eq!(back.hash().unwrap(), plan.hash().unwrap());
}

#[test]
fn whoever_moved_is_named() {
    let team = team();
    let plan = plan_for(
        &team,
        &Wish::Remove {
            people: users(&["p1", "p2", "p3"]),
        },
    )
    .unwrap();
    let keys = plan.fingerprints.keys();
    let mut now: Found = keys.map(|k| (k.clone(), seen_of(&team, k))).collect();
    assert_eq!(check(&plan, 0..3, &now), Checked::default());
    // Gone: exactly what the plan wants. Other roles: not what it rests on. Unread: nobody knows.
    now.insert(ObjectKey::TeamMember("p1".into()), Seen::Absent);
    let mut other = team.member(&"p2".into()).unwrap().as_ref().clone();
    other
        .assignments
        .push(assignment(99, DESIGNER, Reach::Account));
    other.first_name = "Renamed".to_owned();
    now.insert(
        ObjectKey::TeamMember("p2".into()),
        Seen::TeamMember(Arc::new(other)),
    );
    now.remove(&ObjectKey::TeamMember("p3".into()));
    let checked = check(&plan, 0..3, &now);
    assert_eq!(checked.already, [0]);
    let names: Vec<&str> = checked.moved.iter().map(|m| m.name.as_str()).collect();
    assert_eq!(names, ["P2", "P3"]);
}

fn any_wish() -> impl Strategy<Value = Wish> {
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
