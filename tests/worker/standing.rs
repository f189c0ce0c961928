//! A run that stood still goes on under the same brakes.

use crate::desk::Desk;
use crate::support::{Setup, Wix};
use gatehouse::access::UserId;
use gatehouse::journal::RunId;
use gatehouse::plan::{Lift, Outcome, Wish};
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{Command, PlanReview, RunPhase, RunView, Trouble};
use serde_json::json;
use std::sync::Arc;

fn desk(wix: &Wix) -> Desk {
    let mut desk = Setup::default().desk(None);
    desk.connect(wix, &wix.key("full"));
    desk
}

fn co_owners(desk: &Desk) -> Vec<UserId> {
    let table = desk.model.team.as_ref().expect("a team");
    let holders = table.rows.iter().filter(|r| r.holds_account);
    // The owner stands first.
    holders.skip(1).map(|r| UserId::new(&r.id)).collect()
}

/// Lets the run stand still after its first lines, and opens the profile again.
fn stand(desk: &mut Desk, wix: &Wix, review: &PlanReview, lifts: Vec<Lift>) -> RunId {
    wix.fault(&json!({
        "match": {"path": "/team/remove"}, "after": 1, "times": 8, "kind": {"delayMs": 500},
    }));
    desk.send(Command::Apply {
        plan: Arc::clone(&review.plan),
        lifts,
    });
    desk.until("a first line", |m| {
        let mut results = m.run.as_ref()?.results.iter();
        results.any(|r| r.outcome == Outcome::Done).then_some(())
    });
    let session = desk.model.session.as_ref().expect("a profile");
    let profile = session.profile.id.clone();
    desk.send(Command::CloseProfile);
    desk.until("a closed profile", |m| m.session.is_none().then_some(()));
    desk.send(Command::OpenProfile(profile));
    desk.until("a run that stands still", |m| {
        let told = m.activity.notices.iter();
        let looked_up = told
            .clone()
            .any(|n| n.text.sentence.contains("was cut off"));
        let run = m.activity.runs.iter().find(|r| r.open)?;
        (m.session.is_some() && looked_up).then(|| run.run.clone())
    })
}

fn ends(desk: &mut Desk) -> Arc<RunView> {
    desk.until("the end of going on", |m| {
        m.run
            .clone()
            .filter(|r| r.phase.is_end() && r.traffic.check_reads > 0)
    })
}

#[test]
fn what_happened_meanwhile_counts_when_a_run_goes_on() {
    let wix = Wix::of(Size::L);
    let mut desk = desk(&wix);
    let holders = co_owners(&desk);
    let mut people = desk.ordinary(11);
    people.push(holders[0].clone());
    let review = desk.plan(Wish::Remove { people });
    assert_eq!(review.brakes, []);
    let id = stand(&mut desk, &wix, &review, vec![]);
    for other in &holders[1..] {
        wix.post(
            "outside",
            &json!({"do": "removeMember", "userId": other.as_str()}),
        );
    }
    let sent = wix.writes().len();
    assert!((1..12).contains(&sent), "{sent}");
    desk.send(Command::Resume(id.clone()));
    let run = ends(&mut desk);
    assert_eq!(run.phase, RunPhase::Left);
    let trouble = run.trouble.clone().expect("the reason");
    assert_eq!(trouble.trouble, Trouble::Held, "{trouble:?}");
    assert!(
        trouble
            .sentence
            .contains("1 would hold the whole account afterwards, 2 do now")
    );
    assert!(trouble.remedy.contains("End the run"), "{trouble}");
    assert_eq!(wix.writes().len(), sent, "nothing was sent");
}

#[test]
fn a_brake_that_was_lifted_stays_lifted_for_its_run() {
    let wix = Wix::of(Size::L);
    let mut desk = desk(&wix);
    let review = desk.plan(Wish::Remove {
        people: desk.ordinary(70),
    });
    let lift = |hit: &gatehouse::plan::BrakeHit| Lift {
        brake: hit.brake,
        scope: hit.scope.clone(),
        typed: hit.type_name.clone(),
    };
    let lifts: Vec<Lift> = review.brakes.iter().map(lift).collect();
    assert_eq!(lifts.len(), 2);
    let id = stand(&mut desk, &wix, &review, lifts);
    let sent = wix.writes().len();
    assert!(sent < 20, "{sent}");
    desk.send(Command::Resume(id.clone()));
    let run = desk.run_over(None);
    let receipt = run.receipt.clone().expect("a receipt");
    assert_eq!((run.run.clone(), receipt.how.as_str()), (id, "done"));
    let done = receipt.count(Outcome::Done) + receipt.count(Outcome::AlreadySo);
    assert_eq!(done, 70, "{}", receipt.sentence());
    assert_eq!(wix.writes().len(), 70, "each once");
}
