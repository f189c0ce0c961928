//! Reading members of sites: who may, what is shown, filters, search, order and pages.

use std::collections::BTreeSet;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use gatehouse::sandbox::{MemberFilters, MembersArea, Size};
use reqwest::Method;
use serde_json::{Value, json};

use crate::util::{Bench, MEMBERS, QUERY_MEMBERS, code, config, field, text};

fn rows(answer: &Value) -> &Vec<Value> {
    answer["members"].as_array().expect("members")
}

fn total(answer: &Value) -> u64 {
    answer["metadata"]["total"].as_u64().expect("a total")
}

fn filtered(filter: &Value) -> Value {
    json!({ "query": { "filter": filter, "paging": { "limit": 100 } }, "fieldsets": ["FULL"] })
}

#[tokio::test]
async fn only_keys_of_the_site_get_in() {
    let bench = Bench::of(Size::L);
    let site = bench.site(0);
    let ask = async |key: &str, headers: &[(&str, &str)]| {
        let key = bench.key(key);
        let mut all = vec![("authorization", key.as_str())];
        all.extend_from_slice(headers);
        let answer = bench.raw(Method::GET, MEMBERS, &all, None).await;
        answer.expect("an answer").status().as_u16()
    };
    assert_eq!(ask("full", &[("wix-site-id", &site)]).await, 200);
    assert_eq!(ask("full", &[]).await, 400, "the header is needed");
    let account = bench.account();
    let both = [
        ("wix-site-id", site.as_str()),
        ("wix-account-id", account.as_str()),
    ];
    assert_eq!(ask("full", &both).await, 400);
    let third = bench.site(2);
    assert_eq!(ask("two-sites", &[("wix-site-id", &third)]).await, 403);
    assert_eq!(ask("two-sites", &[("wix-site-id", &site)]).await, 200);
    assert_eq!(ask("full", &[("wix-site-id", &account)]).await, 403);
    assert_eq!(ask("full", &[("wix-site-id", "x")]).await, 400);
    let (key, body) = (
        bench.key("read-only"),
        json!({ "member": { "loginEmail": "a@b.example" } }),
    );
    let headers = [
        ("authorization", key.as_str()),
        ("wix-site-id", site.as_str()),
    ];
    let refused = bench
        .raw(Method::POST, MEMBERS, &headers, Some(&body))
        .await;
    assert_eq!(refused.expect("an answer").status(), 403);
}

#[tokio::test]
async fn narrow_fieldsets_hide_what_the_contract_says() {
    let bench = Bench::of(Size::S);
    let sets = async |sets: Value| {
        let (status, answer) = bench.members(json!({ "fieldsets": sets })).await;
        assert_eq!(status, 200, "{answer}");
        rows(&answer)[10].clone()
    };
    let public = sets(json!([])).await;
    assert_eq!(public["status"], "UNKNOWN");
    assert_eq!(public["privacyStatus"], "UNKNOWN");
    assert!(public.get("loginEmail").is_none() && public.get("contact").is_none());
    assert!(public["contactId"].is_string() && public["profile"].is_object());
    let extended = sets(json!(["PUBLIC", "EXTENDED"])).await;
    assert_eq!(extended["status"], "APPROVED");
    assert!(extended["loginEmail"].is_string() && extended.get("contact").is_none());
    assert!(sets(json!(["FULL"])).await["contact"].is_object());
    let (status, wrong) = bench.members(json!({ "fieldsets": ["ALL"] })).await;
    assert_eq!((status, field(&wrong)), (400, "fieldsets[0]"));
}

