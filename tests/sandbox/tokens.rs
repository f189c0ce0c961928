//! Tokens of apps and visitors: how they are got, how long they are good, what they open.

use gatehouse::sandbox::{DeniedBody, Size, TokenInfo};
use reqwest::Method;
use serde_json::{Value, json};

use crate::util::{
    Bench, CHANGE_ROLE, CONTRIBUTORS, LOCATIONS, MEMBERS, QUERY_MEMBERS, SEARCH, TOKEN, code,
    config, text,
};

fn credentials(bench: &Bench, nth: usize) -> Value {
    let app = &bench.running.hello.apps[nth];
    json!({ "grant_type": "client_credentials", "client_id": app.app_id, "client_secret": app.app_secret,
        "instance_id": app.instance_id })
}

async fn ask(bench: &Bench, body: &Value) -> (u16, Value) {
    let sent = bench
        .raw(Method::POST, TOKEN, &[], Some(body))
        .await
        .expect("an answer");
    (sent.status().as_u16(), sent.json().await.expect("JSON"))
}

async fn token(bench: &Bench, body: &Value) -> String {
    let (status, told) = ask(bench, body).await;
    assert_eq!(status, 200, "{told}");
    assert_eq!(
        (&told["token_type"], &told["expires_in"]),
        (&json!("Bearer"), &json!(14_400))
    );
    format!("Bearer {}", text(&told["access_token"]))
}

#[tokio::test]
async fn an_app_gets_a_token_for_its_own_site() {
    let bench = Bench::of(Size::S);
    assert_eq!(
        bench.running.hello.apps.len(),
        3,
        "one installation per site"
    );
    let bearer = token(&bench, &credentials(&bench, 1)).await;
    assert!(bearer.starts_with("Bearer OauthNG.JWS."));
    let site = async |nth, path: &str| {
        bench
            .on_site_as(&bearer, nth, Method::GET, path, None)
            .await
            .0
    };
    for path in [CONTRIBUTORS, LOCATIONS, MEMBERS] {
        assert_eq!(
            (site(1, path).await, site(0, path).await),
            (200, 403),
            "{path}"
        );
    }
    let bare = bearer.trim_start_matches("Bearer ");
    assert_eq!(
        bench
            .on_site_as(bare, 1, Method::GET, LOCATIONS, None)
            .await
            .0,
        200
    );
    let headers = [("authorization", bearer.as_str())];
    let alone = bench
        .raw(Method::GET, LOCATIONS, &headers, None)
        .await
        .expect("an answer");
    assert_eq!(alone.status(), 200, "the token names its site");
    let log = bench.look("/_sandbox/log").await.to_string();
    assert!(!log.contains(&bench.running.hello.apps[0].app_secret) && !log.contains(bare));
}

#[tokio::test]
async fn wrong_credentials_are_refused_in_the_form_of_the_ietf() {
    let bench = Bench::of(Size::S);
    for (name, value, status, word) in [
        ("client_id", "x", 401, "invalid_client"),
        ("client_secret", "x", 401, "invalid_client"),
        ("instance_id", "x", 400, "invalid_grant"),
        ("grant_type", "password", 400, "unsupported_grant_type"),
    ] {
        let mut body = credentials(&bench, 0);
        body[name] = json!(value);
        let (have, told) = ask(&bench, &body).await;
        assert_eq!((have, &told["error"]), (status, &json!(word)), "{name}");
    }
}

