//! Plans as files: saved here and applied elsewhere they are the same plan, and no plan is carried
//! out twice.

use crate::desk::Desk;
use crate::plans::play::{plan_of, save};
use crate::support::{Setup, Wix};
use gatehouse::access::{NewAssignment, NewMember, Reach, RoleId, SiteId};
use gatehouse::plan::{Invitee, Outcome, Wish, file};
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{Command, ErrorCard, PlanReview, PlanState, Trouble};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::Arc;

/// A role that Wix's documentation uses without naming it.
const EXAMPLE: &str = "6600344420111308827";

fn desk(wix: &Wix) -> Desk {
    let mut desk = Setup::default().desk(None);
    desk.connect(wix, &wix.key("full"));
    desk
}

fn example(reach: Reach) -> NewAssignment {
    NewAssignment {
        role: RoleId::new(EXAMPLE),
        reach,
    }
}

fn roles(desk: &Desk, wix: &Wix, people: usize) -> Wish {
    Wish::ChangeRoles {
        people: desk.ordinary(people),
        give: vec![example(Reach::site(&SiteId::new(&wix.site(2))))],
        take: vec![],
    }
}

fn invites() -> Wish {
    let invitee = |i: usize| Invitee {
        email: format!("new.person{i}@newcomers.example"),
        give: vec![example(Reach::Account)],
    };
    Wish::Invite {
        people: (0..60).map(invitee).collect(),
        language: Some("de".to_owned()),
    }
}

fn members(wix: &Wix) -> Wish {
    let member = |i: usize| NewMember {
        login_email: format!("new.person{i}@newcomers.example"),
        first_name: format!("Name {i}"),
        ..NewMember::default()
    };
    Wish::CreateMembers {
        site: SiteId::new(&wix.site(1)),
        members: (0..4).map(member).collect(),
    }
}

/// Writes without what differs between any two calls.
fn bodies(wix: &Wix) -> Vec<String> {
    let of = |w: &Value| format!("{} {} {}", w["method"], w["path"], w["body"]);
    let mut all: Vec<String> = wix.writes().iter().map(of).collect();
    all.sort();
    all
}

fn saved(desk: &mut Desk, review: &PlanReview) -> PathBuf {
    let path = desk.dir.path().join("plan.json");
    save(desk, &review.plan, &path);
    path
}

/// Applies a plan that is not to be carried out, and gives the reason.
fn refused(desk: &mut Desk, review: &PlanReview) -> ErrorCard {
    desk.send(Command::Apply {
        plan: Arc::clone(&review.plan),
        lifts: vec![],
    });
    desk.until("a refusal", |m| match &*m.plan {
        PlanState::Failed(error) => Some(error.clone()),
        _ => None,
    })
}

#[test]
fn a_plan_that_is_applied_elsewhere_gives_the_same_writes() {
    for kind in 0..3 {
        let here = Wix::of(Size::S);
        let wish = |desk: &Desk, wix: &Wix| match kind {
            0 => roles(desk, wix, 5),
            1 => invites(),
            _ => members(wix),
        };
        let mut first = desk(&here);
        let review = first.plan(wish(&first, &here));
        let path = saved(&mut first, &review);
        let bytes = std::fs::read(&path).unwrap();
        first.apply(&review);
        assert_eq!(here.writes().len(), review.summary.writes);

        // The same account as it was, and a program that has never seen it.
        let there = Wix::of(Size::S);
        let mut second = desk(&there);
        assert_ne!(first.data(), second.data());
        let opened = plan_of(&mut second, Command::OpenPlan(path)).expect("a plan");
        assert_eq!(opened.plan, review.plan);
        assert_eq!(opened.plan.hash().unwrap(), review.plan.hash().unwrap());
        let again = saved(&mut second, &opened);
        assert_eq!(
            std::fs::read(again).unwrap(),
            bytes,
            "saved anew, byte by byte"
        );
        let run = second.apply(&opened);
        let receipt = run.receipt.clone().unwrap();
        assert_eq!(receipt.count(Outcome::Done), receipt.lines.len());
        assert_eq!(receipt.plan_hash, review.plan.hash().unwrap());
        assert_eq!(bodies(&there), bodies(&here));
    }
}

#[test]
fn a_plan_of_format_1_still_opens_and_applies() {
    let wix = Wix::of(Size::S);
    let mut desk = desk(&wix);
    let path = desk.dir.path().join("old.json");
    std::fs::write(&path, include_bytes!("../fixtures/plans/format-1.json")).unwrap();
    let opened = plan_of(&mut desk, Command::OpenPlan(path)).expect("a plan");
    assert_eq!((opened.plan.format, opened.summary.writes), (1, 2));
    assert_eq!(opened.brakes, []);
    let run = desk.apply(&opened);
    let receipt = run.receipt.clone().unwrap();
    assert_eq!(
        receipt.count(Outcome::Done),
        2,
        "{:?} {:?}",
        run.moved,
        run.trouble
    );
    assert_eq!(wix.writes().len(), 2);
    // Saved anew it has a seal.
    let again = saved(&mut desk, &opened);
    let bytes = std::fs::read(again).unwrap();
    assert!(serde_json::from_slice::<Value>(&bytes).unwrap()["seal"].is_string());
    assert_eq!(file::from_bytes(&bytes).unwrap(), *opened.plan);
    // The role change can be taken back; the removal named no roles to invite to.
    let back = plan_of(&mut desk, Command::Undo(run.run.clone())).expect("a plan");
    assert_eq!((back.plan.lines.len(), back.plan.skipped.len()), (1, 1));
}

