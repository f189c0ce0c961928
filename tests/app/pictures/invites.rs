//! Invites.

use super::Album;
use crate::act::CTRL;
use crate::browse::rows;
use crate::everywhere::CTRL_SHIFT;
use crate::invites::{open, role};
use crate::support::Wix;
use egui::Key;
use egui::accesskit::Role;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol;

#[test]
#[ignore = "writes pictures"]
fn invites() {
    let mut album = Album::new("invites");
    let wix = Wix::of(Size::L);
    let mut screen = open(&wix, protocol::Size::L);
    album.take(&mut screen, "list");
    screen.click(Role::RadioButton, "Days");
    album.take(&mut screen, "days");
    let first = rows(&screen)[0].clone();
    screen.click(Role::Row, &first);
    album.take(&mut screen, "account invite");
    screen.press("Revoke…");
    screen.until_there(Role::Button, "Note 1 thing to do by hand");
    album.take(&mut screen, "by hand");
    screen.press("Cancel");
    screen.chord(CTRL, Key::D);
    screen.until_says("37 of 140 shown");
    screen.chord(CTRL, Key::A);
    album.take(&mut screen, "ended selected");
    screen.chord(CTRL, Key::E);
    screen.beginning(Role::Dialog, "Renew 3");
    album.take(&mut screen, "renew");
    screen.key(Key::Escape);
    screen.chord(CTRL, Key::N);
    album.take(&mut screen, "invite");
    let text = "Ana <ana@harbour.example>, ANA@harbour.example; mail nobody";
    screen.fill(Role::MultilineTextInput, "Addresses", text);
    screen.until_says("1 address found, 1 double left out");
    screen.click(Role::RadioButton, "Contributors of sites");
    let site = wix.hello().sites[0].name.clone();
    screen.fill(Role::TextInput, "Search 40 sites", &site);
    screen.click(Role::CheckBox, &site);
    let role = role(&screen);
    screen.click(Role::CheckBox, &role);
    album.take(&mut screen, "invite filled");
    screen.press("Make the plan…");
    let button = screen.beginning(Role::Button, "Invite 1");
    album.take(&mut screen, "plan");
    screen.press(&button);
    screen.until_there(Role::Button, "Done");
    album.take(&mut screen, "sent");
    screen.press("Done");
    screen.until_gone(Role::Button, "Done");
    screen.chord(CTRL_SHIFT, Key::F);
    screen.fill(Role::TextInput, "Search the invites", "ana@harbour");
    screen.until("one row", |s| (rows(s).len() == 1).then_some(()));
    screen.click(Role::Row, "ana@harbour.example");
    album.take(&mut screen, "site invite");
    screen.chord(CTRL_SHIFT, Key::N);
    screen.until_there(Role::Dialog, "Add site invites");
    album.take(&mut screen, "add empty");
    screen.fill(Role::MultilineTextInput, "Ids", "no such site,abc\n");
    screen.until_says("Line 1: “no such site” is no site id");
    album.take(&mut screen, "add wrong");
}
