//! Snapshots: taken by reading, compared, and our own changes told from those of others.

use crate::desk::Desk;
use crate::support::{Setup, Wix};
use gatehouse::access::{
    ACCOUNT_ADMIN, InviteStatus, OWNER, Reach, RoleId, SITE_ADMIN, SiteId, UserId, Weight,
};
use gatehouse::plan::{Outcome, Wish};
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{
    By, ChangeRow, Changes, ChangesState, Command, CompareRequest, ErrorCard, JobKind,
    MembersReading, PlanState, PutBackRequest, SnapshotsList, When,
};
use serde_json::{Value, json};
use std::sync::Arc;

fn list(desk: &mut Desk, command: Command) -> Arc<SnapshotsList> {
    desk.take_in();
    desk.model.snapshots = None;
    desk.send(command);
    desk.until("the snapshots", |m| m.snapshots.clone())
}

fn newest(desk: &mut Desk) -> String {
    let list = list(desk, Command::ListSnapshots);
    list.all.as_ref().unwrap()[0].id.clone()
}

fn compare(desk: &mut Desk, from: When, to: When, insist: bool) -> Result<Arc<Changes>, ErrorCard> {
    desk.take_in();
    desk.model.changes = Arc::default();
    desk.send(Command::Compare(CompareRequest { from, to, insist }));
    desk.until("the changes", |m| match &*m.changes {
        ChangesState::Ready(changes) => Some(Ok(Arc::clone(changes))),
        ChangesState::Incomplete(card) | ChangesState::Failed(card) => Some(Err(card.clone())),
        _ => None,
    })
}

fn over(desk: &mut Desk, kind: JobKind, command: Command) {
    let before = desk.model.jobs.len();
    desk.send(command);
    desk.until("the end of a reading", |m| {
        let job = m.last_job(kind)?;
        (m.jobs.len() > before && !job.state.is_active()).then_some(())
    });
    desk.take_in();
}

/// Reads everything that the comparison is about.
fn read(desk: &mut Desk, sites: &[SiteId], members_of: &SiteId) {
    desk.sync();
    over(desk, JobKind::SyncSites, Command::SyncSites(sites.to_vec()));
    let members = Command::SyncMembers {
        site: members_of.clone(),
        how: MembersReading::Anew,
    };
    over(desk, JobKind::SyncMembers, members);
}

/// Changes from outside, each as the group of its row and an id in it.
struct Planted<'a> {
    wix: &'a Wix,
    all: Vec<(&'static str, String)>,
}

impl Planted<'_> {
    fn plant(&mut self, group: &'static str, id: &str, change: &Value) {
        let made = self.wix.post("outside", change);
        let id = if id.is_empty() {
            made["id"].as_str().expect("an id")
        } else {
            id
        };
        self.all.push((group, id.to_owned()));
    }
}

/// People, what they hold, and invites.
fn plant_in_team(planted: &mut Planted<'_>, desk: &Desk, people: &[UserId]) {
    let (wix, table) = (planted.wix, desk.model.team.clone().unwrap());
    let user = |n: usize| people[n].as_str();
    planted.plant(
        "Roles and reach",
        user(0),
        &json!({"do": "addAssignment", "userId": user(0), "roleId": ACCOUNT_ADMIN}),
    );
    for n in 1..4 {
        planted.plant(
            "Roles and reach",
            user(n),
            &json!({"do": "addAssignment", "userId": user(n), "roleId": SITE_ADMIN,
                "siteId": wix.site(9)}),
        );
    }
    let several = people[10..].iter().filter_map(|u| table.team.member(u));
    for who in several.filter(|m| m.assignments.len() > 1).take(2) {
        let id = who.assignments[0].id.as_ref().expect("an id").as_str();
        planted.plant(
            "Roles and reach",
            who.id.as_str(),
            &json!({"do": "removeAssignment", "userId": who.id.as_str(), "assignmentId": id}),
        );
    }
    for n in 0..2 {
        let email = format!("joined{n}@example.com");
        planted.plant("People", "", &json!({"do": "addMember", "email": email}));
    }
    for n in 4..6 {
        let change = json!({"do": "removeMember", "userId": user(n)});
        planted.plant("People", user(n), &change);
    }
    for n in 6..8 {
        let change = json!({"do": "renameMember", "userId": user(n), "firstName": "Other",
            "lastName": "Name"});
        planted.plant("People", user(n), &change);
    }
    let invites = table.team.invites.iter();
    let open = invites.filter(|i| i.status == InviteStatus::Pending);
    for (invite, status) in open.zip(["Declined", "Deleted"]) {
        let id = invite.id.as_str();
        let change = json!({"do": "changeInvite", "inviteId": id, "status": status});
        planted.plant("Invites", id, &change);
    }
}

