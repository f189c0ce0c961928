//! Invites to the account and to sites: found, sent, sent again, revoked, renewed, noted by their
//! ids.

use crate::act::CTRL;
use crate::browse::rows;
use crate::screen::{Screen, options};
use crate::support::{Setup, Wix};
use egui::accesskit::{Role, Toggled};
use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;
use gatehouse::access::SiteId;
use gatehouse::app::{Options, Start};
use gatehouse::model::Route;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{self, InviteKey, InviteRow, InviteState, Practice};
use std::collections::BTreeSet;

pub(crate) fn open(wix: &Wix, size: protocol::Size) -> Screen {
    let options = Options {
        start: Start::Practice(Practice { size, seed: 7 }),
        route: Some(Route::Invites),
        ..options()
    };
    let mut screen = Screen::sized(&Setup::default(), Some(wix), (1280.0, 1000.0), options);
    screen.until_read();
    screen.until("the invites", |s| {
        s.model().invites_view.is_some().then_some(())
    });
    screen
}

fn all(screen: &Screen) -> Vec<InviteRow> {
    screen
        .model()
        .invites
        .as_ref()
        .expect("invites")
        .rows
        .clone()
}

fn of(screen: &Screen, email: &str) -> Vec<InviteRow> {
    let mut rows = all(screen);
    rows.retain(|r| r.email == email);
    rows
}

/// Confirms the plan that is shown and waits for its end.
fn confirm(screen: &mut Screen, button: &str) {
    screen.press(button);
    screen.until_there(Role::Button, "Done");
    screen.press("Done");
    screen.until_gone(Role::Button, "Done");
}

/// The roles that can be given at a site, as they are called.
pub(crate) fn role(screen: &Screen) -> String {
    let team = screen.model().team.clone().expect("a team");
    let mut roles = team.directory.roles();
    let role = roles.find(|r| r.at_site() && r.can_be_given() && !r.custom);
    team.directory
        .role_name(&role.expect("a role").id)
        .to_owned()
}

#[test]
fn the_invites_that_ended_are_renewed_with_three_clicks_or_five_keys() {
    let wix = Wix::of(Size::L);
    let mut screen = open(&wix, protocol::Size::L);
    let ended: Vec<InviteRow> = all(&screen)
        .into_iter()
        .filter(|r| r.state == InviteState::Ended)
        .collect();
    assert_eq!(ended.len(), 37);
    assert!(ended.iter().all(|r| matches!(r.key, InviteKey::Account(_))));

    // By mouse up to the plan.
    screen.press("Ended, 37");
    screen.until_says("37 of 140 shown");
    screen.click(Role::Link, "Select all 37");
    screen.until_says("37 selected");
    screen.press("Renew…");
    screen.until_there(Role::Dialog, "Renew 37 invites");
    screen.key(Key::Escape);
    screen.until_gone(Role::Dialog, "Renew 37 invites");
    screen.click(Role::Link, "Select none");
    screen.click(Role::Link, "Clear");

    // By keyboard.
    screen.chord(CTRL, Key::D);
    screen.until_says("37 of 140 shown");
    screen.chord(CTRL, Key::A);
    screen.chord(CTRL, Key::E);
    screen.until_there(Role::Dialog, "Renew 37 invites");
    assert!(wix.writes().is_empty(), "a plan sends nothing");
    let button = screen.beginning(Role::Button, "Invite 37");
    confirm(&mut screen, &button);
    let wanted: BTreeSet<String> = ended.iter().map(|r| r.email.clone()).collect();
    let writes = wix.writes();
    assert_eq!(writes.len(), 1, "one call takes fifty: {writes:#?}");
    let body = writes[0]["body"].to_string();
    assert!(wanted.iter().all(|e| body.contains(e.as_str())), "{body}");
    screen.until("the new ones", |s| {
        let open = |e: &String| of(s, e).iter().any(|r| r.state == InviteState::Open);
        wanted.iter().all(open).then_some(())
    });
}

#[test]
fn an_open_account_invite_is_a_line_by_hand_and_says_so() {
    let wix = Wix::of(Size::L);
    let mut screen = open(&wix, protocol::Size::L);
    let first = rows(&screen)[0].clone();
    screen.click(Role::Row, &first);
    screen.until_says("Wix offers no public call to send again or revoke an account invite");
    screen.press("Revoke…");
    screen.until_there(Role::Button, "Note 1 thing to do by hand");
    screen.until_says(&format!("Revoke the invite to {first} in the dashboard"));
    screen.press("Cancel");
    screen.until_gone(Role::Button, "Note 1 thing to do by hand");
    assert!(wix.writes().is_empty());
}

