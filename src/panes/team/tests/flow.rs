//! Finding, selecting, beginning a change.

use super::fixture::{World, table};
use super::window::{about, click_row, press, says, wide};
use crate::access::{Team, TeamEntry};
use crate::model::{Ask, Dialog};
use crate::panes::{Cx, Pane as _, PaneCommand};
use crate::plan::Wish;
use crate::worker::protocol::{Command, Event, Numbered as _, TeamView, ViewRequest, groups};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use std::sync::Arc;

fn requests(world: &World) -> Vec<ViewRequest> {
    let of = |c: &Command| match c {
        Command::ViewTeam(request) => Some(request.clone()),
        _ => None,
    };
    world.commands().filter_map(of).collect()
}

fn wishes(world: &World) -> Vec<Wish> {
    let of = |c: &Command| match c {
        Command::MakePlan(wish) => Some(wish.clone()),
        _ => None,
    };
    world.commands().filter_map(of).collect()
}

fn command(world: &mut World, command: PaneCommand) {
    let mut asks = Vec::new();
    let mut cx = Cx {
        model: &world.model,
        asks: &mut asks,
    };
    world.team.command(command, &mut cx);
    world.asked.extend(asks);
}

#[test]
fn the_list_is_asked_for_once_and_shown() {
    let mut window = wide(World::with(20, 6));
    window.run();
    assert_eq!(requests(window.state()), [ViewRequest::default()]);
    assert!(says(&window, "26 shown"));
    assert!(says(
        &window,
        "20 people, 6 invites · read 2 min ago, complete"
    ));
    window.get_by_role_and_label(Role::Row, "Ana Díaz");
}

#[test]
fn typing_filters_and_each_text_is_asked_for_once() {
    let mut window = wide(World::with(20, 6));
    command(window.state_mut(), PaneCommand::Search);
    window.run();
    let field = window.get_by_label("Search the team");
    assert!(
        field.is_focused(),
        "the command puts the cursor into the field"
    );
    field.type_text("guest");
    window.run();
    let sent = requests(window.state());
    assert_eq!(sent.len(), 2, "{sent:?}");
    assert_eq!(sent[1].filter.text, "guest");
    assert!(says(&window, "6 of 26 shown"));
    press(&mut window, "Filters");
    command(window.state_mut(), PaneCommand::ClearFilters);
    window.run();
    assert!(says(&window, "26 shown"));
}

#[test]
fn chosen_values_are_chips_that_can_be_taken_off() {
    let mut window = wide(World::with(60, 6));
    // Without the inspector there is room for the facets.
    press(&mut window, "Inspector");
    window
        .get_by_label_contains("Status: Invite open, ")
        .click();
    window.run();
    window.get_by_label_contains("Reach: Sites, ").click();
    window.run();
    let filter = &requests(window.state()).pop().expect("a request").filter;
    assert!(filter.has(groups::STATUS, "Invite open") && filter.has(groups::REACH, "Sites"));
    press(&mut window, "Remove filter Status: Invite open");
    let filter = requests(window.state()).pop().expect("a request").filter;
    assert!(!filter.has(groups::STATUS, "Invite open") && filter.has(groups::REACH, "Sites"));
    window.get_by_role_and_label(Role::Link, "Clear").click();
    window.run();
    assert_eq!(requests(window.state()).pop(), Some(ViewRequest::default()));
}

#[test]
fn a_filter_from_outside_replaces_the_one_before() {
    let mut window = wide(World::with(60, 6));
    window
        .state_mut()
        .team
        .filter_by(groups::STATUS, "Invite open");
    window.run();
    window
        .state_mut()
        .team
        .filter_by(groups::REACH, "Whole account");
    window.run();
    let filter = requests(window.state()).pop().expect("a request").filter;
    assert!(filter.has(groups::REACH, "Whole account") && filter.chosen.len() == 1);
}

