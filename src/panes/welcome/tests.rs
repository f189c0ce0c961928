//! Tests of page and dialogs, by keyboard and pointer.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::text_edit::TextEditState;
use egui::{Key, Ui};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use proptest::prelude::*;

use super::connect::server_trouble;
use super::{Open, WelcomePane};
use crate::model::{Ask, Dialog, Model, Route};
use crate::panes::Cx;
use crate::panes::overview::demo;
use crate::panes::overview::stage::{Stage, everywhere, play};
use crate::worker::protocol::{
    Command, ConnectState, Event, NewProfile, NewSignIn, Practice, ProfileId, Secret, Size,
};

fn draw(pane: &mut WelcomePane, ui: &mut Ui, cx: &mut Cx<'_>) {
    pane.ui(ui, cx);
    pane.dialogs(&ui.ctx().clone(), cx);
}

fn page(model: Model) -> Harness<'static, Stage<WelcomePane>> {
    play(model, WelcomePane::default(), draw)
}

fn dialog(dialog: Dialog) -> Harness<'static, Stage<WelcomePane>> {
    let mut pane = WelcomePane::default();
    assert_eq!(pane.open_dialog(dialog), None);
    play(demo::closed(), pane, draw)
}

fn northlight() -> ProfileId {
    ProfileId("p-1".to_owned())
}

fn connect(state: ConnectState) -> Event {
    Event::Connect(Arc::new(state))
}

#[test]
fn the_practice_account_opens_in_the_chosen_size() {
    let mut h = page(demo::closed());
    h.get_by_label("A studio with 12 people").click();
    h.run();
    h.get_by_label("Open the practice account").click();
    h.run();
    let small = Practice {
        size: Size::S,
        seed: 7,
    };
    assert_eq!(h.state().commands(), [&Command::OpenPractice(small)]);
}

