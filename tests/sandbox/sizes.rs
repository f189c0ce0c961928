//! The numbers of each size, exactly as named.

use std::collections::BTreeSet;

use gatehouse::sandbox::Size;
use serde_json::{Value, json};

use crate::util::{Bench, SEARCH, SITES, text};

async fn counts(size: Size) -> Value {
    Bench::of(size).look("/_sandbox/state").await["counts"].clone()
}

#[tokio::test]
async fn size_s() {
    let counts = counts(Size::S).await;
    for (what, want) in [
        ("sites", 3),
        ("teamMembers", 12),
        ("accountInvites", 10),
        ("siteMembers", 200),
    ] {
        assert_eq!(counts[what], want, "{what}");
    }
}

#[tokio::test]
async fn size_l() {
    let counts = counts(Size::L).await;
    let want = json!({
        "teamMembers": 260, "accountInvites": 140, "sites": 40, "folders": 6, "roles": 12, "childAccounts": 12,
        "contributorAssignments": 1_900, "contributorAccounts": 601, "limitedContributors": 84, "idleLimits": 60,
        "locations": 60, "siteMembers": 50_000, "siteInvites": 90,
    });
    assert_eq!(counts, want);
}

#[tokio::test]
async fn one_person_stands_in_twenty_three_places() {
    let bench = Bench::of(Size::L);
    let planted = bench.look("/_sandbox/state").await["planted"].clone();
    let account = &planted["contributorAccountId"];
    let (_, sites) = bench.post(SITES, json!({ "query": { "filter": { "namespace": { "$in": ["WIX", "HEADLESS"] } }, "cursorPaging": { "limit": 100 } } })).await;
    let sites = sites["sites"].as_array().expect("sites");
    let on = sites
        .iter()
        .filter(|site| {
            site["contributorAccountIds"]
                .as_array()
                .expect("ids")
                .contains(account)
        })
        .count();
    assert_eq!(
        (on, planted["contributions"].as_array().map(Vec::len)),
        (17, Some(17))
    );
    let (team, invites) = (bench.users().await, bench.invites().await);
    let addresses = planted["addresses"].as_array().expect("addresses");
    let in_team = team
        .iter()
        .filter(|user| addresses.contains(&user["email"]))
        .count();
    let invited = invites
        .iter()
        .filter(|invite| addresses.contains(&invite["email"]))
        .count();
    let site_invites = planted["siteInviteIds"].as_array().expect("ids").len();
    let known: Vec<_> = bench
        .running
        .hello
        .site_invites
        .iter()
        .map(|one| json!(one.id))
        .collect();
    assert!(
        planted["siteInviteIds"]
            .as_array()
            .expect("ids")
            .iter()
            .all(|id| known.contains(id))
    );
    let member = usize::from(planted["memberSite"].is_string());
    assert_eq!(in_team + invited + on + site_invites + member, 23);
}

#[tokio::test]
async fn ids_and_addresses_are_unique() {
    let bench = Bench::of(Size::L);
    let (users, invites) = (bench.users().await, bench.invites().await);
    let assignments = users
        .iter()
        .flat_map(|user| user["assignments"].as_array().expect("assignments").clone());
    let mut all: Vec<String> = assignments
        .map(|held| text(&held["assignmentId"]))
        .collect();
    all.extend(users.iter().chain(&invites).map(|row| text(&row["id"])));
    all.extend(users.iter().chain(&invites).map(|row| text(&row["email"])));
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
    let two = users
        .iter()
        .filter(|user| {
            user["assignments"]
                .as_array()
                .is_some_and(|held| (1..=2).contains(&held.len()))
        })
        .count();
    assert!(
        two * 10 >= users.len() * 9,
        "most hold one or two assignments"
    );
}

#[tokio::test]
async fn the_largest_size_pages_through_everything() {
    let bench = Bench::of(Size::Xl);
    let (_, page) = bench
        .post(
            SEARCH,
            json!({ "paging": { "limit": 100, "offset": 2_400 }, "facets": ["Users"] }),
        )
        .await;
    assert_eq!(page["teamMembers"].as_array().map(Vec::len), Some(100));
    assert_eq!(
        page["facets"][0]["values"][1],
        json!({ "value": "User", "count": 2_500 })
    );
    let emails: BTreeSet<String> = bench
        .users()
        .await
        .iter()
        .map(|user| text(&user["email"]))
        .collect();
    assert_eq!(emails.len(), 2_500);
    let (_, sites) = bench
        .post(
            SITES,
            json!({ "query": { "cursorPaging": { "limit": 100 } } }),
        )
        .await;
    assert_eq!(sites["sites"].as_array().map(Vec::len), Some(100));
    let counts = bench.look("/_sandbox/state").await["counts"].clone();
    assert_eq!(
        (&counts["sites"], &counts["contributorAssignments"]),
        (&json!(2_000), &json!(60_000))
    );
}
