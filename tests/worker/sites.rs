//! Contributors of sites: reading, changing, removing, taking back.

use crate::desk::Desk;
use crate::support::{Setup, Wix};
use gatehouse::access::{RoleId, SiteId};
use gatehouse::plan::{Contribution, Outcome, Undo, Wish};
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{AccessRow, Command, JobKind, PlanState, SiteRow, site_groups};
use std::sync::Arc;

fn desk(wix: &Wix) -> Desk {
    let mut desk = Setup::default().desk(None);
    desk.connect(wix, &wix.key("full"));
    desk
}

/// Reads these sites; all of them if none is named.
fn read(desk: &mut Desk, sites: Vec<SiteId>) {
    let before = desk.model.jobs.len();
    desk.send(Command::SyncSites(sites));
    desk.until("the sites", |m| {
        let job = m.last_job(JobKind::SyncSites)?;
        (m.jobs.len() > before && !job.state.is_active()).then_some(())
    });
    desk.take_in();
}

fn rows(desk: &Desk) -> Vec<AccessRow> {
    desk.model
        .access
        .as_ref()
        .expect("contributors")
        .rows
        .clone()
}

fn one(row: &AccessRow) -> Contribution {
    Contribution {
        site: row.site.clone(),
        account: row.account.clone(),
    }
}

#[test]
fn the_plan_of_a_reading_tells_its_calls_and_empty_sites_cost_none() {
    let wix = Wix::of(Size::S);
    let mut desk = desk(&wix);
    desk.send(Command::PlanSiteSync(vec![]));
    let plan = desk.until("what it takes", |m| {
        (m.site_sync.calls > 0).then(|| Arc::clone(&m.site_sync))
    });
    let sites = desk.model.sites.clone().expect("sites");
    let with = sites.rows.iter().filter(|r| r.contributors > 0).count();
    assert_eq!(plan.sites.len(), with);
    assert_eq!(plan.empty, sites.rows.len() - with);
    let before = wix.log().len();
    read(&mut desk, vec![]);
    let sent = wix.log().len() - before;
    assert!(sent >= plan.calls, "{sent} sent, {} announced", plan.calls);
    let table = desk.model.access.clone().unwrap();
    assert_eq!((table.read, table.incomplete, table.unread), (with, 0, 0));
    let told: usize = sites.rows.iter().map(|r| r.contributors).sum();
    assert_eq!(table.rows.len(), told, "as many as Query Sites tells");
    assert!(table.rows.iter().all(|r| !r.roles.is_empty()));
}

#[test]
fn roles_are_set_read_back_and_taken_back() {
    let wix = Wix::of(Size::S);
    let mut desk = desk(&wix);
    read(&mut desk, vec![]);
    let all = rows(&desk);
    let chosen: Vec<&AccessRow> = all.iter().filter(|r| !r.owns).take(5).collect();
    let table = desk.model.team.clone().unwrap();
    let role = table
        .directory
        .roles()
        .find(|r| r.at_site() && chosen.iter().all(|c| !c.roles.contains(&r.id)))
        .map(|r| r.id.clone())
        .expect("a role that nobody of them has");
    let review = desk.plan(Wish::ChangeContributorRoles {
        whom: chosen.iter().map(|r| one(r)).collect(),
        give: vec![role.clone()],
        take: vec![],
    });
    assert_eq!(review.plan.lines.len(), 5, "{:?}", review.plan.skipped);
    let run = desk.apply(&review);
    let receipt = run.receipt.clone().unwrap();
    assert_eq!(receipt.count(Outcome::Done), 5, "{receipt:#?}");
    let back = |l: &gatehouse::plan::ReceiptLine| l.result.read_back.as_ref().unwrap().as_planned;
    assert!(receipt.lines.iter().all(back));
    let holds = |desk: &Desk, row: &AccessRow, role: &RoleId| {
        let now = rows(desk);
        let found = now.iter().find(|r| one(r) == one(row)).expect("the row");
        found.roles.contains(role)
    };
    assert!(chosen.iter().all(|r| holds(&desk, r, &role)));

    desk.send(Command::CloseRun);
    desk.send(Command::Undo(run.run.clone()));
    let undo = desk.until("a plan that takes it back", |m| match &*m.plan {
        PlanState::Ready(review) if review.plan.undoes.is_some() => Some(review.clone()),
        PlanState::Failed(error) => panic!("{error}"),
        _ => None,
    });
    assert_eq!(undo.plan.lines.len(), 5, "{:?}", undo.plan.skipped);
    let end = desk.apply(&undo);
    assert_eq!(end.receipt.clone().unwrap().count(Outcome::Done), 5);
    assert!(chosen.iter().all(|r| !holds(&desk, r, &role)));
    assert_eq!(wix.writes().len(), 10);
}