/// Sites, their contributors and members; and invites until there are 25 changes.
fn plant_on_sites(planted: &mut Planted<'_>, desk: &Desk, sites: &[SiteId], site_role: &RoleId) {
    let wix = planted.wix;
    let access = desk.model.access.clone().unwrap().access.clone();
    let elsewhere = wix.site(12);
    planted.plant(
        "Sites and folders",
        &elsewhere,
        &json!({"do": "renameSite", "siteId": elsewhere, "displayName": "Another name"}),
    );
    let site = sites[0].as_str();
    let there: Vec<_> = access.contributors[&sites[0]]
        .values()
        .filter(|c| c.roles.iter().all(|r| r.as_str() != OWNER))
        .filter(|c| !c.roles.contains(site_role))
        .collect();
    planted.plant(
        "Contributors",
        "",
        &json!({"do": "contributorAdd", "siteId": site, "roleIds": [site_role.as_str()]}),
    );
    let gains = there[0].account.as_str();
    let mut roles: Vec<&str> = there[0].roles.iter().map(RoleId::as_str).collect();
    roles.push(site_role.as_str());
    planted.plant(
        "Contributors",
        gains,
        &json!({"do": "contributorRoles", "siteId": site, "accountId": gains, "roleIds": roles}),
    );
    let gone = there[1].account.as_str();
    planted.plant(
        "Contributors",
        gone,
        &json!({"do": "contributorRemove", "siteId": site, "accountId": gone}),
    );
    for n in 0..2 {
        let email = format!("signed{n}@example.com");
        planted.plant(
            "Site members",
            "",
            &json!({"do": "memberCreate", "siteId": sites[2].as_str(), "loginEmail": email}),
        );
    }
    while planted.all.len() < 25 {
        let email = format!("invited{}@example.com", planted.all.len());
        planted.plant(
            "Invites",
            "",
            &json!({"do": "addInvite", "email": email, "roleId": SITE_ADMIN,
                "siteId": wix.site(3)}),
        );
    }
}

#[test]
fn planted_changes_are_all_found_and_none_is_invented_and_ours_are_told_apart() {
    let wix = Wix::of(Size::L);
    let mut desk = Setup::default().desk(None);
    desk.connect(&wix, &wix.key("full"));
    let sites: Vec<SiteId> = (1..4).map(|n| SiteId::new(&wix.site(n))).collect();
    read(&mut desk, &sites, &sites[2]);
    let taken = list(&mut desk, Command::TakeSnapshot).taken.clone();
    let first = taken.expect("one was taken").expect("it worked");

    let people = desk.ordinary(40);
    let table = desk.model.team.clone().unwrap();
    let site_role = table
        .directory
        .roles()
        .find(|r| r.at_site() && !r.custom && r.id.as_str() != SITE_ADMIN)
        .expect("a role")
        .id
        .clone();
    let mut planted = Planted {
        wix: &wix,
        all: vec![],
    };
    plant_in_team(&mut planted, &desk, &people);
    plant_on_sites(&mut planted, &desk, &sites, &site_role);

    // Three changes of our own in between.
    desk.sync();
    let ours = people[30..33].to_vec();
    let review = desk.plan(Wish::ChangeRoles {
        people: ours.clone(),
        give: vec![gatehouse::access::NewAssignment {
            role: site_role,
            reach: Reach::site(&SiteId::new(&wix.site(14))),
        }],
        take: vec![],
    });
    let run = desk.apply(&review);
    assert_eq!(run.receipt.as_ref().unwrap().count(Outcome::Done), 3);
    read(&mut desk, &sites, &sites[2]);
    list(&mut desk, Command::TakeSnapshot);

    let found = compare(&mut desk, When::Id(first.clone()), When::Newest, false).unwrap();
    let mut rows: Vec<&ChangeRow> = found.rows.iter().collect();
    assert!(rows.is_sorted_by_key(|r| r.weight), "worst first");
    assert_eq!(rows[0].weight, Weight::Top);
    for user in &ours {
        let at = rows
            .iter()
            .position(|r| r.by == By::Us(run.run.clone()) && holds(r, user.as_str()));
        rows.remove(at.unwrap_or_else(|| panic!("not ours: {user}")));
    }
    for (group, id) in &planted.all {
        let at = rows.iter().position(|r| r.group == *group && holds(r, id));
        let row = rows.remove(at.unwrap_or_else(|| panic!("not found: {group} {id}")));
        assert_eq!(row.by, By::Others, "{row:?}");
    }
    assert_eq!(rows, Vec::<&ChangeRow>::new(), "nothing is invented");
    assert_eq!(found.untold, Vec::<String>::new());

    // The other way round is the same report: time runs forwards.
    let turned = compare(&mut desk, When::Newest, When::Id(first), false).unwrap();
    assert_eq!(turned.rows, found.rows);
    put_six_back(&mut desk, &sites, &found);
}

