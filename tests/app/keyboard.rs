//! Everything without a mouse.

use crate::act::CTRL;
use crate::browse::rows;
use crate::screen::Screen;
use crate::support::{Setup, Wix};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;
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
    screen.chord(CTRL, Key::I);
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
    let address = screen.beginning(Role::Cell, "Address: ");
    assert_eq!(
        screen.copied(Key::Enter),
        address.trim_start_matches("Address: ")
    );
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
    let wide = |s: &Screen| s.get(Role::ColumnHeader, &now.1).rect().width();
    let before = wide(&screen);
    screen.chord(CTRL, Key::ArrowLeft);
    let narrow = wide(&screen);
    assert!(narrow < before, "{narrow} is narrower than {before}");
    screen.chord(CTRL, Key::ArrowRight);
    assert!(wide(&screen) > narrow, "and wider again");
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
