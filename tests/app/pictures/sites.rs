//! Sites and reading who contributes to them.

use super::Visit;
use crate::everywhere::CTRL_SHIFT;
use crate::sites::screen;
use crate::support::Wix;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use gatehouse::sandbox::Size;
use serde_json::json;

pub(crate) fn sites(album: &mut dyn Visit) {
    let wix = Wix::of(Size::L);
    let mut screen = screen(&wix, (1280.0, 800.0));
    album.take(&mut screen, "list");
    let names = crate::browse::rows(&screen);
    screen.click(Role::Row, &names[0]);
    album.take(&mut screen, "inspector");
    screen.chord(CTRL_SHIFT, Key::R);
    screen.until_there(Role::Button, "Read 1 site");
    album.take(&mut screen, "read one");
    let everything = screen.beginning(Role::RadioButton, "Everything: ");
    screen.click(Role::RadioButton, &everything);
    screen.until_there(Role::Button, "Read 40 sites");
    album.take(&mut screen, "read all");
    screen.key(Key::Escape);
    // Refused at one, slow at another: three are read.
    let path = "/roles-management/v2/contributors/query";
    wix.fault(&json!({"match": {"path": path}, "after": 6, "times": 1, "kind": {"status": 403}}));
    wix.fault(&json!({"match": {"path": path}, "after": 20, "kind": {"delayMs": 60_000}}));
    screen.click(Role::Row, &names[0]);
    screen.click_with(Role::Row, &names[2], Modifiers::SHIFT);
    screen.until_says("3 selected");
    screen.press("Read these…");
    screen.until_there(Role::Button, "Read 3 sites");
    screen.press("Read 3 sites");
    screen.until("some sites", |s| {
        let job = s
            .model()
            .running(gatehouse::worker::protocol::JobKind::SyncSites)?;
        (job.progress.done > 0).then_some(())
    });
    album.take(&mut screen, "reading");
    screen.click(Role::Button, "Stop reading");
    screen.until_says("it can go on");
    album.take(&mut screen, "stopped");
    wix.no_faults();
    screen.press("Close");
    screen.until_says("A reading of contributors was interrupted");
    album.take(&mut screen, "interrupted");
    screen.press("Filters");
    album.take(&mut screen, "filters");
}

pub(crate) fn a_site_that_is_refused(album: &mut dyn Visit) {
    let wix = Wix::of(Size::L);
    let mut screen = screen(&wix, (1280.0, 800.0));
    let path = "/roles-management/v2/contributors/query";
    wix.fault(&json!({"match": {"path": path}, "times": 999, "kind": {"status": 403}}));
    let names = crate::browse::rows(&screen);
    screen.click(Role::Row, &names[0]);
    screen.chord(CTRL_SHIFT, Key::R);
    screen.until_there(Role::Button, "Read 1 site");
    screen.press("Read 1 site");
    screen.until_there(Role::Button, "Close");
    screen.until("the end", |s| {
        let job = s
            .model()
            .last_job(gatehouse::worker::protocol::JobKind::SyncSites)?;
        (!job.state.is_active()).then_some(())
    });
    album.take(&mut screen, "the end");
    screen.press("Close");
    album.take(&mut screen, "the list");
}
