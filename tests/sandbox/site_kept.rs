//! Changes of contributors, site invites and locations come back after a kill.

use gatehouse::sandbox::Size;
use reqwest::Method;
use serde_json::{Value, json};

use crate::util::{Bench, LOCATIONS, REMOVE_CONTRIBUTOR, SITE_INVITES, config, text};

async fn told(bench: &Bench) -> Value {
    let (_, locations) = bench.on_site(0, Method::GET, LOCATIONS, None).await;
    let seats = format!("/_sandbox/seats?site={}", bench.site(0));
    json!([
        bench.crew(0).await,
        locations,
        bench.look(&seats).await,
        bench.look("/_sandbox/state").await["counts"]
    ])
}

#[tokio::test]
async fn changes_come_back_after_a_kill() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut kept = config(Size::S);
    kept.state_file = Some(folder.path().join("practice.json"));
    let bench = Bench::with(kept.clone());
    let before = told(&bench).await;
    let role = bench.role("Blog Editor").await;
    let body = json!({ "policyIds": [role], "emails": ["kim@example.com", "lou@example.com"] });
    let (_, made) = bench
        .on_site(
            0,
            Method::POST,
            &format!("{SITE_INVITES}/bulk"),
            Some(&body),
        )
        .await;
    let accept = json!({ "do": "siteInviteAccept", "inviteId": made["invites"][0]["id"] });
    let new = text(&bench.control("/_sandbox/outside", accept).await["id"]);
    let gone = json!({ "accountId": bench.crew(0).await[3]["accountId"] });
    bench
        .on_site(0, Method::POST, REMOVE_CONTRIBUTOR, Some(&gone))
        .await;
    let (_, all) = bench.on_site(0, Method::GET, LOCATIONS, None).await;
    let archive = json!({ "do": "locationArchive", "siteId": bench.site(0), "locationId": all["locations"][1]["id"] });
    bench.control("/_sandbox/outside", archive).await;
    let after = told(&bench).await;
    assert_ne!(after, before);
    drop(bench);
    let again = Bench::with(kept.clone());
    assert_eq!(told(&again).await, after);
    assert!(again.contributors(0, "").await.contains(&new));
    again.control("/_sandbox/reset", json!({})).await;
    assert_eq!(told(&again).await, before);
}
