//! The key is in no text, whatever the server says.

use crate::support::{KEY, account, client, permit_of, removal};
use gatehouse::wix::team::SearchTeam;
use gatehouse::wix::{WixError, account as accounts, team};
use serde_json::json;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

fn check(error: &WixError) {
    let everything = format!(
        "{error} {error:?} {error:#?} {} {}",
        error.remedy(),
        serde_json::to_string(error).unwrap()
    );
    for piece in KEY.as_bytes().windows(12) {
        let piece = std::str::from_utf8(piece).unwrap();
        assert!(!everything.contains(piece), "{everything}");
    }
    assert!(
        everything.contains("(hidden)"),
        "it was echoed: {everything}"
    );
}

async fn echoing(template: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(template)
        .mount(&server)
        .await;
    server
}

#[tokio::test]
async fn an_echoed_key_is_hidden() {
    let half = &KEY[..40];
    let bodies = [
        format!("your key {KEY} is bad"),
        format!("<html><title>{KEY}</title></html>"),
        format!("{}{KEY}", "x".repeat(480)),
        format!("prefix {half}"),
        json!({"message": KEY}).to_string(),
        json!({"message": "m", "details": {"applicationError": {"code": KEY, "description": KEY}}})
            .to_string(),
        json!({"details": {"validationError": {"fieldViolations": [
            {"field": KEY, "description": KEY, "violatedRule": KEY}]}}})
        .to_string(),
        json!({"other": [KEY]}).to_string(),
        json!({"message": format!("SCOPE.{KEY}")}).to_string(),
    ];
    for body in bodies {
        for status in [400, 401, 403, 404, 501] {
            let server = echoing(ResponseTemplate::new(status).set_body_string(&body)).await;
            let client = client(&server.uri());
            check(&accounts::my_account(&client).await.unwrap_err());
            let error = client.send(&removal(), permit_of(&removal())).await;
            check(error.unwrap_err().error());
        }
    }
}

#[tokio::test]
async fn headers_and_broken_answers_are_cleaned_too() {
    let server = echoing(
        ResponseTemplate::new(302)
            .insert_header(
                "Location",
                format!("https://evil.example/?k={KEY}").as_str(),
            )
            .insert_header("x-wix-request-id", KEY),
    )
    .await;
    check(
        &accounts::my_account(&client(&server.uri()))
            .await
            .unwrap_err(),
    );

    let server = echoing(ResponseTemplate::new(200).set_body_string(KEY)).await;
    let client = client(&server.uri());
    check(&accounts::my_account(&client).await.unwrap_err());

    let body = format!("{{\"teamMembers\": [], \"{KEY}\": ");
    let server = echoing(ResponseTemplate::new(200).set_body_string(body)).await;
    let client = crate::support::client(&server.uri());
    let search = SearchTeam::default();
    check(
        &team::search(&client, &account(), &search)
            .await
            .unwrap_err(),
    );
}

#[test]
fn the_client_and_its_options_do_not_show_it() {
    let options = crate::support::options("http://127.0.0.1:1");
    let text = format!("{options:?}");
    let client = gatehouse::wix::Client::new(options).unwrap();
    let text = format!("{text} {client:?}");
    assert!(!text.contains(&KEY[4..16]), "{text}");
}
