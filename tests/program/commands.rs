//! Each command as a person would type it, and what it leaves behind.

use crate::bench::Bench;
use crate::files::files;
use gatehouse::plan::{Receipt, file};
use gatehouse::sheet;
use serde_json::{Value, json};

#[test]
fn a_key_becomes_a_profile_and_the_account_is_read() {
    let bench = Bench::bare("s");
    let made = bench.connect("Try").ends(0);
    assert!(
        made.out.contains("Profile “Try”") && made.out.contains("no key store"),
        "{}",
        made.out
    );
    let read = bench.run(&["sync", "--json"]).ends(0).json();
    assert_eq!(
        (read["people"].clone(), read["gaps"].clone()),
        (json!(12), json!([]))
    );
    let runs = bench.run(&["runs", "--json"]).ends(0).json();
    assert_eq!(runs["runs"], json!([]));
}

#[cfg(unix)]
#[test]
fn a_key_comes_out_of_a_descriptor() {
    use std::process::Command;
    let mut bench = Bench::bare("s");
    std::fs::write(bench.file("key"), bench.key.take().unwrap()).unwrap();
    let base = bench.base();
    let through_shell = |arguments: &str| {
        let line = format!("exec \"$0\" {arguments} --key-fd 3 3<\"$1\"");
        let out = Command::new("sh")
            .args(["-c", &line, crate::PROGRAM, &bench.arg("key")])
            .env("GATEHOUSE_DATA_DIR", bench.data())
            .env_remove("GATEHOUSE_API_KEY")
            .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
            .output()
            .unwrap();
        crate::bench::Ran::of(&out)
    };
    through_shell(&format!("connect --base-url {base}")).ends(0);
    through_shell("sync --json").ends(0).json();
    let without = bench.run(&["sync", "--json"]).ends(7).json();
    assert_eq!(without["trouble"], "noAccess");
}

#[test]
fn the_practice_account_needs_no_key_and_keeps_its_changes() {
    let mut bench = Bench::bare("s");
    bench.key = None;
    let practice = ["--sandbox", "--size", "s", "--rate", "off"];
    let run = |rest: &[&str]| bench.run(&[&practice[..], rest].concat());
    run(&["sync"]).ends(0);
    let team: Value =
        serde_json::from_str(&run(&["export", "team", "--format", "json"]).out).unwrap();
    let holds = |p: &&Value| !p["holds"].to_string().contains("Owner") && p["kind"] == "person";
    let person = team.as_array().unwrap().iter().find(holds).unwrap();
    let email = person["email"].as_str().unwrap();
    let plan = bench.arg("plan.json");
    run(&["plan", "remove", "--person", email, "-o", &plan]).ends(0);
    run(&["apply", &plan]).ends(0);
    run(&["sync"]).ends(0);
    let team = run(&["export", "team", "--format", "csv"]).ends(0);
    assert!(!team.out.contains(person["id"].as_str().unwrap()));
}

#[test]
fn every_kind_of_plan_is_made_shown_and_carried_out() {
    let bench = Bench::read("l");
    let people = bench.people(6);
    std::fs::write(
        bench.file("people"),
        format!(
            "# whom\n{}\n{} # her\n",
            people[1],
            people[2].to_uppercase()
        ),
    )
    .unwrap();
    let site = format!("site:{}", bench.site(1));
    let role = role_at_site(&bench);
    let give = format!("{role}@{site}");
    let (list, same) = (bench.arg("people"), people[3].clone());
    let plans: [&[&str]; 5] = [
        &[
            "roles", "--give", &give, "--person", &people[0], "--person", &people[0],
        ],
        &[
            "set-roles",
            "--at",
            &site,
            "--role",
            &role,
            "--people",
            &list,
            "--expect",
            "2",
        ],
        &["same-as", &same, "--person", &people[4]],
        &["remove", "--person", &people[5]],
        &[
            "invite",
            "--role",
            &give,
            "--language",
            "de",
            "new@example.com",
        ],
    ];
    for (n, plan) in plans.iter().enumerate() {
        let place = bench.arg(&format!("plan{n}.json"));
        let made = [&["plan"], *plan, &["-o", &place, "--json"]].concat();
        let made = bench.run(&made).ends(0).json();
        assert!(made["lines"].as_u64().unwrap() > 0, "{made}");
        let shown = bench
            .run(&["show", &place, "--lines", "--json"])
            .ends(0)
            .json();
        assert_eq!(shown["title"], made["title"]);
        assert_eq!(
            shown["planLines"].as_array().unwrap().len() as u64,
            made["lines"]
        );
        let result = bench.arg(&format!("result{n}.csv"));
        let done = bench
            .run(&["apply", &place, "--result", &result, "--json"])
            .ends(0)
            .json();
        assert_eq!(done["outcomes"]["done"], made["lines"], "{done}");
        let rows = std::fs::read_to_string(&result).unwrap().lines().count() as u64;
        assert_eq!(rows, made["lines"].as_u64().unwrap() + 1);
    }
}

