//! The contract's example bodies: the sandbox reads the requests and answers in the shape of the responses.

use std::{collections::BTreeSet, fs, path::Path};

use gatehouse::sandbox::Size;
use reqwest::Method;
use serde_json::{Value, json};

use crate::util::{ASSIGN, Bench, COUNT, FOLDERS, INVITE, REMOVE, SEARCH, SITES, text};

fn golden(name: &str) -> Value {
    let path = Path::new(file!())
        .with_file_name("../fixtures/contract/account")
        .join(format!("{name}.json"));
    serde_json::from_str(&fs::read_to_string(path).expect("a fixture")).expect("JSON")
}

/// Paths to all values with their kinds; list items share one path, empty lists and objects count as such.
fn shape(value: &Value, at: &str, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            into.insert(format!("{at}: object"));
            for (key, value) in map {
                shape(value, &format!("{at}.{key}"), into);
            }
        }
        Value::Array(list) => {
            into.insert(format!("{at}: list"));
            for value in list {
                shape(value, &format!("{at}[]"), into);
            }
        }
        Value::String(_) => drop(into.insert(format!("{at}: text"))),
        Value::Number(_) => drop(into.insert(format!("{at}: number"))),
        Value::Bool(_) => drop(into.insert(format!("{at}: flag"))),
        Value::Null => {}
    }
}

/// Everything in the example must be in the answer, with the same kinds.
fn covers(name: &str, answer: &Value) {
    holds(name, &golden(&format!("{name}.response")), answer);
}

/// The same for an example that is at hand.
pub(crate) fn holds(name: &str, example: &Value, answer: &Value) {
    let (mut want, mut have) = (BTreeSet::new(), BTreeSet::new());
    shape(example, "", &mut want);
    shape(answer, "", &mut have);
    let missing: Vec<_> = want.difference(&have).collect();
    assert!(missing.is_empty(), "{name}: {missing:#?}\n{answer:#}");
}

async fn ok(bench: &Bench, method: Method, path: &str, body: Option<Value>) -> Value {
    let (status, answer) = bench.call(method, path, body.as_ref()).await;
    assert_eq!(status, 200, "{path}: {answer}");
    answer
}

#[tokio::test]
async fn accounts() {
    let bench = Bench::of(Size::L);
    let made = ok(
        &bench,
        Method::POST,
        "/accounts/v1/accounts/create",
        Some(golden("create-account.request")),
    )
    .await;
    covers("create-account", &made);
    let id = text(&made["account"]["accountId"]);
    covers(
        "get-account",
        &ok(
            &bench,
            Method::GET,
            &format!("/accounts/v1/accounts/{id}"),
            None,
        )
        .await,
    );
    let path = "/accounts/v1/account/child-accounts?paging.limit=20&paging.offset=0";
    covers(
        "list-child-accounts",
        &ok(&bench, Method::GET, path, None).await,
    );
    covers(
        "my-account",
        &ok(
            &bench,
            Method::GET,
            "/accounts/v1/accounts/my_account",
            None,
        )
        .await,
    );
}

#[tokio::test]
async fn team() {
    let bench = Bench::of(Size::L);
    let request = golden("search-team.request");
    let narrow = ok(&bench, Method::POST, SEARCH, Some(request.clone())).await;
    assert!(narrow["teamMembers"].is_array());
    let mut wide = request;
    wide["query"] = json!("");
    wide["filter"] = json!({});
    wide["orderBy"] = json!([]);
    wide["paging"] = json!({ "limit": 100, "offset": 210 });
    covers(
        "search-team",
        &ok(&bench, Method::POST, SEARCH, Some(wide)).await,
    );
    covers(
        "get-roles-info",
        &ok(
            &bench,
            Method::GET,
            "/roles-management/roles?locale=en&filter.roleLevel=ALL",
            None,
        )
        .await,
    );

    let user = bench.users().await[7].clone();
    let mut request = golden("update-assignments.request");
    request["userId"] = user["id"].clone();
    request["newAssignments"][0]["restrictions"]["site"]["id"] = json!(bench.site(0));
    request["assignmentIdsToRemove"] = json!([user["assignments"][0]["assignmentId"]]);
    covers(
        "update-assignments",
        &ok(&bench, Method::PATCH, ASSIGN, Some(request)).await,
    );

    let mut request = golden("remove-member.request");
    request["userId"] = user["id"].clone();
    assert_eq!(
        ok(&bench, Method::POST, REMOVE, Some(request)).await,
        golden("remove-member.response")
    );

    let mut request = golden("create-invite.request");
    let place = &mut request["subjectsAssignments"][0]["assignments"][0]["assignments"][0]["fullNameResource"]
        ["siteContext"];
    place["metasiteId"] = json!(bench.site(0));
    covers(
        "create-invite",
        &ok(&bench, Method::POST, INVITE, Some(request)).await,
    );
}