/// What can be put back is gone after the next reading, and all the rest is still told.
fn put_six_back(desk: &mut Desk, sites: &[SiteId], found: &Changes) {
    let others = |rows: &[ChangeRow]| rows.iter().filter(|r| r.by == By::Others).count();
    assert_eq!(others(&found.rows), 25);
    let new = |r: &&ChangeRow| r.before.is_none() && r.by == By::Others;
    let of = |group: &'static str, most: usize| {
        let rows = found.rows.iter().filter(new);
        rows.filter(move |r| r.group == group).take(most)
    };
    let chosen = of("Roles and reach", 4).chain(of("People", 1));
    let chosen = chosen.chain(of("Contributors", 1)).map(|r| r.key.clone());
    let lines: Vec<String> = chosen.collect();
    assert_eq!(lines.len(), 6);
    let compare_again = CompareRequest {
        from: When::Id(found.from.id.clone()),
        to: When::Id(found.to.id.clone()),
        insist: false,
    };
    let request = PutBackRequest {
        compare: compare_again.clone(),
        lines: vec!["0000000000".to_owned()],
    };
    desk.send(Command::DropPlan);
    desk.until("no plan", |m| (*m.plan == PlanState::None).then_some(()));
    desk.send(Command::PutBack(request));
    let refused = desk.until("a refusal", |m| match &*m.plan {
        PlanState::Failed(error) => Some(error.clone()),
        _ => None,
    });
    assert!(refused.sentence.contains("0000000000"), "{refused}");
    desk.send(Command::PutBack(PutBackRequest {
        compare: compare_again,
        lines,
    }));
    let review = desk.until("a plan", |m| match &*m.plan {
        PlanState::Ready(review) => Some(Arc::clone(review)),
        _ => None,
    });
    assert!(review.plan.title.starts_with("Put back 6 changes since"));
    assert_eq!(review.plan.skipped, []);
    assert_eq!(review.brakes, []);
    let run = desk.apply(&review);
    assert_eq!(run.receipt.as_ref().unwrap().count(Outcome::Done), 6);
    read(desk, sites, &sites[2]);
    let from = When::Id(found.from.id.clone());
    let after = compare(desk, from, When::Newest, false).unwrap();
    assert_eq!(others(&after.rows), 19, "{:#?}", after.rows);
    assert_eq!(after.rows.len(), 22, "ours are still told");
}

fn holds(row: &ChangeRow, id: &str) -> bool {
    serde_json::to_string(&row.thing).unwrap().contains(id)
}

#[test]
fn the_last_visit_is_known_offline_and_an_incomplete_moment_is_refused_unless_insisted() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    let mut desk = setup.desk(None);
    desk.connect(&wix, &wix.key("full"));
    let first = newest(&mut desk);
    let joined = json!({"do": "addMember", "email": "joined@example.com"});
    wix.post("outside", &joined);
    desk.sync();
    let second = newest(&mut desk);
    assert_ne!(first, second, "each reading leaves one");
    wix.fault(&json!({
        "match": {"path": "/team/search"}, "times": 50,
        "kind": {"status": 403, "body": {"message": "no more", "details": {}}},
    }));
    desk.sync();
    let third = newest(&mut desk);
    let all = list(&mut desk, Command::ListSnapshots);
    let head = &all.all.as_ref().unwrap()[0];
    assert!(
        head.gaps.iter().any(|g| g.starts_with("Team: ")),
        "{head:?}"
    );
    drop(desk);

    let offline = Setup {
        offline: true,
        ..setup
    };
    let mut desk = offline.desk(None);
    desk.send(Command::OpenLast);
    desk.until("the kept team", |m| m.team.clone());
    let list = list(&mut desk, Command::ListSnapshots);
    assert_eq!(list.last_visit.as_ref(), Some(&third));
    let id = |id: &str| When::Id(id.to_owned());
    let found = compare(&mut desk, id(&first), id(&second), false).unwrap();
    let what: Vec<_> = found.rows.iter().map(|r| (r.group, r.weight)).collect();
    assert_eq!(what, [("People", Weight::More)]);
    let refused = compare(&mut desk, id(&first), When::LastVisit, false).unwrap_err();
    assert!(refused.sentence.contains("incomplete"), "{refused}");
    let insisted = compare(&mut desk, id(&first), When::LastVisit, true).unwrap();
    assert!(!insisted.gaps().is_empty(), "it says so");
    let nobody = compare(&mut desk, id("none"), When::Newest, false).unwrap_err();
    assert!(nobody.sentence.contains("No snapshot begins"), "{nobody}");
}
