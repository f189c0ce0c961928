//! Badges, roles, fields and privacy of a site's members: seen, made, changed, deleted, refused.

use crate::act::CTRL;
use crate::members::screen;
use crate::members_change::{confirm, over};
use crate::screen::Screen;
use crate::support::Wix;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::NodeT as _;
use gatehouse::access::SettingKind;
use gatehouse::sandbox::Size;
use serde_json::json;

const DIALOG: &str = "Badges, roles and fields";

/// Chooses the site with the most members and opens its settings.
pub(crate) fn open(screen: &mut Screen, wix: &Wix) {
    if screen.model().members_desk.site.is_none() {
        let site = wix.site(0);
        let sites = screen.model().sites.clone().expect("sites");
        let mut rows = sites.rows.iter();
        let row = rows.find(|r| r.site.id.as_str() == site).expect("the site");
        let name = row.name.clone();
        screen.click(Role::ComboBox, "Site");
        screen.until_there(Role::ListBoxOption, &name);
        screen.click(Role::ListBoxOption, &name);
        screen.until_says("The members of this site have not been read yet");
    }
    screen.until("no run", |s| s.model().run.is_none().then_some(()));
    screen.press_further("Badges and fields…");
    screen.until_there(Role::Dialog, DIALOG);
    screen.until("the end of the reading", |s| {
        let settings = s.model().site_settings.clone()?;
        (settings.read && !settings.reading).then_some(())
    });
}

/// Confirms the plan that is shown, and waits until its run is over and closed.
fn carry_out(screen: &mut Screen, button: &str) -> String {
    confirm(screen, button);
    let sentence = over(screen);
    // The dialog comes back where it was.
    screen.until_there(Role::Dialog, DIALOG);
    sentence
}

/// Another colour behind the title.
fn instead(screen: &mut Screen, colour: &str) {
    screen.click(Role::TextInput, "Background");
    screen.chord(CTRL, Key::A);
    screen.write(colour);
}

pub(crate) fn tab(screen: &mut Screen, name: &str) {
    let tab = screen.beginning(Role::Tab, name);
    screen.click(Role::Tab, &tab);
}

#[test]
fn a_badge_is_made_and_changed_and_deleted() {
    let wix = Wix::of(Size::S);
    let mut screen = screen(&wix, (1500.0, 900.0));
    open(&mut screen, &wix);
    screen.until_says("Founding member");
    screen.press("New badge…");
    screen.until_there(Role::Dialog, "New badge");
    let (free, why) = screen.about(Role::Button, "Make the plan…");
    assert_eq!((free, why.as_str()), (false, "The title is missing"));
    screen.fill(Role::TextInput, "Title", "Gold");
    instead(&mut screen, "gold");
    screen.until("a word about the colour", |s| {
        let (free, why) = s.about(Role::Button, "Make the plan…");
        (!free && why.contains("no colour")).then_some(())
    });
    instead(&mut screen, "#ffcc00");
    screen.press("Make the plan…");
    assert_eq!(wix.writes().len(), 0);
    // Turned away from the plan, what was typed still stands.
    screen.until_there(Role::Button, "Create badge");
    screen.press("Cancel");
    screen.until_there(Role::Dialog, "New badge");
    let typed = screen.get(Role::TextInput, "Title").accesskit_node();
    assert_eq!(typed.value().as_deref(), Some("Gold"));
    screen.press("Make the plan…");
    assert!(carry_out(&mut screen, "Create badge").starts_with("1 done"));
    screen.until_there(Role::Button, "Change Gold…");
    screen.press("Change Gold…");
    screen.until_there(Role::Dialog, "Change the badge Gold");
    let (free, why) = screen.about(Role::Button, "Make the plan…");
    assert_eq!((free, why.as_str()), (false, "Nothing is otherwise yet"));
    screen.press("Back");
    screen.until_there(Role::Button, "Delete Speaker…");
    screen.press("Delete Speaker…");
    screen.until_says("wear it and lose it");
    screen.until_says("nobody wears it");
    carry_out(&mut screen, "Delete badge");
    screen.until_gone(Role::Button, "Delete Speaker…");
    assert_eq!(wix.writes().len(), 2);
    screen.press("Close");
    screen.until_gone(Role::Dialog, DIALOG);
}

#[test]
fn fields_and_privacy_are_set_and_those_of_wix_stay() {
    let wix = Wix::of(Size::S);
    let mut screen = screen(&wix, (1500.0, 900.0));
    open(&mut screen, &wix);
    tab(&mut screen, "Profile fields");
    screen.until_there(Role::Button, "Delete Shirt size…");
    let (free, why) = screen.about(Role::Button, "Delete Company…");
    assert_eq!(
        (free, why.contains("comes from Wix")),
        (false, true),
        "{why}"
    );
    screen.press("Delete Shirt size…");
    screen.until_says("not known how many members have a value");
    screen.until_says("unknown how many have a value");
    screen.press("Cancel");
    screen.until_gone(Role::Button, "Delete field");
    // On the tab where one was.
    screen.until_there(Role::Button, "Delete Shirt size…");

    tab(&mut screen, "Privacy");
    let set = "Set privacy of new members…";
    let (free, why) = screen.about(Role::Button, set);
    assert_eq!((free, why.as_str()), (false, "It is set so already"));
    let public = screen.beginning(Role::RadioButton, "Public: others");
    screen.click(Role::RadioButton, &public);
    screen.press(set);
    carry_out(&mut screen, "Set privacy of new members");
    screen.until("it to be set", |s| {
        let (free, why) = s.about(Role::Button, set);
        (!free && why == "It is set so already").then_some(())
    });
    let now = screen.model().site_settings.clone().expect("settings");
    let now = now.default_privacy().expect("told").privacy.clone();
    assert_eq!(now.wire(), "PUBLIC");
}

#[test]
fn what_wix_refuses_is_said_for_each_sort_with_what_to_do() {
    let wix = Wix::of(Size::S);
    wix.fault(&json!({
        "match": {"path": "roles/definitions"}, "times": 99,
        "kind": {"status": 403, "body": {"message": "no", "details": {}}},
    }));
    let mut screen = screen(&wix, (512.0, 320.0));
    open(&mut screen, &wix);
    screen.until_there(Role::Button, "Change Speaker…");
    tab(&mut screen, "Member roles");
    screen.until_says("Member roles: ");
    let settings = screen.model().site_settings.clone().expect("settings");
    let problem = settings.problem(SettingKind::Roles).expect("a problem");
    assert!(screen.says(&problem.remedy), "{problem:?}");
    wix.no_faults();
    screen.press("Read again");
    screen.until_there(Role::Button, "Change Press…");
    screen.press("New role…");
    screen.until_there(Role::Dialog, "New role for members");
    screen.fill(Role::TextInput, "Title", "Guests");
    screen.fill(Role::TextInput, "Key", "vip");
    screen.press("Make the plan…");
    carry_out(&mut screen, "Create member role");
    assert_eq!(wix.writes().len(), 1);
}
