//! What stands beside members: badges, fields, roles, abouts, privacy and user-members; also over a restart.

use std::path::Path;

use gatehouse::sandbox::{Config, Size};
use reqwest::Method;
use serde_json::{Value, json};

use crate::util::{Bench, MEMBERS, code, config, text};

async fn call(bench: &Bench, method: Method, path: &str, body: Value) -> Value {
    let (status, answer) = bench.on_site(0, method, path, Some(&body)).await;
    assert_eq!(status, 200, "{path}: {answer}");
    answer
}

async fn refused(bench: &Bench, method: Method, path: &str, body: Value) -> (u16, String) {
    let (status, answer) = bench.on_site(0, method, path, Some(&body)).await;
    let wrong = &answer["details"]["validationError"]["fieldViolations"][0];
    let word = match wrong["ruleName"].as_str() {
        Some(word) => word,
        None => code(&answer),
    };
    (status, word.to_owned())
}

async fn members(bench: &Bench) -> Vec<String> {
    let list = format!("{MEMBERS}?paging.limit=100");
    let (_, all) = bench.on_site(0, Method::GET, &list, None).await;
    let rows = all["members"].as_array().expect("members");
    rows.iter().map(|one| text(&one["id"])).collect()
}

const BADGES: &str = "/badges/v4/badges";
const ASSIGNMENTS: &str = "/badges/v4/assignments";
const FIELDS: &str = "/members/v1/custom-fields";
const ROLES: &str = "/members/v1/roles";

fn titles(answer: &Value) -> Vec<String> {
    let rows = answer["badges"].as_array().expect("badges");
    rows.iter().map(|one| text(&one["title"])).collect()
}

#[tokio::test]
async fn badges_are_kept_in_their_order() {
    let bench = Bench::of(Size::S);
    let wish = json!({ "badge": { "title": "Guide", "backgroundColor": "#aabbcc", "textColor": "#000000" } });
    let made = call(&bench, Method::POST, BADGES, wish.clone()).await["badge"].clone();
    let one = format!("{BADGES}/{}", text(&made["id"]));
    call(
        &bench,
        Method::POST,
        &format!("{one}/move"),
        json!({ "position": "FIRST" }),
    )
    .await;
    let mut rows = Vec::new();
    let mut paging = json!({ "limit": 3 });
    loop {
        let body = json!({ "query": { "cursorPaging": paging } });
        let page = call(&bench, Method::POST, &format!("{BADGES}/query"), body).await;
        rows.extend(titles(&page));
        let meta = &page["pagingMetadata"];
        if meta["hasNext"] != true {
            break;
        }
        paging = json!({ "limit": 3, "cursor": meta["cursors"]["next"] });
    }
    assert_eq!(rows, ["Guide", "Founding member", "Speaker", "Volunteer"]);
    let by_title = json!({ "query": { "filter": { "title": { "$in": ["Speaker", "Guide"] } },
        "sort": [{ "fieldName": "title", "order": "DESC" }] } });
    let found = call(&bench, Method::POST, &format!("{BADGES}/query"), by_title).await;
    assert_eq!(titles(&found), ["Speaker", "Guide"]);
    let change = |revision: &str| json!({ "badge": { "revision": revision, "title": "Leader" } });
    let now = call(&bench, Method::PATCH, &one, change("1")).await;
    assert_eq!(
        (&now["badge"]["title"], &now["badge"]["revision"]),
        (&json!("Leader"), &json!("2"))
    );
    assert_eq!(
        refused(&bench, Method::PATCH, &one, change("1")).await.0,
        409
    );
    let none = refused(&bench, Method::PATCH, &one, json!({})).await;
    assert_eq!(none, (400, "BADGE_NOT_PROVIDED".to_owned()));
    let mut wrong = wish;
    wrong["badge"]["textColor"] = json!("black");
    assert_eq!(refused(&bench, Method::POST, BADGES, wrong).await.0, 400);
}

