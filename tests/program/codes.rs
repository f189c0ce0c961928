//! The number that each kind of end has.

use crate::bench::{Bench, Ran, signal, until};
use serde_json::{Value, json};

#[track_caller]
fn trouble(ran: &Ran, word: &str) -> Value {
    let told = ran.json();
    assert_eq!(told["trouble"], word, "{told}");
    assert!(!told["sentence"].as_str().unwrap().is_empty());
    told
}

#[test]
fn no_connection_is_a_failure() {
    let bench = Bench::read("s");
    let told = bench.run(&["sync", "--offline", "--json"]).ends(1);
    trouble(&told, "offline");
    let Bench { sandbox, dir, key } = bench;
    let hello = sandbox.1.clone();
    drop(sandbox);
    let gone = Bench {
        sandbox: crate::Sandbox::stopped(hello),
        dir,
        key,
    };
    trouble(&gone.run(&["sync", "--json"]).ends(1), "offline");
    // What was read is there all the same.
    gone.run(&["export", "team", "--format", "csv"]).ends(0);
}

#[test]
fn a_data_folder_that_cannot_be_used_is_not_taken_for_an_empty_one() {
    let bench = Bench::read("s");
    let list = bench.data().join("gatehouse.sqlite");
    let aside = bench.data().join("aside");
    std::fs::rename(&list, &aside).unwrap();
    std::fs::create_dir(&list).unwrap();
    let told = bench.run(&["runs", "--json"]).ends(1).json();
    let sentence = told["sentence"].as_str().unwrap();
    assert!(sentence.contains("gatehouse.sqlite"), "{told}");
    std::fs::remove_dir(&list).unwrap();
    std::fs::rename(&aside, &list).unwrap();
    bench.run(&["export", "team", "--format", "csv"]).ends(0);
}

#[test]
fn bad_input_is_told_with_what_would_be_right() {
    let bench = Bench::read("s");
    let person = &bench.people(1)[0];
    std::fs::write(bench.file("bad.csv"), "loginEmail\nnobody\n").unwrap();
    std::fs::write(bench.file("no.json"), "{}").unwrap();
    let (site, bad) = (bench.site(0), bench.arg("bad.csv"));
    let (no, plan) = (bench.arg("no.json"), bench.arg("no plan"));
    let lines: [(&[&str], &str); 12] = [
        (
            &["plan", "roles", "--give", "Ownr", "--person", person],
            "“Owner”",
        ),
        (
            &["plan", "roles", "--give", "Owner", "--person", person],
            "transferring",
        ),
        (&["plan", "roles", "--person", person], "--give"),
        (
            &["plan", "remove", "--person", "nobody@example.com"],
            "Nearest",
        ),
        (&["plan", "remove", "--filter", "colour:red"], "role:"),
        (&["plan", "remove", "--filter", " "], "everybody"),
        (
            &["plan", "create-members", "--site", &site, "--file", &bad],
            "row 2, column loginEmail",
        ),
        (&["apply", &plan], "cannot be read"),
        (&["apply", &no], "not a plan"),
        (&["undo", "last"], "no run"),
        (&["sync", "--profile", "Nobody"], "“Try”"),
        (&["apply", &no, "--lift", "wrong=name"], "numberRemoved"),
    ];
    for (line, hint) in lines {
        let told = bench.run(&[line, &["--json"]].concat()).ends(2);
        let value = trouble(&told, "badInput");
        let words = format!("{} {}", value["sentence"], value["remedy"]);
        assert!(words.contains(hint), "{line:?}: {words}");
        assert!(told.err.contains("gatehouse: "), "{}", told.err);
    }
    let usage = bench.run(&["plan", "remove", "--json"]).ends(2);
    assert_eq!(usage.json()["exit"], 2);
    bench.connect("try").ends(0);
    let two = bench.run(&["sync", "--profile", "TRY", "--json"]).ends(2);
    assert!(two.err.contains("2 profiles are called"), "{}", two.err);
}

#[test]
fn nothing_to_do_is_told_and_sends_nothing() {
    let bench = Bench::read("s");
    bench.plan_members("plan.json", 3);
    let plan = bench.arg("plan.json");
    bench.run(&["apply", &plan]).ends(0);
    let writes = bench.writes();
    trouble(&bench.run(&["apply", &plan, "--json"]).ends(3), "nothing");
    assert_eq!(bench.writes(), writes, "the second sends no write");
    let again = ["plan", "create-members", "--site", &bench.site(0), "--file"];
    let (csv, empty) = (bench.arg("members.csv"), bench.arg("empty.json"));
    let again = [&again[..], &[&csv, "-o", &empty, "--json"]].concat();
    let told = trouble(&bench.run(&again).ends(3), "nothing");
    assert_eq!(told["skipped"].as_array().unwrap().len(), 3);
    assert!(!bench.file("empty.json").exists());
    bench.run(&[&again[..], &["--keep-empty"]].concat()).ends(3);
    trouble(&bench.run(&["apply", &empty, "--json"]).ends(3), "nothing");
    assert_eq!(bench.writes(), writes);
}

