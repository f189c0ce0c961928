//! Badges, roles, fields and privacy of a site's members as a person would type it.

use crate::bench::Bench;
use serde_json::Value;

#[test]
fn settings_are_shown_planned_applied_and_taken_back() {
    let bench = Bench::read("s");
    let sites = bench.run(&["export", "sites", "--format", "json"]).ends(0);
    let sites: Vec<Value> = serde_json::from_str(&sites.out).expect("a list");
    let site = sites[0]["name"].as_str().expect("a name");
    let kept = bench.run(&["site-settings", "--site", site, "--kept"]);
    assert!(kept.ends(0).out.contains("Never read"));
    let offline = bench.run(&["site-settings", "--site", site, "--offline"]);
    assert!(offline.ends(1).err.contains("without --offline"));
    let shown = bench.run(&["site-settings", "--site", site]).ends(0);
    assert!(shown.out.contains("Founding member"), "{}", shown.out);
    assert!(
        shown.out.contains("Any member may be public"),
        "{}",
        shown.out
    );
    let json = bench
        .run(&["site-settings", "--site", site, "--kept", "--json"])
        .ends(0);
    let json: Value = serde_json::from_str(&json.out).expect("an object");
    let badges = &json["settings"]["badges"];
    assert_eq!(badges["is"]["badges"].as_array().map(Vec::len), Some(3));
    assert!(badges["readAt"].is_string());
    assert_eq!(bench.writes(), 0);

    let plan = |words: &[&str]| {
        let mut all = vec!["plan", "site-settings"];
        all.extend(words);
        all.extend(["--site", site]);
        bench.run(&all)
    };
    let none = plan(&["delete-badge", "Nobody"]).ends(2);
    assert!(
        none.err.contains("No badge of the site is called"),
        "{}",
        none.err
    );
    let nothing = plan(&["change-badge", "Speaker"]).ends(2);
    assert!(nothing.err.contains("Nothing is named"), "{}", nothing.err);
    let file = bench.arg("role.json");
    let made = plan(&["create-role", "VIP", "Guests", "-o", &file]).ends(0);
    assert!(made.out.contains("Create member role"), "{}", made.out);
    bench.run(&["apply", &file]).ends(0);
    assert_eq!(bench.writes(), 1);
    let shown = bench
        .run(&["site-settings", "--site", site, "--kept"])
        .ends(0);
    assert!(shown.out.contains("VIP  Guests"), "{}", shown.out);
    let change = plan(&["change-field", "Visits", "--privacy", "public"]).ends(0);
    assert!(change.out.contains("Change field"), "{}", change.out);
    let same = plan(&["default-privacy", "private"]);
    assert!(same.ends(3).out.contains("Is so already"));
}
