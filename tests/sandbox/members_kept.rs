//! Members in the state file: cheap to keep, whole after a restart, and a torn last line does not matter.

use std::{fs, io::Write as _, path::Path};

use gatehouse::sandbox::{Config, Error, Sandbox, Size};
use reqwest::Method;
use serde_json::{Value, json};

use crate::util::{Bench, MEMBERS, config, text};

fn kept(path: &Path) -> Config {
    let mut config = config(Size::S);
    config.state_file = Some(path.to_owned());
    config
}

async fn told(bench: &Bench) -> Value {
    bench
        .look(&format!("/_sandbox/members?site={}", bench.site(0)))
        .await
}

#[tokio::test]
async fn changes_come_back_after_a_kill() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("practice.json");
    let log = folder.path().join("practice.json.log");
    let bench = Bench::with(kept(&path));
    let whole = fs::metadata(&path).expect("the file").len();
    let mut made = Vec::new();
    for nth in 0..5 {
        let login = format!("new{nth}@example.com");
        let (_, one) = bench.create_member(json!({ "loginEmail": login })).await;
        made.push(one["member"].clone());
    }
    let (_, all) = bench.members(json!({ "fieldsets": ["FULL"] })).await;
    for id in [&all["members"][9]["id"], &made[1]["id"]] {
        let path = format!("{MEMBERS}/{}", text(id));
        assert_eq!(bench.on_site(0, Method::DELETE, &path, None).await.0, 200);
    }
    bench
        .control("/_sandbox/clock", json!({ "advanceMs": 5_000 }))
        .await;
    let before = (told(&bench).await, bench.members(json!({})).await);
    drop(bench);
    assert_eq!(
        fs::metadata(&path).expect("the file").len(),
        whole,
        "steps go to the log"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(&log).expect("the log").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let again = Bench::with(kept(&path));
    assert_eq!((told(&again).await, again.members(json!({})).await), before);
    assert_eq!(
        again.look("/_sandbox/state").await["now"],
        "2026-11-01T09:00:05Z"
    );
    let logins = ["new0@example.com", "new1@example.com", "new4@example.com"];
    assert_eq!(
        again.with_logins(&logins).await,
        [made[0].clone(), made[4].clone()]
    );
    let (_, next) = again
        .create_member(json!({ "loginEmail": "next@example.com" }))
        .await;
    assert!(
        made.iter().all(|one| one["id"] != next["member"]["id"]),
        "ids go on"
    );
    again.control("/_sandbox/reset", json!({})).await;
    assert_eq!(told(&again).await, json!({ "members": 120, "created": {} }));
    drop(again);
    assert_eq!(told(&Bench::with(kept(&path))).await["members"], 120);
}

#[tokio::test]
async fn a_torn_last_line_is_cut_and_a_broken_middle_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("practice.json");
    let log = folder.path().join("practice.json.log");
    let bench = Bench::with(kept(&path));
    bench
        .create_member(json!({ "loginEmail": "a@example.com" }))
        .await;
    let sound = fs::read(&log).expect("the log");
    bench
        .create_member(json!({ "loginEmail": "b@example.com" }))
        .await;
    drop(bench);
    let full = fs::read(&log).expect("the log");
    for cut in [
        sound.len() + 1,
        usize::midpoint(sound.len(), full.len()),
        full.len() - 1,
    ] {
        fs::write(&log, &full[..cut]).expect("torn");
        let bench = Bench::with(kept(&path));
        assert_eq!(
            told(&bench).await["created"],
            json!({ "a@example.com": 1 }),
            "{cut}"
        );
        assert_eq!(fs::read(&log).expect("the log"), sound);
        bench
            .create_member(json!({ "loginEmail": "c@example.com" }))
            .await;
        drop(bench);
        let bench = Bench::with(kept(&path));
        assert_eq!(told(&bench).await["members"], 122);
    }
    let mut file = fs::OpenOptions::new()
        .append(true)
        .open(&log)
        .expect("the log");
    file.write_all(b"zzz\n{\"offsetNs\":0}\n").expect("written");
    assert!(matches!(
        Sandbox::bind(kept(&path), 0),
        Err(Error::StateFormat { .. })
    ));
}

#[tokio::test]
async fn a_log_of_another_state_file_is_left_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("practice.json");
    let log = folder.path().join("practice.json.log");
    let bench = Bench::with(kept(&path));
    bench
        .create_member(json!({ "loginEmail": "a@example.com" }))
        .await;
    drop(bench);
    let text = fs::read_to_string(&log).expect("the log");
    fs::write(&log, text.replacen(":1}", ":7}", 1)).expect("written");
    let bench = Bench::with(kept(&path));
    assert_eq!(told(&bench).await["members"], 120);
    bench
        .create_member(json!({ "loginEmail": "b@example.com" }))
        .await;
    drop(bench);
    assert_eq!(
        told(&Bench::with(kept(&path))).await["created"],
        json!({ "b@example.com": 1 })
    );
}

/// Every line of a log larger than this is written into the state file; with 1,500 members that happens at least once.
#[tokio::test]
async fn the_log_is_folded_into_the_state_file_now_and_then() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("practice.json");
    let bench = Bench::with(kept(&path));
    let small = fs::metadata(&path).expect("the file").len();
    let long = "x".repeat(2_000);
    for nth in 0..600 {
        let wish = json!({ "loginEmail": format!("new{nth}@example.com"), "profile": { "nickname": format!("N {nth}") },
            "contact": { "firstName": long } });
        assert_eq!(bench.create_member(wish).await.0, 200);
    }
    drop(bench);
    assert!(fs::metadata(&path).expect("the file").len() > small + 500_000);
    let again = Bench::with(kept(&path));
    let told = told(&again).await;
    assert_eq!(told["members"], 720);
    let counts = told["created"].as_object().expect("addresses");
    assert!(counts.len() == 600 && counts.values().all(|count| *count == 1));
}
