//! What changed, in the whole program: chosen moments, who did it, put back, kept and deleted.

use crate::act::CTRL;
use crate::browse::rows;
use crate::people::open;
use crate::screen::Screen;
use crate::support::Wix;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;
use gatehouse::access::ACCOUNT_ADMIN;
use gatehouse::model::Route;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{ChangesState, JobKind, RowKind};
use serde_json::json;

/// Somebody who does not hold the account: id and name.
fn ordinary(screen: &Screen) -> (String, String) {
    let table = screen.model().team.clone().expect("a team");
    let person = |r: &&gatehouse::worker::protocol::TeamRow| {
        r.kind == RowKind::Person && !r.holds_account && !r.email.is_empty()
    };
    let row = table.rows.iter().find(person).expect("somebody");
    (row.id.clone(), row.name.clone())
}

/// Reads the account again and waits for the snapshot that comes of it.
pub(crate) fn read_again(screen: &mut Screen) {
    let before = screen.model().last_job(JobKind::Sync).map(|j| j.id);
    screen.chord(CTRL, Key::R);
    screen.until("a finished reading", |s| {
        let job = s.model().last_job(JobKind::Sync)?;
        (Some(job.id) != before && !job.state.is_active()).then_some(())
    });
}

/// A new co-owner, somebody new, and a new invite.
pub(crate) fn plant(wix: &Wix, screen: &Screen) -> String {
    let (id, name) = ordinary(screen);
    wix.post(
        "outside",
        &json!({"do": "addAssignment", "userId": id, "roleId": ACCOUNT_ADMIN}),
    );
    let joined = json!({"do": "addMember", "email": "renata.vogel@example.com",
        "firstName": "Renata", "lastName": "Vogel"});
    wix.post("outside", &joined);
    wix.post(
        "outside",
        &json!({"do": "renameSite", "siteId": wix.site(1), "displayName": "Another name"}),
    );
    name
}

#[test]
fn what_others_did_is_told_worst_first_and_put_back_by_keyboard() {
    let wix = Wix::of(Size::S);
    let mut screen = open(&wix, Route::Changes);
    screen.until_says("One snapshot so far");
    assert!(screen.find(Role::Button, "Put back…").is_none());
    let who = plant(&wix, &screen);
    read_again(&mut screen);
    let names = screen.until("the changes", |s| {
        let rows = rows(s);
        (rows.len() == 3).then_some(rows)
    });
    assert!(
        names[0].starts_with(&format!("{who} was given")),
        "{names:?}"
    );
    assert_eq!(names[1], "Renata Vogel joined the team");
    screen.until_says("New co-owners, 1");
    let (free, why) = screen.about(Role::Button, "Put back…");
    assert_eq!((free, why.as_str()), (false, "Select changes first"));

    // What a site is called is not ours to put back.
    screen.click(Role::Row, &names[2]);
    let (free, why) = screen.about(Role::Button, "Put back…");
    let never = "Nothing of what is selected can be put back from here";
    assert_eq!((free, why.as_str()), (false, never));
    screen.key(Key::Escape);

    screen.tab_to_rows();
    screen.chord(CTRL, Key::A);
    screen.until_there(Role::Button, "Put 2 back…");
    screen.chord(CTRL, Key::E);
    let title = screen.beginning(Role::Dialog, "Put back 2 changes since");
    screen.press("Apply 2 changes");
    screen.press("Done");
    screen.until_gone(Role::Dialog, &title);
    assert_eq!(wix.writes().len(), 2);

    // Against the first moment only the name of the site is left.
    read_again(&mut screen);
    let first = screen.until("three snapshots", |s| {
        let list = s.model().snapshots.clone()?;
        let all = list.all.as_ref().ok()?;
        (all.len() == 3).then(|| all[2].id.clone())
    });
    screen.click(Role::ComboBox, "From this moment");
    // The clock stands still here, so all moments are called the same; the oldest is the last.
    let option = |n: &egui_kittest::Node<'_>| n.accesskit_node().role() == Role::ListBoxOption;
    let oldest = screen.nodes().filter(option).last();
    let oldest = oldest.expect("moments").accesskit_node().locate().0;
    screen.click_node(oldest, Modifiers::NONE);
    screen.until("the first moment", |s| match &*s.model().changes {
        ChangesState::Ready(found) => (found.from.id == first).then_some(()),
        _ => None,
    });
    screen.until("one change", |s| (rows(s).len() == 1).then_some(()));
}