#[test]
fn a_site_invite_is_sent_copied_sent_again_and_revoked() {
    let wix = Wix::of(Size::L);
    let mut screen = open(&wix, protocol::Size::L);
    let (site, role) = (wix.hello().sites[0].name.clone(), role(&screen));
    screen.press("Invite…");
    let text = "Ana <ana@harbour.example>, ANA@harbour.example; mail nobody";
    screen.fill(Role::MultilineTextInput, "Addresses", text);
    screen.until_says("1 address found, 1 double left out");
    screen.click(Role::RadioButton, "Contributors of sites");
    screen.fill(Role::TextInput, "Search 40 sites", &site);
    screen.click(Role::CheckBox, &site);
    screen.until_says("never read, so who contributes there already is not known");
    screen.click(Role::CheckBox, &role);
    screen.press("Make the plan…");
    let button = screen.beginning(Role::Button, "Invite 1");
    confirm(&mut screen, &button);
    screen.fill(Role::TextInput, "Search the invites", "ana@harbour");
    screen.click(Role::Row, "ana@harbour.example");
    let row = of(&screen, "ana@harbour.example").remove(0);
    assert_eq!(
        (row.state, row.place.as_str()),
        (InviteState::Open, site.as_str())
    );
    assert!(row.ends.is_some() && row.told.is_some(), "{row:?}");
    screen.until_says("Wix lists no site invites");
    screen.get(Role::Button, "Copy accept link");
    screen.tab_to(Role::Button, "Copy accept link");
    let copied = screen.copied(Key::Enter);
    assert_eq!(Some(copied), row.link);

    screen.press("Send again…");
    let button = screen.beginning(Role::Button, "Apply 1");
    confirm(&mut screen, &button);
    screen.press("Revoke…");
    let button = screen.beginning(Role::Button, "Apply 1");
    confirm(&mut screen, &button);
    screen.until("its end", |s| {
        let state = of(s, "ana@harbour.example").first()?.state;
        (state == InviteState::Revoked).then_some(())
    });
    let why = "What is selected is over: there is nothing to revoke".to_owned();
    assert_eq!(screen.about(Role::Button, "Revoke…"), (false, why));
    let paths: Vec<String> = wix
        .writes()
        .iter()
        .map(|w| w["path"].as_str().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(paths.len(), 3, "{paths:?}");
    assert!(
        paths[1].ends_with("/resend") && paths[2].ends_with("/revoke"),
        "{paths:?}"
    );
}

#[test]
fn site_invites_are_added_by_their_ids_and_told_when_sent_again() {
    let wix = Wix::of(Size::S);
    let mut screen = open(&wix, protocol::Size::S);
    let before = all(&screen).len();
    let site = SiteId::new(&wix.site(0));
    screen.chord(CTRL | Modifiers::SHIFT, Key::N);
    screen.until_there(Role::Dialog, "Add site invites");
    let why = (false, "Paste at least one id".to_owned());
    assert_eq!(screen.about(Role::Button, "Add"), why);
    let bad = "no such site,abc\n";
    screen.fill(Role::MultilineTextInput, "Ids", bad);
    screen.until_says("Line 1: “no such site” is no site id");
    screen.chord(CTRL, Key::A);
    let id = "eeee0000-0000-4000-8000-00000000abcd";
    screen.write(&format!("site,invite\n{site},{id}\n{site};{id}\n"));
    screen.until_says("1 invite found, 1 double left out");
    screen.press("Add 1 invite");
    screen.until("one more", |s| (all(s).len() == before + 1).then_some(()));
    let row = all(&screen).into_iter().find(|r| r.key.id().as_str() == id);
    let row = row.expect("the invite");
    assert_eq!((row.state, row.told), (InviteState::Unknown, None));
    assert!(row.noted.is_some());
    assert!(wix.writes().is_empty(), "nothing is sent by it");
    screen.click(Role::Row, id);
    screen.until_says("nothing yet, id noted just now");
    let why = "No accept link of what is selected is known".to_owned();
    assert_eq!(screen.about(Role::Button, "Copy accept link"), (false, why));
}

#[test]
fn the_timeline_narrows_the_list_to_what_ends_then() {
    let wix = Wix::of(Size::L);
    let mut screen = open(&wix, protocol::Size::L);
    let week = screen.beginning(Role::Button, "Ends in the week of");
    let number = week.rsplit(": ").next().expect("a figure");
    let number: usize = number
        .split(' ')
        .next()
        .and_then(|n| n.parse().ok())
        .expect("a number");
    screen.press(&week);
    screen.until_says(&format!("{number} of 140 shown"));
    screen.click(Role::RadioButton, "Days");
    screen.until_says("140 shown");
    screen.beginning(Role::Button, "Ends on");
}

#[test]
fn the_scale_of_the_timeline_is_kept_for_the_next_start() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    let options = || Options {
        start: Start::Practice(Practice {
            size: protocol::Size::S,
            seed: 7,
        }),
        route: Some(Route::Invites),
        ..options()
    };
    {
        let mut screen = Screen::sized(&setup, Some(&wix), (1280.0, 1000.0), options());
        // While the account is being read, a line above the scale comes and goes.
        screen.until("a quiet account", |s| {
            let mut jobs = s.model().jobs.iter();
            (s.model().reading.is_some() && jobs.all(|j| !j.state.is_active())).then_some(())
        });
        screen.click(Role::RadioButton, "Days");
        screen.until("a kept scale", |s| {
            let views = &s.model().settings.as_ref()?.views;
            (views.get("invites.days")? == true).then_some(())
        });
    }
    let mut screen = Screen::sized(&setup, Some(&wix), (1280.0, 1000.0), options());
    screen.until_there(Role::RadioButton, "Days");
    screen.until("the scale of the last time", |s| {
        let days = s.find(Role::RadioButton, "Days")?;
        let days = days.accesskit_node();
        let on = days.toggled() == Some(Toggled::True) || days.is_selected() == Some(true);
        on.then_some(())
    });
}
