//! The program ends in the middle of a run.

use crate::support::{Setup, Wix};
use gatehouse::access::{Reach, RoleId, SITE_ADMIN, SiteId};
use gatehouse::plan::{Outcome, Wish};
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{Command, PlanState, RunPhase, RunView};
use serde_json::json;
use std::path::Path;

/// Copies the data folder as a power cut would leave it: in the middle of the run.
pub(crate) fn copy(from: &Path, to: &Path) {
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
    let id = again.until("a run that stands still", |m| {
        let run = m.activity.runs.iter().find(|r| r.open)?;
        let told = m.activity.notices.iter();
        let looked_up = told
            .clone()
            .any(|n| n.text.sentence.contains("was cut off"));
        looked_up.then(|| run.run.clone())
    });
    assert_eq!(again.model.activity.runs.len(), 1);
    let sent = wix.writes().len();
    assert!(
        sent >= before,
        "the first program was not really killed, only copied"
    );
    again.send(Command::ShowRun(id.clone()));
    let stands = again.until("the run", |m| {
        m.run.clone().filter(|r| r.phase == RunPhase::Left)
    });
    let count = |run: &RunView, o| run.results.iter().filter(|r| r.outcome == o).count();
    assert_eq!(count(&stands, Outcome::Unknown), 0, "{stands:#?}");
    assert!(count(&stands, Outcome::Done) >= 4);
    assert!(stands.receipt.is_none(), "it is not over");

    again.send(Command::Resume(id.clone()));
    let run = again.run_over(None);
    assert_eq!(run.run, id, "the same run");
    let receipt = run.receipt.clone().unwrap();
    assert_eq!(receipt.how, "done");
    assert_eq!(receipt.lines.len(), 12);
    assert_eq!(
        receipt.count(Outcome::Done) + receipt.count(Outcome::AlreadySo),
        12,
        "{}",
        receipt.sentence()
    );
    let as_planned = |l: &gatehouse::plan::ReceiptLine| {
        let back = l.result.read_back.as_ref();
        l.result.outcome == Outcome::AlreadySo || back.is_some_and(|b| b.as_planned)
    };
    assert!(receipt.lines.iter().all(as_planned), "{receipt:#?}");
    again.until("nothing to go on with", |m| {
        let runs = &m.activity.runs;
        (runs.len() == 1 && !runs[0].open && !runs[0].can_go_on).then_some(())
    });
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
