//! Members of a site as a person would type it: price, read, export.

use crate::bench::Bench;
use serde_json::Value;

#[test]
fn members_are_priced_read_and_exported() {
    let bench = Bench::read("s");
    let sites = bench.run(&["export", "sites", "--format", "json"]).ends(0);
    let sites: Vec<Value> = serde_json::from_str(&sites.out).expect("a list");
    let name = sites[0]["name"].as_str().expect("a name");
    let before = bench.run(&["export", "members", "--site", name, "--format", "csv"]);
    assert!(before.ends(1).err.contains("have not been read yet"));
    let none = bench.run(&["sync", "--members", name, "--newest"]);
    assert!(none.ends(2).err.contains("Everybody was never read"));

    let plan = bench
        .run(&["sync", "--members", name, "--plan", "--json"])
        .ends(0);
    let plan: Value = serde_json::from_str(&plan.out).expect("an object");
    let total = plan["total"].as_u64().expect("a number");
    let writes = bench.writes();
    let read = bench.run(&["sync", "--members", name]).ends(0);
    assert!(
        read.out.contains(&format!("{total} members of")),
        "{}",
        read.out
    );
    assert_eq!(bench.writes(), writes, "reading writes nothing");

    let json = bench
        .run(&["export", "members", "--site", name, "--format", "json"])
        .ends(0);
    let all: Vec<Value> = serde_json::from_str(&json.out).expect("a list");
    assert_eq!(all.len() as u64, total);
    let with_contact = all.iter().filter(|m| m["contactId"].is_string());
    assert!(with_contact.clone().count() > 0);
    assert!(with_contact.clone().all(|m| m["contactId"] != m["id"]));
    let pending = all.iter().filter(|m| m["status"] == "PENDING").count();
    let words = [
        "export", "members", "--site", name, "--status", "pending", "--format", "csv",
    ];
    let csv = bench.run(&words).ends(0);
    assert_eq!(csv.out.lines().count(), pending + 1, "{}", csv.out);
    assert!(csv.out.starts_with("Shown as,Nickname,Login address,"));

    let newest = bench.run(&["sync", "--members", name, "--newest"]).ends(0);
    assert!(
        newest.out.contains("0 new and 0 changed members"),
        "{}",
        newest.out
    );
}

#[test]
fn a_filter_chooses_members_and_the_plan_says_so() {
    let bench = Bench::read("s");
    let site = bench.site(0);
    let plan = bench.arg("approve.json");
    let words = |filter: &'static str, expect: &'static str| {
        [
            "plan", "members", "approve", "--site", &site, "--filter", filter, "--expect", expect,
            "-o", &plan,
        ]
        .map(str::to_owned)
    };
    let run = |filter, expect| {
        let words = words(filter, expect);
        bench.run(&words.each_ref().map(String::as_str))
    };
    let unread = run("status:pending", "10").ends(2);
    assert!(
        unread.err.contains("have not been read yet"),
        "{}",
        unread.err
    );
    bench.run(&["sync", "--members", &site]).ends(0);
    let other = run("status:pending", "7").ends(2);
    assert!(other.err.contains("10 people are meant"), "{}", other.err);
    let none = run("colour:red", "7").ends(2);
    assert!(none.err.contains("knows no “colour:”"), "{}", none.err);
    run("status:pending", "10").ends(0);
    let text = std::fs::read_to_string(&plan).expect("a plan");
    let made: Value = serde_json::from_str(&text).expect("a plan");
    let by = &made["plan"]["selection"];
    assert_eq!(
        (by["matched"].as_u64(), by["of"].as_u64()),
        (Some(10), Some(120)),
        "{text}"
    );
    let writes = bench.writes();
    bench.run(&["apply", &plan]).ends(0);
    assert!(bench.writes() > writes);
    std::fs::remove_file(&plan).expect("the file");
    let again = run("status:pending", "0");
    assert!(again.err.contains("Nobody"), "{}{}", again.out, again.err);
}
