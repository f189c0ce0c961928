//! Tests of the four lists.

use std::sync::Arc;

use egui::Ui;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{ActivityPane, Part};
use crate::journal::RunId;
use crate::model::{Ask, Model};
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
    h.get_by_label("Runs, 2").click();
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

#[test]
fn runs_are_shown_and_go_on() {
    let mut h = pane(Part::Runs, demo::open());
    h.get_all_by_label("Show").next().unwrap().click();
    h.run();
    h.get_by_label("Go on…").click();
    h.run();
    let run = RunId::new("r1");
    assert_eq!(
        h.state().commands(),
        [&Command::ShowRun(run.clone()), &Command::GoOn(run)]
    );
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
