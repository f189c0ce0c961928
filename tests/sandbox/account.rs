//! Accounts and their children.

use gatehouse::sandbox::Size;
use reqwest::Method;
use serde_json::json;

use crate::util::{Bench, CONTRIBUTORS, SEARCH, SITES, answer, code, config, field, text};

const CHILDREN: &str = "/accounts/v1/account/child-accounts";

#[tokio::test]
async fn the_account_and_its_children_can_be_read() {
    let bench = Bench::of(Size::L);
    let (status, own) = bench
        .get(&format!("/accounts/v1/accounts/{}", bench.account()))
        .await;
    assert_eq!(
        (status, &own["account"]["accountName"]),
        (200, &json!("Northlight Studio"))
    );
    assert!(
        own["account"]["accountProperties"]
            .get("parentAccountId")
            .is_none()
    );
    let (_, page) = bench
        .get(&format!("{CHILDREN}?paging.limit=5&paging.offset=10"))
        .await;
    assert_eq!(
        page["pagingMetadata"],
        json!({ "count": 2, "offset": 10, "total": 12, "tooManyToCount": false })
    );
    let child = text(&page["childAccounts"][0]["accountId"]);
    let (_, child) = bench.get(&format!("/accounts/v1/accounts/{child}")).await;
    assert_eq!(
        child["account"]["accountProperties"]["parentAccountId"],
        bench.account()
    );
    let (status, body) = bench.get(&format!("{CHILDREN}?paging.limit=51")).await;
    assert_eq!((status, field(&body)), (400, "paging.limit"));
    let (_, sdk) = bench
        .get(&format!("{CHILDREN}?.r=eyJwYWdpbmciOnsibGltaXQiOjN9fQ"))
        .await;
    assert_eq!(sdk["pagingMetadata"]["count"], 3);
}

#[tokio::test]
async fn other_accounts_are_denied_or_unknown() {
    let bench = Bench::of(Size::S);
    let (_, sites) = bench.post(SITES, json!({})).await;
    let foreign = text(&sites["sites"][0]["contributorAccountIds"][0]);
    let (status, _) = bench.get(&format!("/accounts/v1/accounts/{foreign}")).await;
    assert_eq!(status, 403);
    let (status, body) = bench
        .get("/accounts/v1/accounts/99999999-0000-4000-8000-000000000001")
        .await;
    assert_eq!((status, code(&body)), (404, "NOT_FOUND"));
}

#[tokio::test]
async fn a_parents_key_opens_its_children_unless_switched_off() {
    for allowed in [true, false] {
        let mut config = config(Size::L);
        config.switches.child_by_parent_key = allowed;
        let bench = Bench::with(config);
        let (_, page) = bench.get(CHILDREN).await;
        let child = text(&page["childAccounts"][0]["accountId"]);
        let (status, team) = bench
            .call_with(
                &bench.key("full"),
                &child,
                Method::POST,
                SEARCH,
                Some(&json!({})),
            )
            .await;
        assert_eq!(status, if allowed { 200 } else { 403 });
        if allowed {
            assert_eq!(team["teamMembers"].as_array().map(Vec::len), Some(3));
        }
    }
}

#[tokio::test]
async fn an_account_is_made_once_per_address() {
    let bench = Bench::of(Size::S);
    let path = "/accounts/v1/accounts/create";
    let body = json!({ "user": { "email": { "emailAddress": "pat@example.com" }, "userDetails": { "firstName": "Pat" } } });
    let (status, made) = bench.post(path, body.clone()).await;
    assert_eq!(status, 200);
    let (_, page) = bench.get(CHILDREN).await;
    assert_eq!(
        page["childAccounts"],
        json!([{ "accountId": made["account"]["accountId"] }])
    );
    let (status, again) = bench.post(path, body).await;
    assert_eq!((status, code(&again)), (409, "ALREADY_EXISTS"));
    let (status, none) = bench.post(path, json!({ "user": {} })).await;
    assert_eq!((status, field(&none)), (400, "user.email.emailAddress"));
}

#[tokio::test]
async fn without_the_contract_no_account_is_made() {
    let mut config = config(Size::S);
    config.switches.contract = false;
    config.switches.my_account = false;
    let bench = Bench::with(config);
    let body = json!({ "user": { "email": { "emailAddress": "pat@example.com" } } });
    assert_eq!(
        bench.post("/accounts/v1/accounts/create", body).await.0,
        403
    );
    assert_eq!(bench.get(CHILDREN).await.0, 403);
    assert_eq!(bench.get("/accounts/v1/accounts/my_account").await.0, 404);
}

async fn team(bench: &Bench, key: &str, account: &str) -> (u16, usize) {
    let (status, found) = bench
        .call_with(key, account, Method::POST, SEARCH, Some(&json!({})))
        .await;
    (status, found["teamMembers"].as_array().map_or(0, Vec::len))
}

#[tokio::test]
async fn a_child_has_a_key_and_people_and_sites_of_its_own() {
    let bench = Bench::of(Size::L);
    bench
        .control("/_sandbox/switches", json!({ "childByParentKey": false }))
        .await;
    let children = bench.running.hello.children.clone();
    assert_eq!(children.len(), 12);
    let (first, second) = (&children[0], &children[1]);
    assert_eq!(
        team(&bench, &bench.key("full"), &first.account_id).await.0,
        403,
        "the switch was changed while it runs"
    );
    assert_eq!(
        team(&bench, &first.api_key, &first.account_id).await,
        (200, 3)
    );
    assert_eq!(
        team(&bench, &second.api_key, &second.account_id).await,
        (200, 4),
        "somebody of the main team is in this one too"
    );
    for other in [&bench.account(), &second.account_id] {
        assert_eq!(team(&bench, &first.api_key, other).await.0, 403);
    }
    let mine = [("authorization", first.api_key.as_str())];
    let mine = bench
        .raw(Method::GET, "/accounts/v1/accounts/my_account", &mine, None)
        .await
        .expect("an answer");
    assert_eq!(
        answer(mine).await.1["account"]["accountId"],
        json!(first.account_id)
    );
    let (_, sites) = bench
        .call_with(
            &second.api_key,
            &second.account_id,
            Method::POST,
            SITES,
            Some(&json!({})),
        )
        .await;
    assert_eq!(sites["sites"].as_array().map(Vec::len), Some(2));
    let site = text(&sites["sites"][0]["id"]);
    for (key, status) in [
        (second.api_key.clone(), 200),
        (first.api_key.clone(), 403),
        (bench.key("full"), 403),
    ] {
        assert_eq!(crew(&bench, &key, &site).await, status);
    }
    bench
        .control(
            "/_sandbox/switches",
            json!({ "childSitesByParentKey": true }),
        )
        .await;
    assert_eq!(crew(&bench, &bench.key("full"), &site).await, 200);
}

async fn crew(bench: &Bench, key: &str, site: &str) -> u16 {
    let headers = [("authorization", key), ("wix-site-id", site)];
    let asked = bench.raw(Method::GET, CONTRIBUTORS, &headers, None).await;
    answer(asked.expect("an answer")).await.0
}
