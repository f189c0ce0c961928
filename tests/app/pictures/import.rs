//! Importing a sheet, step by step.

use super::Visit;
use crate::import::{choose, drop_file, folder, group, members_sheet, sheet};
use crate::members::{read, screen};
use crate::support::Wix;
use egui::Key;
use egui::accesskit::Role;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::MemberColumn;

pub(crate) fn import(album: &mut dyn Visit) {
    let wix = Wix::of(Size::S);
    let mut screen = screen(&wix, (1280.0, 800.0));
    read(&mut screen, &wix);
    let table = screen.model().members.clone().expect("members");
    let there = table.rows[3].text(MemberColumn::Login).to_owned();
    let folder = folder();
    screen.press_further("Import…");
    screen.until_there(Role::Dialog, "Import a sheet");
    album.take(&mut screen, "choose");
    let text = members_sheet(&there).replace("First name", "Rufname");
    let file = sheet(&folder, "people.csv", text.as_bytes());
    drop_file(&mut screen, &file);
    screen.until_says("Zoë");
    album.take(&mut screen, "file");
    screen.press("Next: columns");
    screen.until_there(Role::ComboBox, "Rufname holds");
    album.take(&mut screen, "columns");
    choose(&mut screen, "Rufname holds", "First name");
    screen.press("Next: problems");
    screen.until_says("5 rows");
    album.take(&mut screen, "problems");
    group(&mut screen, "Not a mail address");
    let row = screen.beginning(Role::Row, "Row 5");
    screen.click(Role::Row, &row);
    album.take(&mut screen, "correct");
    choose(&mut screen, "What happens to these rows", "Leave them out");
    group(&mut screen, "Mail domains");
    screen.press("Take 1 suggestion");
    screen.until_says("0 to decide");
    screen.press("Next: what will happen");
    screen.until_says("To create");
    album.take(&mut screen, "what will happen");
    screen.press("Make the plan…");
    let confirm = screen.beginning(Role::Button, "Create 2");
    screen.press(&confirm);
    screen.until_there(Role::Button, "Done");
    screen.press("Done");
    screen.until_there(Role::Button, "Save the result…");
    album.take(&mut screen, "result");
    screen.key(Key::Escape);
    let file = sheet(&folder, "people.xlsx", b"PK\x03\x04 xl/workbook.xml");
    drop_file(&mut screen, &file);
    screen.until_says("people.xlsx is a workbook of Excel");
    album.take(&mut screen, "no sheet");
}

pub(crate) fn saving_rows(album: &mut dyn Visit) {
    let wix = Wix::of(Size::S);
    let mut screen = screen(&wix, (1280.0, 800.0));
    read(&mut screen, &wix);
    screen.press("Save rows…");
    screen.until_there(Role::Dialog, "Save rows as a file");
    album.take(&mut screen, "members");
    screen.key(Key::Escape);
    let entry = screen.beginning(Role::Button, "Team");
    screen.press(&entry);
    screen.until_there(Role::Heading, "Team");
    screen.press("Save rows…");
    screen.until_there(Role::Dialog, "Save rows as a file");
    album.take(&mut screen, "team");
}
