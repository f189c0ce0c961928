//! Runs: sending, paused, held up, over, and what activity keeps of them.

use super::Visit;
use crate::change::{people, select, set_role_at, site, tall, title};
use crate::runs::{count, paused, planned, reopened, slow};
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use gatehouse::access::SITE_ADMIN;
use gatehouse::plan::Outcome;
use gatehouse::sandbox::Size;
use serde_json::json;

pub(crate) fn a_run_that_is_paused_and_stopped(album: &mut dyn Visit) {
    let wix = Wix::of(Size::L);
    let mut screen = tall(&Setup::default(), &wix);
    planned(&mut screen, &wix);
    paused(&mut screen, &wix);
    album.take(&mut screen, "paused");
    screen.press("Hide");
    album.take(&mut screen, "paused and hidden");
    screen.press("Activity");
    screen.until_there(Role::Button, "Go on");
    album.take(&mut screen, "paused in activity");
    screen.press("Show");
    screen.chord(crate::act::CTRL, Key::Period);
    screen.until_there(Role::Button, "Done");
    album.take(&mut screen, "stopped");
    screen.press("Done");
    album.take(&mut screen, "jobs");
    for part in ["Runs", "Notices", "Journal"] {
        let tab = screen.beginning(Role::Tab, part);
        screen.click(Role::Tab, &tab);
        album.take(&mut screen, &part.to_lowercase());
    }
}

pub(crate) fn a_run_with_every_outcome(album: &mut dyn Visit) {
    let wix = Wix::of(Size::L);
    let mut screen = tall(&Setup::default(), &wix);
    let people = people(&screen, 5);
    select(&mut screen, &people);
    let role = title(&screen, SITE_ADMIN);
    set_role_at(&mut screen, &site(&wix, 1), &role);
    screen.until_there(Role::Button, "Change roles of 5 people");
    let path = "/team/assignments";
    for (n, kind) in [
        json!({"status": 403}),
        json!({"status": 400}),
        json!("cutBefore"),
    ]
    .into_iter()
    .enumerate()
    {
        let who = &people[n].id;
        wix.fault(&json!({"match": {"path": path, "bodyContains": who}, "times": 9, "kind": kind}));
    }
    slow(&wix, 0, 5, 700);
    screen.press("Change roles of 5 people");
    screen.until_there(Role::Button, "Stop");
    screen.until("something done", |s| {
        (count(s, Outcome::Done) > 0).then_some(())
    });
    if screen.find(Role::Button, "Stop").is_some() {
        album.take(&mut screen, "sending");
    }
    screen.until_there(Role::Button, "Done");
    album.take(&mut screen, "over with failures");
    let first = crate::browse::rows(&screen)[0].clone();
    screen.click(Role::Row, &first);
    album.take(&mut screen, "a failure opened");
    if screen.find(Role::Button, "Save receipt…").is_some() {
        screen.press("Save receipt…");
        album.take(&mut screen, "save the receipt");
        screen.key(Key::Escape);
    }
    screen.press("Done");
    screen.press("Overview");
    album.take(&mut screen, "overview after it");
}

pub(crate) fn a_run_that_was_cut_off(album: &mut dyn Visit) {
    let wix = Wix::of(Size::L);
    let (mut screen, _) = reopened(&wix);
    screen.until_there(Role::Button, "Not now");
    album.take(&mut screen, "the question");
    screen.key(Key::Escape);
    screen.press("Overview");
    screen.until_says("stands still");
    album.take(&mut screen, "overview");
    let activity = screen.beginning(Role::Button, "Activity");
    screen.press(&activity);
    screen.click(Role::Tab, "Runs, 1");
    album.take(&mut screen, "runs");
    screen.press("End here…");
    album.take(&mut screen, "end here");
    screen.press("End it here");
    screen.until_there(Role::Button, "Done");
    album.take(&mut screen, "ended");
}

pub(crate) fn done_and_taken_back(album: &mut dyn Visit) {
    let wix = Wix::of(Size::L);
    let mut screen = tall(&Setup::default(), &wix);
    let people = people(&screen, 3);
    select(&mut screen, &people);
    let role = title(&screen, SITE_ADMIN);
    set_role_at(&mut screen, &site(&wix, 1), &role);
    screen.press("Change roles of 3 people");
    screen.until_there(Role::Label, "3 done");
    album.take(&mut screen, "done");
    screen.press("Take back…");
    screen.until_says("It takes back “");
    album.take(&mut screen, "plan to take back");
}
