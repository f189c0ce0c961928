//! Modes, versions and damage of files.

use crate::support::{at, data, listing};
use gatehouse::store::{
    Cache, DataDir, Kind, Ledger, Opened, ProfileId, StoreError, backups, newest_backup, open,
    open_read_only,
};
use rusqlite::{Connection, OpenFlags};
use std::fs;
use std::path::Path;

fn raw(path: &Path) -> Connection {
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap()
}

fn set_version(path: &Path, version: i64) {
    raw(path)
        .pragma_update(None, "user_version", version)
        .unwrap();
}

/// Overwrites the middle of a file with bytes that fit nowhere.
fn spoil(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let half = bytes.len() / 2;
    bytes[100..half].fill(0xA5);
    fs::write(path, bytes).unwrap();
}

#[cfg(unix)]
#[test]
fn everything_is_private_and_looser_modes_are_repaired() {
    use crate::support::{mode, profile, set_mode};
    use gatehouse::store::{ProfileStore, Told};
    let (_temp, dir) = data();
    let place = dir.profile(&profile());
    let (mut store, told) = ProfileStore::open(&dir, &profile(), at(0)).unwrap();
    assert_eq!(told, []);
    store.ledger.set_value("a", &1).unwrap();
    store.cache.clear().unwrap();
    for name in listing(place.path()) {
        let path = place.path().join(&name);
        let wanted = if path.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(mode(&path), wanted, "{name}");
    }
    assert!(listing(place.path()).contains(&"ledger.sqlite-wal".to_owned()));
    let copy = newest_backup(&place.ledger()).unwrap();
    assert_eq!(mode(&copy), 0o600);
    assert_eq!(mode(dir.path()), 0o700);
    assert_eq!(mode(&dir.path().join("profiles")), 0o700);
    drop(store);

    set_mode(place.path(), 0o755);
    for file in [place.ledger(), place.cache(), place.journal()] {
        set_mode(&file, 0o644);
    }
    let (_store, told) = ProfileStore::open(&dir, &profile(), at(0)).unwrap();
    assert_eq!(mode(place.path()), 0o700);
    for file in [place.ledger(), place.cache(), place.journal()] {
        assert_eq!(mode(&file), 0o600);
    }
    let repaired = |p: &Path| Told::ModeRepaired {
        place: p.to_owned(),
    };
    assert_eq!(told, [repaired(place.path()), repaired(&place.journal())]);
}

#[cfg(unix)]
#[test]
fn a_shared_folder_with_other_things_is_refused_and_not_touched() {
    use crate::support::{mode, set_mode};
    let temp = tempfile::tempdir().unwrap();
    set_mode(temp.path(), 0o755);
    DataDir::new(temp.path()).unwrap();
    assert_eq!(mode(temp.path()), 0o700, "an empty one is taken");
    set_mode(temp.path(), 0o755);
    fs::write(temp.path().join("letter.txt"), "").unwrap();
    let error = DataDir::new(temp.path()).unwrap_err();
    assert!(matches!(error, StoreError::NotPrivate { .. }), "{error}");
    assert_eq!(mode(temp.path()), 0o755);
}

#[test]
fn a_file_in_the_place_of_a_folder_is_told_plainly() {
    let temp = tempfile::tempdir().unwrap();
    let file = temp.path().join("data");
    fs::write(&file, "").unwrap();
    for path in [file.clone(), file.join("below")] {
        let text = DataDir::new(&path).unwrap_err().to_string();
        assert!(text.contains(&*file.to_string_lossy()), "{text}");
        assert!(
            text.contains("A file stands where a folder is needed"),
            "{text}"
        );
    }
}

#[test]
fn a_folder_in_the_place_of_a_file_is_told_plainly() {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("ledger.sqlite");
    fs::create_dir(&path).unwrap();
    let text = Ledger::open(&path, at(0)).unwrap_err().to_string();
    assert!(
        text.contains("A folder stands where a file is needed"),
        "{text}"
    );
}

