//! Who has these addresses: every doubt is an error, and nobody is absent by mistake.

use crate::support::client;
use gatehouse::access::SiteId;
use gatehouse::wix::members::by_login;
use gatehouse::wix::{ErrorKind, WixError};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

fn answer(members: &[Value]) -> ResponseTemplate {
    let told = json!({ "count": members.len(), "total": members.len(), "tooManyToCount": false });
    ResponseTemplate::new(200).set_body_json(json!({ "members": members, "metadata": told }))
}

fn member(id: &str, login: &str) -> Value {
    json!({ "id": id, "loginEmail": login })
}

async fn serving(
    respond: impl Fn(&Value) -> ResponseTemplate + Send + Sync + 'static,
) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(move |request: &Request| {
            let body: Value = serde_json::from_slice(&request.body).unwrap();
            respond(&body["query"]["filter"])
        })
        .mount(&server)
        .await;
    server
}

/// Ids by folded address.
async fn ask(
    server: &MockServer,
    addresses: &[&str],
) -> Result<BTreeMap<String, Vec<String>>, WixError> {
    let addresses: Vec<String> = addresses.iter().map(|a| (*a).to_owned()).collect();
    let found = by_login(&client(&server.uri()), &SiteId::new("s"), &addresses).await?;
    let ids =
        |list: Vec<gatehouse::access::Member>| list.iter().map(|m| m.id.to_string()).collect();
    Ok(found.into_iter().map(|(a, list)| (a, ids(list))).collect())
}

async fn filters(server: &MockServer) -> Vec<Value> {
    let all = server.received_requests().await.unwrap();
    let filter = |r: &Request| {
        let body: Value = serde_json::from_slice(&r.body).unwrap();
        body["query"]["filter"].clone()
    };
    all.iter().map(filter).collect()
}

#[tokio::test]
async fn one_question_tells_who_is_there_and_who_is_not() {
    let server = serving(|_| answer(&[member("m1", "Dana@Example.com")])).await;
    let found = ask(
        &server,
        &[
            " Dana@example.com",
            "sam@example.com",
            "",
            "SAM@example.com",
        ],
    )
    .await
    .unwrap();
    assert_eq!(found["dana@example.com"], ["m1"]);
    assert_eq!(found["sam@example.com"], [""; 0]);
    assert_eq!(found.len(), 2);
    assert_eq!(
        filters(&server).await,
        [
            json!({ "loginEmail": { "$in": ["dana@example.com", "Dana@example.com", "sam@example.com", "SAM@example.com"] } })
        ],
        "as written too, since nobody says whether case counts"
    );
    let nobody = ask(&server, &[]).await.unwrap();
    assert!(nobody.is_empty());
    assert_eq!(filters(&server).await.len(), 1, "no address, no question");
}

#[tokio::test]
async fn a_hundred_addresses_go_into_one_question() {
    let server = serving(|_| answer(&[])).await;
    let many: Vec<String> = (0..205).map(|n| format!("a{n}@b.example")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(ask(&server, &many).await.unwrap().len(), 205);
    let sizes: Vec<usize> = filters(&server)
        .await
        .iter()
        .map(|f| f["loginEmail"]["$in"].as_array().unwrap().len())
        .collect();
    assert_eq!(sizes, [100, 100, 5]);
}

#[tokio::test]
async fn refused_lists_are_asked_in_other_ways_and_the_way_is_kept() {
    let one = member("m1", "a@b.example");
    let known = one.clone();
    let server = serving(move |filter| match filter {
        f if f.get("$or").is_some() => answer(std::slice::from_ref(&known)),
        _ => ResponseTemplate::new(400),
    })
    .await;
    let found = ask(&server, &["a@b.example", "c@b.example"]).await.unwrap();
    assert_eq!(
        (found["a@b.example"].len(), found["c@b.example"].len()),
        (1, 0)
    );
    assert_eq!(
        filters(&server).await[1],
        json!({ "$or": [{ "loginEmail": "a@b.example" }, { "loginEmail": "c@b.example" }] })
    );
    let server = serving(move |filter| match filter["loginEmail"].as_str() {
        Some("a@b.example") => answer(std::slice::from_ref(&one)),
        Some(_) => answer(&[]),
        None => ResponseTemplate::new(400),
    })
    .await;
    let found = ask(&server, &["a@b.example", "c@b.example", "d@b.example"])
        .await
        .unwrap();
    assert_eq!(
        (found["a@b.example"].len(), found["d@b.example"].len()),
        (1, 0)
    );
    assert_eq!(
        filters(&server).await.len(),
        5,
        "two ways refused, then three addresses"
    );
}

#[tokio::test]
async fn strangers_in_an_answer_mean_that_nothing_was_answered() {
    // A server that does not honour filters shows its first page, whoever was asked for.
    let server = serving(|_| answer(&[member("m9", "stranger@b.example")])).await;
    let error = ask(&server, &["a@b.example", "c@b.example"])
        .await
        .unwrap_err();
    assert!(
        matches!(error.kind, ErrorKind::Unreadable { .. }),
        "{error}"
    );
    assert!(error.to_string().contains("not asked for"), "{error}");
    assert_eq!(filters(&server).await.len(), 3);
    // One that honours equality only is asked so.
    let server = serving(|filter| match filter["loginEmail"].as_str() {
        Some("a@b.example") => answer(&[member("m1", "a@b.example")]),
        Some(_) => answer(&[]),
        None => answer(&[member("m9", "stranger@b.example")]),
    })
    .await;
    let found = ask(&server, &["a@b.example", "c@b.example"]).await.unwrap();
    assert_eq!(
        (found["a@b.example"].len(), found["c@b.example"].len()),
        (1, 0)
    );
}

#[tokio::test]
async fn what_cannot_be_read_is_not_nobody() {
    let broken = [
        answer(&[json!({ "loginEmail": "a@b.example" })]),
        answer(&[json!({ "id": "m1" })]),
        answer(&[json!({ "id": "m1", "loginEmail": null, "status": "UNKNOWN" })]),
        answer(&[json!("text")]),
        ResponseTemplate::new(200)
            .set_body_json(json!({ "members": [], "metadata": { "total": 1 } })),
        ResponseTemplate::new(200).set_body_json(json!({ "rows": [] })),
        ResponseTemplate::new(200).set_body_string("<html>Sign in</html>"),
        ResponseTemplate::new(403),
    ];
    for template in broken {
        let told = format!("{template:?}");
        let server = serving(move |_| template.clone()).await;
        let found = ask(&server, &["a@b.example", "c@b.example"]).await;
        assert!(found.is_err(), "{told}");
        assert_eq!(
            filters(&server).await.len(),
            1,
            "no other way would tell more: {told}"
        );
    }
}

#[tokio::test]
async fn a_member_that_answers_two_forms_is_one_member() {
    let server = serving(|filter| match filter["loginEmail"].as_str() {
        Some(_) => answer(&[member("m1", "A@b.example")]),
        None => ResponseTemplate::new(400),
    })
    .await;
    let found = ask(&server, &["A@b.example"]).await.unwrap();
    assert_eq!(found["a@b.example"], ["m1"]);
}
