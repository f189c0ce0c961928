//! Child accounts.

use super::Visit;
use crate::accounts::{open_of, read};
use crate::browse::rows;
use crate::support::Wix;
use egui::Key;
use egui::accesskit::Role;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol;
use serde_json::json;

pub(crate) fn accounts(album: &mut dyn Visit) {
    let wix = Wix::of(Size::L);
    let mut screen = open_of(&wix, protocol::Size::L);
    album.take(&mut screen, "not read");
    screen.press("Read child accounts…");
    screen.until_there(Role::Dialog, "Read child accounts");
    album.take(&mut screen, "read them");
    read(&mut screen, "Read 12 accounts");
    screen.settle();
    album.take(&mut screen, "read");
    let first = rows(&screen)[1].clone();
    screen.click(Role::Row, &first);
    album.take(&mut screen, "a child");
    screen.press("Name…");
    album.take(&mut screen, "name");
    screen.key(Key::Escape);
    screen.press("Add child account…");
    album.take(&mut screen, "add");
    screen.fill(Role::TextInput, "Address of the owner", "pat@example");
    album.take(&mut screen, "add with a wrong address");
    screen.key(Key::Escape);
    screen.click(Role::RadioButton, "People in all accounts");
    screen.until("everybody", |s| {
        s.model().everybody_view.clone().map(|_| ())
    });
    album.take(&mut screen, "everybody");
    let somebody = rows(&screen)[0].clone();
    screen.click(Role::Row, &somebody);
    album.take(&mut screen, "somebody");
    screen.click(Role::RadioButton, "Accounts");
    let second = rows(&screen)[1].clone();
    screen.click(Role::Row, &second);
    screen.press("Open this account");
    screen.until_there(Role::Button, "Back to Northlight Studio");
    album.take(&mut screen, "in the child");
}

pub(crate) fn accounts_that_refuse(album: &mut dyn Visit) {
    let wix = Wix::of(Size::L);
    wix.post("switches", &json!({ "childByParentKey": false }));
    let mut screen = open_of(&wix, protocol::Size::L);
    let first = screen.until("a child account", |s| rows(s).get(1).cloned());
    screen.click(Role::Row, &first);
    screen.press("Read…");
    screen.until_there(Role::Dialog, "Read child accounts");
    read(&mut screen, "Read 1 account");
    screen.until_says("Wix does not let this account’s key act here");
    album.take(&mut screen, "refused");
    screen.press("Give an own key…");
    album.take(&mut screen, "own key");
    screen.fill(Role::PasswordInput, "API key", "IST.wrong");
    screen.press("Check and keep the key");
    screen.until("an alert", |s| {
        (!s.names(Role::Alert).is_empty()).then_some(())
    });
    album.take(&mut screen, "wrong own key");
}

pub(crate) fn no_contract_and_no_child(album: &mut dyn Visit) {
    let wix = Wix::of(Size::L);
    wix.post("switches", &json!({ "contract": false }));
    let mut screen = open_of(&wix, protocol::Size::L);
    screen.until_says("Wix does not list the child accounts for this key");
    album.take(&mut screen, "no contract");
    let wix = Wix::of(Size::S);
    let mut screen = open_of(&wix, protocol::Size::S);
    screen.until_says("This account has no child accounts");
    album.take(&mut screen, "no child");
}