#[tokio::test]
async fn a_badge_is_given_once_and_goes_with_its_assignments() {
    let bench = Bench::of(Size::S);
    let ids = members(&bench).await;
    let all = call(&bench, Method::POST, &format!("{BADGES}/query"), json!({})).await;
    let badge = text(&all["badges"][0]["id"]);
    let of = |id: &str| json!({ "badgeId": badge, "memberId": id });
    let first = call(
        &bench,
        Method::POST,
        ASSIGNMENTS,
        json!({ "badgeAssignment": of(&ids[60]) }),
    )
    .await;
    let again = refused(
        &bench,
        Method::POST,
        ASSIGNMENTS,
        json!({ "badgeAssignment": of(&ids[60]) }),
    )
    .await;
    assert_eq!(again, (409, "ALREADY_EXISTS".to_owned()));
    let nobody = "5f1c7a52-8a0e-4b6f-9d1e-2c6f0b7a9e10";
    let bulk = json!({ "badgeAssignments": [of(&ids[61]), of(nobody), of(&ids[60])], "returnEntity": true });
    let made = call(
        &bench,
        Method::POST,
        "/badges/v4/bulk/assignments/create",
        bulk,
    )
    .await;
    assert_eq!(
        made["bulkActionMetadata"],
        json!({ "totalSuccesses": 1, "totalFailures": 2, "undetailedFailures": 0 })
    );
    assert_eq!(made["results"][0]["item"]["memberId"], ids[61]);
    assert_eq!(made["results"][1]["itemMetadata"]["originalIndex"], 1);
    assert_eq!(
        made["results"][1]["itemMetadata"]["error"]["code"],
        "NOT_FOUND"
    );
    let find = json!({ "query": { "filter": { "memberId": { "$in": [ids[60], ids[61]] } } } });
    let found = call(
        &bench,
        Method::POST,
        &format!("{ASSIGNMENTS}/query"),
        find.clone(),
    )
    .await;
    assert_eq!(found["badgeAssignments"][0], first["badgeAssignment"]);
    assert_eq!(found["badgeAssignments"].as_array().map(Vec::len), Some(2));
    let tags =
        json!({ "filter": find["query"]["filter"], "assignTags": { "tags": { "tagIds": ["a"] } } });
    let path = "/badges/v4/bulk/assignments/update-tags-by-filter";
    let job = call(&bench, Method::POST, path, tags).await;
    assert!(job["jobId"].is_string());
    let id = text(&first["badgeAssignment"]["id"]);
    let gone = json!({ "badgeAssignmentIds": [id, nobody] });
    let gone = call(
        &bench,
        Method::POST,
        "/badges/v4/bulk/assignments/delete",
        gone,
    )
    .await;
    assert_eq!(gone["bulkActionMetadata"]["totalFailures"], 1);
    call(
        &bench,
        Method::DELETE,
        &format!("{BADGES}/{badge}"),
        json!({}),
    )
    .await;
    let of_badge = json!({ "query": { "filter": { "badgeId": badge } } });
    let left = call(
        &bench,
        Method::POST,
        &format!("{ASSIGNMENTS}/query"),
        of_badge,
    )
    .await;
    assert_eq!(left["badgeAssignments"], json!([]));
}

#[tokio::test]
async fn wrong_fields_are_refused_and_keys_are_given() {
    let bench = Bench::of(Size::S);
    let list = call(&bench, Method::GET, FIELDS, json!({})).await;
    let names: Vec<String> = list["fields"]
        .as_array()
        .expect("fields")
        .iter()
        .map(|one| text(&one["key"]))
        .collect();
    assert_eq!(
        names,
        ["custom.shirt-size", "custom.visits", "company", "title"]
    );
    assert_eq!(list["metadata"]["total"], 4);
    let wish = |kind: &str, social: &str| json!({ "field": { "name": "Pet name", "fieldType": kind, "socialType": social } });
    for (body, word) in [
        (wish("SHOE", ""), "INCORRECT_FIELD_TYPE"),
        (wish("SOCIAL", "UNKNOWN"), "INVALID_FIELD_SOCIAL_TYPE"),
        (
            json!({ "field": { "name": "x", "defaultPrivacy": "UNKNOWN" } }),
            "INCORRECT_FIELD_PRIVACY",
        ),
    ] {
        assert_eq!(
            refused(&bench, Method::POST, FIELDS, body).await,
            (400, word.to_owned())
        );
    }
    let made = call(&bench, Method::POST, FIELDS, wish("TEXT", "")).await["field"].clone();
    let twin = call(&bench, Method::POST, FIELDS, wish("SOCIAL", "TIKTOK")).await["field"].clone();
    assert_eq!(
        (&made["key"], &twin["key"]),
        (&json!("custom.pet-name"), &json!("custom.pet-name-1"))
    );
    let title = format!("{FIELDS}/{}", text(&list["fields"][3]["id"]));
    let rename = json!({ "field": { "revision": "1", "name": "Other" } });
    let kept = refused(&bench, Method::PATCH, &title, rename).await;
    assert_eq!(kept, (400, "RESERVED_FIELD_NAME_NON_EDITABLE".to_owned()));
}