#[test]
fn a_refused_line_makes_it_partly() {
    let bench = Bench::read("s");
    bench.plan_members("plan.json", 4);
    let refusal = json!({"message": "no", "details": {"applicationError": {"code": "ODD"}}});
    bench.fault(&json!({
        "match": {"method": "POST", "bodyContains": "M2"},
        "kind": {"status": 400, "body": refusal},
    }));
    let (plan, result) = (bench.arg("plan.json"), bench.arg("r.csv"));
    let told = bench
        .run(&["apply", &plan, "--result", &result, "--json"])
        .ends(4)
        .json();
    assert_eq!(told["outcomes"]["done"], 3, "{told}");
    assert_eq!(told["outcomes"]["refused"], 1);
    assert!(
        std::fs::read_to_string(&result)
            .unwrap()
            .contains("Refused")
    );
}

#[test]
fn an_account_that_changed_is_stale_and_gets_no_write() {
    let bench = Bench::read("s");
    let team = bench.run(&["export", "team", "--format", "json"]).ends(0);
    let team: Value = serde_json::from_str(&team.out).unwrap();
    let person = &bench.people(2)[1];
    let id = team
        .as_array()
        .unwrap()
        .iter()
        .find(|p| p["email"] == json!(person))
        .unwrap()["id"]
        .clone();
    let plan = bench.arg("plan.json");
    bench
        .run(&["plan", "remove", "--person", person, "-o", &plan])
        .ends(0);
    bench.control(
        "POST",
        "outside",
        &json!({
            "do": "addAssignment", "userId": id, "roleId": gatehouse::access::SITE_ADMIN,
            "siteId": bench.site(1),
        }),
    );
    let writes = bench.writes();
    let told = trouble(&bench.run(&["apply", &plan, "--json"]).ends(5), "stale");
    assert_eq!(told["moved"][0]["line"], 1, "{told}");
    assert_eq!(bench.writes(), writes);
}

#[test]
fn a_brake_holds_until_it_is_lifted_by_name() {
    let bench = Bench::read("s");
    let people = bench.people(6);
    let plan = bench.arg("plan.json");
    let mut make = vec!["plan", "remove", "-o", &plan, "--json"];
    for person in &people {
        make.extend(["--person", person]);
    }
    let made = bench.run(&make).ends(0).json();
    assert_eq!(made["brakes"][0]["brake"], "shareRemoved", "{made}");
    let name = made["brakes"][0]["type_name"]
        .as_str()
        .or(made["brakes"][0]["typeName"].as_str());
    let writes = bench.writes();
    trouble(&bench.run(&["apply", &plan, "--json"]).ends(6), "held");
    let wrong = ["apply", &plan, "--lift", "shareRemoved=somebody", "--json"];
    trouble(&bench.run(&wrong).ends(6), "held");
    assert_eq!(bench.writes(), writes);
    let lift = format!("shareRemoved={}", name.unwrap());
    bench.run(&["apply", &plan, "--lift", &lift]).ends(0);
    assert_eq!(bench.writes(), writes + people.len() as u64);
}

#[test]
fn a_key_without_the_right_has_no_access() {
    let mut bench = Bench::read("s");
    bench.plan_members("plan.json", 3);
    bench.key = Some("IST.nobody.at-all".to_owned());
    trouble(&bench.run(&["sync", "--json"]).ends(7), "noAccess");
    let base = bench.base();
    bench.run(&["connect", "--base-url", &base]).ends(7);
    bench.key = None;
    let told = trouble(&bench.run(&["sync", "--json"]).ends(7), "noAccess");
    assert!(told["remedy"].to_string().contains("--key-fd"), "{told}");
    trouble(
        &bench
            .run(&["apply", &bench.arg("plan.json"), "--json"])
            .ends(7),
        "noAccess",
    );
    bench.key = Some(bench.key_named("read-only"));
    let told = bench
        .run(&["apply", &bench.arg("plan.json"), "--json"])
        .ends(7);
    assert_eq!(trouble(&told, "noAccess")["outcomes"]["done"], 0);
    bench.key = Some(bench.key_named("no-team"));
    let told = bench.run(&["sync", "--json"]).ends(4).json();
    assert!(told["gaps"].to_string().contains("Team"), "{told}");
}

