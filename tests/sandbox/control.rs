//! The log, changes from outside, reset.

use gatehouse::sandbox::Size;
use reqwest::Method;
use serde_json::{Value, json};

use crate::util::{Bench, REMOVE, SEARCH, SITES, text};

#[tokio::test]
async fn the_log_shows_requests_without_the_key() {
    let bench = Bench::of(Size::S);
    bench.post(SEARCH, json!({ "query": "x" })).await;
    bench.get("/roles-management/roles?locale=de").await;
    bench.post(REMOVE, json!({ "userId": "nobody" })).await;
    let log = bench.look("/_sandbox/log").await;
    let short: Vec<Value> = log
        .as_array()
        .expect("a log")
        .iter()
        .map(|one| {
            json!([
                one["n"],
                one["method"],
                one["path"],
                one["query"],
                one["status"],
                one["write"]
            ])
        })
        .collect();
    assert_eq!(
        short,
        [
            json!([1, "POST", SEARCH, "", 200, false]),
            json!([2, "GET", "/roles-management/roles", "locale=de", 200, false]),
            json!([3, "POST", REMOVE, "", 404, true]),
        ]
    );
    assert_eq!(
        (&log[0]["headers"]["authorization"], &log[0]["body"]),
        (&json!("full"), &json!({ "query": "x" }))
    );
    assert!(!log.to_string().contains("IST."));
    assert_eq!(
        bench
            .look("/_sandbox/log?since=2")
            .await
            .as_array()
            .map(Vec::len),
        Some(1)
    );
    assert_eq!(
        bench
            .raw(Method::DELETE, "/_sandbox/log", &[], None)
            .await
            .expect("an answer")
            .status(),
        200
    );
    assert_eq!(bench.look("/_sandbox/log").await, json!([]));
    bench.get("/x").await;
    assert_eq!(
        bench.look("/_sandbox/log").await[0]["n"],
        4,
        "numbers go on"
    );
}

#[tokio::test]
async fn somebody_else_can_change_everything() {
    let bench = Bench::of(Size::S);
    let users = bench.users().await;
    let role = bench.role("Website Manager").await;
    let outside = async |body: Value| bench.control("/_sandbox/outside", body).await;
    let user = &users[5]["id"];
    let held = users[5]["assignments"]
        .as_array()
        .expect("assignments")
        .len();
    let made = outside(
        json!({ "do": "addAssignment", "userId": user, "roleId": role, "siteId": bench.site(0) }),
    )
    .await;
    let now = bench.users().await[5]["assignments"].clone();
    assert_eq!(now.as_array().map(Vec::len), Some(held + 1));
    assert_eq!(now[held]["assignmentId"], made["id"]);
    outside(json!({ "do": "removeAssignment", "userId": user, "assignmentId": made["id"] })).await;
    assert_eq!(bench.users().await[5], users[5]);
    outside(
        json!({ "do": "renameMember", "userId": user, "firstName": "New", "lastName": "Name" }),
    )
    .await;
    assert_eq!(
        bench.users().await[5]["name"],
        json!({ "firstName": "New", "lastName": "Name" })
    );
    outside(json!({ "do": "removeMember", "userId": user })).await;
    let added = outside(
        json!({ "do": "addMember", "email": "new@example.com", "firstName": "A", "roleId": role }),
    )
    .await;
    let after = bench.users().await;
    assert_eq!((after.len(), &after[11]["id"]), (12, &added["id"]));
    let invite =
        outside(json!({ "do": "addInvite", "email": "later@example.com", "roleId": role })).await;
    outside(json!({ "do": "changeInvite", "inviteId": invite["id"], "status": "Declined" })).await;
    assert!(
        bench
            .invites()
            .await
            .iter()
            .any(|one| one["id"] == invite["id"] && one["status"] == "Declined")
    );
    outside(json!({ "do": "renameSite", "siteId": bench.site(1), "displayName": "Other" })).await;
    outside(json!({ "do": "deleteSite", "siteId": bench.site(0) })).await;
    let (_, sites) = bench.post(SITES, json!({})).await;
    assert_eq!(sites["sites"].as_array().map(Vec::len), Some(2));
    assert_eq!(text(&sites["sites"][0]["displayName"]), "Other");
    let refused = bench
        .raw(
            Method::POST,
            "/_sandbox/outside",
            &[],
            Some(&json!({ "do": "dance" })),
        )
        .await
        .expect("an answer");
    assert_eq!(refused.status(), 400);
}

#[tokio::test]
async fn reset_brings_the_first_state_back() {
    let bench = Bench::of(Size::S);
    let users = bench.users().await;
    bench
        .post(REMOVE, json!({ "userId": users[8]["id"] }))
        .await;
    bench
        .control("/_sandbox/faults", json!({ "kind": { "status": 500 } }))
        .await;
    bench
        .control("/_sandbox/clock", json!({ "advanceMs": 99_000 }))
        .await;
    bench.control("/_sandbox/reset", json!({})).await;
    assert_eq!(bench.users().await, users);
    let state = bench.look("/_sandbox/state").await;
    assert_eq!(
        (&state["now"], &state["changedRecords"]),
        (&json!("2026-11-01T09:00:00Z"), &json!(0))
    );
}
