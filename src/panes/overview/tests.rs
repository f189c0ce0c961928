//! Tests of figures, attention and the pane.

use std::sync::Arc;

use egui::Ui;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::attention::{Item, items};
use super::facts::Facts;
use super::stage::{Stage, everywhere, play};
use super::{OverviewPane, demo};
use crate::kit::tone::Tone;
use crate::model::{Ask, Dialog, Model, Route};
use crate::worker::protocol::{
    Command, Connection, Event, JobId, JobKind, JobState, KeyPlace, groups,
};

fn draw(pane: &mut OverviewPane, ui: &mut Ui, cx: &mut crate::panes::Cx<'_>) {
    pane.ui(ui, cx);
}

fn pane(model: Model) -> Harness<'static, Stage<OverviewPane>> {
    play(model, OverviewPane::default(), draw)
}

fn attention(model: &Model) -> Vec<Item> {
    items(model, &Facts::of(&demo::table()))
}

fn team(group: &str, value: &str) -> Ask {
    Ask::Team {
        group: group.to_owned(),
        value: value.to_owned(),
    }
}

#[test]
fn figures_are_counted_by_person() {
    let facts = Facts::of(&demo::table());
    assert_eq!((facts.people, facts.others), (24, 0));
    assert_eq!((facts.open, facts.expired), (9, 4));
    assert_eq!(facts.co_owners, 2, "the owner and one account admin");
    assert_eq!(facts.no_access.len(), 1);
    let held: usize = facts.roles.iter().map(|r| r.count).sum();
    assert_eq!(held, 24, "22 people hold one role, one holds two, one none");
    assert!(facts.roles.windows(2).all(|w| w[0].count >= w[1].count));
    let (top, others, rest) = facts.top_roles(3);
    assert_eq!(top.len(), 3);
    assert_eq!(others, facts.roles.len() - 3);
    assert_eq!(rest, held - top.iter().map(|r| r.count).sum::<usize>());
    let invites: usize = facts.invites.iter().map(|i| i.count).sum();
    assert_eq!(invites, 17);
}

#[test]
fn time_moves_invites_from_ending_to_over() {
    let facts = Facts::of(&demo::table());
    // The first open invite ends in 20 hours, each next one a day later.
    assert_eq!(
        (facts.ending(demo::now()).len(), facts.over(demo::now())),
        (7, 0)
    );
    let later = demo::hours(20);
    assert_eq!((facts.ending(later).len(), facts.over(later)), (7, 1));
    let end = demo::hours(10_000);
    assert_eq!((facts.ending(end).len(), facts.over(end)), (0, 9));
}

#[test]
fn the_worst_comes_first_and_everything_has_a_next_step() {
    let mut model = demo::with_session(|s| {
        s.profile.key = KeyPlace::Missing;
        s.connection = Connection::Offline("There is no key".to_owned());
        s.datasets[1].complete = false;
        s.datasets[1].note = Some("Wix stopped at page 3".to_owned());
    });
    let failed = JobState::Failed(demo::error());
    model.apply(Event::Jobs(Arc::new(vec![demo::job(
        1,
        JobKind::Sync,
        failed,
    )])));
    let found = attention(&model);
    let rank = |i: &Item| match i.tone {
        Tone::Danger => 0,
        Tone::Warning => 1,
        _ => 2,
    };
    assert!(found.windows(2).all(|w| rank(&w[0]) <= rank(&w[1])));
    let run = crate::journal::RunId::new("r0");
    assert_eq!(found[0].ask, Command::Resume(run).into(), "open runs first");
    assert_eq!(
        found[1].ask,
        Ask::Open(Dialog::GiveKey(
            model.session.clone().unwrap().profile.id.clone()
        ))
    );
    assert!(found.iter().all(|i| !i.step.is_empty()));
    let incomplete = found
        .iter()
        .find(|i| i.title == "Roles: not complete")
        .unwrap();
    assert_eq!(incomplete.detail, "Wix stopped at page 3");
    assert_eq!(incomplete.blocked.as_deref(), Some("There is no key"));
    let ending = found
        .iter()
        .find(|i| i.title.starts_with("7 open invites"))
        .unwrap();
    assert!(
        ending
            .detail
            .contains("guest.4@partners.example and 2 more"),
        "{}",
        ending.detail
    );
    assert!(ending.detail.contains("in 20 h"));
    let titles: std::collections::BTreeSet<&str> = found.iter().map(|i| i.title.as_str()).collect();
    assert_eq!(titles.len(), found.len(), "nothing is told twice");
}

