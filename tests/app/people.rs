//! People and roles in the whole program.

use crate::act::CTRL;
use crate::browse::rows;
use crate::screen::{Screen, options};
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::NodeT as _;
use gatehouse::access::{Place, Reach};
use gatehouse::app::{Options, Start};
use gatehouse::model::Route;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{self, Practice};

pub(crate) fn open(wix: &Wix, route: Route) -> Screen {
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
fn any_site_of_the_account_can_be_asked_about() {
    let wix = Wix::of(Size::S);
    let mut screen = open(&wix, Route::People);
    screen.until_there(Role::Heading, "People");
    let people = screen.model().people.clone().expect("everybody");
    let whole = |place: &Place| match place {
        Place::Team(member) => member.assignments.iter().any(|a| a.reach == Reach::Account),
        _ => false,
    };
    let mut named = people.rows.iter().filter(|r| r.named);
    let who = named
        .find(|r| r.human.places.iter().any(whole))
        .expect("somebody with a role for the whole account");
    let known = who.known_sites();
    let sites = screen.model().sites.clone().expect("the sites");
    let other = sites.rows.iter().find(|s| !known.contains(&s.site.id));
    let other = other.expect("a site where the person is not").clone();
    screen.fill(Role::TextInput, "Search people", &who.name);
    screen.until("the person", |s| rows(s).contains(&who.name).then_some(()));
    screen.click(Role::Row, &who.name);
    screen.until_says("Why can they…?");
    let field = format!("Search all {} sites", sites.rows.len());
    screen.fill(Role::TextInput, &field, "no such site");
    screen.until_says("No site has “no such site”");
    screen.chord(CTRL, Key::A);
    screen.write(&other.name);
    let label = if other.folder.is_empty() {
        other.name.clone()
    } else {
        format!("{}, {}", other.name, other.folder)
    };
    screen.until_there(Role::Link, &label);
    screen.click(Role::Link, &label);
    screen.until_says("In the team, for the whole account");
    let asked = screen.get(Role::ComboBox, "Site to ask about");
    let asked = asked.accesskit_node().value();
    assert_eq!(asked.as_deref(), Some(other.name.as_str()));
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
    screen.until_says("No role matches “no such role” with these filters");
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

#[test]
fn any_language_can_be_typed_and_is_remembered() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    let options = || Options {
        start: Start::Practice(Practice {
            size: protocol::Size::S,
            seed: 7,
        }),
        route: Some(Route::Roles),
        ..options()
    };
    let locale = |s: &Screen, wanted: &str| {
        let table = s.model().roles.as_ref()?;
        (table.locale == wanted).then_some(())
    };
    {
        let mut screen = Screen::open(&setup, Some(&wix), options());
        screen.until_there(Role::Heading, "Roles");
        screen.until("roles", |s| locale(s, "en"));
        let now = screen.beginning(Role::ComboBox, "Language of the titles");
        screen.click(Role::ComboBox, &now);
        screen.click(Role::ListBoxOption, "Another language…");
        screen.until_there(Role::Dialog, "Titles in another language");
        screen.fill(Role::TextInput, "Language", "german");
        let why = "Write a language such as de, pt-BR or zh-Hant-TW".to_owned();
        assert_eq!(screen.about(Role::Button, "Show"), (false, why));
        screen.chord(CTRL, Key::A);
        screen.write("DE-at");
        screen.press("Show");
        screen.until("roles in Austrian German", |s| locale(s, "de-AT"));
        screen.until_there(Role::Row, "Inhaber");
        screen.until("a kept choice", |s| {
            let views = &s.model().settings.as_ref()?.views;
            let kept = views.get("roles.language")?.to_string();
            kept.contains("de-AT").then_some(())
        });
    }
    let asked: Vec<String> = wix.log().iter().map(|e| e["query"].to_string()).collect();
    assert!(
        asked.iter().any(|p| p.contains("locale=de-AT")),
        "{asked:?}"
    );
    let mut screen = Screen::open(&setup, Some(&wix), options());
    screen.until("the language of the last time", |s| locale(s, "de-AT"));
    screen.beginning(Role::ComboBox, "Language of the titles");
}
