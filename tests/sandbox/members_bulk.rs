//! Deleting many members in one call: each for itself, failures inside the answer.

use gatehouse::sandbox::{MembersArea, Size};
use reqwest::Method;
use serde_json::{Value, json};

use crate::util::{Bench, MEMBERS, config, text};

async fn bulk(bench: &Bench, body: &Value) -> (u16, Value) {
    let path = format!("{MEMBERS}/bulk/delete");
    bench.on_site(0, Method::POST, &path, Some(body)).await
}

#[tokio::test]
async fn each_item_has_its_own_end() {
    let bench = Bench::of(Size::S);
    let (_, all) = bench.members(json!({ "fieldsets": ["FULL"] })).await;
    let id = |nth: usize| text(&all["members"][nth]["id"]);
    let nobody = "5f1c7a52-8a0e-4b6f-9d1e-2c6f0b7a9e10";
    let (status, answer) = bulk(
        &bench,
        &json!({ "memberIds": [id(12), id(0), nobody, id(5), id(13), id(12)] }),
    )
    .await;
    assert_eq!(status, 200, "{answer}");
    let rows = answer["results"].as_array().expect("results");
    let told: Vec<(Value, Value, Value, Value)> = rows
        .iter()
        .map(|r| &r["itemMetadata"])
        .map(|m| {
            let part = |name: &str| m[name].clone();
            let code = m["error"]["code"].clone();
            (part("originalIndex"), part("id"), part("success"), code)
        })
        .collect();
    let row = |index: usize, id: &str, code: Option<&str>| {
        (json!(index), json!(id), json!(code.is_none()), json!(code))
    };
    assert_eq!(
        told,
        [
            row(0, &id(12), None),
            row(
                1,
                &id(0),
                Some("OWNER_OR_CONTRIBUTOR_MEMBER_DELETE_FORBIDDEN")
            ),
            row(2, nobody, Some("NOT_FOUND")),
            row(
                3,
                &id(5),
                Some("ACTIVE_SUBSCRIPTION_MEMBER_DELETE_FORBIDDEN")
            ),
            row(4, &id(13), None),
            row(5, &id(12), Some("NOT_FOUND")),
        ]
    );
    assert_eq!(
        answer["bulkActionMetadata"],
        json!({ "totalSuccesses": 2, "totalFailures": 4, "undetailedFailures": 0 })
    );
    let (_, after) = bench
        .members(json!({ "query": { "paging": { "limit": 1 } } }))
        .await;
    assert_eq!(after["metadata"]["total"], 118);
}

#[tokio::test]
async fn wrong_requests_name_the_field() {
    let bench = Bench::of(Size::S);
    let id = "5f1c7a52-8a0e-4b6f-9d1e-2c6f0b7a9e10";
    for (body, place) in [
        (json!({}), "memberIds"),
        (json!({ "memberIds": [] }), "memberIds"),
        (json!({ "memberIds": vec![id; 101] }), "memberIds"),
        (json!({ "memberIds": [id, "x"] }), "memberIds[1]"),
    ] {
        let (status, answer) = bulk(&bench, &body).await;
        let wrong = &answer["details"]["validationError"]["fieldViolations"][0];
        assert_eq!((status, &wrong["field"]), (400, &json!(place)), "{answer}");
    }
    let mut config = config(Size::S);
    config.switches.members_area = MembersArea::EmptyLists;
    let bare = Bench::with(config);
    let (status, answer) = bulk(&bare, &json!({ "memberIds": [id] })).await;
    assert_eq!(
        (
            status,
            &answer["results"][0]["itemMetadata"]["error"]["code"]
        ),
        (200, &json!("NOT_FOUND"))
    );
}
