//! Faults: wrong answers, delays and both cuts.

use gatehouse::sandbox::{Error, FaultBody, Kind, Size, parse_faults};
use proptest::prelude::*;
use reqwest::Method;
use serde_json::json;

use crate::util::{Bench, REMOVE, SEARCH, code, config};

async fn remove_raw(bench: &Bench, user: &serde_json::Value) -> reqwest::Result<reqwest::Response> {
    let (key, account) = (bench.key("full"), bench.account());
    let headers = [
        ("authorization", key.as_str()),
        ("wix-account-id", account.as_str()),
    ];
    bench
        .raw(
            Method::POST,
            REMOVE,
            &headers,
            Some(&json!({ "userId": user })),
        )
        .await
}

#[tokio::test]
async fn a_cut_connection_is_an_error_and_only_the_late_cut_takes_effect() {
    let bench = Bench::of(Size::S);
    for (kind, left) in [("cutBefore", 12), ("cutAfter", 11)] {
        bench
            .control(
                "/_sandbox/faults",
                json!({ "match": { "path": REMOVE }, "kind": kind }),
            )
            .await;
        let user = bench.users().await[8]["id"].clone();
        let error = remove_raw(&bench, &user).await.expect_err("no answer");
        assert!(error.is_request() && error.status().is_none(), "{error:?}");
        assert_eq!(bench.users().await.len(), left, "{kind}");
    }
    let log = bench.look("/_sandbox/log").await;
    let cut: Vec<_> = log
        .as_array()
        .expect("a log")
        .iter()
        .filter(|one| one["path"] == REMOVE)
        .collect();
    assert_eq!(cut.len(), 2, "the client sent nothing twice");
    assert_eq!(
        (&cut[0]["status"], &cut[0]["fault"]),
        (&json!(null), &json!("cut before the effect"))
    );
    assert_eq!(cut[1]["fault"], "cut after the effect");
}

#[tokio::test]
async fn faults_hit_as_often_and_as_late_as_they_say() {
    let bench = Bench::of(Size::S);
    let fault = json!({ "match": { "method": "post", "path": "team/search", "bodyContains": "lee" }, "times": 2, "after": 1,
        "kind": { "status": 429, "headers": { "Retry-After": "3" } } });
    bench.control("/_sandbox/faults", fault).await;
    let mut seen = Vec::new();
    for query in ["lee", "other", "lee", "lee", "lee"] {
        seen.push(bench.post(SEARCH, json!({ "query": query })).await.0);
    }
    assert_eq!(seen, [200, 200, 429, 429, 200]);
    let armed = bench.look("/_sandbox/faults").await;
    assert_eq!(
        (&armed[0]["seen"], &armed[0]["hits"]),
        (&json!(4), &json!(2))
    );
}

#[tokio::test]
async fn a_faults_answer_can_be_anything() {
    let mut config = config(Size::S);
    config.faults = parse_faults(
        r#"[{"kind":{"status":503}},{"kind":{"status":403,"body":"empty"}},{"kind":{"status":502,"body":"html"}},
            {"kind":{"status":200,"body":{"teamMembers":"surprise"}}},{"kind":{"delayMs":30}}]"#,
    )
    .expect("faults");
    let bench = Bench::with(config);
    let (status, body) = bench.post(SEARCH, json!({})).await;
    assert_eq!((status, code(&body)), (503, "UNAVAILABLE"));
    assert_eq!(bench.post(SEARCH, json!({})).await, (403, json!("")));
    assert!(
        bench
            .post(SEARCH, json!({}))
            .await
            .1
            .as_str()
            .expect("a page")
            .contains("<html>")
    );
    assert_eq!(
        bench.post(SEARCH, json!({})).await.1,
        json!({ "teamMembers": "surprise" })
    );
    let (status, late) = bench.post(SEARCH, json!({})).await;
    assert_eq!(
        (status, late["teamMembers"].as_array().map(Vec::len)),
        (200, Some(22))
    );
}

#[tokio::test]
async fn an_answer_can_be_wrong_although_the_effect_took_place() {
    let bench = Bench::of(Size::S);
    bench
        .control(
            "/_sandbox/faults",
            json!({ "match": { "path": REMOVE }, "kind": { "status": 504, "afterEffect": true } }),
        )
        .await;
    let user = bench.users().await[8]["id"].clone();
    assert_eq!(bench.post(REMOVE, json!({ "userId": user })).await.0, 504);
    assert_eq!(bench.users().await.len(), 11);
}

#[tokio::test]
async fn a_client_that_stops_waiting_does_not_stop_the_call() {
    let bench = Bench::of(Size::S);
    let late = json!({ "delayMs": 60_000, "afterEffect": true });
    bench
        .control(
            "/_sandbox/faults",
            json!({ "match": { "path": REMOVE }, "kind": late }),
        )
        .await;
    let user = bench.users().await[8]["id"].clone();
    let error = bench
        .http
        .post(format!("{}{REMOVE}", bench.running.base_url))
        .header("authorization", bench.key("full"))
        .header("wix-account-id", bench.account())
        .json(&json!({ "userId": user }))
        .timeout(std::time::Duration::from_millis(900))
        .send()
        .await
        .expect_err("no answer");
    assert!(error.is_timeout());
    assert_eq!(bench.users().await.len(), 11);
}

#[tokio::test]
async fn faults_can_be_disarmed() {
    let bench = Bench::of(Size::S);
    bench
        .control(
            "/_sandbox/faults",
            json!({ "times": 9, "kind": { "status": 500 } }),
        )
        .await;
    assert_eq!(
        bench.post(SEARCH, json!({})).await,
        (500, json!({ "message": "Internal error", "details": {} }))
    );
    assert_eq!(
        bench
            .raw(Method::DELETE, "/_sandbox/faults", &[], None)
            .await
            .expect("an answer")
            .status(),
        200
    );
    assert_eq!(bench.post(SEARCH, json!({})).await.0, 200);
}

#[test]
fn a_wrong_list_names_the_place() {
    for (text, place) in [
        (r#"[{"kind":"cutBefore"},{"kind":"cut"}]"#, "[1].kind"),
        (r#"[{"kind":{"status":99}}]"#, "[0].kind"),
        (r#"[{"kind":"cutAfter","times":-1}]"#, "[0].times"),
        (
            r#"[{"match":{"pth":"x"},"kind":"cutAfter"}]"#,
            "[0].match.pth",
        ),
    ] {
        match parse_faults(text) {
            Err(Error::Faults {
                place: found,
                reason,
            }) => {
                assert_eq!(found, place, "{reason}");
                assert!(!reason.is_empty());
            }
            other => panic!("{text}: {other:?}"),
        }
    }
    assert!(parse_faults("[] []").is_err());
}

proptest! {
    #[test]
    fn faults_survive_writing_and_reading(status in 200_u16..600, ms in 0_u64..10_000, times in 0_u32..9, after in 0_u32..9, late: bool) {
        let answer = Kind::Answer { status, body: FaultBody::Json(json!({ "a": ms })), headers: std::collections::BTreeMap::new(), after_effect: late };
        for kind in [answer, Kind::Delay { ms, after_effect: late }, Kind::CutBefore, Kind::CutAfter] {
            let mut faults = parse_faults(r#"[{"kind":"cutBefore"}]"#).expect("faults");
            faults[0].kind = kind;
            faults[0].times = times;
            faults[0].after = after;
            let text = serde_json::to_string(&faults).expect("JSON");
            prop_assert_eq!(parse_faults(&text).expect("faults"), faults);
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in ".{0,80}") {
        drop(parse_faults(&text));
    }
}
