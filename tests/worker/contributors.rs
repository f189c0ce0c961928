//! Role and location changes of everybody who is limited to locations, in one go, at the size of
//! the practice account: planned, flagged, applied, read back.

use crate::desk::Desk;
use crate::support::{Setup, Wix};
use gatehouse::access::LocationId;
use gatehouse::plan::{Contribution, Outcome, Wish};
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{AccessRow, AccessTable, Command, JobKind, JobState};
use std::collections::{BTreeMap, BTreeSet};

fn read(wix: &Wix) -> Desk {
    let mut desk = Setup::default().desk(None);
    desk.connect(wix, &wix.key("full"));
    desk.send(Command::SyncSites(vec![]));
    desk.until("every site", |m| {
        let job = m.last_job(JobKind::SyncSites)?;
        (!job.state.is_active()).then_some(())
    });
    desk.take_in();
    desk
}

fn rows(desk: &Desk) -> Vec<AccessRow> {
    desk.model.access.as_ref().expect("a table").rows.clone()
}

fn whom(rows: &[AccessRow]) -> Vec<Contribution> {
    let one = |r: &AccessRow| Contribution {
        site: r.site.clone(),
        account: r.account.clone(),
    };
    rows.iter().map(one).collect()
}

/// Whether a line says that a limit does nothing.
fn warned(line: &gatehouse::plan::Line) -> bool {
    line.reason.contains("has no effect")
}

/// Moves everybody to the last location of the site, one plan for each site. Gives how many moved.
fn moved(desk: &mut Desk, table: &AccessTable, now: &[AccessRow]) -> usize {
    let mut by_site: BTreeMap<_, Vec<AccessRow>> = BTreeMap::new();
    for row in now.iter().filter(|r| !r.locations.is_empty()) {
        by_site
            .entry(row.site.clone())
            .or_default()
            .push(row.clone());
    }
    let mut moved = 0;
    for (site, here) in by_site {
        let open = table.access.locations[&site].iter();
        let mut open = open.filter(|l| l.archived != Some(true));
        let Some(place) = open.next_back().map(|l| l.id.clone()) else {
            continue;
        };
        let review = desk.plan(Wish::SetContributorLocations {
            whom: whom(&here),
            locations: vec![place.clone()],
        });
        assert!(review.plan.lines.iter().all(warned));
        moved += review.plan.lines.len();
        if review.plan.lines.is_empty() {
            continue;
        }
        let run = desk.apply(&review);
        let receipt = run.receipt.clone().expect("a receipt");
        let done = receipt.count(Outcome::Done);
        assert_eq!(done, review.plan.lines.len(), "{receipt:#?}");
        desk.send(Command::CloseRun);
        let now = rows(desk);
        let there = |row: &AccessRow| {
            let row_now = now.iter().find(|r| r.key() == row.key());
            row_now.is_some_and(|r| r.locations == [place.clone()])
        };
        assert!(here.iter().all(there), "as planned on {site}");
    }
    moved
}

