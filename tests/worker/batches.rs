//! Invites in batches: up to fifty in one call, each answer to its own line.

use crate::desk::Desk;
use crate::support::{Setup, Wix};
use gatehouse::access::{NewAssignment, Reach, RoleId, SiteId};
use gatehouse::plan::{Action, Invitee, Outcome, Plan, Wish};
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{Command, PlanReview, RunView};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A role that Wix's documentation uses without naming it.
const EXAMPLE: &str = "6600344420111308827";
/// No site of the account.
const FOREIGN: &str = "00000000-0000-4000-8000-00000000f0f0";

fn address(i: usize) -> String {
    format!("new.person{i}@newcomers.example")
}

fn invitee(i: usize, reach: Reach) -> Invitee {
    Invitee {
        email: address(i),
        give: vec![NewAssignment {
            role: RoleId::new(EXAMPLE),
            reach,
        }],
    }
}

fn planned(people: Vec<Invitee>) -> (Wix, Desk, Arc<PlanReview>) {
    let wix = Wix::of(Size::S);
    let mut desk = Setup::default().desk(None);
    desk.connect(&wix, &wix.key("full"));
    let review = desk.plan(Wish::Invite {
        people,
        language: None,
    });
    (wix, desk, review)
}

fn everywhere(n: usize) -> Vec<Invitee> {
    (0..n).map(|i| invitee(i, Reach::Account)).collect()
}

/// The addresses of each call, in the order of the calls.
fn sent(wix: &Wix) -> Vec<Vec<String>> {
    let email = |s: &Value| s["subjectEmail"].as_str().expect("an address").to_owned();
    let of = |w: &Value| {
        let subjects = w["body"]["subjectsAssignments"].as_array();
        subjects.expect("addresses").iter().map(email).collect()
    };
    wix.writes().iter().map(of).collect()
}

fn outcomes(run: &RunView) -> Vec<Outcome> {
    run.results.iter().map(|r| r.outcome).collect()
}

/// The open invites of the sandbox to addresses of these tests.
fn open_invites(desk: &mut Desk) -> BTreeMap<String, String> {
    desk.sync();
    let table = desk.model.team.clone().expect("a team");
    let ours = table.team.invites.iter();
    ours.filter(|i| i.email.ends_with("@newcomers.example"))
        .map(|i| (i.email.clone(), i.id.as_str().to_owned()))
        .collect()
}

#[test]
fn a_hundred_and_twenty_invites_are_three_calls() {
    let (wix, mut desk, review) = planned(everywhere(120));
    assert_eq!((review.summary.writes, review.summary.mails), (3, 120));
    let run = desk.apply(&review);
    assert_eq!(outcomes(&run), [Outcome::Done; 120]);
    let sizes: Vec<usize> = sent(&wix).iter().map(Vec::len).collect();
    assert_eq!(sizes, [50, 50, 20]);
    let all: Vec<String> = sent(&wix).concat();
    assert_eq!(all, (0..120).map(address).collect::<Vec<_>>());
    let there = open_invites(&mut desk);
    for (line, result) in run.plan.lines.iter().zip(&run.results) {
        assert_eq!(there.get(&line.who.email), result.made.as_ref());
        assert!(result.read_back.as_ref().is_some_and(|b| b.as_planned));
    }
}

#[test]
fn two_languages_are_two_batches() {
    let (wix, mut desk, review) = planned(everywhere(60));
    let mut plan = Plan::clone(&review.plan);
    for (i, line) in plan.lines.iter_mut().enumerate() {
        let Action::InviteToAccount { language, .. } = &mut line.action else {
            panic!("an invite")
        };
        *language = Some(if i % 2 == 0 { "de" } else { "fr" }.to_owned());
    }
    assert_eq!(plan.calls().len(), 2);
    desk.send(Command::Apply {
        plan: Arc::new(plan),
        lifts: vec![],
    });
    let run = desk.run_over(None);
    assert_eq!(outcomes(&run), [Outcome::Done; 60]);
    let mut told = Vec::new();
    for (write, addresses) in wix.writes().iter().zip(sent(&wix)) {
        told.push(write["body"]["defaultEmailLanguage"].clone());
        let first = usize::from(told.len() > 1);
        let wanted: Vec<String> = (0..30).map(|i| address(2 * i + first)).collect();
        assert_eq!(addresses, wanted);
    }
    assert_eq!(told, [json!("de"), json!("fr")]);
}

