//! House rules: findings, their plan, waivers, and the rules themselves.

use super::Visit;
use crate::act::CTRL;
use crate::everywhere::CTRL_SHIFT;
use crate::rules::open;
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use gatehouse::sandbox::Size;

pub(crate) fn house_rules(album: &mut dyn Visit) {
    let wix = Wix::of(Size::S);
    let mut screen = open(&Setup::default(), &wix);
    album.take(&mut screen, "findings");
    screen.tab_to_rows();
    screen.key(Key::Space);
    screen.until_says("1 selected");
    album.take(&mut screen, "one finding");
    screen.chord(CTRL_SHIFT, Key::E);
    screen.until_there(Role::Dialog, "Let this stand");
    album.take(&mut screen, "waive");
    screen.key(Key::Escape);
    screen.until_gone(Role::Dialog, "Let this stand");
    screen.chord(CTRL, Key::A);
    album.take(&mut screen, "all selected");
    screen.chord(CTRL, Key::E);
    screen.until_there(Role::Button, "Save plan…");
    album.take(&mut screen, "plan for all");
    screen.key(Key::Escape);
    screen.until_gone(Role::Button, "Save plan…");
    screen.chord(CTRL, Key::N);
    screen.until_there(Role::Dialog, "House rules");
    album.take(&mut screen, "the rules");
    screen.fill(Role::MultilineTextInput, "Own domains", "nowhere");
    screen.until_says("“nowhere” is no domain");
    album.take(&mut screen, "a wrong domain");
}