#[tokio::test]
async fn a_token_ends_by_the_sandbox_clock() {
    let bench = Bench::of(Size::S);
    let bearer = token(&bench, &credentials(&bench, 0)).await;
    let look = async || {
        bench
            .on_site_as(&bearer, 0, Method::GET, LOCATIONS, None)
            .await
    };
    bench
        .control("/_sandbox/clock", json!({ "advanceMs": 14_399_999 }))
        .await;
    assert_eq!(look().await.0, 200);
    bench
        .control("/_sandbox/clock", json!({ "advanceMs": 1 }))
        .await;
    let (status, told) = look().await;
    assert_eq!((status, code(&told)), (401, "UNAUTHENTICATED"));
    let next = token(&bench, &credentials(&bench, 0)).await;
    assert_eq!(
        bench
            .on_site_as(&next, 0, Method::GET, LOCATIONS, None)
            .await
            .0,
        200
    );
    let forged = next.replace("app.0.", "app.1.");
    assert_eq!(
        bench
            .on_site_as(&forged, 1, Method::GET, LOCATIONS, None)
            .await
            .0,
        401
    );
}

#[tokio::test]
async fn the_account_is_closed_to_tokens() {
    for (body, empty) in [(DeniedBody::Empty, true), (DeniedBody::Json, false)] {
        let mut config = config(Size::S);
        config.switches.wrong_identity = body;
        let bench = Bench::with(config);
        let bearer = token(&bench, &credentials(&bench, 0)).await;
        let account = bench.account();
        let (status, told) = bench
            .call_with(&bearer, &account, Method::POST, SEARCH, Some(&json!({})))
            .await;
        assert_eq!((status, told == ""), (403, empty), "{told}");
        let mine = "/accounts/v1/accounts/my_account";
        assert_eq!(
            bench
                .call_with(&bearer, &account, Method::GET, mine, None)
                .await
                .0,
            403
        );
        let roles = "/roles-management/roles";
        assert_eq!(
            bench
                .on_site_as(&bearer, 0, Method::GET, roles, None)
                .await
                .0,
            403
        );
    }
}

#[tokio::test]
async fn a_visitor_sees_public_members_and_nothing_else() {
    let bench = Bench::of(Size::S);
    let app = &bench.running.hello.apps[0];
    let bearer = token(
        &bench,
        &json!({ "clientId": app.app_id, "grantType": "anonymous" }),
    )
    .await;
    let all = bench
        .members(json!({ "query": { "filter": { "privacyStatus": "PUBLIC" } } }))
        .await
        .1;
    let public = all["metadata"]["total"].as_u64().expect("a number");
    assert!(public > 0 && public < 120);
    let (status, seen) = bench
        .on_site_as(&bearer, 0, Method::POST, QUERY_MEMBERS, Some(&json!({})))
        .await;
    assert_eq!(
        (status, seen["metadata"]["total"].as_u64()),
        (200, Some(public))
    );
    let private = bench
        .members(json!({ "query": { "filter": { "privacyStatus": "PRIVATE" } } }))
        .await
        .1;
    let path = format!("{MEMBERS}/{}", text(&private["members"][0]["id"]));
    assert_eq!(
        bench
            .on_site_as(&bearer, 0, Method::GET, &path, None)
            .await
            .0,
        404
    );
    assert_eq!(
        bench
            .on_site_as(&bearer, 0, Method::GET, CONTRIBUTORS, None)
            .await
            .0,
        403
    );
    assert_eq!(
        bench
            .on_site_as(&bearer, 0, Method::PUT, CHANGE_ROLE, Some(&json!({})))
            .await
            .0,
        403
    );
    assert_eq!(
        bench
            .on_site_as(&bearer, 0, Method::GET, LOCATIONS, None)
            .await
            .0,
        403
    );
}

#[tokio::test]
async fn bearer_may_be_needed_and_each_installation_has_its_own_rate() {
    let mut config = config(Size::S);
    config.switches.token_needs_bearer = true;
    config.rate_per_minute = Some(2);
    let bench = Bench::with(config);
    let (first, second) = (
        token(&bench, &credentials(&bench, 0)).await,
        token(&bench, &credentials(&bench, 1)).await,
    );
    let look = async |bearer: &str, nth| {
        bench
            .on_site_as(bearer, nth, Method::GET, LOCATIONS, None)
            .await
            .0
    };
    assert_eq!(look(first.trim_start_matches("Bearer "), 0).await, 401);
    assert_eq!(
        (
            look(&first, 0).await,
            look(&first, 0).await,
            look(&first, 0).await
        ),
        (200, 200, 429)
    );
    assert_eq!(look(&second, 1).await, 200);
}