#[tokio::test]
async fn filters_find_exactly_what_they_say() {
    let bench = Bench::of(Size::L);
    let (_, pending) = bench
        .members(filtered(&json!({ "status": "PENDING" })))
        .await;
    assert_eq!(total(&pending), 2_400);
    assert!(rows(&pending).iter().all(|one| one["status"] == "PENDING"));
    let (_, blocked) = bench
        .members(filtered(
            &json!({ "$not": { "status": { "$in": ["PENDING", "APPROVED", "OFFLINE"] } } }),
        ))
        .await;
    assert!(total(&blocked) > 0);
    assert!(rows(&blocked).iter().all(|one| one["status"] == "BLOCKED"));
    let one = &rows(&pending)[3];
    for filter in [
        json!({ "id": one["id"] }),
        json!({ "contactId": { "$eq": one["contactId"] } }),
        json!({ "$and": [{ "status": "PENDING" }, { "loginEmail": one["loginEmail"] }] }),
        json!({ "loginEmail": { "$in": [text(&one["loginEmail"]).to_uppercase(), "nobody@x.example"] } }),
        json!({ "$or": [{ "profile.slug": one["profile"]["slug"] }, { "id": "x" }] }),
    ] {
        let (status, found) = bench.members(filtered(&filter)).await;
        assert_eq!((status, total(&found)), (200, 1), "{filter}: {found}");
        assert_eq!(rows(&found)[0], *one);
    }
    let none = json!({ "$and": [{ "status": "APPROVED" }, { "loginEmail": one["loginEmail"] }] });
    assert_eq!(total(&bench.members(filtered(&none)).await.1), 0);
    for filter in [
        json!({ "createdDate": { "$gt": "2026-01-01T00:00:00Z" } }),
        json!({ "privacyStatus": { "$startsWith": "P" } }),
        json!({ "status": { "$gt": "A" } }),
    ] {
        let (status, answer) = bench.members(filtered(&filter)).await;
        assert_eq!(status, 400, "{filter}");
        assert!(field(&answer).starts_with("filter."), "{answer}");
    }
}

#[tokio::test]
async fn a_server_can_know_fewer_filters() {
    let mut config = config(Size::S);
    config.switches.member_filters = MemberFilters::OnlyEquality;
    config.switches.exact_login_filter = true;
    let bench = Bench::with(config);
    let (_, all) = bench.members(json!({ "fieldsets": ["FULL"] })).await;
    let login = text(&rows(&all)[9]["loginEmail"]);
    for filter in [
        json!({ "loginEmail": { "$in": [login] } }),
        json!({ "$or": [{ "loginEmail": login }] }),
    ] {
        assert_eq!(bench.members(filtered(&filter)).await.0, 400, "{filter}");
    }
    let bare = json!({ "loginEmail": login });
    assert_eq!(total(&bench.members(filtered(&bare)).await.1), 1);
    let loud = json!({ "loginEmail": login.to_uppercase() });
    assert_eq!(total(&bench.members(filtered(&loud)).await.1), 0);
}

#[tokio::test]
async fn order_search_and_pages() {
    let bench = Bench::of(Size::S);
    let ask = async |body: Value| {
        let (status, answer) = bench.members(body).await;
        assert_eq!(status, 200, "{answer}");
        answer
    };
    let by = |name: &str, order: &str| json!([{ "fieldName": name, "order": order }]);
    let up = ask(
        json!({ "query": { "sorting": by("createdDate", "ASC"), "paging": { "limit": 100 } } }),
    )
    .await;
    assert_eq!((rows(&up).len(), total(&up)), (100, 120));
    assert!(rows(&up).is_sorted_by_key(|one| text(&one["createdDate"])));
    let down = ask(json!({ "sorting": by("createdDate", "DESC") })).await;
    assert_eq!(rows(&down).len(), 50, "the usual page");
    let rest = ask(json!({ "query": { "paging": { "limit": 100, "offset": 100 } } })).await;
    assert_eq!(rows(&rest)[19]["id"], rows(&down)[0]["id"]);
    assert_eq!(
        rest["metadata"],
        json!({ "count": 20, "offset": 100, "total": 120, "tooManyToCount": false })
    );
    let names = ask(json!({ "query": { "sort": by("profile.nickname", "DESC"), "paging": { "limit": 30, "offset": 60 } } })).await;
    let shown: Vec<String> = rows(&names)
        .iter()
        .map(|one| text(&one["profile"]["nickname"]).to_lowercase())
        .collect();
    assert!(
        shown.len() == 30 && shown.iter().rev().is_sorted(),
        "{shown:?}"
    );
    let word = text(&rows(&up)[40]["profile"]["nickname"]);
    let found = ask(json!({ "search": { "expression": word.to_uppercase() } })).await;
    assert!(
        rows(&found)
            .iter()
            .any(|one| one["id"] == rows(&up)[40]["id"])
    );
    assert!(total(&found) < 120);
    for (body, place) in [
        (
            json!({ "query": { "paging": { "limit": 101 } } }),
            "paging.limit",
        ),
        (
            json!({ "sorting": by("status", "ASC") }),
            "query.sorting[0].fieldName",
        ),
        (
            json!({ "search": { "expression": "" } }),
            "search.expression",
        ),
        (
            json!({ "search": { "expression": "a", "fields": ["id"] } }),
            "search.fields[0]",
        ),
    ] {
        let (status, answer) = bench.members(body).await;
        assert_eq!((status, field(&answer)), (400, place));
    }
}

