//! The badges and roles that one member holds: read, shown, and right after a plan changed them.

use crate::desk::Desk;
use crate::members::Eye;
use crate::support::{Setup, Wix};
use gatehouse::access::{MemberHeld, MemberId, MemberStatus, SiteId};
use gatehouse::plan::{MemberWish, Whom, Wish};
use gatehouse::sandbox::Size;
use gatehouse::wix::members::QueryMembers;
use gatehouse::worker::protocol::{Command, MemberSheet, Trouble};
use serde_json::json;
use std::sync::Arc;

fn read(desk: &mut Desk, site: &SiteId, id: &MemberId) -> Arc<MemberSheet> {
    let (of, member) = (site.clone(), id.clone());
    desk.send(Command::ShowMember {
        site: of.clone(),
        id: member.clone(),
    });
    desk.until("the member", |m| {
        m.member.as_ref().filter(|s| s.id == *id).map(|_| ())
    });
    desk.send(Command::ReadHeld {
        site: of,
        id: member,
    });
    desk.until("that it is being read", |m| {
        m.member
            .as_ref()
            .filter(|s| s.held.reading || s.held.kept.is_some() || s.held.problem.is_some())
            .map(|_| ())
    });
    desk.until("what it holds", |m| {
        m.member.clone().filter(|s| {
            let told = s.held.kept.is_some() || s.held.problem.is_some();
            !s.held.reading && told
        })
    })
}

fn held(sheet: &MemberSheet) -> MemberHeld {
    sheet.held.kept.clone().expect("what it holds").0
}

fn titles(held: &MemberHeld) -> (Vec<&str>, Vec<&str>) {
    let badges = held.badges.iter().map(|b| b.title.as_str());
    let roles = held.roles.iter().map(|r| r.key.as_str());
    (badges.collect(), roles.collect())
}

fn about(site: &SiteId, id: &MemberId, wish: MemberWish) -> Wish {
    Wish::Members {
        site: site.clone(),
        whom: Whom {
            ids: vec![id.clone()],
            logins: Vec::new(),
        },
        wish,
    }
}

/// Somebody who holds nothing yet, with the last of the badges that the site has.
fn somebody(eye: &Eye) -> MemberId {
    let approved = QueryMembers {
        statuses: vec![MemberStatus::Approved],
        limit: 100,
        ..QueryMembers::everybody()
    };
    eye.all(&approved).last().expect("somebody").id.clone()
}

fn begin(wix: &Wix) -> (Desk, Eye, MemberId) {
    let mut desk = Setup::default().desk(None);
    desk.connect(wix, &wix.key("full"));
    let eye = Eye::new(wix, 0);
    let id = somebody(&eye);
    (desk, eye, id)
}

#[test]
fn what_a_member_holds_is_read_with_its_titles_and_follows_a_plan_without_another_call() {
    let wix = Wix::of(Size::S);
    let (mut desk, eye, id) = begin(&wix);
    let site = eye.site.clone();
    let before = held(&read(&mut desk, &site, &id));
    let mut badges = eye.badges().into_iter();
    let badge = badges
        .rfind(|b| before.badges.iter().all(|held| held.id != b.id))
        .expect("a badge that it does not wear");

    let review = desk.plan(about(&site, &id, MemberWish::GiveBadge(badge.id.clone())));
    desk.apply(&review);
    let press = MemberWish::GiveRole("PRESS".into());
    let review = desk.plan(about(&site, &id, press));
    desk.apply(&review);
    let reads = |wix: &Wix| {
        let all = wix.log();
        let path = |c: &serde_json::Value| c["path"].to_string();
        all.iter()
            .filter(|c| path(c).contains("assignments/query"))
            .count()
    };
    let calls = reads(&wix);
    desk.send(Command::ShowMember {
        site: site.clone(),
        id: id.clone(),
    });
    let shown = desk.until("both, unasked", |m| {
        let held = m.member.clone()?.held.kept.clone()?.0;
        let has = held.badges.iter().any(|b| b.id == badge.id);
        (has && held.roles.iter().any(|r| r.key.as_str() == "PRESS")).then_some(held)
    });
    assert_eq!(reads(&wix), calls, "nothing is asked for that");
    assert_eq!(shown.badges.len(), before.badges.len() + 1);

    // Wix's own answer says the same, with titles.
    read(&mut desk, &site, &id);
    desk.until("the title of the badge", |m| {
        let held = m.member.clone()?.held.kept.clone()?.0;
        let (badges, roles) = titles(&held);
        let told = badges.contains(&badge.title.as_str()) && roles.contains(&"PRESS");
        told.then_some(())
    });

    let review = desk.plan(about(&site, &id, MemberWish::TakeBadge(badge.id.clone())));
    desk.apply(&review);
    desk.until("without the badge", |m| {
        let held = m.member.clone()?.held.kept.clone()?.0;
        held.badges.iter().all(|b| b.id != badge.id).then_some(())
    });
}

#[test]
fn a_refusal_is_said_and_what_was_known_stays() {
    let wix = Wix::of(Size::S);
    let (mut desk, eye, id) = begin(&wix);
    let site = eye.site.clone();
    let known = held(&read(&mut desk, &site, &id));
    wix.fault(&json!({
        "match": {"path": "/members/v1/roles/members/"}, "times": 9,
        "kind": {"status": 403, "body": {"message": "no", "details": {}}},
    }));
    read(&mut desk, &site, &id);
    let again = desk.until("the refusal", |m| {
        m.member.clone().filter(|s| s.held.problem.is_some())
    });
    assert_eq!(
        again.held.problem.as_ref().map(|p| p.trouble),
        Some(Trouble::NoAccess)
    );
    assert_eq!(held(&again), known);
}