#[test]
fn a_quota_that_does_not_end_is_told_and_the_run_can_go_on() {
    let bench = Bench::read("s");
    bench.plan_members("plan.json", 3);
    bench.fault(&json!({
        "match": {"method": "POST", "bodyContains": "firstName"}, "times": 1000,
        "kind": {"status": 429, "body": "empty", "headers": {"Retry-After": "1"}},
    }));
    let plan = bench.arg("plan.json");
    let told = bench.run(&["apply", &plan, "--wait", "0", "--json"]);
    trouble(&told.ends(8), "quota");
    let runs = bench.run(&["runs", "--json"]).json();
    assert_eq!(runs["runs"][0]["open"], true, "{runs}");
    bench.control("DELETE", "faults", &Value::Null);
    bench.run(&["resume", "last"]).ends(0);
    assert_eq!(bench.created().len(), 3);
    assert!(bench.created().iter().all(|(_, n)| *n == 1));
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_stands_still_and_goes_on() {
    for name in ["INT", "TERM"] {
        let bench = Bench::read("s");
        bench.plan_members("plan.json", 400);
        let plan = bench.arg("plan.json");
        let child = bench.start(&["apply", &plan, "--json"]);
        until("some writes", || bench.journal_lines() > 40);
        signal(&child, name);
        let told = Ran::of(&child.wait_with_output().unwrap()).ends(9);
        let remedy = trouble(&told, "interrupted")["remedy"].to_string();
        assert!(remedy.contains("gatehouse resume"), "{remedy}");
        let some = bench.created().len();
        assert!(some < 400, "{some}");
        bench.run(&["apply", &plan]).ends(0);
        assert_eq!(bench.created().len(), 400);
        assert!(bench.created().iter().all(|(_, n)| *n == 1));
    }
}

#[cfg(unix)]
#[test]
fn a_profile_that_another_process_has_is_busy() {
    let bench = Bench::read("s");
    bench.plan_members("plan.json", 200);
    let plan = bench.arg("plan.json");
    let first = bench.start(&["apply", &plan]);
    until("some writes", || bench.journal_lines() > 20);
    signal(&first, "STOP");
    let writes = bench.writes();
    trouble(&bench.run(&["apply", &plan, "--json"]).ends(10), "busy");
    trouble(&bench.run(&["sync", "--json"]).ends(10), "busy");
    // Looking works.
    bench.run(&["runs"]).ends(0);
    bench.run(&["export", "team", "--format", "csv"]).ends(0);
    assert!(bench.writes() <= writes + 1, "only what was under way");
    signal(&first, "CONT");
    Ran::of(&first.wait_with_output().unwrap()).ends(0);
    assert_eq!(bench.created().len(), 200);
}

#[test]
fn the_numbers_are_told_in_the_help() {
    let bench = Bench::bare("s");
    let help = bench.run(&["--help"]).ends(0).out;
    for word in ["0   done", "3   nothing", "5   stale", "10  busy"] {
        assert!(help.contains(word), "{word}: {help}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn words_that_go_nowhere_end_nothing() {
    let bench = Bench::read("s");
    let full = || std::fs::File::create("/dev/full").unwrap();
    let deaf = |arguments: &[&str]| {
        let mut command = bench.command(arguments);
        command.env("GATEHOUSE_LOG", "trace").stderr(full());
        command
    };
    // The log, what went well, what went wrong, and what is not understood.
    for (arguments, code) in [
        (&["sync"][..], 0),
        (&["sync", "--offline"], 1),
        (&["no-such-command"], 2),
        (&["runs"], 0),
    ] {
        let ran = Ran::of(&deaf(arguments).output().unwrap());
        assert_eq!(ran.code, code, "{arguments:?}: {}", ran.out);
    }
    // A result that could not be told is a failure.
    let ran = deaf(&["runs"]).stdout(full()).status().unwrap();
    assert_eq!(ran.code(), Some(1));
    // A command keeps no log; the folder is there if something panicked.
    let kept = std::fs::read_dir(bench.data().join("logs"));
    let kept = kept.into_iter().flatten();
    let names = kept.map(|file| file.unwrap().file_name().into_string().unwrap());
    let crashes: Vec<String> = names.filter(|name| name.starts_with("crash-")).collect();
    assert!(crashes.is_empty(), "{crashes:?}");
}
