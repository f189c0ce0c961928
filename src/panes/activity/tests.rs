//! Tests of the four lists.

use std::sync::Arc;

use egui::Ui;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{ActivityPane, Part};
use crate::journal::RunId;
use crate::model::{Ask, Dialog, Model};
use crate::panes::Cx;
use crate::panes::overview::demo;
use crate::panes::overview::stage::{Stage, everywhere, play};
use crate::worker::protocol::{Command, Event, JobId, JobKind, JobState, NoticeId};

fn draw(pane: &mut ActivityPane, ui: &mut Ui, cx: &mut Cx<'_>) {
    pane.ui(ui, cx);
}

fn pane(part: Part, model: Model) -> Harness<'static, Stage<ActivityPane>> {
    let pane = ActivityPane {
        part,
        ..ActivityPane::default()
    };
    play(model, pane, draw)
}

fn with_jobs(states: Vec<JobState>) -> Model {
    let mut model = demo::open();
    let jobs = (1..)
        .zip(states)
        .map(|(id, state)| demo::job(id, JobKind::Sync, state));
    model.apply(Event::Jobs(Arc::new(jobs.collect())));
    model
}

#[test]
fn tabs_lead_to_the_lists() {
    let mut h = pane(Part::Jobs, demo::open());
    h.get_by_label("Runs, 3").click();
    h.run();
    assert_eq!(h.state().pane.part, Part::Runs);
    h.get_by_label("Journal, 60").click();
    h.run();
    assert_eq!(h.state().pane.part, Part::Journal);
}

#[test]
fn a_running_job_tells_its_pace_and_can_be_cancelled() {
    let mut h = pane(Part::Jobs, with_jobs(vec![JobState::Running]));
    let told = "Reading the team, page 3 · 12 of 40 · 180 a minute · done in 1 min";
    assert!(h.query_by_label(told).is_some());
    h.get_by_label("Cancel").click();
    h.run();
    assert_eq!(h.state().commands(), [&Command::Cancel(JobId(1))]);
    let h = pane(Part::Jobs, with_jobs(vec![JobState::Stopping]));
    let button = h.get_by_label("Cancel");
    assert_eq!(
        button.accesskit_node().description().as_deref(),
        Some("It stops at the next safe place")
    );
}

#[test]
fn a_failed_job_keeps_its_error_and_its_next_step() {
    let mut h = pane(Part::Jobs, with_jobs(vec![JobState::Failed(demo::error())]));
    assert!(
        h.query_by_label("Error: Wix could not be reached")
            .is_some()
    );
    h.get_by_label("Read again").click();
    h.run();
    assert_eq!(h.state().commands(), [&Command::Sync]);
}

fn about(h: &Harness<'_, Stage<ActivityPane>>, label: &str, nth: usize) -> (bool, String) {
    let node = h.get_all_by_label(label).nth(nth).unwrap();
    let node = node.accesskit_node();
    (!node.is_disabled(), node.description().unwrap_or_default())
}

#[test]
fn open_runs_stand_first_and_go_on_or_end() {
    let mut h = pane(Part::Runs, demo::open());
    assert!(
        h.query_by_label_contains("Stands still: 80 done, 40 not tried")
            .is_some()
    );
    h.get_all_by_label("Show").next().unwrap().click();
    h.run();
    h.get_by_label("Go on").click();
    h.run();
    h.get_by_label("End here…").click();
    h.run();
    let run = RunId::new("r0");
    let asked = [
        Command::ShowRun(run.clone()).into(),
        Command::Resume(run.clone()).into(),
        Ask::Open(Dialog::EndRun(run)),
    ];
    assert_eq!(h.state().asks, asked);
}

#[test]
fn ended_runs_are_taken_back_or_planned_further() {
    let mut h = pane(Part::Runs, demo::open());
    let why = "Nothing was done that could be taken back".to_owned();
    assert_eq!(about(&h, "Take back…", 0), (false, why));
    h.get_by_label("Plan the rest…").click();
    h.run();
    h.get_all_by_label("Take back…").last().unwrap().click();
    h.run();
    let (first, second) = (RunId::new("r1"), RunId::new("r2"));
    assert_eq!(
        h.state().commands(),
        [&Command::GoOn(first), &Command::Undo(second)]
    );
}

