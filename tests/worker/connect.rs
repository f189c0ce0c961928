//! Keys that work, keys that do not, and what is left behind.

use crate::files::files;
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
    desk.send(Command::ForgetProfile {
        profile: id.clone(),
        below: false,
    });
    desk.until("an empty list", |m| {
        (m.session.is_none() && m.profiles.as_ref()?.is_empty()).then_some(())
    });
    assert!(setup.keys.get(&id.0).unwrap().is_none());
    assert!(!desk.data().join("profiles").join(&id.0).exists());
}

#[test]
fn a_second_window_on_the_same_profile_only_reads() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    let mut first = setup.desk(None);
    first.connect(&wix, &wix.key("full"));
    let mut second = setup.desk(None);
    second.send(Command::OpenLast);
    let session = second.until("the same profile", |m| m.session.clone());
    let why = session.no_writing.clone().expect("a reason");
    assert!(why.contains("Another window"), "{why}");
    second.until("the kept team", |m| m.team.clone());
    let calls = wix.log().len();
    second.send(Command::Sync);
    second.until("a refusal", |m| {
        (m.activity.loaded && !m.jobs.iter().any(|j| j.state.is_active())).then_some(())
    });
    assert_eq!(wix.log().len(), calls, "the second window asks nobody");
}

#[test]
fn a_ledger_of_a_newer_version_is_refused_with_a_sentence_and_left_alone() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    let mut desk = setup.desk(None);
    desk.connect(&wix, &wix.key("full"));
    let id = desk.model.session.as_ref().unwrap().profile.id.clone();
    let ledger = desk
        .data()
        .join("profiles")
        .join(&id.0)
        .join("ledger.sqlite");
    drop(desk);
    #[expect(clippy::disallowed_methods, reason = "a stranger touches the file")]
    let file = rusqlite::Connection::open(&ledger).unwrap();
    file.pragma_update(None, "user_version", 999).unwrap();
    drop(file);
    let before = std::fs::read(&ledger).unwrap();
    let mut desk = setup.desk(None);
    desk.send(Command::OpenLast);
    let error = desk.until("a refusal", |m| m.trouble.clone());
    assert!(error.sentence.contains("newer version"), "{error}");
    assert!(error.sentence.contains("ledger.sqlite"), "{error}");
    assert!(desk.model.session.is_none());
    assert_eq!(std::fs::read(&ledger).unwrap(), before);
}

#[test]
fn what_the_key_can_do_is_remembered_with_the_profile() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    let mut desk = setup.desk(None);
    desk.try_connect(&wix, &wix.key("no-team"), "");
    desk.until("the check in the session", |m| {
        (m.session.as_ref()?.capabilities.len() > 3).then_some(())
    });
    desk.synced();
    drop(desk);
    let mut desk = setup.desk(None);
    desk.send(Command::OpenLast);
    let session = desk.until("the kept check", |m| {
        m.session.clone().filter(|s| !s.capabilities.is_empty())
    });
    assert_eq!(reading(&session.capabilities, "Team"), Reading::No);
}
