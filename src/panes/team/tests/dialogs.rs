//! The dialogs, by mouse and by keyboard alone.

use super::fixture::World;
use super::window::{Window, about, press, says, wide};
use crate::access::{NewAssignment, Reach, RoleId, SiteId, UserId};
use crate::model::Dialog;
use crate::panes::Pane as _;
use crate::plan::Wish;
use crate::worker::protocol::Command;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const MANAGER: &str = "6600344420111308801";
const BLOG: &str = "6600344420111308804";
const PLAN: &str = "Make the plan…";

fn people(window: &Window, rows: &[usize]) -> Vec<UserId> {
    let team = &window.state().model.team.as_ref().expect("a team").team;
    rows.iter().map(|&i| team.members[i].id.clone()).collect()
}

fn last_wish(window: &Window) -> Option<Wish> {
    let of = |c: &Command| match c {
        Command::MakePlan(wish) => Some(wish.clone()),
        _ => None,
    };
    window.state().commands().filter_map(of).last()
}

fn opened(rows: &[usize], dialog: impl Fn(Vec<UserId>) -> Dialog) -> Window {
    let mut window = wide(World::with(24, 4));
    let people = people(&window, rows);
    let left = window.state_mut().team.open_dialog(dialog(people));
    assert_eq!(left, None);
    window.run();
    window
}

fn check(window: &mut Window, label: &str) {
    window.get_by_role_and_label(Role::CheckBox, label).click();
    window.run();
}

fn choose(window: &mut Window, label: &str) {
    window
        .get_by_role_and_label(Role::RadioButton, label)
        .click();
    window.run();
}

#[test]
fn roles_are_given_for_the_whole_account() {
    let mut window = opened(&[10, 11], Dialog::ChangeRoles);
    assert_eq!(
        about(&window, PLAN),
        (false, "Choose at least one role".to_owned())
    );
    let blog = window.get_by_role_and_label(Role::CheckBox, "Blog editor");
    let why = "Can be given for a site or a folder only".to_owned();
    assert_eq!(blog.accesskit_node().description(), Some(why));
    assert!(
        window
            .query_by_role_and_label(Role::CheckBox, "Owner")
            .is_none()
    );
    window.get_by_role_and_label(Role::CheckBox, "Shop helper (custom)");
    check(&mut window, "Website manager");
    press(&mut window, PLAN);
    let role = RoleId::new(MANAGER);
    let give = vec![NewAssignment {
        role,
        reach: Reach::Account,
    }];
    let people = people(&window, &[10, 11]);
    assert_eq!(
        last_wish(&window),
        Some(Wish::ChangeRoles {
            people,
            give,
            take: vec![]
        })
    );
    assert!(window.query_by_label(PLAN).is_none(), "the form is closed");
}

#[test]
fn a_site_is_chosen_from_a_list_and_limits_the_roles() {
    let mut window = opened(&[10], Dialog::ChangeRoles);
    choose(&mut window, "Site");
    assert_eq!(about(&window, PLAN), (false, "Choose a site".to_owned()));
    choose(&mut window, "Harbor Café");
    check(&mut window, "Blog editor");
    press(&mut window, PLAN);
    let reach = Reach::site(&SiteId::new("site-0"));
    let give = vec![NewAssignment {
        role: RoleId::new(BLOG),
        reach,
    }];
    let people = people(&window, &[10]);
    assert_eq!(
        last_wish(&window),
        Some(Wish::ChangeRoles {
            people,
            give,
            take: vec![]
        })
    );
}

#[test]
fn what_is_held_can_be_taken_away_and_says_by_how_many() {
    let mut window = opened(&[1, 2, 11], Dialog::ChangeRoles);
    choose(&mut window, "Take roles away");
    assert_eq!(
        about(&window, PLAN),
        (false, "Choose what to take away".to_owned())
    );
    check(
        &mut window,
        "Billing manager, Whole account, held by 2 of 3",
    );
    press(&mut window, PLAN);
    let Some(Wish::ChangeRoles { give, take, .. }) = last_wish(&window) else {
        panic!("a change of roles");
    };
    assert!(give.is_empty() && take.len() == 1 && take[0].reach == Reach::Account);
}

#[test]
fn setting_exactly_starts_with_what_all_of_them_hold() {
    let mut window = opened(&[1, 2], Dialog::ChangeRoles);
    choose(&mut window, "Set exactly");
    // Both hold it, so this takes it away.
    check(&mut window, "Billing manager");
    press(&mut window, PLAN);
    let Some(Wish::SetRolesAt { reach, roles, .. }) = last_wish(&window) else {
        panic!("roles that are set");
    };
    assert_eq!(reach, Reach::Account);
    assert_eq!(roles, [RoleId::new(crate::access::ACCOUNT_ADMIN)]);
}

#[test]
fn a_colleague_is_found_by_typing_and_previewed() {
    let mut window = opened(&[10, 11], Dialog::SameAs);
    assert_eq!(
        about(&window, PLAN),
        (false, "Choose a colleague".to_owned())
    );
    let field = window.get_by_label("Search colleagues");
    assert!(field.is_focused(), "one can type at once");
    field.type_text("emeka.4");
    window.run();
    choose(&mut window, "Emeka Kowalski, emeka.4@northlight.example");
    assert!(says(&window, "Account admin, Whole account"));
    check(&mut window, "Also take away what they do not have");
    press(&mut window, PLAN);
    let colleague = people(&window, &[4]).remove(0);
    let people = people(&window, &[10, 11]);
    assert_eq!(
        last_wish(&window),
        Some(Wish::SameAs {
            colleague,
            people,
            exactly: true
        })
    );
}

#[test]
fn escape_leaves_and_enter_goes_on() {
    let mut window = opened(&[10], Dialog::ChangeRoles);
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(last_wish(&window), None, "nothing is chosen yet");
    window.key_press(Key::Escape);
    window.run();
    assert!(window.query_by_label(PLAN).is_none());
    assert_eq!(last_wish(&window), None);
}

#[test]
fn the_pane_leaves_other_dialogs_alone() {
    let mut world = World::with(3, 0);
    assert_eq!(
        world.team.open_dialog(Dialog::Connect),
        Some(Dialog::Connect)
    );
}
