//! Inviting people into the account.

use gatehouse::sandbox::{InviteAgain, Size};
use serde_json::{Value, json};

use crate::util::{Bench, INVITE, config, field, text};

const EXAMPLE: &str = "6600344420111308827";
const ACCOUNT_ADMIN: &str = "6642345101181663232";

fn subject(email: &str) -> Value {
    json!({ "subjectEmail": email, "assignments": [{ "policyId": ACCOUNT_ADMIN }] })
}

#[tokio::test]
async fn some_fail_while_others_succeed() {
    let bench = Bench::of(Size::S);
    let member = text(&bench.users().await[3]["email"]);
    let pending = text(&bench.invites().await[0]["email"]);
    let place =
        |site: String| json!({ "fullNameResource": { "siteContext": { "metasiteId": site } } });
    let subjects = json!([
        { "subjectEmail": "sam@example.com", "assignments": [{ "policyId": EXAMPLE, "assignments": [place(bench.site(0)), place(bench.site(1))] }] },
        subject("not-an-address"), subject(&member.to_uppercase()), subject(&pending), subject("Sam@Example.com"),
        { "subjectEmail": "owner@example.com", "assignments": [{ "policyId": "6601492336091027458" }] },
        { "subjectEmail": "nothing@example.com", "assignments": [] },
    ]);
    let (status, answer) = bench
        .post(
            INVITE,
            json!({ "subjectsAssignments": subjects, "defaultEmailLanguage": "en" }),
        )
        .await;
    assert_eq!(status, 200);
    let failed: Vec<_> = answer["failedInvites"]
        .as_array()
        .expect("failed")
        .iter()
        .map(|one| text(&one["subjectEmail"]))
        .collect();
    let upper = member.to_uppercase();
    assert_eq!(
        failed,
        [
            "not-an-address",
            &upper,
            &pending,
            "Sam@Example.com",
            "owner@example.com",
            "nothing@example.com"
        ]
    );
    let made = &answer["successfulInvites"][0];
    assert_eq!(
        (&made["status"], &made["expirationDate"]),
        (&json!("Pending"), &json!("2026-12-01T09:00:00Z"))
    );
    assert_eq!(
        made["assignments"][0]["assignments"]
            .as_array()
            .map(Vec::len),
        Some(2)
    );
    assert_eq!(made["policyIds"], json!([EXAMPLE]));
    let listed = bench.invites().await;
    let row = listed
        .iter()
        .find(|row| row["id"] == made["id"])
        .expect("the new invite");
    assert_eq!(
        row["assignments"][1]["restrictions"]["site"]["id"],
        bench.site(1)
    );
    assert_eq!(bench.look("/_sandbox/state").await["mails"], 1);
}

#[tokio::test]
async fn one_call_takes_at_most_fifty_addresses() {
    let bench = Bench::of(Size::S);
    let many = |count: usize| {
        (0..count)
            .map(|nth| subject(&format!("p{nth}@example.com")))
            .collect::<Vec<_>>()
    };
    let (status, answer) = bench
        .post(INVITE, json!({ "subjectsAssignments": many(51) }))
        .await;
    assert_eq!((status, field(&answer)), (400, "subjectsAssignments"));
    let (status, answer) = bench
        .post(INVITE, json!({ "subjectsAssignments": many(50) }))
        .await;
    assert_eq!(
        (status, answer["successfulInvites"].as_array().map(Vec::len)),
        (200, Some(50))
    );
    assert_eq!(bench.post(INVITE, json!({})).await.0, 400);
    assert_eq!(bench.look("/_sandbox/state").await["mails"], 50);
}

#[tokio::test]
async fn a_second_invite_can_be_made_or_renew_the_first() {
    for again in [InviteAgain::Second, InviteAgain::Renew] {
        let mut config = config(Size::S);
        config.switches.invite_again = again;
        let bench = Bench::with(config);
        let first = bench.invites().await[0].clone();
        let (_, answer) = bench
            .post(
                INVITE,
                json!({ "subjectsAssignments": [subject(&text(&first["email"]))] }),
            )
            .await;
        let made = &answer["successfulInvites"][0];
        assert_eq!(made["id"] == first["id"], again == InviteAgain::Renew);
        assert_ne!(made["expirationDate"], first["expirationDate"]);
        assert_eq!(
            bench.invites().await.len(),
            if again == InviteAgain::Renew { 10 } else { 11 }
        );
    }
}

#[tokio::test]
async fn a_pending_invite_expires_with_the_clock() {
    let bench = Bench::of(Size::S);
    let pending = async || bench.team(json!({ "inviteType": "Pending" })).await.len();
    assert_eq!(pending().await, 4);
    bench
        .control("/_sandbox/clock", json!({ "advanceMs": 3_600_000 }))
        .await;
    assert_eq!(pending().await, 3);
    bench
        .control("/_sandbox/clock", json!({ "now": "2027-01-01T00:00:00Z" }))
        .await;
    assert_eq!(pending().await, 0);
}
