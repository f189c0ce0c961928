//! Keys that work, keys that do not, and what is left behind.

use crate::desk::files;
use crate::support::{Setup, Wix};
use gatehouse::sandbox::Size;
use gatehouse::secrets::KeyStore as _;
use gatehouse::worker::protocol::{Capability, Command, ConnectState, ErrorCard, Reading};

fn failure(wix: &Wix, key: &str, account: &str) -> ErrorCard {
    let setup = Setup::default();
    let mut desk = setup.desk(None);
    desk.try_connect(wix, key, account);
    let error = desk.until("a failure", |m| match &*m.connect {
        ConnectState::Failed(e) | ConnectState::AccountNeeded(e) => Some(e.clone()),
        ConnectState::Connected { .. } => panic!("it connected"),
        _ => None,
    });
    assert!(
        desk.model.profiles.as_ref().is_some_and(|p| p.is_empty()),
        "nothing half stored"
    );
    assert!(desk.model.session.is_none());
    assert!(!error.remedy.is_empty(), "{error:?} names no remedy");
    assert!(!format!("{error:?}").contains(key), "the key shows");
    error
}

fn capabilities(wix: &Wix, key: &str) -> Vec<Capability> {
    let mut desk = Setup::default().desk(None);
    desk.try_connect(wix, key, "");
    desk.until("the table", |m| match &*m.connect {
        ConnectState::Connected { capabilities, .. } => Some(capabilities.clone()),
        ConnectState::Failed(e) => panic!("{e}"),
        _ => None,
    })
}

fn reading(rows: &[Capability], area: &str) -> Reading {
    let row = rows
        .iter()
        .find(|c| c.area.starts_with(area))
        .expect("a row");
    row.reading.clone()
}

#[test]
fn wrong_keys_and_accounts_fail_in_one_sentence_and_leave_nothing() {
    let wix = Wix::of(Size::S);
    let wrong = failure(&wix, "IST.not-a-key-of-this-account", "");
    assert!(wrong.sentence.to_lowercase().contains("key"), "{wrong}");
    let other = failure(
        &wix,
        &wix.key("full"),
        "99999999-0000-4000-8000-000000000000",
    );
    assert!(
        other.sentence.contains("belongs to another account"),
        "{other}"
    );
    let empty = failure(&wix, "   ", "");
    assert!(empty.sentence.to_lowercase().contains("no key"), "{empty}");
}

#[test]
fn a_full_key_finds_its_account_and_reads_everything() {
    let wix = Wix::of(Size::S);
    let rows = capabilities(&wix, &format!("  {}\n", wix.key("full")));
    assert!(rows.iter().all(|c| c.reading == Reading::Yes), "{rows:#?}");
    assert!(rows.iter().any(|c| c.changing.contains("first change")));
}

#[test]
fn a_key_without_team_rights_says_what_does_not_work() {
    let wix = Wix::of(Size::S);
    let rows = capabilities(&wix, &wix.key("no-team"));
    assert_eq!(reading(&rows, "Team"), Reading::No);
    assert_eq!(reading(&rows, "Sites"), Reading::Yes);
    let team = rows.iter().find(|c| c.area.starts_with("Team")).unwrap();
    assert!(
        !team.permission.is_empty() && !team.without.is_empty(),
        "{team:?}"
    );
}

#[test]
fn the_key_is_in_no_file() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    let mut desk = setup.desk(None);
    let key = wix.key("full");
    desk.connect(&wix, &key);
    let data = desk.data();
    drop(desk);
    for file in files(&data) {
        let bytes = std::fs::read(&file).unwrap();
        let found = bytes.windows(key.len()).any(|w| w == key.as_bytes());
        assert!(!found, "{} holds the key", file.display());
    }
}

#[test]
fn a_forgotten_profile_is_gone_with_its_key() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    let mut desk = setup.desk(None);
    desk.connect(&wix, &wix.key("full"));
    let id = desk.model.session.as_ref().unwrap().profile.id.clone();
    desk.send(Command::ForgetProfile(id.clone()));
    desk.until("an empty list", |m| {
        (m.session.is_none() && m.profiles.as_ref()?.is_empty()).then_some(())
    });
    assert!(setup.keys.get(&id.0).unwrap().is_none());
    assert!(!desk.data().join("profiles").join(&id.0).exists());
}