#[tokio::test]
async fn sites() {
    let bench = Bench::of(Size::Xl);
    covers(
        "query-sites",
        &ok(
            &bench,
            Method::POST,
            SITES,
            Some(golden("query-sites.request")),
        )
        .await,
    );
    covers(
        "count-sites",
        &ok(
            &bench,
            Method::POST,
            COUNT,
            Some(golden("count-sites.request")),
        )
        .await,
    );
    covers(
        "query-folders",
        &ok(
            &bench,
            Method::POST,
            FOLDERS,
            Some(golden("query-folders.request")),
        )
        .await,
    );
    let path = format!("/site-folders/v2/folders/sites/{}", bench.site(0));
    covers(
        "folder-of-site",
        &ok(&bench, Method::GET, &path, None).await,
    );
}

#[tokio::test]
async fn errors() {
    let bench = Bench::of(Size::S);
    covers("error-application", &bench.get("/no/such/call").await.1);
    covers(
        "error-validation",
        &bench
            .post(SEARCH, json!({ "paging": { "limit": 999 } }))
            .await
            .1,
    );
    bench
        .control("/_sandbox/faults", json!({ "kind": { "status": 500 } }))
        .await;
    assert_eq!(
        bench.post(SEARCH, json!({})).await.1,
        golden("error-internal.response")
    );
}

/// The keys that contract U1, S1, F1 and AI1 name.
const KNOWN: &str = "facets facetType values value count teamMembers user invite id email name firstName lastName \
    profileImage joinedTeamAt assignments policyId assignmentId restrictions site conditions conditionType subject \
    subjectType status acceptLink dateCreated dateUpdated expirationDate sites metadata hasNext cursors next displayName \
    createdDate updatedDate trashedDate published premium viewUrl editUrl thumbnail ownerAccountId \
    contributorAccountIds editorType blocked folderId namespace domainConnected folders offset total tooManyToCount \
    parentId siteCount successfulInvites failedInvites subjectEmail errorMessage accountId inviterAccountId policyIds \
    fullNameResource siteContext metasiteId";

fn keys(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                into.insert(key.clone());
                keys(value, into);
            }
        }
        Value::Array(list) => {
            for value in list {
                keys(value, into);
            }
        }
        _ => {}
    }
}

#[tokio::test]
async fn answers_hold_no_invented_keys() {
    let bench = Bench::of(Size::L);
    let mut have = BTreeSet::new();
    let wide = json!({ "facets": ["Users", "Roles", "InviteStatus"], "paging": { "limit": 100, "offset": 210 } });
    keys(
        &ok(&bench, Method::POST, SEARCH, Some(wide)).await,
        &mut have,
    );
    keys(
        &ok(
            &bench,
            Method::POST,
            SITES,
            Some(golden("query-sites.request")),
        )
        .await,
        &mut have,
    );
    keys(
        &ok(
            &bench,
            Method::POST,
            FOLDERS,
            Some(golden("query-folders.request")),
        )
        .await,
        &mut have,
    );
    keys(
        &ok(
            &bench,
            Method::POST,
            INVITE,
            Some(json!({ "subjectsAssignments": [
        { "subjectEmail": "a@example.com", "assignments": [{ "policyId": "6600344420111308827" }] },
        { "subjectEmail": "b@", "assignments": [] },
    ] })),
        )
        .await,
        &mut have,
    );
    let known: BTreeSet<String> = KNOWN.split_whitespace().map(str::to_owned).collect();
    let invented: Vec<_> = have.difference(&known).collect();
    assert!(invented.is_empty(), "{invented:?}");
}
