//! What a member tells about itself, and for whom a field is, as a person would type it.

use crate::bench::Bench;
use serde_json::{Value, json};

#[test]
fn texts_of_members_are_planned_applied_and_taken_back() {
    let bench = Bench::read("s");
    let site = bench.site(0);
    let query = || {
        let found = bench.ask(&site, "/members/v2/abouts/query", &json!({ "query": {} }));
        let all = found["memberAbouts"].as_array().expect("a list").clone();
        let rich = |a: &&Value| a["content"].to_string().contains("IMAGE");
        all.iter().find(rich).cloned()
    };
    let was = query().expect("a text with a picture");
    let member = was["memberId"].as_str().expect("an id");
    let plan = |words: &[&str]| {
        let mut all = vec!["plan", "members", "about"];
        all.extend(words);
        all.extend(["--site", &site, "--id", member]);
        bench.run(&all)
    };
    let left = plan(&["I bake."]).ends(3);
    assert!(left.out.contains("would lose"), "{}", left.out);
    let file = bench.arg("about.json");
    let made = plan(&["I bake.", "--insist", "-o", &file]).ends(0);
    assert!(made.out.contains("Change about text"), "{}", made.out);
    assert_eq!(bench.writes(), 0);
    bench.run(&["apply", &file]).ends(0);
    assert_eq!(query(), None);
    plan(&["--delete", "--from", "x"]).ends(2);
    plan(&[]).ends(2);
}

#[test]
fn one_member_is_shown_with_what_it_holds() {
    let bench = Bench::read("s");
    let site = bench.site(0);
    bench.run(&["sync", "--members", &site]).ends(0);
    let rich = bench.ask(&site, "/members/v2/abouts/query", &json!({ "query": {} }));
    let member = rich["memberAbouts"][0]["memberId"].as_str().expect("an id");
    let show = |more: &[&str]| {
        let mut all = vec!["member", "--site", &site, "--id", member];
        all.extend(more);
        bench.run(&all).ends(0).out
    };
    let calls = || bench.control("GET", "log", &Value::Null).to_string();
    let before = calls();
    let kept = show(&[]);
    assert!(kept.contains("Badges and roles: never read"), "{kept}");
    assert!(kept.contains("About: never read"), "{kept}");
    assert!(calls() == before, "nothing is asked");
    let read = show(&["--read"]);
    assert!(read.contains("Badges: "), "{read}");
    assert!(read.contains("Roles: "), "{read}");
    assert!(read.contains("About (read "), "{read}");
    let told: Value = serde_json::from_str(&show(&["--json"])).expect("json");
    assert_eq!(told["member"]["id"], member);
    assert!(told["held"]["roles"].is_array(), "{told}");
    bench
        .run(&["member", "--site", &site, "nobody@nowhere.example"])
        .ends(2);
    let offline = [
        "member",
        "--site",
        &site,
        "--id",
        member,
        "--read",
        "--offline",
    ];
    let offline = bench.run(&offline).ends(1);
    assert!(offline.err.contains("without --offline"), "{}", offline.err);
}

#[test]
fn a_field_is_for_whom_the_command_says() {
    let bench = Bench::read("s");
    let site = bench.site(0);
    let shown = || {
        let run = bench.run(&["site-settings", "--site", &site]);
        run.ends(0).out
    };
    let before = shown();
    assert!(before.contains("Fields that Wix suggests"), "{before}");
    assert!(before.contains("Birthdate  date"), "{before}");
    let plan = |words: &[&str]| {
        let mut all = vec!["plan", "site-settings", "field-for", "Shirt size"];
        all.extend(words);
        all.extend(["--site", &site]);
        bench.run(&all)
    };
    let none = plan(&["--not-badge", "Speaker"]).ends(2);
    assert!(none.err.contains("not said whom"), "{}", none.err);
    plan(&[]).ends(2);
    let same = plan(&["--everybody"]).ends(3);
    assert!(
        same.out.contains("Is for everybody already"),
        "{}",
        same.out
    );
    let file = bench.arg("for.json");
    let made = plan(&["--role", "PRESS", "--not-badge", "Speaker", "-o", &file]).ends(0);
    assert!(made.out.contains("Limit field"), "{}", made.out);
    bench.run(&["apply", &file]).ends(0);
    let after = shown();
    let line = "Shirt size  Members with the role Press; not: Members with the badge Speaker";
    assert!(after.contains(line), "{after}");
}
