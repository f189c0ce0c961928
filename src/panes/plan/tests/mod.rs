//! The plan dialog without a window.

mod kinds;
mod standing;

use super::again;
use crate::access::UserId;
use crate::journal::{Head, RunId};
use crate::model::Ask;
use crate::panes::team::tests::fixture::{ACCOUNT, World, now};
use crate::panes::team::tests::window::{Window, about, press, says, wide, window};
use crate::plan::{Action, LineResult, Moved, Outcome, Plan, ReadBack, Receipt, Traffic, Wish};
use crate::worker::protocol::{
    Command, ErrorCard, Event, JobCard, JobId, JobKind, JobState, PlanReview, PlanState, Progress,
    RunPhase, RunView, SaveKind,
};
use egui::accesskit::Role;
use egui::{Key, Theme};
use egui_kittest::kittest::Queryable as _;
use std::ops::Range;
use std::sync::Arc;

fn ids(world: &World, rows: Range<usize>) -> Vec<UserId> {
    let team = &world.model.team.as_ref().expect("a team").team;
    team.members[rows].iter().map(|m| m.id.clone()).collect()
}

/// A world in which this wish was asked for.
fn wished(wish: impl Fn(Vec<UserId>) -> Wish, rows: Range<usize>) -> World {
    let mut world = World::with(60, 4);
    world.with_team = false;
    let wish = wish(ids(&world, rows));
    let ask = Ask::from(Command::MakePlan(wish));
    world.plan.note(std::slice::from_ref(&ask));
    world.carry_out(&ask);
    world
}

fn removal(people: Vec<UserId>) -> Wish {
    Wish::Remove { people }
}

fn ready(world: &World) -> Arc<PlanReview> {
    match &*world.model.plan {
        PlanState::Ready(review) => Arc::clone(review),
        other => panic!("no plan: {other:?}"),
    }
}

fn applied(window: &Window) -> Vec<(Arc<Plan>, usize)> {
    let of = |c: &Command| match c {
        Command::Apply { plan, lifts } => Some((Arc::clone(plan), lifts.len())),
        _ => None,
    };
    window.state().commands().filter_map(of).collect()
}

fn asked(window: &Window, command: &Command) -> bool {
    window.state().commands().any(|c| c == command)
}

#[test]
fn a_plan_is_applied_once_and_is_the_very_value_that_was_shown() {
    let mut window = wide(wished(removal, 10..13));
    let shown = Arc::clone(&ready(window.state()).plan);
    assert!(says(&window, "If any of it has changed, nothing is sent."));
    window.key_press(Key::Enter);
    window.run();
    assert!(applied(&window).is_empty(), "Enter sends nothing");
    press(&mut window, "Remove 3 people");
    assert_eq!(
        about(&window, "Remove 3 people"),
        (false, "It is being started".to_owned())
    );
    press(&mut window, "Remove 3 people");
    let applied = applied(&window);
    assert_eq!(applied.len(), 1);
    assert!(Arc::ptr_eq(&applied[0].0, &shown));
}

#[test]
fn every_brake_needs_the_name() {
    let mut window = wide(wished(removal, 1..30));
    let hits = ready(window.state()).brakes.len();
    assert!(hits >= 2, "co-owners and share");
    let label = "Remove 28 people";
    let (free, why) = about(&window, label);
    assert!(!free && why.contains(ACCOUNT), "{why}");
    press(&mut window, label);
    assert!(applied(&window).is_empty());
    for at in 0..hits {
        assert!(!about(&window, label).0, "brake {at} still holds");
        let name = format!("Type “{ACCOUNT}” to go on");
        let fields = window.get_all_by_role_and_label(Role::TextInput, &name);
        let field = fields.into_iter().nth(at).expect("a field");
        field.focus();
        window.run();
        let fields = window.get_all_by_role_and_label(Role::TextInput, &name);
        fields
            .into_iter()
            .nth(at)
            .expect("a field")
            .type_text(ACCOUNT);
        window.run();
    }
    press(&mut window, label);
    assert_eq!(
        applied(&window).iter().map(|a| a.1).collect::<Vec<_>>(),
        [hits]
    );
}

#[test]
fn a_plan_can_be_saved_and_left() {
    let mut window = wide(wished(removal, 10..12));
    press(&mut window, "Save plan…");
    let plan = Arc::clone(&ready(window.state()).plan);
    let saved = window.state().asked.iter().any(|a| {
        matches!(a, Ask::Save { what, name }
            if **what == SaveKind::Plan(Arc::clone(&plan)) && name.starts_with("gatehouse-plan-"))
    });
    assert!(saved);
    window.key_press(Key::Escape);
    window.run();
    assert!(asked(&window, &Command::DropPlan));
    assert!(!says(&window, "Save plan…"));
}

#[test]
fn what_stands_against_a_plan_is_said() {
    let mut world = wished(removal, 10..12);
    let review = PlanReview {
        forecast: None,
        no_writing: Some("The profile is read-only".to_owned()),
        ..(*ready(&world)).clone()
    };
    world
        .model
        .apply(Event::Plan(Arc::new(PlanState::Ready(Arc::new(review)))));
    let window = wide(world);
    let why = (false, "The profile is read-only".to_owned());
    assert_eq!(about(&window, "Remove 2 people"), why);
}

