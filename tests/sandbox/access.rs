//! Keys, id headers and what each key may do.

use gatehouse::sandbox::{DeniedBody, Size};
use reqwest::Method;
use serde_json::json;

use crate::util::{ASSIGN, Bench, COUNT, INVITE, REMOVE, SEARCH, SITES, code, config};

#[tokio::test]
async fn a_missing_bearer_or_unknown_key_is_refused() {
    let bench = Bench::of(Size::S);
    let bearer = format!("Bearer {}", bench.key("full"));
    for key in ["IST.revoked", bearer.as_str()] {
        let (status, body) = bench
            .call_with(
                key,
                &bench.account(),
                Method::POST,
                SEARCH,
                Some(&json!({})),
            )
            .await;
        assert_eq!((status, code(&body)), (401, "UNAUTHENTICATED"), "{key}");
    }
    let account = bench.account();
    let none = bench
        .raw(
            Method::POST,
            SEARCH,
            &[("wix-account-id", &account)],
            Some(&json!({})),
        )
        .await
        .expect("an answer");
    assert_eq!(none.status(), 401);
}

#[tokio::test]
async fn my_account_needs_only_a_key() {
    let bench = Bench::of(Size::S);
    let path = "/accounts/v1/accounts/my_account";
    let key = bench.key("no-team");
    let known = bench
        .raw(Method::GET, path, &[("authorization", &key)], None)
        .await
        .expect("an answer");
    assert_eq!(known.status(), 200);
    let body: serde_json::Value = known.json().await.expect("JSON");
    assert_eq!(body["account"]["accountId"], bench.account());
    let (status, body) = bench
        .call_with("IST.revoked", &bench.account(), Method::GET, path, None)
        .await;
    assert_eq!((status, code(&body)), (428, "48876"));
}

#[tokio::test]
async fn exactly_one_id_header_is_asked_for() {
    let bench = Bench::of(Size::S);
    let (key, account, site) = (bench.key("full"), bench.account(), bench.site(0));
    let both = [
        ("authorization", key.as_str()),
        ("wix-account-id", account.as_str()),
        ("wix-site-id", site.as_str()),
    ];
    for headers in [&both[..], &both[..1], &[both[0], both[2]]] {
        let status = bench
            .raw(Method::POST, SEARCH, headers, Some(&json!({})))
            .await
            .expect("an answer")
            .status();
        assert_eq!(status, 400, "{headers:?}");
    }
    let by_site = bench
        .raw(
            Method::GET,
            "/roles-management/roles",
            &[both[0], both[2]],
            None,
        )
        .await
        .expect("an answer");
    assert_eq!(by_site.status(), 200);
}

#[tokio::test]
async fn foreign_and_broken_accounts_are_refused() {
    let bench = Bench::of(Size::S);
    let key = bench.key("full");
    let (status, body) = bench
        .call_with(
            &key,
            "11111111-0000-4000-8000-000000000001",
            Method::POST,
            SEARCH,
            Some(&json!({})),
        )
        .await;
    assert_eq!((status, code(&body)), (403, "PERMISSION_DENIED"));
    let (status, _) = bench
        .call_with(&key, "not-a-guid", Method::POST, SEARCH, Some(&json!({})))
        .await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn each_key_may_what_it_says() {
    let bench = Bench::of(Size::S);
    let writes = [
        (Method::PATCH, ASSIGN),
        (Method::POST, REMOVE),
        (Method::POST, INVITE),
    ];
    let reads = [
        (Method::POST, SEARCH),
        (Method::GET, "/roles-management/roles"),
    ];
    let account = bench.account();
    let empty = json!({});
    for (method, path) in writes.iter().chain(&reads) {
        let (status, body) = bench
            .call_with(
                &bench.key("no-team"),
                &account,
                method.clone(),
                path,
                Some(&empty),
            )
            .await;
        assert_eq!((status, code(&body)), (403, "PERMISSION_DENIED"), "{path}");
    }
    for (method, path) in &writes {
        let (status, _) = bench
            .call_with(
                &bench.key("read-only"),
                &account,
                method.clone(),
                path,
                Some(&empty),
            )
            .await;
        assert_eq!(status, 403, "{path}");
    }
    for (method, path) in &reads {
        let (status, _) = bench
            .call_with(
                &bench.key("read-only"),
                &account,
                method.clone(),
                path,
                Some(&empty),
            )
            .await;
        assert_eq!(status, 200, "{path}");
    }
}

#[tokio::test]
async fn a_key_for_two_sites_may_see_only_these() {
    let mut config = config(Size::L);
    config.switches.site_key_lists_all = false;
    let bench = Bench::with(config);
    let key = bench.key("two-sites");
    let (_, sites) = bench
        .call_with(
            &key,
            &bench.account(),
            Method::POST,
            SITES,
            Some(&json!({})),
        )
        .await;
    let ids: Vec<_> = sites["sites"]
        .as_array()
        .expect("sites")
        .iter()
        .map(|site| site["id"].clone())
        .collect();
    assert_eq!(ids, [bench.site(0), bench.site(1)]);
    let (_, count) = bench
        .call_with(
            &key,
            &bench.account(),
            Method::POST,
            COUNT,
            Some(&json!({})),
        )
        .await;
    assert_eq!(count, json!({ "count": 2 }));
    let hello = &bench.running.hello;
    let may = &hello
        .keys
        .iter()
        .find(|one| one.api_key == key)
        .expect("the key")
        .may;
    assert!(
        may.contains(&format!("site:{}", bench.site(1))) && may.contains(&"team:write".to_owned())
    );
}

#[tokio::test]
async fn a_refusal_can_come_without_a_body_or_as_a_page() {
    for (body, want) in [
        (DeniedBody::Empty, ""),
        (DeniedBody::Html, "<!doctype html>"),
    ] {
        let mut config = config(Size::S);
        config.switches.denied_body = body;
        let bench = Bench::with(config);
        let (status, body) = bench
            .call_with(
                &bench.key("no-team"),
                &bench.account(),
                Method::POST,
                SEARCH,
                Some(&json!({})),
            )
            .await;
        assert_eq!(status, 403);
        let text = body.as_str().expect("no JSON");
        assert!(if want.is_empty() {
            text.is_empty()
        } else {
            text.starts_with(want)
        });
    }
}

#[tokio::test]
async fn unknown_routes_answer_404_in_json_with_the_usual_headers() {
    let bench = Bench::of(Size::S);
    let first = bench
        .raw(Method::GET, "/no/such/call", &[], None)
        .await
        .expect("an answer");
    assert_eq!(first.status(), 404);
    let id = first.headers()["x-wix-request-id"].clone();
    assert!(first.headers().contains_key("x-wix-responded-by"));
    let body: serde_json::Value = first.json().await.expect("JSON");
    assert_eq!(code(&body), "NOT_FOUND");
    let wrong_method = bench
        .raw(Method::GET, SEARCH, &[], None)
        .await
        .expect("an answer");
    assert_eq!(wrong_method.status(), 404);
    assert_ne!(wrong_method.headers()["x-wix-request-id"], id);
    assert_eq!(
        Bench::of(Size::S)
            .raw(Method::GET, "/x", &[], None)
            .await
            .expect("an answer")
            .headers()["x-wix-request-id"],
        id
    );
}