#[test]
fn a_removal_from_a_site_is_presence_alone_and_is_read_back() {
    let wix = Wix::of(Size::S);
    let mut desk = desk(&wix);
    read(&mut desk, vec![]);
    let gone = rows(&desk).into_iter().find(|r| !r.owns).expect("a row");
    let review = desk.plan(Wish::RemoveContributors {
        whom: vec![one(&gone)],
    });
    let line = &review.plan.lines[0];
    assert!(line.ends_access());
    assert!(matches!(
        line.undo,
        Undo::Never { .. } | Undo::ByNewInvite { .. }
    ));
    let run = desk.apply(&review);
    let receipt = run.receipt.clone().unwrap();
    assert_eq!(receipt.count(Outcome::Done), 1, "{receipt:#?}");
    assert_eq!(
        (receipt.traffic.check_reads, receipt.traffic.writes),
        (1, 1),
        "no role is asked for"
    );
    assert!(!rows(&desk).iter().any(|r| one(r) == one(&gone)));
    let again = desk.plan(Wish::RemoveContributors {
        whom: vec![one(&gone)],
    });
    assert!(again.plan.lines.is_empty());
}

#[test]
fn an_invite_to_a_site_is_kept_from_the_answer_and_can_be_revoked() {
    let wix = Wix::of(Size::S);
    let mut desk = desk(&wix);
    read(&mut desk, vec![]);
    let table = desk.model.team.clone().unwrap();
    let role = table
        .directory
        .roles()
        .find(|r| r.at_site())
        .map(|r| r.id.clone())
        .unwrap();
    let site = SiteId::new(&wix.site(0));
    let review = desk.plan(Wish::InviteToSites {
        sites: vec![site.clone()],
        emails: vec!["nina@fjord.example".to_owned(), "no address".to_owned()],
        roles: vec![role.clone()],
        language: None,
    });
    assert_eq!((review.plan.lines.len(), review.plan.skipped.len()), (1, 1));
    assert_eq!(review.summary.mails, 1);
    let run = desk.apply(&review);
    let receipt = run.receipt.clone().unwrap();
    let refused = receipt.count(Outcome::Refused);
    assert_eq!(receipt.count(Outcome::Done) + refused, 1, "{receipt:#?}");
    assert_eq!(refused, 0, "there is a seat: {receipt:#?}");
    let again = desk.plan(Wish::InviteToSites {
        sites: vec![site],
        emails: vec!["Nina@fjord.example".to_owned()],
        roles: vec![role],
        language: None,
    });
    assert!(again.plan.lines.is_empty(), "the open invite is known");
    desk.send(Command::DropPlan);
    desk.send(Command::Undo(run.run.clone()));
    let undo = desk.until("a plan that revokes it", |m| match &*m.plan {
        PlanState::Ready(review) if review.plan.undoes.is_some() => Some(review.clone()),
        PlanState::Failed(error) => panic!("{error}"),
        _ => None,
    });
    assert_eq!(undo.plan.lines.len(), 1, "{:?}", undo.plan.skipped);
    let end = desk.apply(&undo);
    assert_eq!(end.receipt.clone().unwrap().count(Outcome::Done), 1);
}

/// Reads size S until one answer never comes, and stops the reading there.
fn interrupted(wix: &Wix, desk: &mut Desk) -> usize {
    wix.fault(&serde_json::json!({
        "match": {"path": "/roles-management/v2/contributors/query"},
        "after": 20,
        "kind": {"delayMs": 60_000},
    }));
    desk.send(Command::SyncSites(vec![]));
    let job = desk.until("a site that was read", |m| {
        let job = m.last_job(JobKind::SyncSites)?;
        (job.progress.done > 0).then_some(job.id)
    });
    desk.send(Command::Cancel(job));
    desk.until("the end", |m| {
        let job = m.last_job(JobKind::SyncSites)?;
        (!job.state.is_active()).then_some(())
    });
    desk.take_in();
    let table = desk.model.access.clone().expect("contributors");
    // It may have been stopped before that call.
    wix.no_faults();
    assert!(table.read > 0 && table.unread > 0, "{table:?}");
    table.read
}

