//! Invites, people and contributors through the command line: planned, applied, exported, and
//! nothing left to do the second time.

use crate::bench::Bench;
use serde_json::{Value, json};

const NEW: &str = "new.hand@example.com";

/// A list as JSON, which agrees with the same list as CSV.
fn export(bench: &Bench, what: &str, head: &str) -> Vec<Value> {
    let told = bench.run(&["export", what, "--format", "json"]).ends(0);
    let list: Vec<Value> = serde_json::from_str(&told.out).expect("a list");
    let csv = bench.run(&["export", what, "--format", "csv"]).ends(0);
    assert!(csv.out.starts_with(head), "{what}: {}", csv.out);
    assert!(!list.is_empty(), "{what}");
    assert!(csv.out.lines().count() > list.len() / 2, "{what}");
    list
}

/// Plans, applies, and applies again, which says that there is nothing to do and sends nothing.
fn applied(bench: &Bench, name: &str, what: &[&str]) -> u64 {
    let file = bench.arg(name);
    let words: Vec<&str> = [&["plan"], what, &["-o", &file]].concat();
    bench.run(&words).ends(0);
    let before = bench.writes();
    bench.run(&["apply", &file]).ends(0);
    let after = bench.writes();
    let again = bench.run(&["apply", &file]).ends(3);
    assert!(again.err.contains("carried out already"), "{}", again.err);
    assert_eq!(bench.writes(), after, "the second sends no write");
    after - before
}

fn invites(bench: &Bench, email: &str) -> Vec<Value> {
    let mut all = export(bench, "invites", "");
    all.retain(|i| i["email"] == email);
    all
}

#[test]
fn site_invites_are_sent_resent_revoked_and_renewed() {
    let bench = Bench::read("s");
    let site = bench.site(0);
    let role = ["--role", "Blog Editor", NEW];
    let invite = [&["site-invite", "--site", &site], &role[..]].concat();
    assert_eq!(applied(&bench, "invite.json", &invite), 1);
    let sent = invites(&bench, NEW);
    assert_eq!(sent.len(), 1, "{sent:?}");
    assert_eq!(applied(&bench, "resend.json", &["resend", NEW]), 1);
    assert_eq!(applied(&bench, "revoke.json", &["revoke", NEW]), 1);
    let revoked = invites(&bench, NEW);
    assert_ne!(revoked[0]["state"], sent[0]["state"], "{revoked:?}");
    // Nothing is open any more, so there is nothing to revoke.
    bench.run(&["plan", "revoke", NEW]).ends(3);
    assert_eq!(applied(&bench, "renew.json", &["renew", NEW]), 1);
    let renewed = invites(&bench, NEW);
    assert_eq!(renewed.len(), 2, "a revoked one becomes a new one");
    bench.run(&["plan", "resend", "nobody@example.com"]).ends(2);
}

#[test]
fn roles_and_locations_change_on_every_site_of_somebody_in_one_plan() {
    let bench = Bench::read("s");
    bench.run(&["sync", "--sites"]).ends(0);
    let all = export(&bench, "contributors", "");
    let place = all
        .iter()
        .find_map(|c| c["locations"].get(0))
        .expect("somebody with a limit");
    let name = place["name"].as_str().expect("a name").to_owned();
    let there = export(&bench, "locations", "");
    let has = |site: &Value| {
        there
            .iter()
            .any(|l| l["siteId"] == *site && l["id"] == place["id"])
    };
    let home = all.iter().find(|c| has(&c["siteId"])).expect("a site");
    let home = home["siteId"].clone();
    let on = |account: &Value| all.iter().filter(|c| c["accountId"] == *account).count();
    let who = all.iter().find(|c| {
        let account = &c["accountId"];
        c["siteId"] == home && on(account) > 1 && c["owns"] != json!(true)
    });
    let account = who.expect("somebody on two sites")["accountId"].clone();
    let id = account.as_str().expect("an id");
    let words = [
        "site-roles",
        "--every-site",
        "--account",
        id,
        "--exactly",
        "Billing Manager",
    ];
    let roles = applied(&bench, "roles.json", &words);
    assert_eq!(roles, on(&account) as u64);
    let words = [
        "site-locations",
        "--every-site",
        "--account",
        id,
        "--location",
        &name,
        "--exactly",
        "Blog Editor",
    ];
    assert!(applied(&bench, "both.json", &words) >= 1);
    let now = export(&bench, "contributors", "");
    for row in now.iter().filter(|c| c["accountId"] == account) {
        let titles = row["roles"].to_string();
        if row["siteId"] == home {
            assert_eq!(row["locations"][0]["name"], json!(name), "{row}");
            assert!(titles.contains("Blog Editor"), "{row}");
        }
    }
    let words = ["plan", "site-locations", "--every-site", "--account", id];
    let words = [&words[..], &["--location", "No such place"]].concat();
    let bad = bench.run(&words).ends(2);
    assert!(bad.err.contains("No such place"), "{}", bad.err);
}

#[test]
fn one_person_leaves_every_place_and_the_lists_tell() {
    let bench = Bench::read("s");
    bench.run(&["sync", "--sites"]).ends(0);
    let people = export(&bench, "people", "");
    let roles = export(&bench, "roles", "");
    let sites = export(&bench, "sites", "Name,Folder,State");
    let locations = export(&bench, "locations", "");
    assert_eq!(
        sites.len(),
        bench.sandbox.1["sites"].as_array().unwrap().len()
    );
    let ids: Vec<&Value> = sites.iter().map(|s| &s["id"]).collect();
    assert!(locations.iter().all(|l| ids.contains(&&l["siteId"])));
    assert!(roles.iter().any(|r| r.to_string().contains("Blog Editor")));
    let who = bench.people(1)[0].clone();
    assert!(people.iter().any(|p| p.to_string().contains(&who)));
    assert!(applied(&bench, "gone.json", &["remove-everywhere", &who]) >= 1);
    bench.run(&["sync"]).ends(0);
    let left = export(&bench, "people", "");
    let there = |list: &[Value]| {
        let of = |p: &&Value| p.to_string().contains(&who) && p.to_string().contains("\"team\"");
        list.iter().filter(of).count()
    };
    assert_eq!(there(&left), 0);
    bench
        .run(&["plan", "remove-everywhere", "nobody@example.com"])
        .ends(2);
}
