//! Child accounts as a person would type them: list, name, read, find somebody, add one.

use crate::bench::{Bench, Ran};
use crate::files::files;
use serde_json::{Value, json};

fn list(bench: &Bench) -> Vec<Value> {
    let told = bench.run(&["accounts", "list", "--json"]).ends(0).json();
    told["accounts"].as_array().expect("accounts").clone()
}

#[test]
fn children_are_read_named_and_searched() {
    let bench = Bench::read("l");
    let writes = bench.writes();
    let all = list(&bench);
    assert_eq!(all.len(), 13);
    assert_eq!(all[0]["kind"], json!("This account"));
    let id = all[1]["id"].as_str().unwrap();

    bench.run(&["accounts", "name", "nobody", "X"]).ends(2);
    bench.run(&["accounts", "name", id, "Old mill"]).ends(0);
    let plan = bench.run(&["sync", "--account", "old MILL", "--plan", "--json"]);
    assert_eq!(plan.ends(0).json()["calls"], json!(7));
    bench.run(&["sync", "--facts"]).ends(2);
    let read = bench.run(&["sync", "--account", "Old mill"]).ends(0);
    assert!(read.out.contains("1 account was read"), "{}", read.out);
    let one = list(&bench)
        .into_iter()
        .find(|a| a["id"] == json!(id))
        .unwrap();
    assert_eq!(one["key"], json!("Parent’s key works"));
    assert_eq!(one["complete"], json!(true));

    let none = bench.run(&["find", "nobody at all", "--all-accounts"]);
    none.ends(3);
    bench.run(&["sync", "--all-accounts"]).ends(0);
    let found = bench.run(&["find", "clients.example", "--all-accounts", "--json"]);
    let found = found.ends(0).json();
    assert_eq!(found["searched"], json!(13));
    assert_eq!(found["unread"], json!(0));
    let people = found["people"].as_array().unwrap();
    assert!(people.len() >= 36, "three of each child: {}", people.len());
    let here = bench.run(&["find", "clients.example", "--json"]).ends(3);
    assert_eq!(here.json()["searched"], json!(1));

    // The profile of the child works with every command, with the key of its parent.
    let team = bench.run(&["export", "team", "--format", "csv", "--profile", "Old mill"]);
    assert!(team.ends(0).out.lines().count() >= 4);
    let last = bench.run(&["sync", "--json"]).ends(0).json();
    assert_eq!(
        last["people"],
        json!(260),
        "the child is meant only by name"
    );
    let csv = bench
        .run(&["export", "accounts", "--format", "csv"])
        .ends(0);
    assert_eq!(csv.out.lines().count(), 14);
    assert!(csv.out.contains("Old mill"));
    assert_eq!(bench.writes(), writes, "reading writes nothing");
}

#[test]
fn a_refused_key_ends_partly_with_what_to_do() {
    let bench = Bench::read("l");
    bench.control("POST", "switches", &json!({ "childByParentKey": false }));
    let read = bench
        .run(&["sync", "--all-accounts", "--json"])
        .ends(4)
        .json();
    assert_eq!(read["trouble"], json!("noAccess"), "{read}");
    assert!(
        read["remedy"].as_str().unwrap().contains("key of its own"),
        "{read}"
    );
    let refused = list(&bench);
    let refused = refused
        .iter()
        .filter(|a| a["key"] == json!("Parent’s key refused"));
    assert_eq!(refused.count(), 12);
}

#[test]
fn an_account_is_planned_applied_and_never_taken_back() {
    let bench = Bench::read("s");
    let file = bench.arg("account.json");
    bench.run(&["plan", "create-account", "no address"]).ends(2);
    let planned = bench.run(&[
        "plan",
        "create-account",
        "pat@example.com",
        "--first-name",
        "Pat",
        "-o",
        &file,
    ]);
    assert!(planned.ends(0).out.contains("Create account"));
    bench.run(&["apply", &file]).ends(0);
    assert_eq!(list(&bench).len(), 2);
    let back = bench.run(&["undo", "last"]);
    assert!(
        back.out.contains("no call that deletes"),
        "{}\n{}",
        back.out,
        back.err
    );
    bench.run(&["apply", &file]).ends(3);
    assert_eq!(list(&bench).len(), 2, "it is not made twice");
}

#[test]
fn a_key_that_cannot_be_kept_is_said_to_be_gone() {
    let bench = Bench::read("l");
    let child = bench.sandbox.1["children"][0].clone();
    let (id, key) = (&child["accountId"], &child["apiKey"]);
    let (id, key) = (id.as_str().unwrap(), key.as_str().unwrap());
    let mut command = bench.command(&["accounts", "key", id, "--json"]);
    let out = command.env("GATEHOUSE_API_KEY", key).output().unwrap();
    let ran = Ran::of(&out).ends(4);
    let told = ran.json();
    assert_eq!(told["kept"], json!(false), "{told}");
    assert!(
        ran.out.contains("gone with the end of this command"),
        "{told}"
    );
    assert!(!ran.out.contains(key) && !ran.err.contains(key));
}

#[test]
fn a_profile_goes_with_those_of_its_children_when_that_was_said() {
    let bench = Bench::read("l");
    let id = list(&bench)[1]["id"].as_str().unwrap().to_owned();
    bench.run(&["sync", "--account", &id]).ends(0);
    let asked = bench.run(&["forget", "try", "--json"]).ends(6).json();
    assert_eq!(asked["children"], json!(1));
    bench.run(&["forget", "nobody", "--yes"]).ends(2);
    let alone = bench.run(&["forget", "Try", "--yes", "--json"]).ends(0);
    assert_eq!(alone.json()["childrenLeft"], json!(1));
    assert!(
        !files(&bench.data().join("profiles")).is_empty(),
        "the child stays"
    );

    bench.connect("Again").ends(0);
    bench.run(&["sync", "--profile", "Again"]).ends(0);
    let again = ["sync", "--all-accounts", "--profile", "Again"];
    bench.run(&again).ends(0);
    let all = ["forget", "Again", "--with-children", "--yes", "--json"];
    let gone = bench.run(&all).ends(0).json();
    let gone_ids = gone["forgotten"].as_array().unwrap();
    assert_eq!(gone["childrenLeft"], json!(0), "{gone}");
    let folders = std::fs::read_dir(bench.data().join("profiles")).unwrap();
    let left: Vec<String> = folders
        .map(|f| f.unwrap().file_name().display().to_string())
        .collect();
    assert_eq!(gone_ids.len(), 13, "{gone}");
    let kept = |id: &Value| left.iter().any(|l| id.as_str() == Some(l));
    assert!(!gone_ids.iter().any(kept), "{left:?}");
}