#[test]
fn a_reading_that_was_stopped_goes_on_with_what_is_left() {
    let wix = Wix::of(Size::S);
    let mut desk = desk(&wix);
    let so_far = interrupted(&wix, &mut desk);
    let times = |desk: &Desk| -> Vec<_> {
        let sites = desk.model.sites.clone().expect("sites");
        sites.rows.iter().filter_map(|r| r.read).collect()
    };
    let before = times(&desk);
    assert_eq!(before.len(), so_far, "each part carries its time");
    desk.send(Command::PlanSiteSync(vec![]));
    let plan = desk.until("what is left", |m| {
        m.site_sync.resumes.then(|| Arc::clone(&m.site_sync))
    });
    let all = desk.model.sites.clone().expect("sites");
    let with = all.rows.iter().filter(|r| r.contributors > 0).count();
    assert_eq!(plan.left, with - so_far);
    assert_eq!((plan.sites.len(), plan.unknown), (plan.left, plan.left));

    // Another choice is answered too, and still tells what is left.
    let one = all.rows[0].site.id.clone();
    desk.send(Command::PlanSiteSync(vec![one.clone()]));
    let other = desk.until("another choice", |m| {
        (!m.site_sync.resumes && m.site_sync.wanted == [one.clone()])
            .then(|| Arc::clone(&m.site_sync))
    });
    assert_eq!(other.left, plan.left);

    read(&mut desk, plan.sites.clone());
    let table = desk.model.access.clone().unwrap();
    assert_eq!((table.read, table.unread), (with, 0));
    assert!(before.iter().all(|at| times(&desk).contains(at)));
    desk.send(Command::PlanSiteSync(vec![]));
    desk.until("nothing left", |m| {
        (m.site_sync.left == 0 && !m.site_sync.resumes).then_some(())
    });
}

#[test]
fn a_site_that_is_refused_does_not_keep_the_others_from_being_read() {
    let wix = Wix::of(Size::S);
    let mut desk = desk(&wix);
    wix.fault(&serde_json::json!({
        "match": {"path": "/roles-management/v2/contributors/query"},
        "kind": {"status": 403, "body": {"message": "no"}},
    }));
    read(&mut desk, vec![]);
    let table = desk.model.access.clone().unwrap();
    assert_eq!((table.incomplete, table.unread), (0, 1), "one site alone");
    assert!(table.read > 0);

    // The reason stays with the site, also for the next start, until the site can be read.
    let refused = |desk: &Desk| -> Vec<(SiteId, String)> {
        let sites = desk.model.sites.clone().expect("sites");
        let of = |r: &SiteRow| Some((r.site.id.clone(), r.refused.clone()?.1));
        sites.rows.iter().filter_map(of).collect()
    };
    let told = refused(&desk);
    assert_eq!(told.len(), 1, "{told:?}");
    let (site, words) = told[0].clone();
    assert!(words.contains("no"), "the words of Wix: {words}");
    let sites = desk.model.sites.clone().expect("sites");
    let groups = sites.index.facets().groups();
    let read_group = groups.iter().find(|g| g.key == site_groups::READ);
    let values = &read_group.expect("a group").values;
    assert!(values.iter().any(|v| v.label == "Refused by Wix"));
    desk.sync();
    assert_eq!(refused(&desk), told, "reading the account changes nothing");
    read(&mut desk, vec![site]);
    assert_eq!(refused(&desk), []);
}

#[test]
fn who_is_limited_to_an_archived_location_does_not_look_free() {
    let wix = Wix::of(Size::L);
    let mut desk = desk(&wix);
    let sites = desk.model.sites.clone().expect("sites");
    let two: Vec<SiteId> = sites
        .rows
        .iter()
        .take(2)
        .map(|r| r.site.id.clone())
        .collect();
    read(&mut desk, two.clone());
    desk.send(Command::PlanSiteSync(two));
    let plan = desk.until("the plan", |m| {
        (m.site_sync.unknown == 0 && !m.site_sync.sites.is_empty())
            .then(|| Arc::clone(&m.site_sync))
    });
    let before = wix.log().len();
    read(&mut desk, plan.sites.clone());
    let sent = wix.log().len() - before;
    // Everything is known now, so that the plan is exact: archived locations are asked for too.
    assert_eq!(sent, plan.calls);
}
