//! Where Wix's behaviour is not documented, the sandbox has a switch: the program copes with both.

use crate::desk::Desk;
use crate::support::{Setup, Wix, start};
use gatehouse::access::{Reach, RoleId, SITE_ADMIN, SiteId};
use gatehouse::plan::{Outcome, Wish};
use gatehouse::sandbox::{AssignmentsAnswer, Config, Size, Switches};
use gatehouse::worker::protocol::{Command, ConnectState, RunView};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;

/// Gives three people another role at a site: done, and seen to be done.
fn three_changed(desk: &mut Desk, wix: &Wix) -> Arc<RunView> {
    let review = desk.plan(Wish::SetRolesAt {
        people: desk.ordinary(3),
        reach: Reach::site(&SiteId::new(&wix.site(0))),
        roles: vec![RoleId::new(SITE_ADMIN)],
    });
    let run = desk.apply(&review);
    assert_eq!(
        run.receipt.clone().unwrap().count(Outcome::Done),
        3,
        "{run:#?}"
    );
    assert!(
        run.results
            .iter()
            .all(|r| r.read_back.as_ref().unwrap().as_planned)
    );
    run
}

/// Connects, reads, and changes three people against this sandbox.
fn works(config: Config) {
    let wix = Wix::new(config);
    let mut desk = Setup::default().desk(None);
    desk.try_connect(&wix, &wix.key("full"), &wix.account());
    desk.until("a connected profile", |m| match &*m.connect {
        ConnectState::Connected { .. } => Some(()),
        ConnectState::Failed(e) => panic!("{e}"),
        _ => None,
    });
    desk.synced();
    let table = desk.model.team.clone().unwrap();
    assert_eq!(
        (table.team.members.len(), table.team.invites.len()),
        (260, 140)
    );
    assert!(table.info.as_ref().unwrap().complete, "{:?}", table.info);
    three_changed(&mut desk, &wix);
}

fn with(change: impl FnOnce(&mut Switches)) -> Config {
    let mut config = Config::fixed(Size::L, start());
    change(&mut config.switches);
    config
}

#[test]
fn default_values_may_be_left_out_of_answers() {
    works(with(|s| s.leave_out_defaults = true));
}

#[test]
fn a_change_may_be_answered_with_everything_or_with_the_new_ones() {
    works(with(|s| s.assignments_answer = AssignmentsAnswer::All));
    works(with(|s| s.assignments_answer = AssignmentsAnswer::OnlyNew));
}

#[test]
fn pages_may_be_smaller_than_asked_for() {
    works(with(|s| {
        s.team_page_max = 20;
        s.clamp_paging = true;
    }));
}

#[test]
fn the_key_may_not_tell_its_account() {
    works(with(|s| s.my_account = false));
    let wix = Wix::new(with(|s| s.my_account = false));
    let mut desk = Setup::default().desk(None);
    desk.try_connect(&wix, &wix.key("full"), "");
    let error = desk.until("the question", |m| match &*m.connect {
        ConnectState::AccountNeeded(e) => Some(e.clone()),
        ConnectState::Failed(e) => panic!("{e}"),
        _ => None,
    });
    assert!(error.remedy.contains("account id"), "{error}");
    assert!(desk.model.profiles.as_ref().unwrap().is_empty());
}

#[test]
fn accounts_without_a_contract_still_have_their_team() {
    let wix = Wix::new(with(|s| s.contract = false));
    let mut desk = Setup::default().desk(None);
    desk.try_connect(&wix, &wix.key("full"), &wix.account());
    desk.until("a connected profile", |m| {
        matches!(&*m.connect, ConnectState::Connected { .. }).then_some(())
    });
    desk.synced();
    assert_eq!(desk.model.team.clone().unwrap().team.members.len(), 260);
}

/// A sandbox whose queries lag behind its writes, on a clock that runs.
fn lagging(lag: Duration) -> Config {
    #[expect(clippy::disallowed_methods, reason = "lag is about a clock that runs")]
    let clock = Arc::new(jiff::Timestamp::now);
    let mut config = Config::new(Size::L, clock);
    config.lag = lag;
    config.rate_per_minute = None;
    config
}

fn patient() -> Setup {
    Setup {
        looks: [0, 50, 150, 300, 600].map(Duration::from_millis).to_vec(),
        ..Setup::default()
    }
}

#[test]
fn queries_that_lag_behind_do_not_make_a_change_look_undone() {
    let wix = Wix::new(lagging(Duration::from_millis(250)));
    let mut desk = patient().desk(None);
    desk.connect(&wix, &wix.key("full"));
    wix.fault(&json!({
        "match": {"method": "PATCH", "path": "/team/assignments"}, "times": 1, "kind": "cutAfter",
    }));
    let run = three_changed(&mut desk, &wix);
    assert!(run.traffic.back_reads > 3, "it took more than one look");
    assert_eq!(wix.writes().len(), 3);
    desk.send(Command::CloseRun);
}
