//! Sheets as a person would give them: checked, planned, carried out, told row by row.

use crate::bench::{Bench, until};
use serde_json::Value;
use std::collections::BTreeSet;

/// Login addresses of members that the first site has.
fn there(bench: &Bench, n: usize) -> Vec<String> {
    let body = serde_json::json!({
        "query": { "paging": { "limit": 100 } }, "fieldsets": ["FULL"],
    });
    let told = bench.ask(&bench.site(0), "/members/v1/members/query", &body);
    let all = told["members"].as_array().expect("members").clone();
    let texts = all
        .iter()
        .map(|m| m["loginEmail"].as_str().unwrap_or_default().to_owned());
    let texts: Vec<String> = texts.filter(|t| t.contains('@')).take(n).collect();
    assert_eq!(texts.len(), n);
    texts
}

/// Rows of a result file: row, address, outcome, reason, request id.
fn rows(bench: &Bench, name: &str) -> Vec<Vec<String>> {
    let bytes = std::fs::read(bench.file(name)).expect("a result");
    let mut csv = csv::Reader::from_reader(bytes.as_slice());
    let rows = csv.records().map(|r| r.expect("a row"));
    rows.map(|r| r.iter().map(str::to_owned).collect())
        .collect()
}

fn outcomes(rows: &[Vec<String>], outcome: &str) -> usize {
    rows.iter().filter(|r| r[2] == outcome).count()
}

/// Asks the program about a sheet of new members for the first site.
fn words<'a>(what: &'a str, file: &'a str, site: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [
        &["sheet", what, file, "--kind", "members", "--site", site],
        more,
    ]
    .concat()
}

/// A file of a thousand rows: members of whom some are there already, and some are named twice.
fn thousand(bench: &Bench, known: &[String]) {
    // Semicolons, Windows-1252, names with accents: 958 new, 30 there, 12 doubles among the new.
    let mut lines = vec!["Vorname;Nachname;E-Mail".to_owned()];
    for n in 0..958 {
        lines.push(format!("Zoë {n};Müller;new{n}@example.com"));
        if n % 80 == 0 && n / 80 < 12 {
            let again = n / 2;
            lines.push(format!("Zoë {again};Müller;NEW{again}@Example.com "));
        }
    }
    for login in known {
        lines.push(format!("Da;Schon;{login}"));
    }
    assert_eq!(lines.len(), 1 + 1000);
    let text = lines.join("\r\n");
    let (bytes, _, lost) = encoding_rs::WINDOWS_1252.encode(&text);
    assert!(!lost);
    std::fs::write(bench.file("members.csv"), &bytes).expect("a file");
}

/// The sandbox's own word for it: the network was cut twice, and nothing but members was written, so
/// that no call which could send a mail was tried.
fn only_members_were_made(bench: &Bench) {
    let state = bench.control("GET", "state", &Value::Null);
    assert_eq!(state["mails"], 0, "no mail: {state}");
    let log = bench.control("GET", "log", &Value::Null);
    let log = log.as_array().expect("every call");
    let cut = |how: &str| log.iter().filter(|c| c["fault"] == how).count();
    assert_eq!(cut("cut after the effect"), 1);
    assert_eq!(cut("cut before the effect"), 1);
    let written = log.iter().filter(|c| c["write"] == true);
    let paths: BTreeSet<&str> = written.filter_map(|c| c["path"].as_str()).collect();
    assert_eq!(paths, BTreeSet::from(["/members/v1/members"]));
}

/// The rows that were left, as a sheet of the same form: the one is made up for, and doubles are there
/// by now.
fn what_was_left_is_made_up_for(bench: &Bench, file: &str, receipt: &str) {
    let site = bench.site(0);
    let left = bench.arg("left.csv");
    let from = ["--from", receipt, "--errors-only", "-o", &left];
    bench.run(&words("result", file, &site, &from)).ends(0);
    let (rest, last) = (bench.arg("rest.json"), bench.arg("last.json"));
    let planned = bench.run(&words("plan", &left, &site, &["-o", &rest, "--json"]));
    let planned = planned.ends(0).json();
    assert_eq!(planned["rows"], 13, "{planned}");
    bench.run(&["apply", &rest, "--result", &last]).ends(0);
    let created = bench.created();
    assert_eq!(created.len(), 958);
    assert!(created.iter().all(|(_, n)| *n == 1), "{created:?}");
}

