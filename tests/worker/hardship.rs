//! What nobody wants in the middle of a run: the program fails, the disk fails, the key store is
//! lost. The journal stays truthful, and the run can go on.

use crate::crash::copy;
use crate::desk::Desk;
use crate::support::{Setup, Wix, start};
use gatehouse::access::{Reach, RoleId, SITE_ADMIN, SiteId};
use gatehouse::plan::{Outcome, Wish};
use gatehouse::sandbox::Size;
use gatehouse::secrets::KeyStore as _;
use gatehouse::store::verify_journal;
use gatehouse::worker::protocol::{Command, Connection, RunPhase, Secret};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

fn wish(desk: &Desk, wix: &Wix, people: usize) -> Wish {
    Wish::SetRolesAt {
        people: desk.ordinary(people),
        reach: Reach::site(&SiteId::new(&wix.site(2))),
        roles: vec![RoleId::new(SITE_ADMIN)],
    }
}

fn journal(desk: &Desk) -> PathBuf {
    let files = crate::files::files(&desk.data());
    let mut found = files.into_iter().filter(|f| f.ends_with("journal.log"));
    found.next().expect("a journal")
}

/// Writes per person in the sandbox's log.
fn writes(wix: &Wix) -> BTreeMap<String, usize> {
    let mut by_person = BTreeMap::new();
    for write in wix.writes() {
        let user = write["body"]["userId"].as_str().expect("a user").to_owned();
        *by_person.entry(user).or_default() += 1;
    }
    by_person
}

/// A clock that fails at a call of its choice, in jobs only: the engine itself goes on.
fn failing_clock(left: Arc<AtomicI64>) -> Arc<dyn Fn() -> jiff::Timestamp + Send + Sync> {
    let ticks = AtomicI64::new(0);
    Arc::new(move || {
        let armed = tokio::task::try_id().is_some() && left.load(Ordering::SeqCst) > 0;
        assert!(
            !armed || left.fetch_sub(1, Ordering::SeqCst) != 1,
            "the program fails here"
        );
        let tick = ticks.fetch_add(1, Ordering::SeqCst);
        start() + jiff::SignedDuration::from_millis(tick)
    })
}

#[test]
fn a_failure_of_the_program_anywhere_in_a_run_loses_and_doubles_nothing() {
    for at in [1, 2, 3, 5, 8, 13, 21, 34, 55] {
        let wix = Wix::of(Size::S);
        let setup = Setup::default();
        let left = Arc::new(AtomicI64::new(0));
        let mut environment = setup.environment(None);
        environment.now = failing_clock(Arc::clone(&left));
        let mut desk = setup.desk_in(environment);
        desk.connect(&wix, &wix.key("full"));
        let review = desk.plan(wish(&desk, &wix, 6));
        let lines = review.plan.lines.len();
        left.store(at, Ordering::SeqCst);
        desk.send(Command::Apply {
            plan: Arc::clone(&review.plan),
            lifts: vec![],
        });
        desk.until("the failure, or the end", |m| {
            let failed = left.load(Ordering::SeqCst) <= 0;
            let over = m.run.as_ref().is_some_and(|r| r.phase == RunPhase::Over);
            let running = m.running(gatehouse::worker::protocol::JobKind::Apply);
            (over || (failed && running.is_none())).then_some(())
        });
        left.store(0, Ordering::SeqCst);
        desk.handle.shutdown();
        let checked = verify_journal(&journal(&desk), None).expect("a journal");
        assert!(checked.is_sound(), "failing at {at}: {checked:?}");

        let mut again = setup.desk(None);
        again.send(Command::OpenLast);
        again.until("a connection", |m| {
            let session = m.session.as_ref()?;
            (session.no_writing.is_none() && m.activity.loaded).then_some(())
        });
        again.synced();
        again.send(Command::Apply {
            plan: Arc::clone(&review.plan),
            lifts: vec![],
        });
        again.until("the end of the run, or word that it was done", |m| {
            let over = m.run.as_ref().is_some_and(|r| r.phase == RunPhase::Over);
            let told = matches!(&*m.plan, gatehouse::worker::protocol::PlanState::Failed(e)
                if e.sentence.contains("already"));
            (over || told).then_some(())
        });
        let sent = writes(&wix);
        assert_eq!(sent.len(), lines, "failing at {at}: everybody once");
        assert!(sent.values().all(|n| *n == 1), "failing at {at}: {sent:?}");
    }
}

