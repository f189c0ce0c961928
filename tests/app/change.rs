//! Changing who can do what: dialog, plan, progress, receipt, and what Wix was really sent.

use crate::act::CTRL;
use crate::browse::rows;
use crate::screen::Screen;
use crate::support::{Setup, Wix};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;
use gatehouse::access::SITE_ADMIN;
use gatehouse::app::{Options, Start};
use gatehouse::model::Route;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{self, Practice, RowKind, TeamRow};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Somebody who may be changed.
fn ordinary(row: &TeamRow) -> bool {
    row.kind == RowKind::Person && !row.holds_account
}

/// Such people, one after the other in the list.
fn people(screen: &Screen, n: usize) -> Vec<TeamRow> {
    let view = screen.model().view.clone().expect("a list");
    let rows = view.view.rows.iter().map(|r| &view.table.rows[*r as usize]);
    let all: Vec<&TeamRow> = rows.collect();
    let run = all.windows(n).find(|some| some.iter().all(|r| ordinary(r)));
    run.expect("people").iter().map(|r| (*r).clone()).collect()
}

/// The practice account of 260 people in a window that shows 30 of them.
fn tall(setup: &Setup, wix: &Wix) -> Screen {
    let options = Options {
        start: Start::Practice(Practice {
            size: protocol::Size::L,
            seed: 7,
        }),
        route: Some(Route::Team),
        ..crate::screen::options()
    };
    let mut screen = Screen::sized(setup, Some(wix), (1280.0, 1320.0), options);
    screen.until_read();
    screen
}

/// Selects people who stand one after the other.
fn select(screen: &mut Screen, people: &[TeamRow]) {
    screen.click(Role::Row, &people[0].name);
    let last = &people[people.len() - 1].name;
    screen.click_with(Role::Row, last, Modifiers::SHIFT);
    screen.until_there(Role::Label, &format!("{} selected", people.len()));
}

/// Fills in the dialog: exactly this role at this site.
fn set_role_at(screen: &mut Screen, site: &str, role: &str) {
    screen.press("Change roles…");
    screen.click(Role::RadioButton, "Set exactly");
    screen.click(Role::RadioButton, "Site");
    let why = (false, "Choose a site".to_owned());
    assert_eq!(screen.about(Role::Button, "Make the plan…"), why);
    screen.fill(Role::TextInput, "Search 40 sites", site);
    screen.click(Role::RadioButton, site);
    screen.click(Role::CheckBox, role);
    screen.press("Make the plan…");
}

fn site(wix: &Wix, nth: usize) -> String {
    wix.hello().sites[nth].name.clone()
}

/// The title of the role in the account's language.
fn title(screen: &Screen, role: &str) -> String {
    let team = screen.model().team.clone().expect("a team");
    let id = gatehouse::access::RoleId::new(role);
    team.directory.role_name(&id).to_owned()
}

fn people_in(writes: &[Value]) -> BTreeSet<String> {
    let of = |w: &Value| w["body"]["userId"].as_str().expect("a user").to_owned();
    writes.iter().map(of).collect()
}

#[test]
fn twenty_five_people_get_a_role_at_a_site_and_wix_hears_exactly_that() {
    let wix = Wix::of(Size::L);
    let mut screen = tall(&Setup::default(), &wix);
    let people = people(&screen, 25);
    select(&mut screen, &people);
    let role = title(&screen, SITE_ADMIN);
    set_role_at(&mut screen, &site(&wix, 1), &role);

    screen.until_there(Role::Button, "Change roles of 25 people");
    assert!(wix.writes().is_empty(), "a plan sends nothing");
    let labels = screen.names(Role::Label);
    let figure = |words: &str| {
        let at = labels.iter().position(|l| l == words);
        at.map(|at| labels[at - 1].clone())
    };
    for words in ["people", "writes"] {
        assert_eq!(figure(words).as_deref(), Some("25"), "{words}");
    }
    let lines = rows(&screen).len();
    assert!(lines >= 8, "{lines} lines of the plan are in sight");

    let slow =
        json!({"match": {"path": "/team/assignments"}, "times": 25, "kind": {"delayMs": 40}});
    wix.fault(&slow);
    screen.press("Change roles of 25 people");
    screen.until("how far it is", |s| {
        let bar = s.find(Role::ProgressIndicator, "Sending")?.accesskit_node();
        (bar.numeric_value()? > 0.0 && bar.max_numeric_value() == Some(25.0)).then_some(())
    });
    screen.get(Role::Button, "Stop");
    screen.until_there(Role::Button, "Done");
    screen.get(Role::Label, "25 done");
    let writes = wix.writes();
    assert_eq!(writes.len(), 25);
    let wanted: BTreeSet<String> = people.iter().map(|p| p.id.clone()).collect();
    assert_eq!(people_in(&writes), wanted);
    let at = |w: &Value| w["body"]["newAssignments"][0]["restrictions"]["site"]["id"].clone();
    assert!(writes.iter().all(|w| at(w) == json!(wix.site(1))));
    screen.press("Done");
    screen.until_gone(Role::Button, "Done");
    screen.click(Role::Row, &people[3].name);
    screen.until_says(&site(&wix, 1));
}

