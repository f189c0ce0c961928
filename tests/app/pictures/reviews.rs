//! Access reviews.

use super::Visit;
use crate::act::CTRL;
use crate::screen::{Screen, options};
use crate::support::{Setup, Wix};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use gatehouse::app::{Options, Start};
use gatehouse::model::Route;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{self, Practice};

fn decided(screen: &mut Screen, n: u32) {
    screen.until("a decision", |s| {
        let counts = s.model().review.as_ref()?.card.counts;
        (counts.decided() == n).then_some(())
    });
}

pub(crate) fn reviews(album: &mut dyn Visit) {
    let wix = Wix::of(Size::L);
    let options = Options {
        start: Start::Practice(Practice {
            size: protocol::Size::L,
            seed: 7,
        }),
        route: Some(Route::Reviews),
        ..options()
    };
    let mut screen = Screen::open(&Setup::default(), Some(&wix), options);
    screen.until("the list", |s| {
        let idle = s.model().jobs.iter().all(|j| !j.state.is_active());
        (idle && s.model().team.is_some() && s.model().reviews.is_some()).then_some(())
    });
    album.take(&mut screen, "none");
    screen.press("New review…");
    screen.until_says("entries: ");
    album.take(&mut screen, "new");
    screen.click(Role::DisclosureTriangle, "Only some roles");
    screen.click(Role::CheckBox, "Only addresses outside your domains");
    screen.until_there(Role::TextInput, "Your domains");
    album.take(&mut screen, "narrower");
    screen.click(Role::CheckBox, "Only addresses outside your domains");
    screen.until_says("entries: ");
    let begin = screen.until("the count", |s| {
        let mut names = s.names(Role::Button).into_iter();
        names.find(|n| n.starts_with("Review ") && n.ends_with(" entries"))
    });
    screen.press(&begin);
    decided(&mut screen, 0);
    screen.until("a row", |s| (s.at().0 == Role::Row).then_some(()));
    album.take(&mut screen, "first entry");
    for (n, key) in [Key::K, Key::R, Key::R, Key::U, Key::K, Key::K]
        .into_iter()
        .enumerate()
    {
        screen.key(key);
        decided(&mut screen, n as u32 + 1);
    }
    screen.key(Key::E);
    screen.until_says("Exactly these roles");
    album.take(&mut screen, "reduce");
    screen.key(Key::Space);
    screen.key(Key::Escape);
    screen.key(Key::H);
    album.take(&mut screen, "hand over");
    screen.write("Maya Chen");
    screen.press("Hand over 1 entry");
    decided(&mut screen, 7);
    album.take(&mut screen, "some decided");
    screen.tab_to_rows();
    screen.key(Key::Home);
    screen.key(Key::ArrowDown);
    album.take(&mut screen, "decided entry");
    screen.chord(CTRL, Key::A);
    album.take(&mut screen, "all selected");
    screen.chord(Modifiers::SHIFT, Key::K);
    album.take(&mut screen, "reason");
    screen.key(Key::Escape);
    screen.press("Apply decisions…");
    screen.until_says("not been read since");
    album.take(&mut screen, "apply");
    screen.key(Key::Escape);
    screen.press("Finish");
    screen.until_says("This review is finished");
    album.take(&mut screen, "finished");
    screen.press("All reviews");
    screen.until_there(Role::Grid, "Reviews");
    album.take(&mut screen, "list");
}
