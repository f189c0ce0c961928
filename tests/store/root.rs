//! The list of profiles.

use crate::support::{at, data, listing};
use gatehouse::store::{
    ChildProfile, KeyLimit, KeyTrial, Practice, ProfileId, ProfileRow, ProfileStore, RootLedger,
    SignIn, StoreError, backups, newest_backup, restore_root,
};
use serde_json::json;
use std::fs;

fn row(id: &str, hour: i64) -> ProfileRow {
    ProfileRow {
        id: ProfileId::new(id).unwrap(),
        name: format!("Name of {id}"),
        colour: "teal".to_owned(),
        base_url: "https://www.wixapis.com".to_owned(),
        account_id: Some("a1".into()),
        account_name: None,
        read_only: true,
        practice: Some(Practice {
            size: "small".to_owned(),
            seed: u64::MAX,
        }),
        pace: json!({ "perMinute": 200 }),
        brakes: json!({ "maxRemovals": 10 }),
        key_place: "system".to_owned(),
        created: at(hour),
        last_used: None,
        sign_in: SignIn::key(),
    }
}

#[test]
fn profiles_and_settings_are_kept() {
    let (_temp, dir) = data();
    let mut root = RootLedger::open(&dir, at(0)).unwrap();
    root.put_profile(&row("b", 1)).unwrap();
    root.put_profile(&row("a", 2)).unwrap();
    let mut changed = row("b", 1);
    changed.practice = None;
    changed.read_only = false;
    root.put_profile(&changed).unwrap();
    root.touch_profile(&changed.id, at(3)).unwrap();
    changed.last_used = Some(at(3));
    root.set_setting("zoom", &1.5).unwrap();
    drop(root);
    let root = RootLedger::open_read_only(&dir).unwrap();
    assert_eq!(root.profiles().unwrap(), [changed.clone(), row("a", 2)]);
    assert_eq!(root.profile(&changed.id).unwrap(), Some(changed));
    assert_eq!(root.setting::<f64>("zoom").unwrap(), Some(1.5));
    assert_eq!(root.setting::<String>("theme").unwrap(), None);
}

#[test]
fn a_forgotten_profile_leaves_nothing() {
    let (_temp, dir) = data();
    let mut root = RootLedger::open(&dir, at(0)).unwrap();
    let secretive = ProfileRow {
        name: "Zanzibar".to_owned(),
        ..row("gone", 1)
    };
    root.put_profile(&secretive).unwrap();
    root.put_profile(&row("stays", 2)).unwrap();
    for id in ["gone", "stays"] {
        ProfileStore::open(&dir, &ProfileId::new(id).unwrap(), at(0)).unwrap();
    }
    drop(root);
    let mut root = RootLedger::open(&dir, at(30)).unwrap();
    let named = |dir: &gatehouse::store::DataDir| {
        let files = backups(&dir.root_file())
            .into_iter()
            .chain([dir.root_file()]);
        files
            .filter(|f| fs::read(f).unwrap().windows(8).any(|w| w == b"Zanzibar"))
            .count()
    };
    assert_eq!(named(&dir), 2, "the list and its copy");

    let (open, _) = ProfileStore::open(&dir, &secretive.id, at(0)).unwrap();
    let error = root
        .forget_profile(&dir, &secretive.id, at(31))
        .unwrap_err();
    assert!(matches!(error, StoreError::Busy { .. }), "{error}");
    assert_eq!(root.profiles().unwrap().len(), 2);
    drop(open);

    root.forget_profile(&dir, &secretive.id, at(31)).unwrap();
    assert_eq!(root.profiles().unwrap(), [row("stays", 2)]);
    assert_eq!(listing(&dir.path().join("profiles")), ["stays"]);
    assert_eq!(named(&dir), 0);
    assert_eq!(
        backups(&dir.root_file()).len(),
        1,
        "and a fresh copy is there"
    );
    root.forget_profile(&dir, &secretive.id, at(32)).unwrap();
}