/// So many calls can be under way at once, at the most.
const UNDER_WAY: usize = 8;

#[test]
fn a_thousand_members_with_doubles_and_with_some_who_are_there() {
    let bench = Bench::read("s");
    let site = bench.site(0);
    let known = there(&bench, 30);
    thousand(&bench, &known);
    let (file, plan) = (bench.arg("members.csv"), bench.arg("plan.json"));

    let checked = bench
        .run(&words("check", &file, &site, &["--json"]))
        .ends(0)
        .json();
    assert_eq!(checked["counts"]["rows"], 1000);
    assert_eq!(checked["problems"]["double"]["count"], 12);
    assert_eq!(checked["format"]["encoding"][0], "windows-1252");
    let writes = bench.writes();
    let planned = bench
        .run(&words("plan", &file, &site, &["-o", &plan]))
        .ends(0);
    assert_eq!(bench.writes(), writes, "planning writes nothing");
    assert!(planned.out.contains("958"), "{}", planned.out);

    // Killed on the way, and the network is cut twice, before a call had an effect and after it: it
    // goes on and nobody is made twice.
    let receipt = bench.arg("receipt.json");
    let apply = ["apply", &plan, "--result", &receipt, "--json"];
    for (who, kind) in [("new20@", "cutAfter"), ("new640@", "cutBefore")] {
        bench.fault(&serde_json::json!({
            "match": { "bodyContains": format!("\"loginEmail\":\"{who}") },
            "times": 1, "kind": kind,
        }));
    }
    for moment in [300, 900] {
        let mut child = bench.start(&apply);
        until("the next moment", || bench.journal_lines() >= moment);
        child.kill().expect("a kill");
        child.wait().expect("its end");
    }
    // Nobody can tell whether a call whose answer was lost had an effect: it is not sent again, and
    // what reading finds is told.
    bench.run(&apply).ends(4);
    let created = bench.created();
    assert_eq!(created.len(), 957);
    assert!(created.iter().all(|(_, n)| *n == 1), "{created:?}");
    only_members_were_made(&bench);

    let result = bench.arg("result.csv");
    let from = ["--from", &receipt, "-o", &result];
    bench.run(&words("result", &file, &site, &from)).ends(0);
    let told = rows(&bench, "result.csv");
    let numbers: Vec<u64> = told
        .iter()
        .map(|r| r[0].parse().expect("a number"))
        .collect();
    assert_eq!(
        numbers,
        (2..=1001).collect::<Vec<_>>(),
        "one line a row, in their order"
    );
    assert_eq!(outcomes(&told, "Done"), 957);
    assert_eq!(outcomes(&told, "Not done"), 1);
    assert_eq!(outcomes(&told, "Already so"), 30);
    assert_eq!(outcomes(&told, "Skipped by rule"), 12);
    for row in told.iter().filter(|r| r[2] == "Skipped by rule") {
        let named = format!("and {} name the same", row[0]);
        assert!(
            row[3].starts_with("Rows ") && row[3].contains(&named),
            "{row:?}"
        );
    }
    // A call that was under way at a kill, or whose answer was cut off, is known from reading alone.
    let ids = told
        .iter()
        .filter(|r| r[2] == "Done")
        .map(|r| r[4].as_str());
    let ids: Vec<&str> = ids.filter(|id| !id.is_empty()).collect();
    let different: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(different.len(), ids.len(), "request ids");
    assert!(
        ids.len() >= 957 - 3 * UNDER_WAY,
        "{} request ids",
        ids.len()
    );

    what_was_left_is_made_up_for(&bench, &file, &receipt);

    // The same file again, under another name: content decides.
    std::fs::copy(bench.file("members.csv"), bench.file("copy.csv")).expect("a copy");
    let again = bench.arg("again.json");
    let copy = bench.arg("copy.csv");
    bench
        .run(&words(
            "plan",
            &copy,
            &site,
            &["-o", &again, "--keep-empty"],
        ))
        .ends(3);
    let second = bench.arg("second.csv");
    bench
        .run(&words(
            "result",
            &copy,
            &site,
            &["--from", &again, "-o", &second],
        ))
        .ends(0);
    assert_eq!(outcomes(&rows(&bench, "second.csv"), "Already so"), 988);
}