/// A role that may be given for a site.
fn role_at_site(bench: &Bench) -> String {
    let place = bench.site(1);
    for role in ["Website Manager", "Blog Editor", "Content helper"] {
        let grant = format!("{role}@site:{place}");
        let person = &bench.people(1)[0];
        let made = bench.run(&["plan", "roles", "--give", &grant, "--person", person]);
        if made.code != 2 {
            return role.to_owned();
        }
    }
    panic!("no role can be given for a site");
}

#[test]
fn a_filter_says_how_many_it_matches_and_is_counted() {
    let bench = Bench::read("l");
    let filter = "status:Active reach:\"Whole account\"";
    let site = format!("site:{}", bench.site(1));
    let plan = [
        "plan",
        "set-roles",
        "--at",
        &site,
        "--filter",
        filter,
        "--json",
    ];
    let made = bench.run(&plan).json();
    let n = made["selection"]["matched"].as_u64().unwrap();
    assert!(
        n > 1 && n < made["selection"]["of"].as_u64().unwrap(),
        "{made}"
    );
    let wrong = [&plan[..], &["--expect", "1"]].concat();
    let refused = bench.run(&wrong).ends(2).json();
    assert!(
        refused["sentence"]
            .as_str()
            .unwrap()
            .starts_with(&format!("{n} people"))
    );
}

#[test]
fn a_run_is_listed_exported_verified_and_taken_back() {
    let bench = Bench::read("s");
    bench.plan_members("plan.json", 3);
    let plan = bench.arg("plan.json");
    bench
        .run(&["apply", &plan, "--result", &bench.arg("r.json")])
        .ends(0);
    let runs = bench
        .run(&["runs", "--limit", "1", "--json"])
        .ends(0)
        .json();
    let id = runs["runs"][0]["run"].as_str().unwrap().to_owned();
    // The same bytes everywhere, and those that the window saves.
    let json = bench
        .run(&["export", "receipt", &id[..18], "--format", "json"])
        .ends(0);
    let receipt: Receipt = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json.out.as_bytes(), sheet::receipt_json(&receipt).unwrap());
    assert_eq!(
        std::fs::read(bench.file("r.json")).unwrap(),
        json.out.as_bytes()
    );
    let csv = bench
        .run(&["export", "receipt", "last", "--format", "csv"])
        .ends(0);
    assert_eq!(csv.out.as_bytes(), sheet::receipt_csv(&receipt).unwrap());
    let exported = bench.run(&["export", "plan", &id]).ends(0);
    assert_eq!(std::fs::read(&plan).unwrap(), exported.out.as_bytes());
    assert_eq!(
        file::from_bytes(exported.out.as_bytes())
            .unwrap()
            .lines
            .len(),
        3
    );
    let lines = bench
        .run(&["export", "journal", "--format", "jsonl"])
        .ends(0);
    assert_eq!(lines.out.lines().count(), bench.journal_lines());
    let csv = bench.run(&["export", "journal", "--format", "csv"]).ends(0);
    assert_eq!(csv.out.lines().count(), bench.journal_lines() + 1);

    let journal = bench.journal().display().to_string();
    bench.run(&["verify", &journal]).ends(0);
    bench.run(&["verify", &plan]).ends(0);
    let sound = bench.run(&[
        "verify",
        &bench.arg("r.json"),
        "--journal",
        &journal,
        "--json",
    ]);
    assert_eq!(sound.ends(0).json()["lines"], 3);

    bench
        .run(&["undo", "last", "-o", &bench.arg("undo.json")])
        .ends(0);
    let back = bench
        .run(&["apply", &bench.arg("undo.json"), "--json"])
        .ends(0)
        .json();
    assert_eq!(back["outcomes"]["done"], 3);
    let again = bench.run(&["undo", &id, "--json"]).ends(3).json();
    assert_eq!(again["skipped"].as_array().unwrap().len(), 3, "{again}");
}

