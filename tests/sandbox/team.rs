//! Search, roles, assignments and removal.

use gatehouse::sandbox::{AssignmentsAnswer, Size};
use serde_json::{Value, json};

use crate::util::{ASSIGN, Bench, REMOVE, SEARCH, code, config, field, text};

const OWNER: &str = "6601492336091027458";
const ACCOUNT_ADMIN: &str = "6642345101181663232";
const SITE_ADMIN: &str = "6732588207941061632";
const EXAMPLE: &str = "6600344420111308827";

#[tokio::test]
async fn the_team_holds_the_odd_cases() {
    let bench = Bench::of(Size::L);
    let users = bench.users().await;
    let roles = |user: &Value| user["assignments"].as_array().expect("assignments").clone();
    assert_eq!(
        users
            .iter()
            .filter(|user| roles(user).iter().any(|held| held["policyId"] == OWNER))
            .count(),
        1
    );
    let admins = users[1..4]
        .iter()
        .filter(|user| roles(user)[0]["policyId"] == ACCOUNT_ADMIN)
        .count();
    assert_eq!(admins, 3);
    assert_eq!(
        users
            .iter()
            .filter(|user| user.get("name").is_none())
            .count(),
        1
    );
    assert_eq!(
        users
            .iter()
            .filter(|user| user.get("joinedTeamAt").is_none())
            .count(),
        1
    );
    assert!(users.iter().any(|user| user.get("profileImage").is_some()));
    let all: Vec<Value> = users.iter().flat_map(roles).collect();
    for kind in ["USER", "ACCOUNT", "WIX_APP", "EXTERNAL_APP"] {
        assert!(
            all.iter()
                .any(|held| held["subject"]["subjectType"] == kind),
            "{kind}"
        );
    }
    assert!(
        all.iter()
            .any(|held| held["restrictions"]["site"]["value"] == "Harbor Café")
    );
    let folder = all
        .iter()
        .find_map(|held| held["restrictions"]["conditions"]["conditions"].get(0))
        .expect("a folder");
    assert_eq!(folder["conditionType"], "FOLDER");
    assert!(all.iter().any(
        |held| held["restrictions"]["conditions"]["conditions"][0]["value"]
            == "Clients/Hospitality/Hotels"
            || held["restrictions"]["conditions"]["conditions"][0]["value"] == "Hospitality/Hotels"
    ));
    assert!(
        all.iter()
            .all(|held| text(&held["assignmentId"]).len() == 19)
    );
    let names: String = users
        .iter()
        .map(|user| text_or(&user["name"]["firstName"]))
        .collect();
    assert!(
        names.contains('\u{200b}')
            && names.contains('נ')
            && names.contains("ليلى")
            && names.contains("美咲")
    );
}

