//! What is done to single members: whom it leaves alone, what an update changes, and what a page's address must be.

use gatehouse::sandbox::{MembersArea, Size};
use reqwest::Method;
use serde_json::{Value, json};

use crate::util::{Answer, Bench, MEMBERS, code, config, field, text};

async fn all(bench: &Bench) -> Vec<Value> {
    let list = format!("{MEMBERS}?fieldsets=FULL&paging.limit=100");
    let (status, all) = bench.on_site(0, Method::GET, &list, None).await;
    assert_eq!(status, 200, "{all}");
    all["members"].as_array().expect("members").clone()
}

async fn act(bench: &Bench, id: &str, deed: &str) -> Answer {
    let path = format!("{MEMBERS}/{id}/{deed}");
    bench
        .on_site(0, Method::POST, &path, Some(&json!({})))
        .await
}

async fn update(bench: &Bench, id: &str, member: Value) -> Answer {
    let (path, body) = (format!("{MEMBERS}/{id}"), json!({ "member": member }));
    bench.on_site(0, Method::PATCH, &path, Some(&body)).await
}

#[tokio::test]
async fn some_members_cannot_be_blocked() {
    for own in [false, true] {
        let mut config = config(Size::S);
        config.switches.owner_block_is_self_block = own;
        let bench = Bench::with(config);
        let all = all(&bench).await;
        let owner = if own {
            "MEMBER_SELF_BLOCK_FORBIDDEN"
        } else {
            "OWNER_MEMBER_BLOCK_FORBIDDEN"
        };
        for (nth, status, word) in [
            (0, 400, owner),
            (1, 400, "OWNER_MEMBER_BLOCK_FORBIDDEN"),
            (5, 428, "ACTIVE_SUBSCRIPTION_MEMBER_BLOCK_FORBIDDEN"),
        ] {
            let id = text(&all[nth]["id"]);
            let (have, answer) = act(&bench, &id, "block").await;
            assert_eq!((have, code(&answer)), (status, word), "{answer}");
            let data = &answer["details"]["applicationError"]["data"];
            assert_eq!(data["memberId"], id);
        }
        assert_eq!(bench.look("/_sandbox/state").await["changedRecords"], 0);
    }
}

#[tokio::test]
async fn members_move_between_their_states() {
    let bench = Bench::of(Size::S);
    let all = all(&bench).await;
    let waiting = all.iter().find(|one| one["status"] == "PENDING");
    let id = text(&waiting.expect("somebody who waits")["id"]);
    for (deed, status, activity) in [
        ("approve", "APPROVED", "ACTIVE"),
        ("approve", "APPROVED", "ACTIVE"),
        ("mute", "APPROVED", "MUTED"),
        ("block", "BLOCKED", "MUTED"),
        ("unmute", "BLOCKED", "ACTIVE"),
        ("approve", "APPROVED", "ACTIVE"),
        ("disconnect", "OFFLINE", "ACTIVE"),
    ] {
        let (have, answer) = act(&bench, &id, deed).await;
        let now = &answer["member"];
        assert_eq!(
            (have, &now["status"], &now["activityStatus"]),
            (200, &json!(status), &json!(activity)),
            "{deed}: {answer}"
        );
    }
    let (status, answer) = act(&bench, &id, "approve").await;
    assert_eq!((status, code(&answer)), (428, "FAILED_PRECONDITION"));
    let nobody = "5f1c7a52-8a0e-4b6f-9d1e-2c6f0b7a9e10";
    assert_eq!(act(&bench, nobody, "block").await.0, 404);
    assert_eq!(act(&bench, "x", "block").await.0, 400);
    let key = bench.key("read-only");
    let path = format!("{MEMBERS}/{id}/mute");
    let body = json!({});
    let refused = bench.on_site_as(&key, 0, Method::POST, &path, Some(&body));
    assert_eq!(refused.await.0, 403);
}