#[test]
fn buttons_say_why_they_are_blocked() {
    let mut window = wide(World::with(20, 6));
    let blocked = |why: &str| (false, why.to_owned());
    assert_eq!(
        about(&window, "Change roles…"),
        blocked("Select somebody first")
    );
    window
        .state_mut()
        .team
        .filter_by(groups::STATUS, "Invite open");
    window.run();
    click_row(&mut window, "guest0@partners.example", Modifiers::NONE);
    assert_eq!(
        about(&window, "Change roles…"),
        blocked("Invites have no roles to change yet")
    );
    let no_call = "Wix offers no public call to revoke account invites";
    assert_eq!(about(&window, "Remove…"), blocked(no_call));
    window.key_press(Key::Delete);
    window.run();
    assert!(
        wishes(window.state()).is_empty(),
        "a blocked deed is not done by its key either"
    );
    command(window.state_mut(), PaneCommand::ClearFilters);
    window.run();
    click_row(&mut window, "Chen Díaz", Modifiers::NONE);
    assert!(about(&window, "Change roles…").0 && about(&window, "Remove…").0);
    let session = window
        .state()
        .model
        .session
        .as_deref()
        .cloned()
        .expect("a session");
    let why = Some("Writing is switched off".to_owned());
    let session = crate::worker::protocol::Session {
        no_writing: why,
        ..session
    };
    window
        .state_mut()
        .model
        .apply(Event::Session(Some(Arc::new(session))));
    window.run();
    assert_eq!(
        about(&window, "Remove…"),
        blocked("Writing is switched off")
    );
}

#[test]
fn removing_plans_for_the_people_and_leaves_invites_out() {
    let mut window = wide(World::with(3, 2));
    click_row(&mut window, "Bartosz Díaz", Modifiers::NONE);
    click_row(&mut window, "Chen Díaz", Modifiers::COMMAND);
    click_row(&mut window, "guest1@partners.example", Modifiers::COMMAND);
    assert!(says(&window, "3 selected"));
    press(&mut window, "Remove…");
    let wishes = wishes(window.state());
    let [Wish::Remove { people }] = wishes.as_slice() else {
        panic!("one removal, not {wishes:?}");
    };
    let team = &window.state().model.team.as_ref().expect("a team").team;
    assert_eq!(
        people,
        &[team.members[1].id.clone(), team.members[2].id.clone()]
    );
    assert!(
        says(&window, "Remove 2 people from the team"),
        "the plan is shown"
    );
}

#[test]
fn the_delete_key_begins_a_removal() {
    let mut window = wide(World::with(6, 0));
    click_row(&mut window, "Bartosz Díaz", Modifiers::NONE);
    window.key_press(Key::Delete);
    window.run();
    assert_eq!(wishes(window.state()).len(), 1);
}

#[test]
fn deeds_that_need_more_open_their_dialog() {
    let mut window = wide(World::with(6, 0));
    click_row(&mut window, "Bartosz Díaz", Modifiers::NONE);
    let id = window
        .state()
        .model
        .team
        .as_ref()
        .expect("a team")
        .team
        .members[1]
        .id
        .clone();
    press(&mut window, "Change roles…");
    let opened = |d: Dialog| Ask::Open(d);
    assert!(
        window
            .state()
            .asked
            .contains(&opened(Dialog::ChangeRoles(vec![id.clone()])))
    );
    window.key_press(Key::Escape);
    window.run();
    press(&mut window, "Same access as…");
    assert!(
        window
            .state()
            .asked
            .contains(&opened(Dialog::SameAs(vec![id])))
    );
}

#[test]
fn a_new_reading_keeps_the_same_people_selected() {
    let mut window = wide(World::with(20, 2));
    click_row(&mut window, "Chen Díaz", Modifiers::NONE);
    click_row(&mut window, "Emeka Kowalski", Modifiers::COMMAND);
    let before = window.state().team.selected_people().to_vec();
    // The first people are gone, one of the selected among them; all others stand elsewhere.
    let old = table(20, 2);
    let team = Team {
        members: old.team.members.iter().skip(3).rev().cloned().collect(),
        invites: old.team.invites.clone(),
    };
    let new = crate::worker::protocol::freeze(
        Arc::new(team),
        Arc::clone(&old.directory),
        old.info.clone(),
    )
    .after(Some(&old));
    window
        .state_mut()
        .model
        .apply(Event::Team(Some(Arc::new(new))));
    window.run();
    assert_eq!(window.state().team.selected_people(), &before[1..]);
    assert!(says(
        &window,
        "1 person of the selection is no longer in the team"
    ));
    assert!(says(&window, "1 selected"));
}

#[test]
fn a_late_answer_leaves_the_old_list_standing() {
    let mut window = wide(World::with(20, 6));
    window.state_mut().working = false;
    window
        .state_mut()
        .team
        .filter_by(groups::STATUS, "Invite open");
    window.run();
    window.get_by_role_and_label(Role::Row, "Ana Díaz");
    let view: &TeamView = window.state().model.view.as_ref().expect("a view");
    assert!(view.request.filter.is_empty());
}

