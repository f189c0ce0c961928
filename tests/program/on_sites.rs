//! Site access as a person would type it: read, change, take back, remove.

use crate::bench::Bench;
use serde_json::{Value, json};

fn contributors(bench: &Bench) -> Vec<Value> {
    let told = bench.run(&["export", "contributors", "--format", "json"]);
    serde_json::from_str(&told.ends(0).out).expect("a list")
}

/// Ids of the roles and of the locations of one contributor.
fn held(bench: &Bench, site: &Value, account: &Value) -> Option<(Vec<Value>, Vec<Value>)> {
    let ids = |list: &Value| {
        let list = list.as_array().expect("a list");
        list.iter().map(|x| x["id"].clone()).collect()
    };
    let all = contributors(bench);
    let mut found = all.iter();
    let one = found.find(|c| c["siteId"] == *site && c["accountId"] == *account)?;
    Some((ids(&one["roles"]), ids(&one["locations"])))
}

fn applied(bench: &Bench, plan: &str, what: &[&str]) {
    let file = bench.arg(plan);
    let words: Vec<&str> = [&["plan"], what, &["-o", &file]].concat();
    bench.run(&words).ends(0);
    bench.run(&["apply", &file]).ends(0);
}

#[test]
fn a_contributor_is_limited_freed_and_removed() {
    let bench = Bench::read("s");
    let before = bench.run(&["export", "contributors", "--format", "json"]);
    assert!(before.ends(1).err.contains("No site has been read yet"));
    let plan = bench.run(&["sync", "--sites", "--plan"]).ends(0);
    assert!(plan.out.contains("Calls: at least"), "{}", plan.out);
    let writes = bench.writes();
    bench.run(&["sync", "--sites"]).ends(0);
    assert_eq!(bench.writes(), writes, "reading writes nothing");

    let looked = bench.run(&["sync", "--names", "--json"]).ends(0).json();
    assert!(looked["named"].as_u64() > Some(0), "{looked}");
    assert!(looked["nameless"].as_u64() > Some(0), "{looked}");
    let offline = bench.run(&["sync", "--names", "--offline"]).ends(1);
    assert!(offline.err.contains("without --offline"), "{}", offline.err);
    bench.run(&["sync", "--names", "--sites"]).ends(2);
    assert_eq!(bench.writes(), writes);

    let all = contributors(&bench);
    let limited = all
        .iter()
        .find(|c| c["locations"] != json!([]))
        .expect("somebody with a limit");
    let free = all
        .iter()
        .find(|c| c["siteId"] == limited["siteId"] && c["locations"] == json!([]))
        .expect("somebody without one");
    let (site, account) = (&free["siteId"], &free["accountId"]);
    let (at, who) = (site.as_str().unwrap(), account.as_str().unwrap());
    let place = &limited["locations"][0]["id"];
    let (roles, _) = held(&bench, site, account).expect("a row");

    let words = [
        "site-locations",
        "--site",
        at,
        "--location",
        place.as_str().unwrap(),
        "--account",
        who,
    ];
    applied(&bench, "limit.json", &words);
    let now = held(&bench, site, account);
    assert_eq!(now, Some((roles.clone(), vec![place.clone()])));
    bench.run(&["undo", "last", "--apply"]).ends(0);
    assert_eq!(held(&bench, site, account), Some((roles, vec![])));

    let words = ["site-remove", "--site", at, "--account", who];
    applied(&bench, "gone.json", &words);
    assert_eq!(held(&bench, site, account), None);
    assert_eq!(bench.writes() - writes, 3);
}
