//! Mails to set a password in waves: a clock that the test moves, the sandbox and the worker by the
//! same one.

use crate::desk::Desk;
use crate::members::Eye;
use crate::support::{Setup, Wix, start};
use gatehouse::access::{Member, MemberStatus};
use gatehouse::plan::{MemberWish, Outcome, Waves, WeekDay, Whom, Wish};
use gatehouse::sandbox::{Config, Size};
use gatehouse::wix::members::QueryMembers;
use gatehouse::worker::Environment;
use gatehouse::worker::protocol::{Command, RunPhase, RunView};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The time of day, for worker and sandbox.
#[derive(Clone)]
struct Clock(Arc<AtomicI64>);

impl Clock {
    fn new() -> Self {
        Self(Arc::new(AtomicI64::new(start().as_millisecond())))
    }

    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::SeqCst)).unwrap()
    }

    /// Times in lists differ: it goes on a little whenever it is asked.
    fn tick(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.fetch_add(1, Ordering::SeqCst)).unwrap()
    }

    fn set(&self, to: Timestamp) {
        self.0.store(to.as_millisecond(), Ordering::SeqCst);
    }
}

struct World {
    clock: Clock,
    wix: Wix,
    eye: Eye,
    setup: Setup,
}

impl World {
    fn new() -> Self {
        let clock = Clock::new();
        let now = clock.clone();
        let wix = Wix::new(Config::new(Size::L, Arc::new(move || now.now())));
        let eye = Eye::new(&wix, 0);
        Self {
            clock,
            wix,
            eye,
            setup: Setup::default(),
        }
    }

    fn environment(&self) -> Environment {
        let clock = self.clock.clone();
        Environment {
            now: Arc::new(move || clock.tick()),
            ..self.setup.environment(None)
        }
    }

    fn desk(&self) -> Desk {
        let mut desk = self.setup.desk_in(self.environment());
        desk.connect(&self.wix, &self.wix.key("full"));
        desk
    }

    fn members(&self, n: usize) -> Vec<Member> {
        let all = self.eye.all(&QueryMembers {
            statuses: vec![MemberStatus::Approved],
            login_starts: None,
            ..QueryMembers::everybody()
        });
        all.into_iter().skip(20).take(n).collect()
    }

    fn wish(&self, some: &[Member], waves: Waves) -> Wish {
        Wish::Members {
            site: self.eye.site.clone(),
            whom: Whom {
                ids: some.iter().map(|m| m.id.clone()).collect(),
                logins: vec![],
            },
            wish: MemberWish::PasswordMail(Some(waves)),
        }
    }

    /// To whom the sandbox noted mails, and when.
    fn mails(&self) -> Vec<(String, Timestamp)> {
        let told = self.wix.get(&format!("mails?site={}", self.eye.site));
        let text = |m: &serde_json::Value, name: &str| m[name].as_str().unwrap().to_owned();
        let all = told["mails"].as_array().unwrap().iter();
        all.map(|m| (text(m, "to"), text(m, "at").parse().unwrap()))
            .collect()
    }

    /// Mails of each day, by the clock of the plan.
    fn by_day(&self, waves: &Waves) -> Vec<(String, usize)> {
        let zone = waves.time_zone().unwrap();
        let mut days = BTreeMap::new();
        for (_, at) in self.mails() {
            let day = at.to_zoned(zone.clone()).date().to_string();
            *days.entry(day).or_insert(0) += 1;
        }
        days.into_iter().collect()
    }
}

fn waves(zone: &str) -> Waves {
    Waves {
        a_day: 200,
        from: 9,
        to: 18,
        days: WeekDay::ALL.into(),
        zone: zone.to_owned(),
    }
}

/// The run, once it waits for an hour that is still to come.
fn waits(desk: &mut Desk, clock: &Clock) -> Option<Timestamp> {
    let clock = clock.clone();
    desk.until("a run that waits or is over", |m| {
        let run = m.run.as_ref()?;
        if run.phase == RunPhase::Over {
            return Some(None);
        }
        let waiting = run.waiting.as_ref()?;
        let due = waiting.until.filter(|at| *at > clock.now());
        due.filter(|_| waiting.planned && run.phase == RunPhase::Waiting)
            .map(Some)
    })
}

