//! One human out of every place: found, joined by links, removed, read back.

use crate::desk::Desk;
use crate::support::{Setup, Wix};
use gatehouse::access::{Mark, Why, reasons};
use gatehouse::plan::Outcome;
use gatehouse::sandbox::{Config, Size};
use gatehouse::worker::protocol::{
    self, Command, PaceSettings, PeopleRow, PeopleTable, Practice, RunView,
};
use gatehouse::worker::{PracticeInvite, PracticeLauncher, PracticeServer};
use serde_json::json;
use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;

/// Where contributors are removed.
const REMOVAL: &str = "/roles-management/contributor/remove";
/// The planted person's addresses.
const FIRST: &str = "mira.okonjo@northlight.example";
const SECOND: &str = "mira@contractors.example";

/// The sandbox as a practice account, with the site invites that it begins with.
struct Launcher(PracticeServer);

impl PracticeLauncher for Launcher {
    fn launch(
        &self,
        _practice: Practice,
        _state: PathBuf,
    ) -> Pin<Box<dyn Future<Output = Result<PracticeServer, String>> + Send>> {
        let server = self.0.clone();
        Box::pin(async move { Ok(server) })
    }
}

fn server(wix: &Wix, unlimited: bool) -> PracticeServer {
    let invites = wix.hello().site_invites.iter().map(|i| PracticeInvite {
        id: i.id.clone(),
        site: i.site_id.clone(),
        email: i.email.clone(),
        roles: i.roles.clone(),
        status: i.status.clone(),
        expires_at: i.expires_at,
    });
    PracticeServer {
        base_url: wix.base_url(),
        api_key: wix.key("full"),
        account: wix.account(),
        unlimited,
        site_invites: invites.collect(),
    }
}

fn desk(wix: &Wix, size: protocol::Size) -> Desk {
    let mut desk = begun(wix, size, true);
    let fast = PaceSettings {
        unlimited: true,
        creation_gap_ms: 0,
        ..PaceSettings::default()
    };
    desk.send(Command::SetPace(fast));
    desk.until("no limit", |m| m.pace.limit.is_none().then_some(()));
    desk
}

/// At the pace that a new profile has; `unlimited`: of a server that takes any rate.
fn begun(wix: &Wix, size: protocol::Size, unlimited: bool) -> Desk {
    let setup = Setup::default();
    let mut environment = setup.environment(Some(wix));
    environment.practice = Some(Arc::new(Launcher(server(wix, unlimited))));
    let mut desk = setup.desk_in(environment);
    desk.send(Command::OpenPractice(Practice { size, seed: 7 }));
    desk.synced();
    desk
}

fn people(desk: &Desk) -> Arc<PeopleTable> {
    desk.model.people.clone().expect("people")
}

fn mira(desk: &Desk) -> PeopleRow {
    people(desk)
        .find(FIRST)
        .expect("the planted person")
        .clone()
}

fn link(desk: &mut Desk, a: Mark, b: Mark, same: bool) {
    let before = people(desk);
    desk.send(Command::LinkPeople { a, b, same });
    desk.until("people, joined anew", |m| {
        let now = m.people.as_ref()?;
        (!Arc::ptr_eq(now, &before)).then_some(())
    });
}

/// The account under which the planted person contributes.
fn account(wix: &Wix) -> Mark {
    let state = wix.get("state");
    let id = state["planted"]["contributorAccountId"].as_str();
    Mark::Account(id.expect("an account").into())
}

/// Joins everything that is the planted person's.
fn joined(wix: &Wix, desk: &mut Desk) -> PeopleRow {
    let user = mira(desk).first_mark().cloned().expect("a user");
    assert!(matches!(user, Mark::User(_)));
    link(desk, user.clone(), Mark::address(SECOND), true);
    link(desk, user, account(wix), true);
    mira(desk)
}

fn removed(desk: &mut Desk, row: &PeopleRow) -> (usize, Arc<RunView>) {
    let review = desk.plan(row.removal(row.known_sites()));
    let found = review.plan.lines.len();
    assert_eq!(review.brakes, [], "one person is no brake");
    let run = desk.apply(&review);
    (found, run)
}

