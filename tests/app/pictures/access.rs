//! Contributors, people and roles.

use super::Visit;
use crate::act::CTRL;
use crate::browse::rows;
use crate::contributors::{label, of_one_site, read, select};
use crate::screen::Screen;
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use gatehouse::model::Route;
use gatehouse::sandbox::Size;

fn clear(screen: &mut Screen, field: &str) {
    screen.click(Role::TextInput, field);
    screen.chord(CTRL, Key::A);
    screen.key(Key::Backspace);
}

pub(crate) fn contributors(album: &mut dyn Visit) {
    let wix = Wix::of(Size::S);
    let mut screen = read(&wix, (1280.0, 800.0));
    album.take(&mut screen, "by site");
    let one = of_one_site(&screen, 1, true);
    select(&mut screen, &one);
    album.take(&mut screen, "inspector");
    screen.press("Locations…");
    screen.until_says("What they were limited to before is replaced");
    album.take(&mut screen, "locations");
    screen.key(Key::Escape);
    screen.chord(CTRL, Key::N);
    screen.until_there(Role::Dialog, "Name this account");
    album.take(&mut screen, "name");
    screen.key(Key::Escape);
    clear(&mut screen, "Search contributors");
    let three = of_one_site(&screen, 3, false);
    select(&mut screen, &three);
    album.take(&mut screen, "three selected");
    screen.chord(CTRL, Key::E);
    screen.until_says("3 people on ");
    album.take(&mut screen, "change roles");
    screen.click(Role::RadioButton, "Exactly these");
    album.take(&mut screen, "exactly these");
    screen.key(Key::Escape);
    screen.press("Remove…");
    screen.until_there(Role::Button, "Remove at 3 places");
    album.take(&mut screen, "remove");
    screen.press("Cancel");
    clear(&mut screen, "Search contributors");
    screen.click(Role::RadioButton, "By person");
    album.take(&mut screen, "by person");
    let most = {
        let table = screen.model().access.clone().expect("a table");
        let all = table.persons.list.iter();
        all.max_by_key(|p| p.rows.len()).expect("a person").clone()
    };
    screen.click(Role::Row, &most.name);
    album.take(&mut screen, "a person");
    screen.click(Role::RadioButton, "Grid");
    screen.settle();
    album.take(&mut screen, "grid");
    screen.press("Filters");
    album.take(&mut screen, "filters");
    screen.press("Filters");
    screen.fill(Role::TextInput, "Search contributors", "no such person");
    screen.until_says("no such person");
    album.take(&mut screen, "nothing found");
    assert!(!label(&one[0]).is_empty());
}

pub(crate) fn people(album: &mut dyn Visit) {
    let wix = Wix::of(Size::S);
    let mut screen = crate::people::open(&wix, Route::People);
    album.take(&mut screen, "list");
    screen.fill(Role::TextInput, "Search people", "mira");
    screen.until("two rows", |s| (rows(s).len() == 2).then_some(()));
    screen.click(Role::Row, "Mira Okonjo");
    screen.until_says("May be the same person");
    album.take(&mut screen, "card");
    screen.click_with(Role::Row, "mira@contractors.example", CTRL);
    album.take(&mut screen, "two selected");
    screen.press("These are one person…");
    album.take(&mut screen, "one person");
    screen.press("Yes, join them");
    screen.until("one row", |s| (rows(s).len() == 1).then_some(()));
    screen.click(Role::Row, "Mira Okonjo");
    screen.until_says("Why can they…?");
    album.take(&mut screen, "joined");
    screen.chord(CTRL, Key::Delete);
    screen.until_there(Role::Dialog, "Remove Mira Okonjo everywhere");
    album.take(&mut screen, "remove everywhere");
    screen.press("Make the plan…");
    screen.until_there(Role::Dialog, "Remove Mira Okonjo at 2 places");
    album.take(&mut screen, "plan by hand too");
    screen.press("Remove 1 person");
    screen.until_there(Role::Button, "Done");
    album.take(&mut screen, "removed");
}

pub(crate) fn roles(album: &mut dyn Visit) {
    let wix = Wix::of(Size::S);
    let mut screen = crate::people::open(&wix, Route::Roles);
    let names = rows(&screen);
    album.take(&mut screen, "list");
    screen.click(Role::Row, &names[0]);
    album.take(&mut screen, "one");
    screen.click_with(Role::Row, &names[1], CTRL);
    screen.until_says("Side by side");
    album.take(&mut screen, "compared");
    let now = screen.beginning(Role::ComboBox, "Language of the titles");
    screen.click(Role::ComboBox, &now);
    album.take(&mut screen, "languages");
    screen.click(Role::ListBoxOption, "Another language…");
    screen.until_there(Role::Dialog, "Titles in another language");
    screen.fill(Role::TextInput, "Language", "german");
    album.take(&mut screen, "another language");
}

pub(crate) fn roles_by_site(album: &mut dyn Visit) {
    let wix = Wix::of(Size::L);
    let setup = Setup {
        unlimited: true,
        ..Setup::default()
    };
    let mut screen = crate::roles_by_site::open(&setup, &wix);
    album.take(&mut screen, "grid");
    screen.key(Key::ArrowDown);
    screen.key(Key::ArrowRight);
    screen.key(Key::Space);
    album.take(&mut screen, "one cell");
}
