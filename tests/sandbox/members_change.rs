//! Creating and deleting members, the gap between creations, the lag, and changes from outside.

use std::time::Duration;

use gatehouse::sandbox::{DuplicateMember, Size};
use reqwest::Method;
use serde_json::{Value, json};

use crate::util::{Bench, MEMBERS, code, config, field, text};

#[tokio::test]
async fn a_new_member_gets_what_follows_from_the_wish() {
    let bench = Bench::of(Size::S);
    let mails = bench.look("/_sandbox/state").await["mails"].clone();
    let make = async |member: Value| {
        let (status, made) = bench.create_member(member).await;
        assert_eq!(status, 200, "{made}");
        made["member"].clone()
    };
    let named = make(json!({ "loginEmail": "noa@example.com", "status": "BLOCKED", "id": "x",
        "contact": { "firstName": "Noa", "lastName": "Cohen", "customFields": { "custom.shirt-size": { "value": "L" } },
            "addresses": [{ "streetAddress": { "number": "7", "name": "Quay" }, "country": "IL" }] } })).await;
    assert_eq!(
        named["profile"],
        json!({ "nickname": "Noa Cohen", "slug": "noa-cohen" })
    );
    assert_eq!(
        (&named["status"], &named["privacyStatus"]),
        (&json!("APPROVED"), &json!("PRIVATE"))
    );
    assert_ne!(named["id"], named["contactId"]);
    assert_eq!(
        named["contact"]["customFields"],
        json!({ "custom.shirt-size": { "name": "Shirt size", "value": "L" } })
    );
    assert_eq!(
        named["contact"]["addresses"][0]["streetAddress"]["name"],
        "Quay"
    );
    let twin = make(json!({ "loginEmail": "noa2@example.com", "profile": { "nickname": "Noa Cohen" }, "privacyStatus": "PUBLIC" })).await;
    assert_eq!(twin["profile"]["slug"], "noa-cohen-1");
    assert_eq!(twin["privacyStatus"], "PUBLIC");
    let bare = make(json!({ "loginEmail": "Dana.Levi@example.com" })).await;
    assert_eq!(
        bare["profile"],
        json!({ "nickname": "Dana.Levi", "slug": "dana-levi" })
    );
    let found = bench
        .with_logins(&["dana.levi@example.com", "noa@example.com"])
        .await;
    assert_eq!(found, [named, bare]);
    let state = bench.look("/_sandbox/state").await;
    assert_eq!(
        (&state["mails"], &state["counts"]["siteMembers"]),
        (&mails, &json!(203))
    );
}

#[tokio::test]
async fn wrong_wishes_name_the_field() {
    let bench = Bench::of(Size::S);
    for (member, place) in [
        (json!({}), "member.loginEmail"),
        (json!({ "loginEmail": "nobody" }), "member.loginEmail"),
        (
            json!({ "loginEmail": "a@b.example", "contact": { "emails": ["x"] } }),
            "member.contact.emails[0]",
        ),
        (
            json!({ "loginEmail": "a@b.example", "contact": { "company": "x".repeat(101) } }),
            "member.contact.company",
        ),
        (
            json!({ "loginEmail": "a@b.example", "privacyStatus": "SECRET" }),
            "member.privacyStatus",
        ),
        (
            json!({ "loginEmail": "a@b.example", "contact": { "addresses": [{ "addressLine": "x".repeat(201) }] } }),
            "member.contact.addresses[0].addressLine",
        ),
    ] {
        let (status, answer) = bench.create_member(member).await;
        assert_eq!((status, field(&answer)), (400, place), "{answer}");
    }
    assert_eq!(bench.look("/_sandbox/state").await["changedRecords"], 0);
}

#[tokio::test]
async fn nobody_is_created_twice() {
    let codes = [
        (DuplicateMember::Exists, 409, "ALREADY_EXISTS"),
        (
            DuplicateMember::BadRequest,
            400,
            "LOGIN_EMAIL_ALREADY_EXISTS",
        ),
        (DuplicateMember::Digits, 409, "10409"),
    ];
    for (switch, status, word) in codes {
        let mut config = config(Size::S);
        config.switches.duplicate_member = switch;
        config.switches.new_members_wait = true;
        let bench = Bench::with(config);
        let made = bench
            .create_member(json!({ "loginEmail": "a@b.example" }))
            .await;
        assert_eq!(made.1["member"]["status"], "PENDING");
        let (_, all) = bench.members(json!({ "fieldsets": ["FULL"] })).await;
        for login in [
            "A@B.example",
            all["members"][30]["loginEmail"].as_str().expect("a login"),
        ] {
            let again = bench.create_member(json!({ "loginEmail": login })).await;
            assert_eq!((again.0, code(&again.1)), (status, word));
        }
        let told = bench
            .look(&format!("/_sandbox/members?site={}", bench.site(0)))
            .await;
        assert_eq!(
            told,
            json!({ "members": 121, "created": { "a@b.example": 1 } })
        );
    }
}

