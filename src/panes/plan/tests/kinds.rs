//! Plans of every kind of action: words, figures, lines, details.

use super::{asked, ready, running, says, wished};
use crate::access::{NewAssignment, NewMember, Reach, RoleId, SiteId};
use crate::journal::RunId;
use crate::model::Ask;
use crate::panes::plan::facts::{Back, PlanFacts};
use crate::panes::team::tests::fixture::{World, now};
use crate::panes::team::tests::window::{about, press, wide};
use crate::plan::{Action, Grant, Invitee, Line, Outcome, Plan, Selection, Undo, Who, Wish};
use crate::worker::protocol::{Command, ErrorCard, Event, PlanReview, PlanState, RunPhase};
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use std::sync::Arc;

fn who(n: usize) -> Who {
    Who {
        id: format!("p{n}"),
        name: format!("Person {n}"),
        email: format!("p{n}@example.com"),
    }
}

fn create(n: usize) -> Line {
    let member = NewMember {
        login_email: who(n).email,
        ..NewMember::default()
    };
    let action = Action::CreateMember {
        site: SiteId::new("site-0"),
        member: Box::new(member),
    };
    Line {
        after: vec![Grant {
            role: "Member".to_owned(),
            reach: "Harbor Café".to_owned(),
        }],
        ..Line::new(action, who(n), "Is not a member yet", Undo::ByDeleting)
    }
}

fn by_hand(n: usize) -> Line {
    let action = Action::ByHand {
        task: format!("Revoke the invite to p{n}@example.com in the dashboard"),
        link: Some("https://manage.wix.com".to_owned()),
        ends_at: Some(now() + jiff::SignedDuration::from_hours(24 * 9)),
    };
    let why = "Nothing is sent by this line".to_owned();
    Line::new(
        action,
        who(n),
        "No public call exists for it",
        Undo::Never { why },
    )
}

fn invites(n: usize) -> World {
    let give = vec![NewAssignment {
        role: RoleId::new("6600344420111308801"),
        reach: Reach::Account,
    }];
    let people = (0..n).map(|i| Invitee {
        email: format!("new{i}@example.com"),
        give: give.clone(),
    });
    let people: Vec<Invitee> = people.collect();
    wished(
        move |_| Wish::Invite {
            people: people.clone(),
            language: None,
        },
        0..0,
    )
}

/// The same world with these lines in its plan.
fn with_lines(mut world: World, edit: impl FnOnce(&mut Plan)) -> World {
    let review = ready(&world);
    let mut plan = (*review.plan).clone();
    edit(&mut plan);
    let table = world.model.team.clone().expect("a team");
    let limits = crate::plan::BrakeLimits::default();
    let review = PlanReview {
        forecast: None,
        brakes: Vec::new(),
        ..crate::panes::team::tests::fixture::review(&table, plan, &limits)
    };
    let state = PlanState::Ready(Arc::new(review));
    world.model.apply(Event::Plan(Arc::new(state)));
    world
}

/// Lines of several kinds, chosen by a filter.
pub(super) fn mixed() -> World {
    with_lines(invites(3), |plan| {
        plan.lines.extend([create(1), create(2), by_hand(3)]);
        plan.selection = Some(Selection {
            filter: "role:guest".to_owned(),
            matched: 6,
            of: 260,
        });
    })
}

fn words(lines: Vec<Line>) -> String {
    let world = with_lines(invites(1), |plan| plan.lines = lines);
    let mut slot = None;
    PlanFacts::follow(&mut slot, &ready(&world).plan)
        .kinds
        .words()
}

#[test]
fn the_last_button_says_what_happens_to_how_many() {
    let many = |n, line: fn(usize) -> Line| (0..n).map(line).collect::<Vec<_>>();
    assert_eq!(words(many(1, create)), "Create 1 member");
    assert_eq!(words(many(5000, create)), "Create 5,000 members");
    assert_eq!(words(many(1, by_hand)), "Note 1 thing to do by hand");
    assert_eq!(words(many(2, by_hand)), "Note 2 things to do by hand");
    let mut some = many(3, create);
    some.extend(many(2, by_hand));
    assert_eq!(words(some), "Create 3 members", "only what is sent counts");
    let window = wide(invites(3));
    assert!(about(&window, "Invite 3 people").0);
    assert!(about(&wide(mixed()), "Apply 5 changes").0);
}

