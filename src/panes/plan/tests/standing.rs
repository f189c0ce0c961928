//! Runs that are paused, wait, or stand still, and what is asked about them.

use super::{asked as was_asked, running, says};
use crate::journal::RunId;
use crate::model::{Ask, Dialog};
use crate::panes::team::tests::fixture::{World, now, session};
use crate::panes::team::tests::window::{Window, about, button, press, wide};
use crate::plan::Outcome;
use crate::worker::protocol::{
    Activity, Command, ErrorCard, Event, JobCard, JobId, JobKind, JobState, PlanState, ProfileId,
    Progress, RunCard, RunPhase, Waiting,
};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use jiff::SignedDuration;
use std::sync::Arc;

fn run() -> RunId {
    RunId::new("run-1")
}

fn with_state(mut world: World, state: JobState) -> World {
    let mut jobs = (*world.model.jobs).clone();
    jobs[0].state = state;
    world.model.apply(Event::Jobs(Arc::new(jobs)));
    world
}

fn card(open: bool) -> RunCard {
    RunCard {
        run: run(),
        title: "Remove 5 people".to_owned(),
        started: now(),
        ended: None,
        summary: "1 done, 4 not tried".to_owned(),
        open,
        can_go_on: false,
        can_undo: false,
    }
}

fn lists(world: &mut World, runs: Vec<RunCard>) {
    let activity = Activity {
        loaded: true,
        runs,
        ..Activity::default()
    };
    world.model.apply(Event::Activity(Arc::new(activity)));
}

fn job(id: u64, kind: JobKind, state: JobState) -> JobCard {
    JobCard {
        id: JobId(id),
        kind,
        started: now(),
        ended: None,
        progress: Progress::default(),
        state,
    }
}

fn jobs(world: &mut World, all: Vec<JobCard>) {
    world.model.apply(Event::Jobs(Arc::new(all)));
}

/// Nothing gets through, and it is tried again in twelve seconds.
pub(super) fn waiting() -> World {
    let mut world = running(10..15, RunPhase::Waiting, &[Outcome::Done]);
    let mut view = world.model.run.as_deref().cloned().expect("a run");
    view.waiting = Some(Waiting {
        why: ErrorCard::new("Wix asks to wait", "It goes on by itself"),
        until: Some(now() + SignedDuration::from_secs(12)),
        planned: false,
    });
    world.model.apply(Event::Run(Some(Arc::new(view))));
    world
}

/// A profile was opened, and a run of it stands still. The worker has not answered yet.
fn reopened() -> World {
    let mut world = World::with(30, 2);
    world.with_team = false;
    lists(&mut world, vec![card(true)]);
    world
}

/// The question after a profile was opened.
pub(super) fn asked() -> World {
    let mut world = running(10..15, RunPhase::Left, &[Outcome::Done]);
    let view = world.model.run.take();
    lists(&mut world, vec![card(true)]);
    world.model.apply(Event::Session(None));
    jobs(&mut world, Vec::new());
    // The question is on its way as soon as the account is read.
    world.model.apply(Event::Session(Some(Arc::new(session()))));
    jobs(&mut world, vec![job(11, JobKind::Sync, JobState::Running)]);
    let mut asks = Vec::new();
    let mut cx = crate::panes::Cx {
        model: &world.model,
        asks: &mut asks,
    };
    world.plan.start.follow(&mut cx, 0.0);
    assert_eq!(asks, [Ask::from(Command::ShowRun(run()))]);
    world.asked.extend(asks);
    world.model.apply(Event::Run(view));
    world
}

#[test]
fn a_run_is_paused_and_goes_on() {
    let mut window = wide(running(10..15, RunPhase::Sending, &[Outcome::Done]));
    let hint = "Nothing new is sent until it goes on".to_owned();
    assert_eq!(about(&window, "Pause"), (true, hint));
    press(&mut window, "Pause");
    assert!(was_asked(&window, &Command::Pause(JobId(9), true)));
    let paused = running(10..15, RunPhase::Paused, &[Outcome::Done]);
    let mut window = wide(with_state(paused, JobState::Paused));
    assert!(says(&window, "Paused: 1 of 5"));
    assert!(!says(&window, "180 a minute"), "it stands still");
    assert!(!says(&window, "State: Being sent"));
    press(&mut window, "Go on");
    assert!(was_asked(&window, &Command::Pause(JobId(9), false)));
}

