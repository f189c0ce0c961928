//! What belongs to no pane: palette, profile menu, toasts, settings, the kit.

use super::Album;
use crate::act::CTRL;
use crate::screen::Screen;
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use gatehouse::sandbox::Size;

#[test]
#[ignore = "writes pictures"]
fn the_frame() {
    let mut album = Album::new("frame");
    let wix = Wix::of(Size::L);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    screen.chord(CTRL, Key::K);
    screen.until_there(Role::Dialog, "Commands");
    album.take(&mut screen, "palette");
    screen.write("no command is called this");
    album.take(&mut screen, "palette without a match");
    screen.key(Key::Escape);
    let profile = screen.beginning(Role::Button, "Profile ");
    screen.press(&profile);
    album.take(&mut screen, "profile menu");
    screen.key(Key::Escape);
    for pane in ["Overview", "Settings"] {
        let entry = screen.beginning(Role::Button, pane);
        screen.press(&entry);
        album.take(&mut screen, &pane.to_lowercase());
    }
    crate::everywhere::command(&mut screen, "design kit");
    album.take(&mut screen, "kit");
}