#[tokio::test]
async fn deleting_is_for_good_and_some_members_stay() {
    let bench = Bench::of(Size::S);
    let (_, all) = bench.members(json!({ "fieldsets": ["FULL"] })).await;
    let id = |nth: usize| text(&all["members"][nth]["id"]);
    let delete = async |id: &str| {
        let path = format!("{MEMBERS}/{id}?id={id}");
        bench.on_site(0, Method::DELETE, &path, None).await
    };
    for (nth, rule) in [
        (0, "OWNER_OR_CONTRIBUTOR_MEMBER_DELETE_FORBIDDEN"),
        (1, "OWNER_OR_CONTRIBUTOR_MEMBER_DELETE_FORBIDDEN"),
        (5, "ACTIVE_SUBSCRIPTION_MEMBER_DELETE_FORBIDDEN"),
    ] {
        let (status, answer) = delete(&id(nth)).await;
        let wrong = &answer["details"]["validationError"]["fieldViolations"][0];
        assert_eq!(status, 400);
        assert_eq!(
            (&wrong["violatedRule"], &wrong["ruleName"]),
            (&json!("CUSTOM"), &json!(rule))
        );
        assert_eq!(wrong["data"]["memberId"], id(nth));
    }
    assert_eq!(delete(&id(12)).await, (200, json!({})));
    assert_eq!(delete(&id(12)).await.0, 404);
    let (_, after) = bench
        .members(json!({ "query": { "paging": { "limit": 100 } } }))
        .await;
    assert_eq!(after["metadata"]["total"], 119);
    let ids = |list: &Value| -> Vec<Value> {
        let rows = list["members"].as_array().expect("members");
        rows.iter().map(|one| one["id"].clone()).collect()
    };
    let mut expected = ids(&all);
    expected.remove(12);
    assert_eq!(ids(&after)[..49], expected[..]);
    // The address is free again, and the new member is another one.
    let login = &all["members"][12]["loginEmail"];
    let (status, made) = bench.create_member(json!({ "loginEmail": login })).await;
    assert_eq!(status, 200, "{made}");
    assert_ne!(made["member"]["id"], all["members"][12]["id"]);
    let newest = json!({ "query": { "sorting": [{ "fieldName": "createdDate", "order": "DESC" }], "paging": { "limit": 1 } } });
    assert_eq!(
        bench.members(newest).await.1["members"][0]["id"],
        made["member"]["id"]
    );
}

#[tokio::test]
async fn creations_on_one_site_keep_a_second_apart() {
    let mut config = config(Size::S);
    config.rate_per_minute = Some(1_000);
    let bench = Bench::with(config);
    let make = async |site: usize, login: &str| {
        let body = json!({ "member": { "loginEmail": login } });
        bench
            .on_site(site, Method::POST, MEMBERS, Some(&body))
            .await
    };
    assert_eq!(make(0, "a@b.example").await.0, 200);
    let (status, answer) = make(0, "c@b.example").await;
    assert_eq!((status, code(&answer)), (429, "RESOURCE_EXHAUSTED"));
    assert_eq!(make(1, "c@b.example").await.0, 200, "another site");
    bench
        .control("/_sandbox/clock", json!({ "advanceMs": 999 }))
        .await;
    assert_eq!(make(0, "c@b.example").await.0, 429);
    bench
        .control("/_sandbox/clock", json!({ "advanceMs": 1 }))
        .await;
    assert_eq!(make(0, "c@b.example").await.0, 200);
}

#[tokio::test]
async fn lists_lag_and_get_does_not() {
    let mut config = config(Size::S);
    config.lag = Duration::from_secs(3);
    let bench = Bench::with(config);
    let (_, made) = bench
        .create_member(json!({ "loginEmail": "a@b.example" }))
        .await;
    let path = format!("{MEMBERS}/{}", text(&made["member"]["id"]));
    assert_eq!(bench.on_site(0, Method::GET, &path, None).await.0, 200);
    assert!(bench.with_logins(&["a@b.example"]).await.is_empty());
    let again = bench
        .create_member(json!({ "loginEmail": "a@b.example" }))
        .await;
    assert_eq!(again.0, 409, "writes are judged against the truth");
    bench
        .control("/_sandbox/clock", json!({ "advanceMs": 3_000 }))
        .await;
    assert_eq!(bench.with_logins(&["a@b.example"]).await.len(), 1);
    assert_eq!(bench.on_site(0, Method::DELETE, &path, None).await.0, 200);
    assert_eq!(bench.on_site(0, Method::GET, &path, None).await.0, 404);
    assert_eq!(
        bench.with_logins(&["a@b.example"]).await.len(),
        1,
        "still shown"
    );
}

#[tokio::test]
async fn members_change_without_the_api() {
    let bench = Bench::of(Size::S);
    let site = bench.site(0);
    let outside = async |body: Value| bench.control("/_sandbox/outside", body).await;
    let made =
        outside(json!({ "do": "memberCreate", "siteId": site, "loginEmail": "in@example.com" }))
            .await;
    let (_, all) = bench.members(json!({})).await;
    let old = &all["members"][30]["id"];
    outside(
        json!({ "do": "memberUpdate", "siteId": site, "memberId": old, "nickname": "Renamed" }),
    )
    .await;
    let (_, now) = bench
        .members(json!({ "query": { "filter": { "profile.nickname": "Renamed" } } }))
        .await;
    assert_eq!(
        (&now["members"][0]["id"], &now["metadata"]["total"]),
        (old, &json!(1))
    );
    outside(json!({ "do": "memberDelete", "siteId": site, "memberId": made["id"] })).await;
    outside(json!({ "do": "memberDelete", "siteId": site, "memberId": old })).await;
    let told = bench.look(&format!("/_sandbox/members?site={site}")).await;
    assert_eq!(
        told,
        json!({ "members": 119, "created": { "in@example.com": 1 } })
    );
}
