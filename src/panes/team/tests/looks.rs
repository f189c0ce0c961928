//! Every state, from the smallest window on, in both palettes.

use super::fixture::{World, now, session};
use super::window::{press, says, window};
use crate::model::Dialog;
use crate::panes::Pane as _;
use crate::worker::protocol::{
    Capability, Connection, ErrorCard, Event, JobCard, JobId, JobKind, JobState, Progress, Reading,
    Session,
};
use egui::{Key, Theme, pos2};
use egui_kittest::kittest::Queryable as _;
use jiff::SignedDuration;
use std::sync::Arc;

fn job(state: JobState) -> JobCard {
    JobCard {
        id: JobId(3),
        kind: JobKind::Sync,
        started: now(),
        ended: None,
        progress: Progress {
            done: 150,
            total: None,
            step: "Reading the team, 150 rows so far".to_owned(),
            per_minute: None,
            ends_at: None,
        },
        state,
    }
}

fn told(mut world: World, change: impl Fn(&mut Session)) -> World {
    let mut session = world
        .model
        .session
        .as_deref()
        .cloned()
        .unwrap_or_else(session);
    change(&mut session);
    world.model.apply(Event::Session(Some(Arc::new(session))));
    world
}

fn with_job(mut world: World, state: JobState) -> World {
    world.model.apply(Event::Jobs(Arc::new(vec![job(state)])));
    world
}

fn refused(session: &mut Session) {
    session.capabilities = vec![Capability {
        closed: String::new(),
        area: "Team and account invites".to_owned(),
        reading: Reading::No,
        changing: String::new(),
        permission: "Manage users and roles".to_owned(),
        without: "Without it nobody can be listed".to_owned(),
        answer: None,
    }];
}

/// Every state with words that have to stand in it.
fn states() -> Vec<(World, &'static str)> {
    let failed = JobState::Failed(ErrorCard::new("Wix refused the key", "Give it again"));
    let mut old = World::with(30, 5);
    old.model.now = now() + SignedDuration::from_hours(30);
    let offline = |s: &mut Session| s.connection = Connection::Offline("No network".to_owned());
    vec![
        (World::unread(), "The team has not been read yet"),
        (
            with_job(World::unread(), JobState::Running),
            "Reading the team, 150 rows so far",
        ),
        (
            with_job(World::unread(), failed.clone()),
            "Wix refused the key",
        ),
        (told(World::unread(), refused), "Manage users and roles"),
        (
            told(World::unread(), offline),
            "The team was never read, and there is no connection",
        ),
        (World::with(30, 5), "35 shown"),
        (World::with(0, 0), "Nobody is in this team"),
        (old, "Shown is what was read 1 day ago"),
        (with_job(World::with(30, 5), failed), "Wix refused the key"),
        (
            with_job(World::with(30, 5), JobState::Running),
            "The list stays until it is done",
        ),
        (told(World::with(30, 5), offline), "No network"),
        (
            told(World::with(30, 5), |s| s.datasets[0].complete = false),
            "Some people may be missing",
        ),
        (
            told(World::with(30, 5), refused),
            "This key may not read the team any more",
        ),
    ]
}

#[test]
fn every_state_has_its_words_in_the_smallest_window() {
    for look in [Theme::Light, Theme::Dark] {
        for (world, words) in states() {
            let window = window(world, (460.0, 292.0), look);
            assert!(says(&window, words), "{look:?}: {words}");
        }
    }
}

#[test]
fn panels_lie_over_the_table_where_there_is_no_room() {
    let mut window = window(World::with(30, 5), (460.0, 292.0), Theme::Dark);
    assert!(window.query_by_label("Fold Role").is_none());
    window.get_by_label("Filters").click();
    window.run();
    window.get_by_label("Fold Role");
    window.key_press(Key::Escape);
    window.run();
    assert!(window.query_by_label("Fold Role").is_none());
    // The button opens and closes, and a click beside the panel closes it too.
    for open in [true, false, true] {
        press(&mut window, "Filters");
        assert_eq!(window.query_by_label("Fold Role").is_some(), open);
    }
    window.hover_at(pos2(440.0, 280.0));
    for pressed in [true, false] {
        window.event(egui::Event::PointerButton {
            pos: pos2(440.0, 280.0),
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: egui::Modifiers::NONE,
        });
    }
    window.run();
    assert!(window.query_by_label("Fold Role").is_none());
    window
        .get_all_by_label("Inspector")
        .next()
        .expect("a button")
        .click();
    window.run();
    assert!(says(&window, "Select somebody to see what they can do"));
}

#[test]
fn no_hits_offer_to_clear_the_filters() {
    let mut window = window(World::with(30, 5), (460.0, 292.0), Theme::Light);
    window.state_mut().team.filter_by("role", "nobody has this");
    window.run();
    assert!(says(&window, "No one matches these filters"));
    window.get_by_label("Clear filters").click();
    window.run();
    assert!(says(&window, "35 shown"));
}

#[test]
fn dialogs_fit_into_the_smallest_window() {
    for look in [Theme::Light, Theme::Dark] {
        for dialog in [Dialog::ChangeRoles, Dialog::SameAs] {
            let mut window = window(World::with(30, 5), (512.0, 320.0), look);
            let ids = (10..13).map(|i| {
                window
                    .state()
                    .model
                    .team
                    .as_ref()
                    .expect("a team")
                    .team
                    .members[i]
                    .id
                    .clone()
            });
            let ids = ids.collect();
            let left = window.state_mut().team.open_dialog(dialog(ids));
            assert_eq!(left, None);
            window.run();
            let rect = window.get_by_label("Make the plan…").rect();
            assert!(rect.max.x <= 512.0 && rect.max.y <= 320.0, "{rect:?}");
        }
    }
}

#[test]
fn the_columns_fit_beside_the_inspector() {
    // Windows 1024 and 1280 wide leave 972 and 1068 beside the rail; the harness keeps 16 for itself.
    for width in [972.0 + 16.0, 1068.0 + 16.0] {
        let mut window = window(World::with(30, 5), (width, 700.0), Theme::Light);
        window.run();
        let right = window.get_by_label("Sort by Status").rect().max.x;
        assert!(right > width - 318.0, "nothing is told there yet: {right}");
        // Asked for, it comes, although nothing is selected.
        press(&mut window, "Inspector");
        let right = window.get_by_label("Sort by Status").rect().max.x;
        assert!(right <= width - 318.0, "{right} in {width}");
        let joined = window.query_by_label("Sort by Joined").is_some();
        assert_eq!(joined, width > 1000.0, "the day folds away first");
    }
}
