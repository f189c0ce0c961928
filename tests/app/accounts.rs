//! Accounts in the whole program.

use crate::act::CTRL;
use crate::browse::rows;
use crate::screen::{Screen, options};
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use gatehouse::app::{Options, Start};
use gatehouse::model::Route;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{self, AccountKey, JobKind, JobState, Practice};
use serde_json::json;

pub(crate) fn open_of(wix: &Wix, size: protocol::Size) -> Screen {
    let options = Options {
        start: Start::Practice(Practice { size, seed: 7 }),
        route: Some(Route::Accounts),
        ..options()
    };
    let mut screen = Screen::open(&Setup::default(), Some(wix), options);
    screen.until("accounts, read", |s| {
        let m = s.model();
        let idle = m.jobs.iter().all(|j| !j.state.is_active());
        (idle && m.accounts_view.is_some() && m.reading.is_some()).then_some(())
    });
    screen
}

fn open(wix: &Wix) -> Screen {
    open_of(wix, protocol::Size::L)
}

/// Reads accounts with the dialog that is open, and waits for the end.
pub(crate) fn read(screen: &mut Screen, button: &str) {
    let before = screen.model().last_job(JobKind::Accounts).map(|j| j.id);
    screen.press(button);
    screen.until("accounts read", |s| {
        let job = s.model().last_job(JobKind::Accounts)?;
        (Some(job.id) != before && matches!(job.state, JobState::Done(_))).then_some(())
    });
}

#[test]
fn a_child_is_named_read_opened_and_left_with_one_click_each() {
    let wix = Wix::of(Size::L);
    let mut screen = open(&wix);
    screen.until_there(Role::Heading, "Accounts");
    assert_eq!(rows(&screen).len(), 13);
    screen.until_says("Told by Wix");
    let (free, why) = screen.about(Role::Button, "Open");
    assert_eq!((free, why.as_str()), (false, "Select one account first"));
    screen.press("Read child accounts…");
    screen.until_there(Role::Dialog, "Read child accounts");
    screen.click(Role::RadioButton, "Only their facts: name, state, owner");
    screen.until_says("13 at least");
    read(&mut screen, "Read 12 accounts");
    screen.until("the names that were read", |s| {
        let mut shown = rows(s).into_iter();
        (!shown.any(|name| name.starts_with("Child account"))).then_some(())
    });
    let first = rows(&screen)[1].clone();
    screen.click(Role::Row, &first);
    screen.until_says("Not tried yet: this account’s key");
    screen.press("Name…");
    screen.until_there(Role::Dialog, "Name this account");
    screen.fill(Role::TextInput, "Name", "Old mill");
    screen.press("Keep the name");
    screen.until("the name", |s| {
        rows(s).contains(&"Old mill".to_owned()).then_some(())
    });
    screen.press("Read…");
    screen.until_there(Role::Dialog, "Read child accounts");
    screen.until_says("7 at least");
    read(&mut screen, "Read 1 account");
    screen.until_says("Tried");
    screen.click(Role::Row, "Northlight Studio");
    screen.until_gone(Role::Button, "Name…");
    screen.click(Role::Row, "Old mill");
    screen.until_there(Role::Button, "Name…");
    let id = screen
        .model()
        .accounts
        .as_ref()
        .unwrap()
        .find("Old mill")
        .unwrap()
        .id
        .clone();
    let of = |s: &Screen| {
        s.model()
            .session
            .as_ref()
            .map(|s| s.profile.account.clone())
    };
    screen.press("Open this account");
    screen.until("the child", |s| (of(s) == Some(id.clone())).then_some(()));
    screen.until_there(Role::Button, "Back to Northlight Studio");
    screen.until("the team of the child", |s| {
        let m = s.model();
        let idle = m.jobs.iter().all(|j| !j.state.is_active());
        (idle && m.team.as_ref()?.team.members.len() >= 3).then_some(())
    });
    screen.press("Back to Northlight Studio");
    screen.until("the parent", |s| {
        let account = of(s)?;
        (account.as_str() == wix.account()).then_some(())
    });
    screen.until_gone(Role::Button, "Back to Northlight Studio");
}