#[test]
fn a_refusal_of_some_reaches_their_lines_and_no_others() {
    let bad = [3, 17, 49, 50, 63];
    let people = (0..70).map(|i| {
        let foreign = Reach::site(&SiteId::new(FOREIGN));
        let reach = if bad.contains(&i) {
            foreign
        } else {
            Reach::Account
        };
        invitee(i, reach)
    });
    let (wix, mut desk, review) = planned(people.collect());
    let run = desk.apply(&review);
    for (i, result) in run.results.iter().enumerate() {
        if bad.contains(&i) {
            assert_eq!(result.outcome, Outcome::Refused, "{i}: {result:?}");
            let words = result.detail.as_deref().expect("Wix’s words");
            assert!(words.starts_with("Wix says: "), "{words}");
            assert!(result.made.is_none());
        } else {
            assert_eq!(result.outcome, Outcome::Done, "{i}: {result:?}");
        }
    }
    assert!(wix.writes().iter().all(|w| w["status"] == json!(200)));
    assert_eq!(wix.writes().len(), 2);
    let there = open_invites(&mut desk);
    assert_eq!(there.len(), 65);
    assert!(bad.iter().all(|i| !there.contains_key(&address(*i))));
}

/// Applies three invites whose answer is this, with or without the effect.
fn answered(body: &Value, after_effect: bool) -> (Wix, Arc<RunView>) {
    let (wix, mut desk, review) = planned(everywhere(3));
    wix.fault(&json!({
        "match": {"path": "/account-invite/create"},
        "kind": {"status": 200, "body": body, "afterEffect": after_effect},
    }));
    let run = desk.apply(&review);
    (wix, run)
}

#[test]
fn an_address_that_the_answer_leaves_out_is_settled_by_reading() {
    let nothing = json!({"successfulInvites": [], "failedInvites": []});
    let (wix, run) = answered(&nothing, true);
    assert_eq!(outcomes(&run), [Outcome::Done; 3], "{:?}", run.results);
    let lost = |d: &str| d.contains("The answer was lost; reading shows that it was done");
    assert!(
        run.results
            .iter()
            .all(|r| r.detail.as_deref().is_some_and(lost))
    );
    assert_eq!(wix.writes().len(), 1);

    let refused = json!({"successfulInvites": [], "failedInvites": [
        {"subjectEmail": address(1), "errorMessage": "Not this one"},
    ]});
    let (wix, run) = answered(&refused, false);
    assert_eq!(
        outcomes(&run),
        [Outcome::NotDone, Outcome::Refused, Outcome::NotDone]
    );
    assert_eq!(
        run.results[1].detail.as_deref(),
        Some("Wix says: Not this one")
    );
    assert_eq!(wix.writes().len(), 1);
}

/// Applies 120 invites while the answer of the second call is lost.
fn cut(kind: &str) -> (Vec<Outcome>, Vec<Vec<String>>, BTreeMap<String, String>) {
    let (wix, mut desk, review) = planned(everywhere(120));
    wix.fault(&json!({
        "match": {"path": "/account-invite/create"}, "after": 1, "kind": kind,
    }));
    let run = desk.apply(&review);
    let there = open_invites(&mut desk);
    (outcomes(&run), sent(&wix), there)
}

#[test]
fn a_lost_answer_is_about_all_lines_of_its_batch_and_nothing_is_sent_twice() {
    let (outcomes, sent, there) = cut("cutAfter");
    assert_eq!(outcomes, [Outcome::Done; 120]);
    assert_eq!(sent.concat(), (0..120).map(address).collect::<Vec<_>>());
    assert_eq!(there.len(), 120);

    let (outcomes, sent, there) = cut("cutBefore");
    let mut wanted = [Outcome::Done; 120];
    wanted[50..100].fill(Outcome::NotDone);
    assert_eq!(outcomes, wanted);
    assert_eq!(sent.concat(), (0..120).map(address).collect::<Vec<_>>());
    assert_eq!(there.len(), 70);
}