#[test]
fn a_plan_without_lines_is_calm() {
    let mut window = wide(wished(removal, 0..1));
    assert!(says(&window, "Nothing to do") && says(&window, "Is the owner"));
    let close = window.get_all_by_label("Close").last().expect("a button");
    close.click();
    window.run();
    assert!(asked(&window, &Command::DropPlan));
}

fn result(outcome: Outcome) -> LineResult {
    LineResult {
        outcome,
        detail: (outcome == Outcome::Refused).then(|| "PERMISSION_DENIED".to_owned()),
        request_id: Some("1770000000.1".to_owned()),
        at: Some(now()),
        read_back: (outcome == Outcome::Done).then(|| ReadBack {
            at: now(),
            as_planned: true,
            found: "As planned".to_owned(),
        }),
        made: None,
    }
}

/// The plan as a run with these outcomes.
fn run_of(plan: &Arc<Plan>, phase: RunPhase, outcomes: &[Outcome]) -> RunView {
    let mut results: Vec<LineResult> = outcomes.iter().map(|o| result(*o)).collect();
    results.resize(plan.lines.len(), LineResult::not_tried());
    let receipt = Receipt {
        format: Receipt::FORMAT,
        run: RunId::new("run-1"),
        plan_hash: String::new(),
        title: plan.title.clone(),
        account_name: ACCOUNT.to_owned(),
        account: "acc-1".to_owned(),
        started: now(),
        ended: now(),
        how: "done".to_owned(),
        traffic: Traffic::default(),
        lines: Receipt::lines_of(plan, &results),
        skipped: Vec::new(),
        journal: Head::default(),
    };
    RunView {
        run: RunId::new("run-1"),
        job: JobId(9),
        plan: Arc::clone(plan),
        phase,
        results,
        moved: Vec::new(),
        traffic: Traffic::default(),
        waiting: None,
        trouble: None,
        receipt: (phase == RunPhase::Over).then(|| Arc::new(receipt)),
    }
}

fn running(rows: Range<usize>, phase: RunPhase, outcomes: &[Outcome]) -> World {
    let mut world = wished(removal, rows);
    let plan = Arc::clone(&ready(&world).plan);
    world.model.apply(Event::Plan(Arc::default()));
    world
        .model
        .apply(Event::Run(Some(Arc::new(run_of(&plan, phase, outcomes)))));
    world.model.apply(Event::Jobs(Arc::new(vec![JobCard {
        id: JobId(9),
        kind: JobKind::Apply,
        started: now(),
        ended: None,
        progress: Progress {
            done: outcomes.len() as u64,
            total: Some(plan.lines.len() as u64),
            step: "Sending".to_owned(),
            per_minute: Some(180),
            ends_at: Some(now() + jiff::SignedDuration::from_secs(90)),
        },
        state: JobState::Running,
    }])));
    world
}

#[test]
fn a_run_shows_every_line_and_can_be_stopped_or_hidden() {
    let world = running(
        10..15,
        RunPhase::Sending,
        &[Outcome::Done, Outcome::Refused],
    );
    let mut window = wide(world);
    assert!(says(
        &window,
        "Sending: 2 of 5 · 180 a minute · done in 1 min"
    ));
    for words in ["Done", "Refused", "Being sent", "Not tried yet"] {
        assert!(says(&window, &format!("State: {words}")), "{words}");
    }
    press(&mut window, "Stop");
    assert!(asked(&window, &Command::Cancel(JobId(9))));
    press(&mut window, "Hide");
    assert!(!says(&window, "Sending: 2 of 5"));
    let world = window.state();
    assert!(world.plan.hides(&world.model) && !world.plan.is_open(&world.model));
    assert!(!asked(&window, &Command::CloseRun), "it goes on");
    window.state_mut().plan.reveal();
    window.run();
    assert!(says(&window, "Sending: 2 of 5"));
}

#[test]
fn a_hidden_run_comes_back_when_it_is_asked_for() {
    let mut window = wide(running(10..15, RunPhase::Sending, &[]));
    press(&mut window, "Hide");
    let ask = Ask::from(Command::ShowRun(RunId::new("run-1")));
    window.state_mut().plan.note(&[ask]);
    window.run();
    assert!(says(&window, "Sending: 0 of 5"));
}

#[test]
fn a_run_that_is_over_shows_its_receipt() {
    let all = [
        Outcome::Done,
        Outcome::Unknown,
        Outcome::Refused,
        Outcome::Done,
        Outcome::Done,
    ];
    let mut window = wide(running(10..15, RunPhase::Over, &all));
    for words in [
        "3 done, 1 refused, 1 unknown",
        "What unknown means",
        "PERMISSION_DENIED",
    ] {
        assert!(says(&window, words), "{words}");
    }
    press(&mut window, "Save receipt…");
    press(&mut window, "Save as CSV…");
    let kinds: Vec<bool> = window
        .state()
        .asked
        .iter()
        .filter_map(|a| match a {
            Ask::Save { what, .. } => Some(matches!(**what, SaveKind::ReceiptCsv(_))),
            _ => None,
        })
        .collect();
    assert_eq!(kinds, [false, true]);
    press(&mut window, "Done");
    assert!(asked(&window, &Command::CloseRun));
    assert!(!says(&window, "What unknown means"));
}