#[test]
fn a_profile_opens_by_keyboard_and_has_its_own_dialogs() {
    let mut h = page(demo::closed());
    h.get_by_label("Open Northlight").focus();
    h.run();
    h.key_press(Key::Enter);
    h.run();
    assert_eq!(h.state().commands(), [&Command::OpenProfile(northlight())]);
    h.get_by_label("Edit Northlight…").click();
    h.run();
    h.get_by_label("Forget Northlight…").click();
    h.run();
    let wanted = [
        Dialog::EditProfile(northlight()),
        Dialog::Forget(northlight()),
    ];
    let opened: Vec<Dialog> = h
        .state()
        .asks
        .iter()
        .filter_map(|a| match a {
            Ask::Open(dialog) => Some(dialog.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(opened, wanted);
}

#[test]
fn the_key_field_is_a_password_field_and_has_the_focus() {
    let h = dialog(Dialog::Connect);
    let field = h.get_by_role_and_label(Role::PasswordInput, "API key");
    assert!(field.is_focused());
    let button = h.get_by_label("Check and connect");
    assert!(button.accesskit_node().is_disabled());
    assert_eq!(
        button.accesskit_node().description().as_deref(),
        Some("Paste a key first")
    );
}

#[test]
fn a_key_is_trimmed_and_sent_with_enter() {
    let mut h = dialog(Dialog::Connect);
    h.get_by_role(Role::PasswordInput).type_text("  IST.abc ");
    h.run();
    h.get_by_label("Start read only").click();
    h.run();
    h.get_by_role(Role::PasswordInput).focus();
    h.run();
    h.key_press(Key::Enter);
    h.run();
    let expected = NewProfile {
        name: String::new(),
        colour: 0,
        sign_in: NewSignIn::Key {
            key: "IST.abc".to_owned(),
            account: String::new(),
        },
        base_url: None,
        read_only: true,
    };
    assert_eq!(h.state().commands(), [&Command::Connect(expected)]);
}

#[test]
fn a_broken_key_is_not_sent() {
    for (typed, why) in [
        (
            "Bearer IST.abc",
            "Paste only the key, without the word “Bearer”",
        ),
        (
            "IST.a b",
            "There is a blank or a line break inside. Copy the key again",
        ),
    ] {
        let mut h = dialog(Dialog::Connect);
        h.get_by_role(Role::PasswordInput).type_text(typed);
        h.run();
        let button = h.get_by_label("Check and connect");
        assert_eq!(button.accesskit_node().description().as_deref(), Some(why));
        h.key_press(Key::Enter);
        h.run();
        assert!(h.state().asks.is_empty());
    }
}

#[test]
fn what_was_typed_stays_after_a_failure_and_the_account_is_asked_for() {
    let mut h = dialog(Dialog::Connect);
    h.get_by_role(Role::PasswordInput).type_text("IST.abc");
    h.run();
    h.state_mut().model.apply(connect(ConnectState::Checking));
    h.run();
    assert!(
        h.get_by_label("Check and connect")
            .accesskit_node()
            .is_disabled()
    );
    h.state_mut()
        .model
        .apply(connect(ConnectState::Failed(demo::error())));
    h.run();
    assert!(
        h.query_by_label("Error: Wix could not be reached")
            .is_some()
    );
    assert!(
        !h.get_by_label("Check and connect")
            .accesskit_node()
            .is_disabled()
    );
    h.state_mut()
        .model
        .apply(connect(ConnectState::AccountNeeded(demo::error())));
    h.run();
    assert!(h.get_by_label("Account id (optional)").is_focused());
}

#[test]
fn the_key_is_wiped_once_it_is_connected_and_the_result_leads_to_the_team() {
    let mut h = dialog(Dialog::Connect);
    h.get_by_role(Role::PasswordInput).type_text("IST.abc");
    h.run();
    let Open::Connect(form) = &h.state().pane.open else {
        panic!("the form is open");
    };
    let id = form.key_id();
    assert!(TextEditState::load(&h.ctx, id).is_some());
    h.state_mut().model.apply(connect(ConnectState::Connected {
        profile: northlight(),
        capabilities: demo::capabilities(),
        limit: None,
        key_note: "The key is in the key store".to_owned(),
    }));
    h.run();
    assert!(
        !h.state().pane.has_dialog(),
        "the form is gone with its key"
    );
    assert!(
        TextEditState::load(&h.ctx, id).is_none(),
        "and so is what could be undone"
    );
    assert!(h.query_by_label("Refused").is_some());
    h.get_by_label("Open the team").click();
    h.run();
    assert_eq!(
        h.state().asks,
        [Ask::Go(Route::Team), Command::ConnectAside.into()]
    );
    assert!(h.query_by_label("Open the team").is_none(), "it was left");
}

#[test]
fn leaving_the_form_wipes_the_key_and_tells_the_worker() {
    let mut h = dialog(Dialog::Connect);
    h.get_by_role(Role::PasswordInput).type_text("IST.abc");
    h.run();
    h.key_press(Key::Escape);
    h.run();
    assert_eq!(h.state().commands(), [&Command::ConnectAside]);
    assert!(!h.state().pane.has_dialog());
}

#[test]
fn giving_a_key_again_sends_it_and_closes() {
    let mut h = dialog(Dialog::GiveKey(northlight()));
    h.get_by_role(Role::PasswordInput).type_text("IST.new\t");
    h.run();
    h.get_by_label("Check and keep the key").click();
    h.run();
    let expected = Command::GiveKey {
        profile: northlight(),
        key: Secret("IST.new".to_owned()),
    };
    assert_eq!(h.state().commands(), [&expected]);
    assert!(!h.state().pane.has_dialog());
}

#[test]
fn forgetting_needs_the_name() {
    let mut h = dialog(Dialog::Forget(northlight()));
    let button = |h: &Harness<'_, _>| {
        h.get_by_label("Forget Northlight")
            .accesskit_node()
            .is_disabled()
    };
    assert!(button(&h));
    h.get_by_role(Role::TextInput).type_text("northlight");
    h.run();
    assert!(button(&h), "letters matter");
    h.key_press(Key::Enter);
    h.run();
    assert!(h.state().asks.is_empty());
    h.get_by_role(Role::TextInput).focus();
    h.key_press_modifiers(egui::Modifiers::COMMAND, Key::A);
    h.get_by_role(Role::TextInput).type_text("Northlight ");
    h.run();
    assert!(!button(&h));
    h.get_by_label("Forget Northlight").click();
    h.run();
    assert_eq!(
        h.state().commands(),
        [&Command::ForgetProfile {
            profile: northlight(),
            below: false
        }]
    );
}

#[test]
fn profiles_of_child_accounts_are_forgotten_with_their_parents_only_when_ticked() {
    let mut model = demo::closed();
    let mut all = model.profiles.as_deref().cloned().expect("profiles");
    let mut child = all.iter().find(|p| p.id == northlight()).cloned().unwrap();
    child.id = ProfileId("p-1-child".to_owned());
    child.parent = Some(northlight());
    all.push(child);
    model.profiles = Some(Arc::new(all));
    let mut pane = WelcomePane::default();
    assert_eq!(pane.open_dialog(Dialog::Forget(northlight())), None);
    let mut h = play(model, pane, draw);
    h.get_by_role(Role::TextInput).type_text("Northlight");
    h.run();
    assert!(h.query_by_label("Forget Northlight").is_some());
    h.get_by_label("Forget 1 profile of a child account too")
        .click();
    h.run();
    h.get_by_label("Forget 2 profiles").click();
    h.run();
    let expected = Command::ForgetProfile {
        profile: northlight(),
        below: true,
    };
    assert_eq!(h.state().commands(), [&expected]);
}

#[test]
fn a_profile_is_edited() {
    let mut h = dialog(Dialog::EditProfile(northlight()));
    let save = h.get_by_label("Save");
    assert_eq!(
        save.accesskit_node().description().as_deref(),
        Some("Nothing was changed")
    );
    h.get_by_role_and_label(Role::RadioButton, "Rose").click();
    h.get_by_label("Read only").click();
    h.run();
    h.get_by_label("Save").click();
    h.run();
    let expected = Command::EditProfile {
        profile: northlight(),
        name: "Northlight".to_owned(),
        colour: 6,
        read_only: true,
    };
    assert_eq!(h.state().commands(), [&expected]);
}

#[test]
fn a_dialog_of_a_profile_that_is_gone_closes() {
    let h = dialog(Dialog::Forget(ProfileId("gone".to_owned())));
    assert!(!h.state().pane.has_dialog());
    let mut pane = WelcomePane::default();
    let other = Dialog::SameAs(Vec::new());
    assert_eq!(pane.open_dialog(other.clone()), Some(other));
}

#[test]
fn a_fatal_error_can_be_copied() {
    let mut model = demo::closed();
    model.apply(Event::Fatal(Arc::new(demo::error())));
    let mut h = page(model);
    assert!(h.query_by_label("Open the practice account").is_none());
    h.get_by_label("Copy details").click();
    let copied = (0..4).find_map(|_| {
        h.step();
        let commands = &h.output().platform_output.commands;
        commands.iter().find_map(|c| match c {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        })
    });
    let copied = copied.expect("something was copied");
    assert!(copied.contains("connection reset"), "{copied}");
}

#[test]
fn every_state_is_drawn_everywhere() {
    let none: fn(&mut WelcomePane) = |_| {};
    let mut empty = demo::closed();
    empty.apply(Event::Profiles(Arc::default()));
    let mut unknown = demo::closed();
    unknown.profiles = None;
    let mut fatal = demo::closed();
    fatal.apply(Event::Fatal(Arc::new(demo::error())));
    for (name, model) in [
        ("profiles", demo::closed()),
        ("no profiles", empty),
        ("not known", unknown),
        ("fatal", fatal),
    ] {
        everywhere(name, &model, none, draw);
    }
    let open: [fn(&mut WelcomePane); 4] = [
        |p| assert_eq!(p.open_dialog(Dialog::Connect), None),
        |p| assert_eq!(p.open_dialog(Dialog::GiveKey(northlight())), None),
        |p| assert_eq!(p.open_dialog(Dialog::EditProfile(northlight())), None),
        |p| assert_eq!(p.open_dialog(Dialog::Forget(northlight())), None),
    ];
    for set in open {
        everywhere("dialog", &demo::closed(), set, draw);
    }
    let connected = ConnectState::Connected {
        profile: northlight(),
        capabilities: demo::capabilities(),
        limit: None,
        key_note: "The key is in the key store".to_owned(),
    };
    let states = [
        ConnectState::Checking,
        ConnectState::AccountNeeded(demo::error()),
        connected,
    ];
    for state in states {
        let mut model = demo::closed();
        model.apply(connect(state));
        everywhere("connecting", &model, open[0], draw);
    }
}

proptest! {
    #[test]
    fn no_key_goes_in_the_clear_to_another_computer(host in "[a-z0-9]{1,12}\\.example", port in 1_u16..) {
        let clear = format!("http://{host}:{port}");
        let secure = format!("https://{host}:{port}");
        prop_assert!(server_trouble(&clear).is_some());
        prop_assert!(server_trouble(&secure).is_none());
    }

    #[test]
    fn any_address_can_be_typed(text in "\\PC{0,40}") {
        if server_trouble(&text).is_none() && !text.trim().is_empty() {
            prop_assert!(url::Url::parse(text.trim()).is_ok());
        }
    }
}
