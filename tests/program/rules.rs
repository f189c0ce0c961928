//! House rules at the command line: listed offline, set, waived, planned.

use crate::bench::Bench;
use serde_json::{Value, json};

fn findings(told: &Value) -> Vec<(String, String)> {
    let word = |f: &Value, name: &str| f[name].as_str().expect("a word").to_owned();
    let all = told["findings"].as_array().expect("findings");
    all.iter()
        .map(|f| (word(f, "rule"), word(f, "key")))
        .collect()
}

#[test]
fn findings_are_listed_waived_and_planned_without_a_window() {
    let bench = Bench::bare("s");
    bench.connect("Northlight").ends(0);
    // Nothing is found where nothing was read, and it says so.
    bench.run(&["--offline", "rules"]).ends(1);
    let who = json!({"do": "addMember", "email": "kim@faraway.example",
        "firstName": "Kim\u{1b}[2J"});
    bench.control("POST", "outside", &who);
    bench.run(&["sync"]).ends(0);
    let told = bench.run(&["--offline", "rules"]).ends(4);
    assert!(told.err.contains("not read"), "{}", told.err);
    assert!(
        told.out.contains("faraway.example is not one of") && !told.out.contains('\u{1b}'),
        "{}",
        told.out
    );
    bench.run(&["sync", "--sites"]).ends(0);
    let all = bench.run(&["--offline", "rules", "--json"]).ends(0).json();
    assert_eq!(all["complete"], json!(true));
    let kim = (
        "outside-domain".to_owned(),
        "kim@faraway.example".to_owned(),
    );
    assert!(findings(&all).contains(&kim), "{all}");

    let plan = bench.arg("kim.plan.json");
    let words = ["rules", "plan", "--rule", &kim.0, "--finding", &kim.1];
    bench.run(&[&words[..], &["-o", &plan]].concat()).ends(0);
    bench.run(&["apply", &plan]).ends(0);
    let now = bench.run(&["--offline", "rules", "--json"]).json();
    assert!(!findings(&now).contains(&kim), "{now}");

    let (rule, key) = findings(&now).remove(0);
    let words = [
        "--offline",
        "rules",
        "waive",
        "--rule",
        &rule,
        "--finding",
        &key,
    ];
    bench.run(&[&words[..], &["--why", " "]].concat()).ends(2);
    let until = ["--why", "The auditor", "--until", "2999-12-31"];
    bench.run(&[&words[..], &until].concat()).ends(0);
    let fewer = bench.run(&["--offline", "rules", "--json"]).json();
    assert_eq!(findings(&fewer).len(), findings(&now).len() - 1);
    let with = bench
        .run(&["--offline", "rules", "--waived", "--json"])
        .json();
    let first = &with["findings"][0];
    assert_eq!(first["waiver"]["why"], "The auditor", "{first}");
    bench
        .run(&[&words[..], &["--why", "again"]].concat())
        .ends(3);
    let back = ["--offline", "rules", "take-back", "--finding", &key];
    bench.run(&back).ends(0);
    let again = bench.run(&["--offline", "rules", "--json"]).json();
    assert_eq!(findings(&again), findings(&now));

    bench.run(&["--offline", "rules", "set"]).ends(3);
    bench
        .run(&["--offline", "rules", "set", "--domain", "nowhere"])
        .ends(2);
    bench
        .run(&["--offline", "rules", "set", "--off", "none"])
        .ends(2);
    let off = [
        "--offline",
        "rules",
        "set",
        "--off",
        &rule,
        "--co-owners",
        "1",
    ];
    bench.run(&off).ends(0);
    let off = bench.run(&["--offline", "rules", "--json"]).json();
    assert!(findings(&off).iter().all(|(r, _)| *r != rule), "{off}");
    assert_eq!(off["set"]["mostCoOwners"], json!(1));
    bench
        .run(&["rules", "plan", "--finding", "user nobody"])
        .ends(2);
}
