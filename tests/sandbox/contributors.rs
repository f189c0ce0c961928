//! Contributors of sites: C1 to C4, their refusals, and what others change.

use std::{collections::BTreeSet, time::Duration};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use gatehouse::sandbox::{EmptyLocations, LocationFilter, RemoveMethod, Size};
use reqwest::Method;
use serde_json::{Value, json};

use crate::util::{
    Bench, CHANGE_LOCATIONS, CHANGE_ROLE, CONTRIBUTORS, LOCATIONS, REMOVE_CONTRIBUTOR, SITES, code,
    config, field, text,
};

const NOBODY: &str = "11111111-0000-4000-8000-000000000001";

fn ids(row: &Value, name: &str) -> Vec<String> {
    row[name]
        .as_array()
        .expect("ids")
        .iter()
        .map(text)
        .collect()
}

async fn put(bench: &Bench, path: &str, body: Value) -> (u16, Value) {
    bench.on_site(0, Method::PUT, path, Some(&body)).await
}

async fn remove(bench: &Bench, method: Method, account: &str) -> (u16, Value) {
    let body = json!({ "accountId": account });
    bench
        .on_site(0, method, REMOVE_CONTRIBUTOR, Some(&body))
        .await
}

/// `contributorAccountIds` of the first site.
async fn listed(bench: &Bench) -> BTreeSet<String> {
    let body = json!({ "query": { "filter": { "id": bench.site(0) } } });
    let (_, found) = bench.post(SITES, body).await;
    ids(&found["sites"][0], "contributorAccountIds")
        .into_iter()
        .collect()
}

#[tokio::test]
async fn lists_agree_on_every_site() {
    let bench = Bench::of(Size::L);
    for nth in [0, 16, 17, 39] {
        let crew = bench.crew(nth).await;
        let all: Vec<String> = crew.iter().map(|row| text(&row["accountId"])).collect();
        assert_eq!(bench.contributors(nth, "").await, all);
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
        let mut by_role = BTreeSet::new();
        let roles: BTreeSet<String> = crew.iter().flat_map(|row| ids(row, "roleIds")).collect();
        for role in roles {
            let found = bench
                .contributors(nth, &format!("?filter.policyIds={role}"))
                .await;
            let want = crew
                .iter()
                .filter(|row| ids(row, "roleIds").contains(&role));
            assert_eq!(
                found,
                want.map(|row| text(&row["accountId"])).collect::<Vec<_>>()
            );
            by_role.extend(found);
        }
        assert_eq!(by_role.len(), all.len());
    }
    let first: BTreeSet<String> = bench.contributors(0, "").await.into_iter().collect();
    assert_eq!(listed(&bench).await, first);
}

#[tokio::test]
async fn filters_repeat_and_come_packed_too() {
    let bench = Bench::of(Size::L);
    let crew = bench.crew(0).await;
    let roles = [ids(&crew[1], "roleIds"), ids(&crew[2], "roleIds")].concat();
    let named: Vec<String> = roles
        .iter()
        .map(|role| format!("filter.policyIds={role}"))
        .collect();
    let plain = bench
        .contributors(0, &format!("?{}", named.join("&")))
        .await;
    let any = |row: &&Value| ids(row, "roleIds").iter().any(|role| roles.contains(role));
    let want: Vec<_> = crew
        .iter()
        .filter(any)
        .map(|row| text(&row["accountId"]))
        .collect();
    assert!(want.len() > 2 && want.len() < crew.len());
    assert_eq!(plain, want);
    let packed = json!({ "filter": { "policyIds": roles } }).to_string();
    let packed = base64(packed.as_bytes());
    assert_eq!(bench.contributors(0, &format!("?.r={packed}")).await, want);
    assert!(
        bench
            .contributors(0, "?filter.policyIds=1")
            .await
            .is_empty()
    );
}

