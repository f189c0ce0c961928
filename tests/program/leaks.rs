//! The byte search: the key is nowhere on disk outside the key store, nothing personal is in a log or
//! a support bundle, and what is forgotten is gone.

use crate::bench::{Bench, Ran};
use crate::files::files;
use serde_json::Value;
use std::path::{Path, PathBuf};

const PASSPHRASE: &str = "a studio by the north sea";

/// Files below a folder that hold these bytes.
fn holding(below: &Path, needle: &str) -> Vec<PathBuf> {
    let held = |p: &PathBuf| {
        let bytes = std::fs::read(p).expect("a file");
        memchr::memmem::find(&bytes, needle.as_bytes()).is_some()
    };
    files(below).into_iter().filter(held).collect()
}

/// Runs a command with the passphrase in a descriptor and, if wanted, without the key.
fn sealed(bench: &Bench, arguments: &[&str], passphrase: &str) -> Ran {
    let place = bench.dir.path().join("passphrase-of-the-test");
    std::fs::write(&place, format!("{passphrase}\n")).expect("a file");
    let mut command = std::process::Command::new("sh");
    let given = bench.command(arguments);
    command.args([
        "-c",
        "exec \"$0\" \"$@\" 4<\"$PASSPHRASE_FILE\"",
        crate::PROGRAM,
    ]);
    command.args(arguments);
    for (name, value) in given.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command
        .env("PASSPHRASE_FILE", &place)
        .env("GATEHOUSE_PASSPHRASE_FD", "4");
    let ran = Ran::of(&command.output().expect("the program"));
    std::fs::remove_file(&place).expect("it was there");
    ran
}

/// Five values that a person or a company could be told by.
fn personal(bench: &Bench) -> Vec<String> {
    let team = bench.run(&["export", "team", "--format", "json"]).ends(0);
    let team: Value = serde_json::from_str(&team.out).expect("JSON");
    let person = team
        .as_array()
        .and_then(|all| all.iter().find(|p| p["kind"] == "person"))
        .expect("a person");
    let text = |v: &Value| v.as_str().expect("a text").to_owned();
    let sites = bench.run(&["export", "sites", "--format", "json"]).ends(0);
    let sites: Value = serde_json::from_str(&sites.out).expect("JSON");
    let name = text(&person["name"]);
    vec![
        // First and last names are kept apart.
        name.rsplit(' ').next().unwrap_or_default().to_owned(),
        text(&person["email"]),
        text(&person["id"]),
        text(&sites[0]["name"]),
        text(&bench.sandbox.1["accountId"]),
    ]
}

/// A walk through everything that writes: connect, read, plan, apply, receipt, exports, bundle.
fn walk(bench: &mut Bench) -> (String, Vec<Ran>) {
    let key = bench.key.clone().expect("a key");
    let base = bench.base();
    let connect = [
        "connect",
        "--name",
        "Try",
        "--base-url",
        &base,
        "--pace",
        "off",
    ];
    let mut told = vec![sealed(bench, &connect, PASSPHRASE).ends(0)];
    assert!(
        told[0].out.contains("file that your passphrase opens"),
        "{}",
        told[0].out
    );
    // From here on the key comes out of its file.
    bench.key = None;
    told.push(sealed(bench, &["sync"], PASSPHRASE).ends(0));
    told.push(sealed(bench, &["sync", "--all-accounts"], PASSPHRASE).ends(0));
    let email = bench.people(1).remove(0);
    let (plan, receipt) = (bench.arg("plan.json"), bench.arg("receipt.json"));
    let remove = ["plan", "remove", "--person", &email, "-o", &plan];
    told.push(sealed(bench, &remove, PASSPHRASE).ends(0));
    told.push(sealed(bench, &["apply", &plan], PASSPHRASE).ends(0));
    let runs = bench.run(&["runs", "--json"]).ends(0).json();
    let run = runs["runs"][0]["run"].as_str().expect("a run").to_owned();
    told.push(
        bench
            .run(&[
                "export", "receipt", &run, "--format", "json", "-o", &receipt,
            ])
            .ends(0),
    );
    let journal = bench.arg("journal.jsonl");
    told.push(
        bench
            .run(&["export", "journal", "--format", "jsonl", "-o", &journal])
            .ends(0),
    );
    // Something goes wrong as well, so that there is something to log.
    bench.fault(&serde_json::json!({"match": {}, "times": 4, "kind": {"status": 500}}));
    let failed = sealed(bench, &["sync"], PASSPHRASE);
    assert_ne!(failed.code, 0);
    told.push(failed);
    bench.control("DELETE", "faults", &Value::Null);
    (key, told)
}

