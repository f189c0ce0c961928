//! The state file across restarts, and determinism.

use std::fs;

use gatehouse::sandbox::{Config, Error, Sandbox, Size};
use jiff::ToSpan;
use serde_json::json;

use crate::util::{Bench, INVITE, REMOVE, config, start};

#[tokio::test]
async fn changes_outlive_a_kill_and_dates_stay() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("practice.json");
    let with_file = |mut config: Config| {
        config.state_file = Some(path.clone());
        config
    };
    let bench = Bench::with(with_file(config(Size::S)));
    let users = bench.users().await;
    bench
        .post(REMOVE, json!({ "userId": users[8]["id"] }))
        .await;
    let invite = json!({ "subjectsAssignments": [{ "subjectEmail": "sam@example.com", "assignments": [{ "policyId": "6600344420111308827" }] }] });
    bench.post(INVITE, invite.clone()).await;
    let before = (bench.users().await, bench.invites().await);
    // Dropped without a shutdown, as a killed process would be.
    drop(bench);
    assert!(
        fs::metadata(&path).expect("the file").len() < 4_000,
        "only changes are stored"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(
            fs::metadata(&path).expect("the file").permissions().mode() & 0o777,
            0o600
        );
    }
    let later = start().checked_add(36.hours()).expect("a moment");
    let again = Bench::with(with_file(Config::fixed(Size::S, later)));
    assert_eq!(again.users().await, before.0);
    let invites = again.invites().await;
    let dates = |list: &[serde_json::Value]| {
        list.iter()
            .map(|one| one["expirationDate"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(dates(&invites), dates(&before.1));
    assert_eq!(
        again.look("/_sandbox/state").await["now"],
        "2026-11-02T21:00:00Z"
    );
    assert_eq!(again.look("/_sandbox/state").await["mails"], 1);
    assert_eq!(
        again.post(INVITE, invite).await.1["failedInvites"][0]["subjectEmail"],
        "sam@example.com"
    );
    again.control("/_sandbox/reset", json!({})).await;
    assert_eq!(again.users().await.len(), 12);
}

#[tokio::test]
async fn a_wrong_state_file_is_told_and_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("practice.json");
    fs::write(&path, "{}").expect("a file");
    let mut config = config(Size::S);
    config.state_file = Some(path.clone());
    assert!(matches!(
        Sandbox::bind(config.clone(), 0),
        Err(Error::StateFormat { .. })
    ));
    assert_eq!(fs::read_to_string(&path).expect("the file"), "{}");
    fs::remove_file(&path).expect("removed");
    drop(Sandbox::bind(config.clone(), 0).expect("a sandbox"));
    config.seed = 2;
    let error = Sandbox::bind(config, 0)
        .err()
        .expect("an error")
        .to_string();
    assert!(error.contains("another size or seed"), "{error}");
}

#[tokio::test]
async fn a_taken_port_is_told() {
    let first = Sandbox::bind(config(Size::S), 0).expect("a sandbox");
    let port = first
        .hello()
        .base_url
        .rsplit(':')
        .next()
        .expect("a port")
        .parse()
        .expect("a number");
    assert!(matches!(
        Sandbox::bind(config(Size::S), port),
        Err(Error::Listen { .. })
    ));
}

#[tokio::test]
async fn same_seed_same_world_and_other_seed_other_world() {
    let (a, b) = (Bench::of(Size::S), Bench::of(Size::S));
    assert_eq!(a.users().await, b.users().await);
    let ids = |bench: &Bench| {
        let hello = bench.running.hello.clone();
        (
            hello.account_id,
            hello.sites,
            hello.keys,
            hello.apps,
            hello.site_invites,
        )
    };
    assert_eq!(ids(&a), ids(&b));
    let mut other = config(Size::S);
    other.seed = 2;
    let other = Bench::with(other);
    assert_ne!(ids(&other).0, ids(&a).0);
    assert_ne!(other.users().await[0]["id"], a.users().await[0]["id"]);
}

#[tokio::test]
async fn shutdown_waits_and_frees_the_port() {
    let bench = Bench::of(Size::S);
    bench.users().await;
    let Bench { running, http } = bench;
    let url = running.base_url.clone();
    drop(http);
    running.shutdown().await;
    let http = reqwest::Client::builder()
        .no_proxy()
        .build()
        .expect("a client");
    assert!(http.get(url).send().await.is_err());
}