#[test]
fn a_damaged_list_is_restored_from_its_copy() {
    let (_temp, dir) = data();
    let mut root = RootLedger::open(&dir, at(0)).unwrap();
    root.put_profile(&row("a", 1)).unwrap();
    drop(root);
    drop(RootLedger::open(&dir, at(25)).unwrap());
    fs::write(dir.root_file(), "not a database at all").unwrap();
    let error = RootLedger::open(&dir, at(26)).unwrap_err();
    let copy = newest_backup(&dir.root_file()).unwrap();
    assert!(
        error.to_string().contains(&*copy.to_string_lossy()),
        "{error}"
    );
    let kept = restore_root(&dir, &copy).unwrap();
    assert_eq!(fs::read(kept).unwrap(), b"not a database at all");
    let root = RootLedger::open(&dir, at(27)).unwrap();
    assert_eq!(root.profiles().unwrap(), [row("a", 1)]);
}

#[test]
fn a_child_profile_knows_the_one_above_until_it_is_forgotten() {
    let (_temp, dir) = data();
    let mut root = RootLedger::open(&dir, at(0)).unwrap();
    let (above, below) = (row("above", 1), row("below", 2));
    root.put_profile(&above).unwrap();
    root.put_profile(&below).unwrap();
    root.set_parent(&below.id, &above.id).unwrap();
    // Writing the row again keeps the tie.
    root.put_profile(&below).unwrap();
    let trial = KeyTrial {
        at: at(3),
        works: false,
        answer: "No".to_owned(),
    };
    root.set_key_trial(&below.id, &trial).unwrap();
    root.set_key_trial(&above.id, &trial).unwrap();
    drop(root);
    let mut root = RootLedger::open(&dir, at(4)).unwrap();
    let children = root.children(&above.id).unwrap();
    let wanted = ChildProfile {
        row: below.clone(),
        trial: Some(trial),
    };
    assert_eq!(children, [wanted]);
    assert_eq!(root.parent(&below.id).unwrap(), Some(above.id.clone()));
    assert_eq!(root.parent(&above.id).unwrap(), None);
    root.forget_profile(&dir, &below.id, at(5)).unwrap();
    assert!(root.children(&above.id).unwrap().is_empty());
    assert!(root.parents().unwrap().is_empty());
}

/// A list as the first version made it, with one profile.
fn of_version_one(dir: &gatehouse::store::DataDir) {
    #[expect(clippy::disallowed_methods, reason = "a file of an older version")]
    let file = rusqlite::Connection::open(dir.root_file()).unwrap();
    file.execute_batch(include_str!("../../src/store/sql/root_1.sql"))
        .unwrap();
    file.pragma_update(None, "application_id", i32::from_be_bytes(*b"GHro"))
        .unwrap();
    file.pragma_update(None, "user_version", 1).unwrap();
    file.execute(
        "INSERT INTO profile VALUES ('old', 'Old', '3', 'https://www.wixapis.com', 'a1', NULL, 0,
         NULL, '{}', '{}', 'system', '2026-01-01T00:00:00Z', NULL)",
        [],
    )
    .unwrap();
}

#[test]
fn profiles_of_the_first_version_sign_in_with_their_key_and_are_copied_before() {
    let (_temp, dir) = data();
    of_version_one(&dir);
    let root = RootLedger::open(&dir, at(0)).unwrap();
    let all = root.profiles().unwrap();
    assert_eq!((all.len(), &all[0].sign_in), (1, &SignIn::key()));
    let before = backups(&dir.root_file());
    let older = before.iter().any(|copy| {
        #[expect(clippy::disallowed_methods, reason = "a copy is looked into")]
        let copy = rusqlite::Connection::open(copy).unwrap();
        let version = copy.pragma_query_value(None, "user_version", |r| r.get::<_, i64>(0));
        version.unwrap() == 1
    });
    assert!(older, "a copy of the form before: {before:?}");
}

#[test]
fn every_kind_of_sign_in_is_kept() {
    let (_temp, dir) = data();
    let app = SignIn::App {
        app_id: "app-1".to_owned(),
        instance_id: "instance-1".to_owned(),
        site: "site-1".into(),
    };
    let limit = Some(KeyLimit { open: 2, of: 3 });
    let mut root = RootLedger::open(&dir, at(0)).unwrap();
    for (n, sign_in) in [SignIn::key(), SignIn::ApiKey { limit }, app]
        .into_iter()
        .enumerate()
    {
        let kept = ProfileRow {
            sign_in,
            ..row(&format!("p{n}"), 1)
        };
        root.put_profile(&kept).unwrap();
        assert_eq!(root.profile(&kept.id).unwrap(), Some(kept));
    }
}
