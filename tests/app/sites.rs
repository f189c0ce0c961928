//! Sites: what reading takes, reading, stopping, looking at one, going to its contributors.

use crate::act::CTRL;
use crate::screen::{Screen, options};
use crate::support::{Setup, Wix};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use gatehouse::app::{Options, Start};
use gatehouse::model::Route;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{self, JobKind, Practice, access_groups};
use serde_json::json;

const CTRL_SHIFT: Modifiers = CTRL.plus(Modifiers::SHIFT);

pub(crate) fn screen(wix: &Wix, size: (f32, f32)) -> Screen {
    let options = Options {
        start: Start::Practice(Practice {
            size: protocol::Size::L,
            seed: 7,
        }),
        route: Some(Route::Sites),
        ..options()
    };
    let mut screen = Screen::sized(&Setup::default(), Some(wix), size, options);
    screen.until("the sites", |s| {
        let idle = s.model().jobs.iter().all(|j| !j.state.is_active());
        (idle && s.model().sites_view.is_some()).then_some(())
    });
    screen
}

fn read(screen: &Screen) -> usize {
    screen.model().access.as_ref().map_or(0, |t| t.read)
}

#[test]
fn sites_are_read_after_their_plan_was_shown_and_opened_one_by_one() {
    let wix = Wix::of(Size::L);
    let mut screen = screen(&wix, (1600.0, 1000.0));
    screen.get(Role::Heading, "Sites");
    screen.until_says("40 shown");
    let first = crate::browse::rows(&screen)[0].clone();
    screen.click(Role::Row, &first);
    screen.until_says("Wix tells how many there are; who they are is known after reading");
    let blocked = screen.about(Role::Button, "Open access");
    assert!(!blocked.0 || blocked.1.is_empty());

    screen.chord(CTRL_SHIFT, Key::R);
    screen.until_there(Role::Dialog, "Read contributors of sites");
    let asked = wix.log().len();
    screen.until_there(Role::Button, "Read 1 site");
    screen.until_says("The locations of 1 site are not known yet");
    let everything = screen.beginning(Role::RadioButton, "Everything: ");
    screen.click(Role::RadioButton, &everything);
    screen.until_there(Role::Button, "Read 40 sites");
    assert!(screen.model().site_sync.calls > 40 * 10);
    // At 200 calls a minute all of them take minutes, so the test reads the one alone.
    screen.click(Role::RadioButton, &format!("What is selected: {first}"));
    let label = "Read 1 site";
    screen.until_there(Role::Button, label);
    assert_eq!(wix.log().len(), asked, "a plan of a reading asks nothing");
    let calls = screen.model().site_sync.calls;
    screen.press(label);
    screen.until_says("The site was read");
    assert!(wix.log().len() - asked >= calls);
    assert_eq!(read(&screen), 1);
    screen.press("Close");
    screen.until_gone(Role::Dialog, "Read contributors of sites");
    screen.until_there(Role::Button, "Open access");
    assert!(!screen.says("Wix tells how many there are"));

    let site = screen.model().sites.clone().expect("sites");
    let id = site
        .rows
        .iter()
        .find(|r| r.name == first)
        .map(|r| r.site.id.clone());
    screen.press("Open access");
    screen.until("the contributors", |s| {
        (s.model().shown() == Route::Contributors).then_some(())
    });
    assert!(id.is_some());
    let groups = screen.model().access.clone().expect("contributors");
    let group = groups.index.facets().groups().iter();
    assert!(group.clone().any(|g| g.key == access_groups::SITE));
}

#[test]
fn a_reading_can_be_stopped_and_goes_on_later() {
    let wix = Wix::of(Size::L);
    let mut screen = screen(&wix, (1280.0, 800.0));
    wix.fault(&json!({
        "match": {"path": "/roles-management/v2/contributors/query"},
        "after": 20,
        "kind": {"delayMs": 60_000},
    }));
    let names = crate::browse::rows(&screen);
    screen.click(Role::Row, &names[0]);
    screen.click_with(Role::Row, &names[2], Modifiers::SHIFT);
    screen.until_says("3 selected");
    screen.press("Read these…");
    screen.until_there(Role::Button, "Read 3 sites");
    screen.press("Read 3 sites");
    screen.until("some sites", |s| {
        let job = s.model().running(JobKind::SyncSites)?;
        (job.progress.done > 0).then_some(())
    });
    screen.click(Role::Button, "Stop reading");
    screen.until_says("of 3 sites; it can go on");
    // It may have been stopped before that call.
    wix.no_faults();
    screen.press("Close");
    screen.until_says("A reading of contributors was interrupted");
    screen.press("Go on…");
    screen.until_there(Role::Dialog, "Read contributors of sites");
    let go_on = screen.beginning(Role::RadioButton, "Go on where the last reading stopped: ");
    screen.click(Role::RadioButton, &go_on);
    let left = screen.until("what is left", |s| {
        let plan = &s.model().site_sync;
        plan.resumes.then_some(plan.sites.len())
    });
    assert!(left == 1 || left == 2, "{left}");
    let label = screen.beginning(Role::Button, &format!("Read {left} site"));
    screen.press(&label);
    screen.until_says(&format!("{left} of {left} sites were read"));
    screen.press("Close");
    screen.until("no line about it any more", |s| {
        (!s.says("A reading of contributors was interrupted")).then_some(())
    });
}

#[test]
fn sites_are_found_by_words_and_filters() {
    let wix = Wix::of(Size::L);
    let mut screen = screen(&wix, (1280.0, 800.0));
    screen.chord(CTRL, Key::F);
    screen.write("no site has this name");
    screen.until_says("No site matches “no site has this name” with these filters");
    screen.press("Clear filters");
    screen.until_says("40 shown");
    screen.press("Filters");
    let box_ = screen.beginning(Role::CheckBox, "Contributors: Not read");
    screen.click(Role::CheckBox, &box_);
    screen.until_there(Role::Button, "Remove filter Contributors: Not read");
    screen.press("Close filters");
    screen.until_gone(Role::Button, "Close filters");
    screen.click(Role::ColumnHeader, "Sort by Folder");
    screen.until("sorted", |s| {
        let view = s.model().sites_view.clone()?;
        view.request.order.is_some().then_some(())
    });
}

/// What can be used has a name, and nothing is cut off, in small windows and with large text.
#[test]
fn the_pane_is_whole_in_small_windows() {
    let wix = Wix::of(Size::L);
    for size in [(512.0, 320.0), (1024.0, 640.0)] {
        let mut screen = screen(&wix, size);
        crate::everywhere::check(&mut screen, "Sites");
        screen.chord(CTRL_SHIFT, Key::R);
        screen.until_there(Role::Dialog, "Read contributors of sites");
        crate::everywhere::check(&mut screen, "the dialog that reads");
    }
}