/// Unpadded, with the letters of URLs.
fn base64(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

#[tokio::test]
async fn locations_filter_in_three_ways() {
    for (how, count) in [
        (LocationFilter::Assigned, 2),
        (LocationFilter::Reaching, 38),
        (LocationFilter::Ignored, 39),
    ] {
        let mut config = config(Size::L);
        config.switches.location_filter = how;
        let bench = Bench::with(config);
        let crew = bench.crew(0).await;
        let mut limited = crew.iter().filter(|row| row["locationIds"] != json!([]));
        let location = ids(limited.next().expect("a limit"), "locationIds").remove(0);
        let all = bench.contributors(0, "").await.len();
        let found = bench
            .contributors(0, &format!("?filter.locationIds={location}"))
            .await;
        assert_eq!((all, found.len()), (39, count), "{how:?}");
    }
}

#[tokio::test]
async fn roles_are_replaced_and_child_accounts_are_added() {
    let bench = Bench::of(Size::L);
    let (editor, manager) = (
        bench.role("Blog Editor").await,
        bench.role("Website Manager").await,
    );
    let who = text(&bench.crew(0).await[1]["accountId"]);
    let body =
        json!({ "accountId": who, "newRoles": [{ "roleId": editor }, { "roleId": manager }] });
    let (status, told) = put(&bench, CHANGE_ROLE, body.clone()).await;
    assert_eq!(status, 200, "{told}");
    let held = told["newAssignedRoles"].as_array().expect("roles");
    assert_eq!(
        (&held[0]["roleId"], &held[1]["roleId"]),
        (&json!(editor), &json!(manager))
    );
    assert_eq!(put(&bench, CHANGE_ROLE, body).await.1, told, "already so");
    let row = bench
        .crew(0)
        .await
        .into_iter()
        .find(|row| row["accountId"] == who.as_str());
    assert_eq!(row.expect("the row")["roleIds"], json!([editor, manager]));

    let (_, children) = bench.get("/accounts/v1/account/child-accounts").await;
    let child = text(&children["childAccounts"][0]["accountId"]);
    let body = json!({ "accountId": child, "newRoles": [{ "roleId": editor }] });
    assert_eq!(put(&bench, CHANGE_ROLE, body).await.0, 200);
    assert!(bench.contributors(0, "").await.contains(&child));
    assert!(listed(&bench).await.contains(&child));
}

#[tokio::test]
async fn wrong_changes_of_roles_are_refused() {
    let bench = Bench::of(Size::S);
    let editor = bench.role("Blog Editor").await;
    let account_admin = bench.role("Account Admin (Co-Owner)").await;
    let who = text(&bench.crew(0).await[1]["accountId"]);
    let before = bench.crew(0).await;
    let owner = bench.account();
    let one = |account: &str, role: &str| json!({ "accountId": account, "newRoles": [{ "roleId": role }] });
    for (body, status, word) in [
        (one(NOBODY, &editor), 404, "NOT_FOUND"),
        (one(&owner, &editor), 403, "PERMISSION_DENIED"),
        (one(&who, "6601492336091027458"), 403, "PERMISSION_DENIED"),
        (one(&who, &account_admin), 400, "INVALID_ARGUMENT"),
        (one(&who, "12"), 400, "INVALID_ARGUMENT"),
    ] {
        let (have, told) = put(&bench, CHANGE_ROLE, body).await;
        assert_eq!((have, code(&told)), (status, word), "{told}");
    }
    for (body, name) in [
        (one("x", &editor), "accountId"),
        (one("", &editor), "accountId"),
        (json!({ "accountId": who, "newRoles": [] }), "newRoles"),
        (
            json!({ "accountId": who, "newRoles": [{}] }),
            "newRoles[0].roleId",
        ),
    ] {
        let (status, told) = put(&bench, CHANGE_ROLE, body).await;
        assert_eq!((status, field(&told)), (400, name));
    }
    assert_eq!(bench.crew(0).await, before);
}

#[tokio::test]
async fn locations_are_replaced() {
    let bench = Bench::of(Size::L);
    let (_, all) = bench.on_site(0, Method::GET, LOCATIONS, None).await;
    let here: Vec<String> = all["locations"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|l| text(&l["id"]))
        .collect();
    let (_, other) = bench.on_site(1, Method::GET, LOCATIONS, None).await;
    let elsewhere = text(&other["locations"][0]["id"]);
    let who = text(&bench.crew(0).await[0]["accountId"]);
    let set = |list: Value| json!({ "accountId": who, "newLocations": list });
    let (status, told) = put(&bench, CHANGE_LOCATIONS, set(json!(here))).await;
    assert_eq!(status, 200, "{told}");
    assert_eq!(
        told["newAssignedLocations"].as_array().map(Vec::len),
        Some(2)
    );
    assert_eq!(bench.crew(0).await[0]["locationIds"], json!(here));
    for (list, status) in [
        (json!([elsewhere]), 400),
        (json!(["x"]), 400),
        (json!(vec![here[0].clone(); 21]), 400),
    ] {
        assert_eq!(put(&bench, CHANGE_LOCATIONS, set(list)).await.0, status);
    }
    let nobody = json!({ "accountId": NOBODY, "newLocations": [here[0]] });
    assert_eq!(put(&bench, CHANGE_LOCATIONS, nobody).await.0, 404);
    assert_eq!(put(&bench, CHANGE_LOCATIONS, set(json!([]))).await.0, 200);
    assert_eq!(bench.crew(0).await[0]["locationIds"], json!([]));
}

#[tokio::test]
async fn open_questions_about_locations_are_switches() {
    let mut config = config(Size::S);
    config.switches.empty_locations = EmptyLocations::Refuse;
    config.switches.bare_locations_answer = true;
    let bench = Bench::with(config.clone());
    let who = text(&bench.crew(0).await[0]["accountId"]);
    let (_, all) = bench.on_site(0, Method::GET, LOCATIONS, None).await;
    let id = text(&all["locations"][0]["id"]);
    let none = json!({ "accountId": who, "newLocations": [] });
    let some = json!({ "accountId": who, "newLocations": [id] });
    assert_eq!(
        field(&put(&bench, CHANGE_LOCATIONS, none).await.1),
        "newLocations"
    );
    assert_eq!(
        put(&bench, CHANGE_LOCATIONS, some.clone()).await,
        (200, json!({}))
    );
    assert_eq!(bench.crew(0).await[0]["locationIds"], json!([id]));
    config.switches.locations_denied = true;
    let bench = Bench::with(config);
    assert_eq!(put(&bench, CHANGE_LOCATIONS, some).await.0, 403);
}

#[tokio::test]
async fn removing_takes_the_account_out_of_all_lists() {
    let bench = Bench::of(Size::S);
    let who = text(&bench.crew(0).await[2]["accountId"]);
    assert_eq!(remove(&bench, Method::POST, &who).await, (200, json!({})));
    assert!(!bench.contributors(0, "").await.contains(&who));
    assert!(!listed(&bench).await.contains(&who));
    let (status, told) = remove(&bench, Method::POST, &who).await;
    assert_eq!((status, code(&told)), (404, "NOT_FOUND"));
    assert_eq!(remove(&bench, Method::POST, &bench.account()).await.0, 403);
    assert_eq!(remove(&bench, Method::DELETE, &who).await.0, 404);
}

#[tokio::test]
async fn methods_that_are_told_in_two_ways_are_switches() {
    for (method, status) in [
        (RemoveMethod::NotFound, 404),
        (RemoveMethod::NotAllowed, 405),
        (RemoveMethod::NotImplemented, 501),
    ] {
        let mut config = config(Size::S);
        config.switches.contributor_remove = method;
        config.switches.role_by_patch = true;
        let bench = Bench::with(config);
        let who = text(&bench.crew(0).await[2]["accountId"]);
        assert_eq!(remove(&bench, Method::POST, &who).await.0, status);
        assert!(bench.contributors(0, "").await.contains(&who));
        let role = bench.role("Blog Editor").await;
        let body = json!({ "accountId": who, "newRoles": [{ "roleId": role }] });
        assert_eq!(put(&bench, CHANGE_ROLE, body.clone()).await.0, 404);
        assert_eq!(
            bench
                .on_site(0, Method::PATCH, CHANGE_ROLE, Some(&body))
                .await
                .0,
            200
        );
        assert_eq!(remove(&bench, Method::DELETE, &who).await.0, 200);
    }
}

#[tokio::test]
async fn the_owner_may_be_in_the_list() {
    let mut config = config(Size::S);
    config.switches.owner_among_contributors = true;
    let bench = Bench::with(config);
    let all = bench.contributors(0, "").await;
    assert_eq!(all[0], bench.account());
    assert_eq!(all.len(), 1 + bench.crew(0).await.len());
}

#[tokio::test]
async fn rights_and_headers_are_checked() {
    let bench = Bench::of(Size::S);
    let who = text(&bench.crew(0).await[1]["accountId"]);
    let body = json!({ "accountId": who });
    let (reads, two) = (bench.key("read-only"), bench.key("two-sites"));
    let ask = async |key: &str, nth, method, path: &str, body: Option<&Value>| {
        bench.on_site_as(key, nth, method, path, body).await.0
    };
    assert_eq!(ask(&reads, 0, Method::GET, CONTRIBUTORS, None).await, 200);
    assert_eq!(
        ask(&reads, 0, Method::POST, REMOVE_CONTRIBUTOR, Some(&body)).await,
        403
    );
    assert_eq!(ask(&two, 1, Method::GET, CONTRIBUTORS, None).await, 200);
    assert_eq!(ask(&two, 2, Method::GET, CONTRIBUTORS, None).await, 403);
    assert_eq!(
        bench.get(CONTRIBUTORS).await.0,
        400,
        "an account is no site"
    );
}

#[tokio::test]
async fn lists_lag_and_others_change_things() {
    let mut config = config(Size::S);
    config.lag = Duration::from_secs(3);
    let bench = Bench::with(config);
    let role = bench.role("Blog Editor").await;
    let before = bench.contributors(0, "").await;
    let made = bench
        .control(
            "/_sandbox/outside",
            json!({ "do": "contributorAdd", "siteId": bench.site(0), "roleIds": [role] }),
        )
        .await;
    let new = text(&made["id"]);
    let gone = before[3].clone();
    let act = json!({ "do": "contributorRemove", "siteId": bench.site(0), "accountId": gone });
    bench.control("/_sandbox/outside", act).await;
    let act = json!({ "do": "contributorRoles", "siteId": bench.site(0), "accountId": before[1], "roleIds": [role] });
    bench.control("/_sandbox/outside", act).await;
    assert_eq!(bench.contributors(0, "").await, before);
    bench
        .control("/_sandbox/clock", json!({ "advanceMs": 3_000 }))
        .await;
    let after = bench.contributors(0, "").await;
    assert!(after.contains(&new) && !after.contains(&gone));
    let editors = bench
        .contributors(0, &format!("?filter.policyIds={role}"))
        .await;
    assert!(editors.contains(&new) && editors.contains(&before[1]));
}

#[tokio::test]
async fn limits_without_effect_stand_on_predefined_roles_only() {
    let bench = Bench::of(Size::L);
    let (_, roles) = bench.get("/roles-management/roles").await;
    let predefined = roles["predefinedRoles"].as_array().expect("roles");
    let title = |id: &String| {
        let found = predefined.iter().find(|role| role["id"] == id.as_str());
        text(&found.expect("a predefined role")["title"])
    };
    let idle = ["Website Designer", "Billing Manager", "Blog Editor"];
    let (mut limited, mut idle_rows, mut locations) = (0, 0, BTreeSet::new());
    for nth in 0..40 {
        for row in bench.crew(nth).await {
            if row["locationIds"] == json!([]) {
                continue;
            }
            limited += 1;
            locations.extend(ids(&row, "locationIds"));
            let only = ids(&row, "roleIds")
                .iter()
                .map(title)
                .all(|t| idle.contains(&t.as_str()));
            assert_eq!(row["limitIsIdle"], json!(only));
            idle_rows += usize::from(only);
        }
    }
    assert_eq!((limited, idle_rows, locations.len()), (84, 60, 60));
}
