//! Everything without a mouse.

use crate::act::CTRL;
use crate::browse::rows;
use crate::screen::Screen;
use crate::support::{Setup, Wix};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;
use gatehouse::access::SITE_ADMIN;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::ThemeWish;

fn practice(wix: &Wix) -> Screen {
    Screen::practice(&Setup::default(), wix)
}

fn button(name: &str) -> (Role, String) {
    (Role::Button, name.to_owned())
}

#[test]
fn tab_goes_from_the_rail_through_the_pane_to_the_status_bar() {
    let wix = Wix::of(Size::S);
    let mut screen = practice(&wix);
    let mut stops = Vec::new();
    loop {
        screen.key(Key::Tab);
        let stop = screen.at();
        if stops.first() == Some(&stop) {
            break;
        }
        stops.push(stop);
        assert!(stops.len() < 60, "{stops:#?}");
    }
    let place = |role: Role, name: &str| {
        let at = stops
            .iter()
            .position(|s| s.0 == role && s.1.starts_with(name));
        at.unwrap_or_else(|| panic!("no {role:?} “{name}” in {stops:#?}"))
    };
    let way = [
        place(Role::Button, "Profile "),
        place(Role::Button, "Team, 12"),
        place(Role::Button, "Settings"),
        place(Role::TextInput, "Search the team"),
        place(Role::Button, "Filters"),
        place(Role::Button, "Remove…"),
        place(Role::Row, "Nora Whitlock"),
        place(Role::Group, "Inspector"),
        place(Role::Button, "Commands"),
    ];
    assert!(way.is_sorted(), "{stops:#?}");
    screen.chord(Modifiers::SHIFT, Key::Tab);
    assert_eq!(screen.at(), button("Commands"), "Shift goes back");
}

#[test]
fn people_are_found_selected_and_opened() {
    let wix = Wix::of(Size::L);
    let mut screen = practice(&wix);
    screen.chord(CTRL, Key::Num1);
    screen.until_there(Role::Heading, "Overview");
    screen.chord(CTRL, Key::Num2);
    screen.chord(CTRL, Key::F);
    assert_eq!(screen.at().1, "Search the team");
    screen.write("designer");
    screen.until_says(" of 400 shown");
    let found = screen.until("designers", |s| {
        let view = s.model().view.as_ref()?;
        (view.request.filter.text == "designer").then(|| rows(s))
    });
    screen.key(Key::ArrowDown);
    assert_eq!(
        screen.at(),
        (Role::Row, found[0].clone()),
        "down into the rows"
    );
    screen.key(Key::ArrowDown);
    screen.get(Role::Label, "1 selected");
    screen.chord(Modifiers::SHIFT, Key::ArrowDown);
    screen.chord(Modifiers::SHIFT, Key::ArrowDown);
    screen.get(Role::Label, "3 selected");
    assert_eq!(screen.at().1, found[3]);
    screen.key(Key::Escape);
    screen.get(Role::Label, "Nobody selected");
    assert_eq!(screen.at().1, found[3], "the keyboard stays in the table");
    screen.key(Key::Home);
    screen.chord(CTRL, Key::ArrowDown);
    screen.key(Key::Space);
    screen.get(Role::Label, "2 selected");
    screen.key(Key::End);
    screen.get(Role::Label, "1 selected");
    screen.key(Key::Home);
    screen.key(Key::Enter);
    assert_eq!(screen.at(), (Role::Group, "Inspector".to_owned()));
    screen.key(Key::Tab);
    assert_eq!(screen.at(), button("Copy address"));
    screen.key(Key::Enter);
    let copied = screen.harness.output().platform_output.commands.len();
    assert!(copied <= 1, "one text at most");
    screen.chord(CTRL | Modifiers::SHIFT, Key::F);
    screen.until("all rows", |s| s.find(Role::Label, "400 shown").map(|_| ()));
}

