//! What belongs to no pane: palette, profile menu, toasts, settings, the kit.

use super::Visit;
use crate::act::CTRL;
use crate::screen::Screen;
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use gatehouse::sandbox::Size;

pub(crate) fn the_frame(album: &mut dyn Visit) {
    let wix = Wix::of(Size::L);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    screen.chord(CTRL, Key::K);
    screen.until_there(Role::Dialog, "Commands");
    album.take(&mut screen, "palette");
    screen.write("no command is called this");
    album.take(&mut screen, "palette without a match");
    screen.key(Key::Escape);
    screen.chord(CTRL, Key::P);
    screen.until_there(Role::Dialog, "Search everything");
    album.take(&mut screen, "search");
    screen.write("marcus");
    screen.until("an answer", |s| {
        let found = s.model().found.as_ref()?;
        (found.text == "marcus" && !found.going_on).then_some(())
    });
    album.take(&mut screen, "search with hits");
    screen.key(Key::Escape);
    let profile = screen.beginning(Role::Button, "Profile ");
    screen.press(&profile);
    album.take(&mut screen, "profile menu");
    screen.key(Key::Escape);
    screen.key(Key::Questionmark);
    screen.until_there(Role::Dialog, "Keyboard shortcuts");
    album.take(&mut screen, "shortcuts");
    screen.key(Key::Escape);
    screen.until_gone(Role::Dialog, "Keyboard shortcuts");
    for pane in ["Overview", "Settings", "Help"] {
        let entry = screen.beginning(Role::Button, pane);
        screen.press(&entry);
        album.take(&mut screen, &pane.to_lowercase());
    }
    crate::everywhere::command(&mut screen, "design kit");
    album.take(&mut screen, "kit");
}