#[test]
fn eighty_four_people_over_sixty_locations_change_roles_and_locations_in_one_go() {
    let wix = Wix::of(Size::L);
    let mut desk = read(&wix);
    let limited: Vec<AccessRow> = rows(&desk)
        .into_iter()
        .filter(|r| !r.locations.is_empty())
        .collect();
    let places: BTreeSet<&LocationId> = limited.iter().flat_map(|r| &r.locations).collect();
    assert_eq!((limited.len(), places.len()), (84, 60));
    let flagged = limited.iter().filter(|r| r.no_effect.is_some()).count();
    assert_eq!(
        flagged, 60,
        "limits that do nothing are flagged in the list"
    );
    assert!(limited.iter().all(|r| !r.owns));

    let team = desk.model.team.clone().expect("a team");
    let title = |wanted: &str| {
        let mut roles = team.directory.roles();
        roles
            .find(|r| r.title == wanted)
            .map(|r| r.id.clone())
            .expect("a role")
    };
    let (blog, manager) = (title("Blog Editor"), title("Website Manager"));

    // Roles: everybody gets one role, at once.
    let review = desk.plan(Wish::SetContributorRoles {
        whom: whom(&limited),
        roles: vec![blog.clone()],
    });
    let plan = &review.plan;
    assert_eq!(plan.lines.len() + plan.skipped.len(), limited.len());
    assert!(
        plan.skipped.iter().all(|s| s.already_so),
        "{:?}",
        plan.skipped
    );
    assert_eq!(
        plan.lines.iter().filter(|l| warned(l)).count(),
        plan.lines.len(),
        "a limit does nothing for who edits the blog"
    );
    assert!(
        plan.lines.iter().all(|l| l.lost().count() > 0),
        "what is lost stands in the line"
    );
    let run = desk.apply(&review);
    let receipt = run.receipt.clone().expect("a receipt");
    assert_eq!(
        receipt.count(Outcome::Done),
        plan.lines.len(),
        "{receipt:#?}"
    );
    let now = rows(&desk);
    let after = |row: &AccessRow| now.iter().find(|r| r.key() == row.key()).expect("the row");
    assert!(limited.iter().all(|r| after(r).roles == [blog.clone()]));
    assert!(limited.iter().all(|r| after(r).no_effect.is_some()));
    desk.send(Command::CloseRun);

    // Locations: on every site with two of them, everybody moves to the other one.
    let table = desk.model.access.clone().expect("a table");
    assert!(moved(&mut desk, &table, &now) > 0);

    // A role that a limit binds takes the flag away.
    let review = desk.plan(Wish::SetContributorRoles {
        whom: whom(&limited),
        roles: vec![manager],
    });
    assert!(!review.plan.lines.iter().any(warned));
    let run = desk.apply(&review);
    let receipt = run.receipt.clone().expect("a receipt");
    assert_eq!(receipt.count(Outcome::Done), limited.len(), "{receipt:#?}");
    let still = rows(&desk).iter().filter(|r| r.no_effect.is_some()).count();
    assert_eq!(still, 0);
}

#[test]
fn names_come_from_accounts_that_the_key_may_read_below_names_of_ones_own() {
    let wix = Wix::of(Size::S);
    let mut desk = read(&wix);
    let before = rows(&desk);
    let unknown = before
        .iter()
        .find(|r| r.name_from.is_empty())
        .expect("an account that nobody knows")
        .clone();
    assert_eq!(
        unknown.name,
        unknown.account.as_str(),
        "the id stands for the name"
    );
    let asked = wix.log().len();
    desk.send(Command::LookUpNames);
    desk.until("the end of the looking up", |m| {
        let job = m.last_job(JobKind::Names)?;
        matches!(job.state, JobState::Done(_)).then_some(())
    });
    desk.take_in();
    let foreign = wix.log().into_iter().skip(asked);
    let paths: Vec<String> = foreign.map(|e| e["path"].to_string()).collect();
    assert!(
        !paths.iter().any(|p| p.contains(unknown.account.as_str())),
        "accounts of strangers are not asked for: {paths:?}"
    );
    assert!(wix.writes().is_empty());
    desk.send(Command::NameAccount(
        unknown.account.clone(),
        "Front desk".to_owned(),
    ));
    desk.until("the name", |m| {
        let table = m.access.as_ref()?;
        let person = table.persons.person(&unknown.account)?;
        (person.name == "Front desk").then_some(())
    });
    let row = rows(&desk)
        .into_iter()
        .find(|r| r.key() == unknown.key())
        .expect("the row");
    assert_eq!(row.name_from, "your own name for it");
    desk.send(Command::NameAccount(unknown.account.clone(), String::new()));
    desk.until("the id again", |m| {
        let table = m.access.as_ref()?;
        let person = table.persons.person(&unknown.account)?;
        (person.name == unknown.name).then_some(())
    });
}
