//! Plans, carried out for real.

use crate::desk::Desk;
use crate::support::{Setup, Wix};
use gatehouse::access::{AssignmentId, Reach, RoleId, SITE_ADMIN, SiteId};
use gatehouse::plan::{Outcome, Wish};
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{Command, PlanState};
use serde_json::json;

fn desk(wix: &Wix) -> Desk {
    let mut desk = Setup::default().desk(None);
    desk.connect(wix, &wix.key("full"));
    desk
}

fn set_at_site(desk: &Desk, wix: &Wix, people: usize) -> Wish {
    Wish::SetRolesAt {
        people: desk.ordinary(people),
        reach: Reach::site(&SiteId::new(&wix.site(1))),
        roles: vec![RoleId::new(SITE_ADMIN)],
    }
}

#[test]
fn twenty_five_roles_and_one_removal_are_exactly_the_announced_writes() {
    let wix = Wix::of(Size::L);
    let mut desk = desk(&wix);
    let review = desk.plan(set_at_site(&desk, &wix, 25));
    assert_eq!(review.plan.lines.len(), 25);
    assert_eq!(review.summary.writes, 25);
    let run = desk.apply(&review);
    let receipt = run.receipt.clone().expect("a receipt");
    assert_eq!(receipt.count(Outcome::Done), 25, "{receipt:#?}");
    assert!(
        receipt
            .lines
            .iter()
            .all(|l| l.result.read_back.as_ref().unwrap().as_planned)
    );
    assert!(receipt.lines.iter().all(|l| l.result.request_id.is_some()));
    let writes = wix.writes();
    assert_eq!(writes.len(), 25);
    let mut told: Vec<_> = writes.iter().map(|w| w["body"].clone()).collect();
    let mut planned: Vec<_> = review
        .plan
        .lines
        .iter()
        .map(|l| {
            let gatehouse::plan::Action::UpdateAssignments { user, add, remove } = &l.action else {
                panic!("a change of roles")
            };
            let site = |r: &Reach| match r {
                Reach::Site { id, .. } => id.as_str().to_owned(),
                other => panic!("{other:?}"),
            };
            json!({
                "userId": user.as_str(),
                "newAssignments": add.iter().map(|a| json!({
                    "policyId": a.role.as_str(),
                    "restrictions": {"site": {"id": site(&a.reach)}},
                })).collect::<Vec<_>>(),
                "assignmentIdsToRemove":
                    remove.iter().map(AssignmentId::as_str).collect::<Vec<_>>(),
            })
        })
        .collect();
    let key = |v: &serde_json::Value| v["userId"].as_str().unwrap().to_owned();
    told.sort_by_key(key);
    planned.sort_by_key(key);
    assert_eq!(told, planned);

    let gone = desk.ordinary(30)[29].clone();
    let review = desk.plan(Wish::Remove {
        people: vec![gone.clone()],
    });
    let run = desk.apply(&review);
    assert_eq!(run.receipt.clone().unwrap().count(Outcome::Done), 1);
    assert_eq!(wix.writes().len(), 26);
    assert!(
        desk.model
            .team
            .clone()
            .unwrap()
            .team
            .member(&gone)
            .is_none()
    );
    let again = desk.plan(Wish::Remove { people: vec![gone] });
    assert!(again.plan.lines.is_empty(), "nothing to do the second time");
}

#[test]
fn a_change_from_outside_stops_everything_before_the_first_write() {
    let wix = Wix::of(Size::L);
    let mut desk = desk(&wix);
    let review = desk.plan(set_at_site(&desk, &wix, 5));
    let moved = review.plan.lines[3].who.clone();
    wix.post(
        "outside",
        &json!({"do": "addAssignment", "userId": moved.id, "roleId": SITE_ADMIN,
            "siteId": wix.site(0)}),
    );
    let run = desk.apply(&review);
    assert_eq!(
        run.moved.iter().map(|m| m.name.clone()).collect::<Vec<_>>(),
        [moved.name]
    );
    assert!(run.results.iter().all(|r| r.outcome == Outcome::NotTried));
    assert_eq!(wix.writes().len(), 0);
    assert_eq!(run.receipt.clone().unwrap().how, "stale");
    let again = desk.plan(set_at_site(&desk, &wix, 5));
    let run = desk.apply(&again);
    assert_eq!(
        run.receipt.clone().unwrap().count(Outcome::Done),
        again.plan.lines.len()
    );
}

#[test]
fn a_brake_holds_until_the_name_is_typed() {
    use gatehouse::plan::{Brake, Lift, Scope};
    let wix = Wix::of(Size::S);
    let mut desk = desk(&wix);
    let people = desk.ordinary(5);
    let n = people.len();
    let review = desk.plan(Wish::Remove { people });
    assert!(
        review.brakes.iter().any(|b| b.brake == Brake::ShareRemoved),
        "{:?}",
        review.brakes
    );
    desk.send(Command::Apply {
        plan: review.plan.clone(),
        lifts: vec![],
    });
    desk.until("a refusal", |m| {
        matches!(&*m.plan, PlanState::Failed(e) if e.sentence.contains("brake")).then_some(())
    });
    assert_eq!(wix.writes().len(), 0);
    let lift = Lift {
        brake: Brake::ShareRemoved,
        scope: Scope::Account,
        typed: review.brakes[0].type_name.clone(),
    };
    desk.send(Command::Apply {
        plan: review.plan.clone(),
        lifts: vec![lift],
    });
    let run = desk.run_over(None);
    assert_eq!(run.receipt.clone().unwrap().count(Outcome::Done), n);
    desk.until("the journal", |m| {
        m.activity
            .journal
            .iter()
            .any(|l| l.text.contains("was lifted"))
            .then_some(())
    });
}

#[test]
fn a_key_that_may_only_read_is_refused_once_and_the_rest_is_not_tried() {
    let wix = Wix::of(Size::L);
    let mut desk = Setup::default().desk(None);
    desk.connect(&wix, &wix.key("read-only"));
    let review = desk.plan(set_at_site(&desk, &wix, 12));
    let run = desk.apply(&review);
    let receipt = run.receipt.clone().unwrap();
    assert_eq!(receipt.how, "stopped");
    assert_eq!(receipt.count(Outcome::Done), 0);
    assert!(receipt.count(Outcome::Refused) <= 4, "at most one per lane");
    let trouble = run.trouble.clone().expect("the reason");
    assert!(!trouble.remedy.is_empty(), "{trouble:?}");
}

#[test]
fn two_plans_at_once_are_refused() {
    let wix = Wix::of(Size::L);
    let mut desk = desk(&wix);
    wix.fault(&json!({
        "match": {"path": "/team/assignments"}, "times": 4, "kind": {"delayMs": 700},
    }));
    let review = desk.plan(set_at_site(&desk, &wix, 4));
    desk.send(Command::Apply {
        plan: review.plan.clone(),
        lifts: vec![],
    });
    desk.until("a run", |m| m.run.clone());
    desk.send(Command::Apply {
        plan: review.plan.clone(),
        lifts: vec![],
    });
    desk.until("a refusal", |m| {
        matches!(&*m.plan, PlanState::Failed(e) if e.sentence.contains("Another plan"))
            .then_some(())
    });
    let run = desk.run_over(None);
    assert_eq!(run.receipt.clone().unwrap().count(Outcome::Done), 4);
    assert_eq!(wix.writes().len(), 4);
}