#[test]
fn a_journal_that_cannot_be_written_stops_the_run_and_tells_the_truth() {
    let wix = Wix::of(Size::L);
    let setup = Setup::default();
    let mut desk = setup.desk(None);
    desk.connect(&wix, &wix.key("full"));
    let review = desk.plan(wish(&desk, &wix, 12));
    wix.fault(&json!({
        "match": {"method": "PATCH", "path": "/team/assignments"}, "after": 3, "times": 9,
        "kind": {"delayMs": 300},
    }));
    desk.send(Command::Apply {
        plan: Arc::clone(&review.plan),
        lifts: vec![],
    });
    desk.until("three done", |m| {
        let run = m.run.as_ref()?;
        let done = run.results.iter().filter(|r| r.outcome == Outcome::Done);
        (done.count() >= 3).then_some(())
    });
    // Something else writes into the file: from here on no entry is certain to be kept.
    let path = journal(&desk);
    let mut file = std::fs::OpenOptions::new()
        .append(true)
        .open(&path)
        .unwrap();
    std::io::Write::write_all(&mut file, b"x").unwrap();
    drop(file);
    desk.until("a stopped run", |m| {
        let run = m.run.as_ref()?;
        let stopped = run.phase == RunPhase::Over && run.receipt.is_none();
        stopped.then(|| run.trouble.clone().expect("the reason"))
    });
    let sent = wix.writes().len();
    assert!(sent < 12, "no call without an entry: {sent}");
    desk.handle.shutdown();

    let mut again = setup.desk(None);
    again.send(Command::OpenLast);
    let id = again.until("the run that stands still", |m| {
        let torn = m
            .activity
            .notices
            .iter()
            .any(|n| n.text.sentence.contains("journal"));
        let run = m.activity.runs.iter().find(|r| r.open)?;
        torn.then(|| run.run.clone())
    });
    again.synced();
    again.send(Command::Resume(id));
    let run = again.run_over(None);
    let receipt = run.receipt.clone().unwrap();
    assert_eq!(
        receipt.count(Outcome::Done) + receipt.count(Outcome::AlreadySo),
        12,
        "{}",
        receipt.sentence()
    );
    assert!(writes(&wix).values().all(|n| *n == 1), "{:?}", writes(&wix));
    assert_eq!(wix.writes().len(), 12);
}

#[test]
fn a_lost_key_store_holds_up_nothing_that_runs_and_waits_for_the_key_afterwards() {
    let wix = Wix::of(Size::L);
    let setup = Setup::default();
    let mut desk = setup.desk(None);
    desk.connect(&wix, &wix.key("full"));
    let review = desk.plan(wish(&desk, &wix, 8));
    wix.fault(&json!({
        "match": {"method": "PATCH", "path": "/team/assignments"}, "after": 2, "times": 6,
        "kind": {"delayMs": 400, "afterEffect": true},
    }));
    desk.send(Command::Apply {
        plan: Arc::clone(&review.plan),
        lifts: vec![],
    });
    desk.until("two done", |m| {
        let run = m.run.as_ref()?;
        let done = run.results.iter().filter(|r| r.outcome == Outcome::Done);
        (done.count() >= 2 && wix.writes().len() >= 5).then_some(())
    });
    let profile = desk.model.session.as_ref().unwrap().profile.id.clone();
    setup.keys.delete(&profile.0).expect("the key is gone");
    let other = Setup {
        dir: Arc::new(tempfile::tempdir().unwrap()),
        ..setup.clone()
    };
    copy(&desk.data(), &other.dir.path().join("data"));
    let run = desk.run_over(None);
    assert_eq!(run.receipt.clone().unwrap().count(Outcome::Done), 8);

    // The program had ended at the moment of the copy, and its key is nowhere.
    let mut again = other.desk(None);
    again.send(Command::OpenLast);
    again.until("word about the key", |m| {
        let session = m.session.as_ref()?;
        matches!(session.connection, Connection::Trouble(_)).then_some(())
    });
    let id = again.until("the run as it was", |m| {
        let told = m.activity.notices.iter();
        let told = told
            .clone()
            .any(|n| n.text.sentence.contains("may or may not"));
        let run = m.activity.runs.iter().find(|r| r.open)?;
        told.then(|| run.run.clone())
    });
    again.send(Command::GiveKey {
        profile,
        key: Secret(wix.key("full")),
    });
    again.until("a connection", |m| {
        (m.session.as_ref()?.no_writing.is_none()).then_some(())
    });
    again.synced();
    again.send(Command::Resume(id));
    let run = again.run_over(None);
    let receipt = run.receipt.clone().unwrap();
    assert_eq!(
        receipt.count(Outcome::Done) + receipt.count(Outcome::AlreadySo),
        8,
        "{}",
        receipt.sentence()
    );
    assert!(writes(&wix).values().all(|n| *n == 1));
}