#[test]
fn profile_ids_stay_inside_their_folder() {
    for bad in ["", ".", "..", "a/b", "a\\b", "é", "a b", &"x".repeat(65)] {
        assert!(ProfileId::new(bad).is_err(), "{bad:?}");
    }
    assert!(ProfileId::new("0191f2c0-7b8a-7cc0_x").is_ok());
    assert!(serde_json::from_str::<ProfileId>("\"../x\"").is_err());
}

#[test]
fn what_was_written_is_there_after_opening_again() {
    for kind in [Kind::Cache, Kind::Ledger, Kind::Root] {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("some.sqlite");
        let conn = open(&path, kind, at(0)).unwrap();
        let version: i64 = conn
            .pragma_query_value(None, "user_version", |r| r.get(0))
            .unwrap();
        let mode: String = conn
            .pragma_query_value(None, "journal_mode", |r| r.get(0))
            .unwrap();
        let keys: bool = conn
            .pragma_query_value(None, "foreign_keys", |r| r.get(0))
            .unwrap();
        let sync: i64 = conn
            .pragma_query_value(None, "synchronous", |r| r.get(0))
            .unwrap();
        assert_eq!((version, mode.as_str(), keys), (kind.newest(), "wal", true));
        assert_eq!(sync, if kind == Kind::Cache { 1 } else { 2 });
        drop(conn);
        open(&path, kind, at(0)).unwrap();
        open_read_only(&path, kind).unwrap();
        assert_eq!(listing(temp.path())[0], "some.sqlite");
    }
}

#[test]
fn a_newer_file_is_refused_and_not_touched() {
    for kind in [Kind::Cache, Kind::Ledger] {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("some.sqlite");
        drop(open(&path, kind, at(0)).unwrap());
        set_version(&path, kind.newest() + 1);
        let before = fs::read(&path).unwrap();
        for error in [
            open(&path, kind, at(0)).unwrap_err(),
            open_read_only(&path, kind).unwrap_err(),
            match kind {
                Kind::Cache => Cache::open(&path, at(0)).map(|_| ()).unwrap_err(),
                _ => Ledger::open(&path, at(0)).map(|_| ()).unwrap_err(),
            },
        ] {
            let text = error.to_string();
            assert!(text.contains("some.sqlite"), "{text}");
            assert!(
                text.contains("made by a newer version of Gatehouse"),
                "{text}"
            );
            assert!(
                text.contains("Update the program, or move the file away"),
                "{text}"
            );
        }
        assert_eq!(fs::read(&path).unwrap(), before);
    }
}

#[test]
fn an_unfinished_format_needs_writing_once() {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("ledger.sqlite");
    fs::write(&path, "").unwrap();
    let error = open_read_only(&path, Kind::Ledger).unwrap_err();
    assert!(matches!(error, StoreError::Older { .. }), "{error}");
    drop(open(&path, Kind::Ledger, at(0)).unwrap());
    open_read_only(&path, Kind::Ledger).unwrap();
}

#[test]
fn a_missing_file_reads_as_empty_and_is_not_made() {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("ledger.sqlite");
    let mut ledger = Ledger::open_read_only(&path).unwrap();
    assert_eq!(ledger.runs(10).unwrap(), []);
    let error = ledger.set_value("a", &1).unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly { .. }), "{error}");
    assert!(!path.exists());
}

#[test]
fn a_damaged_cache_is_rebuilt_and_told() {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("cache.sqlite");
    drop(Cache::open(&path, at(0)).unwrap());
    for n in 1..=5 {
        spoil(&path);
        let damaged = fs::read(&path).unwrap();
        let (cache, opened) = Cache::open(&path, at(0)).unwrap();
        let Opened::Rebuilt { reason, kept } = opened else {
            panic!("{opened:?}");
        };
        assert!(!reason.is_empty());
        assert!(kept.ends_with(format!("cache.sqlite.broken-{n}")));
        assert_eq!(fs::read(&kept).unwrap(), damaged);
        assert_eq!(cache.team().unwrap().0.members, []);
    }
    let broken: Vec<String> = listing(temp.path())
        .into_iter()
        .filter(|n| n.contains("broken"))
        .collect();
    assert_eq!(broken.len(), 3, "{broken:?}");
    let (_, opened) = Cache::open(&path, at(0)).unwrap();
    assert_eq!(opened, Opened::Found);
}

