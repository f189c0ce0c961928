//! People and roles in the whole program.

use crate::act::CTRL;
use crate::browse::rows;
use crate::screen::{Screen, options};
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use gatehouse::app::{Options, Start};
use gatehouse::model::Route;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{self, Practice};

fn open(wix: &Wix, route: Route) -> Screen {
    let options = Options {
        start: Start::Practice(Practice {
            size: protocol::Size::S,
            seed: 7,
        }),
        route: Some(route),
        ..options()
    };
    let mut screen = Screen::open(&Setup::default(), Some(wix), options);
    screen.until("people, read", |s| {
        let m = s.model();
        let idle = m.jobs.iter().all(|j| !j.state.is_active());
        (idle && m.people_view.is_some() && m.roles_view.is_some()).then_some(())
    });
    screen
}

#[test]
fn two_rows_are_joined_removed_everywhere_and_taken_apart_again() {
    let wix = Wix::of(Size::S);
    let mut screen = open(&wix, Route::People);
    screen.until_there(Role::Heading, "People");
    let (free, why) = screen.about(Role::Button, "Remove everywhere…");
    assert_eq!((free, why.as_str()), (false, "Select somebody first"));
    screen.fill(Role::TextInput, "Search people", "mira");
    screen.until("two rows", |s| (rows(s).len() == 2).then_some(()));
    screen.click(Role::Row, "Mira Okonjo");
    screen.until_says("May be the same person");
    screen.click_with(Role::Row, "mira@contractors.example", CTRL);
    screen.press("These are one person…");
    screen.until_there(Role::Dialog, "Are these one person?");
    screen.press("Yes, join them");
    screen.until("one row", |s| (rows(s).len() == 1).then_some(()));
    screen.click(Role::Row, "Mira Okonjo");
    screen.until_says("Why can they…?");
    screen.until_says("Confirmed by ana on");
    screen.chord(CTRL, Key::Delete);
    screen.until_there(Role::Dialog, "Remove Mira Okonjo everywhere");
    screen.press("Make the plan…");
    screen.until_there(Role::Dialog, "Remove Mira Okonjo at 2 places");
    screen.press("Remove 1 person");
    screen.press("Done");
    screen.until_gone(Role::Button, "Done");
    assert_eq!(
        wix.get("state")["writes"],
        1,
        "the team; the invite is a line by hand"
    );
}

#[test]
fn roles_are_compared_and_shown_in_another_language() {
    let wix = Wix::of(Size::S);
    let mut screen = open(&wix, Route::Roles);
    screen.until_there(Role::Heading, "Roles");
    let names = rows(&screen);
    assert!(names.len() > 3, "{names:?}");
    screen.click(Role::Row, &names[0]);
    screen.until_says("Sites reached");
    screen.click_with(Role::Row, &names[1], CTRL);
    screen.until_says("Side by side");
    screen.until_says(&format!("Only {}", names[0]));
    screen.chord(CTRL, Key::F);
    screen.write("no such role");
    screen.until_says("Nothing matches “no such role” with these filters");
    screen.press("Clear filters");
    screen.until("all roles", |s| (rows(s) == names).then_some(()));
    let now = screen.beginning(Role::ComboBox, "Language of the titles");
    screen.click(Role::ComboBox, &now);
    screen.click(Role::ListBoxOption, "Deutsch");
    screen.until("roles in German", |s| {
        let table = s.model().roles.as_ref()?;
        (table.locale == "de").then_some(())
    });
}