const INFO: &str = "/oauth2/token-info";

async fn info(bench: &Bench, token: &str) -> (u16, Value) {
    let body = json!({ "token": token });
    let sent = bench.raw(Method::POST, INFO, &[], Some(&body)).await;
    let sent = sent.expect("an answer");
    (sent.status().as_u16(), sent.json().await.expect("JSON"))
}

#[tokio::test]
async fn a_token_tells_the_site_it_is_good_for() {
    let bench = Bench::of(Size::S);
    let bearer = token(&bench, &credentials(&bench, 1)).await;
    let bare = bearer.trim_start_matches("Bearer ");
    let (status, told) = info(&bench, bare).await;
    let app = &bench.running.hello.apps[1];
    assert_eq!(status, 200, "{told}");
    // The words of site contract 3.4.
    assert_eq!(
        (&told["active"], &told["subjectType"], &told["siteId"]),
        (&json!(true), &json!("APP"), &json!(app.site_id))
    );
    assert_eq!(
        (&told["clientId"], &told["instanceId"], &told["accountId"]),
        (
            &json!(app.app_id),
            &json!(app.instance_id),
            &json!(bench.account())
        )
    );
    assert_eq!(
        info(&bench, "OauthNG.JWS.other").await.1,
        json!({ "active": false })
    );
    let over = json!({ "advanceMs": 14_400_000 });
    bench.control("/_sandbox/clock", over).await;
    assert_eq!(info(&bench, bare).await.1, json!({ "active": false }));
    let log = bench.look("/_sandbox/log").await.to_string();
    assert!(!log.contains(bare), "no token stands in the log");
}

#[tokio::test]
async fn what_a_token_tells_is_a_switch() {
    let mut config = config(Size::S);
    config.switches.token_info = TokenInfo::Bare;
    let bench = Bench::with(config.clone());
    let bearer = token(&bench, &credentials(&bench, 0)).await;
    let bare = bearer.trim_start_matches("Bearer ").to_owned();
    let (status, told) = info(&bench, &bare).await;
    assert_eq!((status, told.get("siteId")), (200, None), "{told}");
    config.switches.token_info = TokenInfo::Missing;
    assert_eq!(info(&Bench::with(config), &bare).await.0, 404);
}

#[tokio::test]
async fn a_limited_key_sees_all_sites_and_reaches_its_own() {
    for on_account in [true, false] {
        let mut config = config(Size::S);
        config.switches.site_key_on_account = on_account;
        let bench = Bench::with(config);
        let keys = &bench.running.hello.keys;
        let key = keys.iter().find(|k| k.api_key.contains(".two-sites."));
        let key = key.expect("the limited key").api_key.clone();
        let account = bench.account();
        let call = async |method, path: &str, body: Option<&Value>| {
            bench.call_with(&key, &account, method, path, body).await
        };
        let (status, listed) = call(
            Method::POST,
            "/site-list/v2/sites/query",
            Some(&json!({ "query": {} })),
        )
        .await;
        assert_eq!(status, 200);
        assert_eq!(
            listed["sites"].as_array().map(Vec::len),
            Some(3),
            "every key reads the ids of all sites"
        );
        let team = call(Method::POST, SEARCH, Some(&json!({}))).await;
        let expected = if on_account { 200 } else { 403 };
        assert_eq!(team.0, expected);
        if !on_account {
            assert_eq!(team.1, "", "refused as the contract tells: an empty body");
        }
        let mut reached = Vec::new();
        for nth in 0..3 {
            let there = bench
                .on_site_as(&key, nth, Method::GET, CONTRIBUTORS, None)
                .await;
            reached.push(there.0);
        }
        reached.sort_unstable();
        assert_eq!(reached, [200, 200, 403]);
    }
}