#[test]
fn our_own_change_leads_to_its_receipt_and_search_and_chips_narrow_the_list() {
    let wix = Wix::of(Size::S);
    let mut screen = open(&wix, Route::Team);
    let (_, name) = ordinary(&screen);
    screen.click(Role::Row, &name);
    screen.chord(CTRL, Key::Delete);
    screen.until_there(Role::Dialog, &format!("Remove {name} from the team"));
    screen.press("Remove 1 person");
    screen.press("Done");
    screen.until_gone(Role::Button, "Done");
    plant(&wix, &screen);
    screen.press("Changes");
    read_again(&mut screen);
    let left = format!("{name} left the team");
    screen.until("four changes", |s| (rows(s).len() == 4).then_some(()));
    screen.fill(Role::TextInput, "Search the changes", &name);
    screen.until("one row", |s| (rows(s) == [left.as_str()]).then_some(()));
    screen.click(Role::Row, &left);
    screen.until_says("A line of one of your runs did exactly this.");
    screen.click(Role::Link, "Show the receipt in Activity");
    screen.until_there(Role::Button, "Done");
    screen.press("Done");
    screen.until_there(Role::Heading, "Activity");
    screen.press("Changes");
    screen.press("Clear search the changes");
    screen.press("Less access, 1");
    screen.until("one row", |s| (rows(s) == [left.as_str()]).then_some(()));
}

#[test]
fn an_incomplete_moment_is_refused_until_somebody_insists_and_then_it_is_said() {
    let wix = Wix::of(Size::S);
    let mut screen = open(&wix, Route::Changes);
    screen.until_says("One snapshot so far");
    wix.fault(&json!({
        "match": {"path": "/team/search"}, "times": 50,
        "kind": {"status": 403, "body": {"message": "no more", "details": {}}},
    }));
    read_again(&mut screen);
    screen.until_says(" is incomplete");
    assert_eq!(rows(&screen), Vec::<String>::new());
    screen.press("Compare anyway");
    screen.until("a comparison", |s| {
        matches!(&*s.model().changes, ChangesState::Ready(_)).then_some(())
    });
    screen.until_says("Nothing changed");
    screen.until_says("This comparison is incomplete");
}

#[test]
fn snapshots_are_taken_kept_always_and_deleted() {
    let wix = Wix::of(Size::S);
    let mut screen = open(&wix, Route::Changes);
    screen.until_says("One snapshot so far");
    screen.chord(CTRL, Key::N);
    screen.until_says("Nothing changed");
    let kept = |s: &Screen| {
        let list = s.model().snapshots.clone().expect("a list");
        let all = list.all.clone().expect("snapshots");
        all.iter().map(|h| h.kept).collect::<Vec<_>>()
    };
    assert_eq!(kept(&screen), [false, false]);
    screen.press("Snapshots…");
    screen.until_there(Role::Dialog, "Snapshots");
    screen.until_says("In the team: 12 at first, 12 now");
    screen.press("Keep always");
    screen.until("one kept", |s| (kept(s) == [true, false]).then_some(()));
    screen.until_there(Role::Button, "Let go");
    let (free, why) = {
        let mut all = screen.nodes().filter(|n| crate::tree::name(n) == "Delete…");
        let first = all.next().expect("a button");
        let node = first.accesskit_node();
        (!node.is_disabled(), node.description().unwrap_or_default())
    };
    assert_eq!(
        (free, why.as_str()),
        (false, "It is kept always: let it go first")
    );
    screen.press("Let go");
    screen.until("none kept", |s| (kept(s) == [false, false]).then_some(()));
    screen.press("Delete…");
    screen.until_there(Role::Dialog, "Delete this snapshot?");
    screen.press("Keep it");
    screen.until_there(Role::Dialog, "Snapshots");
    assert_eq!(kept(&screen).len(), 2);
    screen.press("Delete…");
    screen.press("Delete the snapshot");
    screen.until("one left", |s| (kept(s).len() == 1).then_some(()));
    screen.key(Key::Escape);
    screen.until_says("One snapshot so far");
    assert_eq!(wix.writes(), Vec::<serde_json::Value>::new());
}
