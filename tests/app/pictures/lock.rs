//! The passphrase, the lock, and a pane that broke.

use super::Visit;
use crate::act::CTRL;
use crate::screen::{Screen, options};
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use gatehouse::app::{Options, Part};
use gatehouse::model::Route;
use gatehouse::sandbox::Size;

const PASSPHRASE: &str = "a studio by the north sea";

pub(crate) fn passphrase_lock_and_report(album: &mut dyn Visit) {
    let wix = Wix::of(Size::S);
    let setup = Setup {
        vault: true,
        ..Setup::default()
    };
    let with_server = Options {
        base_url: Some(wix.base_url()),
        ..options()
    };
    let mut screen = Screen::open(&setup, None, with_server);
    screen.press("Connect an account…");
    screen.until_there(Role::RadioButton, "In a file with a passphrase");
    album.take(&mut screen, "connect for this run");
    screen.fill(Role::PasswordInput, "API key", &wix.key("full"));
    screen.press("Check and connect");
    screen.until_there(Role::Dialog, "Northlight Studio is connected");
    screen.press("Open the team");
    screen.until_read();
    screen.chord(CTRL, Key::Comma);
    screen.until_there(Role::Button, "Use a passphrase…");
    album.take(&mut screen, "settings without a passphrase");
    screen.press("Use a passphrase…");
    screen.fill(Role::PasswordInput, "Passphrase", PASSPHRASE);
    screen.fill(Role::PasswordInput, "The same passphrase again", PASSPHRASE);
    album.take(&mut screen, "a new passphrase");
    screen.press("Use this passphrase");
    screen.until_gone(Role::Dialog, "Keep keys with a passphrase");
    screen.until_says("Keys lie in files that your passphrase opens");
    album.take(&mut screen, "settings with a passphrase");
    screen.press("Save a support bundle…");
    album.take(&mut screen, "support bundle");
    screen.key(Key::Escape);
    screen.chord(CTRL, Key::L);
    screen.until_there(Role::Button, "Unlock");
    album.take(&mut screen, "locked with a passphrase");
    screen.click(Role::PasswordInput, "Passphrase");
    screen.write("another studio");
    screen.press("Unlock");
    screen.until_says("This is not the passphrase of the keys on this computer");
    album.take(&mut screen, "wrong passphrase behind the lock");
    drop(screen);

    let mut screen = Screen::open(&setup, None, options());
    screen.until_there(Role::Dialog, "Give your passphrase");
    album.take(&mut screen, "give the passphrase");
    screen.fill(Role::PasswordInput, "Passphrase", "another studio");
    screen.press("Open the keys");
    screen.until_says("This is not the passphrase of the keys on this computer");
    album.take(&mut screen, "wrong passphrase");
    screen.press("I do not remember it…");
    album.take(&mut screen, "start without the kept keys");
    screen.press("Back");
    screen.press("Not now");
    screen.until_gone(Role::Dialog, "Give your passphrase");
    screen
        .harness
        .state_mut()
        .break_part(Some(Part::Pane(Route::Overview)));
    screen.settle();
    album.take(&mut screen, "a pane that broke");
}

pub(crate) fn lock_without_a_passphrase(album: &mut dyn Visit) {
    let wix = Wix::of(Size::S);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    screen.chord(CTRL, Key::L);
    album.take(&mut screen, "locked");
}