fn count(run: &RunView, outcome: Outcome) -> usize {
    let fits = |r: &&gatehouse::plan::LineResult| r.outcome == outcome;
    run.results.iter().filter(fits).count()
}

/// Five days of a thousand mails, within their hours and their number, and day by day as the plan
/// said. Wix's own limit is never met.
#[test]
fn a_thousand_mails_go_out_on_five_days() {
    let mut config = Config::new(Size::L, Arc::new(start));
    config.switches.set_password_a_day = Some(200);
    let mut world = World::new();
    let now = world.clock.clone();
    config.clock = Arc::new(move || now.now());
    world.wix = Wix::new(config);
    world.eye = Eye::new(&world.wix, 0);
    let waves = waves("Asia/Jerusalem");
    // Half past five in the evening of Jerusalem: this day still has half an hour.
    world.clock.set("2026-11-01T15:30:00Z".parse().unwrap());
    let mut desk = world.desk();
    let some = world.members(1_000);
    assert_eq!(some.len(), 1_000);
    let review = desk.plan(world.wish(&some, waves.clone()));
    assert_eq!(review.brakes, [], "the waves keep the limit of the day");
    let told: Vec<(String, usize)> = review
        .forecast
        .iter()
        .flat_map(|f| &f.days)
        .map(|d| (d.date.to_string(), d.mails))
        .collect();
    assert_eq!(told.len(), 5);

    desk.send(Command::Apply {
        plan: Arc::clone(&review.plan),
        lifts: vec![],
    });
    let mut said = Vec::new();
    while let Some(due) = waits(&mut desk, &world.clock) {
        let run = desk.model.run.clone().unwrap();
        said.push(run.waiting.as_ref().unwrap().why.sentence.clone());
        assert!(said.len() < 10, "{said:?}");
        world.clock.set(due);
    }
    let run = desk.model.run.clone().unwrap();
    assert_eq!(count(&run, Outcome::Done), 1_000, "{:?}", run.trouble);
    assert_eq!(said.len(), 4, "{said:?}");
    assert!(said[0].starts_with("Goes on tomorrow at 17:"), "{said:?}");

    let mails = world.mails();
    let to: BTreeSet<&str> = mails.iter().map(|m| m.0.as_str()).collect();
    assert_eq!((mails.len(), to.len()), (1_000, 1_000), "nobody twice");
    assert_eq!(world.by_day(&waves), told, "as the plan said");
    let zone = waves.time_zone().unwrap();
    for (_, at) in &mails {
        let hour = at.to_zoned(zone.clone()).hour();
        assert!((9..18).contains(&hour), "{at}");
    }
    let day = SignedDuration::from_hours(24);
    for (i, (_, first)) in mails.iter().enumerate() {
        let within = mails[i..].iter();
        let within = within.filter(|m| m.1.duration_since(*first) < day).count();
        assert!(within <= 200, "{within} within a day from {first}");
    }
    let late = world.wix.log().into_iter();
    let refused = late.filter(|e| e["status"] == json!(429)).count();
    assert_eq!(refused, 0, "Wix never had to say that it is too much");
}

