//! Snapshots at the command line: listed, taken and compared with the network off.

use crate::bench::Bench;
use serde_json::{Value, json};

fn ids(bench: &Bench) -> Vec<String> {
    let told = bench.run(&["--offline", "snapshots", "list", "--json"]);
    let told = told.ends(0).json();
    let all = told["snapshots"].as_array().expect("a list");
    let id = |s: &Value| s["id"].as_str().expect("an id").to_owned();
    all.iter().map(id).collect()
}

#[test]
fn what_changed_is_told_offline_and_an_incomplete_moment_only_if_insisted() {
    let bench = Bench::read("s");
    let first = ids(&bench);
    assert_eq!(first.len(), 1, "a reading leaves one");
    let joined = json!({"do": "addMember", "email": "joined@example.com",
        "firstName": "Jo\u{1b}[2J"});
    bench.control("POST", "outside", &joined);
    bench.run(&["sync"]).ends(0);
    bench.run(&["--offline", "snapshots", "take"]).ends(0);
    let now = ids(&bench);
    assert_eq!(now.len(), 3);

    let words = ["--offline", "changes", "--from", &first[0]];
    let text = bench.run(&words).ends(0).out;
    assert!(
        text.contains("1 change\n") && text.contains("More access"),
        "{text}"
    );
    assert!(
        text.contains("joined the team") && !text.contains('\u{1b}'),
        "{text}"
    );
    let data = bench
        .run(&[&words[..], &["--json"]].concat())
        .ends(0)
        .json();
    assert_eq!(data["incomplete"], json!(false));
    let changes = data["changes"].as_array().expect("changes");
    assert_eq!(changes.len(), 1, "{data}");
    assert_eq!(changes[0]["by"]["who"], "others");
    assert_eq!(changes[0]["weight"], "more");
    let key = changes[0]["key"].as_str().expect("a key").to_owned();
    assert!(text.contains(&format!("  {key}  Jo")), "{text}");
    put_back(&bench, &first[0], &key);
    // Nobody looked at a window, so there is no last visit.
    let unknown = bench.run(&["--offline", "changes"]).ends(2);
    assert!(unknown.err.contains("seen last"), "{}", unknown.err);
    bench
        .run(&["--offline", "changes", "--from", "1999-01-01"])
        .ends(2);
    bench
        .run(&["--offline", "changes", "--from", "none"])
        .ends(2);

    bench.fault(&json!({
        "match": {"path": "/team/search"}, "times": 50,
        "kind": {"status": 403, "body": {"message": "no more", "details": {}}},
    }));
    bench.run(&["sync"]).ends(4);
    let refused = bench.run(&words).ends(2);
    assert!(refused.err.contains("incomplete"), "{}", refused.err);
    let insisted = bench.run(&[&words[..], &["--insist"]].concat()).ends(4);
    assert!(insisted.out.contains("INCOMPLETE"), "{}", insisted.out);

    let kept = bench.run(&["--offline", "snapshots", "keep", "--newest", "2", "--json"]);
    let kept = kept.ends(0).json();
    assert_eq!(
        kept["snapshots"].as_array().map(Vec::len),
        Some(3),
        "the two newest, and the one that is kept always: {kept}"
    );
    assert_eq!(kept["keep"], json!({"newest": 2, "days": 0}));
    let delete = ["--offline", "snapshots", "delete"];
    bench.run(&[&delete[..], &["none"]].concat()).ends(2);
    bench
        .run(&[&delete[..], &[first[0].as_str()]].concat())
        .ends(0);
    assert_eq!(ids(&bench).len(), 2);
    bench.run(&["snapshots", "keep", "--newest", "1"]).ends(2);
}

/// A plan out of one line, the same line as a table, and a moment that stays.
fn put_back(bench: &Bench, first: &str, key: &str) {
    let from = ["--from", first];
    let plan = ["plan", "put-back", "--line"];
    let strange = bench.run(&[&plan[..], &["ffffffffff"], &from].concat());
    let strange = strange.ends(2);
    assert!(strange.err.contains("“ffffffffff”"), "{}", strange.err);
    let made = bench.run(&[&plan[..], &[key, "--json"], &from].concat());
    let made = made.ends(0).json();
    let title = made["title"].as_str().or(made["plan"]["title"].as_str());
    let title = title.unwrap_or_default();
    assert!(title.starts_with("Put back 1 change since"), "{made}");
    let export = ["--offline", "export", "changes", "--format", "csv"];
    let csv = bench.run(&[&export[..], &from].concat()).ends(0).out;
    assert_eq!(csv.lines().count(), 2, "{csv}");
    assert!(csv.contains(key) && !csv.contains("INCOMPLETE"), "{csv}");
    bench.run(&["--offline", "snapshots", "pin", first]).ends(0);
}
