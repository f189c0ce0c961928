//! The program ends in the middle of a run.

use crate::support::{Setup, Wix};
use gatehouse::access::{Reach, RoleId, SITE_ADMIN, SiteId};
use gatehouse::plan::{Outcome, Wish};
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{Command, PlanState};
use serde_json::json;
use std::path::Path;

/// Copies the data folder as a power cut would leave it: in the middle of the run.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn a_killed_run_is_told_settled_and_can_go_on() {
    let wix = Wix::of(Size::L);
    let setup = Setup::default();
    let mut desk = setup.desk(None);
    desk.connect(&wix, &wix.key("full"));
    let review = desk.plan(Wish::SetRolesAt {
        people: desk.ordinary(12),
        reach: Reach::site(&SiteId::new(&wix.site(3))),
        roles: vec![RoleId::new(SITE_ADMIN)],
    });
    // The fifth write and those after it take long: the effect is there, the answer is not.
    wix.fault(&json!({
        "match": {"method": "PATCH", "path": "/team/assignments"}, "after": 4, "times": 8,
        "kind": {"delayMs": 1500, "afterEffect": true},
    }));
    desk.send(Command::Apply {
        plan: review.plan.clone(),
        lifts: vec![],
    });
    desk.until("four done", |m| {
        let run = m.run.as_ref()?;
        let done = run
            .results
            .iter()
            .filter(|r| r.outcome == Outcome::Done)
            .count();
        (done >= 4 && wix.writes().len() >= 8).then_some(())
    });
    let other = Setup {
        dir: std::sync::Arc::new(tempfile::tempdir().unwrap()),
        ..setup
    };
    copy(&desk.data(), &other.dir.path().join("data"));
    let before = wix.writes().len();

    let mut again = other.desk(None);
    again.send(Command::OpenLast);
    let run = again.run_over(None);
    let count = |o| run.results.iter().filter(|r| r.outcome == o).count();
    assert_eq!(count(Outcome::Unknown), 0, "{run:#?}");
    assert_eq!(
        count(Outcome::Done) + count(Outcome::NotDone) + count(Outcome::NotTried),
        12
    );
    assert!(count(Outcome::Done) >= 4);
    let receipt = run.receipt.clone().unwrap();
    assert_eq!(receipt.how, "interrupted");
    let read = |l: &&gatehouse::plan::ReceiptLine| l.result.read_back.is_some();
    let looked_at = receipt.lines.iter().filter(read).count();
    assert_eq!(
        looked_at,
        12 - count(Outcome::NotTried),
        "whatever went out is read back"
    );
    assert_eq!(receipt.traffic.writes as usize, looked_at);
    let sent = wix.writes().len();
    assert!(
        sent >= before,
        "the first program was not really killed, only copied"
    );

    let id = again.until("a run to go on with", |m| {
        m.activity
            .runs
            .iter()
            .find(|r| r.can_go_on)
            .map(|r| r.run.clone())
    });
    again.send(Command::GoOn(id));
    let rest = again.until("the rest as a plan", |m| match &*m.plan {
        PlanState::Ready(review) => Some(review.clone()),
        _ => None,
    });
    assert_eq!(
        rest.plan.lines.len(),
        count(Outcome::NotTried) + count(Outcome::NotDone)
    );
}

#[test]
fn a_stopped_run_goes_on_with_what_was_left_and_only_once() {
    let wix = Wix::of(Size::L);
    let mut desk = Setup::default().desk(None);
    desk.connect(&wix, &wix.key("full"));
    let review = desk.plan(Wish::SetRolesAt {
        people: desk.ordinary(12),
        reach: Reach::site(&SiteId::new(&wix.site(3))),
        roles: vec![RoleId::new(SITE_ADMIN)],
    });
    wix.fault(&json!({
        "match": {"method": "PATCH", "path": "/team/assignments"}, "after": 2, "times": 4,
        "kind": {"delayMs": 400},
    }));
    desk.send(Command::Apply {
        plan: review.plan.clone(),
        lifts: vec![],
    });
    let job = desk.until("two done", |m| {
        let run = m.run.as_ref()?;
        let done = run.results.iter().filter(|r| r.outcome == Outcome::Done);
        (done.count() >= 2).then_some(run.job)
    });
    desk.send(Command::Cancel(job));
    let stopped = desk.run_over(None);
    let receipt = stopped.receipt.clone().unwrap();
    assert_eq!(receipt.how, "cancelled");
    let left = receipt.count(Outcome::NotTried);
    assert!(left > 0, "{}", receipt.sentence());
    assert_eq!(receipt.count(Outcome::Done) + left, 12);

    let can_go_on = |m: &gatehouse::model::Model| {
        let mut runs = m.activity.runs.iter();
        runs.find(|r| r.can_go_on).map(|r| r.run.clone())
    };
    let id = desk.until("a run to go on with", can_go_on);
    desk.send(Command::GoOn(id));
    let rest = desk.until("the rest as a plan", |m| match &*m.plan {
        PlanState::Ready(review) if review.plan.continues.is_some() => Some(review.clone()),
        _ => None,
    });
    assert_eq!(rest.plan.lines.len(), left);
    let end = desk.apply(&rest);
    assert_eq!(end.receipt.clone().unwrap().count(Outcome::Done), left);
    assert_eq!(wix.writes().len(), 12, "each line was sent once");
    desk.until("nothing more to go on with", |m| {
        (m.activity.runs.len() == 2 && can_go_on(m).is_none()).then_some(())
    });
}