/// Outside the hours nothing goes out; paused it stays so, and stopped it ends with its receipt.
#[test]
fn waves_wait_for_their_hour_and_can_be_paused_and_stopped() {
    let world = World::new();
    let some = world.members(6);
    let mut waves = waves("UTC");
    (waves.a_day, waves.from) = (2, 10);
    // Nine o'clock: an hour too early.
    let mut desk = world.desk();
    let review = desk.plan(world.wish(&some, waves));
    desk.send(Command::Apply {
        plan: Arc::clone(&review.plan),
        lifts: vec![],
    });
    let due = waits(&mut desk, &world.clock).expect("it waits");
    assert_eq!(due, "2026-11-01T10:00:00Z".parse().unwrap());
    let run = desk.model.run.clone().unwrap();
    let words = run.waiting.clone().unwrap().why.sentence;
    assert_eq!(words, "Goes on today at 10:00");
    assert_eq!(world.mails().len(), 0);
    desk.until("a run in the list", |m| {
        let one = m.activity.runs.iter().find(|r| r.run == run.run)?;
        (!one.open && one.ended.is_none()).then_some(())
    });

    desk.send(Command::Pause(run.job, true));
    desk.until("a pause", |m| {
        (m.run.as_ref()?.phase == RunPhase::Paused).then_some(())
    });
    world.clock.set(due);
    assert_eq!(
        world.mails().len(),
        0,
        "its hour has come, and it is paused"
    );
    desk.send(Command::Pause(run.job, false));
    let second = waits(&mut desk, &world.clock).expect("two went out");
    assert_eq!(world.mails().len(), 2);

    world.clock.set(second);
    waits(&mut desk, &world.clock).expect("two more");
    desk.send(Command::Cancel(run.job));
    let over = desk.run_over(None);
    let receipt = over.receipt.clone().unwrap();
    assert_eq!(receipt.how, "cancelled");
    assert_eq!(count(&over, Outcome::Done), 4);
    assert_eq!(count(&over, Outcome::NotTried), 2);
    assert_eq!(world.mails().len(), 4);
}

/// The program ends between two waves: the next one goes on with the same run, and what went out
/// before counts. Who has logged in meanwhile gets no mail.
#[test]
fn waves_go_on_after_a_restart_and_leave_out_who_has_logged_in() {
    let world = World::new();
    let some = world.members(9);
    let mut waves = waves("UTC");
    waves.a_day = 4;
    let mut desk = world.desk();
    let review = desk.plan(world.wish(&some, waves));
    desk.send(Command::Apply {
        plan: Arc::clone(&review.plan),
        lifts: vec![],
    });
    let due = waits(&mut desk, &world.clock).expect("the first wave is out");
    let id = desk.model.run.clone().unwrap().run.clone();
    assert_eq!(world.mails().len(), 4);
    drop(desk);

    // Two hours later: the day's mails are out, and the program knows it from its own books.
    world.clock.set(start() + SignedDuration::from_hours(2));
    let sent: BTreeSet<String> = world.mails().into_iter().map(|m| m.0).collect();
    let left: Vec<&Member> = some
        .iter()
        .filter(|m| !sent.contains(&m.login_email))
        .collect();
    assert_eq!(left.len(), 5);
    for member in &left[..2] {
        let body = json!({
            "do": "memberLogIn", "siteId": world.eye.site.as_str(), "memberId": member.id.as_str(),
        });
        world.wix.post("outside", &body);
    }
    let mut again = world.setup.desk_in(world.environment());
    again.send(Command::OpenLast);
    again.until("a run that stands still", |m| {
        m.activity
            .runs
            .iter()
            .any(|r| r.open && r.run == id)
            .then_some(())
    });
    again.send(Command::Resume(id.clone()));
    let same = waits(&mut again, &world.clock).expect("it waits for the next day");
    assert_eq!(world.mails().len(), 4, "no mail beyond the limit");
    let apart = same.duration_since(due).abs();
    assert!(apart < SignedDuration::from_secs(1), "{same} and {due}");

    world.clock.set(same);
    let over = again.run_over(None);
    assert_eq!(over.run, id, "the same run");
    assert_eq!(count(&over, Outcome::Done), 7);
    assert_eq!(count(&over, Outcome::AlreadySo), 2);
    let why: Vec<&str> = over
        .results
        .iter()
        .filter(|r| r.outcome == Outcome::AlreadySo)
        .filter_map(|r| r.detail.as_deref())
        .collect();
    assert!(why.iter().all(|w| w.contains("logged in since")), "{why:?}");
    let mailed: BTreeSet<String> = world.mails().into_iter().map(|m| m.0).collect();
    assert_eq!(mailed.len(), 7);
    assert!(left[..2].iter().all(|m| !mailed.contains(&m.login_email)));
}