#[tokio::test]
async fn fields_show_in_profiles_until_they_are_hidden() {
    let bench = Bench::of(Size::S);
    let wish = json!({ "field": { "name": "Pet name" } });
    let made = call(&bench, Method::POST, FIELDS, wish).await["field"].clone();
    let member = members(&bench).await[21].clone();
    let value = json!({ "member": { "contact": { "customFields": { "custom.pet-name": { "value": "Rex" } } } } });
    let path = format!("{MEMBERS}/{member}");
    let shown = async || {
        let one = call(
            &bench,
            Method::GET,
            &format!("{path}?fieldsets=FULL"),
            json!({}),
        )
        .await;
        one["member"]["contact"]["customFields"]["custom.pet-name"].clone()
    };
    call(&bench, Method::PATCH, &path, value).await;
    assert_eq!(shown().await["value"], "Rex");
    let field = format!("{FIELDS}/{}", text(&made["id"]));
    let rename = json!({ "field": { "revision": "1", "name": "Pet" } });
    call(&bench, Method::PATCH, &field, rename).await;
    assert_eq!(shown().await, json!({ "name": "Pet", "value": "Rex" }));

    let root = "/members/v1/custom-fields-applications";
    let rule = json!({ "application": { "customFieldId": made["id"],
        "applications": { "items": [{ "applicationType": "MEMBER", "entityId": member }] } } });
    call(&bench, Method::POST, root, rule).await;
    let two = json!({ "memberIds": [member, members(&bench).await[22]] });
    let told = call(&bench, Method::POST, &format!("{root}/members"), two).await;
    let applies = |nth: usize| {
        let rows = told["results"][nth]["applications"]
            .as_array()
            .expect("rows")
            .clone();
        rows.iter()
            .find(|row| row["customFieldKey"] == "custom.pet-name")
            .map(|row| row["applies"].clone())
    };
    assert_eq!(
        (applies(0), applies(1)),
        (Some(json!(true)), Some(json!(false)))
    );

    let now = call(&bench, Method::GET, &field, json!({})).await["field"].clone();
    assert_eq!(now["appliesTo"], "SELECTED_MEMBERS");
    call(
        &bench,
        Method::POST,
        &format!("{field}/hide"),
        json!({ "revision": now["revision"] }),
    )
    .await;
    assert_eq!(shown().await, Value::Null);
    let found = call(
        &bench,
        Method::GET,
        "/members/v1/custom-field-suggestions",
        json!({}),
    )
    .await;
    let hidden = found["suggestions"]
        .as_array()
        .expect("rows")
        .iter()
        .find(|row| row["customFieldId"] == made["id"]);
    assert!(hidden.is_some(), "{found}");
    let stale = bench
        .on_site(0, Method::DELETE, &format!("{field}?revision=1"), None)
        .await;
    assert_eq!(stale.0, 409);
    let gone = bench
        .on_site(0, Method::DELETE, &format!("{field}?revision=3"), None)
        .await;
    assert_eq!(gone, (200, json!({})));
    assert_eq!(bench.on_site(0, Method::GET, &field, None).await.0, 404);
}

