//! Apps and limited keys on the command line.

use crate::bench::{Bench, Ran};
use crate::files::files;
use serde_json::{Value, json};

/// The app's installation on the second site.
fn app(bench: &Bench, part: &str) -> String {
    let app = &bench.sandbox.1["apps"][1];
    app[part].as_str().expect("a part of the app").to_owned()
}

/// Runs a command with the app's secret in the environment, and no key.
fn with_secret(bench: &Bench, secret: Option<&str>, arguments: &[&str]) -> Ran {
    let mut command = bench.command(arguments);
    command.env_remove("GATEHOUSE_API_KEY");
    match secret {
        Some(secret) => command.env("GATEHOUSE_APP_SECRET", secret),
        None => command.env_remove("GATEHOUSE_APP_SECRET"),
    };
    Ran::of(&command.output().expect("the program"))
}

fn connect(bench: &Bench, secret: Option<&str>, more: &[&str]) -> Ran {
    let (base, id, instance) = (bench.base(), app(bench, "appId"), app(bench, "instanceId"));
    let arguments = [
        "connect",
        "--base-url",
        &base,
        "--app-id",
        &id,
        "--instance-id",
        &instance,
    ];
    with_secret(bench, secret, &[&arguments[..], more].concat())
}

fn of_area<'a>(report: &'a Value, area: &str) -> &'a Value {
    let rows = report["capabilities"].as_array().expect("a check");
    rows.iter()
        .find(|r| r["area"].as_str().is_some_and(|a| a.starts_with(area)))
        .expect("an area")
}

#[test]
fn an_app_becomes_a_profile_and_reads_its_site() {
    let bench = Bench::bare("s");
    let secret = app(&bench, "appSecret");
    let missing = connect(&bench, None, &["--json"]).ends(2).json();
    assert!(
        missing.to_string().contains("GATEHOUSE_APP_SECRET"),
        "{missing}"
    );
    connect(&bench, Some("wrong"), &[]).ends(7);
    let made = connect(&bench, Some(&secret), &["--json"]).ends(0).json();
    assert_eq!(made["site"], json!(app(&bench, "siteId")));
    assert_eq!(of_area(&made, "Contributors")["reading"], "yes");
    let team = of_area(&made, "Team");
    assert_eq!(
        (&team["reading"], &team["permission"]),
        (&json!("no"), &json!(""))
    );
    assert!(
        team["why"].as_str().unwrap().contains("app instances"),
        "{team}"
    );
    let read = with_secret(&bench, Some(&secret), &["sync", "--json"]).ends(0);
    assert_eq!(read.json()["contributors"], json!(7));
    let check = with_secret(&bench, Some(&secret), &["check"]).ends(0);
    for words in [
        "signs in with: App instance on one site",
        "Wix refuses this to app instances",
        "team and account invites: may not ask; its token is good for one site only",
    ] {
        assert!(check.out.contains(words), "{}", check.out);
    }
    let without = with_secret(&bench, None, &["sync", "--json"])
        .ends(7)
        .json();
    assert!(
        without.to_string().contains("GATEHOUSE_APP_SECRET"),
        "{without}"
    );
    // A key in the environment is not sent in the place of the secret.
    let key = bench.run(&["sync", "--json"]).ends(7).json();
    assert!(key.to_string().contains("app secret"), "{key}");
    for file in files(&bench.data()) {
        let bytes = std::fs::read(&file).unwrap();
        let holds = bytes.windows(secret.len()).any(|w| w == secret.as_bytes());
        assert!(!holds, "{} holds the secret", file.display());
    }
}

#[test]
fn half_an_app_is_no_app() {
    let bench = Bench::bare("s");
    bench.run(&["connect", "--app-id", "a"]).ends(2);
    bench.run(&["connect", "--instance-id", "i"]).ends(2);
    bench.run(&["connect", "--app-secret", "s"]).ends(2);
}

#[test]
fn a_limited_key_tells_its_sites() {
    let mut bench = Bench::bare("s");
    bench.key = Some(bench.key_named("two-sites"));
    let made = bench.connect("Few").ends(0);
    assert!(made.out.contains("reaches 2 of 3 sites"), "{}", made.out);
    bench.run(&["sync"]).ends(0);
    let read = bench.run(&["sync", "--sites"]).ends(0);
    assert!(
        read.out.contains("outside this key’s sites"),
        "{}",
        read.out
    );
    let check = bench.run(&["check", "--json"]).ends(0).json();
    assert_eq!(check["limit"]["outside"].as_array().map(Vec::len), Some(1));
    assert_eq!(check["signIn"], "API key for 2 of 3 sites");
}

#[test]
fn the_table_of_identities_needs_no_profile() {
    let bench = Bench::bare("s");
    let table = bench
        .run(&["check", "--identities", "--json"])
        .ends(0)
        .json();
    let rows = table["identities"].as_array().unwrap();
    assert_eq!(rows.len(), 6);
    for row in rows {
        let rules = row["rules"].as_array().unwrap();
        assert_eq!(rules.len(), 9);
        assert!(
            rules
                .iter()
                .all(|r| r["source"].as_str().unwrap().contains("contract"))
        );
    }
    let told = bench.run(&["check", "--identities"]).ends(0);
    assert!(told.out.contains("a visitor") && told.out.contains("may not ask"));
}
