//! What a filter finds is changed by jobs that take time, item by item.

use std::path::Path;

use gatehouse::sandbox::{Config, Size};
use reqwest::Method;
use serde_json::{Value, json};

use crate::util::{Answer, Bench, MEMBERS, QUERY_MEMBERS, config, field, text};

async fn start(bench: &Bench, what: &str, body: Value) -> Answer {
    let path = format!("{MEMBERS}/bulk/{what}-by-filter");
    bench.on_site(0, Method::POST, &path, Some(&body)).await
}

async fn job(bench: &Bench, id: &Value) -> (String, u64, u64, u64) {
    let path = format!("/async-jobs/v1/async-jobs/{}", text(id));
    let (status, answer) = bench.on_site(0, Method::GET, &path, None).await;
    assert_eq!((status, &answer["job"]["id"]), (200, id), "{answer}");
    let count = |name: &str| answer["job"]["counters"][name].as_u64().expect("a number");
    let status = text(&answer["job"]["status"]);
    (
        status,
        count("itemsToProcess"),
        count("itemsSucceeded"),
        count("itemsFailed"),
    )
}

async fn wait(bench: &Bench, ms: u64) {
    bench
        .control("/_sandbox/clock", json!({ "advanceMs": ms }))
        .await;
}

async fn total(bench: &Bench, filter: Value) -> u64 {
    let body = json!({ "query": { "filter": filter, "paging": { "limit": 1 } } });
    let (status, found) = bench
        .on_site(0, Method::POST, QUERY_MEMBERS, Some(&body))
        .await;
    assert_eq!(status, 200, "{found}");
    found["metadata"]["total"].as_u64().expect("a total")
}

/// The way of issue 5: 2,400 wait, 1,870 look like spam, 530 are honest, and 15 come meanwhile.
#[tokio::test]
async fn a_waiting_list_is_cleaned() {
    let bench = Bench::of(Size::L);
    let pending = json!({ "status": "PENDING" });
    let spam = json!({ "$and": [pending, { "profile.nickname": { "$startsWith": "free " } }] });
    assert_eq!(total(&bench, pending.clone()).await, 2_400);
    assert_eq!(total(&bench, spam.clone()).await, 1_870);
    let (status, started) = start(&bench, "block", json!({ "filter": spam })).await;
    assert_eq!(status, 200, "{started}");
    let id = &started["jobId"];
    assert_eq!(
        job(&bench, id).await,
        ("INITIALIZED".to_owned(), 1_870, 0, 0)
    );
    wait(&bench, 500).await;
    assert_eq!(
        job(&bench, id).await,
        ("PROCESSING".to_owned(), 1_870, 0, 0)
    );
    wait(&bench, 5_000).await;
    assert_eq!(
        job(&bench, id).await,
        ("PROCESSING".to_owned(), 1_870, 1_000, 0)
    );
    assert_eq!(total(&bench, spam.clone()).await, 870);
    let site = bench.site(0);
    bench
        .control(
            "/_sandbox/outside",
            json!({ "do": "memberSignUps", "siteId": site, "count": 15 }),
        )
        .await;
    wait(&bench, 4_350).await;
    assert_eq!(
        job(&bench, id).await,
        ("FINISHED".to_owned(), 1_870, 1_870, 0)
    );
    assert_eq!(
        total(&bench, pending.clone()).await,
        545,
        "530 and those who came meanwhile"
    );
    let (_, waiting) = bench
        .members(json!({ "query": { "filter": pending, "paging": { "limit": 100 } }, "fieldsets": ["FULL"] }))
        .await;
    let spam = |one: &Value| text(&one["loginEmail"]).ends_with("@prizes.example");
    assert!(
        !waiting["members"]
            .as_array()
            .expect("members")
            .iter()
            .any(spam)
    );
}