fn text_or(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn text_search_looks_at_names_and_addresses() {
    let bench = Bench::of(Size::L);
    let find = async |query: &str| {
        let (_, found) = bench.post(SEARCH, json!({ "query": query })).await;
        found["teamMembers"].as_array().expect("rows").clone()
    };
    assert_eq!(find("mira okonjo").await.len(), 1);
    assert_eq!(
        find("MIRA.OKONJO@").await[0]["user"]["name"]["firstName"],
        "Mira"
    );
    assert_eq!(
        find("mira@contractors.example").await[0]["invite"]["status"],
        "Pending"
    );
    assert!(find("no such person").await.is_empty());
}

#[tokio::test]
async fn order_paging_and_their_refusals() {
    let bench = Bench::of(Size::L);
    let page = async |body: Value| bench.post(SEARCH, body).await;
    let (_, all) = page(json!({})).await;
    assert_eq!(all["teamMembers"].as_array().map(Vec::len), Some(50));
    let (_, end) = page(json!({ "paging": { "limit": 100, "offset": 390 } })).await;
    assert_eq!(end["teamMembers"].as_array().map(Vec::len), Some(10));
    let (_, newest) = page(json!({ "orderBy": [{ "fieldName": "JoinedAt", "direction": "DESC" }], "paging": { "limit": 100 } })).await;
    let dates: Vec<String> = newest["teamMembers"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| text(&row["user"]["joinedTeamAt"]))
        .collect();
    assert!(dates.windows(2).all(|pair| pair[0] >= pair[1]));
    let (_, names) = page(json!({ "orderBy": [{ "fieldName": "Name", "direction": "ASC" }], "paging": { "limit": 3 } })).await;
    let (_, back) = page(json!({ "orderBy": [{ "fieldName": "Name", "direction": "DESC" }], "paging": { "limit": 3, "offset": 397 } })).await;
    let mut back = back["teamMembers"].as_array().expect("rows").clone();
    back.reverse();
    assert_eq!(names["teamMembers"], Value::Array(back));
    for (body, place) in [
        (json!({ "paging": { "limit": 101 } }), "paging.limit"),
        (json!({ "paging": { "offset": -1 } }), "paging.offset"),
        (
            json!({ "orderBy": [{ "fieldName": "Age" }] }),
            "orderBy[0].fieldName",
        ),
        (json!({ "facets": ["Colour"] }), "facets[0]"),
        (
            json!({ "filter": { "status": "Expired" } }),
            "filter.status",
        ),
        (json!({ "paging": { "limit": "ten" } }), "paging.limit"),
    ] {
        let (status, answer) = page(body).await;
        assert_eq!((status, field(&answer)), (400, place), "{answer}");
    }
}

#[tokio::test]
async fn filters_and_facets_count_the_same_things() {
    let bench = Bench::of(Size::L);
    let (_, all) = bench
        .post(
            SEARCH,
            json!({ "facets": ["Users", "InviteStatus", "Roles"] }),
        )
        .await;
    assert_eq!(
        all["facets"][0],
        json!({ "facetType": "Users", "values": [{ "value": "Invite", "count": 140 }, { "value": "User", "count": 260 }] })
    );
    for (status, count) in [
        ("Pending", 58),
        ("Expired", 37),
        ("Declined", 12),
        ("Used", 21),
        ("Deleted", 12),
    ] {
        let rows = bench.team(json!({ "inviteType": { "$eq": status } })).await;
        assert_eq!(rows.len(), count, "{status}");
        let facet = all["facets"][1]["values"].as_array().expect("values");
        assert!(facet.contains(&json!({ "value": status, "count": count })));
    }
    for facet in all["facets"][2]["values"].as_array().expect("values") {
        let rows = bench
            .team(json!({ "roleId": { "$in": [facet["value"]] } }))
            .await;
        assert_eq!(json!(rows.len()), facet["count"]);
    }
    let not = bench
        .team(json!({ "inviteType": { "$nin": ["Pending", "Used"] } }))
        .await;
    assert_eq!(not.len(), 260 + 37 + 12 + 12);
    let (_, narrow) = bench
        .post(
            SEARCH,
            json!({ "filter": { "inviteType": "Used" }, "facets": ["InviteStatus", "Users"] }),
        )
        .await;
    assert_eq!(
        narrow["facets"][0]["values"],
        json!([{ "value": "Used", "count": 21 }])
    );
    assert_eq!(
        narrow["facets"][1]["values"],
        json!([{ "value": "Invite", "count": 21 }])
    );
}

#[tokio::test]
async fn a_filter_on_invites_can_leave_users_in() {
    let mut config = config(Size::S);
    config.switches.invite_filter_hides_users = false;
    let bench = Bench::with(config);
    assert_eq!(
        bench
            .team(json!({ "inviteType": { "$eq": "Pending" } }))
            .await
            .len(),
        12 + 4
    );
}

#[tokio::test]
async fn roles_by_level_editor_and_language() {
    let bench = Bench::of(Size::L);
    let (_, all) = bench.get("/roles-management/roles").await;
    assert_eq!(
        (
            all["predefinedRoles"].as_array().map(Vec::len),
            all["customRoles"].as_array().map(Vec::len)
        ),
        (Some(8), Some(4))
    );
    let has = |roles: &Value, id: &str| {
        roles["predefinedRoles"]
            .as_array()
            .expect("roles")
            .iter()
            .any(|role| role["id"] == id)
    };
    let (_, site) = bench
        .get("/roles-management/roles?filter.roleLevel=SITE_LEVEL")
        .await;
    assert!(has(&site, SITE_ADMIN) && !has(&site, ACCOUNT_ADMIN) && has(&site, OWNER));
    let (_, account) = bench
        .get("/roles-management/roles?filter.roleLevel=ACCOUNT_LEVEL")
        .await;
    assert!(!has(&account, SITE_ADMIN) && has(&account, ACCOUNT_ADMIN));
    let (_, german) = bench.get("/roles-management/roles?locale=de").await;
    assert_eq!(german["predefinedRoles"][0]["title"], "Inhaber");
    assert_eq!(
        german["customRoles"][0]["title"],
        all["customRoles"][0]["title"]
    );
    let (_, blocks) = bench
        .get("/roles-management/roles?filter.editorTypes=BLOCKS")
        .await;
    let (_, more) = bench
        .get("/roles-management/roles?filter.editorTypes=BLOCKS&filter.editorTypes=STUDIO")
        .await;
    assert_eq!(
        (
            blocks["predefinedRoles"].as_array().map(Vec::len),
            more["predefinedRoles"].as_array().map(Vec::len)
        ),
        (Some(7), Some(8))
    );
    let (status, wrong) = bench
        .get("/roles-management/roles?filter.roleLevel=SOME")
        .await;
    assert_eq!((status, field(&wrong)), (400, "filter.roleLevel"));
}

#[tokio::test]
async fn assignments_are_added_and_removed_as_a_delta() {
    for kind in [AssignmentsAnswer::OnlyNew, AssignmentsAnswer::All] {
        let mut config = config(Size::S);
        config.switches.assignments_answer = kind;
        let bench = Bench::with(config);
        let before = bench.users().await[5].clone();
        let held = before["assignments"].as_array().expect("assignments").len();
        let new = json!([
            { "policyId": EXAMPLE, "restrictions": { "site": { "id": bench.site(1) } } },
            { "policyId": EXAMPLE, "restrictions": { "resource": { "resourceType": "SITE", "id": bench.site(2) } } },
        ]);
        let removed = &before["assignments"][0]["assignmentId"];
        let body = json!({ "userId": before["id"], "newAssignments": new, "assignmentIdsToRemove": [removed] });
        let (status, answer) = bench.patch(ASSIGN, body).await;
        assert_eq!(status, 200, "{answer}");
        let listed = answer["assignments"].as_array().expect("assignments").len();
        assert_eq!(
            listed,
            if kind == AssignmentsAnswer::All {
                held + 1
            } else {
                2
            }
        );
        let after = bench.users().await[5].clone();
        let after = after["assignments"].as_array().expect("assignments");
        assert_eq!(after.len(), held + 1);
        assert!(after.iter().all(|one| one["assignmentId"] != *removed));
        assert_eq!(
            after[held]["restrictions"]["site"]["value"],
            bench.running.hello.sites[2].name
        );
        assert_eq!(after[held]["subject"]["id"], before["id"]);
    }
}

#[tokio::test]
async fn wrong_assignments_change_nothing() {
    let bench = Bench::of(Size::S);
    let users = bench.users().await;
    let (owner, user) = (&users[0], &users[5]);
    let manager = bench.role("Website Manager").await;
    let owners = &owner["assignments"][0]["assignmentId"];
    let unknown = "99999999-0000-4000-8000-000000000001";
    let add = |grant: Value| json!({ "userId": user["id"], "newAssignments": [grant], "assignmentIdsToRemove": [] });
    let cases = [
        (
            json!({ "userId": unknown, "newAssignments": [], "assignmentIdsToRemove": [] }),
            404,
        ),
        (
            json!({ "newAssignments": [], "assignmentIdsToRemove": [] }),
            400,
        ),
        (json!({ "userId": user["id"], "newAssignments": [] }), 400),
        (
            json!({ "userId": user["id"], "assignmentIdsToRemove": [] }),
            400,
        ),
        (
            json!({ "userId": user["id"], "newAssignments": [], "assignmentIdsToRemove": ["7100000000000000001"] }),
            404,
        ),
        (
            json!({ "userId": owner["id"], "newAssignments": [], "assignmentIdsToRemove": [owners] }),
            403,
        ),
        (add(json!({ "policyId": OWNER })), 403),
        (add(json!({ "policyId": "123" })), 400),
        (add(json!({ "policyId": SITE_ADMIN })), 400),
        (
            add(
                json!({ "policyId": ACCOUNT_ADMIN, "restrictions": { "site": { "id": bench.site(0) } } }),
            ),
            400,
        ),
        (
            add(json!({ "policyId": manager, "restrictions": { "site": { "id": unknown } } })),
            400,
        ),
        (
            add(
                json!({ "policyId": manager, "restrictions": { "conditions": { "conditions": [{ "conditionType": "FOLDER", "id": unknown }] } } }),
            ),
            400,
        ),
        (
            add(
                json!({ "policyId": manager, "restrictions": { "conditions": { "conditions": [] } } }),
            ),
            400,
        ),
        (
            add(
                json!({ "policyId": manager, "restrictions": { "site": { "id": bench.site(0) }, "conditions": { "conditions": [] } } }),
            ),
            400,
        ),
    ];
    for (body, want) in cases {
        let (status, answer) = bench.patch(ASSIGN, body.clone()).await;
        assert_eq!(status, want, "{body} -> {answer}");
    }
    assert_eq!(bench.users().await, users);
}

#[tokio::test]
async fn removal_protects_the_owner_and_knows_the_rest() {
    for lenient in [false, true] {
        let mut config = config(Size::S);
        config.switches.remove_unknown_is_ok = lenient;
        let bench = Bench::with(config);
        let users = bench.users().await;
        let (status, body) = bench
            .post(REMOVE, json!({ "userId": users[0]["id"] }))
            .await;
        assert_eq!((status, code(&body)), (403, "PERMISSION_DENIED"));
        let body = json!({ "userId": users[6]["id"] });
        assert_eq!(bench.post(REMOVE, body.clone()).await, (200, json!({})));
        assert_eq!(
            bench.post(REMOVE, body).await.0,
            if lenient { 200 } else { 404 }
        );
        assert_eq!(bench.users().await.len(), 11);
        assert_eq!(bench.post(REMOVE, json!({})).await.0, 400);
    }
}

#[tokio::test]
async fn default_values_can_be_left_out() {
    let mut config = config(Size::S);
    config.switches.leave_out_defaults = true;
    let bench = Bench::with(config);
    assert_eq!(
        bench
            .post(SEARCH, json!({ "query": "no such person" }))
            .await,
        (200, json!({}))
    );
    let (_, count) = bench
        .post(
            crate::util::COUNT,
            json!({ "filter": { "name": "nothing" } }),
        )
        .await;
    assert_eq!(count, json!({}));
}