#[test]
fn one_person_is_removed_and_gone_from_the_list() {
    let wix = Wix::of(Size::L);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    let gone = people(&screen, 1)[0].clone();
    screen.click(Role::Row, &gone.name);
    screen.press("Remove…");
    screen.press("Remove 1 person");
    screen.until_there(Role::Button, "Done");
    let writes = wix.writes();
    assert_eq!(writes.len(), 1, "{writes:#?}");
    screen.press("Done");
    screen.until_gone(Role::Button, "Done");
    screen.until_gone(Role::Row, &gone.name);
    screen.until_there(Role::Button, "Team, 259");
    screen.get(Role::Label, "Nobody selected");
}

#[test]
fn a_brake_holds_the_plan_until_the_name_of_the_account_is_typed() {
    let wix = Wix::of(Size::S);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    let team = screen.model().team.clone().expect("a team");
    let people = team.rows.iter().filter(|r| ordinary(r)).take(5);
    for one in people {
        screen.click_with(Role::Row, &one.name, CTRL);
    }
    screen.press("Remove…");
    screen.until_says("A large share loses access");
    let held = "Held back: type “Northlight Studio” to go on".to_owned();
    assert_eq!(screen.about(Role::Button, "Remove 5 people"), (false, held));
    let field = "Type “Northlight Studio” to go on";
    screen.fill(Role::TextInput, field, "northlight studio");
    screen.until_says("This is not the name. Capitals and blanks count");
    assert!(!screen.about(Role::Button, "Remove 5 people").0);
    screen.key(Key::Enter);
    screen.click(Role::TextInput, field);
    screen.chord(CTRL, Key::A);
    screen.write("Northlight Studio");
    assert!(wix.writes().is_empty());
    screen.press("Remove 5 people");
    screen.until_there(Role::Button, "Done");
    assert_eq!(wix.writes().len(), 5);
    screen.press("Done");
    screen.until_gone(Role::Button, "Done");
    screen.until_there(Role::Button, "Team, 7");
}

#[test]
fn a_plan_that_was_overtaken_sends_nothing_and_can_be_made_again() {
    let wix = Wix::of(Size::L);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    let people = people(&screen, 4);
    select(&mut screen, &people);
    let role = title(&screen, SITE_ADMIN);
    set_role_at(&mut screen, &site(&wix, 1), &role);
    screen.until_there(Role::Button, "Change roles of 4 people");
    wix.post(
        "outside",
        &json!({"do": "addAssignment", "userId": people[2].id, "roleId": SITE_ADMIN,
            "siteId": wix.site(0)}),
    );
    screen.press("Change roles of 4 people");
    screen.until_there(Role::Dialog, "Nothing was sent");
    screen.get(Role::Label, "1 person changed since the plan was made");
    assert!(screen.says(&people[2].name));
    assert_eq!(wix.writes().len(), 0);
    screen.press("Plan again");
    screen.press("Change roles of 4 people");
    screen.until_there(Role::Label, "4 done");
    assert_eq!(wix.writes().len(), 4);
    screen.press("Done");
    screen.until_gone(Role::Button, "Done");
    screen.chord(CTRL, Key::Num3);
    screen.until_there(Role::Tab, "Runs, 2");
}
