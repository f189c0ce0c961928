//! The contract's examples of contributors, site invites and locations: requests are taken, answers have all that the
//! examples have and nothing else.

use std::{collections::BTreeSet, fs, path::Path};

use gatehouse::sandbox::Size;
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    golden::holds,
    util::{Bench, CHANGE_LOCATIONS, CHANGE_ROLE, CONTRIBUTORS, LOCATIONS, SITE_INVITES, text},
};

fn file(name: &str) -> Value {
    let path = Path::new(file!())
        .with_file_name("../fixtures/contract")
        .join(format!("{name}.json"));
    serde_json::from_str(&fs::read_to_string(path).expect("a fixture")).expect("JSON")
}

/// Wix's words; nothing else may stand in an answer.
const KNOWN: &str = "contributors accountId accountOwnerId newAssignedRoles roleId assignmentId newAssignedLocations \
    locationIds assignmentIds invites invite failedEmails id siteId email policyIds status acceptLink inviterAccountId \
    dateCreated expirationDate locations location name description default locationType locationTypes fax timeZone phone \
    address country subdivision city postalCode streetAddress number apt formattedAddress hint geocode latitude longitude \
    businessSchedule periods openDay openTime closeDay closeTime specialHourPeriod startDate endDate isClosed comment \
    revision archived pagingMetadata count offset hasNext total authorizedLocationEntities locationManagementAuthorized";

fn keys(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                into.insert(key.clone());
                keys(value, into);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| keys(value, into)),
        _ => {}
    }
}

fn check(name: &str, example: &Value, answer: &Value) {
    holds(name, example, answer);
    let mut have = BTreeSet::new();
    keys(answer, &mut have);
    let known: BTreeSet<String> = KNOWN.split_whitespace().map(str::to_owned).collect();
    let invented: Vec<_> = have.difference(&known).collect();
    assert!(invented.is_empty(), "{name}: {invented:?}");
}

async fn ask(bench: &Bench, method: Method, path: &str, body: Option<&Value>) -> Value {
    let (status, answer) = bench.on_site(0, method, path, body).await;
    assert_eq!(status, 200, "{path}: {answer}");
    answer
}

#[tokio::test]
async fn contributors() {
    let bench = Bench::of(Size::L);
    let query = format!(
        "{CONTRIBUTORS}?filter.policyIds=6732588207941061632&filter.policyIds=6600344420111308827"
    );
    let found = ask(&bench, Method::GET, &query, None).await;
    check(
        "query",
        &file("account/query-contributors.response"),
        &found,
    );
    let account = found["contributors"][0]["accountId"].clone();

    let mut body = file("account/change-contributor-role.request");
    body["accountId"] = account.clone();
    let told = ask(&bench, Method::PUT, CHANGE_ROLE, Some(&body)).await;
    check(
        "role",
        &file("account/change-contributor-role.response"),
        &told,
    );

    let locations = ask(&bench, Method::GET, LOCATIONS, None).await;
    let mut body = file("account/change-contributor-locations.request");
    body["accountId"] = account;
    body["newLocations"] = json!([locations["locations"][0]["id"]]);
    let told = ask(&bench, Method::PUT, CHANGE_LOCATIONS, Some(&body)).await;
    check(
        "locations",
        &file("account/change-contributor-locations.response"),
        &told,
    );
}

#[tokio::test]
async fn site_invites() {
    let bench = Bench::of(Size::L);
    let body = file("account/site-invite-bulk.request");
    let told = ask(
        &bench,
        Method::POST,
        &format!("{SITE_INVITES}/bulk"),
        Some(&body),
    )
    .await;
    check("bulk", &file("account/site-invite-bulk.response"), &told);
    let path = format!("{SITE_INVITES}/{}/resend", text(&told["invites"][0]["id"]));
    let body = file("account/site-invite-resend.request");
    let told = ask(&bench, Method::POST, &path, Some(&body)).await;
    check(
        "resend",
        &file("account/site-invite-resend.response"),
        &told,
    );
}

#[tokio::test]
async fn locations() {
    let bench = Bench::of(Size::L);
    let example = file("site/loc.list");
    let line = text(&example["request"]);
    let path = line.split_whitespace().nth(1).expect("a path");
    let all = ask(&bench, Method::GET, path, None).await;
    check("list", &example["response"], &all);

    let example = file("site/loc.query");
    let path = format!("{LOCATIONS}/query");
    let mut wide = example["request"].clone();
    ask(&bench, Method::POST, &path, Some(&wide)).await;
    wide["query"]["filter"] = json!({ "archived": false });
    let found = ask(&bench, Method::POST, &path, Some(&wide)).await;
    check("query", &example["response"], &found);

    let path = format!("{LOCATIONS}/{}", text(&all["locations"][1]["id"]));
    let one = ask(&bench, Method::GET, &path, None).await;
    check("get", &file("site/loc.get")["response"], &one);
}