#[test]
fn headings_sort_by_keys() {
    let wix = Wix::of(Size::S);
    let mut screen = practice(&wix);
    screen.tab_to(Role::ColumnHeader, "Sort by Name");
    screen.key(Key::ArrowRight);
    assert_eq!(
        screen.at(),
        (Role::ColumnHeader, "Sort by Address".to_owned())
    );
    screen.key(Key::Space);
    let now = (
        Role::ColumnHeader,
        "Sort by Address, ascending now".to_owned(),
    );
    assert_eq!(screen.at(), now);
    screen.key(Key::ArrowDown);
    assert_eq!(screen.at().0, Role::Row, "down into the rows");
}

#[test]
fn facets_are_switched_by_keys() {
    let wix = Wix::of(Size::L);
    let mut screen = practice(&wix);
    screen.tab_to(Role::Button, "Filters");
    screen.key(Key::Enter);
    assert_eq!(screen.at(), button("Close filters"));
    screen.tab_to(Role::CheckBox, "Status: Invite open, 58");
    screen.key(Key::Space);
    screen.until_says("58 of 400 shown");
    let (role, name) = screen.at();
    assert_eq!(
        (role, name.as_str()),
        (Role::CheckBox, "Status: Invite open, 58")
    );
    screen.key(Key::Escape);
    screen.until_gone(Role::CheckBox, "Status: Invite open, 58");
    assert_eq!(
        screen.at(),
        button("Filters, 1 chosen"),
        "back where it began"
    );
    screen.tab_to(Role::Button, "Remove filter Status: Invite open");
    screen.key(Key::Enter);
    screen.until("all rows", |s| s.find(Role::Label, "400 shown").map(|_| ()));
}

#[test]
fn roles_are_changed_from_the_wish_to_the_receipt() {
    let wix = Wix::of(Size::L);
    let mut screen = practice(&wix);
    let table = screen.model().team.clone().expect("a team");
    let role = table
        .directory
        .role_name(&gatehouse::access::RoleId::new(SITE_ADMIN))
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
        (s.at() == button("Save plan…")).then_some(())
    });
    screen.key(Key::Escape);
    screen.until("the row again", |s| (s.at() == row).then_some(()));
    assert!(wix.writes().is_empty());
}

#[test]
fn the_menu_of_a_row_and_the_menu_of_the_profile_open_by_keys() {
    let wix = Wix::of(Size::S);
    let mut screen = practice(&wix);
    screen.tab_to_rows();
    for _ in 0..4 {
        screen.key(Key::ArrowDown);
    }
    assert_eq!(screen.at().1, "Mira Okonjo");
    screen.chord(Modifiers::SHIFT, Key::F10);
    screen.tab_to(Role::Button, "Copy address");
    screen.key(Key::Escape);
    screen.until("no menu", |s| {
        let copies = s
            .names(Role::Button)
            .into_iter()
            .filter(|b| b == "Copy address");
        (copies.count() == 1).then_some(())
    });
    screen.tab_to(Role::Button, "Profile Northlight Studio, Practice account");
    screen.key(Key::Enter);
    screen.tab_to(Role::Button, "Close this profile");
    screen.key(Key::Enter);
    screen.until_there(Role::Button, "Open the practice account");
}

#[test]
fn settings_are_changed_by_keys() {
    let wix = Wix::of(Size::S);
    let mut screen = practice(&wix);
    screen.chord(CTRL, Key::Comma);
    screen.tab_to(Role::RadioButton, "Dark");
    screen.key(Key::Space);
    screen.tab_to(Role::SpinButton, "Calls a minute");
    screen.key(Key::ArrowDown);
    screen.tab_to(Role::Button, "Save pace");
    screen.key(Key::Enter);
    screen.until("both kept", |s| {
        let slower = s.model().session.as_ref()?.profile.pace.per_minute < 200;
        let dark = s.model().settings.as_ref()?.theme == ThemeWish::Dark;
        (slower && dark).then_some(())
    });
    let field = screen
        .get(Role::SpinButton, "Calls a minute")
        .accesskit_node();
    assert!(field.numeric_value().is_some_and(|n| n < 200.0));
}