#[tokio::test]
async fn items_tell_what_went_wrong() {
    let bench = Bench::of(Size::S);
    let (_, all) = bench.members(json!({ "fieldsets": ["FULL"] })).await;
    let id = |nth: usize| text(&all["members"][nth]["id"]);
    let filter = json!({ "id": { "$in": [id(12), id(0), id(13), id(5)] } });
    let (_, started) = start(&bench, "delete", json!({ "filter": filter })).await;
    wait(&bench, 505).await;
    let first = job(&bench, &started["jobId"]).await;
    assert_eq!(
        first,
        ("PROCESSING".to_owned(), 4, 0, 1),
        "the owner stands first"
    );
    wait(&bench, 1_000).await;
    let path = format!(
        "/async-jobs/v1/async-jobs/{}/items",
        text(&started["jobId"])
    );
    let (_, page) = bench
        .on_site(0, Method::GET, &format!("{path}?paging.limit=3"), None)
        .await;
    let meta = &page["pagingMetadata"];
    assert_eq!(
        (&meta["count"], &meta["hasNext"]),
        (&json!(3), &json!(true)),
        "{page}"
    );
    let next = text(&meta["cursors"]["next"]);
    let (_, rest) = bench
        .on_site(
            0,
            Method::GET,
            &format!("{path}?paging.limit=3&paging.cursor={next}"),
            None,
        )
        .await;
    let rows = [&page["items"], &rest["items"]]
        .into_iter()
        .filter_map(Value::as_array)
        .flatten();
    let told: Vec<(Value, Value)> = rows
        .map(|row| {
            (
                row["itemMetadata"]["id"].clone(),
                row["itemMetadata"]["error"]["code"].clone(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (
                json!(id(0)),
                json!("OWNER_OR_CONTRIBUTOR_MEMBER_DELETE_FORBIDDEN")
            ),
            (
                json!(id(5)),
                json!("ACTIVE_SUBSCRIPTION_MEMBER_DELETE_FORBIDDEN")
            ),
            (json!(id(12)), Value::Null),
            (json!(id(13)), Value::Null),
        ]
    );
    assert_eq!(total(&bench, json!({})).await, 118);
    let unknown = "/async-jobs/v1/async-jobs/5f1c7a52-8a0e-4b6f-9d1e-2c6f0b7a9e10";
    assert_eq!(bench.on_site(0, Method::GET, unknown, None).await.0, 404);
    let one = format!("/async-jobs/v1/async-jobs/{}", text(&started["jobId"]));
    assert_eq!(
        bench.on_site(1, Method::GET, &one, None).await.0,
        404,
        "another site"
    );
}

#[tokio::test]
async fn wrong_requests_and_readers_are_refused() {
    let mut config = config(Size::S);
    config.switches.jobs_denied = true;
    let bench = Bench::with(config);
    let (status, answer) = start(&bench, "approve", json!({})).await;
    assert_eq!((status, field(&answer)), (400, "filter"));
    let nobody = "5f1c7a52-8a0e-4b6f-9d1e-2c6f0b7a9e10";
    let heir = json!({ "filter": { "status": "BLOCKED" }, "contentAssigneeId": nobody });
    assert_eq!(start(&bench, "delete", heir).await.0, 404);
    let wrong = json!({ "filter": { "shoe": 1 } });
    assert_eq!(start(&bench, "block", wrong).await.0, 400);
    let (status, started) = start(
        &bench,
        "approve",
        json!({ "filter": { "status": "BLOCKED" } }),
    )
    .await;
    assert_eq!(status, 200);
    let path = format!("/async-jobs/v1/async-jobs/{}", text(&started["jobId"]));
    assert_eq!(bench.on_site(0, Method::GET, &path, None).await.0, 403);
}

fn kept(path: &Path) -> Config {
    let mut config = config(Size::S);
    config.state_file = Some(path.to_owned());
    config.switches.job_items_a_second = 2;
    config
}

#[tokio::test]
async fn a_job_goes_on_after_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("practice.json");
    let bench = Bench::with(kept(&path));
    let pending = json!({ "status": "PENDING" });
    let all = total(&bench, pending.clone()).await;
    let (_, started) = start(&bench, "approve", json!({ "filter": pending })).await;
    wait(&bench, 1_500).await;
    assert_eq!(
        job(&bench, &started["jobId"]).await,
        ("PROCESSING".to_owned(), all, 2, 0)
    );
    drop(bench);
    let again = Bench::with(kept(&path));
    assert_eq!(
        job(&again, &started["jobId"]).await,
        ("PROCESSING".to_owned(), all, 2, 0)
    );
    assert_eq!(total(&again, pending.clone()).await, all - 2);
    wait(&again, 60_000).await;
    assert_eq!(
        job(&again, &started["jobId"]).await,
        ("FINISHED".to_owned(), all, all, 0)
    );
    assert_eq!(total(&again, pending).await, 0);
}
