//! Who moved since a plan was made.

use super::support::*;
use crate::access::*;
use crate::plan::*;
use std::sync::Arc;

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
