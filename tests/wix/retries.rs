//! Reads that are tried again, and those that are not.

use crate::support::{account, client, options};
use gatehouse::wix::team::SearchTeam;
use gatehouse::wix::{Client, ErrorKind, account as accounts, team};
use serde_json::json;
use std::time::Duration;
use tokio::time::Instant;
use wiremock::matchers::{any, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

async fn failing(template: ResponseTemplate, times: Option<u64>) -> MockServer {
    let server = MockServer::start().await;
    let mock = Mock::given(any()).respond_with(template);
    match times {
        Some(n) => mock.up_to_n_times(n).mount(&server).await,
        None => mock.mount(&server).await,
    }
    let good = json!({"account": {"accountId": "a"}, "teamMembers": []});
    Mock::given(any())
        .respond_with(ResponseTemplate::new(200).set_body_json(good))
        .mount(&server)
        .await;
    server
}

async fn requests(server: &MockServer) -> usize {
    server.received_requests().await.unwrap().len()
}

#[tokio::test]
async fn the_table_of_all_statuses() {
    for status in 201..600_u16 {
        let template = ResponseTemplate::new(status)
            .insert_header("Retry-After", "0")
            .set_body_string("no");
        let server = failing(template, None).await;
        let error = accounts::my_account(&client(&server.uri()))
            .await
            .unwrap_err();
        let tries = match status {
            408 | 500 | 502 | 503 | 504 => 4,
            429 => 7,
            _ => 1,
        };
        assert_eq!(requests(&server).await, tries, "{status}");
        assert_eq!(error.tries as usize, tries, "{status}");
    }
}

#[tokio::test]
async fn reads_with_post_are_reads() {
    let server = failing(ResponseTemplate::new(503), Some(2)).await;
    team::search(&client(&server.uri()), &account(), &SearchTeam::default())
        .await
        .unwrap();
    assert_eq!(requests(&server).await, 3);
}

#[tokio::test]
async fn seconds_are_waited_for() {
    let template = ResponseTemplate::new(429).insert_header("Retry-After", "1");
    let server = failing(template, Some(1)).await;
    let start = Instant::now();
    accounts::my_account(&client(&server.uri())).await.unwrap();
    assert!(start.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn dates_are_measured_by_the_clock_of_the_answer() {
    // The test's own clock stands in 2026; the answer's date counts.
    let template = ResponseTemplate::new(503)
        .insert_header("Date", "Wed, 21 Oct 2015 07:27:59 GMT")
        .insert_header("Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT");
    let server = failing(template, Some(1)).await;
    let start = Instant::now();
    accounts::my_account(&client(&server.uri())).await.unwrap();
    assert!(start.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn a_wait_beyond_the_deadline_is_told_and_holds_back_everything() {
    let template = ResponseTemplate::new(429).insert_header("Retry-After", "600");
    let server = failing(template, None).await;
    let client = client(&server.uri());
    let error = accounts::my_account(&client).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::TooManyRequests);
    assert_eq!(error.retry_after, Some(Duration::from_mins(10)));
    assert_eq!(error.to_string(), "Wix wants a pause of 10 minutes");
    let held = accounts::my_account(&client.bulk()).await.unwrap_err();
    assert_eq!(held.kind, ErrorKind::TooManyRequests);
    assert_eq!(held.tries, 0);
    assert_eq!(requests(&server).await, 1, "the second one did not go out");
    assert!(client.pace().metrics().blocked_for.unwrap() > Duration::from_secs(590));
}

#[tokio::test]
async fn a_burst_of_empty_403s_is_tried_again_slowly() {
    let server = MockServer::start().await;
    Mock::given(path("/roles-management/v3/team/search"))
        .respond_with(ResponseTemplate::new(403))
        .up_to_n_times(3)
        .mount(&server)
        .await;
    Mock::given(any())
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({})))
        .mount(&server)
        .await;
    let client = client(&server.uri());
    let search = SearchTeam::default();
    for _ in 0..2 {
        let error = team::search(&client, &account(), &search)
            .await
            .unwrap_err();
        assert_eq!(error.kind, ErrorKind::EmptyForbidden);
    }
    team::search(&client, &account(), &search).await.unwrap();
    assert_eq!(requests(&server).await, 4);
}

#[tokio::test]
async fn a_slow_answer_is_a_timeout() {
    let template = ResponseTemplate::new(200).set_delay(Duration::from_secs(30));
    let server = failing(template, None).await;
    let mut options = options(&server.uri());
    options.timeouts.answer = Duration::from_millis(100);
    options.retry.retries = 1;
    let error = accounts::my_account(&Client::new(options).unwrap())
        .await
        .unwrap_err();
    assert_eq!((&error.kind, error.tries), (&ErrorKind::Timeout, 2));
}
