//! Role and location changes of everybody who is limited to locations, in one go, at the size of
//! the practice account: planned, flagged, applied, read back.

use crate::desk::Desk;
use crate::support::{Setup, Wix, start};
use gatehouse::access::{LocationId, RoleId, SITE_ADMIN, SiteId};
use gatehouse::plan::{
    Action, Contribution, ContributorChange, LocationsWish, Outcome, Plan, RolesWish, Wish,
};
use gatehouse::sandbox::{Config, Size};
use gatehouse::worker::protocol::{
    AccessRow, AccessTable, Command, JobKind, JobState, MembersReading,
};
use reqwest::Method;
use serde_json::{Value, json};
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

/// The role with this title.
fn role(desk: &Desk, wanted: &str) -> RoleId {
    let team = desk.model.team.clone().expect("a team");
    let mut roles = team.directory.roles();
    let role = roles.find(|r| r.title == wanted).expect("a role");
    role.id.clone()
}

/// Whether a line says that a limit does nothing.
fn warned(line: &gatehouse::plan::Line) -> bool {
    line.reason.contains("has no effect")
}

/// The next open location of the site after the one that somebody is limited to.
fn next_place(table: &AccessTable, row: &AccessRow) -> LocationId {
    let open = table.access.locations[&row.site].iter();
    let open: Vec<_> = open.filter(|l| l.archived != Some(true)).collect();
    let at = open.iter().position(|l| row.locations.contains(&l.id));
    open[at.map_or(0, |at| at + 1) % open.len()].id.clone()
}

/// Lines of a person on a site, by their places in the plan.
fn lines_of(plan: &Plan) -> BTreeMap<(String, SiteId), Vec<&Action>> {
    let mut all: BTreeMap<_, Vec<&Action>> = BTreeMap::new();
    for line in &plan.lines {
        let site = line.action.site().expect("a site").clone();
        let key = (line.who.id.clone(), site);
        all.entry(key).or_default().push(&line.action);
    }
    all
}

