//! The list of profiles.

use crate::support::{at, data, listing};
use gatehouse::store::{
    ChildProfile, KeyTrial, Practice, ProfileId, ProfileRow, ProfileStore, RootLedger, StoreError,
    backups, newest_backup, restore_root,
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
