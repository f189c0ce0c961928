//! Reviews at the command line: made and decided with the network off, also out of a sheet, then
//! applied.

use crate::bench::Bench;
use serde_json::{Value, json};

fn entries(bench: &Bench, review: &str) -> Vec<Value> {
    let told = bench.run(&["--offline", "reviews", "show", review, "--json"]);
    let told = told.ends(0).json();
    told["entries"].as_array().expect("entries").clone()
}

/// The number of the first entry of which this is so.
fn number(all: &[Value], so: impl Fn(&Value) -> bool) -> String {
    let found = all.iter().find(|e| so(e)).expect("such an entry");
    found["entry"].to_string()
}

#[test]
fn a_review_is_decided_offline_also_out_of_a_sheet_and_applied_with_its_end_told() {
    let bench = Bench::read("s");
    let made = [
        "--offline",
        "reviews",
        "new",
        "Q4",
        "--kind",
        "team",
        "--due",
        "9",
        "--json",
    ];
    let made = bench.run(&made).ends(0).json();
    assert_eq!(made["stage"], "New");
    assert_eq!(made["counts"]["all"], made["undecided"]);
    let all = entries(&bench, "q4");
    let ordinary = |e: &Value| {
        let worth = e["item"]["worth"].as_array().expect("a list");
        !worth.contains(&json!("coOwner")) && !worth.contains(&json!("noPerson"))
    };
    let first = number(&all, ordinary);
    let decide = |words: &[&str]| {
        let start = ["--offline", "reviews", "decide", "Q4"];
        bench.run(&[&start, words].concat())
    };
    decide(&["revoke", "--entry", &first]).ends(0);
    // An entry that is not there, no entry, and a reduction to nothing are refused.
    decide(&["keep", "--entry", "9999"]).ends(2);
    decide(&["keep"]).ends(2);
    decide(&["reduce", "--entry", &first]).ends(2);

    let folder = tempfile::tempdir().unwrap();
    let sheet = folder.path().join("q4.csv");
    let path = sheet.to_str().unwrap();
    let export = ["--offline", "reviews", "export", "Q4", "-o", path];
    bench.run(&export).ends(0);
    bench.run(&export).ends(2);
    let text = std::fs::read_to_string(&sheet).unwrap();
    assert_eq!(text.lines().count(), all.len() + 1);
    assert!(text.lines().any(|l| l.contains(",revoke,")), "{text}");
    let mut reader = csv::Reader::from_path(&sheet).unwrap();
    let head = reader.headers().unwrap().clone();
    let column = |name: &str| head.iter().position(|h| h == name).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let filled = |wrong: bool| {
        let mut writer = csv::Writer::from_path(&sheet).unwrap();
        writer.write_record(&head).unwrap();
        for (n, row) in rows.iter().enumerate() {
            let mut cells: Vec<&str> = row.iter().collect();
            if cells[column("Decision")].is_empty() {
                cells[column("Decision")] = "Keep";
            }
            if wrong && n + 1 == rows.len() {
                cells[column("Id")] = "somebody else";
            }
            writer.write_record(cells).unwrap();
        }
        writer.flush().unwrap();
    };
    filled(true);
    let refused = decide(&["--file", path]).ends(2);
    assert!(refused.err.contains("somebody else"), "{}", refused.err);
    let undecided = |bench: &Bench| {
        let list = bench.run(&["--offline", "reviews", "list", "--json"]);
        list.ends(0).json()["reviews"][0]["undecided"].clone()
    };
    assert_eq!(
        undecided(&bench),
        json!(all.len() - 1),
        "nothing was decided"
    );
    filled(false);
    decide(&["--file", path]).ends(0);
    assert_eq!(undecided(&bench), json!(0));
    bench.run(&["--offline", "reviews", "undo", "Q4"]).ends(0);
    assert_eq!(undecided(&bench), json!(1));
    bench.run(&["--offline", "reviews", "finish", "Q4"]).ends(0);
    decide(&["keep", "--rest"]).ends(2);
    bench.run(&["--offline", "reviews", "delete", "Q4"]).ends(2);

    // Shown first, then carried out.
    let plan = folder.path().join("plan.json");
    let plan = plan.to_str().unwrap();
    bench.run(&["reviews", "apply", "Q4", "-o", plan]).ends(0);
    let done = bench.run(&["reviews", "apply", "Q4", "--yes", "--json"]);
    let done = done.ends(0).json();
    assert_eq!(done["outcomes"]["done"], 1, "{done}");
    let after = done["after"].as_array().expect("a list");
    assert_eq!(after.len(), 1);
    assert_eq!(after[0]["after"], "gone");
    bench.run(&["reviews", "apply", "Q4", "--yes"]).ends(2);
    let list = bench.run(&["--offline", "reviews", "list"]).ends(0).out;
    assert!(list.contains("applied"), "{list}");
    let again = bench.run(&["--offline", "reviews", "repeat", "Q4", "--json"]);
    let next = again.ends(0).json();
    assert_eq!(next["counts"]["all"], json!(all.len() - 1));
    let named = bench.run(&["--offline", "reviews", "show", "Q4"]);
    assert!(
        named.ends(0).out.contains("applied"),
        "the name that was given"
    );
}

/// What is too much for one review is reviewed in parts: everybody stands in exactly one of them.
#[test]
fn parts_of_a_review_hold_everybody_once() {
    let bench = Bench::read("s");
    let of = |name: &str, part: Option<&str>| -> Vec<String> {
        let mut words = vec!["--offline", "reviews", "new", name];
        words.extend(part.into_iter().flat_map(|p| ["--part", p]));
        bench.run(&words).ends(0);
        let all = entries(&bench, name);
        let matter = |e: &Value| e["item"]["matter"].to_string();
        all.iter().map(matter).collect()
    };
    let mut whole = of("Whole", None);
    let mut parts = of("First", Some("1/2"));
    let second = of("Second", Some("2/2"));
    assert!(!parts.is_empty() && !second.is_empty());
    parts.extend(second);
    whole.sort();
    parts.sort();
    assert_eq!(whole, parts);
    let wrong = bench.run(&["--offline", "reviews", "new", "Third", "--part", "3/2"]);
    assert!(wrong.ends(2).err.contains("2/3: the second of three"));
}
