//! From the wish to the receipt without a mouse.

use crate::act::CTRL;
use crate::screen::Screen;
use crate::support::{Setup, Wix};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use gatehouse::access::{RoleId, SITE_ADMIN};
use gatehouse::sandbox::Size;

#[test]
fn roles_are_changed_from_the_wish_to_the_receipt() {
    let wix = Wix::of(Size::L);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    let table = screen.model().team.clone().expect("a team");
    let role = table
        .directory
        .role_name(&RoleId::new(SITE_ADMIN))
        .to_owned();
    screen.chord(CTRL, Key::F);
    screen.write("northlight.example");
    screen.until_says(" of 400 shown");
    screen.tab_to_rows();
    for _ in 0..11 {
        screen.key(Key::ArrowDown);
    }
    let here = screen.at();
    screen.chord(Modifiers::SHIFT, Key::ArrowDown);
    screen.chord(Modifiers::SHIFT, Key::ArrowDown);
    screen.get(Role::Label, "3 selected");
    screen.chord(CTRL, Key::E);
    let title = "Change roles of 3 people";
    screen.until_there(Role::Dialog, title);
    assert_eq!(
        screen.at(),
        (Role::Group, title.to_owned()),
        "the title is read"
    );
    screen.tab_to(Role::RadioButton, "Set exactly");
    screen.key(Key::Space);
    screen.tab_to(Role::RadioButton, "Site");
    screen.key(Key::Space);
    screen.tab_to(Role::TextInput, "Search 40 sites");
    let site = wix.hello().sites[2].name.clone();
    screen.write(&site);
    screen.tab_to(Role::RadioButton, &site);
    screen.key(Key::Space);
    screen.tab_to(Role::CheckBox, &role);
    screen.key(Key::Space);
    screen.tab_to(Role::Button, "Make the plan…");
    screen.key(Key::Enter);
    screen.until_there(Role::Button, "Change roles of 3 people");
    screen.key(Key::Enter);
    assert!(wix.writes().is_empty(), "Enter alone sends nothing");
    assert!(screen.tab_to_rows().starts_with(&here.1), "the first line");
    screen.tab_to(Role::Button, "Change roles of 3 people");
    screen.key(Key::Enter);
    screen.until_there(Role::Label, "3 done");
    assert_eq!(wix.writes().len(), 3);
    screen.tab_to(Role::Button, "Done");
    screen.key(Key::Enter);
    screen.until_gone(Role::Button, "Done");
    screen.until("the keyboard in the table", |s| {
        (s.at().0 == Role::Row).then_some(())
    });
    screen.key(Key::ArrowUp);
    assert_eq!(screen.at().0, Role::Row);
}

#[test]
fn a_plan_is_saved_and_left_and_the_keyboard_comes_back_each_time() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    let mut screen = Screen::practice(&setup, &wix);
    screen.tab_to_rows();
    for _ in 0..4 {
        screen.key(Key::ArrowDown);
    }
    let row = screen.at();
    screen.key(Key::Delete);
    screen.until_there(Role::Button, "Remove 1 person");
    screen.tab_to(Role::Button, "Save plan…");
    screen.key(Key::Enter);
    screen.until_there(Role::Dialog, "Save the plan");
    assert_eq!(screen.at(), (Role::TextInput, "File".to_owned()));
    let file = setup.dir.path().join("plan.json");
    screen.chord(CTRL, Key::A);
    screen.write(file.to_str().expect("a path"));
    screen.key(Key::Enter);
    screen.until("a saved plan", |_| file.exists().then_some(()));
    screen.until("the button again", |s| {
        (s.at() == (Role::Button, "Save plan…".to_owned())).then_some(())
    });
    screen.key(Key::Escape);
    screen.until("the row again", |s| (s.at() == row).then_some(()));
    assert!(wix.writes().is_empty());
}