#[test]
fn a_lonely_owner_and_a_key_in_memory_are_told() {
    let mut facts = Facts::of(&demo::table());
    facts.co_owners = 1;
    let model = demo::with_session(|s| s.profile.key = KeyPlace::ThisRun);
    let found = items(&model, &facts);
    assert!(
        found
            .iter()
            .any(|i| i.title == "Only one person holds the whole account")
    );
    assert!(
        found
            .iter()
            .any(|i| i.title == "The key is kept only until the program ends")
    );
}

#[test]
fn nothing_to_do_is_said_calmly() {
    let mut facts = Facts::default();
    (facts.people, facts.co_owners) = (5, 2);
    let mut model = demo::open();
    model.apply(Event::Activity(Arc::default()));
    assert_eq!(items(&model, &facts), Vec::new());
}

#[test]
fn figures_and_bars_lead_to_their_lists() {
    let mut h = pane(demo::open());
    h.get_by_label("Sites: 40").click();
    h.run();
    h.get_by_label("Open invites: 9").click();
    h.run();
    h.get_by_label("Website manager: 7 people").click();
    h.run();
    h.get_by_label("Invite expired 4").click();
    h.run();
    let asked = [
        Ask::Go(Route::Sites),
        team(groups::STATUS, "Invite open"),
        team(groups::ROLE, "6600344420111308827"),
        team(groups::STATUS, "Invite expired"),
    ];
    assert_eq!(h.state().asks, asked);
}

#[test]
fn the_account_is_read_again_and_the_reading_cancelled() {
    let mut h = pane(demo::open());
    h.get_by_label("Read again").click();
    h.run();
    let running = demo::job(7, JobKind::Sync, JobState::Running);
    h.state_mut()
        .model
        .apply(Event::Jobs(Arc::new(vec![running])));
    h.run();
    let button = h.get_by_label("Read again");
    assert_eq!(
        button.accesskit_node().description().as_deref(),
        Some("The account is being read")
    );
    h.get_by_label("Cancel").click();
    h.run();
    assert_eq!(
        h.state().commands(),
        [&Command::Sync, &Command::Cancel(JobId(7))]
    );
}

#[test]
fn a_cut_off_run_goes_on_unless_nothing_can_be_written() {
    let mut h = pane(demo::open());
    h.get_by_label("Go on").click();
    h.run();
    h.get_by_label("Plan the rest…").click();
    h.run();
    let asked = h.state().commands();
    assert!(matches!(asked[..], [Command::Resume(_), Command::GoOn(_)]));
    let h = pane(demo::with_session(|s| {
        s.no_writing = Some("Read only".to_owned());
    }));
    let button = h.get_by_label("Go on");
    assert_eq!(
        button.accesskit_node().description().as_deref(),
        Some("Read only")
    );
}

#[test]
fn a_team_is_counted_once() {
    let mut h = pane(demo::open());
    let first = h.state().pane.counted.clone().unwrap().1;
    h.run_steps(3);
    assert!(Arc::ptr_eq(
        &first,
        &h.state().pane.counted.as_ref().unwrap().1
    ));
    h.state_mut().model.apply(Event::Team(Some(demo::table())));
    h.run();
    assert!(!Arc::ptr_eq(
        &first,
        &h.state().pane.counted.as_ref().unwrap().1
    ));
}

#[test]
fn every_state_is_drawn_everywhere() {
    let none: fn(&mut OverviewPane) = |_| {};
    let unread = |edit: fn(&mut crate::worker::protocol::Session)| {
        let mut model = demo::with_session(|s| {
            s.datasets.clear();
            edit(s);
        });
        model.apply(Event::Team(None));
        model.apply(Event::Jobs(Arc::default()));
        model
    };
    let with_job = |mut model: Model, state: JobState| {
        model.apply(Event::Jobs(Arc::new(vec![demo::job(
            1,
            JobKind::Sync,
            state,
        )])));
        model
    };
    let offline = |s: &mut crate::worker::protocol::Session| {
        s.connection = Connection::Offline("There is no key".to_owned());
        s.profile.key = KeyPlace::Missing;
    };
    let mut stale = demo::open();
    stale.now = demo::hours(48);
    let models = [
        ("full", demo::open()),
        ("reading again", with_job(demo::open(), JobState::Running)),
        ("stopping", with_job(demo::open(), JobState::Stopping)),
        (
            "failed",
            with_job(demo::open(), JobState::Failed(demo::error())),
        ),
        ("stale", stale),
        ("offline", demo::with_session(offline)),
        ("never read", unread(|_| {})),
        ("reading first", with_job(unread(|_| {}), JobState::Running)),
        (
            "failed first",
            with_job(unread(|_| {}), JobState::Failed(demo::error())),
        ),
        ("offline first", unread(offline)),
    ];
    for (name, model) in &models {
        everywhere(name, model, none, draw);
    }
}
