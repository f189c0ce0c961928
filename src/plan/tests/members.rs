//! Taking back creations of site members.

use super::support::*;
use crate::access::*;
use crate::plan::*;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::Arc;

fn done(made: Option<&str>) -> LineResult {
    LineResult {
        outcome: Outcome::Done,
        made: made.map(str::to_owned),
        ..LineResult::not_tried()
    }
}

/// Takes back a run that made one member, with this to be found now.
fn back(result: LineResult, found: &Found) -> Plan {
    let action = Action::CreateMember {
        site: "shop".into(),
        member: Box::new(NewMember {
            login_email: "new@northlight.example".to_owned(),
            ..NewMember::default()
        }),
    };
    let line = Line {
        undo: Undo::ByDeleting,
        ..bare_line(action, "new")
    };
    let plan = plan_of(vec![line], |_| Fingerprint::of(&Seen::Absent));
    let (team, account, directory) = (team(), AccountId::new("acc"), directory());
    let seen = Observed {
        account: &account,
        team: &team,
        directory: &directory,
        found,
        members: &BTreeMap::new(),
        read_at: None,
        complete: true,
    };
    let finished = Finished {
        run: &crate::journal::RunId::new("run-1"),
        plan: &plan,
        results: &[result],
    };
    undo(seen, finished, "plan-2".to_owned(), Timestamp::UNIX_EPOCH).unwrap()
}

fn found(members: Vec<Member>) -> Found {
    let key = ObjectKey::site_member(&"shop".into(), "New@northlight.example");
    let members = members.into_iter().map(Arc::new).collect();
    Found::from([(key, Seen::Members(members))])
}

fn reason(plan: &Plan) -> &str {
    assert_eq!((plan.lines.len(), plan.skipped.len()), (0, 1));
    &plan.skipped[0].reason
}

fn ours() -> Member {
    Member {
        login_email: "new@northlight.example".to_owned(),
        ..Member::bare("m1".into())
    }
}

#[test]
fn the_member_that_was_made_is_deleted_and_no_other() {
    let plan = back(done(Some("m1")), &found(vec![ours()]));
    let Action::DeleteMember { member, .. } = &plan.lines[0].action else {
        panic!("{:?}", plan.lines);
    };
    assert_eq!(member.as_str(), "m1");
    assert!(matches!(plan.lines[0].undo, Undo::Never { .. }));
    assert_eq!(plan.check_form(), Ok(()));

    let other = Member {
        id: "m2".into(),
        ..ours()
    };
    let plan = back(done(Some("m1")), &found(vec![other.clone(), ours()]));
    let Action::DeleteMember { member, .. } = &plan.lines[0].action else {
        panic!("{:?}", plan.lines);
    };
    assert_eq!(member.as_str(), "m1", "even where two have the address");
    let plan = back(done(Some("m1")), &found(vec![other]));
    assert_eq!(reason(&plan), "Another member has this address now");
}

#[test]
fn whoever_logged_in_or_is_gone_or_unknown_is_left_alone() {
    let logged_in = Member {
        last_login_at: Some(Timestamp::UNIX_EPOCH),
        ..ours()
    };
    let plan = back(done(Some("m1")), &found(vec![logged_in]));
    assert_eq!(reason(&plan), "Has logged in since");
    assert!(!plan.skipped[0].already_so);
    let plan = back(done(Some("m1")), &found(vec![]));
    assert_eq!(reason(&plan), "Is no longer a member");
    assert!(plan.skipped[0].already_so);
    let plan = back(done(Some("m1")), &Found::new());
    assert_eq!(reason(&plan), "Could not be looked up");
    let plan = back(done(None), &found(vec![ours()]));
    assert!(reason(&plan).starts_with("The answer was lost"));
}

#[test]
fn what_was_not_done_is_not_taken_back() {
    for outcome in Outcome::ALL {
        let result = LineResult {
            outcome,
            ..done(Some("m1"))
        };
        let plan = back(result, &found(vec![ours()]));
        assert_eq!(
            plan.lines.len(),
            usize::from(outcome == Outcome::Done),
            "{outcome:?}"
        );
    }
}