fn moved(mut world: World) -> World {
    let mut run = world.model.run.as_deref().cloned().expect("a run");
    let of = |line: &crate::plan::Line| Moved {
        line: 0,
        object: line.action.object().expect("an object"),
        name: line.who.name.clone(),
        what: "has other roles now".to_owned(),
    };
    run.moved = run.plan.lines.iter().take(2).map(of).collect();
    world.model.apply(Event::Run(Some(Arc::new(run))));
    world
}

#[test]
fn a_stale_plan_is_made_anew_from_the_same_wish() {
    let mut window = wide(moved(running(10..15, RunPhase::Over, &[])));
    assert!(says(&window, "2 people changed since the plan was made"));
    assert!(says(&window, "has other roles now"));
    press(&mut window, "Plan again");
    assert!(asked(&window, &Command::CloseRun));
    let people = ids(window.state(), 10..15);
    assert!(asked(&window, &Command::MakePlan(Wish::Remove { people })));
}

#[test]
fn the_wish_is_remembered_or_read_off_the_lines() {
    let colleague = ids(&World::with(60, 0), 6..7).remove(0);
    let same = |people| Wish::SameAs {
        colleague: colleague.clone(),
        people,
        exactly: true,
    };
    let world = wished(same, 10..14);
    let plan = &ready(&world).plan;
    assert_eq!(
        again::wish(plan, None),
        None,
        "different people lose different roles"
    );
    let known = (plan.id.clone(), same(ids(&world, 10..14)));
    assert_eq!(again::wish(plan, Some(&known)), Some(known.1.clone()));
    let other = ("another plan".to_owned(), known.1);
    assert_eq!(again::wish(plan, Some(&other)), None);
    let world = wished(removal, 10..14);
    assert_eq!(
        again::wish(&ready(&world).plan, None),
        Some(removal(ids(&world, 10..14)))
    );
    let alike = |people| Wish::SameAs {
        colleague: colleague.clone(),
        people,
        exactly: false,
    };
    let world = wished(alike, 7..8);
    let found = again::wish(&ready(&world).plan, None);
    assert!(matches!(found, Some(Wish::ChangeRoles { take, .. }) if take.is_empty()));
    let gives = |l: &crate::plan::Line| matches!(l.action, Action::UpdateAssignments { .. });
    assert!(ready(&world).plan.lines.iter().all(gives));
}

#[test]
fn every_state_fits_into_the_smallest_window() {
    let states = || {
        let mut making = World::with(3, 0);
        making.model.apply(Event::Plan(Arc::new(PlanState::Making)));
        let mut failed = World::with(3, 0);
        let error = ErrorCard::new(
            "The colleague is no longer in the team",
            "Choose somebody else",
        );
        failed
            .model
            .apply(Event::Plan(Arc::new(PlanState::Failed(error))));
        vec![
            (making, "Nothing is sent", "Cancel"),
            (failed, "Choose somebody else", "Close"),
            (
                wished(removal, 1..30),
                "Too few co-owners are left",
                "Remove 28 people",
            ),
            (wished(removal, 0..1), "Nothing to do", "Close"),
            (
                running(10..15, RunPhase::Checking, &[]),
                "Checking that nobody changed",
                "Stop",
            ),
            (
                running(10..15, RunPhase::Paused, &[Outcome::Done]),
                "Calls that were under way",
                "Stop",
            ),
            (standing::waiting(), "Wix asks to wait", "Stop"),
            (
                running(10..15, RunPhase::Left, &[Outcome::Done]),
                "It stands still: 1 done, 4 not tried",
                "Go on",
            ),
            (standing::asked(), "1 done, 4 not tried", "Go on"),
            (kinds::mixed(), "Chosen by the filter", "Apply 5 changes"),
            (
                running(10..15, RunPhase::ReadingBack, &[Outcome::Unknown]),
                "Reading back",
                "Hide",
            ),
            (
                running(10..15, RunPhase::Over, &[Outcome::Unknown]),
                "What unknown means",
                "Done",
            ),
            (
                moved(running(10..15, RunPhase::Over, &[])),
                "Nothing was sent",
                "Plan again",
            ),
        ]
    };
    for look in [Theme::Light, Theme::Dark] {
        for (world, words, last) in states() {
            let window = window(world, (512.0, 320.0), look);
            assert!(says(&window, words), "{look:?}: {words}");
            let button = window.get_all_by_role_and_label(Role::Button, last).last();
            let rect = button.expect("the last button").rect();
            assert!(
                rect.max.x <= 512.0 && rect.max.y <= 320.0,
                "{words}: {rect:?}"
            );
        }
    }
}