#[test]
fn what_is_wrong_is_told_by_cell_and_stands_against_a_plan() {
    let bench = Bench::read("s");
    let site = bench.site(0);
    let text = "Email,First name,Date of birth\nana@gmial.com,Ana,1990-05-17\n\nnobody,Bo,\n\
                \"bo@example,com\",Bo,\nTotal: 3,,\n";
    std::fs::write(bench.file("bad.csv"), text).expect("a file");
    let file = bench.arg("bad.csv");
    let told = bench.run(&words("check", &file, &site, &[])).ends(2);
    for part in [
        "row 2, Email “ana@gmial.com”: did you mean gmail.com? → “ana@gmail.com”",
        "row 4, Email “nobody”",
        "row 5, Email “bo@example,com”",
        "→ “bo@example.com”",
        "Rows of totals",
    ] {
        assert!(told.out.contains(part), "{part} in {}", told.out);
    }
    let plan = bench.arg("plan.json");
    bench
        .run(&words("plan", &file, &site, &["-o", &plan]))
        .ends(2);
    assert!(!bench.file("plan.json").exists());
    // Suggestions are taken, what cannot be saved is left out.
    let how = [
        "--accept",
        "typo",
        "--accept",
        "bad-address",
        "--rule",
        "bad-address=skip",
        "-o",
        &plan,
    ];
    bench.run(&words("plan", &file, &site, &how)).ends(0);
    let plan_text = std::fs::read_to_string(bench.file("plan.json")).expect("a plan");
    assert!(plan_text.contains("ana@gmail.com") && plan_text.contains("bo@example.com"));
    assert!(
        plan_text.contains("Row 4: “nobody” is not a mail address"),
        "{plan_text}"
    );
    // The corrected sheet keeps everything that nobody changed.
    let fixed = bench.arg("fixed.csv");
    let how = ["--accept", "typo", "--accept", "bad-address", "-o", &fixed];
    bench.run(&words("correct", &file, &site, &how)).ends(0);
    let wanted = text
        .replace("gmial", "gmail")
        .replace("\"bo@example,com\"", "bo@example.com");
    assert_eq!(
        std::fs::read_to_string(bench.file("fixed.csv")).expect("a file"),
        wanted
    );
}

/// A spreadsheet program's own file is no table of text: what to do about it is said, and neither
/// a check nor a plan reads letters into it.
#[test]
fn a_spreadsheet_programs_own_file_is_told_from_a_sheet() {
    let bench = Bench::read("s");
    let site = bench.site(0);
    let ods = "PK\u{3}\u{4}mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
    std::fs::write(bench.file("empty.csv"), "\n\n").expect("a file");
    let empty = bench.arg("empty.csv");
    let told = bench.run(&words("check", &empty, &site, &[])).ends(2);
    assert!(told.err.contains("has no rows"), "{}", told.err);
    for (name, bytes, says) in [
        (
            "people.xlsx",
            "PK\u{3}\u{4}[Content_Types].xml",
            "Save it as CSV in Excel",
        ),
        ("people.ods", ods, "Save it as CSV in LibreOffice"),
        (
            "people.xls",
            "<html><table><tr><td>a@b.example",
            "save it as CSV there",
        ),
    ] {
        std::fs::write(bench.file(name), bytes).expect("a file");
        let file = bench.arg(name);
        for what in ["check", "plan"] {
            let told = bench.run(&words(what, &file, &site, &[])).ends(2);
            assert!(told.err.contains("no sheet of text"), "{}", told.err);
            assert!(told.err.contains(says), "{}", told.err);
        }
    }
}