#[tokio::test]
async fn roles_are_defined_and_held() {
    let bench = Bench::of(Size::S);
    let definitions = format!("{ROLES}/definitions");
    let wish = json!({ "roleKey": "VIP", "roleTitle": "Very important", "blockable": true });
    let made = call(&bench, Method::POST, &definitions, wish.clone()).await;
    assert_eq!(made["role"]["title"], "Very important");
    assert_eq!(
        refused(&bench, Method::POST, &definitions, wish).await.0,
        409
    );
    let low = json!({ "roleKey": "vip2", "roleTitle": "x" });
    assert_eq!(
        refused(&bench, Method::POST, &definitions, low).await.0,
        400
    );
    for (method, word) in [
        (Method::PATCH, "CANNOT_UPDATE_SYSTEM_ROLE"),
        (Method::DELETE, "CANNOT_DELETE_SYSTEM_ROLE"),
    ] {
        let told = refused(
            &bench,
            method,
            &format!("{definitions}/ADMIN"),
            json!({ "revision": "1" }),
        )
        .await;
        assert_eq!(told, (400, word.to_owned()));
    }
    let ids = members(&bench).await;
    let of = |nth: usize| format!("{ROLES}/members/{}", ids[nth]);
    let key = json!({ "roleKey": "VIP" });
    assert_eq!(call(&bench, Method::POST, &of(30), key.clone()).await, key);
    let unknown = refused(&bench, Method::POST, &of(30), json!({ "roleKey": "NONE" })).await;
    assert_eq!(unknown, (400, "ROLE_DOES_NOT_EXIST".to_owned()));
    call(
        &bench,
        Method::POST,
        &format!("{MEMBERS}/{}/block", ids[32]),
        json!({}),
    )
    .await;
    let blocked = refused(&bench, Method::POST, &of(32), key.clone()).await;
    assert_eq!(blocked, (400, "MEMBER_BLOCKED".to_owned()));
    let held = json!({ "roles": [{ "roleKey": "VIP", "title": "Very important" }] });
    call(
        &bench,
        Method::DELETE,
        &format!("{definitions}/VIP"),
        json!({}),
    )
    .await;
    assert_eq!(
        call(&bench, Method::GET, &of(30), json!({})).await,
        held,
        "kept until taken away"
    );
    let find = json!({ "query": { "filter": { "memberId": { "$in": [ids[30], ids[31]] } } } });
    let found = call(
        &bench,
        Method::POST,
        &format!("{ROLES}/members/query"),
        find,
    )
    .await;
    assert_eq!(
        found,
        json!({ "rolesByMemberId": { (ids[30].as_str()): held } })
    );
    let take = format!("{}?roleKey=VIP", of(30));
    assert_eq!(
        bench.on_site(0, Method::DELETE, &take, None).await,
        (200, key)
    );
    let twice = refused(&bench, Method::DELETE, &take, json!({})).await;
    assert_eq!(twice, (400, "INVALID_ROLE".to_owned()));
}

#[tokio::test]
async fn abouts_privacy_and_users() {
    let bench = Bench::of(Size::S);
    let ids = members(&bench).await;
    let content = json!({ "nodes": [{ "type": "PARAGRAPH" }] });
    let about = json!({ "memberAbout": { "memberId": ids[30], "content": content } });
    let made = call(&bench, Method::POST, "/members/v2/abouts", about.clone()).await["memberAbout"]
        .clone();
    assert_eq!(
        refused(&bench, Method::POST, "/members/v2/abouts", about)
            .await
            .0,
        409
    );
    let path = format!("/members/v2/abouts/{}", text(&made["id"]));
    let new = json!({ "memberAbout": { "revision": "1", "content": { "nodes": [] } } });
    assert_eq!(
        call(&bench, Method::PATCH, &path, new.clone()).await["memberAbout"]["revision"],
        "2"
    );
    assert_eq!(refused(&bench, Method::PATCH, &path, new).await.0, 409);
    let find = json!({ "query": { "filter": { "memberId": ids[30] } } });
    let found = call(&bench, Method::POST, "/members/v2/abouts/query", find).await;
    assert_eq!(found["memberAbouts"][0]["content"], json!({ "nodes": [] }));
    assert_eq!(
        bench
            .on_site(0, Method::GET, "/members/v2/abouts/my", None)
            .await
            .0,
        404
    );

    let default = "/members/v1/default-privacy-status";
    let public = json!({ "defaultPrivacy": { "defaultPrivacy": "PUBLIC", "revision": "1" } });
    call(&bench, Method::PATCH, default, public).await;
    let (_, new) = bench
        .create_member(json!({ "loginEmail": "new@example.com" }))
        .await;
    assert_eq!(new["member"]["privacyStatus"], "PUBLIC");
    let settings = "/members/v1/privacy-settings";
    let set = |revision: &str, who: &str| json!({ "memberPrivacySettings": { "revision": revision, "publicMemberCandidates": who } });
    let now = call(&bench, Method::POST, settings, set("1", "NO_ONE")).await;
    assert_eq!(
        now["memberPrivacySettings"]["publicMemberCandidates"],
        "NO_ONE"
    );
    for (body, word) in [
        (set("1", "ANYONE"), "INVALID_REVISION"),
        (set("2", "SOME"), "INVALID_SETTINGS"),
    ] {
        assert_eq!(
            refused(&bench, Method::POST, settings, body).await,
            (400, word.to_owned())
        );
    }

    let users = call(
        &bench,
        Method::POST,
        "/members/v1/user-members/query",
        json!({}),
    )
    .await;
    let rows = users["userMembers"].as_array().expect("rows");
    assert!(rows.len() > 1, "{users}");
    assert_eq!(
        (&rows[0]["memberId"], &rows[0]["metaSiteId"]),
        (&json!(ids[0]), &json!(bench.site(0)))
    );
    let owners: Vec<Value> = bench
        .crew(0)
        .await
        .iter()
        .map(|one| one["ownerId"].clone())
        .collect();
    assert!(owners.contains(&rows[1]["userId"]), "{users}");
    let mut config = config(Size::S);
    config.switches.user_members_denied = true;
    let bench = Bench::with(config);
    let path = "/members/v1/user-members/query";
    assert_eq!(
        bench
            .on_site(0, Method::POST, path, Some(&json!({})))
            .await
            .0,
        403
    );
}

