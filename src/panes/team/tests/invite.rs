//! The form that invites addresses, by mouse and by keyboard.

use super::fixture::{World, session};
use super::window::{Window, about, press, says, wide, window};
use crate::access::{NewAssignment, Reach, RoleId, SiteId};
use crate::model::{Ask, Dialog};
use crate::panes::{Cx, Pane as _, PaneCommand};
use crate::plan::Wish;
use crate::worker::protocol::{Command, Event};
use egui::Theme;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use std::sync::Arc;

const MANAGER: &str = "6600344420111308801";
const BLOG: &str = "6600344420111308804";
const PLAN: &str = "Make the plan…";

fn opened() -> Window {
    let mut window = wide(World::with(24, 4));
    press(&mut window, "Invite…");
    window
}

fn paste(window: &mut Window, text: &str) {
    let field = window.get_by_role_and_label(Role::MultilineTextInput, "Addresses");
    field.focus();
    window.run();
    let field = window.get_by_role_and_label(Role::MultilineTextInput, "Addresses");
    field.type_text(text);
    window.run();
}

fn click(window: &mut Window, role: Role, label: &str) {
    window.get_by_role_and_label(role, label).click();
    window.run();
}

fn last_wish(window: &Window) -> Option<Wish> {
    let of = |c: &Command| match c {
        Command::MakePlan(wish) => Some(wish.clone()),
        _ => None,
    };
    window.state().commands().filter_map(of).last()
}

#[test]
fn a_pasted_list_is_counted_before_anything_else() {
    let mut window = opened();
    let field = window.get_by_role_and_label(Role::MultilineTextInput, "Addresses");
    assert!(field.is_focused(), "one can paste at once");
    let why = "Paste or type at least one address".to_owned();
    assert_eq!(about(&window, PLAN), (false, why));
    paste(
        &mut window,
        "Ana Díaz <ana@example.com>; bo@example.com\nANA@example.com, nobody, bo@nowhere",
    );
    assert!(says(&window, "2 addresses found, 1 double left out"));
    assert!(says(&window, "2 parts are no address and left out"));
    assert!(says(&window, "nobody, bo@nowhere"));
    let why = "Choose at least one role".to_owned();
    assert_eq!(about(&window, PLAN), (false, why));
}

#[test]
fn people_are_invited_to_the_whole_account_in_a_language() {
    let mut window = opened();
    paste(&mut window, "ana@example.com bo@example.com");
    click(&mut window, Role::CheckBox, "Website manager");
    let label = "Language of the mail (optional)";
    click(&mut window, Role::TextInput, label);
    let field = window.get_by_role_and_label(Role::TextInput, label);
    field.type_text("pol");
    window.run();
    let (free, why) = about(&window, PLAN);
    assert!(!free && why.contains("Two letters"), "{why}");
    window.key_press(egui::Key::Backspace);
    window.run();
    window.key_press(egui::Key::Tab);
    window.run();
    press(&mut window, PLAN);
    let Some(Wish::Invite { people, language }) = last_wish(&window) else {
        panic!("an invite");
    };
    assert_eq!(language.as_deref(), Some("po"));
    let emails: Vec<&str> = people.iter().map(|p| p.email.as_str()).collect();
    assert_eq!(emails, ["ana@example.com", "bo@example.com"]);
    let give = [NewAssignment {
        role: RoleId::new(MANAGER),
        reach: Reach::Account,
    }];
    assert!(people.iter().all(|p| p.give == give));
    assert!(says(&window, "Invite 2 people"), "the plan is shown");
}

#[test]
fn several_sites_can_be_chosen_and_folders_say_why_not() {
    let mut window = opened();
    paste(&mut window, "ana@example.com");
    assert!(says(&window, "An invite cannot be limited to folders"));
    click(&mut window, Role::RadioButton, "Sites");
    let why = "Choose at least one site".to_owned();
    assert_eq!(about(&window, PLAN), (false, why));
    click(&mut window, Role::CheckBox, "Harbor Café");
    click(&mut window, Role::CheckBox, "Bluebird Books");
    assert!(says(&window, "2 chosen"));
    click(&mut window, Role::CheckBox, "Blog editor");
    press(&mut window, PLAN);
    let Some(Wish::Invite { people, language }) = last_wish(&window) else {
        panic!("an invite");
    };
    assert_eq!(language, None);
    let at = |site| NewAssignment {
        role: RoleId::new(BLOG),
        reach: Reach::site(&SiteId::new(site)),
    };
    assert_eq!(people[0].give, [at("site-0"), at("site-2")]);
}

#[test]
fn where_nothing_can_be_written_nobody_is_invited() {
    let mut world = World::with(24, 4);
    let why = "This profile is set to read only";
    let mut only = session();
    only.no_writing = Some(why.to_owned());
    world.model.apply(Event::Session(Some(Arc::new(only))));
    let mut window = wide(world);
    let (free, told) = about(&window, "Invite…");
    assert!(!free && told.contains(why), "{told}");
    let world = window.state_mut();
    let mut asks = Vec::new();
    let mut cx = Cx {
        model: &world.model,
        asks: &mut asks,
    };
    world.team.command(PaneCommand::Invite, &mut cx);
    assert_eq!(
        world.team.blocked(PaneCommand::Invite, &cx).as_deref(),
        Some(why)
    );
    assert!(asks.is_empty());
    let window = wide(World::unread());
    let (free, told) = about(&window, "Invite…");
    assert!(!free && told.contains("Read the account first"), "{told}");
}

#[test]
fn the_form_fits_into_the_smallest_window() {
    for look in [Theme::Light, Theme::Dark] {
        let mut window = window(World::with(24, 4), (512.0, 320.0), look);
        press(&mut window, "Invite…");
        assert!(window.state().asked.contains(&Ask::Open(Dialog::Invite)));
        let button = window.get_all_by_role_and_label(Role::Button, PLAN).last();
        let rect = button.expect("the last button").rect();
        assert!(rect.max.x <= 512.0 && rect.max.y <= 320.0, "{rect:?}");
    }
}