#[test]
fn a_truth_sheet_round_trips_without_a_change_and_then_changes_what_was_edited() {
    let bench = Bench::read("s");
    let site = bench.site(0);
    bench.run(&["sync", "--members", &site]).ends(0);
    let (file, plan) = (bench.arg("truth.csv"), bench.arg("plan.json"));
    bench
        .run(&[
            "export", "members", "--site", &site, "--format", "csv", "-o", &file,
        ])
        .ends(0);
    let truth = |more: &[&str]| {
        let words = [
            "sheet",
            "plan",
            &file,
            "--kind",
            "member-truth",
            "--site",
            &site,
        ];
        bench.run(&[&words[..], more].concat())
    };
    let same = truth(&["-o", &plan]);
    assert_eq!(same.code, 3, "{}\n{}", same.out, same.err);
    // Two edits and a new row.
    let text = std::fs::read_to_string(bench.file("truth.csv")).expect("the export");
    let mut csv = csv::Reader::from_reader(text.as_bytes());
    let head = csv.headers().expect("names").clone();
    let at = |name: &str| head.iter().position(|h| h == name).expect("a column");
    let mut all: Vec<Vec<String>> = csv
        .records()
        .map(|r| r.expect("a row").iter().map(str::to_owned).collect())
        .collect();
    all[3][at("Nickname")] = "Edited".to_owned();
    let phones = all
        .iter()
        .position(|r| !r[at("Phones")].is_empty())
        .expect("phones");
    all[phones][at("Phones")] = "-".to_owned();
    let mut new = vec![String::new(); head.len()];
    new[at("Login address")] = "brand.new@example.com".to_owned();
    new[at("First name")] = "Brand".to_owned();
    all.push(new);
    let mut out = csv::Writer::from_path(bench.file("truth.csv")).expect("a file");
    out.write_record(&head).expect("names");
    for row in &all {
        out.write_record(row).expect("a row");
    }
    out.flush().expect("the disk");
    let made = truth(&["-o", &plan, "--json"]).ends(0).json();
    bench.run(&["apply", &plan]).ends(0);
    assert_eq!(bench.created().len(), 1, "{made}");
    bench.run(&["sync", "--members", &site]).ends(0);
    let again = truth(&["-o", &plan, "--force"]);
    assert_eq!(again.code, 3, "{}\n{}", again.out, again.err);
}

/// Fifty people, six sets of roles, nine sites: Windows-1252 with semicolons.
fn joiners(bench: &Bench, sites: &[String]) {
    let sets = [
        "Blog Editor",
        "Website Manager",
        "Website Designer",
        "Blog Editor; Website Manager",
        "Website Designer; Website Manager",
        "Blog Editor; Website Designer",
    ];
    let mut text = "Prénom;E-Mail;Rollen;Seiten\r\n".to_owned();
    for n in 0..50 {
        let (roles, site) = (sets[n % 6], &sites[n % 9]);
        let row = format!("Zoë;joiner{n}@example.com;\"{roles}\";{site}\r\n");
        text.push_str(&row);
    }
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
    std::fs::write(bench.file("joiners.csv"), &bytes).expect("a file");
}

/// Plans the joiners and applies the plan; gives how it ended and the rows of the result. The
/// writes that were announced are the writes that the sandbox saw.
fn join(bench: &Bench, kind: &str) -> (i32, Vec<Vec<String>>) {
    let (file, plan) = (bench.arg("joiners.csv"), bench.arg(&format!("{kind}.plan")));
    let writes = bench.writes();
    let words = [
        "sheet", "plan", &file, "--kind", kind, "-o", &plan, "--json",
    ];
    let told = bench.run(&words).ends(0).json();
    assert_eq!(told["mails"], 50, "{kind}");
    let receipt = bench.arg(&format!("{kind}.json"));
    let ended = bench.run(&["apply", &plan, "--result", &receipt]).code;
    assert_eq!(
        bench.writes() - writes,
        told["writes"].as_u64().expect("a number"),
        "{kind}"
    );
    let result = bench.arg(&format!("{kind}.csv"));
    let words = [
        "sheet", "result", &file, "--kind", kind, "--from", &receipt, "-o", &result,
    ];
    bench.run(&words).ends(0);
    (ended, rows(bench, &format!("{kind}.csv")))
}

#[test]
fn fifty_joiners_with_six_role_sets_on_nine_sites_are_announced_exactly() {
    let bench = Bench::read("l");
    joiners(&bench, &bench.roomy(9, 6));
    for kind in ["team-invites", "site-invites"] {
        let (ended, told) = join(&bench, kind);
        assert_eq!((ended, outcomes(&told, "Done")), (0, 50), "{told:?}");
        assert!(told.iter().all(|r| !r[4].is_empty()), "{told:?}");
    }
}

