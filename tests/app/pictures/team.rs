//! The team, its inspector and dialogs; the plan and its brakes.

use super::Visit;
use crate::act::CTRL;
use crate::browse::rows;
use crate::change::{people, select, set_role_at, site, title};
use crate::screen::Screen;
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use gatehouse::access::SITE_ADMIN;
use gatehouse::sandbox::Size;
use serde_json::json;

pub(crate) fn the_team(album: &mut dyn Visit) {
    let wix = Wix::of(Size::L);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    album.take(&mut screen, "full");
    let somebody = rows(&screen)[4].clone();
    screen.click(Role::Row, &somebody);
    album.take(&mut screen, "inspector");
    let columns = screen.beginning(Role::Button, "Columns");
    screen.press(&columns);
    album.take(&mut screen, "columns");
    screen.key(Key::Escape);
    screen.press("Filters");
    album.take(&mut screen, "filters");
    screen.press("Filters");
    screen.press("Views");
    album.take(&mut screen, "no views");
    screen.fill(Role::TextInput, "Name of a new view", "All of us");
    screen.key(Key::Enter);
    screen.press("Views");
    album.take(&mut screen, "views");
    screen.key(Key::Escape);
    screen.fill(Role::TextInput, "Search the team", "nobody is called this");
    screen.until_says("matches");
    album.take(&mut screen, "nothing found");
    screen.press("Clear filters");
    screen.until("everybody again", |s| {
        let view = s.model().view.as_ref()?;
        (view.view.rows.len() > 4).then_some(())
    });
    let four = people(&screen, 4);
    select(&mut screen, &four);
    album.take(&mut screen, "four selected");
    screen.chord(CTRL, Key::E);
    screen.until_there(Role::Dialog, "Change roles of 4 people");
    album.take(&mut screen, "change roles");
    screen.click(Role::RadioButton, "Set exactly");
    screen.click(Role::RadioButton, "Site");
    album.take(&mut screen, "change roles at a site");
    screen.key(Key::Escape);
    screen.press("Same access as…");
    album.take(&mut screen, "same access");
    screen.key(Key::Escape);
    screen.press("Invite…");
    album.take(&mut screen, "invite empty");
    let text = "Ana <ana@harbour.example>, ANA@harbour.example; mail nobody";
    screen.fill(Role::MultilineTextInput, "Addresses", text);
    screen.settle();
    album.take(&mut screen, "invite filled");
    screen.key(Key::Escape);
}

pub(crate) fn a_plan_and_its_brakes(album: &mut dyn Visit) {
    let wix = Wix::of(Size::S);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    let team = screen.model().team.clone().expect("a team");
    let ordinary = team.rows.iter().filter(|r| crate::change::ordinary(r));
    for one in ordinary.take(5) {
        screen.click_with(Role::Row, &one.name, CTRL);
    }
    screen.press("Remove…");
    screen.until_says("A large share loses access");
    album.take(&mut screen, "held by a brake");
    let field = "Type “Northlight Studio” to go on";
    screen.fill(Role::TextInput, field, "northlight studio");
    album.take(&mut screen, "wrong name");
    screen.press("Save plan…");
    album.take(&mut screen, "save");
    screen.key(Key::Escape);
    screen.press("Cancel");
    screen.chord(CTRL, Key::O);
    screen.until_there(Role::Dialog, "Open a plan");
    album.take(&mut screen, "open a file");
    screen.chord(CTRL, Key::A);
    screen.write("/no/such/plan.json");
    screen.key(Key::Enter);
    screen.until_there(Role::Dialog, "This plan cannot be opened");
    album.take(&mut screen, "not to be opened");
    screen.key(Key::Escape);
    let everybody: Vec<_> = team.rows.iter().map(|r| r.name.clone()).collect();
    for one in &everybody {
        if screen.find(Role::Row, one).is_some() {
            screen.click_with(Role::Row, one, CTRL);
        }
    }
    screen.chord(CTRL, Key::A);
    screen.press("Remove…");
    screen.until("a plan", |s| {
        let ready = matches!(
            &*s.model().plan,
            gatehouse::worker::protocol::PlanState::Ready(_)
                | gatehouse::worker::protocol::PlanState::Failed(_)
        );
        ready.then_some(())
    });
    album.take(&mut screen, "everybody removed");
}

pub(crate) fn a_plan_of_roles_and_what_overtakes_it(album: &mut dyn Visit) {
    let wix = Wix::of(Size::L);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    let people = people(&screen, 4);
    select(&mut screen, &people);
    let role = title(&screen, SITE_ADMIN);
    set_role_at(&mut screen, &site(&wix, 1), &role);
    screen.until_there(Role::Button, "Change roles of 4 people");
    album.take(&mut screen, "review");
    let lines = rows(&screen);
    screen.click(Role::Row, &lines[0]);
    album.take(&mut screen, "a line opened");
    wix.post(
        "outside",
        &json!({"do": "addAssignment", "userId": people[2].id, "roleId": SITE_ADMIN,
            "siteId": wix.site(0)}),
    );
    screen.press("Change roles of 4 people");
    screen.until_there(Role::Dialog, "Nothing was sent");
    album.take(&mut screen, "overtaken");
}
