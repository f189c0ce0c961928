//! Loading, offline, stale, incomplete, errors, read only.

use super::Visit;
use crate::browse::rows;
use crate::screen::{Screen, options};
use crate::support::{Setup, Wix, start};
use egui::accesskit::Role;
use gatehouse::app::{Options, Start};
use gatehouse::model::Route;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{self, Practice};
use serde_json::json;
use std::sync::Arc;

const PANES: [&str; 11] = [
    "Overview",
    "Team",
    "People",
    "Sites",
    "Contributors",
    "Members",
    "Invites",
    "Roles",
    "Accounts",
    "Activity",
    "Settings",
];

fn every_pane(album: &mut dyn Visit, screen: &mut Screen, state: &str) {
    for pane in PANES {
        let entry = screen.beginning(Role::Button, pane);
        screen.press(&entry);
        album.take(screen, &format!("{state} {}", pane.to_lowercase()));
    }
}

fn practice(size: protocol::Size) -> Options {
    Options {
        start: Start::Practice(Practice { size, seed: 7 }),
        route: Some(Route::Team),
        ..options()
    }
}

pub(crate) fn offline_and_stale(album: &mut dyn Visit) {
    let wix = Wix::of(Size::L);
    let setup = Setup::default();
    drop(Screen::practice(&setup, &wix));
    let offline = Setup {
        offline: true,
        ..setup.clone()
    };
    let later = Options {
        route: Some(Route::Overview),
        now: Arc::new(|| start() + jiff::SignedDuration::from_hours(9 * 24)),
        ..options()
    };
    let mut screen = Screen::open(&offline, Some(&wix), later);
    screen.until("people", |s| s.model().view.as_ref().map(|_| ()));
    every_pane(album, &mut screen, "offline");
    screen.press("Team, 260");
    let somebody = rows(&screen)[10].clone();
    screen.click(Role::Row, &somebody);
    album.take(&mut screen, "offline inspector");
}

pub(crate) fn loading(album: &mut dyn Visit) {
    let wix = Wix::of(Size::L);
    wix.fault(&json!({"match": {}, "times": 500, "kind": {"delayMs": 120_000}}));
    let mut screen = Screen::open(&Setup::default(), Some(&wix), practice(protocol::Size::L));
    screen.until("a reading", |s| {
        s.model().session.as_ref()?;
        s.model().running(protocol::JobKind::Sync).map(|_| ())
    });
    every_pane(album, &mut screen, "loading");
}

pub(crate) fn errors_and_incomplete(album: &mut dyn Visit) {
    let wix = Wix::of(Size::L);
    wix.fault(
        &json!({"match": {"path": "/team/"}, "after": 1, "times": 500,
        "kind": {"status": 500}}),
    );
    let mut screen = Screen::open(&Setup::default(), Some(&wix), practice(protocol::Size::L));
    let over = |s: &Screen| {
        let job = s.model().last_job(protocol::JobKind::Sync)?;
        (!job.state.is_active()).then_some(())
    };
    screen.until("an end", over);
    album.take(&mut screen, "incomplete team");
    screen.press("Overview");
    album.take(&mut screen, "incomplete overview");
    wix.fault(&json!({"match": {}, "times": 900, "kind": "cutBefore"}));
    let before = screen
        .model()
        .last_job(protocol::JobKind::Sync)
        .map(|j| j.id);
    screen.press("Read again");
    screen.until("another end", |s| {
        let job = s.model().last_job(protocol::JobKind::Sync)?;
        (Some(job.id) != before && !job.state.is_active()).then_some(())
    });
    screen.until_there(Role::Button, "Dismiss");
    every_pane(album, &mut screen, "no network");
    let notices = screen.beginning(Role::Button, "Activity");
    screen.press(&notices);
    let tab = screen.beginning(Role::Tab, "Notices");
    screen.click(Role::Tab, &tab);
    album.take(&mut screen, "notices");
}

pub(crate) fn nothing_was_ever_read(album: &mut dyn Visit) {
    let wix = Wix::of(Size::S);
    wix.fault(&json!({"match": {}, "times": 900, "kind": "cutBefore"}));
    let mut screen = Screen::open(&Setup::default(), Some(&wix), practice(protocol::Size::S));
    screen.until("an end", |s| {
        s.model().session.as_ref()?;
        let job = s.model().last_job(protocol::JobKind::Sync)?;
        (!job.state.is_active()).then_some(())
    });
    every_pane(album, &mut screen, "never read");
}

pub(crate) fn read_only(album: &mut dyn Visit) {
    let wix = Wix::of(Size::S);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    screen.press("Settings");
    screen.click(Role::Switch, "Read only");
    screen.until("no writing", |s| s.model().no_writing().map(|_| ()));
    album.take(&mut screen, "settings");
    screen.press("Team, 12");
    let somebody = rows(&screen)[6].clone();
    screen.click(Role::Row, &somebody);
    album.take(&mut screen, "team");
    screen.press("Overview");
    album.take(&mut screen, "overview");
}
