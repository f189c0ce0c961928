//! Faults on the way: each ends in a truthful outcome, and no write is sent twice.

use crate::desk::Desk;
use crate::support::{Setup, Wix};
use gatehouse::access::{Reach, RoleId, SITE_ADMIN, SiteId};
use gatehouse::plan::{Outcome, Wish};
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::RunView;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Applies a plan of eight lines while this fault is there.
fn applied_with(kind: &Value, times: u32) -> (Wix, Desk, Arc<RunView>) {
    let wix = Wix::of(Size::L);
    let mut desk = Setup::default().desk(None);
    desk.connect(&wix, &wix.key("full"));
    let review = desk.plan(Wish::SetRolesAt {
        people: desk.ordinary(8),
        reach: Reach::site(&SiteId::new(&wix.site(2))),
        roles: vec![RoleId::new(SITE_ADMIN)],
    });
    wix.fault(&json!({
        "match": {"method": "PATCH", "path": "/team/assignments"}, "times": times, "kind": kind,
    }));
    let run = desk.apply(&review);
    (wix, desk, run)
}

fn count(run: &RunView, outcome: Outcome) -> usize {
    run.results.iter().filter(|r| r.outcome == outcome).count()
}

/// How often a body was sent and not turned away at the door.
fn most_sent(wix: &Wix, counts: impl Fn(&Value) -> bool) -> usize {
    let mut sent: BTreeMap<String, usize> = BTreeMap::new();
    for write in wix.writes().iter().filter(|w| counts(w)) {
        *sent.entry(write["body"].to_string()).or_default() += 1;
    }
    sent.into_values().max().unwrap_or_default()
}

#[test]
fn two_500s_are_unknown_until_reading_shows_that_nothing_happened() {
    let (wix, _desk, run) = applied_with(&json!({"status": 500, "body": "empty"}), 2);
    assert_eq!(
        (count(&run, Outcome::Done), count(&run, Outcome::NotDone)),
        (6, 2),
        "{run:#?}"
    );
    assert_eq!(most_sent(&wix, |_| true), 1, "no write is sent twice");
}

#[test]
fn a_connection_cut_after_the_effect_is_settled_as_done() {
    let (wix, _desk, run) = applied_with(&json!("cutAfter"), 3);
    assert_eq!(count(&run, Outcome::Done), 8, "{run:#?}");
    let lost = run.results.iter().filter(|r| r.detail.is_some()).count();
    assert_eq!(lost, 3, "the lost answers are told");
    assert_eq!(most_sent(&wix, |_| true), 1);
}

#[test]
fn a_connection_cut_before_the_effect_is_settled_as_not_done() {
    let (wix, _desk, run) = applied_with(&json!("cutBefore"), 3);
    assert_eq!(
        (count(&run, Outcome::Done), count(&run, Outcome::NotDone)),
        (5, 3),
        "{run:#?}"
    );
    assert_eq!(most_sent(&wix, |_| true), 1);
}

#[test]
fn a_429_waits_as_long_as_wix_says_and_then_goes_on() {
    let fault = json!({"status": 429, "body": "empty", "headers": {"Retry-After": "1"}});
    let (wix, _desk, run) = applied_with(&fault, 2);
    assert_eq!(count(&run, Outcome::Done), 8, "{run:#?}");
    assert_eq!(most_sent(&wix, |w| w["status"] == json!(200)), 1);
}

#[test]
fn an_empty_403_is_a_refusal_of_its_line() {
    let (wix, _desk, run) = applied_with(&json!({"status": 403, "body": "empty"}), 1);
    assert_eq!(count(&run, Outcome::Refused), 1, "{run:#?}");
    assert_eq!(count(&run, Outcome::Done), 7);
    assert_eq!(most_sent(&wix, |_| true), 1);
}

#[test]
fn html_instead_of_an_answer_is_unknown_and_settled_by_reading() {
    let (wix, _desk, run) = applied_with(&json!({"status": 200, "body": "html"}), 2);
    assert_eq!(count(&run, Outcome::Unknown), 0, "{run:#?}");
    assert_eq!(
        count(&run, Outcome::Done) + count(&run, Outcome::NotDone),
        8
    );
    assert_eq!(most_sent(&wix, |_| true), 1);
}

#[test]
fn reads_are_tried_again_and_the_receipt_is_clean() {
    let wix = Wix::of(Size::L);
    let mut desk = Setup::default().desk(None);
    desk.connect(&wix, &wix.key("full"));
    wix.fault(&json!({
        "match": {"path": "/team/search"}, "times": 2, "kind": {"status": 503, "body": "empty"},
    }));
    let review = desk.plan(Wish::Remove {
        people: desk.ordinary(1),
    });
    let run = desk.apply(&review);
    assert_eq!(
        run.receipt.clone().unwrap().count(Outcome::Done),
        1,
        "{run:#?}"
    );
}
