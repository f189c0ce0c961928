//! What changed, and the snapshots.

use super::Visit;
use crate::act::CTRL;
use crate::browse::rows;
use crate::changes::{plant, read_again};
use crate::screen::{Screen, options};
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use gatehouse::app::{Options, Start};
use gatehouse::model::Route;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{self, Practice};
use serde_json::json;

fn open(wix: &Wix) -> Screen {
    let options = Options {
        start: Start::Practice(Practice {
            size: protocol::Size::L,
            seed: 7,
        }),
        route: Some(Route::Changes),
        ..options()
    };
    let mut screen = Screen::open(&Setup::default(), Some(wix), options);
    screen.until("the account, read", |s| {
        let m = s.model();
        let idle = m.jobs.iter().all(|j| !j.state.is_active());
        (idle && m.reading.is_some() && m.snapshots.is_some()).then_some(())
    });
    screen
}

pub(crate) fn changes(album: &mut dyn Visit) {
    let wix = Wix::of(Size::L);
    let mut screen = open(&wix);
    screen.until_says("One snapshot so far");
    album.take(&mut screen, "one snapshot");
    screen.press("Take a snapshot");
    screen.until_says("Nothing changed");
    album.take(&mut screen, "nothing");
    plant(&wix, &screen);
    for n in 0..4 {
        let invite = json!({"do": "addInvite", "email": format!("invited{n}@example.com"),
            "roleId": gatehouse::access::SITE_ADMIN, "siteId": wix.site(3)});
        wix.post("outside", &invite);
    }
    read_again(&mut screen);
    screen.until("seven changes", |s| (rows(s).len() == 7).then_some(()));
    screen.settle();
    album.take(&mut screen, "worst first");
    let names = rows(&screen);
    screen.click(Role::Row, &names[0]);
    album.take(&mut screen, "one of them");
    screen.chord(CTRL, Key::A);
    album.take(&mut screen, "all of them");
    screen.chord(CTRL, Key::E);
    screen.beginning(Role::Dialog, "Put back 6 changes since");
    album.take(&mut screen, "put back");
    screen.key(Key::Escape);
    screen.press("Snapshots…");
    screen.until_there(Role::Dialog, "Snapshots");
    album.take(&mut screen, "snapshots");
    screen.click(Role::Link, "Show as a table");
    album.take(&mut screen, "over time as a table");
    screen.key(Key::Escape);
    wix.fault(&json!({
        "match": {"path": "/team/search"}, "times": 50,
        "kind": {"status": 403, "body": {"message": "no more", "details": {}}},
    }));
    read_again(&mut screen);
    screen.until_there(Role::Button, "Compare anyway");
    album.take(&mut screen, "incomplete");
    screen.press("Compare anyway");
    screen.until_says("This comparison is incomplete");
    album.take(&mut screen, "insisted");
    screen.press("Settings");
    screen.until_there(Role::Heading, "Settings");
    album.take(&mut screen, "settings");
}