#[test]
fn a_cache_cut_anywhere_opens_again() {
    let temp = tempfile::tempdir().unwrap();
    let whole = temp.path().join("whole.sqlite");
    drop(Cache::open(&whole, at(0)).unwrap());
    let bytes = fs::read(&whole).unwrap();
    for len in [1, 50, 100, 1000, 4096, 5000, bytes.len() - 1] {
        let path = temp.path().join(format!("cut-{len}.sqlite"));
        fs::write(&path, &bytes[..len]).unwrap();
        let (cache, opened) = Cache::open(&path, at(0)).unwrap();
        assert!(
            matches!(opened, Opened::Rebuilt { .. }),
            "{len}: {opened:?}"
        );
        assert_eq!(cache.sites().unwrap(), (vec![], None));
    }
}

#[test]
fn a_file_of_another_kind_is_not_taken_for_ours() {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("ledger.sqlite");
    drop(open(&path, Kind::Cache, at(0)).unwrap());
    let error = Ledger::open(&path, at(0)).unwrap_err();
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    let foreign = temp.path().join("other.sqlite");
    fs::write(&foreign, "").unwrap();
    raw(&foreign)
        .execute_batch("CREATE TABLE song (name)")
        .unwrap();
    let error = Ledger::open(&foreign, at(0)).unwrap_err();
    assert!(
        error.to_string().contains("not the kind of file"),
        "{error}"
    );
}

#[test]
fn a_damaged_ledger_is_refused_and_its_backup_is_named() {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("ledger.sqlite");
    let mut ledger = Ledger::open(&path, at(0)).unwrap();
    ledger.set_value("kept", &"yes").unwrap();
    for hour in 0..7 {
        ledger.back_up(at(hour)).unwrap();
    }
    assert_eq!(backups(&path).len(), 5);
    let newest = newest_backup(&path).unwrap();
    assert!(
        newest.ends_with("backups/ledger-20261121T150000000-daily.sqlite"),
        "{newest:?}"
    );
    drop(ledger);
    spoil(&path);
    let damaged = fs::read(&path).unwrap();
    let error = Ledger::open(&path, at(8)).unwrap_err();
    let StoreError::Damaged { backup, .. } = &error else {
        panic!("{error}");
    };
    assert_eq!(backup.as_ref(), Some(&newest));
    let text = error.to_string();
    assert!(text.contains("Nothing was changed"), "{text}");
    assert!(text.contains(&*newest.to_string_lossy()), "{text}");
    assert_eq!(fs::read(&path).unwrap(), damaged, "and it was not touched");
}

#[test]
fn an_emptied_ledger_is_not_taken_for_a_new_one() {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("ledger.sqlite");
    fs::write(&path, "").unwrap();
    let ledger = Ledger::open(&path, at(0)).unwrap();
    let copy = ledger.back_up(at(1)).unwrap();
    drop(ledger);
    for bytes in ["", "x"] {
        fs::write(&path, bytes).unwrap();
        let error = Ledger::open(&path, at(2)).unwrap_err();
        assert!(
            error.to_string().contains(&*copy.to_string_lossy()),
            "{error}"
        );
        let error = Ledger::open_read_only(&path).unwrap_err();
        assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    }
}

#[test]
fn the_ledger_is_copied_once_a_day() {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("ledger.sqlite");
    let ledger = Ledger::open(&path, at(0)).unwrap();
    for hour in [0, 1, 23, 24, 30, 48] {
        ledger.back_up_daily(at(hour)).unwrap();
    }
    assert_eq!(backups(&path).len(), 3);
    let copy = newest_backup(&path).unwrap();
    drop(Ledger::open(&copy, at(0)).unwrap());
}