#[tokio::test]
async fn lists_come_in_both_dialects() {
    let bench = Bench::of(Size::S);
    let plain = format!("{MEMBERS}?fieldsets=FULL&paging.limit=7&paging.offset=3");
    let (status, dotted) = bench.on_site(0, Method::GET, &plain, None).await;
    assert_eq!((status, rows(&dotted).len()), (200, 7));
    let request = json!({ "paging": { "limit": 7, "offset": 3 }, "fieldsets": ["FULL"],
        "sorting": [{ "fieldName": "createdDate", "order": "ASC" }] });
    let packed = URL_SAFE_NO_PAD.encode(request.to_string());
    let path = format!("{MEMBERS}?.r={packed}");
    assert_eq!(
        bench.on_site(0, Method::GET, &path, None).await,
        (200, dotted.clone())
    );
    let id = text(&rows(&dotted)[0]["id"]);
    let repeated = format!("{MEMBERS}/{id}?id={id}&fieldsets=FULL");
    let (_, one) = bench.on_site(0, Method::GET, &repeated, None).await;
    assert_eq!(one["member"], rows(&dotted)[0]);
    let other = bench.on_site(1, Method::GET, &repeated, None).await;
    assert_eq!((other.0, code(&other.1)), (404, "NOT_FOUND"));
    let mine = bench
        .on_site(0, Method::GET, "/members/v1/members/my", None)
        .await;
    let told = (mine.0, code(&mine.1));
    assert_eq!(told, (404, "NOT_FOUND"), "a key has no member of its own");
}

#[tokio::test]
async fn a_million_members_are_looked_up_without_a_walk() {
    let bench = Bench::of(Size::Xl);
    let counts = bench.look("/_sandbox/state").await["counts"].clone();
    assert_eq!(counts["siteMembers"], 1_400_000);
    let page = async |offset: u64, order: &str| {
        let body = json!({ "query": { "paging": { "limit": 100, "offset": offset },
            "sorting": [{ "fieldName": "createdDate", "order": order }] }, "fieldsets": ["FULL"] });
        bench.members(body).await.1
    };
    let (middle, last) = (page(500_000, "ASC").await, page(999_950, "ASC").await);
    assert_eq!((rows(&middle).len(), rows(&last).len()), (100, 50));
    assert_eq!(rows(&page(0, "DESC").await)[0], rows(&last)[49]);
    let logins: Vec<&str> = rows(&middle)
        .iter()
        .filter_map(|one| one["loginEmail"].as_str())
        .collect();
    let found = bench.with_logins(&logins).await;
    assert_eq!(found.len(), 50, "the usual page");
    let filter = json!({ "loginEmail": { "$in": logins } });
    let (_, all) = bench.members(filtered(&filter)).await;
    let ids = |list: &Value| -> BTreeSet<String> {
        rows(list).iter().map(|one| text(&one["id"])).collect()
    };
    assert_eq!(ids(&all), ids(&middle));
    let path = format!("{MEMBERS}/{}", text(&rows(&last)[7]["id"]));
    assert_eq!(bench.on_site(0, Method::GET, &path, None).await.0, 200);
}

#[tokio::test]
async fn a_site_can_be_without_members_area() {
    for (area, list, create) in [
        (MembersArea::Precondition, 428, 428),
        (MembersArea::NotFound, 404, 404),
        (MembersArea::EmptyLists, 200, 428),
    ] {
        let mut config = config(Size::S);
        config.switches.members_area = area;
        let bench = Bench::with(config);
        let (status, answer) = bench.on_site(0, Method::POST, QUERY_MEMBERS, None).await;
        assert_eq!(status, list, "{answer}");
        assert!(answer.get("members").is_none_or(|list| *list == json!([])));
        let made = bench
            .create_member(json!({ "loginEmail": "a@b.example" }))
            .await;
        assert_eq!(made.0, create);
    }
}