#[test]
fn joiners_for_whom_no_seat_is_free_are_told_by_row() {
    let bench = Bench::read("l");
    let mut sites = bench.roomy(7, 6);
    let full = bench.seats().into_iter().filter(|(_, left)| *left == 0);
    let full: Vec<String> = full.map(|(site, _)| site).take(2).collect();
    assert_eq!(full.len(), 2, "sites without a free seat");
    sites.extend(full.clone());
    joiners(&bench, &sites);
    let (ended, told) = join(&bench, "site-invites");
    assert_eq!(ended, 4, "some were refused");
    for (n, row) in told.iter().enumerate() {
        let refused = full.contains(&sites[n % 9]);
        let wanted = if refused { "Refused" } else { "Done" };
        assert_eq!(row[2], wanted, "{row:?}");
        assert!(!refused || !row[3].is_empty(), "why: {row:?}");
    }
    assert_eq!(outcomes(&told, "Refused"), 10);
    // What was refused is a sheet of its own, in the form of the first.
    let (file, receipt) = (bench.arg("joiners.csv"), bench.arg("site-invites.json"));
    let left = bench.arg("left.csv");
    let words = [
        "sheet",
        "result",
        &file,
        "--kind",
        "site-invites",
        "--from",
        &receipt,
        "--errors-only",
        "-o",
        &left,
    ];
    bench.run(&words).ends(0);
    let bytes = std::fs::read(bench.file("left.csv")).expect("a file");
    let (text, _, _) = encoding_rs::WINDOWS_1252.decode(&bytes);
    assert_eq!(text.lines().count(), 11, "{text}");
    assert!(text.starts_with("Prénom;E-Mail;Rollen;Seiten"), "{text}");
}

#[test]
fn a_truth_sheet_of_a_thousand_rows_is_carried_out_once() {
    let bench = Bench::read("l");
    let site = bench.site(0);
    bench.run(&["sync", "--members", &site]).ends(0);
    let (all, file, plan) = (
        bench.arg("all.csv"),
        bench.arg("truth.csv"),
        bench.arg("p.json"),
    );
    bench
        .run(&[
            "export", "members", "--site", &site, "--format", "csv", "-o", &all,
        ])
        .ends(0);
    let mut csv = csv::Reader::from_path(bench.file("all.csv")).expect("the export");
    let head = csv.headers().expect("names").clone();
    let at = |name: &str| head.iter().position(|h| h == name).expect("a column");
    let mut rows: Vec<Vec<String>> = csv
        .records()
        .step_by(31)
        .take(900)
        .map(|r| r.expect("a row").iter().map(str::to_owned).collect())
        .collect();
    // Sixty edits, some of which a spreadsheet would run as formulas, and a hundred new members.
    let nickname = at("Nickname");
    for (n, row) in rows.iter_mut().step_by(15).enumerate() {
        row[nickname] = ["=1+1", "@home", "Plain, \"quoted\"", "Zoë"][n % 4].to_owned();
    }
    for n in 0..100 {
        let mut new = vec![String::new(); head.len()];
        new[at("Login address")] = format!("truth{n}@example.com");
        new[at("First name")] = "Truth".to_owned();
        rows.push(new);
    }
    let mut out = csv::Writer::from_path(bench.file("truth.csv")).expect("a file");
    out.write_record(&head).expect("names");
    for row in &rows {
        out.write_record(row).expect("a row");
    }
    out.flush().expect("the disk");

    let words = [
        "sheet",
        "plan",
        &file,
        "--kind",
        "member-truth",
        "--site",
        &site,
        "-o",
        &plan,
        "--force",
        "--json",
    ];
    let writes = bench.writes();
    let told = bench.run(&words).ends(0).json();
    assert_eq!(
        (&told["rows"], &told["writes"]),
        (&1000.into(), &160.into())
    );
    bench.run(&["apply", &plan]).ends(0);
    assert_eq!(bench.writes() - writes, 160);
    assert_eq!(bench.created().len(), 100);
    bench.run(&["sync", "--members", &site, "--newest"]).ends(0);
    let again = bench.run(&words);
    assert_eq!(again.code, 3, "{}\n{}", again.out, again.err);
    assert_eq!(bench.writes() - writes, 160, "nothing is sent twice");

    // What is exported now, formulas with their apostrophe, comes back without a change.
    let now = bench.arg("now.csv");
    bench
        .run(&[
            "export", "members", "--site", &site, "--format", "csv", "-o", &now,
        ])
        .ends(0);
    let text = std::fs::read_to_string(bench.file("now.csv")).expect("the export");
    assert_eq!(text.matches(",'=1+1,").count(), 15);
    assert_eq!(text.matches(",'@home,").count(), 15);
    let words = [
        "sheet",
        "plan",
        &now,
        "--kind",
        "member-truth",
        "--site",
        &site,
        "-o",
        &plan,
        "--force",
    ];
    let same = bench.run(&words);
    assert_eq!(same.code, 3, "{}\n{}", same.out, same.err);
}