#[test]
fn invites_tell_mails_seats_and_the_call_they_go_out_in() {
    let window = wide(invites(120));
    for words in [
        "120 people to the account",
        "addresses",
        "mails",
        "Not told",
        "Wix tells no seats",
        "Call 1 of 3, with 49 others",
        "Nobody in the team has this address",
        "Wix sends 1 mail",
        "Search Team: an open invite to the address",
        "the mail is out",
    ] {
        assert!(says(&window, words), "{words}");
    }
    let three = window.query_by_role_and_label(Role::Label, "3");
    assert!(three.is_some(), "three writing calls for 120 lines");
}

#[test]
fn a_line_by_hand_shows_its_task_its_link_and_its_end() {
    let mut window = wide(with_lines(invites(1), |plan| plan.lines = vec![by_hand(4)]));
    for words in [
        "Revoke the invite to p4@example.com",
        "Ends by itself on",
        "in 9 days",
        "to do by hand",
        "nothing is sent for that",
    ] {
        assert!(says(&window, words), "{words}");
    }
    assert!(!says(&window, "Goes out"), "nothing goes out");
    press(&mut window, "Copy the link");
    let link = "https://manage.wix.com".to_owned();
    assert_eq!(window.state().asked.last(), Some(&Ask::Copy(link)));
}

#[test]
fn filter_and_run_taken_back_are_named() {
    let mut world = mixed();
    assert!(says(
        &wide(mixed()),
        "Chosen by the filter “role:guest”: 6 of 260"
    ));
    let card = crate::worker::protocol::RunCard {
        run: RunId::new("run-7"),
        title: "Give Website designer to 3 people".to_owned(),
        started: now(),
        ended: Some(now()),
        summary: "3 done".to_owned(),
        open: false,
        can_go_on: false,
        can_undo: true,
    };
    let activity = crate::worker::protocol::Activity {
        loaded: true,
        runs: vec![card],
        ..Default::default()
    };
    world.model.apply(Event::Activity(Arc::new(activity)));
    let world = with_lines(world, |plan| plan.undoes = Some(RunId::new("run-7")));
    assert!(says(
        &wide(world),
        "It takes back “Give Website designer to 3 people”, begun at"
    ));
}

#[test]
fn what_was_done_says_how_it_is_taken_back() {
    let removals = [Outcome::Done, Outcome::Done, Outcome::Refused];
    let mut window = wide(running(10..13, RunPhase::Over, &removals));
    assert!(says(
        &window,
        "What was done can be taken back: 2 by a new invite"
    ));
    press(&mut window, "Take back…");
    assert!(asked(&window, &Command::Undo(RunId::new("run-1"))));
    let window = wide(running(10..13, RunPhase::Over, &[Outcome::Refused; 3]));
    let why = "Nothing was done that could be taken back".to_owned();
    assert_eq!(about(&window, "Take back…"), (false, why));
    let back = Back {
        by_plan: 10,
        by_invite: 2,
        by_hand: 1,
        never: 1200,
    };
    let told = "10 by a plan, 2 by a new invite, 1 by hand, 1,200 not at all";
    assert_eq!(back.words(), told);
}

#[test]
fn a_failure_is_called_after_what_was_tried() {
    for (command, title) in [
        (
            Command::OpenPlan("/home/ana/p.json".into()),
            "This plan cannot be opened",
        ),
        (
            Command::Undo(RunId::new("r")),
            "This cannot be taken back now",
        ),
        (Command::Resume(RunId::new("r")), "The run cannot go on now"),
    ] {
        let mut world = World::with(3, 0);
        world.with_team = false;
        world.plan.note(&[Ask::from(command)]);
        let error = ErrorCard::new("The file was changed after it was saved", "Save it again");
        let state = PlanState::Failed(error);
        world.model.apply(Event::Plan(Arc::new(state)));
        let window = wide(world);
        assert!(
            window
                .query_by_role_and_label(Role::Dialog, title)
                .is_some()
        );
        assert!(says(&window, "Save it again"));
    }
}

#[test]
fn facts_are_worked_out_once_per_plan() {
    let world = mixed();
    let plan = Arc::clone(&ready(&world).plan);
    let mut slot = None;
    let first = PlanFacts::follow(&mut slot, &plan);
    assert!(Arc::ptr_eq(&first, &PlanFacts::follow(&mut slot, &plan)));
    let other = Arc::new((*plan).clone());
    assert!(!Arc::ptr_eq(&first, &PlanFacts::follow(&mut slot, &other)));
}