#[test]
fn hidden_rows_stay_selected_and_are_counted() {
    let mut window = wide(World::with(20, 6));
    click_row(&mut window, "Chen Díaz", Modifiers::NONE);
    window
        .state_mut()
        .team
        .filter_by(groups::STATUS, "Invite open");
    window.run();
    assert!(says(&window, "1 selected, not shown"));
    command(window.state_mut(), PaneCommand::SelectAll);
    window.run();
    assert!(
        says(&window, "5 selected, 1 not shown"),
        "four invites are open"
    );
}

#[test]
fn the_order_is_asked_for_and_kept() {
    let mut window = wide(World::with(20, 6));
    window.get_by_label("Sort by Address").click();
    window.run();
    window.get_by_label_contains("Sort by Address, ").click();
    window.run();
    assert_eq!(
        requests(window.state()).pop().and_then(|r| r.order),
        Some((1, true))
    );
    window.run_steps(20);
    let kept = window
        .state()
        .asked
        .iter()
        .filter(|a| matches!(a, Ask::Settings(_)))
        .count();
    assert!(
        (1..=2).contains(&kept),
        "kept once per change, not in each frame: {kept}"
    );
    let settings = window.state().model.settings.clone().expect("settings");
    let mut next = World::with(20, 6);
    next.model.settings = Some(settings);
    let window = wide(next);
    assert_eq!(
        requests(window.state()),
        [ViewRequest {
            order: Some((1, true)),
            ..ViewRequest::default()
        }]
    );
}

#[test]
fn another_profile_starts_with_nothing_chosen() {
    let mut window = wide(World::with(20, 6));
    click_row(&mut window, "Chen Díaz", Modifiers::NONE);
    window
        .state_mut()
        .team
        .filter_by(groups::STATUS, "Invite open");
    window.run();
    let mut session = window
        .state()
        .model
        .session
        .as_deref()
        .cloned()
        .expect("a session");
    session.profile.id = crate::worker::protocol::ProfileId("p-2".to_owned());
    window
        .state_mut()
        .model
        .apply(Event::Session(Some(Arc::new(session))));
    window.run();
    assert!(window.state().team.selected_people().is_empty());
    assert!(says(&window, "26 shown"));
}

#[test]
fn enter_opens_the_row_and_an_invite_says_what_is_done_by_hand() {
    let mut window = wide(World::with(3, 4));
    click_row(&mut window, "guest0@partners.example", Modifiers::NONE);
    window.key_press(Key::Enter);
    window.run();
    assert!(says(
        &window,
        "Wix offers no public call to resend or revoke account invites"
    ));
    press(&mut window, "Copy the accept link");
    let link = "https://manage.wix.com/invites/0".to_owned();
    assert!(window.state().asked.contains(&Ask::Copy(link)));
    let rows = &window.state().model.team.as_ref().expect("a team").rows;
    assert!(rows.iter().any(|r| matches!(r.entry, TeamEntry::Invite(_))));
}

#[test]
fn two_rows_with_one_id_stay_two_rows() {
    let old = table(3, 0);
    let mut members = old.team.members.clone();
    members.push(Arc::clone(&members[1]));
    let invites = Vec::new();
    let team = Arc::new(Team { members, invites });
    let new = crate::worker::protocol::freeze(team, Arc::clone(&old.directory), old.info.clone());
    let mut world = World::with(3, 0);
    world.model.apply(Event::Team(Some(Arc::new(new))));
    let mut window = wide(world);
    let rows = window.get_all_by_role_and_label(Role::Row, "Bartosz Díaz");
    rows.last().expect("two rows").click();
    window.run();
    assert!(says(&window, "1 selected"));
}

#[test]
fn another_filter_starts_at_the_first_row() {
    let mut window = wide(World::with(200, 6));
    window.get_by_role_and_label(Role::Row, "Ana Díaz").click();
    window.run();
    window.key_press(Key::End);
    window.run();
    assert!(
        window
            .query_by_role_and_label(Role::Row, "Ana Díaz")
            .is_none()
    );
    window.state_mut().team.filter_by(groups::STATUS, "Active");
    window.run();
    window.get_by_role_and_label(Role::Row, "Ana Díaz");
}