fn kept(path: &Path) -> Config {
    let mut config = config(Size::S);
    config.state_file = Some(path.to_owned());
    config
}

#[tokio::test]
async fn all_of_it_comes_back_after_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("practice.json");
    let bench = Bench::with(kept(&path));
    let ids = members(&bench).await;
    let wish = json!({ "badge": { "title": "Guide", "backgroundColor": "#aabbcc", "textColor": "#000000" } });
    let badge = call(&bench, Method::POST, BADGES, wish).await["badge"].clone();
    let given = json!({ "badgeAssignment": { "badgeId": badge["id"], "memberId": ids[60] } });
    call(&bench, Method::POST, ASSIGNMENTS, given).await;
    call(
        &bench,
        Method::POST,
        &format!("{ROLES}/members/{}", ids[30]),
        json!({ "roleKey": "PRESS" }),
    )
    .await;
    call(
        &bench,
        Method::POST,
        &format!("{MEMBERS}/{}/slug", ids[30]),
        json!({ "slug": "kept" }),
    )
    .await;
    let login = format!("/api/v1/members/{}/change-login-email", ids[31]);
    call(
        &bench,
        Method::PATCH,
        &login,
        json!({ "newEmail": "kept@example.com" }),
    )
    .await;
    let fields = call(&bench, Method::GET, FIELDS, json!({})).await;
    let gone = format!("{FIELDS}/{}?revision=1", text(&fields["fields"][1]["id"]));
    call(&bench, Method::DELETE, &gone, json!({})).await;
    let look = async |bench: &Bench| {
        let find = json!({ "query": { "filter": { "memberId": ids[60] } } });
        let by_slug =
            json!({ "query": { "filter": { "profile.slug": "kept" } }, "fieldsets": ["FULL"] });
        [
            call(bench, Method::POST, &format!("{BADGES}/query"), json!({})).await,
            call(bench, Method::POST, &format!("{ASSIGNMENTS}/query"), find).await,
            call(
                bench,
                Method::GET,
                &format!("{ROLES}/members/{}", ids[30]),
                json!({}),
            )
            .await,
            call(bench, Method::GET, FIELDS, json!({})).await,
            bench.members(by_slug).await.1,
            json!(bench.with_logins(&["kept@example.com"]).await),
        ]
    };
    let before = look(&bench).await;
    drop(bench);
    let again = Bench::with(kept(&path));
    assert_eq!(look(&again).await, before);
    assert_eq!(before[4]["metadata"]["total"], 1);
    assert_eq!(before[3]["metadata"]["total"], 3);
}
