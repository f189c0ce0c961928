//! Members of a site as a person would name them: by id, by address, out of a file.

use crate::bench::Bench;
use serde_json::Value;

/// Ids and login addresses of members who may log in, far behind owner and contributors.
fn members(bench: &Bench, n: usize) -> Vec<(String, String)> {
    let body = serde_json::json!({
        "query": { "filter": { "status": "APPROVED" }, "paging": { "limit": 100 } },
        "fieldsets": ["FULL"],
    });
    let told = bench.ask(&bench.site(0), "/members/v1/members/query", &body);
    let all = told["members"].as_array().expect("members").clone();
    let text = |m: &Value, name: &str| m[name].as_str().expect("a text").to_owned();
    let some = all.iter().skip(20).take(n);
    some.map(|m| (text(m, "id"), text(m, "loginEmail")))
        .collect()
}

#[test]
fn members_are_blocked_let_in_and_edited() {
    let bench = Bench::read("s");
    let site = bench.site(0);
    let some = members(&bench, 3);
    let list = bench.arg("people.txt");
    let text = format!(
        "# who is meant\n{}\n{} # by address\n",
        some[0].0, some[1].1
    );
    std::fs::write(&list, text).expect("a file");

    let plan = bench.arg("block.json");
    let words = [
        "plan", "members", "block", "--site", &site, "--people", &list, "--id", &some[2].0, "-o",
        &plan,
    ];
    let told = bench.run(&words).ends(0);
    assert!(told.out.contains("Block member"), "{}", told.out);
    bench.run(&["apply", &plan]).ends(0);
    let again = bench.arg("again.json");
    let words = [
        "plan", "members", "block", "--site", &site, "--people", &list, "-o", &again,
    ];
    let told = bench.run(&words);
    assert!(told.out.contains("Is blocked already") || told.err.contains("nothing to do"));
    bench.run(&["undo", "last", "--apply"]).ends(0);

    let edit = bench.arg("edit.json");
    let words = [
        "plan",
        "members",
        "update",
        "--site",
        &site,
        "--address",
        &some[1].1,
        "--nickname",
        "Dana of the test",
        "--title",
        "",
        "--no-phones",
        "-o",
        &edit,
    ];
    bench.run(&words).ends(0);
    bench.run(&["apply", &edit]).ends(0);
    let bare = [
        "plan", "members", "update", "--site", &site, "--id", &some[0].0,
    ];
    assert!(bench.run(&bare).ends(2).err.contains("No field is named"));
    let nobody = ["plan", "members", "delete", "--site", &site];
    bench.run(&nobody).ends(2);
}

fn with<'a>(words: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [words, more].concat()
}

#[test]
fn mails_to_set_a_password_go_out_in_waves() {
    let bench = Bench::read("s");
    let site = bench.site(0);
    let some = members(&bench, 3);
    let plan = bench.arg("mails.json");
    let mut words = vec!["plan", "members", "password-mail", "--site", &site];
    for (id, _) in &some {
        words.extend(["--id", id]);
    }
    let told = bench.run(&with(
        &words,
        &[
            "--cap", "2", "--hours", "0-24", "--zone", "UTC", "-o", &plan, "--json",
        ],
    ));
    let told = told.ends(0).json();
    assert_eq!(told["waves"]["aDay"], 2);
    let mails = told["mailsByDay"].as_array().expect("days").iter();
    let mails: Vec<i64> = mails.map(|d| d["mails"].as_i64().expect("mails")).collect();
    assert_eq!(mails, [2, 1]);
    let shown = bench.run(&["show", &plan]).ends(0);
    assert!(
        shown.out.contains("at most 2 mails within 24 hours"),
        "{}",
        shown.out
    );

    let nothing = bench.run(&with(&words, &["--hours", "18-9"])).ends(2);
    assert!(nothing.err.contains("within one day"), "{}", nothing.err);
    let days = bench
        .run(&with(&words, &["--cap", "5", "--days", "someday"]))
        .ends(2);
    assert!(days.err.contains("no day of the week"), "{}", days.err);
    bench.run(&with(&words, &["--zone", "UTC"])).ends(2);

    let at_once = bench.arg("all.json");
    let told = bench
        .run(&with(&words, &["--cap", "5", "-o", &at_once]))
        .ends(0);
    assert!(told.out.contains("at most 5 mails"), "{}", told.out);
    bench.run(&["apply", &at_once]).ends(0);
    assert_eq!(bench.writes(), 3);
}
