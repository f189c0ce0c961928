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
    assert!(csv.out.starts_with("Member id,Login address,"));

    let newest = bench.run(&["sync", "--members", name, "--newest"]).ends(0);
    assert!(
        newest.out.contains("0 new and 0 changed members"),
        "{}",
        newest.out
    );
}
