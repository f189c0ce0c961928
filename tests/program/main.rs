//! The program itself, started as a person would from a shell.

#![cfg(test)]

mod accounts;
mod bench;
mod codes;
mod commands;
mod evidence;
mod exports;
#[path = "../support/files.rs"]
mod files;
mod identities;
#[cfg(unix)]
mod kill;
#[cfg(unix)]
mod leaks;
mod lists;
mod members;
mod members_parts;
mod on_sites;
mod reviews;
mod rules;
mod sheets;
mod sheets_access;
mod site_members;
mod site_settings;
mod snapshots;

use serde_json::Value;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_gatehouse");

/// A sandbox in a process of its own; ends with the test.
pub(crate) struct Sandbox(pub(crate) Option<Child>, pub(crate) Value);

impl Sandbox {
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(PROGRAM)
            .arg("sandbox")
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program");
        let mut line = String::new();
        let out = child.stdout.take().expect("its output");
        BufReader::new(out).read_line(&mut line).expect("a line");
        let hello = serde_json::from_str(&line).expect("one JSON object");
        Self(Some(child), hello)
    }

    /// One that told this and serves no more.
    pub(crate) fn stopped(hello: Value) -> Self {
        Self(None, hello)
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        if let Some(child) = &mut self.0 {
            child.kill().unwrap_or_default();
            child.wait().map(drop).unwrap_or_default();
        }
    }
}

fn get(url: &str, key: &str) -> (u16, String) {
    drop(rustls::crypto::ring::default_provider().install_default());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let answer = client
            .get(url)
            .header("Authorization", key)
            .send()
            .await
            .unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    })
}

#[test]
fn the_sandbox_tells_its_address_and_keys_in_one_line_and_serves() {
    let sandbox = Sandbox::start(&[
        "--size",
        "l",
        "--seed",
        "3",
        "--now",
        "2026-05-01T08:00:00Z",
    ]);
    let hello = &sandbox.1;
    let names: Vec<&String> = hello.as_object().unwrap().keys().collect();
    assert_eq!(
        names,
        [
            "accountId",
            "apiKey",
            "apps",
            "baseUrl",
            "children",
            "keys",
            "siteInvites",
            "sites"
        ]
    );
    assert_eq!(hello["sites"].as_array().unwrap().len(), 40);
    assert_eq!(hello["children"].as_array().unwrap().len(), 12);
    assert!(
        hello["keys"]
            .as_array()
            .unwrap()
            .iter()
            .all(|k| k["may"].is_array())
    );
    assert!(hello["siteInvites"][0]["siteId"].is_string());
    assert!(hello["apps"][0]["appSecret"].is_string());
    let base = hello["baseUrl"].as_str().unwrap();
    assert!(
        base.starts_with("http://127.0.0.1:"),
        "loopback only: {base}"
    );
    let url = format!("{base}/accounts/v1/accounts/my_account");
    let (status, body) = get(&url, hello["apiKey"].as_str().unwrap());
    assert_eq!(status, 200, "{body}");
    assert!(body.contains(hello["accountId"].as_str().unwrap()));
    assert_eq!(get(&url, "IST.nobody").0, 428, "as the contract says of A5");
}

#[test]
fn the_same_seed_gives_the_same_world() {
    let arguments = [
        "--size",
        "s",
        "--seed",
        "11",
        "--now",
        "2026-05-01T08:00:00Z",
    ];
    let (a, b) = (Sandbox::start(&arguments), Sandbox::start(&arguments));
    for part in [
        "accountId",
        "apiKey",
        "sites",
        "keys",
        "siteInvites",
        "apps",
    ] {
        assert_eq!(a.1[part], b.1[part], "{part}");
    }
}

#[cfg(unix)]
#[test]
fn sigterm_ends_the_sandbox_in_order() {
    let mut sandbox = Sandbox::start(&["--size", "s"]);
    let child = sandbox.0.as_mut().expect("a process");
    let id = child.id().to_string();
    let told = Command::new("kill")
        .args(["-TERM", &id])
        .status()
        .expect("kill");
    assert!(told.success());
    assert!(child.wait().expect("its end").success());
}

#[test]
fn faults_from_a_file_are_checked_and_the_place_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("faults.json");
    std::fs::write(
        &file,
        r#"[{"match": {}, "times": "often", "kind": "cutAfter"}]"#,
    )
    .unwrap();
    let out = Command::new(PROGRAM)
        .args(["sandbox", "--faults"])
        .arg(&file)
        .output()
        .expect("the program");
    assert!(!out.status.success());
    let words = String::from_utf8_lossy(&out.stderr);
    assert!(words.contains("faults.json"), "{words}");
}

#[test]
fn version_and_help_are_as_expected() {
    let run = |argument: &str| {
        let out = Command::new(PROGRAM)
            .arg(argument)
            .output()
            .expect("the program");
        assert!(out.status.success());
        String::from_utf8(out.stdout).unwrap()
    };
    assert_eq!(
        run("--version").trim(),
        concat!("gatehouse ", env!("CARGO_PKG_VERSION"))
    );
    let help = run("--help");
    for option in [
        "--sandbox",
        "--offline",
        "--screenshot",
        "--data-dir",
        "--base-url",
    ] {
        assert!(help.contains(option), "{option}");
    }
    assert!(
        !help.to_lowercase().contains("api-key"),
        "a key is never an argument"
    );
}

#[test]
fn unknown_arguments_are_refused_without_a_window() {
    let out = Command::new(PROGRAM)
        .args(["--pane", "garden"])
        .output()
        .expect("the program");
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&out.stderr).contains("overview, team"));
}