#[test]
fn the_planted_person_leaves_23_places_and_nothing_is_left() {
    let wix = Wix::of(Size::L);
    let mut desk = desk(&wix, protocol::Size::L);
    let alone = mira(&desk);
    assert_eq!(alone.places.team, 1);
    let other = people(&desk)
        .find(SECOND)
        .expect("the other address")
        .clone();
    assert_ne!(alone.id, other.id, "another address alone joins nobody");
    let hints: Vec<usize> = alone.alike.iter().map(|(n, _)| *n).collect();
    let offered: Vec<String> = hints
        .iter()
        .map(|n| people(&desk).rows[*n].id.clone())
        .collect();
    assert!(
        offered.contains(&other.id),
        "but it is offered: {offered:?}"
    );

    let row = joined(&wix, &mut desk);
    let places = row.places;
    assert_eq!(
        (
            places.team,
            places.account_invites,
            places.sites,
            places.site_invites
        ),
        (1, 1, 17, 3),
        "{row:#?}"
    );
    let confirmed = |why: &Why| matches!(why, Why::Confirmed { .. });
    assert_eq!(
        row.human.joins.iter().filter(|j| confirmed(&j.why)).count(),
        2
    );

    let (found, run) = removed(&mut desk, &row);
    assert_eq!(found, 23, "{:#?}", run.plan.lines);
    let receipt = run.receipt.clone().expect("a receipt");
    assert_eq!(receipt.count(Outcome::ByHand), 1);
    assert_eq!(receipt.count(Outcome::Done), 22, "{receipt:#?}");
    let traffic = receipt.traffic;
    assert_eq!(traffic.writes, 22);
    let calls = traffic.writes + traffic.check_reads + traffic.back_reads;
    assert!(
        calls <= 200,
        "within a minute at 200 calls a minute: {traffic:?}"
    );
    assert_eq!(wix.writes().len(), 22);

    // Read back to zero: what is left is the invite that is revoked by hand.
    desk.sync();
    let left = people(&desk).find(SECOND).expect("the invite").clone();
    assert_eq!(left.places.open(), 1, "{left:#?}");
    assert_eq!(left.places.account_invites, 1);
    let again = desk.plan(left.removal(left.known_sites()));
    let by_hand =
        |l: &gatehouse::plan::Line| matches!(l.action, gatehouse::plan::Action::ByHand { .. });
    assert!(
        again.plan.lines.iter().all(by_hand),
        "{:#?}",
        again.plan.lines
    );
}

/// Takes most of a minute, since the sandbox lets 200 calls a minute through by the real clock.
#[test]
#[ignore = "measures real seconds; see tests/bench/FIGURES.md"]
#[expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "it measures"
)]
fn the_planted_person_is_removed_within_a_minute_at_200_calls_a_minute() {
    let mut config = Config::new(Size::L, Arc::new(jiff::Timestamp::now));
    config.rate_per_minute = Some(200);
    let wix = Wix::new(config);
    let mut desk = begun(&wix, protocol::Size::L, false);
    let row = joined(&wix, &mut desk);
    let review = desk.plan(row.removal(row.known_sites()));
    assert_eq!(review.plan.lines.len(), 23);
    let began = std::time::Instant::now();
    let run = desk.apply(&review);
    let took = began.elapsed();
    let receipt = run.receipt.clone().expect("a receipt");
    assert_eq!(receipt.count(Outcome::Done), 22, "{receipt:#?}");
    println!(
        "{} s, {:?}, limit {:?}",
        took.as_secs_f32(),
        receipt.traffic,
        desk.model.pace.limit
    );
    assert!(took < std::time::Duration::from_mins(1), "{took:?}");
}

#[test]
fn a_place_that_fails_twice_and_then_works_says_so() {
    let wix = Wix::of(Size::S);
    let mut desk = desk(&wix, protocol::Size::S);
    let row = joined(&wix, &mut desk);
    assert!(row.places.sites > 0);
    // Every site twice.
    wix.fault(&json!({
        "match": {"path": REMOVAL}, "times": 2 * row.places.sites, "kind": {"status": 500, "body": "empty"},
    }));
    let (found, run) = removed(&mut desk, &row);
    let receipt = run.receipt.clone().expect("a receipt");
    assert_eq!(
        receipt.count(Outcome::Done) + receipt.count(Outcome::ByHand),
        found,
        "{receipt:#?}"
    );
    let told: Vec<String> = receipt
        .lines
        .iter()
        .filter_map(|l| l.result.detail.clone())
        .filter(|d| d.starts_with("Failed"))
        .collect();
    assert_eq!(told.len(), row.places.sites, "{receipt:#?}");
    assert!(
        told.iter()
            .all(|d| d.starts_with("Failed 2 times and then worked")),
        "{told:?}"
    );
}

#[test]
fn a_link_is_taken_back_and_access_names_what_it_rests_on() {
    let wix = Wix::of(Size::S);
    let mut desk = desk(&wix, protocol::Size::S);
    let row = joined(&wix, &mut desk);
    let table = people(&desk);
    let site = row.known_sites()[0].clone();
    let why = reasons(&row.human, &site, table.known());
    assert!(!why.is_empty());
    let user = row.first_mark().cloned().expect("a user");
    link(&mut desk, Mark::address(SECOND), user.clone(), false);
    link(&mut desk, account(&wix), user, false);
    assert_eq!(mira(&desk).places.sites, 0);
    assert!(
        mira(&desk)
            .human
            .joins
            .iter()
            .all(|j| j.why == Why::SameAddress)
    );
}