#[test]
fn eighty_four_people_over_sixty_locations_change_roles_and_locations_in_one_plan() {
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
    let table = desk.model.access.clone().expect("a table");
    let (billing, manager) = (
        role(&desk, "Billing Manager"),
        role(&desk, "Website Manager"),
    );

    // Each gets the next location of the site, and a role that a limit does not bind.
    let wanted: Vec<(&AccessRow, LocationId)> = limited
        .iter()
        .map(|row| (row, next_place(&table, row)))
        .collect();
    let changes = wanted.iter().map(|(row, place)| ContributorChange {
        whom: Contribution {
            site: row.site.clone(),
            account: row.account.clone(),
        },
        roles: Some(RolesWish::Exactly(vec![billing.clone()])),
        locations: Some(LocationsWish::These(vec![place.clone()])),
    });
    let review = desk.plan(Wish::ChangeContributors {
        changes: changes.collect(),
    });
    let plan = &review.plan;
    assert!(
        plan.skipped.iter().all(|s| s.already_so),
        "{:?}",
        plan.skipped
    );
    let (mut moves, mut turns) = (0, 0);
    for line in &plan.lines {
        match &line.action {
            Action::ChangeContributorLocations { .. } => {
                moves += 1;
                assert!(warned(line), "a limit does nothing for who pays the bills");
            }
            Action::ChangeContributorRoles { .. } => {
                turns += 1;
                assert!(line.lost().count() > 0, "what is lost stands in the line");
            }
            other => panic!("{other:?}"),
        }
    }
    // Nothing is left out but what is so already: sites with one location have no other one.
    let moving = |(row, place): &&(&AccessRow, LocationId)| row.locations != [place.clone()];
    let turning = |(row, _): &&(&AccessRow, LocationId)| row.roles != [billing.clone()];
    let wanted_moves = wanted.iter().filter(moving).count();
    let wanted_turns = wanted.iter().filter(turning).count();
    assert_eq!((moves, turns), (wanted_moves, wanted_turns));
    assert!(
        moves >= 20 && turns >= 60,
        "{moves} move, {turns} change roles"
    );
    let touched = lines_of(plan);
    assert_eq!(touched.len() + plan.skipped.len(), 84);
    for (who, actions) in touched {
        let lanes: BTreeSet<_> = actions.iter().filter_map(|a| a.lane()).collect();
        assert_eq!(lanes.len(), 1, "{who:?}");
        if let [first, _] = actions.as_slice() {
            let narrows = matches!(first, Action::ChangeContributorLocations { .. });
            assert!(narrows, "another limit stands before the new role");
        }
    }
    let run = desk.apply(&review);
    let receipt = run.receipt.clone().expect("a receipt");
    assert_eq!(
        receipt.count(Outcome::Done),
        plan.lines.len(),
        "{receipt:#?}"
    );
    let now = rows(&desk);
    let after = |row: &AccessRow| now.iter().find(|r| r.key() == row.key()).expect("the row");
    for (row, place) in &wanted {
        let after = after(row);
        assert_eq!(after.roles, std::slice::from_ref(&billing), "{}", row.name);
        assert_eq!(after.locations, std::slice::from_ref(place), "{}", row.name);
        assert!(after.no_effect.is_some());
    }
    desk.send(Command::CloseRun);

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

/// Looks names up; gives what was said at the end.
fn look_up(desk: &mut Desk) -> String {
    desk.send(Command::LookUpNames);
    let words = desk.until("the end of the looking up", |m| {
        match &m.last_job(JobKind::Names)?.state {
            JobState::Done(words) => Some(words.clone()),
            _ => None,
        }
    });
    desk.take_in();
    words
}

/// Looks names up in vain; gives the error in words.
fn look_up_badly(desk: &mut Desk) -> String {
    desk.send(Command::LookUpNames);
    let words = desk.until("the error", |m| match &m.last_job(JobKind::Names)?.state {
        JobState::Failed(card) => Some(format!("{card:?}")),
        _ => None,
    });
    desk.take_in();
    words
}

/// Rows whose name a member of a site told.
fn by_member(desk: &Desk) -> Vec<AccessRow> {
    let told = |r: &AccessRow| r.name_from == "a site member";
    rows(desk).into_iter().filter(told).collect()
}

#[test]
fn sites_are_asked_which_members_their_contributors_are() {
    let wix = Wix::of(Size::S);
    let mut desk = read(&wix);
    let before = desk.model.access.clone().expect("a table");
    let asked = wix.log().len();
    let words = look_up(&mut desk);
    let named = by_member(&desk);
    let people: BTreeSet<_> = named.iter().map(|r| &r.account).collect();
    assert!(!people.is_empty());
    assert!(
        words.starts_with(&format!("{} name", people.len())),
        "{words}"
    );
    assert!(named.iter().all(|r| r.email.contains('@')), "{named:?}");
    let person = desk.until("the people", |m| {
        let people = m.people.clone()?;
        let known = |r: &&gatehouse::worker::protocol::PeopleRow| {
            r.human.accounts().any(|a| *a == named[0].account)
        };
        people.rows.iter().find(known).cloned()
    });
    assert!(person.addresses.contains(&named[0].email), "{person:?}");
    let log: Vec<Value> = wix.log().into_iter().skip(asked).collect();
    let paths = log.iter().map(|e| e["path"].to_string());
    let calls = paths.filter(|p| p.contains("/members/v1/")).count();
    assert!(
        (2..=2 * before.persons.nameless_sites).contains(&calls),
        "{calls} calls"
    );
    assert!(wix.writes().is_empty());
    // The same as reading the members would have told, and once is enough.
    let told: BTreeMap<_, _> = named.iter().map(|r| (r.key(), r.name.clone())).collect();
    read_members(&mut desk, &wix);
    for row in by_member(&desk) {
        assert!(
            told.get(&row.key()).is_none_or(|name| *name == row.name),
            "{row:?}"
        );
    }
}

#[test]
fn sites_that_do_not_tell_are_not_asked_one_after_another() {
    let mut config = Config::fixed(Size::L, start());
    config.switches.user_members_denied = true;
    let wix = Wix::new(config);
    let mut desk = read(&wix);
    let asked = wix.log().len();
    let words = look_up(&mut desk);
    assert!(words.contains("are not told to this key"), "{words}");
    assert!(by_member(&desk).is_empty());
    let log: Vec<Value> = wix.log().into_iter().skip(asked).collect();
    let of_users = log
        .iter()
        .filter(|e| e["path"].to_string().contains("user-members"));
    // One of them answers without words, which is tried again.
    let sites: BTreeSet<String> = of_users
        .map(|e| e["headers"]["wix-site-id"].to_string())
        .collect();
    assert_eq!(sites.len(), 3, "{sites:?}");
}

#[test]
fn an_error_of_wix_ends_the_looking_up_and_names_found_before_stay() {
    let wix = Wix::of(Size::L);
    let mut desk = read(&wix);
    wix.fault(&json!({
        "match": {"path": "user-members"}, "after": 1, "times": 50,
        "kind": {"status": 500, "body": {"message": "not now", "details": {}}},
    }));
    let words = look_up_badly(&mut desk);
    assert!(words.contains("not now"), "{words}");
    let named = by_member(&desk).len();
    assert!(named > 0, "those of the first site");
    wix.no_faults();
    look_up(&mut desk);
    assert!(by_member(&desk).len() > named);
}

#[test]
fn names_come_from_accounts_that_the_key_may_read_below_names_of_ones_own() {
    let wix = Wix::of(Size::S);
    let mut desk = read(&wix);
    let asked = wix.log().len();
    look_up(&mut desk);
    let unknown = rows(&desk)
        .into_iter()
        .find(|r| r.name_from.is_empty())
        .expect("an account that nobody knows");
    assert_eq!(
        unknown.name,
        unknown.account.as_str(),
        "the id stands for the name"
    );
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

/// A child account that became a contributor of the first site, as Wix's sample flow does it
/// (contract C2). Gives its id.
fn child_on_site(wix: &Wix) -> String {
    let account = wix.account();
    let path = "accounts/v1/account/child-accounts";
    let children = call(wix, Method::GET, path, ("wix-account-id", &account), None);
    let child = children["childAccounts"][0]["accountId"].as_str();
    let child = child.expect("a child account").to_owned();
    let role = json!({"accountId": child, "newRoles": [{"roleId": SITE_ADMIN}]});
    let path = "roles-management/contributor/change/role";
    let site = wix.site(0);
    call(wix, Method::PUT, path, ("wix-site-id", &site), Some(&role));
    child
}

/// One call with the full key.
fn call(wix: &Wix, method: Method, path: &str, level: (&str, &str), body: Option<&Value>) -> Value {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let url = format!("{}/{path}", wix.base_url());
    runtime.block_on(async {
        let client = reqwest::Client::builder().no_proxy().build();
        let request = client.expect("a client").request(method, url);
        let request = request
            .header("Authorization", wix.key("full"))
            .header(level.0, level.1);
        let request = match body {
            Some(body) => request.json(body),
            None => request,
        };
        let answer = request.send().await.expect("an answer");
        assert_eq!(answer.status().as_u16(), 200, "{path}");
        answer.json().await.expect("JSON")
    })
}

#[test]
fn a_contributor_that_is_a_child_account_gets_the_name_that_get_account_tells() {
    let wix = Wix::of(Size::L);
    let child = child_on_site(&wix);
    let mut desk = read(&wix);
    let find = |desk: &Desk| {
        let rows = rows(desk);
        let mut found = rows.into_iter().filter(|r| r.account.as_str() == child);
        found.next().expect("the child account on the site")
    };
    let before = find(&desk);
    assert_eq!(before.name, child, "its id is all that the site tells");
    look_up(&mut desk);
    let path = format!("accounts/v1/accounts/{child}");
    let told = call(&wix, Method::GET, &path, ("wix-account-id", &child), None);
    let name = told["account"]["accountName"].as_str().expect("a name");
    let after = find(&desk);
    assert_eq!(after.name, name);
    assert!(!after.name_from.is_empty(), "and from where it is");
    let table = desk.model.access.clone().expect("a table");
    let person = table.persons.person(&after.account).expect("a person");
    assert_eq!(person.name, name);
    // It outlives a new reading of the account.
    desk.sync();
    assert_eq!(find(&desk).name, name);
}

/// Reads the members of the first site.
fn read_members(desk: &mut Desk, wix: &Wix) {
    let site = SiteId::new(&wix.site(0));
    desk.send(Command::SyncMembers {
        site,
        how: MembersReading::Everybody,
    });
    desk.until("the members", |m| {
        let job = m.last_job(JobKind::SyncMembers)?;
        matches!(job.state, JobState::Done(_)).then_some(())
    });
    desk.take_in();
}

#[test]
fn contributors_that_are_members_of_a_site_that_was_read_have_their_names() {
    let wix = Wix::of(Size::L);
    let mut desk = read(&wix);
    let first = SiteId::new(&wix.site(0));
    assert!(by_member(&desk).is_empty());
    let before = desk.model.access.clone().expect("a table").persons.nameless;
    read_members(&mut desk, &wix);
    let now = by_member(&desk);
    let here: Vec<&AccessRow> = now.iter().filter(|r| r.site == first).collect();
    assert!(!here.is_empty(), "contributors of the site are its members");
    for row in &now {
        assert!(row.email.contains('@'), "{row:?}");
        assert_ne!(row.name, row.account.as_str());
    }
    let people: BTreeSet<_> = now.iter().map(|r| &r.account).collect();
    let after = desk.model.access.clone().expect("a table").persons.nameless;
    assert_eq!(after, before - people.len());
    // A name of one's own comes first, and the rest outlives a new reading of the account.
    let own = here[0].account.clone();
    desk.send(Command::NameAccount(own.clone(), "Front desk".to_owned()));
    desk.until("the name", |m| {
        let person = m.access.as_ref()?.persons.person(&own)?;
        (person.name == "Front desk").then_some(())
    });
    desk.sync();
    assert_eq!(
        by_member(&desk).len(),
        now.iter().filter(|r| r.account != own).count()
    );
}
