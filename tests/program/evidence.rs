//! Evidence packs at the command line: written of a review that was applied, and checked by
//! somebody who has nothing but the pack and its digest.

use crate::bench::{Bench, Ran};
use serde_json::{Value, json};
use std::path::Path;

/// A review that was decided offline, of which one entry is revoked.
fn decided(bench: &Bench) {
    let run = |words: &[&str]| {
        let start = ["--offline", "reviews"];
        bench.run(&[&start, words].concat()).ends(0)
    };
    run(&["new", "Q4", "--kind", "team", "--reviewer", "Maya"]);
    let told = run(&["show", "Q4", "--json"]).json();
    let entries = told["entries"].as_array().expect("entries");
    let ordinary = |e: &&Value| {
        let worth = e["item"]["worth"].as_array().expect("a list");
        !worth.contains(&json!("coOwner")) && !worth.contains(&json!("noPerson"))
    };
    let first = entries.iter().find(ordinary).expect("an entry");
    let number = first["entry"].to_string();
    run(&[
        "decide", "Q4", "revoke", "--entry", &number, "--reason", "left us",
    ]);
    run(&["decide", "Q4", "keep", "--rest", "--reason", "known to all"]);
    run(&["finish", "Q4"]);
}

/// The program with a data folder that is not there, without a key.
fn stranger(bench: &Bench, arguments: &[&str]) -> Ran {
    let nowhere = bench.file("another computer");
    let mut command = bench.command(arguments);
    command
        .env("GATEHOUSE_DATA_DIR", &nowhere)
        .env_remove("GATEHOUSE_API_KEY");
    let ran = Ran::of(&command.output().expect("the program"));
    assert!(!nowhere.exists(), "nothing is made there");
    ran
}

fn pack(bench: &Bench, file: &str) -> (Vec<u8>, Value) {
    let path = bench.arg(file);
    let told = bench.run(&[
        "--offline",
        "reviews",
        "pack",
        "q4",
        "--out",
        &path,
        "--json",
    ]);
    let told = told.ends(0).json();
    (std::fs::read(&path).expect("a pack"), told)
}

#[test]
fn evidence_of_an_applied_review_is_checked_by_a_stranger() {
    let bench = Bench::read("s");
    decided(&bench);
    let (_, before) = pack(&bench, "before.zip");
    assert_eq!(
        before["missing"],
        json!(["The decisions were not carried out"])
    );
    bench.run(&["reviews", "apply", "Q4", "--yes"]).ends(0);
    let (bytes, told) = pack(&bench, "q4.zip");
    assert_eq!(
        (&told["complete"], &told["missing"]),
        (&json!(true), &json!([]))
    );
    // The same review is the same bytes, whenever it is packed; a file is not overwritten.
    assert_eq!(pack(&bench, "again.zip").0, bytes);
    let path = bench.arg("q4.zip");
    bench
        .run(&["reviews", "pack", "Q4", "--out", &path])
        .ends(2);
    let digest = told["digest"].as_str().expect("a digest");
    let sound = stranger(&bench, &["verify", &path, "--digest", digest, "--json"]);
    let sound = sound.ends(0).json();
    assert_eq!(
        (&sound["sound"], &sound["compared"]),
        (&json!(true), &json!(true))
    );
    let manifest = &sound["manifest"];
    assert_eq!(
        (&manifest["complete"], &manifest["reviewer"]),
        (&json!(true), &json!("Maya"))
    );
    assert_eq!(manifest["files"].as_array().expect("files").len(), 12);
    assert!(manifest["journal"]["to"]["count"].as_u64() > Some(1));
    written_anew(&bench, &path, digest);
    every_file_is_named(&bench, &bytes);
    let drawn = |seed: &str| {
        let told = stranger(&bench, &["verify", &path, "--sample", seed, "--json"]);
        told.ends(0).json()["sample"]["entries"].clone()
    };
    assert_eq!(drawn("7"), drawn("7"));
}

/// Another pack is sound in itself and not the one of this digest.
fn written_anew(bench: &Bench, path: &str, digest: &str) {
    let other = bench.arg("before.zip");
    let text = stranger(bench, &["verify", &other]).ends(0).out;
    assert!(text.contains("Compare it with the one"), "{text}");
    let wrong = stranger(bench, &["verify", &other, "--digest", digest]).ends(4);
    assert!(wrong.err.contains("another pack"), "{}", wrong.err);
    stranger(bench, &["verify", path, "--digest", "12"]).ends(2);
}

/// A byte in the middle of each file is changed, and the file is named.
fn every_file_is_named(bench: &Bench, bytes: &[u8]) {
    let opened = gatehouse::evidence::open(bytes, None);
    let mut names: Vec<String> = opened
        .manifest
        .expect("a manifest")
        .files
        .into_iter()
        .map(|f| f.name)
        .collect();
    names.push("manifest.json".to_owned());
    for name in &names {
        // A file begins right behind the header with its name.
        let header = [b"PK\x03\x04".as_slice(), name.as_bytes()];
        let is_header = |at: &usize| {
            bytes[*at..].starts_with(header[0]) && bytes[at + 30..].starts_with(header[1])
        };
        let at = (0..bytes.len() - 100).find(is_header).expect("its header");
        let at = at + 30 + name.len() + 3;
        let mut changed = bytes.to_vec();
        changed[at] ^= 4;
        let place = bench.file("changed.zip");
        std::fs::write(&place, changed).expect("a file");
        let ran = verify(bench, &place);
        assert!(
            ran.err.contains(&format!("{name} was changed")),
            "{name}: {}",
            ran.err
        );
    }
    let place = bench.file("cut.zip");
    std::fs::write(&place, &bytes[..bytes.len() / 2]).expect("a file");
    verify(bench, &place);
}

fn verify(bench: &Bench, place: &Path) -> Ran {
    stranger(bench, &["verify", place.to_str().expect("a path")]).ends(4)
}

/// Watched by the system itself: checking a pack opens no socket, whatever it finds. Where `strace`
/// is missing the check is only run.
#[test]
fn checking_a_pack_opens_no_socket() {
    let bench = Bench::read("s");
    decided(&bench);
    let (bytes, told) = pack(&bench, "q4.zip");
    let digest = told["digest"].as_str().expect("a digest");
    let mut changed = bytes;
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    std::fs::write(bench.file("changed.zip"), changed).expect("a file");
    for (file, ends) in [("q4.zip", 0), ("changed.zip", 4)] {
        let (path, log) = (bench.arg(file), bench.file("calls"));
        let arguments = ["verify", &path, "--digest", digest];
        let plain = bench.command(&arguments);
        let mut watched = std::process::Command::new("strace");
        watched
            .args(["-f", "-qq", "-e", "trace=socket,connect,execve", "-o"])
            .arg(&log)
            .arg(plain.get_program())
            .args(plain.get_args());
        for (name, value) in plain.get_envs() {
            match value {
                Some(value) => watched.env(name, value),
                None => watched.env_remove(name),
            };
        }
        let Ok(output) = watched.output() else {
            stranger(&bench, &arguments).ends(ends);
            continue;
        };
        Ran::of(&output).ends(ends);
        let calls = std::fs::read_to_string(&log).expect("what was called");
        assert!(calls.contains("execve("), "it was watched: {calls}");
        assert!(
            !calls.contains("socket(") && !calls.contains("connect("),
            "{calls}"
        );
    }
}
