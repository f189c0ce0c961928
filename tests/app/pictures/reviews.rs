//! Access reviews.

use super::Visit;
use crate::act::CTRL;
use crate::reviews::again;
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
    let folder = tempfile::tempdir().expect("a folder");
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
    screen.press("Progress…");
    screen.until_there(Role::Dialog, "Progress");
    album.take(&mut screen, "progress");
    screen.key(Key::Escape);
    screen.until_gone(Role::Dialog, "Progress");
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
    screen.press("Save evidence pack…");
    screen.until_there(Role::Dialog, "Save the evidence pack");
    album.take(&mut screen, "save the pack");
    crate::import::type_path(&mut screen, &folder.path().join("q4.zip"));
    screen.until_there(Role::Dialog, "The evidence pack is saved");
    album.take(&mut screen, "the pack is saved");
    screen.press("Look at it");
    screen.until_there(Role::Tab, "Sample");
    for tab in ["Check", "Population", "Plan and receipt", "Sample"] {
        screen.click(Role::Tab, tab);
        album.take(&mut screen, &format!("its {tab}"));
    }
    screen.press("Close");
    screen.press("All reviews");
    screen.until_there(Role::Grid, "Reviews");
    album.take(&mut screen, "list");
}

/// A review that goes on over a week: what was decided when.
pub(crate) fn review_over_a_week(album: &mut dyn Visit) {
    let wix = Wix::of(Size::L);
    let setup = Setup::default();
    drop(Screen::practice(&setup, &wix));
    let mut done = 0;
    for (sitting, decisions) in [(1, 9), (26, 14), (50, 4), (99, 30), (150, 21)] {
        let mut screen = again(&setup, &wix, sitting, true);
        if done == 0 {
            screen.press("New review…");
            screen.until_says("entries: ");
            screen.fill(Role::TextInput, "Finish within, in days", "14");
            screen.until_says("entries: ");
            let begin = screen.until("the count", |s| {
                let mut names = s.names(Role::Button).into_iter();
                names.find(|n| n.starts_with("Review ") && n.ends_with(" entries"))
            });
            screen.press(&begin);
        } else {
            screen.tab_to_rows();
            screen.key(Key::Enter);
        }
        decided(&mut screen, done);
        screen.until("a row", |s| (s.at().0 == Role::Row).then_some(()));
        for n in 0..decisions {
            screen.key(if n % 6 == 2 { Key::R } else { Key::K });
            done += 1;
            decided(&mut screen, done);
        }
        if sitting == 150 {
            screen.press("Progress…");
            screen.until_there(Role::Dialog, "Progress");
            album.take(&mut screen, "progress");
            screen.click(Role::Link, "Show as a table");
            album.take(&mut screen, "progress as a table");
        }
    }
}
