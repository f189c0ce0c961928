//! House rules: judged after each reading, put right by a plan, waived in the ledger.

use crate::desk::Desk;
use crate::files::files;
use crate::support::{Setup, Wix};
use gatehouse::access::{ACCOUNT_ADMIN, UserId};
use gatehouse::plan::rules::{HouseRules, Rule, join};
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{
    Command, ErrorCard, FindingRow, JobKind, RulesCommand, RulesTable, Trouble,
};
use jiff::SignedDuration;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

fn desk(setup: &Setup, wix: &Wix) -> Desk {
    let mut desk = setup.desk(None);
    desk.connect(wix, &wix.key("full"));
    desk
}

/// The findings as soon as this is so of them.
fn when(desk: &mut Desk, what: &str, so: impl Fn(&RulesTable) -> bool) -> Arc<RulesTable> {
    desk.until(what, |m| m.rules.clone().filter(|t| so(t)))
}

fn of(table: &RulesTable, rule: Rule) -> Vec<FindingRow> {
    let rows = table.rows.iter().filter(|r| r.finding.rule == rule);
    rows.cloned().collect()
}

fn asked(desk: &mut Desk, command: RulesCommand) -> Result<String, ErrorCard> {
    desk.take_in();
    desk.model.rules_end = None;
    desk.send(Command::Rules(command));
    desk.until("the end of a change", |m| {
        m.rules_end.as_ref().map(|end| end.as_ref().clone())
    })
}

fn joins(wix: &Wix, email: &str) {
    let who = json!({"do": "addMember", "email": email, "firstName": "Kim", "lastName": "Far"});
    wix.post("outside", &who);
}

#[test]
fn what_others_break_is_found_after_a_reading_and_a_plan_puts_it_right() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    let mut desk = desk(&setup, &wix);
    let clean = when(&mut desk, "findings", |_| true);
    assert!(of(&clean, Rule::CoOwners).is_empty(), "{clean:#?}");
    let known = of(&clean, Rule::OutsideDomain).len();
    joins(&wix, "kim@faraway.example");
    let made: Vec<UserId> = desk.ordinary(5);
    for user in &made {
        let change = json!({"do": "addAssignment", "userId": user.as_str(),
            "roleId": ACCOUNT_ADMIN});
        wix.post("outside", &change);
    }
    desk.sync();
    let found = when(&mut desk, "Kim", |t| {
        of(t, Rule::OutsideDomain).len() == known + 1
    });
    let too_many = of(&found, Rule::CoOwners);
    assert!(!too_many.is_empty());
    let kim = of(&found, Rule::OutsideDomain);
    let kim = kim.iter().find(|r| r.finding.key == "kim@faraway.example");
    let kim = kim.expect("Kim").clone();
    assert_eq!(kim.finding.who, "Kim Far");

    // One plan for all of it, and none of it is found afterwards.
    let right: Vec<_> = too_many.iter().chain([&kim]).map(|r| &r.finding).collect();
    let wish = join(right.iter().copied()).expect("a plan");
    let review = desk.plan(wish);
    assert_eq!(review.plan.lines.len(), right.len(), "{:#?}", review.plan);
    desk.apply(&review);
    when(&mut desk, "nothing of it", |t| {
        of(t, Rule::CoOwners).is_empty() && of(t, Rule::OutsideDomain).len() == known
    });
}

#[test]
fn waivers_and_rules_outlive_the_cache_and_are_taken_back_without_a_network() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    let mut desk = desk(&setup, &wix);
    let found = when(&mut desk, "findings", |t| t.open > 1);
    let (one, open) = (found.rows[0].finding.clone(), found.open);
    let waive = |why: &str, until| RulesCommand::Waive {
        findings: vec![one.id()],
        why: why.to_owned(),
        until,
    };
    let refused = asked(&mut desk, waive("  ", None)).unwrap_err();
    assert_eq!(refused.trouble, Trouble::BadInput, "a reason is needed");
    let over = found.at - SignedDuration::from_hours(1);
    let refused = asked(&mut desk, waive("too late", Some(over))).unwrap_err();
    assert_eq!(refused.trouble, Trouble::BadInput);
    assert_eq!(when(&mut desk, "findings", |_| true).open, open);

    asked(&mut desk, waive("Audits our books", None)).expect("waived");
    let waived = when(&mut desk, "one fewer", |t| t.open == open - 1);
    let waiver = waived.rows[0].waiver.clone().expect("a waiver");
    assert_eq!(waiver.why, "Audits our books");
    assert_eq!(waived.rows.len(), found.rows.len(), "it stays in the list");
    let rules = HouseRules {
        domains: vec![" @Northlight.example".to_owned()],
        most_co_owners: 9,
        ..HouseRules::default()
    };
    let set = |rules: &HouseRules| RulesCommand::Set(Box::new(rules.clone()));
    let bad = HouseRules {
        invite_days: 0,
        ..rules.clone()
    };
    asked(&mut desk, set(&bad)).expect_err("no days");
    asked(&mut desk, set(&rules)).expect("set");
    let now = when(&mut desk, "the rules", |t| {
        t.house.rules.most_co_owners == 9
    });
    assert_eq!(now.house.rules.domains, ["northlight.example"]);

    // The cache goes, rules and waivers stay.
    let data = desk.data();
    drop(desk);
    for file in files(&data) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with("cache.sqlite") {
            std::fs::remove_file(&file).expect("removed");
        }
    }
    let mut desk = setup.desk(None);
    desk.send(Command::OpenLast);
    let again = when(&mut desk, "findings again", |t| !t.rows.is_empty());
    let row = |t: &RulesTable| {
        let row = t.rows.iter().find(|r| r.finding.id() == one.id());
        row.expect("the finding").clone()
    };
    assert_eq!(row(&again).waiver, Some(waiver), "as it was said");
    assert_eq!(again.house.rules.most_co_owners, 9);
    drop(desk);

    let mut environment = setup.environment(None);
    environment.offline = true;
    let mut desk = setup.desk_in(environment);
    desk.send(Command::OpenLast);
    let offline = when(&mut desk, "findings offline", |t| !t.rows.is_empty());
    asked(&mut desk, RulesCommand::TakeBack(vec![one.id()])).expect("taken back");
    let back = when(&mut desk, "one more", |t| t.open == offline.open + 1);
    let history = row(&back).history;
    assert_eq!(history.len(), 2, "what was said stays: {history:?}");
    assert!(history[1].takes_back() && row(&back).is_open());
    let gone = gatehouse::plan::rules::FindingId {
        rule: Rule::Nameless,
        key: "account nobody".to_owned(),
    };
    let refused = asked(&mut desk, RulesCommand::TakeBack(vec![gone])).unwrap_err();
    assert_eq!(refused.trouble, Trouble::Stale);
}