#[tokio::test]
async fn an_update_changes_what_is_sent_and_nothing_else() {
    let bench = Bench::of(Size::S);
    let old = all(&bench).await[21].clone();
    let id = text(&old["id"]);
    let (_, same) = update(
        &bench,
        &id,
        json!({ "id": id, "contact": { "phones": [], "emails": [], "addresses": [] },
        "loginEmail": "other@example.com", "status": "BLOCKED", "profile": { "slug": "other" } }),
    )
    .await;
    assert_eq!(same["member"], old, "empty lists change nothing");
    let (_, now) = update(&bench, &id, json!({ "contact": { "company": "", "customFields": { "custom.shirt-size": { "value": "" } },
        "addresses": [old["contact"]["addresses"][0], { "addressLine": "1 Quay" }] },
        "profile": { "cover": { "id": "c.jpg", "height": 5, "width": 6 }, "photo": {} } })).await;
    let (was, is) = (&old["contact"], &now["member"]["contact"]);
    assert!(is.get("company").is_none(), "{now}");
    assert!(is["customFields"].get("custom.shirt-size").is_none());
    assert_eq!(
        is["customFields"]["custom.visits"],
        was["customFields"]["custom.visits"]
    );
    assert_eq!(
        (&is["phones"], &is["jobTitle"]),
        (&was["phones"], &was["jobTitle"])
    );
    assert_eq!(
        is["addresses"][0], was["addresses"][0],
        "an address keeps its id"
    );
    assert!(is["addresses"][1]["id"].is_string());
    let profile = &now["member"]["profile"];
    assert_eq!(
        (&profile["cover"]["height"], profile.get("photo")),
        (&json!(5), None)
    );
    for (member, place) in [
        (
            json!({ "contact": { "emails": ["x"] } }),
            "member.contact.emails[0]",
        ),
        (
            json!({ "contact": { "jobTitle": "x".repeat(101) } }),
            "member.contact.jobTitle",
        ),
        (json!({ "privacyStatus": "SECRET" }), "member.privacyStatus"),
    ] {
        let (status, answer) = update(&bench, &id, member).await;
        assert_eq!((status, field(&answer)), (400, place), "{answer}");
    }
    let body = json!({ "field": { "name": "Home page", "fieldType": "URL" } });
    let (status, made) = bench
        .on_site(0, Method::POST, "/members/v1/custom-fields", Some(&body))
        .await;
    assert_eq!(
        (status, &made["field"]["key"]),
        (200, &json!("custom.home-page")),
        "{made}"
    );
    let page = |url: &str| json!({ "contact": { "customFields": { "custom.home-page": { "value": url } } } });
    let (status, answer) = update(&bench, &id, page("nowhere")).await;
    let wrong = &answer["details"]["validationError"]["fieldViolations"][0];
    assert_eq!(
        (status, &wrong["ruleName"]),
        (400, &json!("INVALID_CUSTOM_FIELD_URL"))
    );
    assert_eq!(wrong["data"], json!({ "custom.home-page": "nowhere" }));
    let (_, now) = update(&bench, &id, page("https://example.com")).await;
    let kept = &now["member"]["contact"]["customFields"]["custom.home-page"];
    assert_eq!(
        *kept,
        json!({ "name": "Home page", "value": "https://example.com" })
    );
}

#[tokio::test]
async fn switches_change_what_updates_do_and_tell() {
    let mut config = config(Size::S);
    config.switches.fixed_member_emails = true;
    config.switches.narrow_member_answers = true;
    let bench = Bench::with(config);
    let old = all(&bench).await[21].clone();
    let id = text(&old["id"]);
    let (_, told) = update(
        &bench,
        &id,
        json!({ "contact": { "emails": ["new@example.com"], "company": "New" } }),
    )
    .await;
    assert_eq!(told["member"]["status"], "UNKNOWN");
    let now = all(&bench).await[21].clone();
    assert_eq!(now["contact"]["emails"], old["contact"]["emails"]);
    assert_eq!(now["contact"]["company"], "New");
}

#[tokio::test]
async fn a_page_has_one_address() {
    let bench = Bench::of(Size::S);
    let all = all(&bench).await;
    let (a, b) = (text(&all[30]["id"]), text(&all[31]["id"]));
    let slug = async |id: &str, slug: &str| {
        let (path, body) = (format!("{MEMBERS}/{id}/slug"), json!({ "slug": slug }));
        bench.on_site(0, Method::POST, &path, Some(&body)).await
    };
    let old = text(&all[30]["profile"]["slug"]);
    let (status, answer) = slug(&b, &old).await;
    assert_eq!((status, code(&answer)), (409, "SLUG_ALREADY_EXISTS"));
    assert_eq!(
        answer["details"]["applicationError"]["data"],
        json!({ "slug": old })
    );
    assert_eq!(slug(&a, &old).await.0, 200, "one's own is free");
    assert_eq!(slug(&a, "dana-levi").await.0, 200);
    assert_eq!(slug(&b, "dana-levi").await.0, 409);
    assert_eq!(slug(&b, "Dana-Levi").await.0, 200, "case counts");
    assert_eq!(slug(&b, &old).await.0, 200, "what somebody left is free");
    assert_eq!(
        (slug(&a, "").await.0, slug(&a, &"x".repeat(256)).await.0),
        (400, 400)
    );
    let found = json!({ "query": { "filter": { "profile.slug": "dana-levi" } } });
    assert_eq!(bench.members(found).await.1["members"][0]["id"], a);
}

#[tokio::test]
async fn without_a_members_area_nobody_can_be_changed() {
    for (area, one, new) in [
        (MembersArea::Precondition, 428, 428),
        (MembersArea::NotFound, 404, 404),
        (MembersArea::EmptyLists, 404, 428),
    ] {
        let mut config = config(Size::S);
        config.switches.members_area = area;
        let bench = Bench::with(config);
        let nobody = "5f1c7a52-8a0e-4b6f-9d1e-2c6f0b7a9e10";
        assert_eq!(act(&bench, nobody, "approve").await.0, one, "{area:?}");
        let body = json!({ "filter": {} });
        let path = format!("{MEMBERS}/bulk/block-by-filter");
        assert_eq!(
            bench.on_site(0, Method::POST, &path, Some(&body)).await.0,
            new
        );
        let badges = "/badges/v4/badges/query";
        assert_eq!(
            bench
                .on_site(0, Method::POST, badges, Some(&json!({})))
                .await
                .0,
            new
        );
    }
}

#[tokio::test]
async fn nobody_here_is_a_member() {
    let bench = Bench::of(Size::S);
    for (method, path) in [
        (Method::DELETE, "my"),
        (Method::POST, "my/slug"),
        (Method::POST, "join-community"),
        (Method::POST, "leave-community"),
    ] {
        let (path, body) = (format!("{MEMBERS}/{path}"), json!({ "slug": "x" }));
        assert_eq!(
            bench.on_site(0, method, &path, Some(&body)).await.0,
            403,
            "{path}"
        );
    }
}
