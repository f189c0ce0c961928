//! Lists as files: which rows, which columns, and the way back into the account.

use crate::bench::Bench;
use serde_json::Value;

/// A CSV text as rows, the names of the columns first.
fn rows(text: &str) -> Vec<Vec<String>> {
    let mut csv = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let rows = csv.records().map(|r| r.expect("a row"));
    rows.map(|r| r.iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn rows_and_columns_are_chosen_and_what_is_unknown_is_said() {
    let bench = Bench::read("l");
    let run = |more: &[&str]| bench.run(&[&["export", "team", "--format"], more].concat());
    let list: Vec<Value> = serde_json::from_str(&run(&["json"]).ends(0).out).expect("a list");
    let admins = |one: &&Value| {
        let mut held = one["holds"].as_array().expect("a list").iter();
        held.any(|h| h["role"] == "Blog Editor")
    };
    let wanted: Vec<&str> = list
        .iter()
        .filter(admins)
        .map(|one| one["email"].as_str().expect("an address"))
        .collect();
    assert!(!wanted.is_empty() && wanted.len() < list.len());
    let filter = "role:\"Blog Editor\"";
    let words = [
        "csv",
        "--filter",
        filter,
        "--lines",
        "row",
        "--columns",
        "email,Status",
        "--mark",
    ];
    let told = run(&words).ends(0);
    let text = told.out.strip_prefix('\u{feff}').expect("a mark");
    let rows = rows(text);
    assert_eq!(rows[0], ["Address", "Status"]);
    let found: Vec<&str> = rows[1..].iter().map(|r| r[0].as_str()).collect();
    assert_eq!(found, wanted, "each once, in the order of the list");
    let json = run(&["json", "--filter", filter]).ends(0);
    let json: Vec<Value> = serde_json::from_str(&json.out).expect("a list");
    assert_eq!(json.len(), wanted.len());

    let bad = run(&["csv", "--columns", "email,shoe"]).ends(2);
    assert!(
        bad.err.contains("No column is called “shoe”"),
        "{}",
        bad.err
    );
    assert!(bad.err.contains("Columns are name, email"), "{}", bad.err);
    let bad = run(&["json", "--columns", "email"]).ends(2);
    assert!(bad.err.contains("for CSV files"), "{}", bad.err);
    let bad = run(&["csv", "--filter", "colour:red"]).ends(2);
    assert!(bad.err.contains("knows no “colour:”"), "{}", bad.err);
    let sites = ["export", "sites", "--format", "csv", "--lines", "part"];
    assert!(bench.run(&sites).ends(2).err.contains("one line"));
}

#[test]
fn members_are_chosen_by_a_filter_and_written_with_the_columns_that_were_asked_for() {
    let bench = Bench::read("s");
    let site = bench.site(0);
    bench.run(&["sync", "--members", &site]).ends(0);
    let words = [
        "export",
        "members",
        "--site",
        &site,
        "--format",
        "csv",
        "--filter",
        "status:pending",
        "--columns",
        "login,Status",
    ];
    let told = bench.run(&words).ends(0);
    let rows = rows(&told.out);
    assert_eq!(rows[0], ["Login address", "Status"]);
    assert_eq!(rows.len(), 11);
    assert!(rows[1..].iter().all(|r| r[1] == "PENDING"), "{rows:?}");
}

#[test]
fn the_team_comes_back_without_a_change_and_then_with_what_was_edited() {
    for size in ["s", "l"] {
        let bench = Bench::read(size);
        let (file, plan) = (bench.arg("team.csv"), bench.arg("plan.json"));
        bench
            .run(&["export", "team", "--format", "csv", "-o", &file])
            .ends(0);
        let words = ["sheet", "plan", &file, "--kind", "team-assignments", "-o"];
        let same = bench.run(&[&words[..], &[&plan]].concat());
        assert_eq!(same.code, 3, "{size}: {}\n{}", same.out, same.err);
        let check = [
            "sheet",
            "check",
            &file,
            "--kind",
            "team-assignments",
            "--json",
        ];
        let told = bench.run(&check).ends(3).json();
        assert_eq!(told["counts"]["taken"], 0, "{told}");

        let text = std::fs::read_to_string(bench.file("team.csv")).expect("a file");
        let mut all = rows(&text);
        let at = |name: &str| {
            let found = all[0].iter().position(|h| h == name);
            found.unwrap_or_else(|| panic!("no {name} in {:?}", all[0]))
        };
        let (kind, role, reach, user) = (at("Kind"), at("Role"), at("Reach"), at("User id"));
        // Somebody with a role for a site gets another one there.
        let someone = all.iter().position(|r| {
            r[kind] == "person" && r[reach] != "Whole account" && !r[reach].starts_with("Folder")
        });
        let someone = someone.expect("a role for a site");
        let held = |row: &Vec<String>| row[user] == all[someone][user];
        let roles: Vec<&String> = all.iter().filter(|r| held(r)).map(|r| &r[role]).collect();
        let other = ["Blog Editor", "Website Designer", "Website Manager"];
        let other = other.iter().find(|o| !roles.iter().any(|r| r == *o));
        all[someone][role] = (*other.expect("another role")).to_owned();
        let mut csv = csv::Writer::from_path(bench.file("team.csv")).expect("a file");
        for row in &all {
            csv.write_record(row).expect("a row");
        }
        csv.flush().expect("the disk");
        let more = [&plan, "--json", "--force"];
        let told = bench.run(&[&words[..], &more].concat()).ends(0).json();
        assert_eq!(told["writes"], 1, "{told}");
        bench.run(&["apply", &plan]).ends(0);
    }
}

/// The name of the file says its form where nothing else does, and one that no export of this kind
/// has is not written under that name.
#[test]
fn the_name_of_the_file_chooses_its_form() {
    let bench = Bench::read("s");
    let begins = |words: &[&str], name: &str| {
        let file = bench.arg(name);
        bench.run(&[words, &["-o", &file]].concat()).ends(0);
        let text = std::fs::read_to_string(bench.file(name)).expect("the file");
        text.chars().next()
    };
    assert_eq!(begins(&["export", "team"], "team.json"), Some('['));
    assert_eq!(begins(&["export", "team"], "team.csv"), Some('N'));
    assert_eq!(begins(&["export", "team"], "team"), Some('N'));
    let said = ["export", "team", "--format", "csv"];
    assert_eq!(begins(&said, "said.json"), Some('N'));
    // Nothing was written yet: a table has its head, lines have none.
    assert_eq!(begins(&["export", "journal"], "journal.jsonl"), None);
    assert!(begins(&["export", "journal"], "journal.csv").is_some());
    let wrong = bench.arg("team.jsonl");
    let told = bench.run(&["export", "team", "-o", &wrong]).ends(2);
    assert!(told.err.contains("ends with .jsonl"), "{}", told.err);
    assert!(
        told.err.contains("--format csv or --format json"),
        "{}",
        told.err
    );
    assert!(!bench.file("team.jsonl").exists());
    let wrong = bench.arg("journal.json");
    bench.run(&["export", "journal", "-o", &wrong]).ends(2);
}
