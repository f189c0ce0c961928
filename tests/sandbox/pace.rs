//! Rate and lag, both by the sandbox's clock.

use std::time::Duration;

use gatehouse::sandbox::Size;
use reqwest::Method;
use serde_json::json;

use crate::util::{Bench, REMOVE, SEARCH, config};

#[tokio::test]
async fn calls_above_the_rate_are_refused_per_key() {
    let mut config = config(Size::S);
    config.rate_per_minute = Some(3);
    let bench = Bench::with(config);
    for _ in 0..2 {
        assert_eq!(bench.post(SEARCH, json!({})).await.0, 200);
    }
    bench
        .control("/_sandbox/clock", json!({ "advanceMs": 40_500 }))
        .await;
    assert_eq!(bench.post(SEARCH, json!({})).await.0, 200);
    let (key, account) = (bench.key("full"), bench.account());
    let headers = [
        ("authorization", key.as_str()),
        ("wix-account-id", account.as_str()),
    ];
    let refused = bench
        .raw(Method::POST, SEARCH, &headers, Some(&json!({})))
        .await
        .expect("an answer");
    assert_eq!(
        (
            refused.status().as_u16(),
            refused.headers()["retry-after"].to_str().expect("seconds")
        ),
        (429, "20")
    );
    let other = bench
        .call_with(
            &bench.key("read-only"),
            &bench.account(),
            Method::POST,
            SEARCH,
            Some(&json!({})),
        )
        .await;
    assert_eq!(other.0, 200);
    bench
        .control("/_sandbox/clock", json!({ "advanceMs": 19_500 }))
        .await;
    assert_eq!(
        bench.post(SEARCH, json!({})).await.0,
        200,
        "the first two calls are a minute old"
    );
}

#[tokio::test]
async fn throttling_can_be_an_empty_403() {
    let mut config = config(Size::S);
    config.rate_per_minute = Some(0);
    config.switches.throttle_with_empty_403 = true;
    let bench = Bench::with(config);
    assert_eq!(bench.post(SEARCH, json!({})).await, (403, json!("")));
}

#[tokio::test]
async fn queries_show_a_write_after_the_lag() {
    let mut config = config(Size::S);
    config.lag = Duration::from_secs(2);
    let bench = Bench::with(config);
    let user = bench.users().await[8]["id"].clone();
    assert_eq!(bench.post(REMOVE, json!({ "userId": user })).await.0, 200);
    assert_eq!(bench.users().await.len(), 12, "still shown");
    assert_eq!(
        bench.post(REMOVE, json!({ "userId": user })).await.0,
        404,
        "but gone in truth"
    );
    assert_eq!(bench.look("/_sandbox/state").await["notYetShown"], 1);
    bench
        .control("/_sandbox/clock", json!({ "advanceMs": 1_999 }))
        .await;
    assert_eq!(bench.users().await.len(), 12);
    bench
        .control("/_sandbox/clock", json!({ "advanceMs": 1 }))
        .await;
    assert_eq!(bench.users().await.len(), 11);
}
