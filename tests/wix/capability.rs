//! What a key can do.

use crate::support::{account, client, golden};
use gatehouse::wix::capability::{Area, Capability, Changing, Reading, probe};
use serde_json::json;
use wiremock::matchers::{any, method, path, path_regex};
use wiremock::{Mock, MockServer, ResponseTemplate};

fn of(found: &[Capability], area: Area) -> &Capability {
    found.iter().find(|c| c.area == area).unwrap()
}

#[tokio::test]
async fn each_area_is_asked_once() {
    let server = MockServer::start().await;
    let good = |name: &str| ResponseTemplate::new(200).set_body_json(golden(name));
    Mock::given(path("/accounts/v1/accounts/my_account"))
        .respond_with(good("my-account.response"))
        .mount(&server)
        .await;
    Mock::given(path_regex("^/accounts/v1/accounts/5b3d7e0a"))
        .respond_with(good("get-account.response"))
        .mount(&server)
        .await;
    Mock::given(path("/roles-management/v3/team/search"))
        .respond_with(
            ResponseTemplate::new(403).set_body_json(json!({"message": "needs team.view-invites"})),
        )
        .mount(&server)
        .await;
    Mock::given(path("/roles-management/roles"))
        .respond_with(good("get-roles-info.response"))
        .mount(&server)
        .await;
    Mock::given(path("/site-list/v2/sites/query"))
        .respond_with(ResponseTemplate::new(501))
        .mount(&server)
        .await;
    Mock::given(method("POST"))
        .respond_with(ResponseTemplate::new(403))
        .mount(&server)
        .await;
    Mock::given(any())
        .respond_with(ResponseTemplate::new(403).set_body_string("<html>no</html>"))
        .mount(&server)
        .await;

    let found = probe(&client(&server.uri()), None).await;
    assert_eq!(server.received_requests().await.unwrap().len(), 7);
    let areas: Vec<_> = found.iter().map(|c| c.area).collect();
    assert_eq!(areas, Area::ALL);
    assert_eq!(of(&found, Area::Key).reading, Reading::Yes);
    assert_eq!(of(&found, Area::Account).reading, Reading::Yes);
    assert_eq!(of(&found, Area::ChildAccounts).reading, Reading::No);
    let team = of(&found, Area::Team);
    assert_eq!(
        (&team.reading, team.changing),
        (&Reading::No, Changing::Impossible)
    );
    assert_eq!(team.permission.as_deref(), Some("Manage Team Members"));
    assert!(team.error.is_some());
    assert!(matches!(
        of(&found, Area::Sites).reading,
        Reading::Unclear(_)
    ));
    assert_eq!(of(&found, Area::Folders).reading, Reading::No);
    assert!(found.iter().all(|c| !c.without.is_empty()));
}

#[tokio::test]
async fn a_dead_network_is_not_a_no() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let uri = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let found = probe(&client(&uri), Some(account())).await;
    assert_eq!(found.len(), Area::ALL.len());
    for c in &found {
        assert!(matches!(c.reading, Reading::Unclear(_)), "{c:?}");
        assert!(c.error.is_some());
        assert_ne!(c.changing, Changing::Impossible);
    }
}

#[tokio::test]
async fn without_an_account_the_rest_is_unclear() {
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(ResponseTemplate::new(404))
        .mount(&server)
        .await;
    let found = probe(&client(&server.uri()), None).await;
    assert_eq!(found[0].reading, Reading::No);
    assert!(
        found[1..]
            .iter()
            .all(|c| matches!(c.reading, Reading::Unclear(_)))
    );
    assert_eq!(server.received_requests().await.unwrap().len(), 1);
}