#[test]
fn what_cannot_be_paused_says_why() {
    for (phase, why) in [
        (RunPhase::Checking, "It can be paused once it sends"),
        (RunPhase::ReadingBack, "Everything was sent already"),
    ] {
        let window = wide(running(10..15, phase, &[]));
        assert_eq!(about(&window, "Pause"), (false, why.to_owned()));
    }
    let world = running(10..15, RunPhase::Sending, &[]);
    let window = wide(with_state(world, JobState::Stopping));
    let why = "It stops at the next safe place".to_owned();
    assert_eq!(about(&window, "Stop"), (false, why));
    assert_eq!(
        about(&window, "Pause"),
        (false, "It is being stopped".to_owned())
    );
    assert!(says(&window, "Stopping: 0 of 5"));
}

#[test]
fn a_run_that_waits_says_why_and_counts_down() {
    let window = wide(waiting());
    assert!(says(&window, "Wix asks to wait"));
    assert!(says(
        &window,
        "It is tried again in 12 s. It goes on by itself."
    ));
    assert!(says(&window, "Waiting: 1 of 5"));
    let mut later = waiting();
    later.model.now = now() + SignedDuration::from_secs(9);
    assert!(says(&wide(later), "It is tried again in 3 s."));
    let mut over = waiting();
    over.model.now = now() + SignedDuration::from_secs(13);
    assert!(says(&wide(over), "It is tried again now."));
}

#[test]
fn several_lanes_are_under_way_and_none_is_made_up() {
    // The third is answered before the second: both the second and the first open one after it
    // are certainly under way, the rest may wait.
    let world = running(
        10..16,
        RunPhase::Sending,
        &[Outcome::Done, Outcome::NotTried, Outcome::Done],
    );
    let window = wide(world);
    let states = |words: &str| {
        let label = format!("State: {words}");
        window.query_all_by_label_contains(&label).count()
    };
    assert_eq!(states("Done"), 2);
    assert_eq!(states("Being sent"), 1);
    assert_eq!(states("Not tried yet"), 3);
    // Nothing is answered yet: the first call is out for certain.
    let window = wide(running(10..16, RunPhase::Sending, &[]));
    assert!(says(&window, "State: Being sent"));
}

#[test]
fn a_run_that_stands_still_goes_on_or_is_ended_after_a_question() {
    let mut world = running(10..15, RunPhase::Left, &[Outcome::Done]);
    lists(&mut world, vec![card(true)]);
    jobs(&mut world, Vec::new());
    let mut window = wide(world);
    assert!(says(&window, "It stands still: 1 done, 4 not tried"));
    window.key_press(Key::Enter);
    window.run();
    assert!(!was_asked(&window, &Command::Resume(run())), "not by Enter");
    press(&mut window, "End here…");
    assert!(says(&window, "What was not tried stays untried"));
    press(&mut window, "Keep it");
    assert!(!was_asked(&window, &Command::EndRun(run())));
    press(&mut window, "End here…");
    press(&mut window, "End it here");
    assert!(was_asked(&window, &Command::EndRun(run())));
    press(&mut window, "Go on");
    assert!(was_asked(&window, &Command::Resume(run())));
}

#[test]
fn another_run_under_way_keeps_one_from_going_on() {
    let mut world = running(10..15, RunPhase::Left, &[Outcome::Done]);
    let other = job(12, JobKind::Apply, JobState::Running);
    jobs(&mut world, vec![other]);
    let why = "Another plan is being applied".to_owned();
    assert_eq!(about(&wide(world), "Go on"), (false, why));
}

#[test]
fn the_end_is_asked_for_from_a_list_too() {
    let mut world = reopened();
    assert!(world.plan.open_dialog(&Dialog::EndRun(run())));
    assert!(!world.plan.open_dialog(&Dialog::Connect));
    let mut window = wide(world);
    press(&mut window, "End it here");
    assert!(was_asked(&window, &Command::EndRun(run())));
    assert!(!says(&window, "End it here"));
}

