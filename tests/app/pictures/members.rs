//! Members of a site.

use super::Visit;
use crate::act::CTRL;
use crate::everywhere::CTRL_SHIFT;
use crate::members::{read, screen};
use crate::support::Wix;
use egui::Key;
use egui::accesskit::Role;
use gatehouse::sandbox::Size;
use serde_json::json;

pub(crate) fn members(album: &mut dyn Visit) {
    let wix = Wix::of(Size::S);
    let mut screen = screen(&wix, (1280.0, 800.0));
    album.take(&mut screen, "no site");
    read(&mut screen, &wix);
    album.take(&mut screen, "list");
    let table = screen.model().members.clone().expect("members");
    screen.click(Role::Row, &table.rows[7].name());
    screen.settle();
    album.take(&mut screen, "inspector");
    screen.press("Read badges and roles");
    screen.until_there(Role::Button, "Read them again");
    album.take(&mut screen, "badges and roles");
    screen.press("More");
    album.take(&mut screen, "more");
    // A window of another size, as of a picture, has closed the menu.
    if screen
        .find(Role::Button, "Change the page address…")
        .is_none()
    {
        screen.press("More");
    }
    screen.press("Change the page address…");
    album.take(&mut screen, "page address");
    screen.key(Key::Escape);
    screen.chord(CTRL, Key::E);
    screen.until_there(Role::TextInput, "Nickname");
    album.take(&mut screen, "edit");
    screen.key(Key::Escape);
    screen.press("More");
    screen.press("Give or take a badge or role…");
    screen.until("what the site offers", |s| {
        s.about(Role::ComboBox, "Badge or role").0.then_some(())
    });
    album.take(&mut screen, "badge or role");
    screen.key(Key::Escape);
    crate::members_parts::begin(&mut screen, 9);
    screen.until_there(Role::MultilineTextInput, "Text");
    album.take(&mut screen, "about text");
    screen.key(Key::Escape);
    screen.chord(CTRL_SHIFT, Key::F);
    screen.until_says("120 shown");
    screen.chord(CTRL, Key::N);
    screen.write("ana@new.example, bo@new.example; ANA@new.example, nobody");
    album.take(&mut screen, "new members");
    screen.key(Key::Escape);
    screen.chord(CTRL, Key::F);
    screen.key(Key::ArrowDown);
    screen.chord(CTRL, Key::A);
    screen.until_says("120 selected");
    album.take(&mut screen, "all selected");
    screen.press("Block…");
    screen.until_says("Chosen by the filter");
    album.take(&mut screen, "plan to block");
    screen.key(Key::Escape);
    screen.press("Read members…");
    screen.until_there(Role::RadioButton, "Everybody");
    album.take(&mut screen, "read");
    screen.key(Key::Escape);
    screen.chord(CTRL, Key::F);
    screen.write("needle@hay");
    screen.until_says("No member matches “needle@hay”");
    album.take(&mut screen, "nothing found");
}

pub(crate) fn settings_of_a_site(album: &mut dyn Visit) {
    let wix = Wix::of(Size::S);
    let mut screen = screen(&wix, (1280.0, 800.0));
    crate::site_settings::open(&mut screen, &wix);
    album.take(&mut screen, "badges");
    screen.press("New badge…");
    screen.fill(Role::TextInput, "Title", "Gold");
    album.take(&mut screen, "new badge");
    screen.press("Back");
    for (name, new) in [
        ("Member roles", "New role…"),
        ("Profile fields", "New field…"),
    ] {
        crate::site_settings::tab(&mut screen, name);
        screen.settle();
        album.take(&mut screen, name);
        screen.press(new);
        screen.settle();
        album.take(&mut screen, new.trim_end_matches('…'));
        screen.press("Back");
    }
    screen.press("Whom Shirt size is for…");
    screen.until_there(Role::RadioButton, "Some members");
    screen.click(Role::RadioButton, "Some members");
    screen.until_there(Role::ComboBox, "Members with the role Press");
    album.take(&mut screen, "whom a field is for");
    screen.press("Back");
    screen.press("Delete Shirt size…");
    screen.until_says("unknown how many have a value");
    album.take(&mut screen, "values lost");
    screen.press("Cancel");
    crate::site_settings::tab(&mut screen, "Privacy");
    screen.settle();
    album.take(&mut screen, "privacy");
}

pub(crate) fn a_site_that_tells_no_members(album: &mut dyn Visit) {
    let wix = Wix::of(Size::S);
    wix.fault(&json!({
        "match": {"path": "members/query"}, "times": 99,
        "kind": {"status": 428, "body": {"message": "not installed", "details": {}}},
    }));
    let mut screen = screen(&wix, (1280.0, 800.0));
    screen.click(Role::ComboBox, "Site");
    album.take(&mut screen, "sites to choose");
    let site = screen.names(Role::ListBoxOption)[0].clone();
    screen.click(Role::ListBoxOption, &site);
    screen.until_says("The members of this site have not been read yet");
    album.take(&mut screen, "not read");
    screen.press("Read members…");
    screen.until_says("Wix tells no members of this site");
    album.take(&mut screen, "refused");
}