#[test]
fn what_cannot_be_done_with_a_run_says_why() {
    let why = "This profile is set to read only".to_owned();
    let model = demo::with_session(|s| s.no_writing = Some(why.clone()));
    let h = pane(Part::Runs, model);
    for label in ["Go on", "End here…", "Plan the rest…"] {
        assert_eq!(about(&h, label, 0), (false, why.clone()), "{label}");
    }
    assert_eq!(about(&h, "Take back…", 1), (false, why));
    let mut model = demo::open();
    let job = demo::job(9, JobKind::Apply, JobState::Paused);
    model.apply(Event::Jobs(Arc::new(vec![job])));
    let h = pane(Part::Runs, model);
    let why = "Another plan is being applied".to_owned();
    assert_eq!(about(&h, "Go on", 0), (false, why));
}

#[test]
fn a_run_under_way_is_paused_stopped_and_shown_from_the_list_of_jobs() {
    let mut model = demo::open();
    let job = demo::job(9, JobKind::Apply, JobState::Running);
    model.apply(Event::Jobs(Arc::new(vec![job])));
    let mut h = pane(Part::Jobs, model);
    for label in ["Pause", "Stop", "Show"] {
        h.get_by_label(label).click();
        h.run();
    }
    let asked = [
        Command::Pause(JobId(9), true).into(),
        Command::Cancel(JobId(9)).into(),
        Ask::ShowUnderWay,
    ];
    assert_eq!(h.state().asks, asked);
    let mut model = demo::open();
    let job = demo::job(9, JobKind::Apply, JobState::Paused);
    model.apply(Event::Jobs(Arc::new(vec![job])));
    let mut h = pane(Part::Jobs, model);
    assert!(h.query_by_label_contains("180 a minute").is_none());
    h.get_by_label("Go on").click();
    h.run();
    assert_eq!(h.state().commands(), [&Command::Pause(JobId(9), false)]);
}

#[test]
fn a_plan_is_opened_from_the_head() {
    let mut h = pane(Part::Runs, demo::open());
    h.get_by_label("Open plan…").click();
    h.run();
    assert_eq!(h.state().asks, [Ask::OpenPlan]);
}

#[test]
fn notices_are_read_one_by_one_or_all() {
    let mut h = pane(Part::Notices, demo::open());
    assert_eq!(
        h.get_all_by_label("Mark as read").count(),
        2,
        "one was read before"
    );
    h.get_all_by_label("Mark as read").next().unwrap().click();
    h.run();
    h.get_by_label("Mark all as read").click();
    h.run();
    let first = Command::ReadNotice(NoticeId("n1".to_owned()));
    assert_eq!(h.state().commands(), [&first, &Command::ReadAllNotices]);
}

#[test]
fn the_head_of_the_journal_can_be_copied() {
    let mut h = pane(Part::Journal, demo::open());
    h.get_by_label("Copy head and count").click();
    h.run();
    let expected = format!("{} 60", demo::activity().head.hash);
    assert_eq!(h.state().asks, [Ask::Copy(expected)]);
}

#[test]
fn every_state_is_drawn_everywhere() {
    let parts: [fn(&mut ActivityPane); 4] = [
        |p| p.part = Part::Jobs,
        |p| p.part = Part::Runs,
        |p| p.part = Part::Notices,
        |p| p.part = Part::Journal,
    ];
    let mut empty = demo::open();
    empty.apply(Event::Jobs(Arc::default()));
    empty.apply(Event::Activity(Arc::default()));
    let states = vec![
        JobState::Running,
        JobState::Paused,
        JobState::Stopping,
        JobState::Done("Read 41 people".to_owned()),
        JobState::Cancelled(String::new()),
        JobState::Failed(demo::error()),
    ];
    let full = with_jobs(states);
    for set in parts {
        everywhere("empty", &empty, set, draw);
        everywhere("full", &full, set, draw);
    }
}