#[test]
fn a_refused_key_asks_for_one_of_the_childs_own() {
    let wix = Wix::of(Size::L);
    wix.post("switches", &json!({ "childByParentKey": false }));
    let mut screen = open(&wix);
    let child = wix.hello().children[0].clone();
    let named = |s: &Screen| {
        let table = s.model().accounts.clone().unwrap();
        let row = table
            .rows
            .iter()
            .find(|r| r.id.as_str() == child.account_id);
        row.unwrap().clone()
    };
    let name = named(&screen).name;
    screen.click(Role::Row, &name);
    screen.until_there(Role::Button, "Read…");
    screen.press("Read…");
    screen.until_there(Role::Dialog, "Read child accounts");
    read(&mut screen, "Read 1 account");
    screen.until_says("Wix does not let this account’s key act here");
    screen.press("Give an own key…");
    screen.until_there(Role::Dialog, &format!("Give {name} a key of its own"));
    let (free, why) = screen.about(Role::Button, "Check and keep the key");
    assert_eq!((free, why.as_str()), (false, "Paste a key first"));
    // The key of another account is refused in the form, which stays as it is.
    let other = &wix.hello().children[1];
    assert_ne!(other.account_id, child.account_id);
    screen.fill(Role::PasswordInput, "API key", &other.api_key);
    screen.press("Check and keep the key");
    screen.until_says(&format!("This key reads nothing in {name}"));
    screen.until_there(Role::Dialog, &format!("Give {name} a key of its own"));
    // The field has the keyboard again.
    screen.chord(CTRL, Key::A);
    screen.write(&child.api_key);
    screen.press("Check and keep the key");
    screen.until_gone(Role::Dialog, &format!("Give {name} a key of its own"));
    screen.until("its own key", |s| {
        (named(s).key == AccountKey::Own).then_some(())
    });
    screen.press("Read…");
    screen.until_there(Role::Dialog, "Read child accounts");
    read(&mut screen, "Read 1 account");
    screen.until("its people", |s| (named(s).people == Some(3)).then_some(()));
}

#[test]
fn a_person_is_found_in_all_accounts() {
    let wix = Wix::of(Size::L);
    let mut screen = open(&wix);
    screen.press("Read child accounts…");
    screen.until_there(Role::Dialog, "Read child accounts");
    read(&mut screen, "Read 12 accounts");
    screen.click(Role::RadioButton, "People in all accounts");
    let name = screen.until("somebody in several", |s| {
        let view = s.model().everybody_view.clone()?;
        let row = view.table.rows.iter().find(|r| r.accounts == 5)?;
        Some(row.name.clone())
    });
    screen.fill(Role::TextInput, "Find a person in all accounts", &name);
    screen.until("five rows", |s| (rows(s).len() == 5).then_some(()));
    screen.until_says("5 of ");
    screen.chord(CTRL, Key::A);
    screen.click(Role::RadioButton, "Accounts");
    screen.until("the accounts", |s| (rows(s).len() == 13).then_some(()));
}

#[test]
fn an_account_is_added_by_a_plan_and_shows_in_the_list() {
    let wix = Wix::of(Size::S);
    let mut screen = open_of(&wix, protocol::Size::S);
    screen.until_says("This account has no child accounts");
    screen.press("Add child account…");
    screen.until_there(Role::Dialog, "Add a child account");
    let (free, why) = screen.about(Role::Button, "Make the plan…");
    assert_eq!((free, why.as_str()), (false, "Type an address"));
    screen.until_says("This cannot be taken back");
    screen.fill(Role::TextInput, "Address of the owner", "pat@example.com");
    screen.fill(Role::TextInput, "First name", "Pat");
    screen.press("Make the plan…");
    screen.until_there(Role::Dialog, "Create a child account for Pat");
    screen.press("Create 1 account");
    screen.press("Done");
    screen.until_gone(Role::Button, "Done");
    screen.until("the new account", |s| (rows(s).len() == 2).then_some(()));
    assert_eq!(wix.writes().len(), 1);
    assert_eq!(wix.get("state")["counts"]["childAccounts"], 1);
}

#[test]
fn without_a_contract_the_pane_says_so_and_shows_what_there_is() {
    let wix = Wix::of(Size::L);
    wix.post("switches", &json!({ "contract": false }));
    let mut screen = open(&wix);
    screen.until_says("Wix does not list the child accounts for this key");
    assert_eq!(rows(&screen), ["Northlight Studio"]);
    let (free, why) = screen.about(Role::Button, "Read child accounts…");
    assert_eq!((free, why.as_str()), (false, "There are no child accounts"));
}