#[test]
fn sites_that_were_not_read_are_told_and_reading_them_finds_more() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    let mut desk = desk(&setup, &wix);
    let before = when(&mut desk, "findings", |_| true);
    let unread = before.checked.unread;
    assert!(unread > 0);
    let words = before.gap().expect("a gap");
    assert!(words.starts_with("Contributors of"), "{words}");
    let site = desk.model.sites.clone().expect("sites").rows[0]
        .site
        .id
        .clone();
    let role = desk.model.team.clone().expect("a team");
    let role = role
        .directory
        .roles()
        .find(|r| r.at_site() && r.can_be_given());
    let role = role.expect("a role").id.clone();
    let who = json!({"do": "contributorAdd", "siteId": site.as_str(), "roleIds": [role.as_str()]});
    wix.post("outside", &who);
    desk.sync();
    desk.send(Command::SyncSites(Vec::new()));
    desk.until("the end of a reading", |m| {
        let job = m.last_job(JobKind::SyncSites)?;
        (!job.state.is_active()).then_some(())
    });
    let after = when(&mut desk, "somebody nameless", |t| {
        !of(t, Rule::Nameless).is_empty()
    });
    assert_eq!(after.checked.unread, 0);
    assert_eq!(after.gap(), None);
}

#[test]
fn invites_turn_old_and_waivers_end_by_the_clock_alone() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    let invite = json!({"do": "addInvite", "email": "late@northlight.example",
        "roleId": ACCOUNT_ADMIN});
    wix.post("outside", &invite);
    joins(&wix, "kim@faraway.example");
    let hours = Arc::new(AtomicI64::new(0));
    let mut environment = setup.environment(None);
    let (ticks, ahead) = (Arc::clone(&environment.now), Arc::clone(&hours));
    environment.now =
        Arc::new(move || ticks() + SignedDuration::from_hours(ahead.load(Ordering::SeqCst)));
    environment.patience.hour = Duration::from_millis(20);
    let mut desk = setup.desk_in(environment);
    desk.connect(&wix, &wix.key("full"));
    let rules = HouseRules {
        invite_days: 3,
        ..HouseRules::default()
    };
    asked(&mut desk, RulesCommand::Set(Box::new(rules))).expect("set");
    let found = when(&mut desk, "findings", |t| t.house.rules.invite_days == 3);
    let late = |t: &RulesTable| {
        let mut old = of(t, Rule::OldInvite).into_iter();
        old.any(|r| r.finding.who == "late@northlight.example")
    };
    assert!(!late(&found), "it was sent just now");
    let kim = of(&found, Rule::OutsideDomain);
    let kim = kim.iter().find(|r| r.finding.key == "kim@faraway.example");
    let (one, open) = (kim.expect("Kim").finding.id(), found.open);
    let waive = RulesCommand::Waive {
        findings: vec![one.clone()],
        why: "Until the audit".to_owned(),
        until: Some(found.at + SignedDuration::from_hours(24)),
    };
    asked(&mut desk, waive).expect("waived");
    when(&mut desk, "one fewer", |t| t.open == open - 1);
    let log = wix.log().len();
    hours.store(25, Ordering::SeqCst);
    let is_open = |t: &RulesTable| {
        let mut rows = t.rows.iter();
        rows.any(|r| r.finding.id() == one && r.is_open())
    };
    let ended = when(&mut desk, "the end of the waiver", is_open);
    assert!(!late(&ended));
    hours.store(24 * 5, Ordering::SeqCst);
    when(&mut desk, "an old invite", late);
    assert_eq!(wix.log().len(), log, "nothing was read");
}