#[test]
fn the_second_time_there_is_nothing_to_do() {
    for kind in 0..4 {
        let wix = Wix::of(Size::S);
        let mut desk = desk(&wix);
        let wish = match kind {
            0 => roles(&desk, &wix, 3),
            1 => invites(),
            2 => members(&wix),
            _ => Wish::Remove {
                people: desk.ordinary(3),
            },
        };
        let review = desk.plan(wish);
        let path = saved(&mut desk, &review);
        desk.apply(&review);
        let sent = wix.writes().len();
        assert_eq!(sent, review.summary.writes);
        // In the window: the very plan that was shown.
        let error = refused(&mut desk, &review);
        assert_eq!(error.trouble, Trouble::Nothing, "{error}");
        // From its file.
        let opened = plan_of(&mut desk, Command::OpenPlan(path.clone())).expect("a plan");
        let error = refused(&mut desk, &opened);
        assert_eq!(error.trouble, Trouble::Nothing, "{error}");
        // By a program that does not know of the first time: it looks.
        let mut other = self::desk(&wix);
        let opened = plan_of(&mut other, Command::OpenPlan(path)).expect("a plan");
        let run = other.apply(&opened);
        let receipt = run.receipt.clone().unwrap();
        assert_eq!(
            receipt.count(Outcome::AlreadySo),
            receipt.lines.len(),
            "{receipt:#?}"
        );
        assert_eq!(wix.writes().len(), sent, "nothing was sent");
    }
}

#[test]
fn what_others_changed_after_the_first_time_makes_the_second_stale() {
    let wix = Wix::of(Size::S);
    let mut desk = desk(&wix);
    let review = desk.plan(roles(&desk, &wix, 3));
    let path = saved(&mut desk, &review);
    let run = desk.apply(&review);
    let user = &review.plan.lines[1].who.id;
    let back = plan_of(&mut desk, Command::Undo(run.run.clone())).expect("a plan");
    desk.apply(&back);
    let sent = wix.writes().len();
    wix.post(
        "outside",
        &json!({"do": "addAssignment", "userId": user, "roleId": EXAMPLE, "folderId": null,
            "siteId": wix.site(0)}),
    );
    let mut other = self::desk(&wix);
    let opened = plan_of(&mut other, Command::OpenPlan(path)).expect("a plan");
    let run = other.apply(&opened);
    assert_eq!(run.receipt.clone().unwrap().how, "stale");
    assert!(
        run.moved
            .iter()
            .any(|m| m.name == review.plan.lines[1].who.name)
    );
    assert_eq!(wix.writes().len(), sent, "nothing was sent");
}

#[test]
fn after_a_stopped_run_the_same_plan_sends_only_what_is_left() {
    let wix = Wix::of(Size::L);
    let mut desk = desk(&wix);
    let review = desk.plan(Wish::Remove {
        people: desk.ordinary(30),
    });
    wix.fault(&json!({
        "match": {"path": "/team/remove"}, "after": 6, "times": 8, "kind": {"delayMs": 300},
    }));
    desk.send(Command::Apply {
        plan: Arc::clone(&review.plan),
        lifts: vec![],
    });
    let job = desk.until("some done", |m| {
        let run = m.run.as_ref()?;
        let done = run.results.iter().filter(|r| r.outcome == Outcome::Done);
        (done.count() >= 5).then_some(run.job)
    });
    desk.send(Command::Cancel(job));
    let stopped = desk.run_over(None);
    let receipt = stopped.receipt.clone().unwrap();
    assert_eq!(receipt.how, "cancelled");
    let (done, left) = (
        receipt.count(Outcome::Done),
        receipt.count(Outcome::NotTried),
    );
    assert!(left > 0 && done + left == 30, "{}", receipt.sentence());

    let run = desk.apply(&review);
    let receipt = run.receipt.clone().unwrap();
    assert_eq!(receipt.how, "done", "{:?}", run.trouble);
    assert_eq!(
        (
            receipt.count(Outcome::AlreadySo),
            receipt.count(Outcome::Done)
        ),
        (done, left)
    );
    assert_eq!(wix.writes().len(), 30, "each person once");
    let mut sent = bodies(&wix);
    sent.dedup();
    assert_eq!(sent.len(), 30);
    let error = refused(&mut desk, &review);
    assert_eq!(error.trouble, Trouble::Nothing, "{error}");
}
