//! Members: choose a site, see what reading takes, read, search here and at Wix, filter, look at
//! one, and what happened between two readings.

use crate::act::CTRL;
use crate::screen::{Screen, options};
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use gatehouse::app::{Options, Start};
use gatehouse::model::Route;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{self, JobKind, Practice};
use serde_json::json;

pub(crate) fn screen(wix: &Wix, size: (f32, f32)) -> Screen {
    of_size(wix, size, protocol::Size::S)
}

/// The pane on a practice account of a size.
pub(crate) fn of_size(wix: &Wix, size: (f32, f32), account: protocol::Size) -> Screen {
    let options = Options {
        start: Start::Practice(Practice {
            size: account,
            seed: 7,
        }),
        route: Some(Route::Members),
        ..options()
    };
    let mut screen = Screen::sized(&Setup::default(), Some(wix), size, options);
    screen.until("the sites", |s| {
        let idle = s.model().jobs.iter().all(|j| !j.state.is_active());
        (idle && s.model().sites.is_some()).then_some(())
    });
    screen
}

/// Name of the site with the most members.
pub(crate) fn first_site(screen: &Screen, wix: &Wix) -> String {
    let id = wix.site(0);
    let sites = screen.model().sites.clone().expect("sites");
    let mut rows = sites.rows.iter();
    let row = rows.find(|r| r.site.id.as_str() == id).expect("the site");
    row.name.clone()
}

/// Chooses the site and reads everybody through the dialog.
pub(crate) fn read(screen: &mut Screen, wix: &Wix) {
    read_all(screen, wix, "120");
}

/// The same where the site has this many members.
pub(crate) fn read_all(screen: &mut Screen, wix: &Wix, members: &str) {
    let site = first_site(screen, wix);
    screen.until_says("Choose a site to see its members");
    screen.click(Role::ComboBox, "Site");
    screen.until_there(Role::ListBoxOption, &site);
    screen.click(Role::ListBoxOption, &site);
    screen.until_says("The members of this site have not been read yet");
    screen.beginning(Role::Button, "Read members");
    screen.press("Read members…");
    screen.until_there(Role::Dialog, &format!("Read members of {site}"));
    screen.until_says("Members at Wix");
    screen.until_there(Role::Button, "Read");
    screen.press("Read");
    screen.until_says(&format!("{members} members of"));
    screen.press("Close");
    screen.until_gone(Role::Dialog, "Read members");
    screen.until_says(&format!("{members} shown"));
}

#[test]
fn a_site_is_chosen_its_reading_priced_and_its_members_searched_and_filtered() {
    let wix = Wix::of(Size::S);
    let mut screen = screen(&wix, (1500.0, 900.0));
    read(&mut screen, &wix);
    let table = screen.model().members.clone().expect("members");
    let pending = table
        .rows
        .iter()
        .filter(|r| r.status().wire() == "PENDING")
        .count();
    assert!(pending > 0);
    let tab = screen.beginning(Role::Tab, "Pending");
    screen.click(Role::Tab, &tab);
    screen.until_says(&format!("{pending} of 120 shown"));
    let all = screen.beginning(Role::Tab, "All");
    screen.click(Role::Tab, &all);
    screen.until_says("120 shown");

    // One of them, with both ids, which are two.
    let row = table.rows[30].clone();
    screen.fill(
        Role::TextInput,
        "Search the members",
        row.text(protocol::MemberColumn::Slug),
    );
    screen.until_says("1 of 120 shown");
    screen.click(Role::Row, &row.name());
    screen.until_says("Member id");
    screen.until_says(row.id().as_str());
    let sheet = screen.model().member.clone().expect("a member");
    let member = sheet.member.clone().expect("kept");
    let contact = member.contact.expect("a contact");
    assert_ne!(contact.as_str(), member.id.as_str());
    assert!(screen.says(contact.as_str()));

    // Somebody who signed up since: only Wix's own search finds them, and they are marked.
    wix.post(
        "outside",
        &json!({
            "do": "memberCreate", "siteId": wix.site(0), "loginEmail": "needle@haystack.example",
        }),
    );
    screen.chord(CTRL, Key::F);
    screen.chord(CTRL, Key::A);
    screen.write("needle@hay");
    screen.until_says("No member matches “needle@hay”");
    let wix_search = screen.beginning(Role::Button, "Search at Wix for");
    screen.press(&wix_search);
    screen.until_says("Found for “needle@hay”");
    screen.until_says("1 of 121 shown");
    screen.until_says("At Wix");
}

#[test]
fn everything_shown_can_be_selected_and_what_happened_between_readings_is_listed() {
    let wix = Wix::of(Size::S);
    let mut screen = screen(&wix, (1500.0, 900.0));
    read(&mut screen, &wix);
    let table = screen.model().members.clone().expect("members");
    screen.open_further();
    let blocked = screen.about(Role::Button, "Changes…");
    assert_eq!(
        blocked.1,
        "No reading has told anything otherwise than before"
    );
    screen.key(Key::Escape);
    let first = table.rows[7].clone();
    screen.click(Role::Row, &first.name());
    screen.chord(CTRL, Key::A);
    screen.until_says("120 selected");
    screen.until_says("Approved");

    wix.post(
        "outside",
        &json!({
            "do": "memberDelete", "siteId": wix.site(0), "memberId": first.id().as_str(),
        }),
    );
    screen.press("Read members…");
    screen.until_there(Role::RadioButton, "Everybody");
    screen.click(Role::RadioButton, "Everybody");
    screen.press("Read");
    screen.until_says("119 members of");
    screen.press("Close");
    screen.until_says("119 shown");
    screen.until_says("1 member of the selection is no longer kept here");
    screen.open_further();
    screen.until("the button", |s| {
        s.about(Role::Button, "Changes…").0.then_some(())
    });
    screen.press("Changes…");
    screen.until_says("Deleted");
    screen.until_says(&first.name());
    screen.press("Close");
}

#[test]
fn a_small_window_and_a_site_that_tells_nothing() {
    let wix = Wix::of(Size::S);
    wix.fault(&json!({
        "match": {"path": "members/query"}, "times": 99,
        "kind": {"status": 428, "body": {"message": "not installed", "details": {}}},
    }));
    let mut screen = screen(&wix, (512.0, 320.0));
    let site = first_site(&screen, &wix);
    screen.click(Role::ComboBox, "Site");
    screen.until_there(Role::ListBoxOption, &site);
    screen.click(Role::ListBoxOption, &site);
    screen.until_says("The members of this site have not been read yet");
    screen.press("Read members…");
    screen.until_says("Wix tells no members of this site");
    let read = screen.about(Role::Button, "Read");
    assert!(read.1.contains("Members Area"), "{read:?}");
    assert!(screen.model().last_job(JobKind::SyncMembers).is_none());
}