#[test]
fn what_was_damaged_is_named() {
    let bench = Bench::read("s");
    bench.plan_members("plan.json", 3);
    bench
        .run(&[
            "apply",
            &bench.arg("plan.json"),
            "--result",
            &bench.arg("r.json"),
        ])
        .ends(0);
    let (copy, place) = (bench.file("journal.log"), bench.arg("journal.log"));
    let whole = std::fs::read_to_string(bench.journal()).unwrap();
    std::fs::write(&copy, &whole).unwrap();
    bench.run(&["verify", &bench.arg("r.json")]).ends(0);
    let swapped = whole
        .replacen("m1@example.com", "mx@example.com", 1)
        .replacen("M1", "MX", 1);
    std::fs::write(&copy, swapped).unwrap();
    let told = bench.run(&["verify", &place, "--json"]).ends(4).json();
    assert_eq!(
        (told["sound"].clone(), told["line"].is_u64()),
        (json!(false), true),
        "{told}"
    );
    // A tail that is missing shows against the receipt alone.
    let short: Vec<&str> = whole.split_inclusive('\n').collect();
    std::fs::write(&copy, short[..short.len() - 2].concat()).unwrap();
    bench.run(&["verify", &place]).ends(0);
    bench
        .run(&["verify", &place, "--receipt", &bench.arg("r.json")])
        .ends(4);
    // So does a receipt that says something else than the journal.
    std::fs::write(&copy, &whole).unwrap();
    let receipt = std::fs::read_to_string(bench.file("r.json")).unwrap();
    let changed = receipt.replacen("\"outcome\": \"done\"", "\"outcome\": \"refused\"", 1);
    assert_ne!(receipt, changed);
    std::fs::write(bench.file("r.json"), changed).unwrap();
    let told = bench
        .run(&["verify", &bench.arg("r.json"), "--json"])
        .ends(4)
        .json();
    assert!(
        told["problem"].as_str().unwrap().starts_with("line 1"),
        "{told}"
    );
    let plan = std::fs::read_to_string(bench.file("plan.json")).unwrap();
    std::fs::write(bench.file("plan.json"), plan.replacen("M1", "M9", 1)).unwrap();
    bench.run(&["verify", &bench.arg("plan.json")]).ends(4);
    bench.run(&["verify", &bench.arg("members.csv")]).ends(2);
}

#[test]
fn the_key_is_in_no_output_and_in_no_file() {
    let bench = Bench::bare("s");
    let key = bench.key.clone().unwrap();
    let mut said = String::new();
    let mut say = |ran: crate::bench::Ran| said.extend([ran.out, ran.err]);
    say(bench.connect("Try"));
    say(bench.run(&["sync", "--json"]));
    bench.plan_members("plan.json", 2);
    say(bench.run(&["apply", &bench.arg("plan.json"), "--json"]));
    say(bench.run(&["apply", &bench.arg("plan.json"), "--json"]));
    say(bench.run(&["export", "journal", "--format", "jsonl"]));
    say(bench
        .command(&["sync"])
        .env("GATEHOUSE_LOG", "trace")
        .output()
        .map(|o| crate::bench::Ran::of(&o))
        .unwrap());
    assert!(!said.contains(&key));
    let all = files(bench.dir.path());
    assert!(all.len() > 5);
    for path in all {
        let bytes = std::fs::read(&path).unwrap();
        let found = bytes.windows(key.len()).any(|w| w == key.as_bytes());
        assert!(!found, "{}", path.display());
    }
}

#[cfg(unix)]
#[test]
fn a_written_plan_is_private_and_is_not_overwritten() {
    use std::os::unix::fs::PermissionsExt as _;
    let bench = Bench::read("s");
    bench.plan_members("plan.json", 1);
    let mode = bench
        .file("plan.json")
        .metadata()
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    let person = &bench.people(1)[0];
    let plan = bench.arg("plan.json");
    let remove = ["plan", "remove", "--person", person, "-o", &plan];
    let before = std::fs::read(&plan).unwrap();
    bench.run(&remove).ends(2);
    assert_eq!(std::fs::read(&plan).unwrap(), before);
    bench.run(&[&remove[..], &["--force"]].concat()).ends(0);
    assert_ne!(std::fs::read(&plan).unwrap(), before);
    let piped = bench
        .run(&["plan", "remove", "--person", person, "-o", "-"])
        .ends(0);
    assert!(file::from_bytes(piped.out.as_bytes()).is_ok() && piped.err.contains("Remove"));
}