#[test]
fn the_question_waits_until_everything_was_looked_up_and_comes_once() {
    let mut window = wide(reopened());
    let sent = |w: &Window| was_asked(w, &Command::ShowRun(run()));
    assert!(!sent(&window), "the account was not read yet");
    let settle = job(11, JobKind::Settle, JobState::Running);
    let sync = job(12, JobKind::Sync, JobState::Running);
    jobs(window.state_mut(), vec![sync.clone(), settle.clone()]);
    window.run();
    assert!(!sent(&window), "it is still looked up");
    let done = JobCard {
        state: JobState::Done(String::new()),
        ..settle
    };
    jobs(window.state_mut(), vec![sync, done]);
    window.run();
    assert!(sent(&window));

    let mut window = wide(asked());
    assert!(says(&window, "was interrupted") && says(&window, "1 done, 4 not tried"));
    window.key_press(Key::Enter);
    window.run();
    assert!(!was_asked(&window, &Command::Resume(run())));
    assert!(!was_asked(&window, &Command::EndRun(run())));
    press(&mut window, "Not now");
    assert!(was_asked(&window, &Command::CloseRun));
    assert!(!says(&window, "was interrupted"));
    let before = window.state().asked.len();
    lists(window.state_mut(), vec![card(true), card(true)]);
    window.run();
    assert_eq!(window.state().asked.len(), before, "never again by itself");
}

#[test]
fn the_question_is_answered_by_going_on_or_ending() {
    let mut window = wide(asked());
    button(&window, "Go on").click();
    // A step takes a quarter of a second here, and nobody waits longer for the answer than 1.5.
    window.run_steps(3);
    assert!(was_asked(&window, &Command::Resume(run())));
    assert!(!says(&window, "It stands still"), "nothing flickers by");
    let mut window = wide(asked());
    press(&mut window, "End it here");
    assert!(was_asked(&window, &Command::EndRun(run())));
    let mut window = wide(asked());
    window.key_press(Key::Escape);
    window.run();
    assert!(was_asked(&window, &Command::CloseRun), "Esc is not now");
}

#[test]
fn a_profile_that_only_reads_is_not_asked() {
    let mut world = reopened();
    let mut only = session();
    only.profile.id = ProfileId("p-2".to_owned());
    only.no_writing = Some("Another window has this profile".to_owned());
    world.model.apply(Event::Session(Some(Arc::new(only))));
    jobs(&mut world, vec![job(11, JobKind::Sync, JobState::Running)]);
    let window = wide(world);
    assert!(!was_asked(&window, &Command::ShowRun(run())));
}

#[test]
fn a_run_under_way_comes_back_after_another_was_looked_at() {
    let mut window = wide(running(10..15, RunPhase::Paused, &[Outcome::Done]));
    press(&mut window, "Hide");
    let mut other = running(20..22, RunPhase::Over, &[Outcome::Done, Outcome::Done]);
    let mut view = other.model.run.take().as_deref().cloned().expect("a run");
    view.run = RunId::new("run-0");
    window
        .state_mut()
        .model
        .apply(Event::Run(Some(Arc::new(view))));
    window.run();
    press(&mut window, "Done");
    assert!(!says(&window, "Paused: 1 of 5"), "it is hidden");
    window.state_mut().plan.reveal();
    window.run();
    assert!(says(&window, "Paused: 1 of 5"));
}

#[test]
fn a_plan_that_nobody_waits_for_is_put_aside() {
    let mut world = World::with(30, 2);
    world.with_team = false;
    world.model.apply(Event::Plan(Arc::new(PlanState::Making)));
    let look_up = job(13, JobKind::LookUp, JobState::Running);
    jobs(&mut world, vec![look_up]);
    let mut window = wide(world);
    press(&mut window, "Cancel");
    assert!(was_asked(&window, &Command::Cancel(JobId(13))));
    let failed = PlanState::Failed(ErrorCard::new("Stopped", ""));
    window
        .state_mut()
        .model
        .apply(Event::Plan(Arc::new(failed)));
    window.run();
    let dialogs = window.query_all_by_role(Role::Dialog).count();
    assert_eq!(dialogs, 0, "what comes too late is not shown");
}