#[test]
fn the_key_is_nowhere_on_disk_and_nothing_personal_is_in_bundle_or_log() {
    let mut bench = Bench::bare("l");
    let (key, told) = walk(&mut bench);
    // What cannot be read is logged, and the reason names what it was: the log must leave that out.
    let name = personal(&bench).remove(0);
    let settings = serde_json::json!({ "theme": name }).to_string();
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE;
    let list = bench.data().join("gatehouse.sqlite");
    let root = rusqlite::Connection::open_with_flags(list, flags).expect("the list");
    let put = "INSERT OR REPLACE INTO value (key, body) VALUES ('settings', ?1)";
    root.execute(put, [settings]).expect("a value");
    drop(root);
    bench.run(&["runs"]).ends(0);
    let bundle = bench.arg("support.zip");
    bench.run(&["support", "--out", &bundle]).ends(0);
    bench.run(&["support", "--out", &bundle]).ends(2);

    let everything = bench.dir.path().to_owned();
    let secret = key.rsplit('.').next().expect("a part").to_owned();
    for needle in [key.as_str(), secret.as_str(), PASSPHRASE, "AGE-SECRET-KEY"] {
        let found = holding(&everything, needle);
        assert!(found.is_empty(), "{found:?}");
        for ran in &told {
            let said = format!("{}{}", ran.out, ran.err);
            assert!(!said.contains(needle), "{said}");
        }
    }
    assert!(bench.data().join("keys").is_dir(), "it was kept");

    let planted = personal(&bench);
    let logs = bench.data().join("logs");
    assert!(
        !holding(&logs, "could not be read").is_empty(),
        "it was logged"
    );
    let archive = std::fs::read(&bundle).expect("the bundle");
    let contains = |needle: &str| memchr::memmem::find(&archive, needle.as_bytes()).is_some();
    assert!(contains("about.json") && contains("profiles.json") && contains("could not be read"));
    for value in &planted {
        assert!(
            !holding(&bench.data(), value).is_empty(),
            "{value} was read"
        );
        assert!(!contains(value), "{value} is in the bundle");
        assert!(!contains("@"), "an address is in the bundle");
        assert!(holding(&logs, value).is_empty(), "{value} is in a log");
    }
}

#[test]
fn what_is_forgotten_is_gone_with_its_children() {
    let mut bench = Bench::bare("l");
    let (_, _) = walk(&mut bench);
    let mut planted = personal(&bench);
    let child = bench.run(&["accounts", "list", "--json"]).ends(0).json();
    let child = child["accounts"][1]["id"]
        .as_str()
        .expect("a child")
        .to_owned();
    planted.push(child);
    planted.push("clients.example".to_owned());
    for value in &planted {
        assert!(
            !holding(&bench.data(), value).is_empty(),
            "{value} was kept"
        );
    }
    bench
        .run(&["forget", "Try", "--with-children", "--yes"])
        .ends(0);
    for value in &planted {
        let found = holding(&bench.data(), value);
        assert!(found.is_empty(), "{value} is still in {found:?}");
    }
    let left: Vec<PathBuf> = files(&bench.data().join("keys"));
    assert!(
        left.iter().all(|p| p.ends_with("passphrase.age")),
        "{left:?}"
    );
}

#[test]
fn a_wrong_passphrase_is_told_and_nothing_is_sent() {
    let mut bench = Bench::bare("s");
    let base = bench.base();
    sealed(&bench, &["connect", "--base-url", &base], PASSPHRASE).ends(0);
    bench.key = None;
    let wrong = sealed(&bench, &["sync", "--json"], "another studio")
        .ends(2)
        .json();
    assert_eq!(wrong["trouble"], "badInput");
    let said = wrong["error"]["sentence"].to_string() + &wrong.to_string();
    assert!(said.contains("not the passphrase"), "{said}");
    let without = bench.run(&["sync", "--json"]).ends(7).json();
    assert!(
        without.to_string().contains("GATEHOUSE_PASSPHRASE_FD"),
        "{without}"
    );
    sealed(&bench, &["sync", "--json"], PASSPHRASE).ends(0);
}

#[cfg(unix)]
#[test]
fn every_file_and_folder_is_private() {
    use std::os::unix::fs::PermissionsExt as _;
    let mut bench = Bench::bare("l");
    walk(&mut bench);
    let mut folders = vec![bench.data()];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        let mode = |p: &Path| std::fs::metadata(p).expect("a place").permissions().mode() & 0o777;
        assert_eq!(mode(&folder), 0o700, "{}", folder.display());
        for entry in std::fs::read_dir(&folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                assert_eq!(mode(&path), 0o600, "{}", path.display());
                seen += 1;
            }
        }
    }
    assert!(seen > 10, "{seen} files");
}
