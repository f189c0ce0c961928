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
